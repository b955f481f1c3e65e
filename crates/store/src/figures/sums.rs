//! Sums in the making: what is found is added to those that ask for it.

use std::collections::{BTreeMap, BTreeSet};

use base::dims::Filter;
use ledger::Tally;

use super::known::Sign;
use super::window::Cover;
use crate::StoreError;
use crate::cells::Cell;
use crate::legs::{Leg, month_of};
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
    pub(super) cover: Cover,
    pub(super) tally: Tally,
    /// Dimension set → whether the filter lets it pass; looked at once.
    pub(super) admitted: BTreeMap<i64, bool>,
}

impl Sum<'_> {
    fn admits(&mut self, dims: i64, dictionary: &Dictionary) -> bool {
        let Some(filter) = self.filter.filter(|filter| !filter.is_empty()) else { return true };
        *self.admitted.entry(dims).or_insert_with(|| {
            let number = u32::try_from(dims).ok();
            let dims = number.and_then(|number| dictionary.dims_at(number));
            dims.is_some_and(|dims| filter.admits(dims))
        })
    }

    fn add(&mut self, tally: Tally) -> Result<(), StoreError> {
        self.tally = self.tally.plus(tally).ok_or(StoreError::TooLarge)?;
        Ok(())
    }
}

/// Which part of their span postings are added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The whole months.
    Months,
    /// These days at an edge.
    Edge((i32, i32)),
}

/// The sums over one tree, as known at one point of the record.
pub(super) struct Shared<'s, 'a> {
    sums: Vec<&'s mut Sum<'a>>,
    /// Account → subtrees that are asked about → places in `sums`.
    askers: BTreeMap<i64, BTreeMap<Subtree, Vec<usize>>>,
    /// Account → by the place of a unit in the nested set: places in `sums`; found once.
    asking: BTreeMap<i64, Vec<Vec<usize>>>,
    /// Where the latest posting counted: the next is nearly always of the same account and unit.
    latest: Latest,
    dictionary: &'a Dictionary,
}

/// An account, a place of the nested set and a part of spans, with the sums that ask for these.
#[derive(Debug, Default)]
struct Latest {
    at: Option<(i64, i64, Part)>,
    places: Vec<usize>,
}

impl<'s, 'a> Shared<'s, 'a> {
    pub(super) fn new(sums: Vec<&'s mut Sum<'a>>, dictionary: &'a Dictionary) -> Shared<'s, 'a> {
        let mut askers: BTreeMap<i64, BTreeMap<Subtree, Vec<usize>>> = BTreeMap::new();
        for (place, sum) in sums.iter().enumerate() {
            for account in &sum.accounts {
                let of_account = askers.entry(*account).or_default();
                of_account.entry(sum.subtree).or_default().push(place);
            }
        }
        Shared { sums, askers, asking: BTreeMap::new(), latest: Latest::default(), dictionary }
    }

    /// The accounts that any of them asks for.
    pub(super) fn accounts(&self) -> BTreeSet<i64> {
        self.askers.keys().copied().collect()
    }

    /// The smallest range of the nested set that holds all of their units.
    pub(super) fn hull(&self) -> Option<Subtree> {
        let subtrees = || self.sums.iter().map(|sum| sum.subtree);
        let lft = subtrees().map(|subtree| subtree.lft).min()?;
        let rgt = subtrees().map(|subtree| subtree.rgt).max()?;
        Some(Subtree { lft, rgt })
    }

    /// The first and the last of all their whole months.
    pub(super) fn months(&self) -> Option<(i32, i32)> {
        let months = || self.sums.iter().filter_map(|sum| sum.cover.months);
        Some((months().map(|(first, _)| first).min()?, months().map(|(_, last)| last).max()?))
    }

    /// The days at the edges of all their spans.
    pub(super) fn edges(&self) -> BTreeSet<(i32, i32)> {
        self.sums.iter().flat_map(|sum| sum.cover.days.iter().copied()).collect()
    }

    /// Adds cells of one account at a unit with this place in the nested set.
    pub(super) fn add_cells(
        &mut self,
        (account, lft): (i64, i64),
        cells: &[Cell],
    ) -> Result<(), StoreError> {
        let Shared { sums, askers, asking, dictionary, .. } = self;
        for place in found(asking, askers, (account, lft)) {
            let Some(sum) = sums.get_mut(*place) else { continue };
            for cell in cells {
                if sum.cover.has_month(cell.month) && sum.admits(cell.dims, dictionary) {
                    sum.add(cell.tally)?;
                }
            }
        }
        Ok(())
    }

    /// Adds or takes away a posting at a unit with this place.
    pub(super) fn add_leg(
        &mut self,
        (leg, lft): (&Leg, i64),
        sign: Sign,
        part: Part,
    ) -> Result<(), StoreError> {
        let tally = Tally { debit: leg.debit, credit: leg.credit };
        let tally = signed(tally, sign).ok_or(StoreError::TooLarge)?;
        let Shared { sums, askers, asking, latest, dictionary } = self;
        if latest.at != Some((leg.account, lft, part)) {
            latest.at = Some((leg.account, lft, part));
            latest.places.clear();
            let is_asked = |place: &&usize| match (part, sums.get(**place)) {
                (Part::Edge(days), Some(sum)) => sum.cover.days.contains(&days),
                (Part::Months, Some(_)) => true,
                (_, None) => false,
            };
            let found = found(asking, askers, (leg.account, lft));
            latest.places.extend(found.iter().filter(is_asked));
        }
        for place in &latest.places {
            let Some(sum) = sums.get_mut(*place) else { continue };
            let is_asked = part != Part::Months || sum.cover.has_month(month_of(leg.day).0);
            if is_asked && sum.admits(leg.dims, dictionary) {
                sum.add(tally)?;
            }
        }
        Ok(())
    }
}

/// The sums that ask for what an account has at a place of the nested set.
fn found<'f>(
    asking: &'f mut BTreeMap<i64, Vec<Vec<usize>>>,
    askers: &BTreeMap<i64, BTreeMap<Subtree, Vec<usize>>>,
    (account, lft): (i64, i64),
) -> &'f [usize] {
    let places = asking.entry(account).or_insert_with(|| match askers.get(&account) {
        Some(askers) => by_place(askers),
        None => vec![],
    });
    usize::try_from(lft).ok().and_then(|lft| places.get(lft)).map_or(&[], Vec::as_slice)
}

/// Place by place, the sums whose subtree holds it.
fn by_place(askers: &BTreeMap<Subtree, Vec<usize>>) -> Vec<Vec<usize>> {
    let mut places: Vec<Vec<usize>> = vec![];
    for (subtree, sums) in askers {
        for lft in subtree.places() {
            if places.len() <= lft {
                places.resize(lft + 1, vec![]);
            }
            if let Some(place) = places.get_mut(lft) {
                place.extend_from_slice(sums);
            }
        }
    }
    places
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
