//! A sentence in both languages, made where the matter is known.

use std::fmt;

use base::{Lang, Say};

/// A word or a sentence in Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub zh: Box<str>,
    pub en: Box<str>,
}

impl Told {
    #[must_use]
    pub fn new(zh: impl Into<Box<str>>, en: impl Into<Box<str>>) -> Told {
        Told { zh: zh.into(), en: en.into() }
    }

    /// A name that is the same in both languages: an identifier, a number, a day.
    #[must_use]
    pub fn same(text: impl Into<Box<str>>) -> Told {
        let text = text.into();
        Told { zh: text.clone(), en: text }
    }
}

impl Say for Told {
    fn say(&self, lang: Lang) -> String {
        lang.pick(&self.zh, &self.en).to_owned()
    }
}

/// The English text.
impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// Words in a row, each quoted as its language does: “登记”、“答复” and "Receive", "Answer".
#[must_use]
pub fn listed<'a>(words: impl IntoIterator<Item = &'a Told>) -> Told {
    let words: Vec<&Told> = words.into_iter().collect();
    let zh: Vec<String> = words.iter().map(|word| format!("“{}”", word.zh)).collect();
    let en: Vec<String> = words.iter().map(|word| format!("\"{}\"", word.en)).collect();
    Told::new(zh.join("、"), en.join(", "))
}
