//! `GET /forms/disclosure-annual` and `….csv`: a form laid down by others, filled in, every number with
//! the figure that it is.

use app::form::{Asked, Cell, ToldHead, ToldTable, disclosure_annual, fill};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::Say;
use indicators::Question;
use jiff::civil::Date;
use register::form::Form;
use store::journal;

use crate::address::Address;
use crate::asked::{Pairs, Standpoint, key, read_part};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Choice, Frame, Nav};
use crate::number::grouped;
use crate::pages::download::{self, CSV};
use crate::state::Web;

/// The form that ships, in addresses.
pub(crate) const DISCLOSURE_ANNUAL: &str = "disclosure-annual";

/// Years offered to choose from, back from this one.
const YEARS: i16 = 10;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path(name): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let (name, is_csv) = match name.strip_suffix(".csv") {
        Some(name) => (name, true),
        None => (&*name, false),
    };
    // Without a pack that it fits, there is no form.
    let form = disclosure_annual(&asking.packs).ok().filter(|_| name == DISCLOSURE_ANNUAL);
    let form = form.ok_or(WebError::Missing)?;
    let asked = asked(&asking, &web, (&form, &pairs)).await?;
    let table = fill(&web.reader, &asking.ctx, &asking.packs, (&form, &asked)).await?;
    let lang = asking.lang();
    let told = table.told(&form, asked.year, lang);
    if is_csv {
        let csv = told.csv().expect("memory takes all that is written to it");
        let title = form.name.say(lang);
        let name = format!("{title} {}.csv", asked.year);
        return Ok(download::file(csv, CSV, ("form.csv", &name)));
    }
    let faults = table.faults.iter().map(|fault| fault.say(lang)).collect();
    Ok(html(&Page::new((&form, &asked), &told, faults, asking)).into_response())
}

/// The year before this one, if nothing is said: the form of a year is due in the January after it.
async fn asked(
    asking: &Asking,
    web: &Web,
    (form, pairs): (&Form, &Pairs),
) -> Result<Asked, WebError> {
    let today = asking.ctx.today;
    let first = form.editions.first().map_or(today.year(), |edition| edition.from);
    let year = read_part(pairs, "year", |text| text.parse().ok().filter(|year| *year > 0))?;
    let year: i16 = year.unwrap_or_else(|| today.year().saturating_sub(1).max(first));
    let end = Date::new(year, 12, 31).map_err(|_| WebError::address("year", &year.to_string()))?;
    let as_of = read_part(pairs, "as_of", base::day::read)?.unwrap_or_else(|| end.min(today));
    Ok(Asked {
        year,
        unit: read_part(pairs, "unit", key)?.unwrap_or_else(|| asking.ctx.actor.scope.clone()),
        as_of,
        // So that what is opened from a number agrees with it.
        known_at: Some(journal::head(&web.reader).await?.sequence),
    })
}

#[derive(Template)]
#[template(path = "form.html")]
struct Page {
    frame: Frame,
    lead: String,
    cite: String,
    is_confirmed: bool,
    years: Vec<Choice>,
    units: Vec<Choice>,
    csv_address: String,
    /// Whether the columns stand under others.
    has_groups: bool,
    heads: Vec<ToldHead>,
    lines: Vec<Line>,
    faults: Vec<String>,
}

impl Page {
    fn new(
        (form, asked): (&Form, &Asked),
        told: &ToldTable<'_>,
        faults: Vec<String>,
        asking: Asking,
    ) -> Page {
        let (lang, words) = (asking.lang(), asking.frame.words);
        let first = form.editions.first().map_or(asked.year, |edition| edition.from);
        let this = asking.ctx.today.year();
        let years = (first.max(this.saturating_sub(YEARS))..=this).rev();
        let said = [
            ("year", &*asked.year.to_string()),
            ("unit", asking.units.name(&asked.unit, lang)),
            ("day", &*asked.as_of.to_string()),
        ];
        Page {
            lead: words.with("form-lead", &said).into_owned(),
            cite: form.cite.clone(),
            is_confirmed: form.confirmed,
            years: years
                .map(|year| Choice::new(&year, &year.to_string(), year == asked.year))
                .collect(),
            units: asking.units.choices(&asking.ctx.actor.scope, Some(&asked.unit), lang),
            csv_address: address(".csv", asked),
            has_groups: told.heads.iter().any(|head| head.is_grouped),
            heads: told.heads.clone(),
            lines: told.lines.iter().map(Line::new).collect(),
            faults,
            frame: asking.frame.titled(Nav::Reports, form.name.say(lang)),
        }
    }
}

/// Where the form is filled in for a year and unit.
fn address(suffix: &str, asked: &Asked) -> String {
    let Asked { year, unit, as_of, .. } = asked;
    Address::of(&["forms", &format!("{DISCLOSURE_ANNUAL}{suffix}")])
        .and("year", &year.to_string())
        .and("unit", unit.as_str())
        .and("as_of", &as_of.to_string())
        .to_string()
}

struct Line {
    section: Option<(String, usize)>,
    group: Option<(String, usize)>,
    label: String,
    /// How many columns of heads its label takes.
    width: usize,
    cells: Vec<Number>,
}

impl Line {
    fn new(line: &app::form::ToldLine<'_>) -> Line {
        Line {
            section: line.section.clone(),
            group: line.group.clone(),
            label: line.label.clone(),
            width: 3 - usize::from(line.is_result) - usize::from(line.is_grouped),
            cells: line.cells.iter().map(Number::new).collect(),
        }
    }
}

/// A number of the form with the figures it is made of, each with its own address if they are several.
struct Number {
    value: String,
    is_zero: bool,
    address: Option<String>,
    parts: Vec<(String, String)>,
}

impl Number {
    fn new(cell: &Cell) -> Number {
        let address = |question: &Question| Standpoint::of(question).figure(&question.name);
        let parts = cell.parts.iter();
        let parts: Vec<(String, String)> =
            parts.map(|(value, question)| (grouped(*value), address(question))).collect();
        let alone = match parts.as_slice() {
            [(_, address)] => Some(address.clone()),
            _ => None,
        };
        Number {
            value: grouped(cell.value),
            is_zero: cell.value == 0,
            parts: if alone.is_some() { vec![] } else { parts },
            address: alone,
        }
    }
}

/// Where the form of the last year is, for the asker's own part.
pub(crate) fn entrance() -> String {
    Address::of(&["forms", DISCLOSURE_ANNUAL]).to_string()
}
