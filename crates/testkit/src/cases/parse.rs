//! From text to cases.

use base::dims::Filter;
use base::{Key, day};
use jiff::civil::{Date, Time};
use register::model::Name;

use super::expect::{Due, PlacesOf, places_of};
use super::expected::Expected;
use super::together::together;
use super::words::{Word, bare, colon, words};

/// A case with its lines.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub lines: Vec<Line>,
}

/// A line: what it says, or why nobody understands it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub number: usize,
    pub said: Result<Said, String>,
}

#[derive(Clone, Debug)]
pub(super) enum Said {
    Unit {
        key: Key,
        kind: Option<Key>,
    },
    As {
        actor: Key,
        roles: Vec<Key>,
    },
    Today(Date),
    /// Sets the time of the day, in Beijing.
    Time(Time),
    /// Gives up the holds whose time is over.
    Expire,
    /// Several acts, all or none; refused with this text if one is given.
    Together {
        acts: Vec<ActLine>,
        refused: Option<String>,
    },
    /// Begins and ends several acts; put together by [`cases`].
    Begin,
    End {
        refused: Option<String>,
    },
    ExpectPlaces {
        number: String,
        of: PlacesOf,
        amount: i64,
    },
    ExpectDue {
        number: String,
        clock: Key,
        due: Due,
    },
    Act(ActLine),
    Refuse {
        act: ActLine,
        because: String,
    },
    ExpectState {
        number: String,
        state: Key,
    },
    ExpectFigure(Box<Asked>),
}

#[derive(Clone, Debug)]
pub(super) struct ActLine {
    pub on: Date,
    pub number: String,
    pub doing: Doing,
}

#[derive(Clone, Debug)]
pub(super) enum Doing {
    Step {
        register: Option<Key>,
        step: Key,
        set: Vec<(Key, String)>,
    },
    Note(String),
    Reverse(String),
    /// A step or `#n`, and what it should have said; empty values for what it should not.
    Correct {
        meant: String,
        set: Vec<(Key, String)>,
        reason: String,
    },
    Reassign {
        to: Key,
        reason: String,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub from: Option<Date>,
    pub as_of: Date,
    /// `key` of the own pack or `pack.key`.
    pub name: Result<Key, Name>,
    pub filter: Filter,
    pub unit: Option<Key>,
    pub expected: Expected,
}

/// Splits a text into cases. What stands before the first `case` is a case of its own, so that a
/// forgotten heading is noticed.
pub(super) fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = vec![];
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line == "case" || line.starts_with("case ") {
            cases.push(Case { lines: vec![] });
            continue;
        }
        if cases.is_empty() {
            cases.push(Case { lines: vec![] });
        }
        let said = Line { number: index.saturating_add(1), said: said(line) };
        if let Some(case) = cases.last_mut() {
            case.lines.push(said);
        }
    }
    cases.into_iter().map(|case| Case { lines: together(case.lines) }).collect()
}

fn said(line: &str) -> Result<Said, String> {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match first {
        "unit" => unit(&plain_words(rest)?),
        "as" => actor(&plain_words(rest)?),
        "today" => Ok(Said::Today(date(rest.trim())?)),
        "time" => {
            let text = rest.trim();
            let time = text.parse().ok().or_else(|| format!("{text}:00").parse().ok());
            Ok(Said::Time(time.ok_or("a time like 08:30")?))
        }
        "expire" if rest.trim().is_empty() => Ok(Said::Expire),
        "together" if rest.trim().is_empty() => Ok(Said::Begin),
        "done" if rest.trim().is_empty() => Ok(Said::End { refused: None }),
        "refused" => {
            let because = rest.trim().strip_prefix(':').map(str::trim);
            let because = because.filter(|because| !because.is_empty());
            let because = because.ok_or("`refused : ` and what the refusal must contain")?;
            Ok(Said::End { refused: Some(because.to_owned()) })
        }
        "expect" => expect(&plain_words(rest)?),
        "refuse" => {
            let (act, because) = colon(rest);
            let because = because.filter(|because| !because.is_empty());
            let because = because.ok_or("`: ` and what the refusal must contain")?.to_owned();
            // A note, a reversal or a correction has a colon of its own.
            let (act, because) = match act_line(act) {
                Ok(act) => (act, because),
                Err(_) => {
                    let (text, because) = colon(&because);
                    let because =
                        because.ok_or("a second `: ` and what the refusal must contain")?;
                    (act_line(&format!("{act} : {text}"))?, because.to_owned())
                }
            };
            Ok(Said::Refuse { act, because })
        }
        _ => act_line(line).map(Said::Act),
    }
}

/// The words of a line up to a comment.
fn plain_words(text: &str) -> Result<Vec<&str>, String> {
    let words = words(text).ok_or("quotes and brackets that are closed")?;
    Ok(words.into_iter().map(|word| word.text).take_while(|word| *word != "#").collect())
}

fn unit(words: &[&str]) -> Result<Said, String> {
    match words {
        [unit] => Ok(Said::Unit { key: key(unit)?, kind: None }),
        [unit, kind] => Ok(Said::Unit { key: key(unit)?, kind: Some(key(kind)?) }),
        _ => Err("`unit KEY` or `unit KEY KIND`".to_owned()),
    }
}

