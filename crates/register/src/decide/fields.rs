//! Whether the fields given with a step may be given, and whether none is missing.

use base::value::Fields;
use base::{Key, Lang, Say};

use crate::matter::Matter;
use crate::model::Step;
use crate::told::Told;
use crate::value::{Wrong, check_value};
use crate::words::Words;

/// What is wrong with one field, so that a form can say it beside the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    pub field: Key,
    pub word: Told,
    pub wrong: Wrong,
}

impl Say for FieldFault {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("\"{}\": {}", self.word.en, self.wrong),
            Lang::Zh => format!("“{}”：{}", self.word.zh, self.wrong.say(lang)),
        }
    }
}

/// Everything that is wrong with the fields given, in the order of the step, then of the keys.
pub(super) fn faults(
    words: Words<'_>,
    step: &Step,
    set: &Fields,
    merged: &Fields,
) -> Vec<FieldFault> {
    let given = set.iter().filter_map(|(key, value)| {
        let wrong = match words.register.field(key) {
            None => {
                Wrong::Unknown(words.register.fields.iter().map(|f| words.field(&f.key)).collect())
            }
            Some(_) if !step.asks(key) => Wrong::NotAsked(asked(words, step)),
            Some(field) => check_value(words.asked(field), value).err()?,
        };
        Some(fault(words, key, wrong))
    });
    let missing = step.needs.iter().filter(|key| !merged.contains_key(key));
    missing.map(|key| fault(words, key, Wrong::Missing)).chain(given).collect()
}

/// The amounts and rows that the step posts: all of them once, so that no figure counts them twice.
///
/// # Errors
///
/// A field that an earlier step in force has posted with another value.
pub(super) fn posted(
    words: Words<'_>,
    step: &Step,
    matter: Option<&Matter>,
    merged: &Fields,
) -> Result<Fields, FieldFault> {
    let mut posted = Fields::new();
    for key in &step.posts {
        let Some(value) = merged.get(key) else { continue };
        let earlier = matter.into_iter().flat_map(Matter::in_force);
        let earlier =
            earlier.filter_map(|happened| Some((happened, happened.event.posted.get(key)?))).last();
        match earlier {
            None => {
                posted.insert(key.clone(), value.clone());
            }
            Some((_, before)) if before == value => {}
            Some((happened, _)) => {
                return Err(fault(words, key, Wrong::PostedBefore { on: happened.effective_on }));
            }
        }
    }
    Ok(posted)
}

fn fault(words: Words<'_>, key: &Key, wrong: Wrong) -> FieldFault {
    let known = words.register.field(key).is_some();
    let word = if known { words.field(key) } else { Told::same(key.as_str()) };
    FieldFault { field: key.clone(), word, wrong }
}

fn asked(words: Words<'_>, step: &Step) -> Vec<Told> {
    step.needs.iter().chain(&step.may).map(|key| words.field(key)).collect()
}
