//! `GET /figures/{name}`: what is the figure, and how did it come about?

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use base::Say;
use indicators::{Figure, Outcome, Part, Role};
use register::model::{Catalogue, Name};
use store::figures;

use crate::asked::{Pairs, Standpoint};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::formula::{Definitions, filter_words};
use crate::frame::{Frame, Nav};
use crate::number::grouped;
use crate::outcome;
use crate::question_form::QuestionForm;
use crate::state::Web;
use crate::texts::Texts;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path(name): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, WebError> {
    let name = existing(&asking.packs, &name)?;
    let standpoint = Standpoint::read(&pairs, &asking.ctx)?;
    let question = standpoint.question(&name);
    let figure = figures::figure(&web.reader, &asking.ctx, &asking.packs, &question).await??;

    let words = asking.frame.words;
    let definitions = Definitions { packs: &asking.packs, lang: asking.lang() };
    let value = outcome::value(&figure, words);
    let is_indicator = asking.packs.indicator(&name).is_some();
    let kind = if is_indicator { words.t("indicator") } else { words.t("measure") };
    let dimensions = QuestionForm::dimensions(&standpoint, &asking, &name);
    let parts = figure.receipt.parts.iter().enumerate();
    let page = Page {
        figures_address: standpoint.address(&["figures"]).to_string(),
        pack: definitions.pack(&name.pack),
        kind: kind.into_owned(),
        where_when: standpoint.words(&asking),
        exact: value.exact,
        value: value.text,
        unit_of_measure: value.unit,
        also: value.also,
        warnings: warnings(&figure, &asking),
        formula: definitions.definition(&name).unwrap_or_default(),
        parts: parts.map(|part| Row::new(part, &figure, &asking, &standpoint)).collect(),
        queries: queries(&figure, &asking),
        facts: facts(&figure, &asking),
        question: QuestionForm::new(&standpoint, &asking, dimensions),
        frame: {
            let title = definitions.name(&name);
            asking.frame.titled(Nav::Figures, title)
        },
    };
    Ok(html(&page))
}

/// The name of a measure or an indicator that is in force.
pub(crate) fn existing(packs: &Catalogue, name: &str) -> Result<Name, WebError> {
    let name = Name::read(name).ok_or(WebError::Missing)?;
    let exists = packs.indicator(&name).is_some() || packs.measure(&name).is_some();
    exists.then_some(name).ok_or(WebError::Missing)
}

#[derive(Template)]
#[template(path = "figure.html")]
struct Page {
    frame: Frame,
    figures_address: String,
    pack: String,
    kind: String,
    where_when: String,
    exact: String,
    value: String,
    unit_of_measure: &'static str,
    also: String,
    warnings: Vec<String>,
    formula: String,
    parts: Vec<Row>,
    /// For every part that counts rows: its name, and the query that adds it up from exported files.
    queries: Vec<(String, String)>,
    /// Names and values of everything else on the receipt.
    facts: Vec<(String, String)>,
    question: QuestionForm,
}

struct Row {
    class: &'static str,
    role: String,
    name: String,
    /// The part as a figure of its own, if it is not this one.
    figure_address: Option<String>,
    value: String,
    rows_address: Option<String>,
    laid_down: String,
}

impl Row {
    fn new(
        (index, part): (usize, &Part),
        figure: &Figure,
        asking: &Asking,
        standpoint: &Standpoint,
    ) -> Row {
        let words = asking.frame.words;
        let definitions = Definitions { packs: &asking.packs, lang: asking.lang() };
        let pinned = standpoint.clone().known_at(figure.receipt.known_at);
        let rows = part.rows.as_ref().map(|_| {
            let name = figure.question.name.to_string();
            let address = pinned.address(&["figures", &name, "rows"]);
            address.and("part", &index.to_string()).to_string()
        });
        let is_figure = asking.packs.indicator(&part.name).is_some() || part.rows.is_some();
        let is_other = is_figure && part.name != figure.question.name;
        let is_direct = definitions.operands(&figure.question.name).contains(&part.name);
        Row {
            class: match (is_direct, part.role == Role::Excluded) {
                (true, false) => "direct",
                (true, true) => "excluded",
                (false, false) => "nested",
                (false, true) => "nested excluded",
            },
            role: outcome::role(part.role, words),
            name: definitions.name(&part.name),
            figure_address: is_other.then(|| standpoint.figure(&part.name)),
            value: outcome::part_value(part, words),
            rows_address: rows,
            laid_down: part.laid_down.as_ref().map_or_else(String::new, |(since, cite)| {
                let since = since.to_string();
                words.with("laid-down", &[("since", &since), ("cite", cite)]).into_owned()
            }),
        }
    }
}

