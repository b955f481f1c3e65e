//! `points`: a difference of two shares, 提高3.2个百分点.
//!
//! The direction word follows the sign: `up` (提高 unless given), `down` (下降), 持平 at zero.
//! Rounded half away from zero to `decimals` (1 unless given) of a percentage point.

use std::sync::Arc;

use base::Exact;
use num_traits::{Signed, Zero};

use super::digits::{Decimals, rounded};
use super::{Admits, Number, Options, Print, Printed, Style, Unprintable};
use crate::fault::Needs;

pub(super) const UP: [&str; 4] = ["提高", "上升", "增加", "高出"];
pub(super) const DOWN: [&str; 4] = ["下降", "降低", "减少", "低"];

#[derive(Debug)]
struct Points {
    decimals: Decimals,
    up: String,
    down: String,
}

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    let strip = options.flag("strip")?;
    let count = options.decimals()?.unwrap_or(1);
    let up = options.word_of("up", &UP)?;
    let down = options.word_of("down", &DOWN)?;
    Some(Arc::new(Points { decimals: Decimals { count, strip }, up, down }))
}

impl Print for Points {
    fn name(&self) -> &'static str {
        "points"
    }

    fn needs(&self) -> Needs {
        Needs::DifferenceOfShares
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        Ok(directed(number.exact, self.decimals, "个百分点", (&self.up, &self.down, "持平")))
    }
}

/// A signed fraction in hundredths with the word for its direction.
pub(super) fn directed(
    exact: Exact,
    decimals: Decimals,
    unit: &str,
    (up, down, same): (&str, &str, &str),
) -> Printed {
    if exact.is_zero() {
        return Printed { text: same.to_owned(), admits: Admits::around(exact, exact) };
    }
    let hundred = Exact::from_integer(100);
    let rounded = rounded(exact.abs() * hundred, 1, decimals);
    let low = rounded.admits.low / hundred;
    let high = rounded.admits.high.map(|high| high / hundred);
    let admits = Admits { low, high, ..rounded.admits };
    let (word, admits) = if exact.is_positive() { (up, admits) } else { (down, admits.negated()) };
    Printed { text: format!("{word}{}{unit}", rounded.text), admits }
}
