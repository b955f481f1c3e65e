//! The restatement bridge (重述桥): from a sealed value to today's, one cause after the other.
//!
//! Causes are taken in the order of [`Cause::ORDER`], each on top of those before it. A part is the value
//! with its cause less the value without it, so neighbouring parts share their ends and all of them
//! together are exactly the difference, whatever the formula: a count, a share or an average.

use base::{Exact, exact};

/// Why a figure is another today than when it was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Entered after the closing, for a day that the figure counts (补记).
    Late,
    /// A correction booked an earlier event again (更正).
    Correction,
    /// An event was taken back (冲销).
    Reversal,
    /// A matter was handed to another unit (改派).
    Reassignment,
    /// The organisation has another shape (机构调整).
    Tree,
    /// The pack defines the figure otherwise (口径变更).
    Definition,
    /// What was printed had been rounded (舍入).
    Rounding,
}

impl Cause {
    /// The declared order. It is part of the meaning of a part: of two causes that touch the same rows,
    /// the earlier one is counted first.
    pub const ORDER: [Cause; 7] = [
        Cause::Late,
        Cause::Correction,
        Cause::Reversal,
        Cause::Reassignment,
        Cause::Tree,
        Cause::Definition,
        Cause::Rounding,
    ];

    /// The classes of records: what came into the books after the closing.
    pub const OF_RECORDS: [Cause; 4] =
        [Cause::Late, Cause::Correction, Cause::Reversal, Cause::Reassignment];

    /// The word in addresses and files: `late`, `correction`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Cause::Late => "late",
            Cause::Correction => "correction",
            Cause::Reversal => "reversal",
            Cause::Reassignment => "reassignment",
            Cause::Tree => "tree",
            Cause::Definition => "definition",
            Cause::Rounding => "rounding",
        }
    }

    /// The cause with this [`key`](Cause::key).
    #[must_use]
    pub fn of_key(key: &str) -> Option<Cause> {
        Cause::ORDER.into_iter().find(|cause| cause.key() == key)
    }
}

/// The values on the way from the sealed figure to today's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stages {
    /// The value that the published words state, if they state one.
    pub printed: Option<Exact>,
    /// The sealed value, exact.
    pub sealed: Exact,
    /// The value after late entries, after corrections too, and so on up to and with the change of
    /// definition, which is today's. `None` where the formula has no value there: nothing to divide by.
    pub after: [Option<Exact>; 6],
}

/// What one cause did to the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The cause.
    pub cause: Cause,
    /// What it added; negative if it took away.
    pub amount: Exact,
    /// Whether its effect is counted with the next cause, because the formula has no value between them.
    pub with_next: bool,
}

/// A difference, split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// What was published: the printed value if one was sealed, else the exact one.
    pub published: Exact,
    /// One for every cause, in the declared order. They add up to [`Bridge::difference`].
    pub parts: [Part; 7],
    /// Today's value, exact.
    pub restated: Exact,
}

/// Why a difference cannot be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unbridged {
    /// There is no value today, so there is no difference.
    #[error("the figure has no value today, so there is no difference to split")]
    NoValueToday,
    /// A difference of fractions that does not fit 128 bits.
    #[error("the difference has too many digits to be split exactly")]
    TooLarge,
}

/// Splits the difference between what was published and today's value.
///
/// # Errors
///
/// [`Unbridged`] if today's value is missing, or an exact difference does not fit 128 bits.
pub fn bridge(stages: &Stages) -> Result<Bridge, Unbridged> {
    let published = stages.printed.unwrap_or(stages.sealed);
    let mut parts =
        Cause::ORDER.map(|cause| Part { cause, amount: Exact::from_integer(0), with_next: false });
    let mut reached = stages.sealed;
    for (part, after) in parts.iter_mut().zip(stages.after) {
        match after {
            Some(after) => {
                part.amount = minus(after, reached)?;
                reached = after;
            }
            None => part.with_next = true,
        }
    }
    let restated = stages.after.last().copied().flatten().ok_or(Unbridged::NoValueToday)?;
    if let Some(rounding) = parts.last_mut() {
        rounding.amount = minus(stages.sealed, published)?;
    }
    Ok(Bridge { published, parts, restated })
}

fn minus(of: Exact, less: Exact) -> Result<Exact, Unbridged> {
    exact::difference(of, less).ok_or(Unbridged::TooLarge)
}

impl Bridge {
    /// Today's value less what was published. `None` if it does not fit.
    #[must_use]
    pub fn difference(&self) -> Option<Exact> {
        exact::difference(self.restated, self.published)
    }

    /// What all parts add up to. `None` if it does not fit.
    #[must_use]
    pub fn sum(&self) -> Option<Exact> {
        let nothing = Exact::from_integer(0);
        self.parts.iter().try_fold(nothing, |sum, part| exact::sum(sum, part.amount))
    }

    /// The part of one cause.
    #[must_use]
    pub fn part(&self, cause: Cause) -> Option<&Part> {
        self.parts.iter().find(|part| part.cause == cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `sealed | after late | … | after definition`, `-` for none; the answer lists the parts.
    fn check(stages: &str, printed: Option<&str>, expected: &str) {
        let mut values = stages.split(" | ").map(exact::read_fraction);
        let sealed = values.next().flatten().unwrap();
        let after = values.collect::<Vec<_>>().try_into().unwrap();
        let printed = printed.and_then(exact::read_fraction);
        let told = match bridge(&Stages { printed, sealed, after }) {
            Err(why) => format!("{why:?}"),
            Ok(bridge) => {
                assert_eq!(bridge.sum(), bridge.difference());
                let parts = bridge.parts.iter().map(|part| match part.with_next {
                    true => "→".to_owned(),
                    false => exact::fraction(part.amount),
                });
                parts.collect::<Vec<_>>().join(" ")
            }
        };
        assert_eq!(told, expected, "{stages}");
    }

    #[test]
    fn parts_lead_from_one_value_to_the_next() {
        check("207 | 209 | 209 | 206 | 206 | 206 | 206", None, "2 0 -3 0 0 0 0");
        check("1/2 | 2/3 | 1/3 | 1/3 | 1/3 | 0 | 1", None, "1/6 -1/3 0 0 -1/3 1 0");
    }

    #[test]
    fn a_stage_without_a_value_is_counted_with_the_next() {
        check("1/2 | - | 1/4 | - | - | 1 | 1", None, "→ -1/4 → → 3/4 0 0");
        check("1/2 | 1/2 | 1/2 | 1/2 | 1/2 | 1/2 | -", None, "NoValueToday");
    }

    #[test]
    fn what_was_printed_rounded_leaves_a_rounding_part() {
        check("2/3 | 2/3 | 2/3 | 2/3 | 2/3 | 2/3 | 3/4", Some("67/100"), "0 0 0 0 0 1/12 -1/300");
    }

    #[test]
    fn every_cause_is_found_by_its_word() {
        for cause in Cause::ORDER {
            assert_eq!(Cause::of_key(cause.key()), Some(cause));
        }
        assert_eq!(Cause::of_key("other"), None);
    }
}
