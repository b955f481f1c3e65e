//! Which part of the organisation an asker sees.

use std::collections::{BTreeMap, BTreeSet};

use crate::sql::{Conn, Statement};
use base::{Ctx, Key};

use crate::StoreError;
use crate::project::key;

/// A subtree as a range of the nested set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Subtree {
    pub(crate) lft: i64,
    pub(crate) rgt: i64,
}

impl Subtree {
    /// Holds no unit.
    pub(crate) const NOTHING: Subtree = Subtree { lft: 1, rgt: 0 };

    pub(crate) fn holds(self, lft: i64) -> bool {
        self.lft <= lft && lft <= self.rgt
    }

    /// The places that it holds, whether a unit lies there or not; two for each of its units.
    pub(crate) fn places(self) -> impl Iterator<Item = usize> {
        let last = self.rgt.min(PLACES_MAX);
        (self.lft.max(0)..=last).filter_map(|place| usize::try_from(place).ok())
    }
}

/// No tree has a higher place.
const PLACES_MAX: i64 = 1 << 25;

/// What the asker sees. Someone whose unit is gone sees nothing.
pub(crate) async fn of(conn: &mut Conn, ctx: &Ctx) -> Result<Subtree, StoreError> {
    let scope = &ctx.actor.scope;
    Ok(find(conn, &[scope].into()).await?.remove(scope).unwrap_or(Subtree::NOTHING))
}

/// The subtree of a unit within what the asker sees.
///
/// # Errors
///
/// [`StoreError::UnknownUnit`] if there is no such unit, or it lies elsewhere: the two must not be
/// told apart.
pub(crate) async fn subtree(conn: &mut Conn, ctx: &Ctx, unit: &Key) -> Result<Subtree, StoreError> {
    let found = subtrees(conn, ctx, &[unit].into()).await?;
    found.get(unit).copied().ok_or_else(|| StoreError::UnknownUnit { unit: unit.clone() })
}

/// The subtrees of several units, as [`subtree`] finds them.
pub(crate) async fn subtrees(
    conn: &mut Conn,
    ctx: &Ctx,
    units: &BTreeSet<&Key>,
) -> Result<BTreeMap<Key, Subtree>, StoreError> {
    let seen = of(conn, ctx).await?;
    let found = find(conn, units).await?;
    let outside = |unit: &&&Key| !found.get(**unit).is_some_and(|subtree| seen.holds(subtree.lft));
    match units.iter().find(outside) {
        Some(unit) => Err(StoreError::UnknownUnit { unit: (*unit).clone() }),
        None => Ok(found),
    }
}

/// Where these units are in the tree, as far as they are in it.
pub(crate) async fn places(
    conn: &mut Conn,
    units: &BTreeSet<&Key>,
) -> Result<BTreeMap<Key, Subtree>, StoreError> {
    find(conn, units).await
}

async fn find(
    conn: &mut Conn,
    units: &BTreeSet<&Key>,
) -> Result<BTreeMap<Key, Subtree>, StoreError> {
    let keys: Vec<&str> = units.iter().map(|unit| unit.as_str()).collect();
    let mut found = BTreeMap::new();
    for list in crate::sql::lists(&keys) {
        let mut statement = Statement::new("SELECT key, lft, rgt FROM unit WHERE key IN ");
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            let subtree = Subtree { lft: row.try_get(1)?, rgt: row.try_get(2)? };
            found.insert(key(row.try_get(0)?)?, subtree);
        }
    }
    Ok(found)
}
