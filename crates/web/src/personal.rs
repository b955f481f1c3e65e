//! Personal values on a page: themselves for those who may see them, words for everybody else.

use std::collections::BTreeMap;

use app::personal::Revealed;
use base::value::Fields;
use base::{Commitment, Value};
use register::Matter;
use register::event::Happening;

use crate::asking::Asking;
use crate::error::WebError;
use crate::state::Web;
use crate::words::Words;

/// The matter as this asker reads it. It is for showing only: forms and decisions take the matter itself.
pub(crate) async fn told(web: &Web, asking: &Asking, matter: &Matter) -> Result<Matter, WebError> {
    let mut told = matter.clone();
    let revealed = web.commands.reveal(&web.reader, &asking.ctx, matter).await?;
    if revealed.is_empty() {
        return Ok(told);
    }
    let words = asking.frame.words;
    tell(words, &revealed, &mut told.fields);
    for happened in &mut told.history {
        tell(words, &revealed, &mut happened.event.set);
        match &mut happened.event.what {
            Happening::Correction { rebooked, .. } | Happening::Reversal { rebooked, .. } => {
                for fields in rebooked.iter_mut().filter_map(|rebooked| rebooked.set.as_mut()) {
                    tell(words, &revealed, fields);
                }
            }
            Happening::Step(_)
            | Happening::Note(_)
            | Happening::Reassigned { .. }
            | Happening::Recounted { .. } => {}
        }
    }
    Ok(told)
}

fn tell(words: Words, revealed: &BTreeMap<Commitment, Revealed>, fields: &mut Fields) {
    for value in fields.values_mut() {
        let Value::Sealed(commitment) = value else { continue };
        *value = match revealed.get(commitment) {
            Some(Revealed::Value(value)) => value.clone(),
            Some(shown) => Value::Text(in_words(words, shown)),
            None => continue,
        };
    }
}

fn in_words(words: Words, shown: &Revealed) -> String {
    match shown {
        Revealed::Value(_) | Revealed::Hidden => words.t("protected").into_owned(),
        Revealed::Erased(erasure) => {
            let (record, day) = (erasure.sequence.to_string(), erasure.on.to_string());
            words.with("erased", &[("record", &record), ("day", &day)]).into_owned()
        }
        Revealed::NoKey => words.t("protected-no-key").into_owned(),
        Revealed::Away => words.t("protected-away").into_owned(),
        Revealed::Changed => words.t("protected-changed").into_owned(),
    }
}
