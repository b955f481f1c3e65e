//! Balances by plain scan: slow, and plainly right.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Key, Span};
use indicators::{Answer, Ask, Trees, reporting};
use jiff::civil::Date;
use ledger::cell::{CellKey, Cells, Overflow};
use ledger::{Account, Entry, Tally};
use register::Happened;
use register::model::{Catalogue, Kind};
use register::organisation::Tree;
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
/// Day by day, each cell is counted if its unit was within the one asked for by the tree that the ask
/// names for that day.
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
        Ask::Tally { accounts, unit, filter, from, to, known_at, trees } => {
            let forest = Forest { units, trees: *trees, known_at: *known_at };
            let tally = forest.flow(cells, (accounts, unit), filter, span(*from, *to))?;
            Ok(Answer::Tally(tally))
        }
        Ask::Coverage { register, unit, from, to, known_at, trees } => {
            let forest = Forest { units, trees: *trees, known_at: *known_at };
            let outside = [Account::outside(register)];
            let opened = forest.flow(cells, (&outside, unit), &Filter::new(), span(*from, *to))?;
            let due = due(catalogue, &forest, ask);
            Ok(Answer::Coverage { due, came: opened.credit })
        }
    }
}

/// The trees that an ask names.
struct Forest<'a> {
    units: &'a Units,
    trees: Trees,
    known_at: Option<u64>,
}

impl Forest<'_> {
    /// The tree that counts for a day.
    fn on(&self, day: Date) -> Tree {
        let through_time = self.units.through_time();
        match self.trees {
            Trees::EachDay => through_time.tree(day, self.known_at),
            Trees::On(on) => through_time.tree(on, self.known_at),
            Trees::Latest => through_time.latest(self.known_at),
            Trees::Known { at, on } => through_time.tree(on, Some(at)),
        }
    }

    fn flow(
        &self,
        cells: &Cells,
        (accounts, root): (&[Account], &Key),
        filter: &Filter,
        span: Span,
    ) -> Result<Tally, Overflow> {
        let mut known: BTreeMap<Date, Tree> = BTreeMap::new();
        let meant = cells.iter().filter(|(key, _)| {
            accounts.contains(&key.account) && span.contains(key.day) && filter.admits(&key.dims)
        });
        let mut sum = Tally::default();
        for (key, tally) in meant {
            // Without reorganisations, all days have one tree.
            let day = if self.units.last() == 0 { Date::MIN } else { key.day };
            let tree = known.entry(day).or_insert_with(|| self.on(day));
            if tree.is_within(&key.unit, root) {
                sum = sum.plus(*tally).ok_or(Overflow)?;
            }
        }
        Ok(sum)
    }
}

/// One report per reporting unit of the subtree that lives then, and period that ends within the span.
fn due(catalogue: &Catalogue, forest: &Forest<'_>, ask: &Ask) -> i64 {
    let Ask::Coverage { register, unit, from, to, .. } = ask else { return 0 };
    match catalogue.register(register).map(|(_, register)| &register.kind) {
        Some(Kind::Count { every, reporters, since }) => {
            let periods = reporting::periods(*every, *since, *from, *to);
            let reporting = |day: Date| -> usize {
                let (lived, tree) =
                    (forest.units.through_time().tree(day, forest.known_at), forest.on(day));
                let reports = lived.units().into_iter().filter(|(key, node)| {
                    node.kind == *reporters && node.until.is_none() && tree.is_within(key, unit)
                });
                reports.count()
            };
            // Without reorganisations, all days have one tree.
            let due: usize = if forest.units.last() == 0 {
                periods.count().saturating_mul(reporting(*to))
            } else {
                periods.map(|period| reporting(period.to())).sum()
            };
            i64::try_from(due).unwrap_or(i64::MAX)
        }
        Some(Kind::Case | Kind::Stock(_)) | None => 0,
    }
}

fn span(from: Option<Date>, to: Date) -> Span {
    let from = from.unwrap_or(Date::MIN);
    Span::new(from, to).expect("a planned ask has its ends in order")
}
