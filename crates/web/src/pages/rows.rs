//! `GET /figures/{name}/rows?part=`: which rows stand behind a part of a figure, and do they add up?

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use indicators::Part;
use register::model::Counts;
use store::rows::RowBehind;
use store::{figures, rows};

use crate::asked::{Pairs, Standpoint, read_part};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::formula::Definitions;
use crate::frame::{Frame, Nav};
use crate::number::{shown, with_unit};
use crate::pages::figure::existing;
use crate::pages::register::matter_address;
use crate::paging::Paging;
use crate::state::Web;

/// Rows on a page.
const PER_PAGE: u32 = 100;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path(name): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, WebError> {
    let name = existing(&asking.packs, &name)?;
    let standpoint = Standpoint::read(&pairs, &asking.ctx)?;
    let index = read_part(&pairs, "part", |text| text.parse::<usize>().ok())?.unwrap_or(0);
    let page = read_part(&pairs, "page", |text| text.parse().ok().filter(|page| *page >= 1))?;
    let page = page.unwrap_or(1_u32);
    let question = standpoint.question(&name);
    let figure = figures::figure(&web.reader, &asking.ctx, &asking.packs, &question).await??;
    let part = figure.receipt.parts.get(index).ok_or(WebError::Missing)?;
    let behind = part.rows.as_ref().ok_or(WebError::Missing)?;
    let at = store::Page::new(page, PER_PAGE);
    let found = rows::behind(&web.reader, &asking.ctx, &asking.packs, behind, at).await?;

    let words = asking.frame.words;
    let definitions = Definitions { packs: &asking.packs, lang: asking.lang() };
    let measure = asking.packs.measure(&behind.measure).ok_or(WebError::Missing)?;
    let pinned = standpoint.clone().known_at(figure.receipt.known_at);
    let segments = ["figures", &name.to_string(), "rows"];
    let address = |page: u32| {
        let address = pinned.address(&segments).and("part", &index.to_string());
        address.and("page", &page.to_string()).to_string()
    };
    let (tie, tie_class) = tie(part, found.sum, &asking);
    let page = Page {
        figure: definitions.name(&name),
        figure_address: pinned.figure(&name),
        where_when: pinned.words(&asking),
        tie,
        tie_class,
        total: i64::try_from(found.total).unwrap_or(i64::MAX),
        amount_name: amount_name(&measure.counts, &asking),
        rows: found
            .rows
            .iter()
            .map(|row| Row::new(row, measure.register.as_str(), part, &asking))
            .collect(),
        sum: with_unit(found.sum, part.unit_of_measure, asking.lang()),
        pages: Paging::new((page, PER_PAGE), found.total, words, address),
        frame: {
            let title = words.with("rows-title", &[("part", &definitions.name(&part.name))]);
            asking.frame.titled(Nav::Figures, title)
        },
    };
    Ok(html(&page))
}

#[derive(Template)]
#[template(path = "rows.html")]
struct Page {
    frame: Frame,
    figure: String,
    figure_address: String,
    where_when: String,
    tie: String,
    tie_class: &'static str,
    total: i64,
    amount_name: String,
    rows: Vec<Row>,
    sum: String,
    pages: Paging,
}

struct Row {
    number: String,
    address: String,
    title: String,
    unit: String,
    effective_on: String,
    sequence: u64,
    amount: String,
}

impl Row {
    fn new(row: &RowBehind, register: &str, part: &Part, asking: &Asking) -> Row {
        Row {
            number: row.number.clone(),
            address: matter_address(register, &row.number).to_string(),
            title: row.title.clone(),
            unit: asking.units.name(&row.unit, asking.lang()).to_owned(),
            effective_on: row.effective_on.to_string(),
            sequence: row.sequence,
            amount: shown(row.amount, part.unit_of_measure),
        }
    }
}

/// Whether the rows add up to the part: the sentence, and the class of its box.
fn tie(part: &Part, sum: base::Exact, asking: &Asking) -> (String, &'static str) {
    let words = asking.frame.words;
    let said = |value| with_unit(value, part.unit_of_measure, asking.lang());
    let Some(value) = part.value else {
        return (words.t("rows-missing").into_owned(), "tie-fails");
    };
    let texts = [("sum", &*said(sum)), ("part", &*said(value))];
    if sum == value {
        (words.with("rows-tie", &texts).into_owned(), "tie-holds")
    } else {
        (words.with("rows-no-tie", &texts).into_owned(), "tie-fails")
    }
}

fn amount_name(counts: &Counts, asking: &Asking) -> String {
    let words = asking.frame.words;
    match counts {
        Counts::FlowInto(_) | Counts::StockOf(_) | Counts::LinesOf(_) | Counts::LightsOf { .. } => {
            words.t("rows-count")
        }
        Counts::SumOf(_) | Counts::PlacesOf(_) => words.t("rows-amount"),
    }
    .into_owned()
}
