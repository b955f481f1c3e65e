//! `GET /closings/{closing}/{figure}/{cause}?part=&page=`: which records stand behind a part of a bridge?

use app::bridge::{Restated, Restatement};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use base::{Exact, Say};
use indicators::Part;
use ledger::Cause;
use store::closings::Closed;
use store::restated::{self, Change, Stretch, What};
use store::rows::RowsPage;

use crate::address::Address;
use crate::asked::{Pairs, read_part};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::formula::Definitions;
use crate::frame::{Frame, Nav};
use crate::number::{fine, grouped, shown};
use crate::pages::bridge::one;
use crate::pages::closing::{existing, name};
use crate::pages::register::matter_address;
use crate::paging::Paging;
use crate::restatement::{
    bridge_address, cause_hint, cause_name, closing_address, closing_name, signed,
};
use crate::state::Web;

/// Rows on a page.
const PER_PAGE: u32 = 100;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path((closing, figure, cause)): Path<(String, String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, WebError> {
    let cause = Cause::of_key(&cause).ok_or(WebError::Missing)?;
    let closed = existing(&asking, &web, &closing).await?;
    let found = one(&asking, &web, (&closed, &figure)).await?;
    let here = Here { asking: &asking, web: &web, closed: &closed, found: &found, cause };
    let (restated, restatement) = &found;
    let words = asking.frame.words;
    let definitions = Definitions { packs: &restatement.catalogue, lang: asking.lang() };
    let part = restated.bridge.as_ref().ok().and_then(|bridge| bridge.part(cause));
    let unit = restated.then.unit_of_measure;
    let rows = match Cause::OF_RECORDS.contains(&cause) {
        true => here.rows(&pairs).await?,
        false => None,
    };
    let page = Page {
        closing: closing_name(&closed, asking.lang()).to_owned(),
        closing_address: closing_address(&closed).to_string(),
        figure: name(&restated.then.question.name, restated, definitions, &asking),
        figure_address: bridge_address(&closed, restated.sealed.id.as_str()),
        hint: cause_hint(cause, words),
        amount: part.map(|part| signed(part.amount, unit, words)).unwrap_or_default(),
        with_next: part.is_some_and(|part| part.with_next),
        changes: here.changes().await?,
        rounding: here.rounding(),
        rows,
        frame: asking.frame.titled(Nav::Closings, cause_name(cause, words)),
    };
    Ok(html(&page))
}

/// The part of a bridge that is looked at.
struct Here<'a> {
    asking: &'a Asking,
    web: &'a Web,
    closed: &'a Closed,
    found: &'a (Restated, Restatement),
    cause: Cause,
}

