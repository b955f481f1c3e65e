//! Deadlines on the command line.

use std::path::PathBuf;

use base::Key;
use clap::Args;

use super::Dir;

#[derive(Debug, Args)]
pub(crate) struct Deadline {
    /// 台账 / register
    pub(crate) register: Key,
    /// 事项编号 / number of the matter
    pub(crate) number: String,
    /// 以 JSON 输出 / as JSON
    #[arg(long, conflicts_with = "docx")]
    pub(crate) json: bool,
    /// 写成可打印的 A4 文档 / as a document to print
    #[arg(long, value_name = "FILE")]
    pub(crate) docx: Option<PathBuf>,
    /// 以谁的名义 / person in whose name it is asked; the administrator of this machine by default
    #[arg(long)]
    pub(crate) actor: Option<String>,
    #[command(flatten)]
    pub(crate) dir: Dir,
}
