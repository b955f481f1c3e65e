//! Which part of the organisation an asker sees.

use base::{Ctx, Key};
use sqlx::{Row, SqliteConnection};

use crate::StoreError;

/// A subtree as a range of the nested set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Subtree {
    pub(crate) lft: i64,
    pub(crate) rgt: i64,
}

impl Subtree {
    /// Holds no unit.
    const NOTHING: Subtree = Subtree { lft: 1, rgt: 0 };

    pub(crate) fn holds(self, lft: i64) -> bool {
        self.lft <= lft && lft <= self.rgt
    }
}

/// What the asker sees. Someone whose unit is gone sees nothing.
pub(crate) async fn of(conn: &mut SqliteConnection, ctx: &Ctx) -> Result<Subtree, StoreError> {
    Ok(find(conn, &ctx.actor.scope).await?.unwrap_or(Subtree::NOTHING))
}

/// The subtree of a unit within what the asker sees.
///
/// # Errors
///
/// [`StoreError::UnknownUnit`] if there is no such unit, or it lies elsewhere: the two must not be
/// told apart.
pub(crate) async fn subtree(
    conn: &mut SqliteConnection,
    ctx: &Ctx,
    unit: &Key,
) -> Result<Subtree, StoreError> {
    let seen = of(conn, ctx).await?;
    let asked = find(conn, unit).await?.filter(|subtree| seen.holds(subtree.lft));
    asked.ok_or_else(|| StoreError::UnknownUnit { unit: unit.clone() })
}

async fn find(conn: &mut SqliteConnection, unit: &Key) -> Result<Option<Subtree>, StoreError> {
    let row = sqlx::query("SELECT lft, rgt FROM unit WHERE key = $1")
        .bind(unit.as_str())
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok(Subtree { lft: row.try_get(0)?, rgt: row.try_get(1)? })).transpose()
}
