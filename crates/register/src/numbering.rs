//! Numbers that a register gives: `XXGK-2021-0007` is the seventh of 2021.

/// The year and the ordinal of a number that has the form of the register's own.
#[must_use]
pub fn read(prefix: &str, number: &str) -> Option<(i16, i64)> {
    let (year, ordinal) = number.strip_prefix(prefix)?.strip_prefix('-')?.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Ten digits are more numbers than a year can hold, and fit every integer on the way.
    let is_own = year.len() == 4 && digits(year) && digits(ordinal) && ordinal.len() <= 10;
    if is_own { Some((year.parse().ok()?, ordinal.parse().ok()?)) } else { None }
}

/// The number with this ordinal in a year.
#[must_use]
pub fn write(prefix: &str, year: i16, ordinal: i64) -> String {
    format!("{prefix}-{year}-{ordinal:04}")
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn only_own_numbers_count() {
        assert_eq!(read("XXGK", "XXGK-2021-0007"), Some((2021, 7)));
        assert_eq!(read("XXGK", &write("XXGK", 2021, 12_345)), Some((2021, 12_345)));
        for other in ["A-1", "XXGK-2021", "XXGK-21-7", "XXGK-2021-7a", "XXGKX-2021-7", "XXGK-2021-"]
        {
            assert_eq!(read("XXGK", other), None, "{other}");
        }
    }
}
