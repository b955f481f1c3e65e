//! Closing the books, and the bridge to today.

use clap::Args;
use jiff::civil::Date;

use super::Dir;

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["report", "figures"])))]
pub(crate) struct Close {
    /// 代号，各次关账不重复 / key, unique among all closings: review_2021
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 封存这份报告 / seal this report
    #[arg(long)]
    pub(crate) report: Option<String>,
    /// 封存这些度量或指标，逗号分隔 / seal these measures or indicators, separated by commas
    #[arg(long, value_delimiter = ',', requires_all = ["unit", "to"])]
    pub(crate) figures: Vec<String>,
    /// 数据所属单位 / unit whose figures are meant
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// 期间首日；不填为自始 / first day of the period; from the beginning without it
    #[arg(long)]
    pub(crate) from: Option<Date>,
    /// 期间末日，即截止日 / last day of the period, the cut-off
    #[arg(long)]
    pub(crate) to: Option<Date>,
    /// 中文名称；默认为报告标题或代号 / Chinese name; the title of the report or the key by default
    #[arg(long)]
    pub(crate) zh: Option<String>,
    /// 英文名称；默认为代号 / English name; the key by default
    #[arg(long)]
    pub(crate) en: Option<String>,
    /// 编制人，不得与关账人相同 / who prepared it; never the one who closes
    #[arg(long)]
    pub(crate) prepared_by: Option<String>,
    /// 以谁的名义 / person in whose name it is done; the administrator of this machine by default
    #[arg(long)]
    pub(crate) actor: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Bridge {
    /// 关账代号 / key of the closing
    pub(crate) closing: String,
    /// 封存数据的名称；不填列出全部 / name of a sealed figure; all of them without it
    pub(crate) figure: Option<String>,
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 输出 JSON / print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
