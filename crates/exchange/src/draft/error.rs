//! Why a file is no draft, in sentences for the person who chose it.

use base::{Lang, Say};

/// Why a file is no draft, or why findings cannot be written into it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    #[error("byte {byte} is neither UTF-8 nor GB18030; save the file as UTF-8 text")]
    Encoding { byte: usize },
    #[error("the file is UTF-8, but byte {byte} is damaged; get a new copy, or correct that place")]
    DamagedText { byte: usize },

    #[error(
        "this is an old .doc document; open it in Word or WPS and save it as .docx, then check that"
    )]
    OldWord,
    #[error("the document is protected by a password; save a copy without one, then check that")]
    Protected,
    #[error("this is no Word document; choose a .docx file")]
    NotWord,
    #[error(
        "the archive holds no Word document ({part} is missing); choose a .docx file, or open this one and save it as .docx"
    )]
    NoDocument { part: String },
    #[error(
        "the document is damaged ({part}: {detail}); get a new copy, or open and save it again"
    )]
    Damaged { part: String, detail: String },
    #[error(
        "\"{part}\" declares a document type or entities, which no Word document does; it was not read. Open the document and save it again"
    )]
    Declarations { part: String },
    #[error("the archive has {found} parts, more than {max}; it was not opened")]
    TooManyParts { found: usize, max: usize },
    #[error(
        "\"{part}\" unpacks to more than {max} bytes; the document was not read. Split it, or check whether this is the right file"
    )]
    PartTooLarge { part: String, max: u64 },
    #[error("\"{part}\" is nested deeper than {max} levels; the document was not read")]
    TooDeep { part: String, max: usize },
    #[error("the document has more than {max} tables; split it and check the pieces")]
    TooManyTables { max: usize },
    #[error("a table has more than {max} columns; correct it, or remove it from the document")]
    TooManyColumns { max: usize },
    #[error("the document has more than {max} characters; split it and check the pieces")]
    TooLong { max: usize },

    #[error(
        "a finding lies at characters {from} to {to}, but the document has {letters}; check this document again"
    )]
    OtherDraft { from: usize, to: usize, letters: usize },
}

impl DraftError {
    pub(super) fn damaged(part: &str, detail: &(impl ToString + ?Sized)) -> DraftError {
        DraftError::Damaged { part: part.to_owned(), detail: detail.to_string() }
    }
}

impl Say for DraftError {
    fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            DraftError::Encoding { byte } => {
                format!(
                    "第 {byte} 个字节既不是 UTF-8 也不是 GB18030 编码；请将文件另存为 UTF-8 文本"
                )
            }
            DraftError::DamagedText { byte } => {
                format!("文件为 UTF-8 编码，但第 {byte} 个字节已损坏；请重新取得一份，或改正该处")
            }
            DraftError::OldWord => {
                "这是旧版 .doc 文档；请用 Word 或 WPS 打开后另存为 .docx，再校核".to_owned()
            }
            DraftError::Protected => {
                "文档设有打开密码；请另存一份不带密码的副本，再校核".to_owned()
            }
            DraftError::NotWord => "这不是 Word 文档；请选择 .docx 文件".to_owned(),
            DraftError::NoDocument { part } => format!(
                "压缩包中没有 Word 正文（缺少 {part}）；请选择 .docx 文件，或打开后另存为 .docx"
            ),
            DraftError::Damaged { part, detail } => {
                format!("文档已损坏（{part}：{detail}）；请重新取得一份，或打开后重新保存")
            }
            DraftError::Declarations { part } => format!(
                "“{part}”中声明了文档类型或实体，正常的 Word 文档没有这些；未予读取。请打开文档后重新保存"
            ),
            DraftError::TooManyParts { found, max } => {
                format!("压缩包中有 {found} 个部件，超过 {max} 个；未予打开")
            }
            DraftError::PartTooLarge { part, max } => {
                format!("“{part}”展开后超过 {max} 字节；未读取该文档。请拆分文档，或确认选对了文件")
            }
            DraftError::TooDeep { part, max } => {
                format!("“{part}”的嵌套超过 {max} 层；未读取该文档")
            }
            DraftError::TooManyTables { max } => {
                format!("文档中的表格超过 {max} 个；请拆分后分别校核")
            }
            DraftError::TooManyColumns { max } => {
                format!("有一个表格超过 {max} 列；请改正，或从文档中移除该表格")
            }
            DraftError::TooLong { max } => format!("文档超过 {max} 字；请拆分后分别校核"),
            DraftError::OtherDraft { from, to, letters } => format!(
                "一条校核意见位于第 {from} 至 {to} 字，而文档只有 {letters} 字；请重新校核这份文档"
            ),
        }
    }
}
