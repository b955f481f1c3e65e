//! The figures a template declares: what is asked, and how it is printed.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Key, day};
use indicators::{DefinitionPolicy, Question, TreePolicy};
use jiff::civil::Date;
use register::model::Name;

use super::FigureId;
use super::head::{self, Head};
use crate::fault::{Expected, Faults, Place, Unreadable};
use crate::style::{self, Options, Style};
use crate::yaml::{Entry, Map, What};

/// A figure as declared.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub(crate) at: Place,
    pub(crate) name: Name,
    /// `None` for the unit of the report.
    pub(crate) unit: Option<Key>,
    pub(crate) from: From,
    /// `None` for the cut-off of the report.
    pub(crate) as_of: Option<Date>,
    pub(crate) filter: Filter,
    /// Not used by 全部, 均 and 未发生, which have no digits.
    pub(crate) style: Style,
    /// The measure word, if another than the usual one of the unit.
    pub(crate) word: Option<String>,
}

/// From which day flows count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// From the first day of the report's period.
    Period,
    /// From the beginning of the register (累计).
    Beginning,
    Day(Date),
}

impl Spec {
    pub(crate) fn question(&self, head: &Head) -> Question {
        Question {
            name: self.name.clone(),
            unit: self.unit.clone().unwrap_or_else(|| head.unit.clone()),
            from: match self.from {
                From::Period => Some(head.period.from()),
                From::Beginning => None,
                From::Day(day) => Some(day),
            },
            as_of: self.as_of.unwrap_or(head.period.to()),
            known_at: None,
            filter: self.filter.clone(),
            tree: TreePolicy::AsWas,
            definition: DefinitionPolicy::InForce,
        }
    }
}

/// The entries that say what is asked; all others belong to the style.
const ASKED: [&str; 7] = ["name", "unit", "from", "as_of", "where", "style", "word"];

pub(super) fn read(
    map: Map<'_>,
    head: Option<&Head>,
    faults: &mut Faults,
) -> BTreeMap<FigureId, Spec> {
    let mut figures = BTreeMap::new();
    let Some(map) = map.need("figures", faults).and_then(|node| node.map("figures", faults)) else {
        return figures;
    };
    for entry in map.entries {
        let spec = spec(entry, head, faults);
        match Key::new(&entry.key) {
            Ok(key) => {
                figures.extend(spec.map(|spec| (FigureId::new(key), spec)));
            }
            Err(_) => faults.add(entry.at, Unreadable::BadKey(entry.key.clone())),
        }
    }
    figures
}

fn spec(entry: &Entry, head: Option<&Head>, faults: &mut Faults) -> Option<Spec> {
    let map = entry.value.map(&entry.key, faults)?;
    let name = name(map, faults);
    let unit = match (map.get("unit"), head) {
        (Some(node), Some(head)) => Some(head::unit(node, &head.units, faults)?),
        (Some(_), None) | (None, _) => None,
    };
    let from = from(map, faults);
    let as_of = as_of(map, faults)?;
    let filter = filter(map, faults);
    let style = style_of(map, faults);
    let word = map.may_text("word", faults)?.map(str::to_owned);
    if let (Some(From::Day(from)), Some(to)) =
        (from, as_of.or_else(|| head.map(|head| head.period.to())))
        && to < from
    {
        let wrong = Unreadable::Reversed { from: from.to_string(), to: to.to_string() };
        faults.add(entry.at, wrong);
    }
    Some(Spec {
        at: entry.at,
        name: name?,
        unit,
        from: from?,
        as_of,
        filter: filter?,
        style: style?,
        word,
    })
}

fn name(map: Map<'_>, faults: &mut Faults) -> Option<Name> {
    let node = map.need("name", faults)?;
    match Name::read(node.text("name", faults)?) {
        Some(name) => Some(name),
        None => node.expected("name", Expected::Name, faults),
    }
}

fn from(map: Map<'_>, faults: &mut Faults) -> Option<From> {
    let Some(node) = map.get("from") else { return Some(From::Period) };
    match node.text("from", faults)? {
        "beginning" => Some(From::Beginning),
        text => match day::read(text) {
            Some(day) => Some(From::Day(day)),
            None => node.expected("from", Expected::Beginning, faults),
        },
    }
}

#[expect(clippy::option_option, reason = "a fault and the report's own cut-off are two things")]
fn as_of(map: Map<'_>, faults: &mut Faults) -> Option<Option<Date>> {
    let Some(node) = map.get("as_of") else { return Some(None) };
    match day::read(node.text("as_of", faults)?) {
        Some(day) => Some(Some(day)),
        None => node.expected("as_of", Expected::Date, faults),
    }
}

/// `where: { applicant: citizen, outcome: [granted, partly] }`.
fn filter(map: Map<'_>, faults: &mut Faults) -> Option<Filter> {
    let mut filter = Filter::new();
    let Some(node) = map.get("where") else { return Some(filter) };
    for entry in node.map("where", faults)?.entries {
        let values: Vec<&str> = match &entry.value.what {
            What::List(nodes) => {
                nodes.iter().map(|one| one.text(&entry.key, faults)).collect::<Option<_>>()?
            }
            What::Text(_) | What::Empty | What::Map(_) => {
                vec![entry.value.text(&entry.key, faults)?]
            }
        };
        let mut key = |text: &str| {
            let key = Key::new(text).ok();
            if key.is_none() {
                faults.add(entry.at, Unreadable::BadKey(text.to_owned()));
            }
            key
        };
        let dimension = key(&entry.key)?;
        let values = values.into_iter().map(key).collect::<Option<Vec<Key>>>()?;
        filter.narrow(dimension, values);
    }
    Some(filter)
}

/// The style and its settings; a figure that names none is printed plain.
fn style_of(map: Map<'_>, faults: &mut Faults) -> Option<Style> {
    let beside: Vec<&Entry> =
        map.entries.iter().filter(|entry| !ASKED.contains(&entry.key.as_str())).collect();
    let (at, word) = match map.get("style") {
        Some(node) => (node.at, node.text("style", faults)?),
        None => (map.at, style::PLAIN),
    };
    let Some((_, read)) = style::all().into_iter().find(|(name, _)| *name == word) else {
        let known = style::all().map(|(name, _)| name).join(", ");
        faults.add(at, Unreadable::UnknownStyle(word.to_owned(), known));
        return None;
    };
    let mut given = BTreeMap::new();
    for entry in beside {
        let text = entry.value.text(&entry.key, faults)?;
        given.insert(entry.key.clone(), (entry.value.at, text.to_owned()));
    }
    let mut options = Options { style: word.to_owned(), at, given, faults };
    let style = read(&mut options);
    options.finish();
    style
}
