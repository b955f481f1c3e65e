//! Faults in the files of a template.

use base::lang::{Lang, Say};
use register::told::Told;

/// The files cannot be read as a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is missing; a report consists of report.yaml and body.md")]
    NoFile,
    #[error("this is not YAML: {0}")]
    NotYaml(Told),
    #[error("entry \"{0}\" is written twice; remove one")]
    TwiceInTable(String),
    #[error("\"{entry}\" is not known here; known are: {known}")]
    UnknownEntry { entry: String, known: String },
    #[error("\"{0}\" is missing")]
    NoEntry(String),
    #[error("\"{entry}\" must be {expected}")]
    Expected { entry: String, expected: Expected },
    #[error(
        "\"{0}\" is not an identifier: use a-z, 0-9 and _, starting with a letter, at most 48 characters"
    )]
    BadKey(String),
    #[error("\"{0}\" is not a way to print a figure; known are: {1}")]
    UnknownStyle(String, String),
    #[error("the style \"{style}\" has no setting \"{option}\"")]
    NotOfStyle { style: String, option: String },
    #[error("the style \"{style}\" needs the setting \"{option}\"")]
    StyleNeeds { style: String, option: String },
    #[error("the period begins on {from} and ends before, on {to}; exchange the two days")]
    Reversed { from: String, to: String },
    #[error("unit \"{0}\" is not listed under \"units\"; add it there with its name")]
    UnknownUnit(String),
    #[error("figure \"{0}\" is not defined; define it under \"figures\" in report.yaml{1}")]
    UnknownFigure(String, Nearest),
    #[error("figure \"{0}\" is never used; use it in the text or take it out")]
    UnusedFigure(String),
    #[error("table \"{0}\" is not defined; define it under \"tables\" in report.yaml")]
    UnknownTable(String),
    #[error("table \"{0}\" is never used; use it in the text or take it out")]
    UnusedTable(String),
    #[error("\"{0}(…)\" needs a name written in quotes, such as {0}(\"received\")")]
    NotLiteral(String),
    #[error("this expression cannot be computed: {0}")]
    Expression(String),
    #[error("\"{0}\" is a number typed by hand; define it as a figure so that it can be traced")]
    TypedNumber(String),
    #[error("{0} has no place in an official document; {1}")]
    Unfitting(&'static str, &'static str, &'static str, &'static str),
    #[error("a heading of level {found} follows one of level {before}; use level {}", .before + 1)]
    LevelSkipped { before: u8, found: u8 },
    #[error("headings go down to level 4; this is level {0}")]
    TooDeep(u8),
    #[error("headings are numbered by the program; take \"{0}\" out of the heading")]
    TypedNumbering(String),
    #[error("the character U+{0:04X} is reserved by the program; take it out")]
    Reserved(u32),
    #[error("\"{word}\" does not say that; write one of: {known}")]
    WordForClaim { word: String, known: String },
    #[error("\"{0}\" must stand in a paragraph of its own in body.md")]
    NotAlone(String),
}

/// A name that resembles an unknown one; says nothing when there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nearest(pub Option<String>);

impl std::fmt::Display for Nearest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Some(name) => write!(f, " (did you mean \"{name}\"?)"),
            None => Ok(()),
        }
    }
}

/// What an entry of report.yaml must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    Text,
    List,
    Table,
    Date,
    Beginning,
    Name,
    Decimals,
    Step,
    Tens,
    Flag,
    Width,
}

impl Expected {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Expected::Text => ("a text", "文字"),
            Expected::List => ("a list", "列表"),
            Expected::Table => ("a table of entries", "键值表"),
            Expected::Date => ("a day such as 2021-12-31", "日期，如 2021-12-31"),
            Expected::Beginning => {
                ("a day such as 2021-01-01, or \"beginning\"", "日期（如 2021-01-01）或 beginning")
            }
            Expected::Name => {
                ("a name such as disclosure.received", "业务包.指标，如 disclosure.received")
            }
            Expected::Decimals => ("a number of decimals from 0 to 6", "小数位数，0 至 6"),
            Expected::Step => {
                ("a positive number such as 10, 10000 or 1%", "正数，如 10、10000 或 1%")
            }
            Expected::Tens => {
                ("a multiple of ten such as 10, 100 or 10000", "十的倍数，如 10、100 或 10000")
            }
            Expected::Flag => ("yes or no", "yes 或 no"),
            Expected::Width => ("a width from 1 to 100", "列宽，1 至 100"),
        }
    }
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words().0)
    }
}

