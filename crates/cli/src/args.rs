//! The command line. Help texts are in both languages, since help is read before a language is chosen.

mod calendar;
mod check;
mod closing;
mod deadline;
mod fee;
mod form;
mod pack;
mod rebuild;

use std::path::PathBuf;

use base::Lang;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use ledger::digest::Algorithm;

pub(crate) use calendar::Calendar;
pub(crate) use check::{Check, Least};
pub(crate) use closing::{Bridge, Close};
pub(crate) use deadline::Deadline;
pub(crate) use fee::Fee;
pub(crate) use form::Form;
pub(crate) use pack::Pack;
pub(crate) use rebuild::Rebuild;

/// 台账：从逐条记录到自查报告，每个数都能点开到行。
///
/// Taizhang: from recorded events to the self-assessment report; every figure opens down to its rows.
///
/// 先试一试 / try it: taizhang demo
#[derive(Debug, Parser)]
#[command(name = "taizhang", version, propagate_version = true, max_term_width = 110)]
pub(crate) struct Arguments {
    /// 界面语言 / language of messages: zh | en
    #[arg(long, global = true, default_value = "zh", env = "TAIZHANG_LANG")]
    pub(crate) lang: Lang,
    /// 日志级别 / what is logged to stderr: error | warn | info | debug
    #[arg(long, global = true, default_value = "warn", env = "TAIZHANG_LOG", hide = true)]
    pub(crate) log: String,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 建立示例机关，装入其 2021 年度，编制自查报告并打开网页 / sample authority, its year, its report, its pages
    Demo(Demo),
    /// 打开已有安装的网页 / serve the pages of an existing installation
    Serve(Serve),
    /// 把工作簿或 CSV 导入台账 / import a workbook or CSV into a register
    Import(Import),
    /// 编制报告（docx 与 html）/ compile a report as docx and html
    Report(Report),
    /// 关账：把一份报告或若干数据封存在记录中 / close the books: seal a report or figures in the record
    Close(Close),
    /// 列出已关的账 / list the closings
    Closings(Dir),
    /// 重述桥：封存数到现值，逐项拆分 / the restatement bridge from a sealed figure to today's value
    Bridge(Bridge),
    /// 重算哈希链和全部投影，指出第一条不符的记录 / recompute chain and projections; name the first record that fails
    Verify(Verify),
    /// 时点封签：记录条数、根、链首，可打印、可外存 / seal: number of records, root and head, to be printed or sent
    Seal(Seal),
    /// 证明某条记录在台账中，或今日台账是先前封签的延续 / prove that a record is in the journal, or that the journal continues a seal
    Prove(Prove),
    /// 依法删除个人信息 / erase personal data
    Erase(Erase),
    /// 机构调整：更名、划归、合并、分设、撤销，在办事项随之划转 / reorganise units; open matters follow
    Reorganise(Reorganise),
    /// 丢弃全部投影并由记录重建 / drop every projection and rebuild it from the journal
    Rebuild(Rebuild),
    /// 导出整个流水，或导出 Parquet 供 DuckDB 等查询 / export the whole journal, or Parquet for DuckDB and others
    Export(Export),
    /// 在线备份整个安装 / back up the whole installation while it is in use
    Backup(Backup),
    /// 把备份或流水文件恢复到空的安装 / restore a backup or a journal file into an empty installation
    Restore(Restore),
    /// 业务包：检查、模式、参考 / packs: check, schema, reference
    Pack {
        #[command(subcommand)]
        command: Pack,
    },
    /// 工作日：节假日安排、期限推算 / working days: what years arrange, how terms are counted
    Calendar {
        #[command(subcommand)]
        command: Calendar,
    },
    /// 时限说明：某事项的各个时限如何算出 / how the deadlines of a matter came about
    Deadline(Deadline),
    /// 政府信息公开年报表三 / the annual form of public information
    Form(Form),
    /// 校核：查出文稿中对不上的地方，不需要台账 / check a draft: what does not add up; no ledger is needed
    Check(Check),
    /// 信息处理费：按件或按页推算 / what the processing of public information costs
    Fee(Fee),
    /// 示例年度重现的已公布数据对照表 / which published figure each figure of the sample year reproduces
    #[command(hide = true)]
    Published,
    /// 命令行参考 / the command line as a page
    #[command(hide = true)]
    Reference,
}

