//! Answers from the ledger in memory, and from nothing else.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Key, Span};
use indicators::{Answer, Ask, Figure, IndicatorError, Question};
use jiff::civil::Date;
use ledger::{Account, Cells};
use register::event::Happened;
use register::model::{Catalogue, Kind};

use crate::world::UNITS;

/// The history up to a point of the record, as cells.
pub(crate) fn cells(catalogue: &Catalogue, happened: &[Happened], known_at: u64) -> Cells {
    let mut cells = Cells::new();
    for happened in happened.iter().filter(|happened| happened.sequence <= known_at) {
        let (_, register) = catalogue.register(&happened.event.register).unwrap();
        let on = happened.effective_on;
        let entry = register::postings::postings(register, &happened.event, on).unwrap();
        cells.post(&entry).unwrap();
    }
    cells
}

/// Whether a unit is another or lies below it.
pub(crate) fn within(unit: &Key, above: &Key) -> bool {
    let mut at = Some(unit.as_str());
    while let Some(here) = at {
        if here == above.as_str() {
            return true;
        }
        at = UNITS.iter().find(|(name, ..)| *name == here).and_then(|(_, _, parent)| *parent);
    }
    false
}

/// The figure as the ledger in memory gives it.
pub(crate) fn figure(
    catalogue: &Catalogue,
    happened: &[Happened],
    question: &Question,
    head: u64,
) -> Result<Figure, IndicatorError> {
    let asks = indicators::asks(catalogue, question)?;
    let cells = cells(catalogue, happened, question.known_at.unwrap_or(head));
    let answers: BTreeMap<Ask, Answer> = asks
        .into_iter()
        .map(|ask| {
            let answer = answer(catalogue, &cells, &ask);
            (ask, answer)
        })
        .collect();
    let mut figure = indicators::evaluate(catalogue, question, &answers, head)?;
    // The organisation of these histories never changes.
    figure.receipt.trees = vec![indicators::TreeVersion { valid_from: None, made: 0 }];
    Ok(figure)
}

fn answer(catalogue: &Catalogue, cells: &Cells, ask: &Ask) -> Answer {
    match ask {
        Ask::Tally { accounts, unit, filter, from, to, .. } => {
            let span = span(*from, *to);
            let units = |leg: &Key| within(leg, unit);
            Answer::Tally(cells.flow(accounts, units, filter, span).unwrap())
        }
        Ask::Coverage { register, unit, from, to, .. } => {
            let (_, definition) = catalogue.register(register).unwrap();
            let Kind::Count { reporters, since, .. } = &definition.kind else { unreachable!() };
            let (from, to) = (from.unwrap_or(*since).max(*since), *to);
            let days = (base::day::number(to) - base::day::number(from) + 1).max(0);
            let units = UNITS.iter().filter(|(name, kind, _)| {
                *kind == reporters.as_str() && within(&Key::new(name).unwrap(), unit)
            });
            // What left the account outside, less what went back there in red ink.
            let outside = [Account::outside(register)];
            let units_of = |leg: &Key| within(leg, unit);
            let span = span(Some(from), to);
            let came = if from <= to {
                cells.flow(&outside, units_of, &Filter::new(), span).unwrap().credit
            } else {
                0
            };
            let due = i64::from(days) * units.map(|_| 1).sum::<i64>();
            Answer::Coverage { due, came }
        }
    }
}

fn span(from: Option<Date>, to: Date) -> Span {
    Span::new(from.unwrap_or(Date::MIN), to).unwrap()
}
