//! Checking drafts on the command line.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Dir;

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// 文稿：.docx、.txt、.md、.html，可给多份，互相矛盾的也列出 / drafts, one or several; what they say differently is listed too
    #[arg(required_unless_present = "explain", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// 每条结果一行 JSON / one JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// 只列此级别及以上的结果 / list only what is at least this serious
    #[arg(long, value_enum, default_value_t = Least::Note)]
    pub(crate) min_severity: Least,
    /// 另与台账核对（安装由 --dir 指定）/ compare with the ledger of the installation in --dir
    #[arg(long)]
    pub(crate) ledger: bool,
    /// 写出带批注和修订的 Word 文档（作者：校核）/ write the Word document with comments and tracked changes
    #[arg(long, value_name = "OUT")]
    pub(crate) docx: Option<PathBuf>,
    /// 写出标注全文的网页 / write a page of the whole text with marks
    #[arg(long, value_name = "OUT")]
    pub(crate) html: Option<PathBuf>,
    /// 已核对、保留原样的结果不再列出：此前 --json 输出的若干行 / lines of an earlier --json that were looked at and may stay
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// 说明各条规则查什么 / explain what each rule looks for
    #[arg(long, conflicts_with = "files")]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) dir: Dir,
}

/// How serious a finding must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Least {
    /// 提示 / worth a look
    Note,
    /// 警告 / probably wrong
    Warning,
    /// 错误 / wrong, however it is read
    Error,
}
