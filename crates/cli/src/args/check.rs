//! Checking drafts on the command line.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// 文稿，纯文本（UTF-8），可给多份 / drafts as plain text in UTF-8, one or several
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// 每条结果一行 JSON / one JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// 只列此级别及以上的结果 / list only what is at least this serious
    #[arg(long, value_enum, default_value_t = Least::Note)]
    pub(crate) min_severity: Least,
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
