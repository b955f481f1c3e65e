//! Identifiers that people write in packs and that appear in addresses: `disclosure`, `in_hand`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use crate::lang::{Lang, Say};

/// A short lower-case identifier: a letter, then letters, digits and `_`, at most 48 characters.
///
/// Registers, states, steps, fields, units, measures and indicators are all named by a `Key`.
///
/// Events are full of keys, most of them the same few: a clone shares the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "Cow<'_, str>")]
pub struct Key(Arc<str>);

/// The longest key, in characters: long enough to be plain, short enough for an address.
pub const KEY_CHARS_MAX: usize = 48;

impl Key {
    /// Checks and takes an identifier.
    ///
    /// # Errors
    ///
    /// [`BadKey`] if the text is empty, too long, or has a character outside `a-z 0-9 _`.
    pub fn new(text: &str) -> Result<Key, BadKey> {
        let mut chars = text.chars();
        let head_is_letter = chars.next().is_some_and(|first| first.is_ascii_lowercase());
        let tail_fits = chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if head_is_letter && tail_fits && text.len() <= KEY_CHARS_MAX {
            Ok(Key(text.into()))
        } else {
            Err(BadKey(text.chars().take(KEY_CHARS_MAX + 1).collect()))
        }
    }

    /// A key written in the program itself.
    ///
    /// # Panics
    ///
    /// If the text is not a key. For literals only; text from outside goes through [`Key::new`].
    #[must_use]
    pub fn literal(text: &'static str) -> Key {
        Key::new(text).expect("a key written in the source is well-formed")
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As the text alone, and without copying it.
impl Serialize for Key {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Key {
    type Err = BadKey;
    fn from_str(text: &str) -> Result<Key, BadKey> {
        Key::new(text)
    }
}

impl TryFrom<String> for Key {
    type Error = BadKey;
    fn try_from(text: String) -> Result<Key, BadKey> {
        Key::new(&text)
    }
}

impl TryFrom<Cow<'_, str>> for Key {
    type Error = BadKey;
    fn try_from(text: Cow<'_, str>) -> Result<Key, BadKey> {
        Key::new(&text)
    }
}

/// A text that cannot be a [`Key`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not an identifier: use a-z, 0-9 and _, starting with a letter, at most 48 characters"
)]
pub struct BadKey(pub String);

impl Say for BadKey {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!(
                "“{}”不能作标识：请用小写字母开头，只含 a-z、0-9 和下划线，不超过 48 个字符",
                self.0
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_lower_case_word() {
        for good in ["a", "in_hand", "d01"] {
            assert_eq!(Key::new(good).unwrap().as_str(), good);
        }
        let too_long = "a".repeat(49);
        for bad in ["", "A", "1a", "a-b", "a b", "台账", &too_long] {
            assert!(Key::new(bad).is_err(), "{bad}");
        }
    }
}
