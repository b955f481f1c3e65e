//! Errors of the parts become sentences in the chosen language.

use base::{Lang, Say};

/// Turns an error that can speak into one that has spoken.
pub(crate) trait Told<T> {
    fn told(self, lang: Lang) -> anyhow::Result<T>;
}

impl<T, E: Say> Told<T> for Result<T, E> {
    fn told(self, lang: Lang) -> anyhow::Result<T> {
        self.map_err(|error| anyhow::Error::msg(error.say(lang)))
    }
}

/// A sentence of this crate, by language.
pub(crate) fn sentence(lang: Lang, zh: &str, en: &str) -> anyhow::Error {
    anyhow::Error::msg(lang.pick(zh, en).to_owned())
}
