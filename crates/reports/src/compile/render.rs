//! Expressions in a text become tokens: which figure stands where, not yet its words.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

use crate::fault::{Place, Unreadable};
use crate::template::Template;
use crate::template::prose::{TOKEN_CLOSE, TOKEN_OPEN};

/// What a token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Figure {
        id: String,
    },
    /// 全部, 均, 未发生: the function that was called and the word it prints.
    Claim {
        function: ClaimFunction,
        id: String,
        word: String,
    },
    Table {
        key: String,
    },
    Attachment {
        title: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClaimFunction {
    All,
    Each,
    Zero,
}

impl ClaimFunction {
    pub(super) fn word(self) -> &'static str {
        match self {
            ClaimFunction::All => "all",
            ClaimFunction::Each => "each",
            ClaimFunction::Zero => "zero",
        }
    }

    /// The words it may print, the usual one first.
    pub(super) fn words(self) -> &'static [&'static str] {
        match self {
            ClaimFunction::All => &["全部", "全都"],
            ClaimFunction::Each => &["均", "都", "皆", "已"],
            ClaimFunction::Zero => &["未发生", "未出现", "没有", "无"],
        }
    }
}

/// The most steps that the expressions of one text may take.
const FUEL: u64 = 200_000;

const FIGURE: char = 'f';
const TABLE: char = 't';
const ATTACHMENT: char = 'h';

/// The engine with the functions of a report. `holds` answers `{% if holds("…") %}`.
pub(super) fn engine(template: &Template, holds: BTreeMap<String, bool>) -> Environment<'static> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_debug(true);
    engine.set_fuel(Some(FUEL));
    engine.add_function("fig", |id: &str| token(FIGURE, id, ""));
    for function in [ClaimFunction::All, ClaimFunction::Each, ClaimFunction::Zero] {
        engine.add_function(function.word(), move |id: &str, word: Option<&str>| {
            let usual = function.words().first().copied().unwrap_or_default();
            token(letter(function), id, word.unwrap_or(usual))
        });
    }
    engine.add_function("table", |key: &str| token(TABLE, key, ""));
    engine.add_function("attachment", |title: &str| token(ATTACHMENT, title, ""));
    engine.add_function("holds", move |id: &str| holds.get(id).copied().unwrap_or(true));
    let own = template.head.period.to();
    let cut_offs: BTreeMap<String, Date> = template
        .figures
        .iter()
        .map(|(id, spec)| (id.to_string(), spec.as_of.unwrap_or(own)))
        .collect();
    engine.add_function("as_of", move |id: Option<&str>| match id {
        None => Ok(day_in_words(own)),
        Some(id) => cut_offs.get(id).map(|day| day_in_words(*day)).ok_or_else(|| {
            Error::new(ErrorKind::InvalidOperation, format!("figure \"{id}\" is not defined"))
        }),
    });
    engine
}

/// A day as official documents write it: 2021年12月31日, without zeros in front.
pub(crate) fn day_in_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn letter(function: ClaimFunction) -> char {
    match function {
        ClaimFunction::All => 'a',
        ClaimFunction::Each => 'e',
        ClaimFunction::Zero => 'n',
    }
}

fn token(letter: char, name: &str, word: &str) -> String {
    format!("{TOKEN_OPEN}{letter}:{name}:{word}{TOKEN_CLOSE}")
}

/// Reads what stands between the two token characters.
pub(super) fn read_token(text: &str) -> Option<Token> {
    let (letter, rest) = text.split_once(':')?;
    let (name, word) = rest.rsplit_once(':')?;
    let (name, word) = (name.to_owned(), word.to_owned());
    let claim = |function| Token::Claim { function, id: name.clone(), word };
    Some(match letter {
        "f" => Token::Figure { id: name },
        "a" => claim(ClaimFunction::All),
        "e" => claim(ClaimFunction::Each),
        "n" => claim(ClaimFunction::Zero),
        "t" => Token::Table { key: name },
        "h" => Token::Attachment { title: name },
        _ => return None,
    })
}

/// Computes the expressions of a text.
///
/// # Errors
///
/// The place within the text and what cannot be computed there.
pub(super) fn render(engine: &Environment<'_>, text: &str) -> Result<String, (Place, Unreadable)> {
    engine.render_str(text, ()).map_err(|error| {
        let line = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
        let place = match error.range() {
            Some(range) => Place::of_byte(text, range.start),
            None => Place { line, column: 1 },
        };
        let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        (place, Unreadable::Expression(detail))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_back() {
        let inside = |text: String| text.trim_matches([TOKEN_OPEN, TOKEN_CLOSE]).to_owned();
        let figure = Token::Figure { id: "a_b".to_owned() };
        assert_eq!(read_token(&inside(token(FIGURE, "a_b", ""))), Some(figure));
        let title = Token::Attachment { title: "自查表：一".to_owned() };
        assert_eq!(read_token(&inside(token(ATTACHMENT, "自查表：一", ""))), Some(title));
        assert_eq!(read_token("x"), None);
    }

    #[test]
    fn days_have_no_zeros_in_front() {
        assert_eq!(day_in_words(jiff::civil::date(2022, 1, 5)), "2022年1月5日");
    }
}