fn queries(figure: &Figure, asking: &Asking) -> Vec<(String, String)> {
    let definitions = Definitions { packs: &asking.packs, lang: asking.lang() };
    let counting = figure.receipt.parts.iter().filter_map(|part| {
        let sql = indicators::sql::query(&asking.packs, part.rows.as_ref()?)?;
        Some((definitions.name(&part.name), sql))
    });
    counting.collect()
}

/// What a reader must know before quoting the figure.
fn warnings(figure: &Figure, asking: &Asking) -> Vec<String> {
    let words = asking.frame.words;
    let mut warnings = vec![];
    if let Outcome::Missing(_) = figure.outcome {
        warnings.push(words.t("missing-explained").into_owned());
    }
    for coverage in figure.receipt.coverage.iter().filter(|coverage| coverage.came < coverage.due) {
        let register = register_name(asking, &coverage.register);
        let (due, came) = (grouped(coverage.due), grouped(coverage.came));
        let texts = [("register", &*register), ("due", &*due), ("came", &*came)];
        warnings.push(words.with("coverage-short", &texts).into_owned());
    }
    let indicator = asking.packs.indicator(&figure.question.name);
    if let Some(why) = indicator.and_then(|indicator| indicator.may_exceed.as_ref()) {
        warnings.push(words.with("may-exceed", &[("why", why)]).into_owned());
    }
    warnings
}

/// The policy, and every tree that was used: since when it was valid, and by which record.
fn tree_words(figure: &Figure, asking: &Asking) -> String {
    let words = asking.frame.words;
    let trees = figure.receipt.trees.iter().filter_map(|tree| {
        let (from, made) = (tree.valid_from?.to_string(), tree.made.to_string());
        Some(words.with("tree-version", &[("from", &from), ("made", &made)]).into_owned())
    });
    let policy = figure.question.tree.say(asking.lang());
    std::iter::once(policy).chain(trees).collect::<Vec<_>>().join(" · ")
}

fn facts(figure: &Figure, asking: &Asking) -> Vec<(String, String)> {
    let words = asking.frame.words;
    let question = &figure.question;
    let lang = asking.lang();
    let mut facts = vec![
        (words.t("unit"), asking.units.name(&question.unit, lang).to_owned()),
        (
            words.t("from"),
            question
                .from
                .map_or_else(|| words.t("from-beginning").into_owned(), |day| day.to_string()),
        ),
        (words.t("as-of"), question.as_of.to_string()),
        (words.t("known-at"), words.n("known-at-record", figure.receipt.known_at).into_owned()),
        (words.t("definition"), {
            let version = words.n("definition-version", figure.receipt.definition).into_owned();
            let version = format!("{version} · {}", question.definition.say(lang));
            match asking.packs.pack(&question.name.pack) {
                Some(pack) => format!("{version} · {}", pack.source),
                None => version,
            }
        }),
        (words.t("tree"), tree_words(figure, asking)),
        (words.t("definition-key"), format!("{} = {}", question.name, figure.receipt.formula)),
    ];
    if !question.filter.is_empty() {
        facts.push((words.t("narrowed"), filter_words(asking, &question.name, &question.filter)));
    }
    for coverage in &figure.receipt.coverage {
        let register = register_name(asking, &coverage.register);
        let (due, came) = (grouped(coverage.due), grouped(coverage.came));
        let texts = [("register", &*register), ("due", &*due), ("came", &*came)];
        facts.push((words.t("coverage"), words.with("coverage-of", &texts).into_owned()));
    }
    if let Some(indicator) = asking.packs.indicator(&question.name) {
        let expected = outcome::expected(indicator, figure.unit_of_measure, words);
        if !expected.is_empty() {
            facts.push((words.t("expected"), expected));
        }
        let assessed = if indicator.assessed { words.t("yes") } else { words.t("no") };
        facts.push((words.t("assessed"), assessed.into_owned()));
    }
    if let Outcome::Number(number) = figure.outcome
        && !number.is_integer()
    {
        let exact = format!("{} / {}", grouped(*number.numer()), grouped(*number.denom()));
        facts.push((words.t("exact-value"), exact));
    }
    facts.into_iter().map(|(name, value)| (name.into_owned(), value)).collect()
}

fn register_name(asking: &Asking, register: &base::Key) -> String {
    match asking.packs.register(register) {
        Some((pack, register)) => Texts { pack, register, lang: asking.lang() }.name(),
        None => register.to_string(),
    }
}
