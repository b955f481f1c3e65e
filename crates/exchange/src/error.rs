//! Why a file cannot be read, in sentences for the person who chose it.

use std::io;

use base::{Lang, Say};

/// A file that cannot be read: which, and why.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {trouble}")]
pub struct ReadError {
    pub file: String,
    #[source]
    pub trouble: Trouble,
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("there is no such file; check the name and the folder")]
    Missing,
    #[error("this is a folder; name one file in it")]
    Folder,
    #[error("cannot be read; check that you may open it and that its disk is present")]
    Unreadable(#[source] io::Error),
    #[error("a temporary file cannot be written; free some disk space and try again")]
    NoSpool(#[source] io::Error),
    #[error("the file is empty")]
    Nothing,

    #[error("this is an old .xls workbook; open it and save it as .xlsx, then import that")]
    OldWorkbook,
    #[error("this is a WPS .et workbook; open it in WPS and save it as .xlsx, then import that")]
    WpsWorkbook,
    #[error("the workbook is protected by a password; save a copy without one, then import that")]
    Protected,
    #[error("this is a binary .xlsb workbook; open it and save it as .xlsx, then import that")]
    BinaryWorkbook,
    #[error("this is an OpenDocument file; save it as .xlsx, then import that")]
    OpenDocument,
    #[error(
        "this is a web page or XML, whatever its name says; open it in a spreadsheet program and save it as .xlsx"
    )]
    WebPage,
    #[error("this is an archive or a document, not a workbook; choose an .xlsx or .csv file")]
    NotAWorkbook,
    #[error(
        "the workbook is damaged ({part}: {detail}); get a new copy, or open and save it again"
    )]
    Damaged { part: String, detail: String },
    #[error(
        "the workbook claims {claimed} bytes in \"{part}\", more than {max} that any honest workbook needs; it was not opened"
    )]
    Bomb { part: String, claimed: u64, max: u64 },
    #[error(
        "one cell of \"{part}\" is far beyond any sensible size; the workbook was not read further"
    )]
    CellTooLarge { part: String },
    #[error("the workbook has no visible sheet; show one, or name the hidden one")]
    NoSheet,
    #[error("there is no sheet \"{asked}\"; there are: {present}")]
    UnknownSheet { asked: String, present: String },

    #[error(
        "line {line} holds a NUL byte, so this is not a text; save it as .xlsx or as CSV (UTF-8)"
    )]
    Nul { line: u64 },
    #[error("line {line} is neither UTF-8 nor GB18030; save the file as CSV (UTF-8)")]
    Encoding { line: u64 },
    #[error("the file is UTF-8, but line {line} is damaged; get a new copy, or correct that line")]
    DamagedText { line: u64 },
    #[error("a quotation mark opens in row {row} and never closes; correct that row")]
    OpenQuote { row: u64 },
    #[error("row {row} has more than {max} columns; is this the right file?")]
    TooManyColumns { row: u64, max: usize },
    #[error("there are no rows in it")]
    NoRows,
}

impl Trouble {
    /// This trouble with this file.
    #[must_use]
    pub fn of(self, file: &str) -> ReadError {
        ReadError { file: file.to_owned(), trouble: self }
    }

    pub(crate) fn damaged(part: &str, detail: &(impl ToString + ?Sized)) -> Trouble {
        Trouble::Damaged { part: part.to_owned(), detail: detail.to_string() }
    }
}

impl Say for ReadError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!("{}：{}", self.file, self.trouble.say(lang)),
        }
    }
}

impl Say for Trouble {
    fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Trouble::Missing => "没有这个文件；请检查文件名和所在文件夹".to_owned(),
            Trouble::Folder => "这是一个文件夹；请指定其中的一个文件".to_owned(),
            Trouble::Unreadable(_) => "文件无法读取；请确认有权打开它，且所在磁盘可用".to_owned(),
            Trouble::NoSpool(_) => "临时文件无法写入；请清理磁盘空间后重试".to_owned(),
            Trouble::Nothing => "文件是空的".to_owned(),
            Trouble::NoRows => "文件中没有数据行".to_owned(),
            Trouble::OldWorkbook
            | Trouble::WpsWorkbook
            | Trouble::Protected
            | Trouble::BinaryWorkbook
            | Trouble::OpenDocument
            | Trouble::WebPage
            | Trouble::NotAWorkbook
            | Trouble::Damaged { .. }
            | Trouble::Bomb { .. }
            | Trouble::CellTooLarge { .. }
            | Trouble::NoSheet
            | Trouble::UnknownSheet { .. } => self.of_workbook_zh(),
            Trouble::Nul { .. }
            | Trouble::Encoding { .. }
            | Trouble::DamagedText { .. }
            | Trouble::OpenQuote { .. }
            | Trouble::TooManyColumns { .. } => self.of_text_zh(),
        }
    }
}

impl Trouble {
    fn of_workbook_zh(&self) -> String {
        match self {
            Trouble::OldWorkbook => "这是旧版 .xls 工作簿；请打开后另存为 .xlsx，再导入".to_owned(),
            Trouble::WpsWorkbook => {
                "这是 WPS 的 .et 表格；请用 WPS 打开后另存为 .xlsx，再导入".to_owned()
            }
            Trouble::Protected => "工作簿设有打开密码；请另存一份不带密码的副本，再导入".to_owned(),
            Trouble::BinaryWorkbook => {
                "这是二进制 .xlsb 工作簿；请打开后另存为 .xlsx，再导入".to_owned()
            }
            Trouble::OpenDocument => "这是 OpenDocument 文件；请另存为 .xlsx，再导入".to_owned(),
            Trouble::WebPage => {
                "这其实是网页或 XML，只是改了文件名；请用表格软件打开后另存为 .xlsx".to_owned()
            }
            Trouble::NotAWorkbook => {
                "这是压缩包或其他文档，不是工作簿；请选择 .xlsx 或 .csv 文件".to_owned()
            }
            Trouble::Damaged { part, detail } => format!(
                "工作簿已损坏（{part}：{detail}）；请重新取得一份，或用表格软件打开后重新保存"
            ),
            Trouble::Bomb { part, claimed, max } => format!(
                "工作簿自称“{part}”展开后有 {claimed} 字节，超过正常工作簿所需的 {max} 字节；未予打开"
            ),
            Trouble::CellTooLarge { part } => {
                format!("“{part}”中有一个单元格大得不合常理；未继续读取该工作簿")
            }
            Trouble::NoSheet => "工作簿中没有可见的工作表；请取消隐藏，或指定工作表名称".to_owned(),
            Trouble::UnknownSheet { asked, present } => {
                format!("没有名为“{asked}”的工作表；现有：{present}")
            }
            other => other.to_string(),
        }
    }

    fn of_text_zh(&self) -> String {
        match self {
            Trouble::Nul { line } => {
                format!("第 {line} 行含有空字节，不是文本文件；请另存为 .xlsx 或 CSV（UTF-8）")
            }
            Trouble::Encoding { line } => {
                format!("第 {line} 行既不是 UTF-8 也不是 GB18030 编码；请另存为 CSV（UTF-8）")
            }
            Trouble::DamagedText { line } => {
                format!("文件为 UTF-8 编码，但第 {line} 行已损坏；请重新取得一份，或改正该行")
            }
            Trouble::OpenQuote { row } => {
                format!("第 {row} 行的引号没有配对；请改正该行")
            }
            Trouble::TooManyColumns { row, max } => {
                format!("第 {row} 行超过 {max} 列；请确认选对了文件")
            }
            other => other.to_string(),
        }
    }
}
