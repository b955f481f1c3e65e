//! How many combinations of dimension values a register's books may hold: figures are kept for each.

use base::Key;

use crate::model::{Field, FieldKind};

/// The most combinations that a book may have.
pub(crate) const COMBINATIONS_MAX: usize = 20_000;

/// The combinations that a book may hold at one unit in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The group whose rows the book holds; `None` for matters, their amounts and places.
    pub group: Option<Key>,
    pub combinations: usize,
    /// The dimensions with the number of values each can have, those with the most values first.
    pub dimensions: Vec<(Key, usize)>,
}

impl Estimate {
    /// The fewest dimensions without which there are no more combinations than are kept, the largest
    /// first; none if there are few enough.
    #[must_use]
    pub fn to_drop(&self) -> Vec<&Key> {
        let mut kept = self.combinations;
        let mut dropped = vec![];
        for (dimension, _) in &self.dimensions {
            if kept <= COMBINATIONS_MAX {
                break;
            }
            dropped.push(dimension);
            let rest = self.dimensions.get(dropped.len()..).unwrap_or_default();
            kept = product(rest.iter().map(|(_, values)| *values));
        }
        dropped
    }
}

/// The estimate of every book: of the matters, and of each group of rows.
#[must_use]
pub fn estimates(fields: &[Field]) -> Vec<Estimate> {
    let of_matters = dimensions(fields);
    let groups = fields.iter().filter_map(|field| match &field.kind {
        FieldKind::Lines { fields: columns, .. } => Some((&field.key, columns)),
        _ => None,
    });
    let of_groups = groups.map(|(group, columns)| {
        let mut both = of_matters.clone();
        both.extend(dimensions(columns));
        estimate(Some(group.clone()), both)
    });
    std::iter::once(estimate(None, of_matters.clone())).chain(of_groups).collect()
}

fn estimate(group: Option<Key>, mut dimensions: Vec<(Key, usize)>) -> Estimate {
    dimensions.sort_by(|(key, values), (other_key, other)| {
        other.cmp(values).then_with(|| key.cmp(other_key))
    });
    let combinations = product(dimensions.iter().map(|(_, values)| *values));
    Estimate { group, combinations, dimensions }
}

/// Each dimension may also have no value yet.
fn dimensions(fields: &[Field]) -> Vec<(Key, usize)> {
    let declared = fields.iter().filter(|field| field.dimension);
    let values = |field: &Field| field.dimension_values().len().saturating_add(1);
    declared.map(|field| (field.key.clone(), values(field))).collect()
}

fn product(values: impl Iterator<Item = usize>) -> usize {
    values.fold(1, usize::saturating_mul)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(key: &'static str, choices: usize) -> Field {
        let choices = (0..choices).map(|n| Key::new(&format!("c{n}")).unwrap());
        Field {
            key: Key::literal(key),
            kind: FieldKind::Choice(choices.collect()),
            dimension: true,
            personal: false,
        }
    }

    #[test]
    fn the_largest_dimensions_are_to_go_until_few_enough_are_left() {
        let fields = [choice("small", 3), choice("large", 199), choice("middle", 99)];
        let estimates = estimates(&fields);
        let [one] = estimates.as_slice() else { panic!("{estimates:?}") };
        assert_eq!(one.combinations, 4 * 200 * 100);
        assert_eq!(one.to_drop(), [&Key::literal("large")]);
        assert_eq!(estimates_of(&[choice("few", 10)]), [11]);
    }

    fn estimates_of(fields: &[Field]) -> Vec<usize> {
        estimates(fields).iter().map(|one| one.combinations).collect()
    }
}
