//! What is wrong with a definition, told in both languages.

mod en;
mod zh;

use base::{Exact, Key, Lang, Say, UnitOfMeasure};
use jiff::civil::Date;
use register::model::Name;

/// Why a definition cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Nothing has this name.
    Unknown {
        /// The name that was written.
        name: Name,
        /// What could have been meant.
        possible: Vec<String>,
    },
    /// Two definitions of one pack share a key.
    SameKey {
        /// The key.
        key: Key,
    },
    /// A formula draws on itself.
    Circle {
        /// From the formula through its operands back to it.
        path: Vec<Name>,
    },
    /// Indicators of indicators, deeper than [`DEPTH_MAX`](crate::DEPTH_MAX).
    TooDeep,
    /// A formula of nothing.
    NoOperands,
    /// An operand that is added a second time.
    Twice {
        /// The operand.
        name: Name,
    },
    /// A sum of different units.
    CannotAdd {
        /// One operand and its unit.
        left: (Name, UnitOfMeasure),
        /// The first that differs from it.
        right: (Name, UnitOfMeasure),
    },
    /// A difference of different units.
    CannotSubtract {
        /// From which would be taken.
        of: (Name, UnitOfMeasure),
        /// What would be taken.
        less: (Name, UnitOfMeasure),
    },
    /// A part in another unit than its whole.
    ShareOfDifferent {
        /// The part.
        part: (Name, UnitOfMeasure),
        /// The whole.
        whole: (Name, UnitOfMeasure),
    },
    /// A claim where a number is needed.
    ClaimAsNumber {
        /// The claim.
        name: Name,
    },
    /// An operand that should count things.
    NotACount {
        /// The operand.
        name: Name,
        /// Its unit.
        unit: UnitOfMeasure,
    },
    /// A factor that is no parameter.
    FactorNotParameter {
        /// The factor.
        name: Name,
    },
    /// A factor that has a unit.
    FactorNotRatio {
        /// The factor.
        name: Name,
        /// Its unit.
        unit: UnitOfMeasure,
    },
    /// An index of something that is no share.
    IndexOfOther {
        /// The operand.
        name: Name,
        /// Its unit.
        unit: UnitOfMeasure,
    },
    /// Weights that do not add up to one.
    WeightsSum {
        /// From which day.
        from: Date,
        /// What they add up to.
        sum: Exact,
    },
    /// A rate per zero.
    PerNothing,
    /// A target or direction on a claim.
    TargetOnClaim,
    /// A target without direction.
    TargetWithoutDirection,
    /// A target that the formula can never reach.
    TargetOutside {
        /// The target.
        target: Exact,
        /// The greatest value the formula has.
        greatest: Exact,
    },
    /// A fraction as the target of a count.
    TargetNotWhole {
        /// The target.
        target: Exact,
        /// What is counted.
        unit: UnitOfMeasure,
    },
    /// `may_exceed` on a formula that is no share.
    MayExceedWithoutShare,
    /// Something other than a measure that is counted apart.
    ExcludesNotMeasure {
        /// What is excluded.
        name: Name,
    },
    /// Fines in an assessment.
    PenaltyMoney {
        /// From the indicator down to the measure of fines.
        path: Vec<Name>,
    },
    /// A measure of a register that no pack has.
    UnknownRegister {
        /// The register.
        register: Key,
        /// The registers there are.
        possible: Vec<Key>,
    },
    /// A state that the register does not have.
    UnknownState {
        /// The state.
        state: Key,
        /// The states there are.
        possible: Vec<Key>,
    },
    /// A group of rows or an amount that the register does not have.
    UnknownBook {
        /// The group or `group.field`.
        book: String,
        /// The books there are.
        possible: Vec<String>,
    },
    /// A filter by something that these postings do not carry.
    UnknownDimension {
        /// The dimension.
        dimension: Key,
        /// The dimensions there are.
        possible: Vec<Key>,
    },
    /// A filter by a value that the dimension never has.
    UnknownValue {
        /// The dimension.
        dimension: Key,
        /// The value.
        value: Key,
        /// The values there are.
        possible: Vec<Key>,
    },
    /// A count of matters or rows in a unit that counts nothing.
    CountedIn {
        /// The unit.
        unit: UnitOfMeasure,
    },
    /// An amount in a unit that is not its own.
    AmountIn {
        /// The amount.
        book: String,
        /// The unit that was written.
        unit: UnitOfMeasure,
        /// The unit it must have; `None` if it is any but money.
        must: Option<UnitOfMeasure>,
    },
}

impl Misfit {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => zh::hint(self),
            Lang::En => en::hint(self),
        }
    }
}

impl Say for Misfit {
    /// What is wrong, without what to do: that is the hint.
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => zh::say(self),
            Lang::En => en::say(self),
        }
    }
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&en::say(self))
    }
}

impl std::error::Error for Misfit {}

/// The most possibilities that a hint lists.
const LISTED_MAX: usize = 12;

/// Possibilities as a list that stays readable.
pub(crate) fn listed<T: ToString>(possible: &[T], lang: Lang) -> String {
    let separator = lang.pick("、", ", ");
    if possible.is_empty() {
        return lang.pick("（无）", "(none)").to_owned();
    }
    let shown: Vec<String> = possible.iter().take(LISTED_MAX).map(ToString::to_string).collect();
    let rest = possible.len().saturating_sub(LISTED_MAX);
    let more = match (rest, lang) {
        (0, _) => String::new(),
        (rest, Lang::Zh) => format!("等（另有 {rest} 个）"),
        (rest, Lang::En) => format!(" and {rest} more"),
    };
    format!("{}{more}", shown.join(separator))
}

/// A path through formulas: `composite → mean_fine → fined`.
fn way(path: &[Name]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → ")
}

/// The name of a unit where a sentence needs one; shares have none of their own.
fn unit_word(unit: UnitOfMeasure, lang: Lang) -> &'static str {
    match unit {
        UnitOfMeasure::Ratio => lang.pick("比率", "a pure ratio"),
        _ => unit.word(lang),
    }
}

/// An exact number in a sentence: as a decimal where it is one, else as a fraction.
pub(crate) fn number(value: Exact) -> String {
    const DECIMALS_MAX: u32 = 6;
    let (numerator, denominator) = (*value.numer(), *value.denom());
    for decimals in 0..=DECIMALS_MAX {
        let scale = 10_i128.pow(decimals);
        if scale % denominator == 0 {
            return match numerator.checked_mul(scale / denominator) {
                Some(_) => base::exact::decimal(value, decimals),
                None => format!("{numerator}/{denominator}"),
            };
        }
    }
    format!("{numerator}/{denominator}")
}
