//! Whose turn it is to write, where several programs may write to one database.
//!
//! On PostgreSQL every transaction that appends begins by taking a lock of the installation, which the
//! server gives back when the transaction ends, however it ends. So there is one order of writing, and
//! sequence numbers have no gap. On SQLite the program holds a lock of the file for as long as it runs.

use crate::StoreError;
use crate::sql::{Conn, Dialect, query};

/// The first half of the lock's number: the letters TAZH. The second is the number of the schema, so
/// that installations beside each other do not wait for each other.
pub(crate) const CLASS: i32 = 0x5441_5A48;

/// Waits for the turn of this transaction; it lasts until the transaction ends.
///
/// # Errors
///
/// [`StoreError::Busy`] if others take longer than the connection's `lock_timeout`.
pub(crate) async fn take(tx: &mut Conn) -> Result<(), StoreError> {
    if tx.dialect() == Dialect::Postgres {
        query(
            "SELECT 1 FROM pg_advisory_xact_lock(CAST($1 AS INTEGER), \
             (SELECT hashtext(oid::text) FROM pg_namespace WHERE nspname = current_schema()))",
        )
        .bind(CLASS)
        .fetch_one(tx)
        .await?;
    }
    Ok(())
}
