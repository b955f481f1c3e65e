//! Working days on the command line.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use register::calendar::Unit;

#[derive(Debug, Subcommand)]
pub(crate) enum Calendar {
    /// 各年节假日安排：放假、调休上班日、工作日天数、依据 / what each year arranges: days off, days worked in their stead, sources
    Show {
        /// 年份；不填为全部 / year; all of them without it
        year: Option<i16>,
        /// 再加一年的安排文件，可多个 / files of further years
        #[arg(long, value_name = "FILE")]
        with: Vec<PathBuf>,
    },
    /// 从某日起算期限，并逐段说明 / count a term from a day, and say how
    Count {
        /// 起算日，当日不计入 / the day it starts from, which is not counted
        from: Date,
        /// 期限 / how long it is
        number: u16,
        /// 单位 / what it is counted in
        #[arg(long, value_enum, default_value = "working")]
        unit: In,
        /// 再加一年的安排文件，可多个 / files of further years
        #[arg(long, value_name = "FILE")]
        with: Vec<PathBuf>,
    },
    /// 检查一年的安排文件，一次列出全部问题 / check the file of a year; all faults at once
    Check {
        /// 安排文件 / files of years
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// What a term is counted in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum In {
    /// 工作日 / working days
    Working,
    /// 自然日，末日为休息日的顺延 / calendar days; a last day of rest moves on
    Day,
    /// 月 / months
    Month,
}

impl In {
    pub(crate) fn unit(self) -> Unit {
        match self {
            In::Working => Unit::WorkingDay,
            In::Day => Unit::Day,
            In::Month => Unit::Month,
        }
    }
}
