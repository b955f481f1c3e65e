//! Rounding and digits shared by the styles.

use base::{Exact, UnitOfMeasure, exact};
use num_traits::{Signed, Zero};

use super::{Admits, Number, Unprintable};

/// An exact value in text: `207`, `0.98`, and `2/3` where no decimal ends.
#[must_use]
pub fn exact_text(value: Exact) -> String {
    let mut rest = *value.denom();
    let mut decimals = 0_u32;
    while rest % 10 == 0 {
        rest /= 10;
        decimals += 1;
    }
    for prime in [2, 5] {
        while rest % prime == 0 {
            rest /= prime;
            decimals += 1;
        }
    }
    if rest != 1 || decimals > 12 {
        return format!("{}/{}", value.numer(), value.denom());
    }
    without_trailing_zeros(&exact::decimal(value, decimals)).to_owned()
}

pub(super) fn without_trailing_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// How many decimals to keep, and whether zeros at their end are left out (1276.6 for 1276.60).
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimals {
    pub(super) count: u32,
    pub(super) strip: bool,
}

/// A value rounded half away from zero (四舍五入), with the values that round to it.
pub(super) struct Rounded {
    pub(super) text: String,
    pub(super) admits: Admits,
}

/// Rounds `value / scale`; the admitted values are of `value` itself.
pub(super) fn rounded(value: Exact, scale: i128, decimals: Decimals) -> Rounded {
    let scale = Exact::from_integer(scale);
    let full = exact::decimal(value / scale, decimals.count);
    let text = if decimals.strip { without_trailing_zeros(&full).to_owned() } else { full };
    let last = |places: u32| Exact::new(1, 10_i128.pow(places)) * scale;
    let printed = (value / last(decimals.count)).round() * last(decimals.count);
    let kept = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let half = last(u32::try_from(kept).unwrap_or(0)) / Exact::from_integer(2);
    Rounded { admits: Admits::around(printed, half), text }
}

/// A multiple of a step in digits, ready for 余: `14`, `万`, `名`.
pub(super) struct Spelled<'a> {
    pub(super) digits: String,
    pub(super) scale: &'static str,
    pub(super) unit: &'a str,
    /// Whether the step is larger than the scale: 70余万, but 14万余.
    pub(super) coarse: bool,
}

impl Spelled<'_> {
    pub(super) fn text(&self) -> String {
        format!("{}{}{}", self.digits, self.scale, self.unit)
    }
}

/// Spells a multiple of `step`: shares in percent, large numbers in 万 or 亿 where the step allows.
pub(super) fn spelled<'a>(value: Exact, step: Exact, number: &Number<'a>) -> Spelled<'a> {
    let whole = Exact::from_integer;
    if number.unit == UnitOfMeasure::Ratio {
        let digits = exact_text(value * whole(100));
        return Spelled { digits, scale: "", unit: "%", coarse: false };
    }
    for (scale, size) in [("亿", 100_000_000), ("万", 10_000)] {
        if value >= whole(size) && (step / whole(size)).is_integer() {
            let digits = exact_text(value / whole(size));
            return Spelled { digits, scale, unit: number.word, coarse: step > whole(size) };
        }
    }
    Spelled { digits: exact_text(value), scale: "", unit: number.word, coarse: false }
}

/// The largest multiple of `step` that is not above the value.
///
/// # Errors
///
/// [`Unprintable`] if the value is negative or below one step.
pub(super) fn floor(
    number: &Number<'_>,
    step: Exact,
    qualifier: &'static str,
) -> Result<Exact, Unprintable> {
    if number.exact.is_negative() {
        return Err(Unprintable::Negative { exact: exact_text(number.exact), qualifier });
    }
    let floor = (number.exact / step).floor() * step;
    if floor.is_zero() {
        let (exact, step) = (exact_text(number.exact), exact_text(step));
        return Err(Unprintable::BelowStep { exact, step });
    }
    Ok(floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_values_keep_every_digit() {
        assert_eq!(exact_text(exact::whole(207)), "207");
        assert_eq!(exact_text(Exact::new(49, 50)), "0.98");
        assert_eq!(exact_text(Exact::new(-13, 4)), "-3.25");
        assert_eq!(exact_text(Exact::new(2, 3)), "2/3");
        assert_eq!(exact_text(exact::whole(1000)), "1000");
    }

    #[test]
    fn stripping_zeros_widens_what_is_admitted() {
        let value = exact::whole(12_766_000);
        let kept = rounded(value, 10_000, Decimals { count: 2, strip: false });
        let stripped = rounded(value, 10_000, Decimals { count: 2, strip: true });
        assert_eq!((kept.text.as_str(), stripped.text.as_str()), ("1276.60", "1276.6"));
        assert!(!kept.admits.contains(exact::whole(12_766_400)));
        assert!(stripped.admits.contains(exact::whole(12_766_400)));
    }
}