/// Where an installation lives.
#[derive(Debug, Args)]
pub(crate) struct Dir {
    /// 安装目录 / folder of the installation
    #[arg(long, default_value = "taizhang-demo")]
    pub(crate) dir: PathBuf,
    /// 数据库：文件，或 postgres://用户@主机/数据库；默认为目录中的 taizhang.db / database: a file, or postgres://user@host/database; taizhang.db in the folder by default
    #[arg(long, env = "TAIZHANG_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// 地址中未写的数据库口令；请用环境变量 / password of the database if the address has none; use the variable
    #[arg(long, env = "PGPASSWORD", hide = true, hide_env_values = true)]
    pub(crate) database_password: Option<String>,
    /// 个人信息密钥文件；默认为数据库旁的 taizhang.key / key file of personal data; taizhang.key beside the database by default
    #[arg(long, env = "TAIZHANG_KEY_FILE")]
    pub(crate) key_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 只核验一份证明，不用数据库 / check a proof instead, without a database
    #[arg(long, value_name = "FILE")]
    pub(crate) proof: Option<PathBuf>,
    /// 您所信任的根 / the root that you trust
    #[arg(long, requires = "proof", conflicts_with = "seal", value_name = "HEX")]
    pub(crate) root: Option<String>,
    /// 您所信任的封签 / the seal that you trust
    #[arg(long, requires = "proof", value_name = "FILE")]
    pub(crate) seal: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Seal {
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 台账有这么多条记录时；默认为现在 / when the journal had this many records; now by default
    #[arg(long)]
    pub(crate) at: Option<u64>,
    /// 另存为 JSON / write it as JSON, too
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Prove {
    /// 记录序号 / sequence number of the record
    #[arg(required_unless_present = "from")]
    pub(crate) sequence: Option<u64>,
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 封签文件，或当时的记录条数 / a seal, or the number of records then
    #[arg(long, value_name = "SEAL")]
    pub(crate) from: Option<String>,
    /// 证明文件路径；默认按内容命名 / file of the proof; named after its content by default
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Reorganise {
    /// 调整文件（JSON）：业务日期、依据、各项变动、在办事项的去向 / the reorganisation as JSON: day, basis, changes, where open matters go
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 以谁的名义 / person in whose name it is done; the administrator of this machine by default
    #[arg(long)]
    pub(crate) actor: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Erase {
    /// 台账 / register
    #[arg(required_unless_present = "again")]
    pub(crate) register: Option<String>,
    /// 事项编号；其所涉个人在该台账的全部个人信息都将删除 / number of a matter; all personal data of its person in the register go
    #[arg(required_unless_present = "again")]
    pub(crate) number: Option<String>,
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 依据；默认为个人信息保护法第四十七条 / on what basis; PIPL Art. 47 by default
    #[arg(long, default_value = "")]
    pub(crate) basis: String,
    /// 恢复备份之后，重新执行已有的删除 / after a restored backup: erase again what had been erased
    #[arg(long, conflicts_with_all = ["register", "number"])]
    pub(crate) again: bool,
    /// 以谁的名义 / person in whose name it is done; the administrator of this machine by default
    #[arg(long)]
    pub(crate) actor: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 网页端口 / port of the pages on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// 写完文件即结束，不开网页 / end after writing the files
    #[arg(long)]
    pub(crate) once: bool,
    /// 随机种子；已公布的数据不随它变 / seed of the sample year; the published figures do not depend on it
    #[arg(long, default_value_t = 2021)]
    pub(crate) seed: u64,
    /// 热线工单的倍数；已公布的数据不随它变 / how many times the hotline tickets; published figures do not depend on it
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) scale: u32,
    /// 杂凑算法，一次选定 / digest of the journal, chosen once: sha-256 | sm3
    #[arg(long, default_value = "sha-256")]
    pub(crate) digest: Algorithm,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 网页端口 / port of the pages on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// 以这一天为“今天”（演练用）/ take this day as today, for rehearsals
    #[arg(long)]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// 台账 / register: hotline, tasks, findings …
    #[arg(required_unless_present = "journal")]
    pub(crate) register: Option<String>,
    /// 工作簿或 CSV / workbook (.xlsx) or CSV (UTF-8, GBK)
    #[arg(required_unless_present = "journal")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 整个流水，由 export --journal 写出，装入空的安装 / a whole journal, written by export --journal, into an empty installation
    #[arg(long, conflicts_with_all = ["register", "file", "sheet", "all_or_nothing", "results", "actor"])]
    pub(crate) journal: Option<PathBuf>,
    /// 工作表名；默认第一张可见表 / sheet; the first visible one by default
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// 有一行不合格就全部不装 / load nothing if any row is bad
    #[arg(long)]
    pub(crate) all_or_nothing: bool,
    /// 结果表路径；默认在原文件旁 / result workbook; beside the file by default
    #[arg(long)]
    pub(crate) results: Option<PathBuf>,
    /// 以谁的名义 / person in whose name it is done; the administrator of this machine by default
    #[arg(long)]
    pub(crate) actor: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// 报告 / report: self-assessment
    pub(crate) report: String,
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 输出目录；默认在安装目录下 / output folder; inside the installation by default
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// 只算到第几条记录为止所知 / as known at this sequence number
    #[arg(long)]
    pub(crate) known_at: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) dir: Dir,
    /// 整个流水写入这个 JSON Lines 文件 / file of JSON Lines for the whole journal
    #[arg(long, required_unless_present = "parquet", conflicts_with = "parquet")]
    pub(crate) journal: Option<PathBuf>,
    /// Parquet 文件的目录；其中的文件会被替换 / folder for the Parquet files; those in it are replaced
    #[arg(long)]
    pub(crate) parquet: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// 备份文件，不得已存在 / file of the backup; must not be there yet
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) dir: Dir,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// 备份或流水文件 / backup or journal file
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) dir: Dir,
}
