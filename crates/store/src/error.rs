//! What can go wrong with the database, as sentences.

use std::path::PathBuf;

use base::{Denied, Key, Lang, Say};
use ledger::digest::Algorithm;

use crate::Place;
use crate::server_fault::ServerFault;
use crate::sql::SqlError;

/// Why the store could not open, read or write.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "there is no database of ours at {place}; create one with `taizhang demo`, or check the path"
    )]
    NoDatabase { place: Place },
    #[error("{place} is not a Taizhang database; choose another place, nothing was changed")]
    NotOurs { place: Place },
    #[error(
        "{place} was made by a newer version of Taizhang (layout {found}, this one knows {known}); update the program"
    )]
    Newer { place: Place, found: i64, known: i64 },
    #[error(
        "{place} has an older layout ({found}, this version needs {known}); open it once for writing, for example with `taizhang serve`"
    )]
    Older { place: Place, found: i64, known: i64 },
    #[error("cannot use {place}: {fault}")]
    Server { place: Place, fault: ServerFault },
    #[error(
        "the connection to the database was lost; look whether the last step was recorded before repeating it"
    )]
    Lost,
    #[error("{} is in use by {holder}; end that program first, or let it do the work", .path.display())]
    Held { path: PathBuf, holder: String },
    #[error("cannot use {}: {source}", .path.display())]
    Path {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error(
        "the database is damaged ({detail}); stop writing, keep the file, and restore the latest backup"
    )]
    Damaged { detail: String },
    #[error("the disk is full; nothing was written. Free some space and try again")]
    DiskFull,
    #[error("the database may not be written: check the permissions of its file and folder")]
    NotWritable,
    #[error("the database is busy; try again in a moment")]
    Busy,
    #[error(
        "the journal is digested with {present}, not with {wanted}; that is chosen once, when an installation is made"
    )]
    OtherDigest { present: Algorithm, wanted: Algorithm },
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no unit \"{unit}\" in your part of the organisation")]
    UnknownUnit { unit: Key },
    #[error("there is no register \"{register}\"; adopt the pack that declares it first")]
    UnknownRegister { register: Key },
    #[error("there is no measure \"{name}\" in the packs in force")]
    UnknownMeasure { name: String },
    #[error(
        "version {version} of pack \"{pack}\", adopted in record {sequence}, cannot be read any more: {fault}"
    )]
    PackUnreadable { pack: Key, version: u32, sequence: u64, fault: Bilingual },
    #[error(
        "{register} {number} was changed by someone else in the meantime; look at it again and repeat your step"
    )]
    Overtaken { register: Key, number: String },
    #[error("record {sequence} would post what cannot be: {source}")]
    Unbalanced {
        sequence: u64,
        #[source]
        source: ledger::Unbalanced,
    },
    #[error("a sum would exceed nine quintillion; look for an amount that was entered wrongly")]
    TooLarge,
    #[error("the database answered with an error")]
    Database(#[source] SqlError),
}

/// A sentence that came from elsewhere, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

impl Bilingual {
    /// Both sentences of something that can say itself.
    #[must_use]
    pub fn of(said: &dyn Say) -> Bilingual {
        Bilingual { zh: said.say(Lang::Zh), en: said.say(Lang::En) }
    }
}

impl std::fmt::Display for Bilingual {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.en)
    }
}

impl StoreError {
    /// What went wrong on the way to a server tells which one.
    pub(crate) fn at(self, place: &Place) -> StoreError {
        match self {
            StoreError::Database(SqlError::Postgres(error)) => {
                StoreError::Server { place: place.clone(), fault: ServerFault::of(&error) }
            }
            other => other,
        }
    }

    /// A server that lets us in may still not let us do everything.
    pub(crate) fn if_forbidden(self, place: &Place) -> StoreError {
        match &self {
            StoreError::Database(SqlError::Postgres(error))
                if ServerFault::of(error) == ServerFault::Forbidden =>
            {
                self.at(place)
            }
            _ => self,
        }
    }

    /// The journal or a projection says something that this program never writes.
    pub(crate) fn damaged(detail: impl Into<String>) -> StoreError {
        StoreError::Damaged { detail: detail.into() }
    }
}

impl Say for StoreError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.in_chinese(),
        }
    }
}

