//! The declared dimensions of a posting: applicant = citizen, procedure = simple.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::key::Key;

/// The values of a posting along its declared dimensions. A dimension that has no value yet is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dims(BTreeMap<Key, Key>);

impl Dims {
    #[must_use]
    pub fn new() -> Dims {
        Dims::default()
    }

    pub fn set(&mut self, dimension: Key, value: Key) {
        self.0.insert(dimension, value);
    }

    /// These dimensions and one more.
    #[must_use]
    pub fn with(mut self, dimension: Key, value: Key) -> Dims {
        self.set(dimension, value);
        self
    }

    #[must_use]
    pub fn get(&self, dimension: &Key) -> Option<&Key> {
        self.0.get(dimension)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Key)> {
        self.0.iter()
    }

    /// Reads the text that [`Display`](fmt::Display) writes; `None` if it is not such a text.
    #[must_use]
    pub fn read(text: &str) -> Option<Dims> {
        let pairs = text.split(';').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (dimension, value) = pair.split_once('=')?;
                Some((Key::new(dimension).ok()?, Key::new(value).ok()?))
            })
            .collect::<Option<BTreeMap<Key, Key>>>()
            .map(Dims)
    }
}

/// `applicant=citizen;outcome=granted`, sorted by dimension: equal dimensions have equal texts.
impl fmt::Display for Dims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (dimension, value)) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ";" };
            write!(f, "{separator}{dimension}={value}")?;
        }
        Ok(())
    }
}

/// Which postings a figure looks at: for each named dimension, the admitted values. Empty admits all.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Filter(BTreeMap<Key, Vec<Key>>);

impl Filter {
    #[must_use]
    pub fn new() -> Filter {
        Filter::default()
    }

    /// Admits only these values along the dimension; a second call for it narrows further.
    pub fn narrow(&mut self, dimension: Key, values: Vec<Key>) {
        match self.0.get_mut(&dimension) {
            Some(present) => present.retain(|value| values.contains(value)),
            None => {
                self.0.insert(dimension, values);
            }
        }
    }

    /// This filter, narrowed by every line of another.
    #[must_use]
    pub fn and(mut self, other: &Filter) -> Filter {
        for (dimension, values) in &other.0 {
            self.narrow(dimension.clone(), values.clone());
        }
        self
    }

    #[must_use]
    pub fn admits(&self, dims: &Dims) -> bool {
        self.0.iter().all(|(dimension, values)| {
            dims.get(dimension).is_some_and(|value| values.contains(value))
        })
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Key, &[Key])> {
        self.0.iter().map(|(dimension, values)| (dimension, values.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &'static str) -> Key {
        Key::literal(text)
    }

    #[test]
    fn text_and_back() {
        let dims = Dims::new().with(key("b"), key("y")).with(key("a"), key("x"));
        assert_eq!(dims.to_string(), "a=x;b=y");
        assert_eq!(Dims::read("a=x;b=y"), Some(dims));
        assert_eq!(Dims::read(""), Some(Dims::new()));
        assert_eq!(Dims::read("a"), None);
    }

    #[test]
    fn a_filter_admits_by_value_and_narrows() {
        let mut filter = Filter::new();
        filter.narrow(key("a"), vec![key("x"), key("y")]);
        assert!(filter.admits(&Dims::new().with(key("a"), key("x"))));
        assert!(!filter.admits(&Dims::new()));
        filter.narrow(key("a"), vec![key("y"), key("z")]);
        assert!(!filter.admits(&Dims::new().with(key("a"), key("x"))));
        assert!(filter.admits(&Dims::new().with(key("a"), key("y"))));
    }
}
