//! Why a value cannot stand in a field.

use base::{Lang, Say};
use jiff::civil::Date;

use crate::told::{Told, listed};

/// Why a value cannot stand in a field, or what was typed cannot be read as one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("must have a value")]
    Missing,
    #[error("no such field; there are {}", listed(.0))]
    Unknown(Vec<Told>),
    #[error("not asked for in this step; the step takes {}", listed(.0))]
    NotAsked(Vec<Told>),
    #[error("another kind of value stands here; expected is {0}")]
    Kind(Told),
    #[error("\"{0}\" is not a whole number; write digits, like 1200")]
    NotWhole(String),
    #[error("\"{0}\" is not an amount of money; write yuan, like 71.5")]
    NotMoney(String),
    #[error("\"{0}\" is finer than a fen; write yuan with at most two decimals")]
    FinerThanFen(String),
    #[error("\"{0}\" is not a day; write it like 2021-12-31")]
    NotADay(String),
    #[error("\"{0}\" is not a day with a time; write it like 2021-12-31 09:30")]
    NotAMoment(String),
    #[error("\"{0}\" is neither yes nor no")]
    NotAFlag(String),
    #[error("\"{0}\" is not the key of a unit; use the key that the organisation list gives it")]
    NotAUnit(String),
    #[error(
        "\"{0}\" is not the number of a matter: it has 1 to 64 characters, none of / \\ ? # %, and no \
         spaces at either end"
    )]
    NotAMatter(String),
    #[error("\"{text}\" is not among the choices; they are {}", listed(.choices))]
    NotAChoice { text: String, choices: Vec<Told> },
    #[error("{found} lies outside {min} to {max}")]
    Outside { found: Box<str>, min: Box<str>, max: Box<str> },
    #[error("{chars} characters; at most {max} are kept")]
    TooLong { chars: usize, max: usize },
    #[error("a control character stands in it; type the text again or paste it without formatting")]
    Control,
    #[error("{rows} rows; at most {max} are kept")]
    TooManyRows { rows: usize, max: usize },
    #[error("\"{value}\" stands in row {first} and again in row {second}; keep one row of it")]
    SameRow { value: Told, first: usize, second: usize },
    #[error("row {row}, \"{column}\": {wrong}")]
    InRow { row: usize, column: Told, wrong: Box<Wrong> },
    #[error("row {row} is not written as name=value: \"{text}\"")]
    NotARow { row: usize, text: String },
    #[error(
        "already in the books since {on} with another value; reverse that record first, then enter \
         the right value"
    )]
    PostedBefore { on: Date },
}

impl Say for Wrong {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.zh(),
        }
    }
}

impl Wrong {
    fn zh(&self) -> String {
        match self {
            Wrong::Missing => "必须填写".to_owned(),
            Wrong::Unknown(known) => format!("没有这个字段；现有字段：{}", listed(known).zh),
            Wrong::NotAsked(asked) => {
                format!("不在本步骤填写；本步骤可填：{}", listed(asked).zh)
            }
            Wrong::Kind(expected) => format!("填写的类型不符，应为{}", expected.zh),
            Wrong::NotWhole(text) => format!("“{text}”不是整数；请只写数字，如 1200"),
            Wrong::NotMoney(text) => format!("“{text}”不是金额；请以元为单位填写，如 71.5"),
            Wrong::FinerThanFen(text) => format!("“{text}”精确到了分以下；金额最多两位小数"),
            Wrong::NotADay(text) => format!("“{text}”不是日期；请写成 2021-12-31 这样的形式"),
            Wrong::NotAMoment(text) => {
                format!("“{text}”不是日期和时间；请写成 2021-12-31 09:30 这样的形式")
            }
            Wrong::NotAFlag(text) => format!("“{text}”既不是“是”也不是“否”"),
            Wrong::NotAUnit(text) => format!("“{text}”不是单位标识；请用组织机构表中的标识"),
            Wrong::NotAMatter(text) => {
                format!("“{text}”不是事项编号：1 至 64 个字符，不含 / \\ ? # %，首尾不留空格")
            }
            Wrong::NotAChoice { text, choices } => {
                format!("“{text}”不在可选项中；可选：{}", listed(choices).zh)
            }
            Wrong::Outside { found, min, max } => {
                format!("{found} 超出范围，应在 {min} 至 {max} 之间")
            }
            Wrong::TooLong { chars, max } => format!("共 {chars} 字，最多 {max} 字"),
            Wrong::Control => "含有控制字符；请重新输入，或粘贴时去掉格式".to_owned(),
            Wrong::TooManyRows { rows, max } => format!("共 {rows} 行，最多 {max} 行"),
            Wrong::SameRow { value, first, second } => {
                format!("“{}”在第 {first} 行和第 {second} 行重复；只能保留一行", value.zh)
            }
            Wrong::InRow { row, column, wrong } => {
                format!("第 {row} 行“{}”：{}", column.zh, wrong.zh())
            }
            Wrong::NotARow { row, text } => format!("第 {row} 行未写成“名称=值”：“{text}”"),
            Wrong::PostedBefore { on } => {
                format!("已于 {on} 以另一数值入账；请先冲销该记录，再填写正确数值")
            }
        }
    }
}
