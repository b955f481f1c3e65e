//! The clocks of a matter, each with the days that its deadline rests on.

use base::day;
use register::Matter;
use register::sheet::{self, Ended, Sheet, ToldSheet};

use crate::asking::Asking;
use crate::texts::{Due, Texts};
use crate::words::Words;

/// A clock that runs, stands still or is over.
pub(crate) struct Running {
    pub(crate) told: ToldSheet,
    pub(crate) light: &'static str,
    pub(crate) light_words: String,
}

/// The derivations of the clocks of a matter, as they stand today or ended.
pub(crate) fn sheets(texts: Texts<'_>, matter: &Matter, asking: &Asking) -> Vec<Sheet> {
    let Some(place) = &matter.place else { return vec![] };
    let calendar = asking.calendars.of(&place.unit);
    sheet::all(texts.register, matter, asking.ctx.today, &calendar)
}

/// The clocks of a matter in words.
pub(crate) fn of(texts: Texts<'_>, matter: &Matter, asking: &Asking) -> Vec<Running> {
    let sheets = sheets(texts, matter, asking);
    sheets.iter().map(|sheet| running(texts, sheet, asking)).collect()
}

fn running(texts: Texts<'_>, sheet: &Sheet, asking: &Asking) -> Running {
    let (words, lang) = (Words(texts.lang), texts.lang);
    let named = register::words::Words::new(texts.pack, texts.register);
    let told = sheet.told(named, |unit| asking.units.name(unit, lang).to_owned(), lang);
    let (light, light_words) = light(sheet, asking, words);
    Running { told, light, light_words }
}

fn light(sheet: &Sheet, asking: &Asking, words: Words) -> (&'static str, String) {
    let today = asking.ctx.today;
    match &sheet.ended {
        Some(Ended { days_late: Some(0), .. }) => {
            return ("due-far", words.t("clock-in-time").into_owned());
        }
        Some(Ended { days_late: Some(days), .. }) => {
            return ("due-late", words.n("clock-was-late", *days).into_owned());
        }
        Some(_) => return ("due-far", words.t("clock-over").into_owned()),
        None => {}
    }
    let Some(due) = sheet.due else {
        return ("due-standing", words.t("clock-standing").into_owned());
    };
    if due == today && sheet.due_at.is_some_and(|at| at < asking.time()) {
        return ("due-late", words.t("due-passed").into_owned());
    }
    let left = Due::of(due, today);
    let light = match left {
        Due::Late(_) => left.class(),
        _ if sheet.yellow_on.is_some_and(|from| from <= today) => "due-soon",
        _ => "due-far",
    };
    let said = match left {
        Due::Far => words.n("due-soon", day::number(due) - day::number(today)).into_owned(),
        Due::Late(_) | Due::Soon(_) => left.words(words),
    };
    (light, said)
}
