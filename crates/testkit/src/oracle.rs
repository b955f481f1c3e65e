//! Balances by plain scan: slow, and plainly right.

use base::dims::Filter;
use base::{Key, Span};
use indicators::{Answer, Ask, reporting};
use jiff::civil::Date;
use ledger::cell::{CellKey, Cells, Overflow};
use ledger::{Account, Entry, Tally};
use register::Happened;
use register::model::{Catalogue, Kind};
use register::postings::postings;

use crate::units::Units;

/// What an event posts.
///
/// # Panics
///
/// If the catalogue lacks the register, or the event posts what cannot be: an event that a decision
/// made never does.
#[must_use]
pub fn entry(catalogue: &Catalogue, happened: &Happened) -> Entry {
    let register = catalogue.register(&happened.event.register);
    let (_, register) = register.expect("an event is of a register that is there");
    postings(register, &happened.event, happened.effective_on)
        .expect("a decided event posts what can be")
}

/// The balances that these events make, up to a sequence number if one is given.
///
/// # Panics
///
/// As [`entry`].
#[must_use]
pub fn cells<'a>(
    catalogue: &Catalogue,
    happened: impl IntoIterator<Item = &'a Happened>,
    known_at: Option<u64>,
) -> Cells {
    let known = |happened: &&Happened| known_at.is_none_or(|last| happened.sequence <= last);
    let mut cells = Cells::new();
    for happened in happened.into_iter().filter(known) {
        let posted = cells.post(&entry(catalogue, happened));
        posted.expect("a test does not count beyond 64 bits");
    }
    cells
}

/// Cells without those that came to nothing: what a projection may leave out.
#[must_use]
pub fn filled(cells: &Cells) -> Vec<(CellKey, Tally)> {
    let filled = cells.iter().filter(|(_, tally)| !tally.is_zero());
    filled.map(|(key, tally)| (key.clone(), *tally)).collect()
}

/// Answers an ask from cells that already are as known at its point of the record.
///
/// # Errors
///
/// [`Overflow`] if a sum does not fit.
pub fn answer(
    catalogue: &Catalogue,
    units: &Units,
    cells: &Cells,
    ask: &Ask,
) -> Result<Answer, Overflow> {
    match ask {
        Ask::Tally { accounts, unit, filter, from, to, .. } => {
            let within = |key: &Key| units.is_within(key, unit);
            Ok(Answer::Tally(cells.flow(accounts, within, filter, span(*from, *to))?))
        }
        Ask::Coverage { register, unit, from, to, .. } => {
            let within = |key: &Key| units.is_within(key, unit);
            let outside = [Account::outside(register)];
            let opened = cells.flow(&outside, within, &Filter::new(), span(*from, *to))?;
            let due = due(catalogue, units, ask);
            Ok(Answer::Coverage { due, came: opened.credit })
        }
    }
}

/// One report per reporting unit of the subtree and period that ends within the span.
fn due(catalogue: &Catalogue, units: &Units, ask: &Ask) -> i64 {
    let Ask::Coverage { register, unit, from, to, .. } = ask else { return 0 };
    match catalogue.register(register).map(|(_, register)| &register.kind) {
        Some(Kind::Count { every, reporters, since }) => {
            let periods = reporting::periods(*every, *since, *from, *to).count();
            let reporters = units.of_kind(reporters, unit).count();
            i64::try_from(periods.saturating_mul(reporters)).unwrap_or(i64::MAX)
        }
        Some(Kind::Case | Kind::Stock(_)) | None => 0,
    }
}

fn span(from: Option<Date>, to: Date) -> Span {
    let from = from.unwrap_or(Date::MIN);
    Span::new(from, to).expect("a planned ask has its ends in order")
}
