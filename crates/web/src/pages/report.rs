//! `GET /reports/{report}`, `/reports/{report}.docx` and `/reports/{report}/figures/{figure}`: what
//! does the report say, as a page or as a file, and where does a figure in it come from?

use app::bridge::restate;
use app::report::{Report, compile};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Say;
use reports::FigureId;
use reports::write::{Fonts, Receipts, docx, html as report_html};
use store::closings::{self, Closed};

use crate::address::Address;
use crate::asked::{Pairs, Standpoint, part, read_part};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::formula::Definitions;
use crate::frame::{Frame, Nav};
use crate::number::grouped;
use crate::pages::closing::Row;
use crate::pages::download::{self, DOCX};
use crate::pages::reports::docx_address;
use crate::restatement::closing_address;
use crate::state::Web;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path(report): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    if let Some(key) = report.strip_suffix(".docx") {
        return word(&asking, &web, (key, &pairs)).await;
    }
    let (sealed, version) = version(&asking, &web, (&report, &pairs)).await?;
    let Report { compiled, .. } = compiled(&asking, &web, (&report, version)).await?;
    let document = &compiled.document;
    let address = |id: &FigureId| {
        let address = Address::of(&["reports", &report, "figures", id.as_str()]);
        match version {
            Some(known_at) => address.and("known_at", &known_at.to_string()).to_string(),
            None => address.to_string(),
        }
    };
    let lang = asking.lang();
    let is_today = sealed.is_some() && version.is_none();
    let sealed = match &sealed {
        Some(closed) => Some(Sealed::new(&asking, &web, (closed, &report, is_today)).await?),
        None => None,
    };
    let page = Page {
        lead: lead(&asking, document, compiled.claims.len()),
        docx_address: match is_today {
            true => format!("{}?{TODAY}=yes", docx_address(&report)),
            false => docx_address(&report),
        },
        sealed,
        faults: compiled.faults.iter().map(|fault| fault.say(lang)).collect(),
        document: report_html(document, &Receipts::At(&address)),
        frame: asking.frame.titled(Nav::Reports, document.head.title_text()),
    };
    Ok(html(&page).into_response())
}

/// Asks for a sealed report as the records of today make it.
const TODAY: &str = "today";

/// The latest closing that sealed the report, and the point of the record at which to compile it: a
/// sealed report is shown as published, unless today's is asked for.
async fn version(
    asking: &Asking,
    web: &Web,
    (report, pairs): (&str, &Pairs),
) -> Result<(Option<Closed>, Option<u64>), WebError> {
    let sealed = closings::of_report(&web.reader, &asking.ctx, report).await?;
    let published = sealed.as_ref().map(|closed| closed.closing.known_at);
    Ok((sealed, published.filter(|_| part(pairs, TODAY).is_none())))
}

pub(crate) async fn figure(
    _asking: Asking,
    State(web): State<Web>,
    Path((report, figure)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Redirect, WebError> {
    let template = web.reports.get(&report).ok_or(WebError::Missing)?;
    let questions = template.questions();
    let question = questions.into_iter().find(|(id, _)| id.as_str() == figure);
    let (_, question) = question.ok_or(WebError::Missing)?;
    let known_at = read_part(&pairs, "known_at", |text| text.parse().ok())?;
    // Whether the asker may see the figure is decided where it is shown.
    let standpoint = Standpoint { known_at, ..Standpoint::of(&question) };

    Ok(Redirect::to(&standpoint.figure(&question.name)))
}

/// What stands above a sealed report.
struct Sealed {
    note: String,
    differing: i64,
    /// The figures that are others today.
    rows: Vec<Row>,
    closing_address: String,
    other: String,
    other_address: String,
}

impl Sealed {
    async fn new(
        asking: &Asking,
        web: &Web,
        (closed, report, is_today): (&Closed, &str, bool),
    ) -> Result<Sealed, WebError> {
        let at = (&*asking.packs, closed);
        let restatement = restate(&web.reader, &asking.ctx, at, None).await?;
        let words = asking.frame.words;
        let definitions = Definitions { packs: &restatement.catalogue, lang: asking.lang() };
        let differing = restatement.figures.iter().filter(|figure| figure.differs());
        let rows: Vec<Row> =
            differing.map(|figure| Row::new(figure, (closed, definitions), asking)).collect();
        let published = Address::of(&["reports", report]);
        let (note, other, address) = match is_today {
            true => (words.t("report-today"), words.t("report-see-published"), published),
            false => {
                let today = published.and(TODAY, "yes");
                (words.t("report-sealed"), words.t("report-see-today"), today)
            }
        };
        Ok(Sealed {
            note: note.into_owned(),
            differing: i64::try_from(rows.len()).unwrap_or(i64::MAX),
            rows,
            closing_address: closing_address(closed).to_string(),
            other: other.into_owned(),
            other_address: address.to_string(),
        })
    }
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    frame: Frame,
    lead: String,
    docx_address: String,
    sealed: Option<Sealed>,
    faults: Vec<String>,
    /// Written by the report's own writer, which escapes what came from outside.
    document: String,
}

async fn compiled(
    asking: &Asking,
    web: &Web,
    (key, known_at): (&str, Option<u64>),
) -> Result<Report, WebError> {
    let template = web.reports.get(key).ok_or(WebError::Missing)?;
    Ok(compile(&web.reader, &asking.ctx, &asking.packs, template, known_at).await?)
}

async fn word(
    asking: &Asking,
    web: &Web,
    (key, pairs): (&str, &Pairs),
) -> Result<Response, WebError> {
    let (_, version) = version(asking, web, (key, pairs)).await?;
    let Report { compiled, .. } = compiled(asking, web, (key, version)).await?;
    let bytes = docx(&compiled.document, &Fonts::default())?;
    let name = format!("{}.docx", compiled.document.head.title_text());
    Ok(download::file(bytes, DOCX, (&format!("{key}.docx"), &name)))
}

fn lead(asking: &Asking, document: &reports::Document, claims: usize) -> String {
    let words = asking.frame.words;
    let Some(known) = document.known_at else {
        return words.t("report-claims-none").into_owned();
    };
    let count = |count: usize| grouped(i128::try_from(count).unwrap_or_default());
    let period = document.head.period;
    let (from, to) = (period.from().to_string(), period.to().to_string());
    let texts = [
        ("period", &*words.with("span", &[("from", &from), ("to", &to)])),
        ("figures", &count(document.entries.len())),
        ("claims", &count(claims)),
        ("known", &grouped(known)),
    ];
    words.with("report-lead", &texts).into_owned()
}
