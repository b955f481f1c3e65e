//! `GET /`: which registers are kept, how much is open in each, and when was the last record?

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use base::Key;
use register::model::{Pack, Register};
use store::registers::{self, RegisterSummary};

use crate::address::Address;
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::formula::Definitions;
use crate::frame::{Choice, Frame, Nav};
use crate::number::grouped;
use crate::state::Web;
use crate::texts::Texts;

pub(crate) async fn show(asking: Asking, State(web): State<Web>) -> Result<Html<String>, WebError> {
    let summaries = registers::summary(&web.reader, &asking.ctx).await?;
    let packs = asking.packs.packs.iter().map(|pack| PackRows::new(pack, &summaries, &asking));
    let packs: Vec<PackRows> = packs.filter(|pack| !pack.registers.is_empty()).collect();
    let reports = web.reports.iter().map(|(key, report)| {
        Choice::new(&Address::of(&["reports", key]), &report.head.title_text(), false)
    });
    let words = asking.frame.words;
    let matters: u64 = summaries.iter().map(|summary| summary.matters).sum();
    let open: u64 = summaries.iter().map(|summary| summary.open).sum();
    let counts = [
        ("registers", grouped(i128::try_from(summaries.len()).unwrap_or_default())),
        ("matters", grouped(matters)),
        ("open", grouped(open)),
    ];
    let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
    let page = Page {
        summary: words.with("registers-summary", &counts).into_owned(),
        reports: reports.collect(),
        packs,
        frame: asking.frame.titled(Nav::Registers, words.t("registers-title")),
    };
    Ok(html(&page))
}

#[derive(Template)]
#[template(path = "registers.html")]
struct Page {
    frame: Frame,
    summary: String,
    packs: Vec<PackRows>,
    reports: Vec<Choice>,
}

struct PackRows {
    source: String,
    registers: Vec<Row>,
}

struct Row {
    name: String,
    address: String,
    open: String,
    has_open: bool,
    open_address: String,
    matters: String,
    bar: Vec<Segment>,
    last: String,
    figures_address: String,
}

/// A state's part of the bar. The picture is built from attributes, since styles in the page itself are
/// forbidden by its security policy.
struct Segment {
    name: String,
    count: String,
    address: String,
    class: String,
    x: String,
    width: String,
}

impl PackRows {
    fn new(pack: &Pack, summaries: &[RegisterSummary], asking: &Asking) -> PackRows {
        let find =
            |register: &Register| summaries.iter().find(|summary| summary.register == register.key);
        let row =
            |register| find(register).map(|summary| Row::new(pack, register, summary, asking));
        PackRows {
            source: Definitions { packs: &asking.packs, lang: asking.lang() }.pack(&pack.key),
            registers: pack.registers.iter().filter_map(row).collect(),
        }
    }
}

impl Row {
    fn new(pack: &Pack, register: &Register, summary: &RegisterSummary, asking: &Asking) -> Row {
        let texts = Texts { pack, register, lang: asking.lang() };
        let address = Address::of(&["registers", register.key.as_str()]);
        Row {
            name: texts.name(),
            open: grouped(summary.open),
            has_open: summary.open > 0,
            open_address: address.clone().and("open", "yes").to_string(),
            matters: grouped(summary.matters),
            bar: bar(texts, &summary.states, &address),
            last: summary.last_recorded_us.map_or_else(String::new, |us| asking.instant_us(us)),
            figures_address: format!("/figures#{}", pack.key),
            address: address.to_string(),
        }
    }
}

fn bar(texts: Texts<'_>, counts: &[(Key, u64)], register: &Address) -> Vec<Segment> {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let (mut open, mut closed, mut x) = (0, 0, 0);
    let mut segments = vec![];
    for state in &texts.register.states {
        let count = counts.iter().find(|(key, _)| *key == state.key).map_or(0, |(_, count)| *count);
        if count == 0 {
            continue;
        }
        // Shades go round, so that neighbours differ however many states there are.
        let shade = if state.open { &mut open } else { &mut closed };
        *shade = *shade % 5 + 1;
        let class = format!("{}-{shade}", if state.open { "open" } else { "closed" });
        // In ten-thousandths of the bar.
        let width = u128::from(count) * 10_000 / u128::from(total.max(1));
        segments.push(Segment {
            name: texts.state(&state.key),
            count: grouped(count),
            address: register.clone().and("state", state.key.as_str()).to_string(),
            class,
            x: x.to_string(),
            width: width.to_string(),
        });
        x += width;
    }
    segments
}