impl StoreError {
    fn in_chinese(&self) -> String {
        match self {
            StoreError::NoDatabase { place } => {
                format!("{place} 没有数据库；请用 `taizhang demo` 新建，或检查路径")
            }
            StoreError::NotOurs { place } => {
                format!("{place} 不是台账数据库；请另选一处，该处未作任何改动")
            }
            StoreError::Newer { place, found, known } => format!(
                "{place} 由更新版本的程序建立（结构 {found}，本程序只到 {known}）；请升级程序"
            ),
            StoreError::Older { place, found, known } => format!(
                "{place} 的结构较旧（{found}，本程序需要 {known}）；请先以可写方式打开一次，例如 `taizhang serve`"
            ),
            StoreError::Server { place, fault } => {
                format!("无法使用 {place}：{}", fault.say(Lang::Zh))
            }
            StoreError::Lost => "与数据库的连接中断；重做之前请先查看上一步是否已经记入".to_owned(),
            StoreError::Held { path, holder } => format!(
                "{} 正由{}使用；请先结束该程序，或由它来办理",
                path.display(),
                crate::lock::holder_in_chinese(holder)
            ),
            StoreError::Path { path, source } => format!("无法使用 {}：{source}", path.display()),
            StoreError::Damaged { detail } => {
                format!("数据库已损坏（{detail}）；请停止写入、保留原文件，并恢复最近的备份")
            }
            StoreError::DiskFull => "磁盘已满，未写入任何内容；请腾出空间后重试".to_owned(),
            StoreError::NotWritable => {
                "数据库不可写：请检查数据库文件及所在文件夹的权限".to_owned()
            }
            StoreError::Busy => "数据库正忙，请稍后重试".to_owned(),
            StoreError::OtherDigest { present, wanted } => {
                format!("记录以 {present} 计算杂凑值，不是 {wanted}；算法在建立安装时一次选定")
            }
            StoreError::Denied(denied) => denied.say(Lang::Zh),
            StoreError::UnknownUnit { unit } => format!("您的管辖范围内没有单位“{unit}”"),
            StoreError::UnknownRegister { register } => {
                format!("没有台账“{register}”；请先启用声明它的业务包")
            }
            StoreError::UnknownMeasure { name } => format!("现行业务包中没有度量“{name}”"),
            StoreError::PackUnreadable { pack, version, sequence, fault } => format!(
                "第 {sequence} 号记录启用的业务包“{pack}”第 {version} 版已无法读取：{}",
                fault.zh
            ),
            StoreError::Overtaken { register, number } => {
                format!("{register} {number} 已被他人更改；请重新查看后再办理")
            }
            StoreError::Unbalanced { sequence, .. } => {
                format!("第 {sequence} 号记录的分录无法平衡，未记入；请检查所填数额")
            }
            StoreError::TooLarge => "合计数超出可记范围；请查找填错的数额".to_owned(),
            StoreError::Database(_) => "数据库返回错误，请联系管理员查看日志".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What these statements come to in a fresh database.
    async fn told(statements: &'static str) -> StoreError {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        let mut conn = crate::sql::Conn::sqlite(conn);
        for statement in statements.split("; ") {
            let asks = ["SELECT", "PRAGMA"].iter().any(|word| statement.starts_with(word));
            let answer = crate::sql::query(statement);
            let failed = if asks {
                answer.fetch_all(&mut conn).await.err()
            } else {
                answer.execute(&mut conn).await.err()
            };
            if let Some(error) = failed {
                return error;
            }
        }
        panic!("nothing failed")
    }

    #[tokio::test]
    async fn every_failure_of_the_database_is_a_sentence() {
        let full = "PRAGMA max_page_count = 4; CREATE TABLE t (b BLOB); \
                    INSERT INTO t VALUES (zeroblob(1000000))";
        assert!(matches!(told(full).await, StoreError::DiskFull));
        let closed = "CREATE TABLE t (b BLOB); PRAGMA query_only = on; INSERT INTO t VALUES (1)";
        assert!(matches!(told(closed).await, StoreError::NotWritable));
        let sum = "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (9223372036854775807), (1); \
                   SELECT sum(n) FROM t";
        assert!(matches!(told(sum).await, StoreError::TooLarge));
        let cell = "CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (9223372036854775807); \
                    UPDATE t SET n = n + 1";
        assert!(matches!(told(cell).await, StoreError::TooLarge));
        assert!(matches!(told("SELECT * FROM nothing").await, StoreError::Database(_)));
    }
}
