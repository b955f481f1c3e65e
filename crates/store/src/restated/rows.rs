//! The events behind a part of a bridge.

use std::collections::{BTreeMap, BTreeSet};

use base::{Ctx, Key, Right, exact};
use indicators::{figure, restate};
use jiff::civil::Date;
use ledger::{Cause, Tally};
use register::model::Catalogue;

use super::since::Since;
use super::tree::TreesThen;
use super::{Stretch, accounts};
use crate::record::signed;
use crate::rows::{RowBehind, RowsPage};
use crate::sql::{Conn, Statement};
use crate::{Page, Reader, StoreError, scope};

/// The events of one class of records that changed a measure on a sealed receipt, in the order of the
/// record, with what each of them added. The amounts add up to what the class did to the measure.
///
/// `catalogue` has the definitions of the closing. An event whose unit has left the asker's part of
/// the organisation is counted, but neither its number nor its title is told.
///
/// # Errors
///
/// [`StoreError::UnknownMeasure`], [`StoreError::UnknownUnit`], and [`StoreError::Denied`] without the
/// right to read the register.
pub async fn rows(
    reader: &Reader,
    ctx: &Ctx,
    (catalogue, stretch): (&Catalogue, Stretch<'_>),
    (behind, class): (&figure::Rows, Cause),
    page: Page,
) -> Result<RowsPage, StoreError> {
    let unknown = || StoreError::UnknownMeasure { name: behind.measure.to_string() };
    let ask = restate::ask(catalogue, behind).ok_or_else(unknown)?;
    let wanted = accounts(&ask);
    for account in &wanted {
        ctx.require(&Right::to_read(account.register()))?;
    }
    let mut view = reader.snapshot().await?;
    scope::subtree(&mut view, ctx, &behind.unit).await?;
    let tree = TreesThen::known_at(&mut view, stretch.closing.known_at).await?;
    let asks = [ask];
    let since = Since::of(reader, &mut view, &asks).await?;
    let mut moved: BTreeMap<i64, Moved> = BTreeMap::new();
    let [ask] = &asks;
    let each = since.each(&mut view, stretch, |posted| {
        if posted.class == class && tree.counts(ask, posted) {
            let one = moved.entry(posted.sequence).or_insert_with(|| Moved {
                tally: Tally::default(),
                unit: posted.unit.clone(),
                on: posted.day,
            });
            one.tally = one.tally.plus(posted.tally).ok_or(StoreError::TooLarge)?;
        }
        Ok(())
    });
    each.await?;
    let mut found = RowsPage { rows: vec![], total: 0, sum: exact::whole(0) };
    for (sequence, Moved { tally, unit, on }) in moved {
        let amount = restate::amount(catalogue, behind, tally).ok_or(StoreError::TooLarge)?;
        // An event whose postings cancel out has changed nothing.
        if amount == exact::whole(0) {
            continue;
        }
        found.sum += amount;
        if page.holds(found.total) {
            let (number, title) = (String::new(), String::new());
            let sequence = sequence.unsigned_abs();
            let row = RowBehind { sequence, number, title, unit, effective_on: on, amount };
            found.rows.push(row);
        }
        found.total = found.total.saturating_add(1);
    }
    name(&mut view, ctx, &mut found.rows).await?;
    Ok(found)
}

/// What an event added, and where it is shown.
struct Moved {
    tally: Tally,
    unit: Key,
    on: Date,
}

/// Writes the numbers and titles of the matters into the rows, but for those elsewhere.
async fn name(conn: &mut Conn, ctx: &Ctx, rows: &mut [RowBehind]) -> Result<(), StoreError> {
    let own = scope::of(conn, ctx).await?;
    let units: BTreeSet<&Key> = rows.iter().map(|row| &row.unit).collect();
    let places = scope::places(conn, &units).await?;
    let sequences: Vec<i64> = rows.iter().map(|row| signed(row.sequence)).collect();
    let mut matters: BTreeMap<i64, (String, String)> = BTreeMap::new();
    for list in crate::sql::lists(&sequences) {
        let mut statement = Statement::new(
            "SELECT r.sequence, m.number, m.title FROM record r JOIN matter m ON m.id = coalesce(r.matter, r.sequence) \
             WHERE r.sequence IN ",
        );
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            matters.insert(row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?));
        }
    }
    for row in rows {
        let is_seen = places.get(&row.unit).is_some_and(|place| own.holds(place.lft));
        if let Some(named) = matters.remove(&signed(row.sequence)).filter(|_| is_seen) {
            (row.number, row.title) = named;
        }
    }
    Ok(())
}
