//! Why a reorganisation does not fit.

use base::{Key, Lang, Say};
use jiff::civil::Date;

/// Why a reorganisation does not fit, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("a reorganisation names at least one change, and a change at least one unit")]
    Nothing,
    #[error("there is no unit \"{unit}\" on that day; define it first, or check the key")]
    Unknown { unit: Key },
    #[error("the unit \"{unit}\" exists already; choose another key")]
    Exists { unit: Key },
    #[error("the unit \"{unit}\" ended on {until}; choose a unit that lives on that day")]
    Ended { unit: Key, until: Date },
    #[error("the unit \"{unit}\" needs a name in Chinese and in English")]
    Nameless { unit: Key },
    #[error("\"{under}\" lies below \"{unit}\", which cannot be placed under it")]
    Ring { unit: Key, under: Key },
    #[error(
        "\"{unit}\" would stand outside the tree or end it: there is one authority, and all units are below it"
    )]
    Authority { unit: Key },
    #[error("\"{child}\" is still below \"{unit}\"; move or dissolve it first")]
    HasUnits { unit: Key, child: Key },
    #[error("then the reorganisation of {on} (record {sequence}) would not hold: {because}")]
    LaterWouldNotHold { sequence: u64, on: Date, because: Box<Unfit> },
}

impl Say for Unfit {
    fn say(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::Zh, Unfit::Nothing) => "机构调整至少要有一项变动，每项至少一个单位".to_owned(),
            (Lang::Zh, Unfit::Unknown { unit }) => {
                format!("该日没有单位“{unit}”；请先定义，或核对代码")
            }
            (Lang::Zh, Unfit::Exists { unit }) => format!("单位“{unit}”已经存在；请改用其他代码"),
            (Lang::Zh, Unfit::Ended { unit, until }) => {
                format!("单位“{unit}”已于 {until} 撤销；请选用当日存续的单位")
            }
            (Lang::Zh, Unfit::Nameless { unit }) => format!("单位“{unit}”须有中文和英文名称"),
            (Lang::Zh, Unfit::Ring { unit, under }) => {
                format!("“{under}”在“{unit}”之下，“{unit}”不能再归其下")
            }
            (Lang::Zh, Unfit::Authority { unit }) => {
                format!("“{unit}”不能独立于机关之外，机关本身也不能撤并：其余单位均在机关之下")
            }
            (Lang::Zh, Unfit::HasUnits { unit, child }) => {
                format!("“{unit}”之下还有“{child}”；请先划出或撤销")
            }
            (Lang::Zh, Unfit::LaterWouldNotHold { sequence, on, because }) => {
                format!(
                    "如此则 {on} 的机构调整（第 {sequence} 号记录）不能成立：{}",
                    because.say(lang)
                )
            }
        }
    }
}
