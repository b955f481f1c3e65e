//! What an event posts to the accounts.

use base::{Dims, Key};
use jiff::civil::Date;

use crate::account::Account;

/// Moves an amount from one account to another, within one unit, on one day.
///
/// The day is the transfer's own, not its event's: a correction books again on the days it is about,
/// and what falls due without an event is posted ahead.
///
/// Dimensions may differ on the two sides: a matter leaves a state with the dimensions it entered
/// with, and enters the next with those it has now, so every stock by dimension empties exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    day: Date,
    unit: Key,
    from: (Account, Dims),
    to: (Account, Dims),
    amount: i64,
}

/// Why no transfer, or no entry, could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unbalanced {
    /// The accounts belong to different books.
    #[error("{from} and {to} are in different books, so nothing can move between them")]
    DifferentBooks {
        /// Where the amount would leave.
        from: Box<Account>,
        /// Where it would arrive.
        to: Box<Account>,
    },
    /// A transfer of nothing.
    #[error("a transfer from {from} moves nothing; leave it out")]
    Nothing {
        /// Where nothing would leave.
        from: Account,
    },
}

impl Transfer {
    /// Takes `amount` out of `from` and puts it into `to`, at `unit`, with effect on `day`.
    ///
    /// # Errors
    ///
    /// [`Unbalanced`] if the accounts are in different books or the amount is zero.
    pub fn new(
        day: Date,
        unit: &Key,
        from: (Account, Dims),
        to: (Account, Dims),
        amount: i64,
    ) -> Result<Transfer, Unbalanced> {
        if !from.0.faces(&to.0) {
            let (from, to) = (Box::new(from.0), Box::new(to.0));
            return Err(Unbalanced::DifferentBooks { from, to });
        }
        if amount == 0 || amount == i64::MIN {
            return Err(Unbalanced::Nothing { from: from.0 });
        }
        Ok(Transfer { day, unit: unit.clone(), from, to, amount })
    }
}

/// The transfers of one event. Balanced, because every transfer is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    transfers: Vec<Transfer>,
}

/// One side of a transfer: what happens to one account.
///
/// Debit and credit are kept apart so that a cell answers both “how much came in” (debit) and “how
/// much is there” (debit − credit). A red-ink reversal has negative amounts on the same sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg<'a> {
    /// The day it takes effect.
    pub day: Date,
    /// The account.
    pub account: &'a Account,
    /// The unit it is posted at.
    pub unit: &'a Key,
    /// The dimensions it is posted with.
    pub dims: &'a Dims,
    /// Put in.
    pub debit: i64,
    /// Taken out.
    pub credit: i64,
}

impl Entry {
    /// An entry of these transfers. An entry of none is the entry of a note.
    #[must_use]
    pub fn new(transfers: Vec<Transfer>) -> Entry {
        Entry { transfers }
    }

    /// The same entry in red ink (红字冲销): every amount negated on its own side, so that flows and
    /// stocks both return to what they were.
    #[must_use]
    pub fn red_ink(&self) -> Entry {
        let negated = |transfer: &Transfer| Transfer {
            // `Transfer::new` excludes the one amount that has no negative.
            amount: transfer.amount.saturating_neg(),
            ..transfer.clone()
        };
        Entry { transfers: self.transfers.iter().map(negated).collect() }
    }

    /// Both sides of every transfer.
    pub fn legs(&self) -> impl Iterator<Item = Leg<'_>> {
        self.transfers.iter().flat_map(|Transfer { day, unit, from, to, amount }| {
            let day = *day;
            [
                Leg { day, account: &from.0, unit, dims: &from.1, debit: 0, credit: *amount },
                Leg { day, account: &to.0, unit, dims: &to.1, debit: *amount, credit: 0 },
            ]
        })
    }

    /// Both entries as one.
    #[must_use]
    pub fn and(mut self, other: Entry) -> Entry {
        self.transfers.extend(other.transfers);
        self
    }

    /// Whether the entry posts nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.transfers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(from: &str, to: &str, amount: i64) -> Result<Transfer, Unbalanced> {
        let account = |text: &str| (Account::read(text).unwrap(), Dims::new());
        let day = Date::constant(2021, 3, 1);
        Transfer::new(day, &Key::literal("office"), account(from), account(to), amount)
    }

    #[test]
    fn only_places_of_one_book_face_each_other() {
        assert!(transfer("a/state/open", "a/state/closed", 1).is_ok());
        assert!(transfer("a/state/open", "b/state/closed", 1).is_err());
        assert!(transfer("a/state/open", "a/fines/posted", 1).is_err());
        assert!(transfer("a/state/open", "a/state/closed", 0).is_err());
    }

    #[test]
    fn red_ink_undoes_both_flow_and_stock() {
        let entry = Entry::new(vec![transfer("a/state/open", "a/state/closed", 3).unwrap()]);
        let red = entry.red_ink();
        let sums = entry
            .legs()
            .chain(red.legs())
            .fold((0, 0), |(d, c), leg| (d + leg.debit, c + leg.credit));
        assert_eq!(sums, (0, 0));
        assert_eq!(
            red.legs().map(|leg| (leg.debit, leg.credit)).collect::<Vec<_>>(),
            [(0, -3), (-3, 0)]
        );
    }
}
