//! The postings themselves: which record brought what, to which account, unit and day.
//!
//! Cells answer whole months of everything recorded. Everything finer is answered from here: the days
//! at the edges of a span, what was known at a point of the record, and which rows stand behind a
//! figure. They lie in a few bytes each in the runs of their account and effective month; those of the
//! records after the last run, by account, in the table `tail`.

mod calendar;
mod encoding;
mod entries;
mod lengths;
mod regroup;
mod runs;

use std::collections::BTreeSet;

use base::day;

use crate::StoreError;
use crate::sql::{Conn, Statement};

pub(crate) use calendar::month_of;
pub(crate) use lengths::sealed;
pub(crate) use regroup::regroup;
pub(crate) use runs::Runs;

/// One side of a transfer, with the record that brought it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leg {
    pub(crate) sequence: i64,
    /// The event that is booked again or taken back; for the plain posting of an event, itself.
    pub(crate) origin: i64,
    pub(crate) class: Class,
    pub(crate) account: i64,
    pub(crate) unit: i64,
    pub(crate) dims: i64,
    /// The effective day.
    pub(crate) day: i32,
    pub(crate) debit: i64,
    pub(crate) credit: i64,
}

/// Why something was posted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Class {
    /// It happened.
    #[default]
    Plain = 0,
    /// Something that happened was taken back.
    Reversal = 1,
    /// Something that happened was booked again, as it should have been.
    Correction = 2,
    /// A matter went to another unit by decree.
    Reassignment = 3,
}

impl Class {
    /// Of the two lowest bits.
    pub(crate) fn of(number: u8) -> Class {
        match number & 0b11 {
            0 => Class::Plain,
            1 => Class::Reversal,
            2 => Class::Correction,
            _ => Class::Reassignment,
        }
    }
}

/// Which postings to look at.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// Numbers of accounts.
    pub(crate) accounts: &'a BTreeSet<i64>,
    /// Whether a unit counts, by its number.
    pub(crate) units: &'a (dyn Fn(i64) -> bool + Sync),
    /// First and last effective day, as `base::day` numbers them.
    pub(crate) days: (i32, i32),
    /// Only of records after this one.
    pub(crate) after: i64,
    /// Only of records up to this one.
    pub(crate) until: i64,
}

/// All units.
pub(crate) const EVERYWHERE: &(dyn Fn(i64) -> bool + Sync) = &|_| true;

/// Looks at all wanted postings: by account and month, and within them by unit in the order of the
/// journal; those after the last run come last, in the order of the journal for each account.
pub(crate) async fn each(
    conn: &mut Conn,
    wanted: Wanted<'_>,
    mut look: impl FnMut(&Leg) -> Result<(), StoreError> + Send,
) -> Result<(), StoreError> {
    if wanted.accounts.is_empty() || wanted.days.0 > wanted.days.1 || wanted.after >= wanted.until {
        return Ok(());
    }
    in_runs(conn, wanted, &mut look).await?;
    let mut statement =
        Statement::new("SELECT account, entries FROM tail WHERE first_sequence <= ");
    statement.push_bind(wanted.until);
    push_accounts(&mut statement, wanted.accounts);
    statement.push(" ORDER BY first_sequence, account");
    let each = statement.build().each(conn, |row| {
        let (account, mut found) = (row.integer(0)?, Found { wanted, failed: None });
        let span = (wanted.after, wanted.until);
        let read = encoding::each(row.blob(1)?, (account, 0), span, |leg| {
            if (wanted.units)(leg.unit) {
                found.look(leg, &mut look);
            }
        });
        found.result(read)
    });
    each.await
}

/// What is found on the wanted days, until looking fails.
struct Found<'a> {
    wanted: Wanted<'a>,
    failed: Option<StoreError>,
}

impl Found<'_> {
    fn look(&mut self, leg: &Leg, look: &mut impl FnMut(&Leg) -> Result<(), StoreError>) {
        let (first, last) = self.wanted.days;
        if first <= leg.day && leg.day <= last && self.failed.is_none() {
            self.failed = look(leg).err();
        }
    }

    fn result(self, read: Option<()>) -> Result<(), StoreError> {
        read.ok_or_else(unreadable)?;
        self.failed.map_or(Ok(()), Err)
    }
}

async fn in_runs(
    conn: &mut Conn,
    wanted: Wanted<'_>,
    look: &mut (impl FnMut(&Leg) -> Result<(), StoreError> + Send),
) -> Result<(), StoreError> {
    let mut statement = Statement::new("SELECT account, month, entries FROM run WHERE month >= ");
    statement.push_bind(month_of(wanted.days.0).0).push(" AND month <= ");
    statement.push_bind(month_of(wanted.days.1).0);
    push_accounts(&mut statement, wanted.accounts);
    statement.push(" AND last_sequence > ").push_bind(wanted.after);
    statement.push(" AND first_sequence <= ").push_bind(wanted.until);
    statement.push(" ORDER BY account, month, first_sequence");
    statement
        .build()
        .each(conn, |row| {
            let place = (row.integer(0)?, first_day(row.integer(1)?)?);
            let (span, mut found) = ((wanted.after, wanted.until), Found { wanted, failed: None });
            let read = encoding::each_grouped(row.blob(2)?, place, span, wanted.units, |leg| {
                found.look(leg, look);
            });
            found.result(read)
        })
        .await
}

/// Looks at every posting of a run of this month, by unit; its account is not told.
pub(crate) fn each_in_run(
    entries: &[u8],
    month: i64,
    mut look: impl FnMut(&Leg) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut failed = None;
    let place = (0, first_day(month)?);
    let read = encoding::each_grouped(
        entries,
        place,
        (0, i64::MAX),
        |_| true,
        |leg| {
            if failed.is_none() {
                failed = look(leg).err();
            }
        },
    );
    read.ok_or_else(unreadable)?;
    failed.map_or(Ok(()), Err)
}

fn unreadable() -> StoreError {
    StoreError::damaged("postings that cannot be read")
}

fn push_accounts(statement: &mut Statement<'_>, accounts: &BTreeSet<i64>) {
    statement.push(" AND account IN (");
    let mut list = statement.separated(", ");
    for account in accounts {
        list.push_bind(*account);
    }
    statement.push(")");
}

/// The first day of a month, as a number.
fn first_day(month: i64) -> Result<i64, StoreError> {
    let first = || {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
        jiff::civil::Date::new(year, month, 1).ok().map(|first| i64::from(day::number(first)))
    };
    first().ok_or_else(|| StoreError::damaged(format!("{month} is not a month")))
}
