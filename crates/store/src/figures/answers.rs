//! Answers to asks, gathered so that what they share is read once.

use std::collections::{BTreeMap, BTreeSet};

use base::Key;
use indicators::{Answer, Ask, Trees, reporting};
use ledger::{Account, Tally};
use register::model::{Catalogue, Kind};

use super::balances::{self, Accounts};
use super::known;
use super::sums::{Shared, Sum};
use super::window::Window;
use crate::StoreError;
use crate::record::{Dictionary, signed};
use crate::scope::Subtree;
use crate::sql::Conn;
use crate::trees::{self, Forest, Piece};

/// What answering needs besides the database.
pub(super) struct Asked<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) dictionary: &'a Dictionary,
    pub(super) forest: &'a Forest,
    pub(super) head: u64,
}

/// What is added up together: the tree, and what is known (`None`: all that is recorded).
type View = (i64, Option<u64>);

/// Subtrees by tree and unit.
type Subtrees = BTreeMap<i64, BTreeMap<Key, Subtree>>;

impl<'a> Asked<'a> {
    /// The answers to asks, in their order.
    pub(super) async fn answer(
        &'a self,
        conn: &mut Conn,
        asks: &[&'a Ask],
    ) -> Result<Vec<Answer>, StoreError> {
        let accounts = balances::accounts(conn, &super::registers(asks)).await?;
        let subtrees = self.subtrees(conn, asks).await?;
        let mut views: BTreeMap<View, Vec<Sum<'_>>> = BTreeMap::new();
        for (index, ask) in asks.iter().enumerate() {
            self.put((&mut views, &subtrees), (index, ask), &numbered(ask, &accounts));
        }
        for ((tree, known_at), sums) in &mut views {
            let head = signed(self.head);
            let known = match known_at {
                None => known::now(head),
                Some(sequence) => known::known_at(conn, (signed(*sequence), head)).await?,
            };
            let mut shared = Shared::new(sums.iter_mut().collect(), self.dictionary);
            balances::add(conn, *tree, known, &mut shared).await?;
        }
        let mut tallies = vec![Tally::default(); asks.len()];
        for sum in views.into_values().flatten() {
            if let Some(tally) = tallies.get_mut(sum.ask) {
                *tally = tally.plus(sum.tally).ok_or(StoreError::TooLarge)?;
            }
        }
        let mut answers = Vec::with_capacity(asks.len());
        for (ask, tally) in asks.iter().zip(tallies) {
            answers.push(self.answered(conn, ask, tally).await?);
        }
        Ok(answers)
    }

    /// The span of an ask in pieces, each with the tree that counts for it.
    pub(super) fn pieces(&self, ask: &Ask) -> Vec<Piece> {
        let (Ask::Tally { from, to, known_at, trees, .. }
        | Ask::Coverage { from, to, known_at, trees, .. }) = ask;
        self.forest.pieces(*trees, (*from, *to), *known_at)
    }

    /// The subtrees that are asked about, by the trees in which they are found.
    async fn subtrees(&self, conn: &mut Conn, asks: &[&'a Ask]) -> Result<Subtrees, StoreError> {
        let mut wanted: BTreeMap<i64, BTreeSet<&Key>> = BTreeMap::new();
        for ask in asks {
            let (Ask::Tally { unit, .. } | Ask::Coverage { unit, .. }) = ask;
            for piece in self.pieces(ask) {
                wanted.entry(piece.tree).or_default().insert(unit);
            }
        }
        let mut found = Subtrees::new();
        for (tree, units) in wanted {
            found.insert(tree, trees::subtrees(conn, tree, &units).await?);
        }
        Ok(found)
    }

    /// Puts the sums that make up an ask to those with which they are added up.
    fn put(
        &self,
        (views, subtrees): (&mut BTreeMap<View, Vec<Sum<'a>>>, &Subtrees),
        (index, ask): (usize, &'a Ask),
        accounts: &[i64],
    ) {
        let (unit, filter, known_at) = match ask {
            Ask::Tally { unit, filter, known_at, .. } => (unit, Some(filter), *known_at),
            Ask::Coverage { unit, known_at, .. } => (unit, None, *known_at),
        };
        // Known at the head, or later, is all that is recorded.
        let known_at = known_at.filter(|sequence| *sequence < self.head);
        for Piece { tree, from, to } in self.pieces(ask) {
            let subtree = subtrees.get(&tree).and_then(|found| found.get(unit)).copied();
            views.entry((tree, known_at)).or_default().push(Sum {
                ask: index,
                accounts: accounts.to_vec(),
                subtree: subtree.unwrap_or(Subtree::NOTHING),
                filter,
                cover: Window { from, to }.cover(),
                tally: Tally::default(),
                admitted: BTreeMap::new(),
            });
        }
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

/// The accounts that an ask adds up. One without a number has never been posted to.
fn numbered(ask: &Ask, accounts: &Accounts) -> Vec<i64> {
    let number = |account: &Account| accounts.get(account).copied();
    match ask {
        Ask::Tally { accounts: asked, .. } => asked.iter().filter_map(number).collect(),
        Ask::Coverage { register, .. } => number(&Account::outside(register)).into_iter().collect(),
    }
}
