//! Which units does the organisation have?

use base::Key;

use crate::project::key;
use crate::{Reader, StoreError};

/// A node of the organisation tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub key: Key,
    /// `authority`, `division`, `district`, `institution`, `bureau`.
    pub kind: Key,
    pub parent: Option<Key>,
    pub zh: String,
    pub en: String,
    /// 0 for the authority itself.
    pub depth: u32,
}

/// All units: parents before children, siblings in the order in which they were defined.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn all(reader: &Reader) -> Result<Vec<Unit>, StoreError> {
    let mut view = reader.snapshot().await?;
    let rows =
        crate::sql::query("SELECT key, kind, parent, zh, en, depth FROM unit ORDER BY lft, id")
            .fetch_all(&mut view)
            .await?;
    rows.iter()
        .map(|row| {
            Ok(Unit {
                key: key(row.try_get(0)?)?,
                kind: key(row.try_get(1)?)?,
                parent: row.try_get::<Option<String>>(2)?.map(key).transpose()?,
                zh: row.try_get(3)?,
                en: row.try_get(4)?,
                depth: row.try_get(5)?,
            })
        })
        .collect()
}
