//! `GET /closings/{closing}`: what was sealed, and what is it today?

use app::bridge::{Restated, Restatement, restate};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use base::{Key, Say};
use register::model::Name;
use store::closings::{self, Closed};

use crate::address::Address;
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::formula::{Definitions, filter_words};
use crate::frame::{Frame, Nav};
use crate::number::grouped;
use crate::restatement::{
    bridge_address, closed_when, closing_name, light, period, signed, value_words,
};
use crate::state::Web;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path(closing): Path<String>,
) -> Result<Html<String>, WebError> {
    let closed = existing(&asking, &web, &closing).await?;
    let at = (&*asking.packs, &closed);
    let Restatement { until, catalogue, mut figures, .. } =
        restate(&web.reader, &asking.ctx, at, None).await?;
    // What has changed comes first.
    figures.sort_by_key(|figure| !figure.differs());
    let words = asking.frame.words;
    let definitions = Definitions { packs: &catalogue, lang: asking.lang() };
    let differing = figures.iter().filter(|figure| figure.differs()).count();
    let rows = figures.iter().map(|figure| Row::new(figure, (&closed, definitions), &asking));
    let page = Page {
        period: period(&closed, words),
        rows: rows.collect(),
        differing: i64::try_from(differing).unwrap_or(i64::MAX),
        until: words.with("today-known", &[("known", &grouped(until))]).into_owned(),
        facts: facts(&closed, &asking),
        report: closed.closing.report.as_ref().map(|report| {
            let address = Address::of(&["reports", &report.key]).to_string();
            (report.title.clone(), address)
        }),
        frame: {
            let title = closing_name(&closed, asking.lang()).to_owned();
            asking.frame.titled(Nav::Closings, title)
        },
    };
    Ok(html(&page))
}

/// The closing with this key, if there is one and it is the asker's to see.
pub(crate) async fn existing(
    asking: &Asking,
    web: &Web,
    closing: &str,
) -> Result<Closed, WebError> {
    let key = Key::new(closing).map_err(|_| WebError::Missing)?;
    closings::one(&web.reader, &asking.ctx, &key).await?.ok_or(WebError::Missing)
}

fn facts(closed: &Closed, asking: &Asking) -> Vec<(String, String)> {
    let words = asking.frame.words;
    let closing = &closed.closing;
    let versions = closing.definitions.iter().map(|(pack, version)| {
        let name = Definitions { packs: &asking.packs, lang: asking.lang() }.pack(pack);
        format!("{name} {version}")
    });
    let tree = words.n("known-at-record", closing.tree).into_owned();
    let mut facts = vec![
        (words.t("closed"), closed_when(closed, asking)),
        (
            words.t("closing-definitions"),
            versions.collect::<Vec<_>>().join(asking.lang().pick("、", ", ")),
        ),
        (words.t("closing-tree"), tree),
    ];
    if let Some(person) = &closing.prepared_by {
        facts.push((words.t("prepared-by"), asking.person(person).to_owned()));
    }
    facts.into_iter().map(|(name, value)| (name.into_owned(), value)).collect()
}

#[derive(Template)]
#[template(path = "closing.html")]
struct Page {
    frame: Frame,
    period: String,
    rows: Vec<Row>,
    differing: i64,
    until: String,
    facts: Vec<(String, String)>,
    /// Title and address of the report that was sealed.
    report: Option<(String, String)>,
}

/// A sealed figure beside today's.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) address: String,
    /// As it was printed, or its exact value.
    pub(crate) published: String,
    pub(crate) adjustment: String,
    pub(crate) restated: String,
    pub(crate) light: &'static str,
    pub(crate) light_words: String,
}

impl Row {
    pub(crate) fn new(
        figure: &Restated,
        (closed, definitions): (&Closed, Definitions<'_>),
        asking: &Asking,
    ) -> Row {
        let words = asking.frame.words;
        let question = &figure.then.question;
        let (light, light_words) = light(figure, words);
        let printed = figure.sealed.printed.join(asking.lang().pick("、", ", "));
        Row {
            name: name(&question.name, figure, definitions, asking),
            unit: asking.units.name(&question.unit, asking.lang()).to_owned(),
            address: bridge_address(closed, figure.sealed.id.as_str()),
            published: match printed.is_empty() {
                true => value_words(&figure.then, words),
                false => printed,
            },
            adjustment: figure.adjustment().map_or_else(String::new, |amount| {
                signed(amount, figure.then.unit_of_measure, words)
            }),
            restated: match &figure.today {
                Ok(today) => value_words(today, words),
                Err(why) => why.say(asking.lang()),
            },
            light,
            light_words,
        }
    }
}

/// What the figure is called, with what it was narrowed to.
pub(crate) fn name(
    name: &Name,
    figure: &Restated,
    definitions: Definitions<'_>,
    asking: &Asking,
) -> String {
    let filter = &figure.then.question.filter;
    let said = definitions.name(name);
    if filter.is_empty() {
        return said;
    }
    format!("{said}（{}）", filter_words(asking, name, filter))
}
