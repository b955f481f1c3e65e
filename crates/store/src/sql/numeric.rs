//! What PostgreSQL gives for sums of 64-bit numbers.

use std::error::Error;

use tokio_postgres::types::{FromSql, Type};

use crate::StoreError;

/// A number of any length, as the server sends it: how many groups of four decimal digits, the power of
/// 10,000 of the first, the sign, how many decimals are shown, and the groups.
pub(super) struct Numeric<'a>(&'a [u8]);

impl<'a> FromSql<'a> for Numeric<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Numeric<'a>, Box<dyn Error + Sync + Send>> {
        Ok(Numeric(raw))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::NUMERIC
    }
}

impl Numeric<'_> {
    /// `None` if it is no whole number.
    pub(super) fn whole(&self) -> Result<Option<i64>, StoreError> {
        let mut words = self.0.chunks_exact(2).filter_map(|word| word.try_into().ok());
        let head: Vec<i16> = words.by_ref().take(4).map(i16::from_be_bytes).collect();
        let &[_, weight, sign, _] = head.as_slice() else { return Ok(None) };
        let groups: Vec<i16> = words.map(i16::from_be_bytes).collect();
        let mut sum: i128 = 0;
        for place in 0..=weight {
            let group = usize::try_from(place).ok().and_then(|place| groups.get(place));
            let longer = sum.checked_mul(10_000).ok_or(StoreError::TooLarge)?;
            sum = longer + i128::from(group.copied().unwrap_or_default());
        }
        let whole = usize::try_from(i32::from(weight) + 1).unwrap_or_default();
        if groups.get(whole..).is_some_and(|rest| rest.iter().any(|group| *group != 0)) {
            return Ok(None);
        }
        let signed = match sign {
            0 => sum,
            0x4000 => -sum,
            _ => return Ok(None),
        };
        i64::try_from(signed).map(Some).map_err(|_| StoreError::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups, weight, sign.
    fn whole(groups: &[i16], weight: i16, sign: i16) -> Result<Option<i64>, StoreError> {
        let count = i16::try_from(groups.len()).unwrap();
        let head = [count, weight, sign, 0];
        let raw: Vec<u8> = head.iter().chain(groups).flat_map(|word| word.to_be_bytes()).collect();
        Numeric(&raw).whole()
    }

    #[test]
    fn sums_of_any_length() {
        assert_eq!(whole(&[], 0, 0).unwrap(), Some(0));
        assert_eq!(whole(&[1, 2345], 1, 0).unwrap(), Some(12_345));
        assert_eq!(whole(&[7], 2, 0x4000).unwrap(), Some(-700_000_000));
        let most = [922, 3372, 368, 5477, 5807];
        assert_eq!(whole(&most, 4, 0).unwrap(), Some(i64::MAX));
        assert!(matches!(whole(&[922, 3372, 368, 5477, 5808], 4, 0), Err(StoreError::TooLarge)));
        assert!(matches!(whole(&[1], 300, 0), Err(StoreError::TooLarge)));
        assert_eq!(whole(&[1, 5000], 0, 0).unwrap(), None);
        assert_eq!(whole(&[5000], -1, 0).unwrap(), None);
        assert_eq!(whole(&[], 0, -0x4000).unwrap(), None);
    }
}
