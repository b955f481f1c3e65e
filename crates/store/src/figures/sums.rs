//! Sums in the making: each line is added to those that ask for it.

use std::collections::BTreeMap;

use base::dims::Filter;
use ledger::Tally;

use super::known::Sign;
use super::window::Window;
use crate::StoreError;
use crate::record::Dictionary;
use crate::scope::Subtree;

/// A tally to be summed up, of one piece of the span: what an ask for a tally says, or the openings
/// that coverage counts.
#[derive(Debug)]
pub(super) struct Sum<'a> {
    /// The place of the ask among all.
    pub(super) ask: usize,
    /// Numbers of accounts.
    pub(super) accounts: Vec<i64>,
    pub(super) subtree: Subtree,
    pub(super) filter: Option<&'a Filter>,
    pub(super) window: Window,
    pub(super) tally: Tally,
}

/// What came into and went out of one account with one dimension set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) account: i64,
    /// The place of the unit in the nested set.
    pub(super) lft: i64,
    pub(super) dims: i64,
    pub(super) tally: Tally,
}

/// The sums that share a window.
pub(super) struct Shared<'s, 'a> {
    sums: Vec<&'s mut Sum<'a>>,
    /// Account → places in `sums`.
    askers: BTreeMap<i64, Vec<usize>>,
    /// Filter and dimension set → whether it lets the set pass; looked at once.
    admitted: BTreeMap<(&'a Filter, i64), bool>,
    dictionary: &'a Dictionary,
}

impl<'s, 'a> Shared<'s, 'a> {
    pub(super) fn new(sums: Vec<&'s mut Sum<'a>>, dictionary: &'a Dictionary) -> Shared<'s, 'a> {
        let mut askers: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (place, sum) in sums.iter().enumerate() {
            for account in &sum.accounts {
                askers.entry(*account).or_default().push(place);
            }
        }
        Shared { sums, askers, admitted: BTreeMap::new(), dictionary }
    }

    /// The accounts that any of them asks for.
    pub(super) fn accounts(&self) -> impl Iterator<Item = i64> {
        self.askers.keys().copied()
    }

    pub(super) fn subtrees(&self) -> impl Iterator<Item = Subtree> {
        self.sums.iter().map(|sum| sum.subtree)
    }

    pub(super) fn add(&mut self, line: &Line, sign: Sign) -> Result<(), StoreError> {
        let Some(askers) = self.askers.get(&line.account) else { return Ok(()) };
        let tally = signed(line.tally, sign).ok_or(StoreError::TooLarge)?;
        for place in askers {
            let Some(sum) = self.sums.get_mut(*place) else { continue };
            if !sum.subtree.holds(line.lft) {
                continue;
            }
            let is_admitted = match sum.filter {
                None => true,
                Some(filter) if filter.is_empty() => true,
                Some(filter) => *self.admitted.entry((filter, line.dims)).or_insert_with(|| {
                    let number = u32::try_from(line.dims).ok();
                    let dims = number.and_then(|number| self.dictionary.dims_at(number));
                    dims.is_some_and(|dims| filter.admits(dims))
                }),
            };
            if is_admitted {
                sum.tally = sum.tally.plus(tally).ok_or(StoreError::TooLarge)?;
            }
        }
        Ok(())
    }
}

/// The tally with this sign; `None` if it has no negative.
fn signed(tally: Tally, sign: Sign) -> Option<Tally> {
    match sign {
        Sign::Added => Some(tally),
        Sign::TakenAway => {
            Some(Tally { debit: tally.debit.checked_neg()?, credit: tally.credit.checked_neg()? })
        }
    }
}
