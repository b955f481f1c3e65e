//! What can be wrong with a journal file, as sentences.

use std::io;
use std::path::PathBuf;

use base::{Lang, Say};
use ledger::digest::UnknownAlgorithm;
use store::StoreError;
use store::verify::VerifyError;

/// Why a journal could not be written to a file or taken from one.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    #[error("the file is no journal of Taizhang: its first line does not say so")]
    NotOurs,
    #[error("the file has format {found}, this program knows {known}; update the program")]
    Newer { found: u32, known: u32 },
    #[error(transparent)]
    Digest(#[from] UnknownAlgorithm),
    #[error("line {line} cannot be read ({detail}); nothing was taken over")]
    Unreadable { line: u64, detail: String },
    #[error(
        "line {line} holds record {found} where record {due} is due: lines are missing, doubled or out of order; nothing was taken over"
    )]
    OutOfOrder { line: u64, due: u64, found: u64 },
    #[error(
        "line {line}, record {sequence}, was changed after it was written; nothing was taken over"
    )]
    Edited { line: u64, sequence: u64 },
    #[error(
        "the file ends after record {last} without its last line: it was cut off; nothing was taken over"
    )]
    CutOff { last: u64 },
    #[error("line {line} comes after the end of the journal; nothing was taken over")]
    AfterEnd { line: u64 },
    #[error(
        "the file says that it ends with record {stated}, but it has {found}, or their digests differ; nothing was taken over"
    )]
    OtherEnd { stated: u64, found: u64 },
    #[error(
        "there are {records} records already: a journal is only taken into an empty installation"
    )]
    NotEmpty { records: u64 },
    #[error("{} is there already; choose another name, nothing was written", .path.display())]
    Exists { path: PathBuf },
    #[error(transparent)]
    Unverified(#[from] VerifyError),
    #[error(
        "record {sequence} of the database does not bear out its digest; run `taizhang verify`"
    )]
    Unsound { sequence: u64 },
    #[error("the file cannot be read or written: {0}")]
    File(#[from] io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Say for TransferError {
    fn say(&self, lang: Lang) -> String {
        match self {
            _ if lang == Lang::En => self.to_string(),
            TransferError::NotOurs => "该文件不是台账的流水文件：首行不符".to_owned(),
            TransferError::Newer { found, known } => {
                format!("该文件为第 {found} 版格式，本程序只到第 {known} 版；请升级程序")
            }
            TransferError::Digest(unknown) => unknown.say(lang),
            TransferError::Unreadable { line, detail } => {
                format!("第 {line} 行无法读取（{detail}）；未装入任何内容")
            }
            TransferError::OutOfOrder { line, due, found } => format!(
                "第 {line} 行应为第 {due} 号记录，却是第 {found} 号：有行缺失、重复或次序颠倒；未装入任何内容"
            ),
            TransferError::Edited { line, sequence } => {
                format!("第 {line} 行（第 {sequence} 号记录）写出后被改动；未装入任何内容")
            }
            TransferError::CutOff { last } => {
                format!("文件在第 {last} 号记录之后中断，缺少末行；未装入任何内容")
            }
            TransferError::AfterEnd { line } => {
                format!("第 {line} 行在流水末行之后；未装入任何内容")
            }
            TransferError::OtherEnd { stated, found } => format!(
                "文件末行称止于第 {stated} 号记录，实有 {found} 条，或摘要不符；未装入任何内容"
            ),
            TransferError::NotEmpty { records } => {
                format!("已有 {records} 条记录：流水只能装入空的安装")
            }
            TransferError::Unsound { sequence } => {
                format!("数据库第 {sequence} 号记录与摘要不符；请运行 `taizhang verify`")
            }
            TransferError::Exists { path } => {
                format!("{} 已存在；请另选名称，未写入任何内容", path.display())
            }
            TransferError::Unverified(error) => error.say(lang),
            TransferError::File(error) => format!("文件无法读写：{error}"),
            TransferError::Store(error) => error.say(lang),
        }
    }
}
