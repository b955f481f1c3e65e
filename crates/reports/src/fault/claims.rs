//! Faults between the words of a report and the figures behind them.

use base::lang::{Lang, Say};
use indicators::Missing;

use crate::style::Unprintable;

/// The words claim something that the figures do not bear out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Unfounded {
    #[error("figure \"{0}\" was not evaluated, so nothing can be said about it")]
    NotEvaluated(String),
    #[error("figure \"{id}\" is missing: {}; missing is not zero", reason(*.why, Lang::En))]
    Missing { id: String, why: Why },
    #[error("figure \"{0}\" answers another question than the template asks")]
    AnotherQuestion(String),
    #[error("\"{word}\" does not hold for \"{id}\": {have} of {of}; change the sentence")]
    DoesNotHold { id: String, word: String, have: i64, of: i64 },
    #[error("\"{word}\" does not hold for \"{id}\": there are {count}; change the sentence")]
    ThereAre { id: String, word: String, count: i64 },
    #[error("\"{word}\" says nothing for \"{id}\": there is not a single one; change the sentence")]
    Empty { id: String, word: String },
    #[error("figure \"{id}\": {wrong}")]
    Unprintable { id: String, wrong: Unprintable },
    #[error(
        "figure \"{id}\" is as of {as_of}, not of the report's cut-off; say so in the same sentence, \
         for example with {{{{ as_of(\"{id}\") }}}}"
    )]
    CutOffUnsaid { id: String, as_of: String },
    #[error("figure \"{id}\" was known at {found}, others at {expected}; ask all at one point")]
    KnownAtDiffers { id: String, found: u64, expected: u64 },
}

/// Why a figure has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    NoReport,
    NothingToDivideBy,
    NoParameter,
    NothingBefore,
}

impl From<Missing> for Why {
    fn from(missing: Missing) -> Why {
        match missing {
            Missing::NoReport => Why::NoReport,
            Missing::NothingToDivideBy => Why::NothingToDivideBy,
            Missing::NoParameter => Why::NoParameter,
            Missing::NothingBefore => Why::NothingBefore,
        }
    }
}

fn reason(why: Why, lang: Lang) -> &'static str {
    match why {
        Why::NoReport => lang.pick("应报单位未报送", "no report has come"),
        Why::NothingToDivideBy => lang.pick("分母为零", "its denominator is zero"),
        Why::NoParameter => {
            lang.pick("参数在截止日尚无取值", "a parameter has no value yet on the cut-off day")
        }
        Why::NothingBefore => {
            lang.pick("上年同期无可比数据", "the year before has nothing to compare with")
        }
    }
}

impl Say for Unfounded {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.zh(),
        }
    }
}

impl Unfounded {
    fn zh(&self) -> String {
        match self {
            Unfounded::NotEvaluated(id) => format!("数据“{id}”未取得，不能据以表述"),
            Unfounded::Missing { id, why } => {
                format!("数据“{id}”缺报：{}；缺报不等于零", reason(*why, Lang::Zh))
            }
            Unfounded::AnotherQuestion(id) => format!("数据“{id}”所答并非模板所问"),
            Unfounded::DoesNotHold { id, word, have, of } => {
                format!("“{word}”不成立（{id}）：{of} 中仅 {have}；请改写此句")
            }
            Unfounded::ThereAre { id, word, count } => {
                format!("“{word}”不成立（{id}）：实有 {count}；请改写此句")
            }
            Unfounded::Empty { id, word } => {
                format!("“{word}”无所指（{id}）：总数为零；请改写此句")
            }
            Unfounded::Unprintable { id, wrong } => {
                format!("数据“{id}”：{}", wrong.say(Lang::Zh))
            }
            Unfounded::CutOffUnsaid { id, as_of } => format!(
                "数据“{id}”截至 {as_of}，与报告截止日不同；请在同一句中写明，如 {{{{ as_of(\"{id}\") }}}}"
            ),
            Unfounded::KnownAtDiffers { id, found, expected } => {
                format!("数据“{id}”取自记录 {found}，其余取自记录 {expected}；请在同一时点取数")
            }
        }
    }
}
