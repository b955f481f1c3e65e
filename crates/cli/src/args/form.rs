//! Forms on the command line.

use std::path::PathBuf;

use base::Key;
use clap::Args;
use jiff::civil::Date;

use super::Dir;

#[derive(Debug, Args)]
pub(crate) struct Form {
    /// 报告年度 / year that is reported
    #[arg(long)]
    pub(crate) year: i16,
    /// 统计单位，含下属；默认为全机关 / unit with all below it; the whole authority by default
    #[arg(long)]
    pub(crate) unit: Option<Key>,
    /// 截止日；默认为年末，当年则为今天 / cut-off; the end of the year by default, or today
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Date>,
    /// 写成 CSV 文件 / as a CSV file
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// 以谁的名义 / person in whose name it is asked; the administrator of this machine by default
    #[arg(long)]
    pub(crate) actor: Option<String>,
    #[command(flatten)]
    pub(crate) dir: Dir,
}