fn actor(words: &[&str]) -> Result<Said, String> {
    let (actor, roles) = words.split_first().ok_or("`as ACTOR ROLE …`")?;
    let roles = roles.iter().map(|role| key(role)).collect::<Result<_, _>>()?;
    Ok(Said::As { actor: key(actor)?, roles })
}

fn act_line(line: &str) -> Result<ActLine, String> {
    let (before, text) = colon(line);
    let all = words(before).ok_or("quotes and brackets that are closed")?;
    let plain: Vec<&str> = all.iter().map(|word: &Word<'_>| word.text).collect();
    let (on, verb, number, rest) = match plain.as_slice() {
        [on, verb, number, rest @ ..] => (date(on)?, *verb, (*number).to_owned(), rest),
        _ => return Err("`DATE STEP NUMBER field=value …`".to_owned()),
    };
    let doing = match (verb, text) {
        ("note", Some(text)) if rest.is_empty() => Doing::Note(text.to_owned()),
        ("reverse", Some(text)) if rest.is_empty() => Doing::Reverse(text.to_owned()),
        ("correct", Some(reason)) => {
            let (meant, set) = rest.split_first().ok_or("a step or `#n` after the number")?;
            let set = set.iter().map(|word| pair(word)).collect::<Result<_, _>>()?;
            Doing::Correct { meant: (*meant).to_owned(), set, reason: reason.to_owned() }
        }
        ("reassign", Some(reason)) => {
            let [to] = rest else { return Err("`DATE reassign NUMBER UNIT : reason`".to_owned()) };
            Doing::Reassign { to: key(to)?, reason: reason.to_owned() }
        }
        ("correct" | "reassign", None) => return Err(format!("`DATE {verb} NUMBER … : reason`")),
        ("note" | "reverse", _) => {
            return Err(format!("`DATE {verb} NUMBER : text`"));
        }
        (_, Some(_)) => return Err("no `: ` after a step".to_owned()),
        (verb, None) => {
            let (register, step) = match verb.split_once('.') {
                Some((register, step)) => (Some(key(register)?), key(step)?),
                None => (None, key(verb)?),
            };
            let set = rest.iter().map(|word| pair(word)).collect::<Result<_, _>>()?;
            Doing::Step { register, step, set }
        }
    };
    Ok(ActLine { on, number, doing })
}

fn pair(word: &str) -> Result<(Key, String), String> {
    let (field, value) = word.split_once('=').ok_or("`field=value` after the number")?;
    Ok((key(field)?, bare(value)))
}

fn expect(words: &[&str]) -> Result<Said, String> {
    if let [number, "state", state] = words {
        return Ok(Said::ExpectState { number: (*number).to_owned(), state: key(state)? });
    }
    if let [number, "due", clock, "=", due] = words {
        let (number, clock) = ((*number).to_owned(), key(clock)?);
        return Ok(Said::ExpectDue { number, clock, due: Due::read(due)? });
    }
    if let [number, places, "=", amount] = words
        && date(number).is_err()
        && let Some(of) = places_of(places)
    {
        let amount = amount.parse().map_err(|_| "a whole number after `=`".to_owned())?;
        return Ok(Said::ExpectPlaces { number: (*number).to_owned(), of, amount });
    }
    let shape = "`NUMBER state STATE`, `NUMBER free = 3`, `NUMBER due CLOCK = DATE` or `DATE NAME [where d=v …] [at UNIT] = VALUE`";
    let [span, name, middle @ .., "=", value] = words else {
        return Err(shape.to_owned());
    };
    let (from, as_of) = match span.split_once("..") {
        Some((from, to)) => (Some(date(from)?), date(to)?),
        None => (None, date(span)?),
    };
    let name = match Name::read(name) {
        Some(name) => Err(name),
        None => Ok(key(name)?),
    };
    let (middle, unit) = match middle {
        [middle @ .., "at", unit] => (middle, Some(key(unit)?)),
        middle => (middle, None),
    };
    let filter = match middle {
        [] => Filter::new(),
        ["where", lines @ ..] if !lines.is_empty() => filter(lines)?,
        _ => return Err(shape.to_owned()),
    };
    let expected = Expected::read(value)
        .ok_or("a value like 5000, 4/5, 98%, missing, true or false after `=`")?;
    Ok(Said::ExpectFigure(Box::new(Asked { from, as_of, name, filter, unit, expected })))
}

/// `applicant=citizen outcome=granted|refused`.
fn filter(lines: &[&str]) -> Result<Filter, String> {
    let mut filter = Filter::new();
    for line in lines {
        let (dimension, values) = line.split_once('=').ok_or("`dimension=value` after `where`")?;
        let values = values.split('|').map(key).collect::<Result<_, _>>()?;
        filter.narrow(key(dimension)?, values);
    }
    Ok(filter)
}

fn key(text: &str) -> Result<Key, String> {
    Key::new(text).map_err(|bad| bad.to_string())
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    day::read(text).ok_or_else(|| format!("a day like 2021-12-31 where \"{text}\" stands"))
}
