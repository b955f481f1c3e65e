//! Exact numbers. A share is kept as numerator over denominator until a report rounds it.

use num_rational::Ratio;

/// An exact rational number. Sums, products and quotients of counts and fen never lose a digit.
pub type Exact = Ratio<i128>;

/// An exact whole number.
#[must_use]
pub fn whole(value: i64) -> Exact {
    Ratio::from_integer(i128::from(value))
}

/// `numerator / denominator`, or `None` when the denominator is zero: nothing is a share of nothing.
#[must_use]
pub fn quotient(numerator: Exact, denominator: Exact) -> Option<Exact> {
    use num_traits::{CheckedDiv, Zero};
    if denominator.is_zero() { None } else { numerator.checked_div(&denominator) }
}

/// Both together; `None` if the sum does not fit.
#[must_use]
pub fn sum(one: Exact, other: Exact) -> Option<Exact> {
    num_traits::CheckedAdd::checked_add(&one, &other)
}

/// What is left of the first without the second; `None` if it does not fit.
#[must_use]
pub fn difference(of: Exact, less: Exact) -> Option<Exact> {
    num_traits::CheckedSub::checked_sub(&of, &less)
}

/// The text that [`read_fraction`] reads: `207`, `2/3`, `-1/8`.
#[must_use]
pub fn fraction(value: Exact) -> String {
    value.to_string()
}

/// Reads a whole number or a fraction in lowest terms, as [`fraction`] writes it. One value has one
/// text, so that equal texts are equal numbers.
#[must_use]
pub fn read_fraction(text: &str) -> Option<Exact> {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let (numerator, denominator): (i128, i128) =
        (numerator.parse().ok()?, denominator.parse().ok()?);
    if denominator <= 0 || numerator == i128::MIN {
        return None;
    }
    let value = Ratio::new(numerator, denominator);
    (fraction(value) == text).then_some(value)
}

/// Rounds half away from zero (四舍五入) to this many decimals and prints without trailing zeros lost:
/// `round(91/1, 2)` prints `91.00`. Reports decide whether to strip zeros.
#[must_use]
pub fn decimal(value: Exact, decimals: u32) -> String {
    let scale = 10_i128.pow(decimals.min(12));
    let scaled = (value * Ratio::from_integer(scale)).round().to_integer();
    let sign = if scaled < 0 { "-" } else { "" };
    let (units, rest) = (
        scaled.unsigned_abs() / scale.unsigned_abs(),
        scaled.unsigned_abs() % scale.unsigned_abs(),
    );
    if decimals == 0 {
        format!("{sign}{units}")
    } else {
        format!("{sign}{units}.{rest:0width$}", width = decimals as usize)
    }
}

/// Reads a plain decimal number: `0.9`, `12`, `-3.25`. No separators, no exponent.
#[must_use]
pub fn read(text: &str) -> Option<Exact> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let bounded = whole.len() <= 18 && fraction.len() <= 12;
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || !bounded {
        return None;
    }
    let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
    let value: i128 = format!("{whole}{fraction}").parse().ok()?;
    Some(Ratio::new(if negative { -value } else { value }, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(decimal(Ratio::new(1, 2), 0), "1");
        assert_eq!(decimal(Ratio::new(-1, 2), 0), "-1");
        assert_eq!(decimal(Ratio::new(2, 3), 2), "0.67");
        assert_eq!(decimal(whole(91), 2), "91.00");
        assert_eq!(decimal(Ratio::new(1, 1000), 2), "0.00");
    }

    #[test]
    fn reads_plain_decimals() {
        assert_eq!(read("0.9"), Some(Ratio::new(9, 10)));
        assert_eq!(read("-3.25"), Some(Ratio::new(-13, 4)));
        for bad in ["", ".5", "1e3", "1,000", "一"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn fractions_have_one_text() {
        for text in ["207", "0", "2/3", "-1/8"] {
            assert_eq!(read_fraction(text).map(fraction).as_deref(), Some(text));
        }
        for bad in ["", "4/6", "1/0", "+1", "1/-2", "07", "-0", "a", "1/2/3"] {
            assert_eq!(read_fraction(bad), None, "{bad}");
        }
    }

    #[test]
    fn nothing_is_a_share_of_nothing() {
        assert_eq!(quotient(whole(1), whole(0)), None);
        assert_eq!(quotient(whole(1), whole(4)), Some(Ratio::new(1, 4)));
    }
}
