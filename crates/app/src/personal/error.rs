//! What may be wrong with keys. No sentence here holds a value or a key.

use std::path::PathBuf;

use base::{Lang, Say};

/// Why personal data cannot be protected or read.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(
        "personal data cannot be kept: no key file was named; start with `--key-file`, or beside a SQLite database without it"
    )]
    NoFile,
    #[error(
        "the key file {} is missing, but personal data are kept under it: put back the copy that was made apart from the database. Without it nobody can read them any more; everything else goes on",
        .path.display()
    )]
    Missing { path: PathBuf },
    #[error(
        "{} is not a key file of this program: its second line is \"taizhang key 1\", its third 64 hexadecimal digits; put back the copy",
        .path.display()
    )]
    NotAKeyFile { path: PathBuf },
    #[error(
        "the key file {} is not the one that the personal data of this database are kept under; put the right one in its place",
        .path.display()
    )]
    OtherKey { path: PathBuf },
    #[error("the key file {} cannot be used: {source}", .path.display())]
    File {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error(
        "a personal value does not fit what commits to it in record {sequence}: it was changed beside the journal; compare with a backup"
    )]
    NotTheValue { sequence: u64 },
    #[error(
        "the operating system gave no random bytes ({detail}); nothing was recorded, try again"
    )]
    NoEntropy { detail: String },
}

impl Say for KeyError {
    fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            KeyError::NoFile => {
                "不能留存个人信息：未指定密钥文件；请用 --key-file 指定（SQLite 数据库默认在其旁边）"
                    .to_owned()
            }
            KeyError::Missing { path } => format!(
                "密钥文件 {} 不在，而已有个人信息以它加密：请放回与数据库分开保存的副本。没有它，任何人都不能再读这些个人信息；其余一切照常",
                path.display()
            ),
            KeyError::NotAKeyFile { path } => format!(
                "{} 不是本程序的密钥文件：第二行应为“taizhang key 1”，第三行为 64 位十六进制数字；请放回副本",
                path.display()
            ),
            KeyError::OtherKey { path } => format!(
                "密钥文件 {} 与本数据库的个人信息不符；请换上原来的密钥文件",
                path.display()
            ),
            KeyError::File { path, source } => {
                format!("密钥文件 {} 无法使用：{source}", path.display())
            }
            KeyError::NotTheValue { sequence } => format!(
                "一项个人信息与第 {sequence} 号记录中的承诺值不符：它在记录之外被改动；请与备份比对"
            ),
            KeyError::NoEntropy { detail } => {
                format!("操作系统未给出随机数（{detail}）；未作任何记录，请重试")
            }
        }
    }
}
