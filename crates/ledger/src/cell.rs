//! Balances: what entries add up to, by account, unit, dimensions and day.
//!
//! [`Cells`] is the ledger in memory. It answers by scanning, so it is slow and plainly right: the
//! oracle that every stored projection is compared with, and the book of small histories in tests.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Dims, Key, Span};
use jiff::civil::Date;

use crate::account::Account;
use crate::entry::Entry;

/// What came into and went out of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Put in.
    pub debit: i64,
    /// Taken out.
    pub credit: i64,
}

impl Tally {
    /// What is there: debit − credit. `None` on overflow.
    #[must_use]
    pub fn stock(self) -> Option<i64> {
        self.debit.checked_sub(self.credit)
    }

    /// Both tallies together. `None` on overflow.
    #[must_use]
    pub fn plus(self, other: Tally) -> Option<Tally> {
        Some(Tally {
            debit: self.debit.checked_add(other.debit)?,
            credit: self.credit.checked_add(other.credit)?,
        })
    }

    /// Whether nothing ever happened here, or all of it was undone.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Tally::default()
    }
}

/// Where a tally belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    /// The account.
    pub account: Account,
    /// The unit.
    pub unit: Key,
    /// The dimensions.
    pub dims: Dims,
    /// The effective day.
    pub day: Date,
}

/// Balances by account, unit, dimensions and effective day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(BTreeMap<CellKey, Tally>);

/// A sum that does not fit 64 bits: no real register counts that far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a balance would exceed nine quintillion")]
pub struct Overflow;

impl Cells {
    /// No balances.
    #[must_use]
    pub fn new() -> Cells {
        Cells::default()
    }

    /// Adds the legs of an entry, each on its day.
    ///
    /// # Errors
    ///
    /// [`Overflow`]; the cells touched before it keep the addition, so drop them.
    pub fn post(&mut self, entry: &Entry) -> Result<(), Overflow> {
        for leg in entry.legs() {
            let key = CellKey {
                account: leg.account.clone(),
                unit: leg.unit.clone(),
                dims: leg.dims.clone(),
                day: leg.day,
            };
            let cell = self.0.entry(key).or_default();
            let added = Tally { debit: leg.debit, credit: leg.credit };
            *cell = cell.plus(added).ok_or(Overflow)?;
        }
        Ok(())
    }

    /// What came into and went out of the accounts within the span, in units that `within` admits.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if the sum does not fit.
    pub fn flow(
        &self,
        accounts: &[Account],
        within: impl Fn(&Key) -> bool,
        filter: &Filter,
        span: Span,
    ) -> Result<Tally, Overflow> {
        self.0
            .iter()
            .filter(|(key, _)| {
                accounts.contains(&key.account)
                    && span.contains(key.day)
                    && within(&key.unit)
                    && filter.admits(&key.dims)
            })
            .try_fold(Tally::default(), |sum, (_, tally)| sum.plus(*tally).ok_or(Overflow))
    }

    /// Every cell, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&CellKey, &Tally)> {
        self.0.iter()
    }
}
