//! The highest number given in a register and year: `XXGK-2021-0007` is 7 of 2021.

use std::collections::BTreeMap;

use crate::sql::Conn;
use base::Key;
use register::Register;

use crate::StoreError;

#[derive(Debug, Default)]
pub(super) struct Numbers(BTreeMap<(Key, i64), i64>);

impl Numbers {
    /// Remembers a number that was given, if it has the form of the register's own.
    pub(super) fn see(&mut self, register: &Register, number: &str) {
        if let Some((year, ordinal)) = read(&register.number_prefix, number) {
            let last = self.0.entry((register.key.clone(), year)).or_default();
            *last = ordinal.max(*last);
        }
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        for ((register, year), last) in std::mem::take(&mut self.0) {
            crate::sql::query(
                "INSERT INTO numbering (register, year, last) VALUES ($1, $2, $3) \
                 ON CONFLICT (register, year) DO UPDATE SET last = CASE \
                 WHEN excluded.last > numbering.last THEN excluded.last ELSE numbering.last END",
            )
            .bind(register.as_str())
            .bind(year)
            .bind(last)
            .execute(&mut *conn)
            .await?;
        }
        Ok(())
    }
}

fn read(prefix: &str, number: &str) -> Option<(i64, i64)> {
    let (year, ordinal) = number.strip_prefix(prefix)?.strip_prefix('-')?.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Ten digits are more numbers than a year can hold, and fit every integer on the way.
    let is_own = year.len() == 4 && digits(year) && digits(ordinal) && ordinal.len() <= 10;
    if is_own { Some((year.parse().ok()?, ordinal.parse().ok()?)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_own_numbers_count() {
        assert_eq!(read("XXGK", "XXGK-2021-0007"), Some((2021, 7)));
        assert_eq!(read("XXGK", "XXGK-2021-12345"), Some((2021, 12_345)));
        for other in ["A-1", "XXGK-2021", "XXGK-21-7", "XXGK-2021-7a", "XXGKX-2021-7", "XXGK-2021-"]
        {
            assert_eq!(read("XXGK", other), None, "{other}");
        }
    }
}
