//! `GET /deadlines`: what is late, what falls due, what stands still, now or at the end of a day?

use std::cmp::Ordering;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use base::Key;
use jiff::civil::{Date, Time};
use register::model::DUE;
use store::Page as Paged;
use store::deadlines::{self, AsOf, DeadlineRow, DeadlinesAsk, Window};

use crate::address::Address;
use crate::asked::{Pairs, key, read_part};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Choice, Frame, Nav};
use crate::number::grouped;
use crate::pages::register::matter_address;
use crate::paging::Paging;
use crate::state::Web;
use crate::texts::{Due, Texts};

/// Deadlines on a page.
const PER_PAGE: u32 = 50;

/// The words of windows in addresses.
const WINDOWS: [(Window, &str); 4] = [
    (Window::Late, "late"),
    (Window::Week, "week"),
    (Window::Near, "near"),
    (Window::Standing, "standing"),
];

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, WebError> {
    let asked = Asked::read(&pairs)?;
    let packs = Arc::clone(&asking.packs);
    let ask = DeadlinesAsk {
        window: asked.window,
        register: asked.register.clone(),
        unit: asked.unit.clone(),
        at: asked.at(&asking),
        page: Paged::new(asked.page, PER_PAGE),
    };
    let found = deadlines::page(&web.reader, &asking.ctx, &ask).await?;
    let (words, lang) = (asking.frame.words, asking.frame.lang());
    let chips = WINDOWS.map(|(window, _)| {
        let count = found.counts.get(&window).copied().unwrap_or_default();
        let name = match window {
            Window::Late => words.t("deadlines-late"),
            Window::Week => words.t("deadlines-week"),
            Window::Near => words.t("deadlines-near"),
            Window::Standing => words.t("deadlines-standing"),
        };
        let label = format!("{name} {}", grouped(count));
        let narrowed = Asked { window, page: 1, ..asked.clone() };
        Choice::new(&narrowed.address(), &label, window == asked.window)
    });
    let total = found.counts.get(&asked.window).copied().unwrap_or_default();
    let readable =
        packs.packs.iter().flat_map(|pack| pack.registers.iter().map(move |one| (pack, one)));
    let registers = readable
        .filter(|(_, register)| asking.ctx.may(&base::Right::to_read(&register.key)))
        .filter(|(_, register)| !register.due_in.is_empty() || !register.clocks.is_empty())
        .map(|(pack, register)| {
            let chosen = asked.register.as_ref() == Some(&register.key);
            Choice::new(&register.key, &Texts { pack, register, lang }.name(), chosen)
        });
    let page = Page {
        chips: chips.into(),
        window: asked.word(),
        registers: registers.collect(),
        units: asking.units.choices(&asking.ctx.actor.scope, asked.unit.as_ref(), lang),
        lead: lead(&asked, &asking),
        on: asked.on.unwrap_or(asking.ctx.today).to_string(),
        rows: found
            .rows
            .iter()
            .filter_map(|row| {
                let (pack, register) = packs.register(&row.register)?;
                Some(Row::new(row, Texts { pack, register, lang }, &asking, asked.at(&asking)))
            })
            .collect(),
        pages: Paging::new((asked.page, PER_PAGE), total, words, |page| {
            Asked { page, ..asked.clone() }.address().to_string()
        }),
        frame: {
            let title = words.t("nav-deadlines").into_owned();
            asking.frame.titled(Nav::Deadlines, title)
        },
    };
    Ok(html(&page))
}

/// Of which day the page tells, and as what.
fn lead(asked: &Asked, asking: &Asking) -> String {
    let (words, today) = (asking.frame.words, asking.ctx.today);
    let on = asked.on.unwrap_or(today);
    let day = [("day", &*on.to_string())];
    let lead = match on.cmp(&today) {
        Ordering::Less => words.with("deadlines-lead-past", &day),
        Ordering::Equal => words.with("deadlines-lead", &day),
        Ordering::Greater => words.with("deadlines-lead-ahead", &day),
    };
    lead.into_owned()
}

