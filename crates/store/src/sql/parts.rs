//! Small helpers for statements with many values.

use base::Key;

use super::{Statement, Value};

/// Rows in parts of a few fixed sizes, so that multi-row statements are prepared once and reused.
pub(crate) fn parts<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let size = [256, 64, 16, 4, 1].into_iter().find(|size| *size <= rest.len())?;
        let (part, after) = rest.split_at(size);
        rest = after;
        Some(part)
    })
}

/// Values for `IN (…)` in lists of a few fixed lengths, the last value repeated to fill.
pub(crate) fn lists<T: Copy>(values: &[T]) -> impl Iterator<Item = Vec<T>> {
    values.chunks(256).map(|part| {
        let mut list = part.to_vec();
        let length = [1, 16, 256].into_iter().find(|size| *size >= part.len()).unwrap_or(256);
        if let Some(last) = part.last() {
            list.resize(length, *last);
        }
        list
    })
}

/// Writes `(?, ?, …)`.
pub(crate) fn push_list<'t, T>(statement: &mut Statement<'t>, values: &[T])
where
    T: Copy + Into<Value<'t>>,
{
    statement.push("(");
    let mut list = statement.separated(", ");
    for value in values {
        list.push_bind(*value);
    }
    statement.push(")");
}

/// Writes ` IN (?, ?, …)`; nothing is among nothing.
pub(crate) fn push_keys(statement: &mut Statement<'_>, keys: &[Key]) {
    if keys.is_empty() {
        statement.push(" IN (NULL)");
        return;
    }
    statement.push(" IN (");
    let mut list = statement.separated(", ");
    for key in keys {
        list.push_bind(key.to_string());
    }
    statement.push(")");
}

#[cfg(test)]
mod tests {
    use super::{lists, parts};

    #[test]
    fn parts_have_few_sizes_and_lose_nothing() {
        let rows: Vec<u32> = (0..297).collect();
        let sizes: Vec<usize> = parts(&rows).map(<[u32]>::len).collect();
        assert_eq!(sizes, [256, 16, 16, 4, 4, 1]);
        assert_eq!(parts(&rows).flatten().copied().collect::<Vec<_>>(), rows);
    }

    #[test]
    fn lists_are_filled_with_their_last_value() {
        assert_eq!(lists(&[7]).collect::<Vec<_>>(), [vec![7]]);
        let two: Vec<Vec<i64>> = lists(&[7, 8]).collect();
        assert_eq!((two.len(), two[0].len(), two[0][15]), (1, 16, 8));
        assert_eq!(lists::<i64>(&[]).count(), 0);
    }
}