impl Say for Unreadable {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.zh(),
        }
    }
}

impl Unreadable {
    fn zh(&self) -> String {
        match self {
            Unreadable::NoFile => "缺少此文件；报告由 report.yaml 和 body.md 组成".to_owned(),
            Unreadable::NotYaml(detail) => format!("不是合法的 YAML：{}", detail.zh),
            Unreadable::TwiceInTable(entry) => format!("“{entry}”写了两次，请删去一处"),
            Unreadable::UnknownEntry { entry, known } => {
                format!("此处没有“{entry}”这一项；可用的有：{known}")
            }
            Unreadable::NoEntry(entry) => format!("缺少“{entry}”"),
            Unreadable::Expected { entry, expected } => {
                format!("“{entry}”应为{}", expected.words().1)
            }
            Unreadable::BadKey(text) => {
                format!(
                    "“{text}”不能作标识：请用小写字母开头，只含 a-z、0-9 和下划线，不超过 48 个字符"
                )
            }
            Unreadable::UnknownStyle(style, known) => {
                format!("没有“{style}”这种数字写法；可用的有：{known}")
            }
            Unreadable::NotOfStyle { style, option } => {
                format!("写法“{style}”没有“{option}”这一设置")
            }
            Unreadable::StyleNeeds { style, option } => {
                format!("写法“{style}”必须有“{option}”这一设置")
            }
            Unreadable::Reversed { from, to } => {
                format!("期间不能先止后起：起 {from}，止 {to}；请对调")
            }
            Unreadable::UnknownUnit(unit) => {
                format!("单位“{unit}”未在 units 中列出；请在那里写明它的名称")
            }
            Unreadable::UnknownFigure(id, Nearest(nearest)) => match nearest {
                Some(name) => format!("没有定义数据“{id}”；是不是“{name}”？"),
                None => format!("没有定义数据“{id}”；请在 report.yaml 的 figures 中定义"),
            },
            Unreadable::UnusedFigure(id) => format!("数据“{id}”从未使用；请写入正文或删去"),
            Unreadable::UnknownTable(key) => {
                format!("没有定义表格“{key}”；请在 report.yaml 的 tables 中定义")
            }
            Unreadable::UnusedTable(key) => format!("表格“{key}”从未使用；请写入正文或删去"),
            Unreadable::NotLiteral(function) => {
                format!("“{function}(…)”须直接写出名称并加引号，如 {function}(\"received\")")
            }
            Unreadable::Expression(detail) => format!("此表达式无法计算：{detail}"),
            Unreadable::TypedNumber(text) => {
                format!("“{text}”是手写数字；请定义为数据，使其可以追溯")
            }
            Unreadable::Unfitting(_, _, what, remedy) => {
                format!("公文中不用{what}；{remedy}")
            }
            Unreadable::LevelSkipped { before, found } => {
                format!("{before} 级标题之下不能直接用 {found} 级标题；请用 {} 级", before + 1)
            }
            Unreadable::TooDeep(level) => format!("标题只到 4 级，此处为 {level} 级"),
            Unreadable::TypedNumbering(typed) => {
                format!("标题序号由程序编排；请从标题中删去“{typed}”")
            }
            Unreadable::Reserved(code) => format!("字符 U+{code:04X} 为程序保留；请删去"),
            Unreadable::WordForClaim { word, known } => {
                format!("“{word}”不能这样用；可用：{known}")
            }
            Unreadable::NotAlone(what) => format!("“{what}”须在 body.md 中单独成段"),
        }
    }
}