/// What the address says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    window: Window,
    register: Option<Key>,
    unit: Option<Key>,
    /// The day that is asked about; today without one.
    on: Option<Date>,
    page: u32,
}

impl Asked {
    fn read(pairs: &Pairs) -> Result<Asked, WebError> {
        let window =
            |text: &str| WINDOWS.iter().find(|(_, word)| *word == text).map(|(window, _)| *window);
        let page = |text: &str| text.parse().ok().filter(|page| *page >= 1);
        Ok(Asked {
            window: read_part(pairs, "show", window)?.unwrap_or(Window::Late),
            register: read_part(pairs, "register", key)?,
            unit: read_part(pairs, "unit", key)?,
            on: read_part(pairs, "on", base::day::read)?,
            page: read_part(pairs, "page", page)?.unwrap_or(1),
        })
    }

    fn at(&self, asking: &Asking) -> AsOf {
        match self.on.filter(|on| *on != asking.ctx.today) {
            Some(on) => AsOf::EndOf(on),
            None => AsOf::Now(asking.time()),
        }
    }

    fn word(&self) -> &'static str {
        WINDOWS.iter().find(|(window, _)| *window == self.window).map_or("", |(_, word)| word)
    }

    fn address(&self) -> Address {
        let mut address = Address::of(&["deadlines"]).and("show", self.word());
        for (name, value) in [("register", &self.register), ("unit", &self.unit)] {
            if let Some(value) = value {
                address = address.and(name, value.as_str());
            }
        }
        if let Some(on) = self.on {
            address = address.and("on", &on.to_string());
        }
        if self.page > 1 { address.and("page", &self.page.to_string()) } else { address }
    }
}

#[derive(Template)]
#[template(path = "deadlines.html")]
struct Page {
    frame: Frame,
    chips: Vec<Choice>,
    window: &'static str,
    registers: Vec<Choice>,
    units: Vec<Choice>,
    lead: String,
    on: String,
    rows: Vec<Row>,
    pages: Paging,
}

struct Row {
    number: String,
    address: String,
    title: String,
    register: String,
    clock: String,
    state: String,
    state_class: &'static str,
    unit: String,
    due_on: String,
    due_words: String,
    due_class: &'static str,
}

impl Row {
    fn new(row: &DeadlineRow, texts: Texts<'_>, asking: &Asking, at: AsOf) -> Row {
        let words = asking.frame.words;
        let (on, is_over) = match at {
            AsOf::Now(time) => (asking.ctx.today, row.due_at.is_some_and(|at| at < time)),
            AsOf::EndOf(day) => (day, row.due_at.is_some()),
        };
        let (due_words, due_class) = match row.due_on {
            None => (words.t("clock-standing").into_owned(), "due-standing"),
            Some(day) if day == on && is_over => (words.t("due-passed").into_owned(), "due-late"),
            Some(day) => {
                let due = Due::of(day, on);
                (due.words(words), due.class())
            }
        };
        let plain = texts.register.due.as_ref().filter(|_| row.clock.as_str() == DUE);
        Row {
            number: row.number.clone(),
            address: matter_address(row.register.as_str(), &row.number).to_string(),
            title: row.title.clone(),
            register: texts.name(),
            clock: plain.map_or_else(|| texts.clock(&row.clock), |field| texts.field(field)),
            state: texts.state(&row.state),
            state_class: texts.state_class(Some(&row.state)),
            unit: asking.units.name(&row.unit, texts.lang).to_owned(),
            due_on: row.due_on.map(|day| written(day, row.due_at)).unwrap_or_default(),
            due_words,
            due_class,
        }
    }
}

fn written(day: Date, at: Option<Time>) -> String {
    match at {
        Some(at) => base::moment::written(day.to_datetime(at)),
        None => day.to_string(),
    }
}
