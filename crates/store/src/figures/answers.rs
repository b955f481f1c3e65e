//! Answers to asks, gathered so that what they share is read once.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::sql::Conn;
use base::dims::Filter;
use base::{Dims, Key};
use indicators::{Answer, Ask, Trees, reporting};
use ledger::{Account, Tally};
use register::model::{Catalogue, Kind};

use super::balances::{self, Accounts, Line, Wanted};
use super::tail::{self, KnownAt};
use super::window::Window;
use crate::StoreError;
use crate::definitions::Definitions;
use crate::scope::Subtree;
use crate::trees::{self, Forest, Piece};

/// What answering needs besides the database.
pub(super) struct Asked<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) definitions: &'a Definitions,
    pub(super) forest: &'a Forest,
    pub(super) head: u64,
}

/// A tally to be summed up, of one piece of the span: what an ask for a tally says, or the openings
/// that coverage counts.
struct Sum<'a> {
    /// The place of the ask among all.
    ask: usize,
    accounts: Vec<Account>,
    subtree: Subtree,
    filter: Option<&'a Filter>,
    window: Window,
    tally: Tally,
}

/// Subtrees that have been looked up, by tree and unit.
type Subtrees = BTreeMap<(i64, Key), Subtree>;

impl Asked<'_> {
    pub(super) async fn answer(
        &self,
        conn: &mut Conn,
        asks: &BTreeSet<&Ask>,
    ) -> Result<BTreeMap<Ask, Answer>, StoreError> {
        let mut subtrees = Subtrees::new();
        let mut sums = vec![];
        for (index, ask) in asks.iter().enumerate() {
            sums.extend(self.sums(conn, &mut subtrees, (index, ask)).await?);
        }
        let accounts = balances::accounts(conn, &super::registers(asks)).await?;
        let windows: BTreeSet<Window> = sums.iter().map(|sum| sum.window).collect();
        let mut known: BTreeMap<Option<u64>, KnownAt> = [(None, tail::now())].into();
        for sequence in windows.iter().filter_map(|window| window.known_at) {
            if let Entry::Vacant(unknown) = known.entry(Some(sequence)) {
                let point = (sequence, self.head);
                unknown.insert(tail::known_at(conn, self.definitions, point).await?);
            }
        }
        let mut places = BTreeMap::new();
        for window in windows {
            let Some(known_at) = known.get(&window.known_at) else { continue };
            let mut shared: Vec<&mut Sum<'_>> =
                sums.iter_mut().filter(|sum| sum.window == window).collect();
            sum_cells(conn, &accounts, known_at, &mut shared).await?;
            if !known_at.legs.is_empty() {
                let places = match places.entry(window.tree) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => {
                        unknown.insert(trees::places(conn, window.tree).await?)
                    }
                };
                sum_tail(known_at, places, &mut shared)?;
            }
        }
        let mut tallies = vec![Tally::default(); asks.len()];
        for sum in sums {
            if let Some(tally) = tallies.get_mut(sum.ask) {
                *tally = tally.plus(sum.tally).ok_or(StoreError::TooLarge)?;
            }
        }
        let mut answers = BTreeMap::new();
        for (ask, tally) in asks.iter().zip(tallies) {
            answers.insert((*ask).clone(), self.answered(conn, ask, tally).await?);
        }
        Ok(answers)
    }

    /// The span of an ask in pieces, each with the tree that counts for it.
    pub(super) fn pieces(&self, ask: &Ask) -> Vec<Piece> {
        let (Ask::Tally { from, to, known_at, trees, .. }
        | Ask::Coverage { from, to, known_at, trees, .. }) = ask;
        self.forest.pieces(*trees, (*from, *to), *known_at)
    }

    async fn sums<'a>(
        &self,
        conn: &mut Conn,
        subtrees: &mut Subtrees,
        (index, ask): (usize, &'a Ask),
    ) -> Result<Vec<Sum<'a>>, StoreError> {
        let (accounts, unit, filter, known_at) = match ask {
            Ask::Tally { accounts, unit, filter, known_at, .. } => {
                (accounts.clone(), unit, Some(filter), *known_at)
            }
            Ask::Coverage { register, unit, known_at, .. } => {
                (vec![Account::outside(register)], unit, None, *known_at)
            }
        };
        // Known at the head, or later, is all that is recorded.
        let known_at = known_at.filter(|sequence| *sequence < self.head);
        let mut sums = vec![];
        for Piece { tree, from, to } in self.pieces(ask) {
            let subtree = match subtrees.entry((tree, unit.clone())) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(unknown) => *unknown.insert(trees::subtree(conn, tree, unit).await?),
            };
            sums.push(Sum {
                ask: index,
                accounts: accounts.clone(),
                subtree,
                filter,
                window: Window { from, to, known_at, tree },
                tally: Tally::default(),
            });
        }
        Ok(sums)
    }

    async fn answered(
        &self,
        conn: &mut Conn,
        ask: &Ask,
        tally: Tally,
    ) -> Result<Answer, StoreError> {
        let Ask::Coverage { register, unit, from, to, known_at, trees } = ask else {
            return Ok(Answer::Tally(tally));
        };
        // Every report came from outside once, and went back there if its opening was taken back.
        let came = tally.credit;
        let kind = self.catalogue.register(register).map(|(_, register)| &register.kind);
        let Some(Kind::Count { every, reporters, since }) = kind else {
            return Ok(Answer::Coverage { due: 0, came });
        };
        let mut due: i64 = 0;
        // Units come and go on the days on which the tree turns, whichever tree they are found in.
        for lived in self.forest.pieces(Trees::EachDay, (*from, *to), *known_at) {
            let found_in = match trees {
                Trees::EachDay => Some(lived.tree),
                _ => self.pieces(ask).first().map(|piece| piece.tree),
            };
            let Some(found_in) = found_in else { continue };
            let periods = reporting::periods(*every, *since, lived.from, lived.to).count();
            let subtree = trees::subtree(conn, found_in, unit).await?;
            let units =
                trees::count_living(conn, (lived.tree, found_in), subtree, reporters).await?;
            let more = i64::try_from(periods).ok().and_then(|periods| periods.checked_mul(units));
            due = more.and_then(|more| due.checked_add(more)).ok_or(StoreError::TooLarge)?;
        }
        Ok(Answer::Coverage { due, came })
    }
}

