//! All cells anew, from the postings of full runs.

use super::sealing::{CELL, push};
use super::{Cell, Volumes};
use crate::sql::{Conn, Value, query, query_scalar};
use crate::{StoreError, legs, parallel};
use ledger::Tally;

/// How many runs of an account are added up at a time.
const RUNS: i64 = 16;

/// Empties the cells and adds them up again, account by account. `progress` hears how many accounts of
/// how many are done.
pub(crate) async fn rebuild(
    conn: &mut Conn,
    volumes: &Volumes,
    mut progress: impl FnMut(u64, u64),
) -> Result<(), StoreError> {
    query("DELETE FROM cell").execute(&mut *conn).await?;
    let accounts: Vec<i64> =
        query_scalar("SELECT id FROM account ORDER BY id").fetch_all(&mut *conn).await?;
    for (done, account) in (1_u64..).zip(&accounts) {
        let mut cells = of_account(conn, *account, volumes).await?;
        cells.sort_unstable_by_key(|(unit, cell)| (*unit, year(cell), cell.key()));
        write(conn, *account, &cells).await?;
        progress(done, accounts.len() as u64);
    }
    Ok(())
}

fn year(cell: &Cell) -> i64 {
    cell.month.div_euclid(12)
}

/// What the runs of an account add up to, by unit: one cell for each run that brought something to it.
async fn of_account(
    conn: &mut Conn,
    account: i64,
    volumes: &Volumes,
) -> Result<Vec<(i64, Cell)>, StoreError> {
    let mut cells = vec![];
    let (mut month, mut first) = (i64::MIN, i64::MIN);
    loop {
        let rows = query(
            "SELECT month, first_sequence, entries FROM run \
             WHERE account = $1 AND (month, first_sequence) > ($2, $3) \
             ORDER BY month, first_sequence LIMIT $4",
        );
        let mut runs: Vec<(i64, Vec<u8>)> = vec![];
        let each = rows.bind(account).bind(month).bind(first).bind(RUNS).each(conn, |row| {
            (month, first) = (row.integer(0)?, row.integer(1)?);
            runs.push((month, row.blob(2)?.to_vec()));
            Ok(())
        });
        each.await?;
        if runs.is_empty() {
            return Ok(cells);
        }
        let added = parallel::map(&runs, 1, |_, (month, entries)| of_run(*month, entries, volumes));
        for added in added {
            cells.extend(added?);
        }
    }
}

/// What one run adds up to. Its postings come by unit, and a unit has few dimension sets in a month.
fn of_run(month: i64, entries: &[u8], volumes: &Volumes) -> Result<Vec<(i64, Cell)>, StoreError> {
    let (mut cells, mut begin): (Vec<(i64, Cell)>, usize) = (vec![], 0);
    let mut known = volumes.around(0);
    legs::each_in_run(entries, month, |leg| {
        if cells.last().is_some_and(|(unit, _)| *unit != leg.unit) {
            begin = cells.len();
        }
        if !known.holds(leg.sequence) {
            known = volumes.around(leg.sequence);
        }
        let (dims, volume) = (leg.dims, known.volume);
        let tally = Tally { debit: leg.debit, credit: leg.credit };
        let of_unit = cells.get_mut(begin..).unwrap_or_default();
        let same = |(_, cell): &&mut (i64, Cell)| cell.dims == dims && cell.volume == volume;
        match of_unit.iter_mut().rfind(same) {
            Some((_, cell)) => cell.tally = cell.tally.plus(tally).ok_or(StoreError::TooLarge)?,
            None => cells.push((leg.unit, Cell { volume, month, dims, tally })),
        }
        Ok(())
    })?;
    Ok(cells)
}

/// Writes cells in the order of units, years and keys, a year of a unit in a row.
async fn write(conn: &mut Conn, account: i64, mut cells: &[(i64, Cell)]) -> Result<(), StoreError> {
    let mut rows: Vec<[Value<'static>; 4]> = vec![];
    while let Some((unit, first)) = cells.first() {
        let year = year(first);
        let same = |(other, cell): &&(i64, Cell)| other == unit && self::year(cell) == year;
        let (of_year, rest) = cells.split_at(cells.iter().take_while(same).count());
        cells = rest;
        let mut together = vec![];
        for (_, cell) in of_year {
            push(&mut together, *cell)?;
        }
        let entries = super::encoding::write(&together);
        rows.push([account.into(), (*unit).into(), year.into(), entries.into()]);
    }
    CELL.rows(conn, &rows).await
}
