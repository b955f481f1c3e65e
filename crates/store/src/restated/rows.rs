//! The events behind a part of a bridge.

use std::collections::{BTreeMap, BTreeSet};

use base::{Ctx, Key, Right, exact};
use indicators::{figure, restate};
use ledger::{Cause, Leg, Tally};
use register::closing::cause;
use register::model::Catalogue;

use super::since::{Posted, Since};
use super::tree::TreesThen;
use super::{Stretch, accounts};
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
    let definitions = reader.definitions(&mut view).await?;
    let tree = TreesThen::known_at(&mut view, stretch.closing.known_at).await?;
    let mut found = RowsPage { rows: vec![], total: 0, sum: exact::whole(0) };
    let mut since = Since::new(&definitions, stretch);
    while let Some(posted) = since.next(&mut view).await? {
        if cause(&posted.happened.event) != class {
            continue;
        }
        let meant = |leg: &Leg<'_>| wanted.contains(leg.account) && tree.counts(&ask, leg);
        let Some(row) = row(catalogue, behind, &posted, meant)? else { continue };
        found.sum += row.amount;
        if page.holds(found.total) {
            found.rows.push(row);
        }
        found.total = found.total.saturating_add(1);
    }
    let register = wanted.first().map(|account| account.register().clone());
    if let Some(register) = register {
        name(&mut view, ctx, &register, &mut found.rows).await?;
    }
    Ok(found)
}

/// What an event added to the measure; nothing if its legs cancel out.
fn row(
    catalogue: &Catalogue,
    behind: &figure::Rows,
    posted: &Posted,
    meant: impl Fn(&Leg<'_>) -> bool,
) -> Result<Option<RowBehind>, StoreError> {
    let mut sum = Tally::default();
    let mut place = None;
    for leg in posted.entry.legs().filter(meant) {
        let more = Tally { debit: leg.debit, credit: leg.credit };
        sum = sum.plus(more).ok_or(StoreError::TooLarge)?;
        place = place.or(Some((leg.unit.clone(), leg.day)));
    }
    let amount = restate::amount(catalogue, behind, sum).ok_or(StoreError::TooLarge)?;
    let counted = place.filter(|_| amount != exact::whole(0));
    Ok(counted.map(|(unit, effective_on)| RowBehind {
        sequence: posted.happened.sequence,
        number: posted.happened.event.number.clone(),
        title: String::new(),
        unit,
        effective_on,
        amount,
    }))
}

/// Writes the titles of the matters into the rows, and takes out the numbers of those elsewhere.
async fn name(
    conn: &mut Conn,
    ctx: &Ctx,
    register: &Key,
    rows: &mut [RowBehind],
) -> Result<(), StoreError> {
    let own = scope::of(conn, ctx).await?;
    let units: BTreeSet<&Key> = rows.iter().map(|row| &row.unit).collect();
    let places = scope::places(conn, &units).await?;
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for list in crate::sql::lists(&numbers) {
        let mut statement = Statement::new("SELECT number, title FROM matter WHERE register = ");
        statement.push("(SELECT id FROM symbol WHERE text = ").push_bind(register.to_string());
        statement.push(") AND number IN ");
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            titles.insert(row.try_get(0)?, row.try_get(1)?);
        }
    }
    for row in rows {
        if places.get(&row.unit).is_some_and(|place| own.holds(place.lft)) {
            row.title = titles.get(&row.number).cloned().unwrap_or_default();
        } else {
            row.number.clear();
        }
    }
    Ok(())
}