impl Here<'_> {
    fn stretch(&self) -> Stretch<'_> {
        Stretch { closing: &self.closed.closing, until: self.found.1.until }
    }

    fn address(&self) -> Address {
        let closing = self.closed.closing.key.as_str();
        Address::of(&["closings", closing, self.found.0.sealed.id.as_str(), self.cause.key()])
    }

    /// The records of a class, measure by measure.
    async fn rows(&self, pairs: &Pairs) -> Result<Option<Rows>, WebError> {
        let (restated, restatement) = self.found;
        let measures: Vec<(&Part, Exact)> = restated
            .then
            .receipt
            .parts
            .iter()
            .filter_map(|part| Some((part, restatement.amount(part.rows.as_ref()?, self.cause)?)))
            .collect();
        let moved = measures.iter().position(|(_, amount)| *amount != Exact::from_integer(0));
        let chosen = read_part(pairs, "part", |text| text.parse::<usize>().ok())?;
        let chosen = chosen.or(moved).unwrap_or(0);
        let Some((part, amount)) = measures.get(chosen) else { return Ok(None) };
        let Some(behind) = &part.rows else { return Ok(None) };
        let page = read_part(pairs, "page", |text| text.parse().ok().filter(|page| *page >= 1))?;
        let page = page.unwrap_or(1_u32);
        let at = (&restatement.catalogue, self.stretch());
        let paged = store::Page::new(page, PER_PAGE);
        let (reader, ctx) = (&self.web.reader, &self.asking.ctx);
        let found = restated::rows(reader, ctx, at, (behind, self.cause), paged).await?;
        let definitions = Definitions { packs: &restatement.catalogue, lang: self.asking.lang() };
        let of = |index: usize| self.address().and("part", &index.to_string());
        let measure = restatement.catalogue.measure(&behind.measure).ok_or(WebError::Missing)?;
        let words = self.asking.frame.words;
        Ok(Some(Rows {
            measures: measures
                .iter()
                .enumerate()
                .map(|(index, (part, amount))| Measure {
                    name: definitions.name(&part.name),
                    amount: signed(*amount, part.unit_of_measure, words),
                    address: of(index).to_string(),
                    is_chosen: index == chosen,
                })
                .collect(),
            tie: self.tie(&found, (part, *amount)),
            total: i64::try_from(found.total).unwrap_or(i64::MAX),
            sum: fine(found.sum, part.unit_of_measure, self.asking.lang()),
            rows: found
                .rows
                .iter()
                .map(|row| self.row(row, measure.register.as_str(), part))
                .collect(),
            pages: Paging::new((page, PER_PAGE), found.total, words, |page| {
                of(chosen).and("page", &page.to_string()).to_string()
            }),
        }))
    }

    fn row(&self, row: &store::rows::RowBehind, register: &str, part: &Part) -> Row {
        let lang = self.asking.lang();
        Row {
            address: (!row.number.is_empty())
                .then(|| matter_address(register, &row.number).to_string()),
            number: match row.number.is_empty() {
                true => self.asking.frame.words.t("row-elsewhere").into_owned(),
                false => row.number.clone(),
            },
            title: row.title.clone(),
            unit: self.asking.units.name(&row.unit, lang).to_owned(),
            effective_on: row.effective_on.to_string(),
            sequence: row.sequence,
            amount: shown(row.amount, part.unit_of_measure),
        }
    }

    /// Whether the rows add up to what the class did to the measure.
    fn tie(&self, found: &RowsPage, (part, amount): (&Part, Exact)) -> (String, &'static str) {
        let words = self.asking.frame.words;
        let said = |value| fine(value, part.unit_of_measure, self.asking.lang());
        let texts = [("sum", &*said(found.sum)), ("part", &*said(amount))];
        if found.sum == amount {
            (words.with("rows-tie", &texts).into_owned(), "tie-holds")
        } else {
            (words.with("rows-no-tie", &texts).into_owned(), "tie-fails")
        }
    }

    /// The records that changed the organisation or a definition.
    async fn changes(&self) -> Result<Vec<ChangeRow>, WebError> {
        let (reader, ctx) = (&self.web.reader, &self.asking.ctx);
        let changes = restated::changes(reader, ctx, self.stretch(), self.cause).await?;
        Ok(changes.iter().map(|change| self.change(change)).collect())
    }

    fn change(&self, change: &Change) -> ChangeRow {
        let (words, lang) = (self.asking.frame.words, self.asking.lang());
        let what = match &change.what {
            What::Units(units) => {
                let names = units.iter().map(|unit| self.asking.units.name(unit, lang));
                names.collect::<Vec<_>>().join(lang.pick("、", ", "))
            }
            What::Pack { key, version } => {
                let definitions = Definitions { packs: &self.asking.packs, lang };
                let version = words.n("definition-version", *version);
                format!("{} · {version}", definitions.pack(key))
            }
        };
        ChangeRow {
            sequence: grouped(change.sequence),
            on: change.on.to_string(),
            actor: self.asking.person(&change.actor).to_owned(),
            what,
        }
    }

    /// The sealed value as printed and as it was, if the part is about that; and the two formulas, if
    /// it is about the definition.
    fn rounding(&self) -> Vec<(String, String)> {
        let (restated, _) = self.found;
        let words = self.asking.frame.words;
        let facts = match self.cause {
            Cause::Rounding => {
                let exact = indicators::restate::value(&restated.then.outcome);
                let stated = restated.sealed.stated.map(|stated| stated.0);
                [("exact-value", exact), ("printed-value", stated)]
                    .into_iter()
                    .filter_map(|(key, value)| Some((key, base::exact::fraction(value?))))
                    .collect::<Vec<_>>()
            }
            Cause::Definition => {
                let today = match &restated.today {
                    Ok(today) => today.receipt.formula.clone(),
                    Err(why) => why.say(self.asking.lang()),
                };
                vec![
                    ("definition-then", restated.then.receipt.formula.clone()),
                    ("definition-today", today),
                ]
            }
            Cause::Late
            | Cause::Correction
            | Cause::Reversal
            | Cause::Reassignment
            | Cause::Tree => vec![],
        };
        let word = |key: &str| match key {
            "exact-value" => words.t("exact-value"),
            "printed-value" => words.t("printed-value"),
            "definition-then" => words.t("definition-then"),
            _ => words.t("definition-today"),
        };
        facts.into_iter().map(|(key, value)| (word(key).into_owned(), value)).collect()
    }
}

#[derive(Template)]
#[template(path = "part.html")]
struct Page {
    frame: Frame,
    closing: String,
    closing_address: String,
    figure: String,
    figure_address: String,
    hint: String,
    amount: String,
    with_next: bool,
    rows: Option<Rows>,
    changes: Vec<ChangeRow>,
    rounding: Vec<(String, String)>,
}

struct Rows {
    measures: Vec<Measure>,
    /// Whether they add up: the sentence, and the class of its box.
    tie: (String, &'static str),
    total: i64,
    sum: String,
    rows: Vec<Row>,
    pages: Paging,
}

struct Measure {
    name: String,
    amount: String,
    address: String,
    is_chosen: bool,
}

struct Row {
    number: String,
    /// `None` if the matter lies in another part of the organisation.
    address: Option<String>,
    title: String,
    unit: String,
    effective_on: String,
    sequence: u64,
    amount: String,
}

struct ChangeRow {
    sequence: String,
    on: String,
    actor: String,
    what: String,
}
