//! The house number style: one file per way to print a figure, one line for it in [`all`].
//!
//! Every way is a stated rounding rule from the exact value to words, and says which exact values
//! the words admit. Words that would be false of the value are refused instead of printed.

mod about;
mod at_least;
mod difference;
mod digits;
mod money;
mod near;
mod options;
mod over;
mod percent;
mod plain;
mod points;
mod wan;
mod words;
mod yi;
mod yoy;

use std::fmt;
use std::sync::Arc;

use base::lang::{Lang, Say};
use base::{Exact, UnitOfMeasure};

use crate::fault::Needs;

pub use digits::exact_text;
pub(crate) use options::Options;
pub(crate) use words::measure_words;

/// A way to print a figure, read from a template.
pub type Style = Arc<dyn Print>;

/// What every way to print a figure can do.
pub trait Print: fmt::Debug + Send + Sync {
    /// The word in templates: `wan`.
    fn name(&self) -> &'static str;

    /// What kind of figure it prints.
    fn needs(&self) -> Needs;

    /// Prints by the rule of this style.
    ///
    /// # Errors
    ///
    /// [`Unprintable`] if the words would be false of the value.
    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable>;
}

/// Reads the settings of a style; `None` if a fault was added.
pub(crate) type Read = fn(&mut Options<'_>) -> Option<Style>;

/// The style of figures that name none.
pub(crate) const PLAIN: &str = "plain";

/// Every style by its word in templates.
pub(crate) fn all() -> [(&'static str, Read); 12] {
    [
        (PLAIN, plain::read),
        ("wan", wan::read),
        ("yi", yi::read),
        ("percent", percent::read),
        ("points", points::read),
        ("over", over::read),
        ("near", near::read),
        ("at_least", at_least::read),
        ("about", about::read),
        ("yoy", yoy::read),
        ("money", money::read),
        ("difference", difference::read),
    ]
}

/// An exact value with what it counts and the measure word chosen for it (件, 名, 次).
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    pub exact: Exact,
    pub unit: UnitOfMeasure,
    pub word: &'a str,
}

/// A figure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub text: String,
    pub admits: Admits,
}

/// The exact values that printed words admit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admits {
    pub low: Exact,
    /// Whether the lowest value itself is admitted: 以上 includes it, 余 does not.
    pub low_included: bool,
    /// `None` if the words set no upper bound.
    pub high: Option<Exact>,
    pub high_included: bool,
}

impl Admits {
    /// Values that round to this one.
    #[must_use]
    pub fn around(middle: Exact, half: Exact) -> Admits {
        Admits {
            low: middle - half,
            low_included: true,
            high: Some(middle + half),
            high_included: true,
        }
    }

    /// The value that the words state: the middle of rounding. `None` if they only give a bound, as 余,
    /// 近 and 以上 do.
    #[must_use]
    pub fn stated(&self) -> Option<Exact> {
        let high = self.high.filter(|_| self.low_included && self.high_included)?;
        Some((self.low + high) / Exact::from_integer(2))
    }

    /// The same on the other side of zero; only for rounding, which admits both ends.
    fn negated(self) -> Admits {
        Admits { low: self.high.map_or(-self.low, |high| -high), high: Some(-self.low), ..self }
    }

    #[must_use]
    pub fn contains(&self, exact: Exact) -> bool {
        let above = if self.low_included { exact >= self.low } else { exact > self.low };
        let below = self
            .high
            .is_none_or(|high| if self.high_included { exact <= high } else { exact < high });
        above && below
    }
}

/// Words that would be false of the value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Unprintable {
    #[error("{0} is not a whole number; give \"decimals\" to round it")]
    NotWhole(String),
    #[error("{exact} is a round number already, so \"{qualifier}\" would be false; print it plain")]
    Round { exact: String, qualifier: &'static str },
    #[error(
        "{exact} is below the step of {step}, so there is nothing to round to; take a smaller step"
    )]
    BelowStep { exact: String, step: String },
    #[error("{exact} is below {than}, so \"以上\" would be false; change the sentence")]
    Below { exact: String, than: String },
    #[error("{exact} is negative, and \"{qualifier}\" speaks of amounts; print it plain")]
    Negative { exact: String, qualifier: &'static str },
}

impl Say for Unprintable {
    fn say(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::Zh, Unprintable::NotWhole(exact)) => {
                format!("{exact} 不是整数；请用 decimals 规定小数位数")
            }
            (Lang::Zh, Unprintable::Round { exact, qualifier }) => {
                format!("{exact} 本是整数，写“{qualifier}”不实；请直接写数")
            }
            (Lang::Zh, Unprintable::BelowStep { exact, step }) => {
                format!("{exact} 小于取整单位 {step}，无从取整；请减小取整单位")
            }
            (Lang::Zh, Unprintable::Below { exact, than }) => {
                format!("{exact} 低于 {than}，写“以上”不实；请改写此句")
            }
            (Lang::Zh, Unprintable::Negative { exact, qualifier }) => {
                format!("{exact} 是负数，不能写“{qualifier}”；请直接写数")
            }
        }
    }
}
