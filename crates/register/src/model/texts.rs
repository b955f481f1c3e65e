//! The words of a pack in both languages.

use std::collections::BTreeMap;

use base::Lang;

/// Words by path: `registers.disclosure`, `registers.disclosure.fields.applicant`,
/// `registers.disclosure.fields.applicant.citizen`, `registers.disclosure.states.handling`,
/// `registers.disclosure.steps.accept`, `registers.slots.caps.vip_share`, `measures.in_hand`, `indicators.on_time`, `roles.handler`, `name`.
///
/// The pack check demands every path in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    pub zh: BTreeMap<String, String>,
    pub en: BTreeMap<String, String>,
}

impl Texts {
    /// The word at a path, or the path itself: a missing word is ugly, never fatal.
    #[must_use]
    pub fn get<'a>(&'a self, lang: Lang, path: &'a str) -> &'a str {
        let words = match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        };
        words.get(path).map_or(path, String::as_str)
    }
}
