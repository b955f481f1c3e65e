//! What sealed figures, their adjustments and the causes of these are called.

use app::bridge::Restated;
use base::{Exact, Lang, UnitOfMeasure};
use indicators::{Figure, Outcome};
use ledger::Cause;
use store::closings::Closed;

use crate::address::Address;
use crate::asking::Asking;
use crate::number::{fine, grouped};
use crate::outcome;
use crate::words::Words;

/// The name of a cause.
pub(crate) fn cause_name(cause: Cause, words: Words) -> String {
    match cause {
        Cause::Late => words.t("cause-late"),
        Cause::Correction => words.t("cause-correction"),
        Cause::Reversal => words.t("cause-reversal"),
        Cause::Reassignment => words.t("cause-reassignment"),
        Cause::Tree => words.t("cause-tree"),
        Cause::Definition => words.t("cause-definition"),
        Cause::Rounding => words.t("cause-rounding"),
    }
    .into_owned()
}

/// What a cause means, in a sentence.
pub(crate) fn cause_hint(cause: Cause, words: Words) -> String {
    match cause {
        Cause::Late => words.t("cause-late-hint"),
        Cause::Correction => words.t("cause-correction-hint"),
        Cause::Reversal => words.t("cause-reversal-hint"),
        Cause::Reassignment => words.t("cause-reassignment-hint"),
        Cause::Tree => words.t("cause-tree-hint"),
        Cause::Definition => words.t("cause-definition-hint"),
        Cause::Rounding => words.t("cause-rounding-hint"),
    }
    .into_owned()
}

/// The name of a closing.
pub(crate) fn closing_name(closed: &Closed, lang: Lang) -> &str {
    lang.pick(&closed.closing.zh, &closed.closing.en)
}

/// The page of a closing.
pub(crate) fn closing_address(closed: &Closed) -> Address {
    Address::of(&["closings", closed.closing.key.as_str()])
}

/// The page of the bridge of a sealed figure.
pub(crate) fn bridge_address(closed: &Closed, figure: &str) -> String {
    Address::of(&["closings", closed.closing.key.as_str(), figure]).to_string()
}

/// The period of a closing.
pub(crate) fn period(closed: &Closed, words: Words) -> String {
    let to = closed.closing.to.to_string();
    match closed.closing.from {
        Some(from) => words.with("span", &[("from", &from.to_string()), ("to", &to)]),
        None => words.with("until", &[("to", &to)]),
    }
    .into_owned()
}

/// When, by whom and on which record the books were closed.
pub(crate) fn closed_when(closed: &Closed, asking: &Asking) -> String {
    let known = grouped(closed.closing.known_at);
    let texts = [
        ("at", &*asking.instant(closed.recorded_at)),
        ("by", asking.person(&closed.by)),
        ("known", &*known),
    ];
    asking.frame.words.with("closed-when", &texts).into_owned()
}

/// A figure's value with its unit; a claim says how many, a missing one why.
pub(crate) fn value_words(figure: &Figure, words: Words) -> String {
    match &figure.outcome {
        Outcome::Number(value) => fine(*value, figure.unit_of_measure, words.0),
        Outcome::Truth { holds, .. } => {
            let value = outcome::value(figure, words);
            let (open, close) = (words.0.pick("（", " ("), words.0.pick("）", ")"));
            if *holds { value.text } else { format!("{}{open}{}{close}", value.text, value.also) }
        }
        Outcome::Missing(why) => outcome::missing_words(*why, words),
    }
}

/// An amount with its sign: `+2 件`, `−0.4 个百分点`, `0`.
pub(crate) fn signed(amount: Exact, unit: UnitOfMeasure, words: Words) -> String {
    let zero = Exact::from_integer(0);
    if amount == zero {
        return "0".to_owned();
    }
    let (sign, size) = if amount < zero { ("−", -amount) } else { ("+", amount) };
    let said = match unit {
        UnitOfMeasure::Ratio => {
            let points = fine(size, unit, words.0);
            words.with("points", &[("n", points.trim_end_matches('%'))]).into_owned()
        }
        _ => fine(size, unit, words.0),
    };
    format!("{sign}{said}")
}

/// The light of a sealed figure: the class of its mark, and the word.
pub(crate) fn light(restated: &Restated, words: Words) -> (&'static str, String) {
    match (&restated.today, restated.differs()) {
        (Err(_), _) => ("light-gone", words.t("light-gone").into_owned()),
        (Ok(_), true) => ("light-differs", words.t("light-differs").into_owned()),
        (Ok(_), false) => ("light-same", words.t("light-same").into_owned()),
    }
}
