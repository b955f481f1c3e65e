//! `GET /registers/{register}`: the matters of a register, filtered, sorted, a page at a time.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use base::Ctx;
use store::matters::{self, MatterRow, Sort};

use crate::address::Address;
use crate::asked::{Pairs, read_part};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Choice, Frame, Nav};
use crate::matters_asked::{MattersAsked, PER_PAGE};
use crate::number::grouped;
use crate::paging::Paging;
use crate::places::{self, Bar};
use crate::state::Web;
use crate::texts::{Due, Texts};

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path(register): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, WebError> {
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let asked = MattersAsked::read(&pairs, texts.register)?;
    let found = matters::page(&web.reader, &asking.ctx, &asked.ask(texts.register)).await?;

    let words = asking.frame.words;
    let scope = &asking.ctx.actor.scope;
    let total = words.n("matters-total", found.total).into_owned();
    let opening = texts.register.opening().filter(|step| asking.ctx.may(&step.right));
    let address = |page: u32| asked.clone().on_page(page).address(texts.register).to_string();
    let first = u64::from(asked.page.saturating_sub(1)) * u64::from(PER_PAGE) + 1;
    let last = first + u64::try_from(found.rows.len()).unwrap_or_default() - 1;
    let caption = [("first", &*grouped(first)), ("last", &*grouped(last)), ("total", &*total)];
    let moved = read_part(&pairs, "moved", |text| text.parse::<u64>().ok())?;
    let numbers: Vec<String> = found.rows.iter().map(|row| row.number.clone()).collect();
    let mut bars = places::bars(&web, &asking, texts, &numbers).await?;
    let page = Page {
        moved: moved.map(|sequence| words.n("moved-away", sequence).into_owned()),
        summary: format!("{} · {total}", asked.scope_words(&asking)),
        figures_address: format!("/figures#{}", texts.pack.key),
        opening: opening.map(|step| {
            let address = Address::of(&["registers", register.as_str(), "new"]);
            (address.to_string(), texts.step(&step.key))
        }),
        chips: chips(texts, &asked, words),
        kept: asked.kept(),
        text: asked.text.clone(),
        units: asking.units.choices(scope, asked.unit.as_ref(), texts.lang),
        dimensions: asked.dimensions(texts),
        dimensions_chosen: asked.has_dimensions(),
        clear: asked.is_narrowed().then(|| Address::of(&["registers", &register]).to_string()),
        caption: words.with("matters-caption", &caption).into_owned(),
        heads: heads(texts, &asked, words),
        has_due: texts.register.due.is_some(),
        has_places: texts.register.stock().is_some(),
        rows: found
            .rows
            .iter()
            .map(|row| Row { places: bars.remove(&row.number), ..Row::new(row, texts, &asking) })
            .collect(),
        pages: Paging::new((asked.page, PER_PAGE), found.total, words, address),
        frame: asking.frame.titled(Nav::Registers, texts.name()),
    };
    Ok(html(&page))
}

#[derive(Template)]
#[template(path = "register.html")]
struct Page {
    frame: Frame,
    /// What was just recorded of a matter that is no longer seen here.
    moved: Option<String>,
    summary: String,
    figures_address: String,
    /// Address and name of the step that opens a matter, if the asker may take it.
    opening: Option<(String, String)>,
    /// Filters by state: links, of which one is chosen.
    chips: Vec<Choice>,
    /// What the filter form keeps without showing it.
    kept: Vec<(String, String)>,
    text: String,
    units: Vec<Choice>,
    dimensions: Vec<Dimension>,
    dimensions_chosen: bool,
    clear: Option<String>,
    caption: String,
    heads: Vec<Head>,
    has_due: bool,
    has_places: bool,
    rows: Vec<Row>,
    pages: Paging,
}

/// A dimension to filter by.
pub(crate) struct Dimension {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) choices: Vec<Choice>,
}

struct Head {
    name: String,
    address: String,
    arrow: &'static str,
    direction: Option<&'static str>,
}

struct Row {
    number: String,
    address: String,
    title: String,
    state: String,
    state_class: &'static str,
    unit: String,
    opened_on: String,
    changed_on: String,
    due_on: String,
    due_words: String,
    due_class: &'static str,
    /// Of a pool.
    places: Option<Bar>,
}

impl Row {
    fn new(row: &MatterRow, texts: Texts<'_>, asking: &Asking) -> Row {
        let due = due(row, texts, &asking.ctx);
        Row {
            number: row.number.clone(),
            address: matter_address(texts.register.key.as_str(), &row.number).to_string(),
            title: row.title.clone(),
            state: texts.state(&row.state),
            state_class: texts.state_class(Some(&row.state)),
            unit: asking.units.name(&row.unit, texts.lang).to_owned(),
            opened_on: row.opened_on.to_string(),
            changed_on: row.changed_on.to_string(),
            due_on: row.due_on.map(|day| day.to_string()).unwrap_or_default(),
            due_words: due.words(asking.frame.words),
            due_class: due.class(),
            places: None,
        }
    }
}

/// Only what is still somebody's work can be late.
fn due(row: &MatterRow, texts: Texts<'_>, ctx: &Ctx) -> Due {
    match row.due_on {
        Some(day) if texts.is_open(Some(&row.state)) => Due::of(day, ctx.today),
        Some(_) | None => Due::Far,
    }
}

/// The address of a matter.
pub(crate) fn matter_address(register: &str, number: &str) -> Address {
    Address::of(&["registers", register, number])
}

fn chips(texts: Texts<'_>, asked: &MattersAsked, words: crate::words::Words) -> Vec<Choice> {
    let narrowed = |open: Option<bool>, state: Option<&base::Key>| {
        let mut narrowed = asked.clone().on_page(1);
        narrowed.open = open;
        narrowed.states = state.cloned().into_iter().collect();
        narrowed
    };
    let chip = |name: String, narrowed: MattersAsked| {
        let chosen = narrowed.open == asked.open && narrowed.states == asked.states;
        Choice::new(&narrowed.address(texts.register), &name, chosen)
    };
    let mut chips = vec![chip(words.t("chip-all").into_owned(), narrowed(None, None))];
    if texts.register.states.iter().any(|state| state.open) {
        chips.push(chip(words.t("open").into_owned(), narrowed(Some(true), None)));
    }
    let states = texts.register.states.iter();
    chips.extend(
        states.map(|state| chip(texts.state(&state.key), narrowed(None, Some(&state.key)))),
    );
    chips
}

fn heads(texts: Texts<'_>, asked: &MattersAsked, words: crate::words::Words) -> Vec<Head> {
    let mut columns = vec![
        (Sort::Number, words.t("number")),
        (Sort::Title, words.t("title")),
        (Sort::State, words.t("state")),
        (Sort::Unit, words.t("unit")),
        (Sort::Opened, words.t("opened-on")),
        (Sort::Changed, words.t("changed-on")),
    ];
    if texts.register.due.is_some() {
        columns.push((Sort::Due, words.t("due-on")));
    }
    let head = |(sort, name): (Sort, std::borrow::Cow<'static, str>)| {
        let is_sorted = asked.sort == sort;
        let descending = is_sorted && !asked.descending;
        let mut turned = asked.clone().on_page(1);
        (turned.sort, turned.descending) = (sort, descending);
        let (arrow, direction) = match (is_sorted, asked.descending) {
            (false, _) => ("", None),
            (true, false) => ("↑", Some("ascending")),
            (true, true) => ("↓", Some("descending")),
        };
        let address = turned.address(texts.register).to_string();
        Head { name: name.into_owned(), address, arrow, direction }
    };
    columns.into_iter().map(head).collect()
}
