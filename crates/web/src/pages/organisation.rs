//! `GET /organisation?on=2021-12-31`: the units as of a day, and how they came to be so.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use base::Key;
use jiff::civil::Date;
use register::event::UnitChange;
use register::organisation::Tree;

use crate::asked::{Pairs, read_part};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Frame, Nav};
use crate::state::Web;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, WebError> {
    let on = read_part(&pairs, "on", base::day::read)?.unwrap_or(asking.ctx.today);
    let through_time = store::trees::through_time(&web.reader).await?;
    let tree = through_time.tree(on, None);
    let latest = through_time.latest(None);
    let changes = through_time.reorganisations().flat_map(|(day, sequence, what)| {
        what.changes.iter().map(move |change| (day, sequence, change))
    });
    let changes = changes.map(|(day, sequence, change)| Change {
        on: day.to_string(),
        sequence,
        what: words(&asking, &latest, change),
        ahead: day > on,
    });
    let page = Page {
        units: units(&asking, &tree, on),
        changes: changes.collect(),
        on: on.to_string(),
        frame: {
            let title = asking.frame.words.t("organisation-title").into_owned();
            asking.frame.titled(Nav::None, title)
        },
    };
    Ok(html(&page))
}

/// The units that the asker sees, as a tree.
fn units(asking: &Asking, tree: &Tree, on: Date) -> Vec<Unit> {
    let nested = tree.nested();
    let mut units: Vec<_> = tree
        .units()
        .into_iter()
        .filter(|(key, _)| tree.is_within(key, &asking.ctx.actor.scope))
        .collect();
    units.sort_by_key(|(key, _)| nested.get(key).map_or(0, |place| place.lft));
    let words = asking.frame.words;
    let lang = asking.lang();
    let told = units.into_iter().map(|(key, node)| {
        let place = nested.get(key).copied().unwrap_or_default();
        let name = |unit: &Key| tree.unit(unit).map_or("", |node| lang.pick(&node.zh, &node.en));
        let mark = match (&node.until, &node.merged_into) {
            (Some(until), Some(into)) => {
                let texts = [("day", &*until.to_string()), ("into", name(into))];
                words.with("unit-merged", &texts).into_owned()
            }
            (Some(until), None) => {
                words.with("unit-ended", &[("day", &until.to_string())]).into_owned()
            }
            (None, _) => String::new(),
        };
        Unit {
            depth: place.depth,
            key: key.to_string(),
            name: lang.pick(&node.zh, &node.en).to_owned(),
            mark,
            lives: node.lives(on),
        }
    });
    told.collect()
}

fn words(asking: &Asking, tree: &Tree, change: &UnitChange) -> String {
    let (words, lang) = (asking.frame.words, asking.lang());
    let name = |unit: &Key| {
        tree.unit(unit)
            .map_or_else(|| unit.to_string(), |node| lang.pick(&node.zh, &node.en).to_owned())
    };
    let names = |units: &mut dyn Iterator<Item = &Key>| {
        units.map(&name).collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    let said = match change {
        UnitChange::Created(unit) => words.with("change-created", &[("unit", &name(&unit.key))]),
        UnitChange::Renamed { unit, zh, en } => {
            let texts = [("unit", unit.as_str()), ("name", lang.pick(zh, en))];
            words.with("change-renamed", &texts)
        }
        UnitChange::Moved { unit, under } => {
            words.with("change-moved", &[("unit", &name(unit)), ("under", &name(under))])
        }
        UnitChange::Merged { units, into } => {
            let units = names(&mut units.iter());
            words.with("change-merged", &[("units", &units), ("into", &name(into))])
        }
        UnitChange::Split { unit, into, .. } => {
            let into = names(&mut into.iter().map(|new| &new.key));
            words.with("change-split", &[("unit", &name(unit)), ("into", &into)])
        }
        UnitChange::Dissolved { unit } => words.with("change-dissolved", &[("unit", &name(unit))]),
    };
    said.into_owned()
}

#[derive(Template)]
#[template(path = "organisation.html")]
struct Page {
    frame: Frame,
    on: String,
    units: Vec<Unit>,
    changes: Vec<Change>,
}

struct Unit {
    depth: i64,
    key: String,
    name: String,
    /// How it ended.
    mark: String,
    lives: bool,
}

struct Change {
    on: String,
    sequence: u64,
    what: String,
    /// It takes effect after the day that is shown.
    ahead: bool,
}
