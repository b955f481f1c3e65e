//! One number for all balances: equal digests are equal books, whatever the database numbers things by.

use std::collections::BTreeMap;

use ledger::Tally;
use ledger::digest::{Algorithm, Hash, hex};

use crate::legs::month_of;
use crate::record::{Dictionary, signed};
use crate::sql::{Conn, query};
use crate::{Reader, StoreError, cells, journal, legs};

/// The SHA-256 of every balance by account, unit, dimensions and month, by their names and in their order.
/// What comes to nothing counts as nothing. Memory is bounded by what one account has.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn balances(reader: &Reader) -> Result<String, StoreError> {
    let mut view = reader.snapshot().await?;
    let head = signed(journal::head_of(&mut view).await?.sequence);
    let dictionary = reader.dictionary(&mut view).await?;
    let units = names(&mut view, "SELECT id, key FROM unit").await?;
    let accounts = query("SELECT register, book, place, id FROM account");
    let mut accounts: Vec<([String; 3], i64)> = accounts
        .fetch_all(&mut view)
        .await?
        .iter()
        .map(|row| Ok(([row.try_get(0)?, row.try_get(1)?, row.try_get(2)?], row.try_get(3)?)))
        .collect::<Result<_, StoreError>>()?;
    accounts.sort_unstable();
    let mut digest: Hash = Algorithm::Sha256.of(&[]);
    for (account, number) in accounts {
        let balances = of_account(&mut view, number, head).await?;
        for ((unit, dims, month), tally) in named(balances, &units, &dictionary)? {
            let [register, book, place] = &account;
            let mut line = vec![];
            for text in [register, book, place, unit, &dims] {
                line.extend_from_slice(&(text.len() as u64).to_be_bytes());
                line.extend_from_slice(text.as_bytes());
            }
            for number in [month, tally.debit, tally.credit] {
                line.extend_from_slice(&number.to_be_bytes());
            }
            digest = Algorithm::Sha256.of(&[&digest, &line]);
        }
    }
    Ok(hex(&digest))
}

/// Unit, dimensions and month, by number.
type Numbered = BTreeMap<(i64, i64, i64), Tally>;

/// What an account has: its cells, and what is not in cells yet.
async fn of_account(conn: &mut Conn, account: i64, head: i64) -> Result<Numbered, StoreError> {
    let accounts = [account].into();
    let mut balances = Numbered::new();
    let mut add = |key, more| {
        let sum: &mut Tally = balances.entry(key).or_default();
        *sum = sum.plus(more).ok_or(StoreError::TooLarge)?;
        Ok(())
    };
    let (months, days) = ((i64::MIN, i64::MAX), (i32::MIN, i32::MAX));
    let wanted = cells::Wanted { accounts: &accounts, units: None, months, volume: i64::MAX };
    let each = cells::each(conn, wanted, |(_, unit), cells| {
        cells.iter().try_for_each(|cell| add((unit, cell.dims, cell.month), cell.tally))
    });
    each.await?;
    let after = legs::sealed(head);
    let (accounts, units) = (&accounts, legs::EVERYWHERE);
    let wanted = legs::Wanted { accounts, units, days, after, until: head };
    let each = legs::each(conn, wanted, |leg| {
        let tally = Tally { debit: leg.debit, credit: leg.credit };
        add((leg.unit, leg.dims, month_of(leg.day).0), tally)
    });
    each.await?;
    Ok(balances)
}

/// The same by name, without what comes to nothing.
fn named<'a>(
    balances: Numbered,
    units: &'a BTreeMap<i64, String>,
    dictionary: &Dictionary,
) -> Result<BTreeMap<(&'a String, String, i64), Tally>, StoreError> {
    let something = balances.into_iter().filter(|(_, tally)| !tally.is_zero());
    something
        .map(|((unit, dims, month), tally)| {
            let dims = u32::try_from(dims).ok().and_then(|dims| dictionary.dims_at(dims));
            let (Some(unit), Some(dims)) = (units.get(&unit), dims) else {
                return Err(StoreError::damaged("a balance of no unit, or no dimensions"));
            };
            Ok(((unit, dims.to_string(), month), tally))
        })
        .collect()
}

async fn names(conn: &mut Conn, text: &str) -> Result<BTreeMap<i64, String>, StoreError> {
    let rows = query(text).fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
