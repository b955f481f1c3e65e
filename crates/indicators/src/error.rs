//! Why a question has no figure.

use base::{Exact, Key, Lang, Say};
use jiff::civil::Date;
use register::model::Name;

use crate::misfit::{Misfit, listed, number};

/// Why a question has no figure, which is different from a figure that is missing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndicatorError {
    /// The definition behind the question cannot be used.
    #[error("\"{name}\" cannot be computed: {misfit}; {}", misfit.hint(Lang::En))]
    Definition {
        /// Where the fault is.
        name: Name,
        /// What is wrong there.
        misfit: Box<Misfit>,
    },
    /// Nothing is called so.
    #[error("there is no figure \"{name}\"; possible here: {}", listed(possible, Lang::En))]
    Unknown {
        /// The name asked for.
        name: Name,
        /// What could have been meant.
        possible: Vec<String>,
    },
    /// A period that ends before it begins.
    #[error("\"{name}\" cannot be asked from {from} to {as_of}; exchange the two days")]
    Period {
        /// The figure.
        name: Name,
        /// The first day.
        from: Date,
        /// The cut-off.
        as_of: Date,
    },
    /// A change over a period without beginning.
    #[error(
        "\"{name}\" compares a period with the same one a year before; say from which day it runs"
    )]
    NeedsFrom {
        /// The figure.
        name: Name,
    },
    /// A filter on something that none of the figure's measures carries.
    #[error(
        "\"{name}\" cannot be narrowed by \"{dimension}\"; it can be by: {}",
        listed(possible, Lang::En)
    )]
    NoSuchDimension {
        /// The figure.
        name: Name,
        /// The dimension asked for.
        dimension: Key,
        /// The dimensions there are.
        possible: Vec<Key>,
    },
    /// A filter for a value that nothing can have.
    #[error(
        "\"{dimension}\" never has the value \"{value}\"; possible are: {}",
        listed(possible, Lang::En)
    )]
    NoSuchValue {
        /// The dimension.
        dimension: Key,
        /// The value asked for.
        value: Key,
        /// The values there are.
        possible: Vec<Key>,
    },
    /// A filter by dimensions that no measure carries together.
    #[error(
        "no measure behind \"{name}\" carries all of {} together; narrow by fewer of them",
        listed(dimensions, Lang::En)
    )]
    NotTogether {
        /// The figure.
        name: Name,
        /// The dimensions asked for.
        dimensions: Vec<Key>,
    },
    /// A point of the record that does not exist yet.
    #[error(
        "the record ends at {head}, so nothing can be known at {asked}; ask for {head} or less"
    )]
    AheadOfRecord {
        /// The sequence number asked for.
        asked: u64,
        /// The last one there is.
        head: u64,
    },
    /// A share below none or above all.
    #[error(
        "\"{name}\" comes to {}, but a share lies between 0 and 1: its part is not within its whole, \
         or corrections of an earlier period fell into this one; look at both, and if it may exceed \
         one, say why with `may_exceed` in the pack",
        number(*value)
    )]
    OutsideShare {
        /// The figure.
        name: Name,
        /// What it would be.
        value: Exact,
    },
    /// An index whose weights are not one together.
    #[error(
        "the weights of \"{name}\" add up to {} on {day}, not to 1; correct the parameters",
        number(*sum)
    )]
    Weights {
        /// The index.
        name: Name,
        /// What they add up to.
        sum: Exact,
        /// On which day.
        day: Date,
    },
    /// More that fulfil a universal claim than there are.
    #[error(
        "\"{name}\" finds {have} of {of}: what is counted first is not among what is counted second; \
         look at both measures"
    )]
    MoreThanAll {
        /// The claim.
        name: Name,
        /// That fulfil it.
        have: i64,
        /// That there are.
        of: i64,
    },
    /// A claim about something that is no whole number.
    #[error(
        "\"{name}\" makes a claim about a count, but \"{operand}\" is {}; use a measure of matters \
         or rows",
        number(*value)
    )]
    NotACount {
        /// The claim.
        name: Name,
        /// Its operand.
        operand: Box<Name>,
        /// The operand's value.
        value: Exact,
    },
    /// A number beyond what is computed exactly.
    #[error(
        "\"{name}\" is too large to be computed exactly; ask for a shorter period or fewer units"
    )]
    TooLarge {
        /// The figure.
        name: Name,
    },
    /// A formula that unfolds without end.
    #[error(
        "\"{name}\" draws on more than {} operands; simplify it in the pack",
        crate::OPERANDS_MAX
    )]
    TooWide {
        /// The figure.
        name: Name,
    },
    /// A balance that was asked for and not answered.
    #[error(
        "a balance behind \"{name}\" was not answered; this is a fault of the program, please report it"
    )]
    Unanswered {
        /// The measure.
        name: Name,
    },
}

impl Say for IndicatorError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.zh(),
        }
    }
}

impl IndicatorError {
    fn zh(&self) -> String {
        let keys = |possible: &[Key]| listed(possible, Lang::Zh);
        match self {
            Self::Definition { name, misfit } => {
                format!("“{name}”无法计算：{}。{}", misfit.say(Lang::Zh), misfit.hint(Lang::Zh))
            }
            Self::Unknown { name, possible } => {
                format!("没有名为“{name}”的数据；此处可用：{}", listed(possible, Lang::Zh))
            }
            Self::Period { name, from, as_of } => {
                format!("“{name}”的期间不能从 {from} 到 {as_of}；请调换起止日期")
            }
            Self::NeedsFrom { name } => {
                format!("“{name}”与上年同期比较，须有起始日；请给出期间从哪一天开始")
            }
            Self::NoSuchDimension { name, dimension, possible } => {
                format!("“{name}”不能按“{dimension}”细分；可用维度：{}", keys(possible))
            }
            Self::NoSuchValue { dimension, value, possible } => {
                format!("“{dimension}”没有取值“{value}”；可用取值：{}", keys(possible))
            }
            Self::NotTogether { name, dimensions } => format!(
                "“{name}”所用的度量没有一个同时具有维度 {}；请减少筛选条件",
                keys(dimensions)
            ),
            Self::AheadOfRecord { asked, head } => {
                format!(
                    "记录目前只到第 {head} 号，无法按第 {asked} 号查询；请改用不大于 {head} 的序号"
                )
            }
            Self::OutsideShare { name, value } => format!(
                "“{name}”算得 {}，而比率应在 0 与 1 之间：分子不在分母之内，或有对以前期间的更正落入本期；\
                 请核对分子分母，如确可超过 1，请在业务包中用 may_exceed 说明理由",
                number(*value)
            ),
            Self::Weights { name, sum, day } => {
                format!("“{name}”的权重在 {day} 合计为 {}，应为 1；请更正参数", number(*sum))
            }
            Self::MoreThanAll { name, have, of } => {
                format!("“{name}”得出 {of} 个中有 {have} 个：前者不在后者之内；请核对两项度量")
            }
            Self::NotACount { name, operand, value } => format!(
                "“{name}”是对计数的表述，而“{operand}”为 {}；请改用事项或明细的计数",
                number(*value)
            ),
            Self::TooLarge { name } => {
                format!("“{name}”数值过大，无法精确计算；请缩短期间或减少单位")
            }
            Self::TooWide { name } => format!(
                "“{name}”展开后的运算项超过 {} 个；请在业务包中简化公式",
                crate::OPERANDS_MAX
            ),
            Self::Unanswered { name } => {
                format!("“{name}”所需的余额没有得到回答；这是程序的缺陷，请报告维护人员")
            }
        }
    }
}
