//! Numbers as spreadsheet programs store them, written out plainly and without a float in between.

/// Spreadsheet programs hold 15 significant digits; what they store beyond is noise of their floats.
const DIGITS_MAX: usize = 15;
/// The largest power of ten a stored number may have: beyond it nobody counted anything.
const EXPONENT_MAX: i64 = 40;

/// Writes a stored number (`4.4256E4`, `0.30000000000000004`, `-7`) as a plain decimal of at most
/// 15 significant digits: `44256`, `0.3`, `-7`. `None` if the text is not a number.
pub(crate) fn plain(stored: &str) -> Option<String> {
    let text = stored.trim();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let nothing = whole.is_empty() && fraction.is_empty();
    if nothing || !is_number(whole) || !is_number(fraction) || exponent.abs() > EXPONENT_MAX {
        return None;
    }
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    // The decimal point stands after this many of the significant digits.
    let point = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()? + exponent;
    let (digits, carried) = rounded(digits.get(zeros..).unwrap_or_default());
    let plain = spread(&digits, point + i64::from(carried));
    Some(if negative && plain != "0" { format!("-{plain}") } else { plain })
}

/// At most [`DIGITS_MAX`] digits, rounded half up, without zeros at the end; and whether rounding
/// carried into a new first digit.
fn rounded(digits: &[u8]) -> (Vec<u8>, bool) {
    let mut kept: Vec<u8> = digits.iter().take(DIGITS_MAX).copied().collect();
    let mut carry = digits.get(DIGITS_MAX).is_some_and(|next| *next >= 5);
    for digit in kept.iter_mut().rev() {
        if carry {
            carry = *digit == 9;
            *digit = if carry { 0 } else { *digit + 1 };
        }
    }
    if carry {
        kept.insert(0, 1);
    }
    while kept.last() == Some(&0) {
        kept.pop();
    }
    (kept, carry)
}

/// Puts the decimal point among the digits and fills with zeros on either side.
fn spread(digits: &[u8], point: i64) -> String {
    if digits.is_empty() {
        return "0".to_owned();
    }
    let mut text = String::new();
    if point <= 0 {
        text.push_str("0.");
        text.extend((point..0).map(|_| '0'));
    }
    for (place, digit) in (0_i64..).zip(digits) {
        if place == point && point > 0 {
            text.push('.');
        }
        text.push(char::from(b'0' + digit));
    }
    let count = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    text.extend((count..point).map(|_| '0'));
    text
}

#[cfg(test)]
mod tests {
    use super::plain;

    fn check(stored: &str, expected: &str) {
        assert_eq!(plain(stored).as_deref(), Some(expected), "{stored}");
    }

    #[test]
    fn numbers_are_written_out_plainly() {
        check("44256", "44256");
        check("4.4256E4", "44256");
        check("71.5", "71.5");
        check("0071.50", "71.5");
        check("1E-3", "0.001");
        check("-7", "-7");
        check("+7", "7");
        check("-0", "0");
        check("0.0", "0");
        check(".5", "0.5");
        check("1.2E+20", "120000000000000000000");
    }

    #[test]
    fn float_noise_is_rounded_away() {
        check("0.30000000000000004", "0.3");
        check("71.499999999999986", "71.5");
        check("9.9999999999999996", "10");
        check("0.099999999999999999", "0.1");
        check("202103010000012345", "202103010000012000");
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", ".", "-", "1e", "1e99999", "1,000", "NaN", "1.2.3", "一"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
