//! Faults between a template and the packs in force.

use base::lang::{Lang, Say};

/// The template asks for something that the packs in force do not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Unfit {
    #[error("no pack in force has a measure or indicator \"{0}\"")]
    UnknownName(String),
    #[error("nothing that \"{name}\" counts has the dimension \"{dimension}\"")]
    UnknownDimension { name: String, dimension: String },
    #[error("the dimension \"{dimension}\" of \"{name}\" has no value \"{value}\"")]
    UnknownValue { name: String, dimension: String, value: String },
    #[error("the style \"{style}\" prints {needs}, but \"{name}\" is {found}")]
    StyleUnit { style: &'static str, needs: Needs, name: String, found: String },
    #[error("{word} is no measure word for {found}")]
    MeasureWord { word: String, found: String },
    #[error("\"{0}\" is a number; print it with fig(…)")]
    NotATruth(String),
    #[error("\"{0}\" is true or false; print it with all(…), each(…) or zero(…)")]
    ATruth(String),
    #[error("\"{name}\" says {says}; print it with {function}(…)")]
    OtherTruth { name: String, says: &'static str, function: &'static str },
}

/// What a style prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    Share,
    Change,
    DifferenceOfShares,
    Difference,
    Money,
    Count,
    CountOrShare,
}

impl Needs {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Needs::Share => ("a share", "比率"),
            Needs::Change => ("a change over the year before", "同比变化"),
            Needs::DifferenceOfShares => ("a difference of two shares", "两个比率之差"),
            Needs::Difference => ("a difference", "差额"),
            Needs::Money => ("money", "金额"),
            Needs::Count => ("a count or an amount", "数量或金额"),
            Needs::CountOrShare => ("a count, an amount or a share", "数量、金额或比率"),
        }
    }
}

impl std::fmt::Display for Needs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words().0)
    }
}

impl Say for Unfit {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.zh(),
        }
    }
}

impl Unfit {
    fn zh(&self) -> String {
        match self {
            Unfit::UnknownName(name) => format!("现行业务包中没有度量或指标“{name}”"),
            Unfit::UnknownDimension { name, dimension } => {
                format!("“{name}”所统计的台账没有维度“{dimension}”")
            }
            Unfit::UnknownValue { name, dimension, value } => {
                format!("“{name}”的维度“{dimension}”没有取值“{value}”")
            }
            Unfit::StyleUnit { style, needs, name, found } => {
                format!("写法“{style}”用于{}，而“{name}”的计量单位是 {found}", needs.words().1)
            }
            Unfit::MeasureWord { word, found } => format!("“{word}”不能作 {found} 的量词"),
            Unfit::NotATruth(name) => format!("“{name}”是数值；请用 fig(…) 引用"),
            Unfit::ATruth(name) => {
                format!("“{name}”是判断，不是数值；请用 all(…)、each(…) 或 zero(…) 引用")
            }
            Unfit::OtherTruth { name, function, .. } => {
                format!("“{name}”应当用 {function}(…) 引用")
            }
        }
    }
}
