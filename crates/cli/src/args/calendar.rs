//! Working days on the command line.

use std::path::PathBuf;

use base::Key;
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use register::calendar::Unit;

use super::Dir;

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
    /// 发布一年的安排：记入流水，并重算所及的在办时限 / publish a year: recorded, and every clock that it moves is derived anew
    Import {
        /// 安排文件 / file of the year
        file: PathBuf,
        /// 只对该单位及其下属有效，如单独闭馆 / holds for this unit and all below it alone, as when it is shut
        #[arg(long)]
        unit: Option<Key>,
        /// 依据，如通知文号 / basis, such as the notice
        #[arg(long, default_value = "")]
        basis: String,
        /// 只试算：列出将变动的时限，不记录 / only try: list what would move, record nothing
        #[arg(long)]
        trial: bool,
        /// 以谁的名义 / person in whose name it is done; the administrator of this machine by default
        #[arg(long)]
        actor: Option<String>,
        #[command(flatten)]
        dir: Dir,
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
