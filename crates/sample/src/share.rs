//! Splitting a total exactly: the parts always sum to it.

use crate::draw::Draw;

/// Splits a total in proportion to weights, by largest remainder; earlier parts win ties.
///
/// The parts sum to the total. A weight of zero gets nothing unless all weights are zero, when the
/// first part takes all.
pub(crate) fn split(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        let first = std::iter::once(total);
        return first.chain(std::iter::repeat(0)).take(weights.len()).collect();
    }
    let exact: Vec<i128> =
        weights.iter().map(|weight| i128::from(total) * i128::from(*weight)).collect();
    let mut parts: Vec<i64> = exact.iter().map(|part| small(part / sum)).collect();
    let missing = total - parts.iter().sum::<i64>();
    let mut by_remainder: Vec<(i128, usize)> =
        exact.iter().enumerate().map(|(place, part)| (-(part % sum), place)).collect();
    by_remainder.sort_unstable();
    for (_, place) in by_remainder.iter().take(usize::try_from(missing).unwrap_or(0)) {
        if let Some(part) = parts.get_mut(*place) {
            *part += 1;
        }
    }
    parts
}

/// Splits a total in proportion to weights that chance has moved by up to 30 % either way.
pub(crate) fn scatter(draw: &mut Draw, total: i64, weights: &[u64]) -> Vec<i64> {
    let moved: Vec<u64> = weights.iter().map(|weight| weight * (70 + draw.below(61))).collect();
    split(total, &moved)
}

fn small(part: i128) -> i64 {
    i64::try_from(part).expect("a part is not larger than its total")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_sum_to_the_total() {
        assert_eq!(split(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(split(3, &[0, 1, 0]), [0, 3, 0]);
        assert_eq!(split(3, &[0, 0]), [3, 0]);
        assert_eq!(split(0, &[1, 2]), [0, 0]);
        let mut draw = Draw::new(1, 1);
        for total in [0, 1, 7, 51, 56_779_100] {
            assert_eq!(scatter(&mut draw, total, &[5, 0, 1, 900]).iter().sum::<i64>(), total);
        }
    }

    #[test]
    fn no_weight_gets_nothing() {
        let mut draw = Draw::new(1, 1);
        assert_eq!(scatter(&mut draw, 1_000, &[3, 0, 5]).get(1), Some(&0));
    }
}
