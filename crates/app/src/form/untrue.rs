//! Why a form cannot be filled in, and what of it does not hold.

use base::{Lang, Say};
use indicators::IndicatorError;
use jiff::civil::Date;
use register::told::Told;
use store::StoreError;

/// An identity of the form that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untrue {
    /// What came and was carried over is not what ended and is carried on, in this column.
    Balance { column: Told, came: i64, went: i64 },
    /// The results do not add up to their total, in this column.
    Results { column: Told, sum: i64, total: i64 },
    /// The columns of a row do not add up to the last.
    Columns { row: Told, sum: i64, total: i64 },
}

impl Say for Untrue {
    fn say(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::Zh, Untrue::Balance { column, came, went }) => format!(
                "“{}”栏：新收与上年结转合计 {came}，办结与结转下年度合计 {went}，相差 {}；按单位统计时多因事项划转",
                column.zh,
                came - went
            ),
            (Lang::Zh, Untrue::Results { column, sum, total }) => {
                format!("“{}”栏：各项办理结果合计 {sum}，总计为 {total}", column.zh)
            }
            (Lang::Zh, Untrue::Columns { row, sum, total }) => {
                format!("“{}”行：各类申请人合计 {sum}，总计为 {total}", row.zh)
            }
            (Lang::En, Untrue::Balance { column, came, went }) => format!(
                "column \"{}\": {came} came or were carried over, {went} ended or are carried on, {} apart; of a single unit mostly because matters were reassigned",
                column.en,
                came - went
            ),
            (Lang::En, Untrue::Results { column, sum, total }) => {
                format!("column \"{}\": the results add up to {sum}, not to {total}", column.en)
            }
            (Lang::En, Untrue::Columns { row, sum, total }) => {
                format!("row \"{}\": the columns add up to {sum}, not to {total}", row.en)
            }
        }
    }
}

/// Why a form cannot be filled in.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Figure(#[from] IndicatorError),
    #[error("the form has no edition for {year}; the earliest is of {first}")]
    NoEdition { year: i16, first: i16 },
    #[error("the cut-off {as_of} does not lie in {year}")]
    OutsideYear { year: i16, as_of: Date },
    #[error("\"{name}\" is no whole number")]
    NoNumber { name: String },
}

impl Say for FormError {
    fn say(&self, lang: Lang) -> String {
        match (lang, self) {
            (_, FormError::Store(error)) => error.say(lang),
            (_, FormError::Figure(error)) => error.say(lang),
            (Lang::En, _) => self.to_string(),
            (Lang::Zh, FormError::NoEdition { year, first }) => {
                format!("没有 {year} 年度的式样；最早的是 {first} 年度")
            }
            (Lang::Zh, FormError::OutsideYear { year, as_of }) => {
                format!("截止日 {as_of} 不在 {year} 年内")
            }
            (Lang::Zh, FormError::NoNumber { name }) => format!("“{name}”不是整数"),
        }
    }
}
