//! What is late, what falls due, what stands still, now and as of any day?
//!
//! Of today only clocks that run are looked at, so closed matters cost nothing, however many there are.
//! Of a day that is past there are also those that have ended since, found by their length and the day
//! they began on: not the others that have ended.

mod asked;

use std::collections::{BTreeMap, BTreeSet};

use base::{Ctx, Key, Right, day, moment};
use indicators::Trees;
use jiff::civil::{Date, Time};
use register::event::MatterEvent;
use register::{Catalogue, Matter};

use crate::record::Dictionary;
use crate::scope::Subtree;
use crate::sql::Conn;
use crate::trees::{self, Forest};
use crate::{Page, Reader, StoreError, journal, scope};

use asked::{Asked, Found};

/// The days of a week.
pub(crate) const WEEK: i32 = 7;

/// Which clocks are meant, as they stand at the time that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Window {
    /// The deadline has passed.
    Late,
    /// It is today, or within the next six days.
    Week,
    /// The light is yellow.
    Near,
    /// The clock stands still.
    Standing,
}

impl Window {
    pub const ALL: [Window; 4] = [Window::Late, Window::Week, Window::Near, Window::Standing];
}

/// The time that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// Now, at this time of the asker's day: of clocks in hours those are late whose moment has passed.
    Now(Time),
    /// The end of this day, as it is known now. Of a day to come: if nothing more happens.
    EndOf(Date),
}

/// Which deadlines to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlinesAsk {
    pub window: Window,
    /// Only of this register; of all that the asker may read without one.
    pub register: Option<Key>,
    /// Only in the subtree of this unit.
    pub unit: Option<Key>,
    pub at: AsOf,
    pub page: Page,
}

/// A clock of a matter that was in hand then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineRow {
    pub register: Key,
    pub clock: Key,
    pub number: String,
    pub title: String,
    /// The state it was in then.
    pub state: Key,
    /// The unit it was at then.
    pub unit: Key,
    /// The last day in time; `None` while it stands still.
    pub due_on: Option<Date>,
    /// The last moment of it, of a clock in hours.
    pub due_at: Option<Time>,
}

/// One page of rows, and how many there are in each window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlinesPage {
    pub rows: Vec<DeadlineRow>,
    pub counts: BTreeMap<Window, u64>,
}

/// The asked deadlines, the earliest first; of clocks that stand still those that have stood the longest.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read a register that is named,
/// [`StoreError::UnknownRegister`], [`StoreError::UnknownUnit`].
pub async fn page(
    reader: &Reader,
    ctx: &Ctx,
    ask: &DeadlinesAsk,
) -> Result<DeadlinesPage, StoreError> {
    let mut view = reader.snapshot().await?;
    let definitions = reader.definitions(&mut view).await?;
    let registers = readable(definitions.catalogue(), ctx, ask)?;
    if let Some(unit) = &ask.unit {
        scope::subtree(&mut view, ctx, unit).await?;
    }
    let (on, second) = match ask.at {
        AsOf::Now(time) => (ctx.today, moment::second(time)),
        AsOf::EndOf(day) => (day, moment::SECONDS_OF_A_DAY),
    };
    let nothing = DeadlinesPage { rows: vec![], counts: BTreeMap::new() };
    if scope::of(&mut view, ctx).await? == Subtree::NOTHING {
        return Ok(nothing);
    }
    let forest = Forest::load(&mut view).await?;
    let pieces = forest.pieces(Trees::On(on), (None, on), None);
    // Before there is any unit nothing is at one.
    let Some(tree) = pieces.first().map(|piece| piece.tree) else { return Ok(nothing) };
    let unit = ask.unit.as_ref().unwrap_or(&ctx.actor.scope);
    let seen = trees::subtree(&mut view, tree, unit).await?;
    let dictionary = reader.dictionary(&mut view).await?;
    let symbols = registers.iter().filter_map(|register| dictionary.find_symbol(register));
    let symbols: Vec<i64> = symbols.map(i64::from).collect();
    let is_past = on < ctx.today;
    let on = day::number(on);
    let asked = Asked { symbols: &symbols, seen, tree, on, second, is_past };
    let counts = asked.counts(&mut view).await?;
    let mut found = asked.rows(&mut view, ask, &dictionary).await?;
    if is_past {
        as_they_were(&mut view, &dictionary, on, &mut found).await?;
    }
    let rows = found.into_iter().map(Found::row).collect::<Result<_, _>>()?;
    Ok(DeadlinesPage { rows, counts })
}

/// The registers that are asked about, as far as the asker may read them.
fn readable(catalogue: &Catalogue, ctx: &Ctx, ask: &DeadlinesAsk) -> Result<Vec<Key>, StoreError> {
    if let Some(register) = &ask.register {
        if catalogue.register(register).is_none() {
            return Err(StoreError::UnknownRegister { register: register.clone() });
        }
        ctx.require(&Right::to_read(register))?;
        return Ok(vec![register.clone()]);
    }
    let all = catalogue.packs.iter().flat_map(|pack| &pack.registers);
    let readable = all.filter(|register| ctx.may(&Right::to_read(&register.key)));
    Ok(readable.map(|register| register.key.clone()).collect())
}

/// Puts each matter of a page back into the state it was in on that day.
async fn as_they_were(
    conn: &mut Conn,
    dictionary: &Dictionary,
    on: i32,
    found: &mut [Found],
) -> Result<(), StoreError> {
    let latest: BTreeSet<i64> = found.iter().map(|found| found.latest).collect();
    let latest: Vec<i64> = latest.into_iter().collect();
    let mut events = journal::histories(conn, dictionary, &latest).await?;
    let of = |event: &MatterEvent| (event.register.clone(), event.number.clone());
    events.sort_by_cached_key(|one| (of(&one.event), one.sequence));
    let histories = events.chunk_by(|a, b| of(&a.event) == of(&b.event));
    let matters = histories.filter_map(|history| {
        let matter = Matter::fold(history.to_vec())?;
        Some(((matter.register.clone(), matter.number.clone()), matter))
    });
    let matters: BTreeMap<(Key, String), Matter> = matters.collect();
    for found in found {
        let matter = matters.get(&(found.register.clone(), found.number.clone()));
        let before = matter.and_then(|matter| {
            matter.traced().filter(|event| day::number(event.effective_on) <= on).last()
        });
        found.state = before
            .and_then(|happened| happened.event.after.as_ref())
            .map(|place| place.state.clone());
    }
    Ok(())
}

/// The least number of doublings of a day that is as long as so many days.
pub(crate) fn scale(days: i32) -> u32 {
    let days = u32::try_from(days).unwrap_or(1).max(1);
    u32::BITS - (days - 1).leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn a_scale_is_the_next_power_of_two() {
        let scales = [1, 2, 3, 4, 5, 8, 9, 1 << 20, i32::MAX].map(scale);
        assert_eq!(scales, [0, 1, 2, 2, 3, 3, 4, 20, 31]);
    }
}