/// Adds the cells of a window, one statement for each source, to all sums that share it.
async fn sum_cells(
    conn: &mut Conn,
    accounts: &Accounts,
    known_at: &KnownAt,
    sums: &mut [&mut Sum<'_>],
) -> Result<(), StoreError> {
    let Some(window) = sums.first().map(|sum| sum.window) else { return Ok(()) };
    let numbered = |sum: &Sum<'_>| {
        sum.accounts.iter().filter_map(|account| accounts.get(account)).copied().collect()
    };
    let numbers: Vec<BTreeSet<i64>> = sums.iter().map(|sum| numbered(sum)).collect();
    let accounts = numbers.iter().flatten().copied().collect();
    let subtrees = sums.iter().map(|sum| sum.subtree).collect();
    for (source, sign) in &known_at.sources {
        let wanted = Wanted { source: *source, window, accounts: &accounts, subtrees: &subtrees };
        for Line { account, lft, dims, tally } in wanted.lines(conn).await? {
            let tally = sign.of(tally).ok_or(StoreError::TooLarge)?;
            for (sum, numbers) in sums.iter_mut().zip(&numbers) {
                if numbers.contains(&account) && sum.subtree.holds(lft) && sum.admits(&dims) {
                    sum.add(tally)?;
                }
            }
        }
    }
    Ok(())
}

fn sum_tail(
    known_at: &KnownAt,
    places: &BTreeMap<Key, i64>,
    sums: &mut [&mut Sum<'_>],
) -> Result<(), StoreError> {
    for leg in &known_at.legs {
        // A unit without a place in the tree is in nobody's subtree.
        let Some(lft) = places.get(&leg.unit).copied() else { continue };
        for sum in sums.iter_mut() {
            let in_time =
                sum.window.from.is_none_or(|from| from <= leg.day) && leg.day <= sum.window.to;
            if in_time
                && sum.accounts.contains(&leg.account)
                && sum.subtree.holds(lft)
                && sum.admits(&leg.dims)
            {
                sum.add(leg.tally)?;
            }
        }
    }
    Ok(())
}

impl Sum<'_> {
    fn admits(&self, dims: &Dims) -> bool {
        self.filter.is_none_or(|filter| filter.admits(dims))
    }

    fn add(&mut self, tally: Tally) -> Result<(), StoreError> {
        self.tally = self.tally.plus(tally).ok_or(StoreError::TooLarge)?;
        Ok(())
    }
}
