//! What stands at the head of a report: title, issuer, day, period, and whose figures it reports.

use std::collections::BTreeMap;

use base::{Key, Span, day};
use jiff::civil::Date;

use crate::fault::{Expected, Faults, Unreadable};
use crate::yaml::{Map, Node};

/// The head of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// In the lines in which it is set: a long title is broken where its sense allows.
    pub title: Vec<String>,
    pub issuer: String,
    /// 成文日期.
    pub issued_on: Date,
    /// 主送机关, without the colon.
    pub to: Option<String>,
    pub letterhead: Option<Letterhead>,
    /// The period of flows; its last day is the cut-off of the report.
    pub period: Span,
    /// The unit whose figures are meant where a figure names none.
    pub unit: Key,
    /// The names of all units that figures are asked for.
    pub units: BTreeMap<Key, String>,
}

/// 版头: what stands above the red line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// 发文机关标志, in red.
    pub mark: String,
    /// 发文字号, such as 示卫文〔2022〕3号.
    pub number: String,
    /// 签发人, for a report to a superior.
    pub signer: Option<String>,
}

impl Head {
    /// The title in one line.
    #[must_use]
    pub fn title_text(&self) -> String {
        self.title.concat()
    }
}

pub(super) fn read(map: Map<'_>, faults: &mut Faults) -> Option<Head> {
    let title = map.need_text("title", faults);
    let issuer = map.need_text("issuer", faults);
    let issued_on = date(map, "issued_on", faults);
    let to = map.may_text("to", faults);
    let letterhead = letterhead(map, faults);
    let period = period(map, faults);
    let units = units(map, faults);
    let unit = map.need("unit", faults).and_then(|node| unit(node, &units, faults));
    Some(Head {
        title: title?.lines().map(|line| line.trim().to_owned()).collect(),
        issuer: issuer?.to_owned(),
        issued_on: issued_on?,
        to: to?.map(str::to_owned),
        letterhead: letterhead?,
        period: period?,
        unit: unit?,
        units,
    })
}

#[expect(clippy::option_option, reason = "a fault and an absent letterhead are two things")]
fn letterhead(map: Map<'_>, faults: &mut Faults) -> Option<Option<Letterhead>> {
    let Some(node) = map.get("letterhead") else { return Some(None) };
    let map = node.map("letterhead", faults)?;
    map.only(&["mark", "number", "signer"], faults);
    let mark = map.need_text("mark", faults);
    let number = map.need_text("number", faults);
    let signer = map.may_text("signer", faults)?;
    Some(Some(Letterhead {
        mark: mark?.to_owned(),
        number: number?.to_owned(),
        signer: signer.map(str::to_owned),
    }))
}

fn period(map: Map<'_>, faults: &mut Faults) -> Option<Span> {
    let node = map.need("period", faults)?;
    let map = node.map("period", faults)?;
    map.only(&["from", "to"], faults);
    let (from, to) = (date(map, "from", faults), date(map, "to", faults));
    let (from, to) = (from?, to?);
    Span::new(from, to)
        .map_err(|_| {
            let wrong = Unreadable::Reversed { from: from.to_string(), to: to.to_string() };
            faults.add(node.at, wrong);
        })
        .ok()
}

fn units(map: Map<'_>, faults: &mut Faults) -> BTreeMap<Key, String> {
    let mut units = BTreeMap::new();
    let Some(map) = map.need("units", faults).and_then(|node| node.map("units", faults)) else {
        return units;
    };
    for entry in map.entries {
        let Some(name) = entry.value.text(&entry.key, faults) else { continue };
        match Key::new(&entry.key) {
            Ok(key) => {
                units.insert(key, name.to_owned());
            }
            Err(_) => faults.add(entry.at, Unreadable::BadKey(entry.key.clone())),
        }
    }
    units
}

/// A unit that is listed under `units`.
pub(super) fn unit(node: &Node, units: &BTreeMap<Key, String>, faults: &mut Faults) -> Option<Key> {
    let text = node.text("unit", faults)?;
    let known = Key::new(text).ok().filter(|key| units.contains_key(key));
    if known.is_none() {
        faults.add(node.at, Unreadable::UnknownUnit(text.to_owned()));
    }
    known
}

fn date(map: Map<'_>, key: &str, faults: &mut Faults) -> Option<Date> {
    let node = map.need(key, faults)?;
    let text = node.text(key, faults)?;
    match day::read(text) {
        Some(date) => Some(date),
        None => node.expected(key, Expected::Date, faults),
    }
}
