//! One number for all balances: equal digests are equal books, whatever the database numbers things by.

use ledger::digest::{Algorithm, Hash, hex};

use crate::sql::{RowRef, query};
use crate::{Reader, StoreError};

/// The SHA-256 of every balance by account, unit, dimensions and month, by their names and in their order.
/// What comes to nothing counts as nothing.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn balances(reader: &Reader) -> Result<String, StoreError> {
    let mut view = reader.snapshot().await?;
    let mut digest: Hash = Algorithm::Sha256.of(&[]);
    let statement = query(
        "SELECT a.register, a.book, a.place, u.key, d.text, c.month, \
         CAST(sum(c.debit) AS BIGINT), CAST(sum(c.credit) AS BIGINT) \
         FROM cell c JOIN account a ON a.id = c.account JOIN unit u ON u.id = c.unit \
         JOIN dims d ON d.id = c.dims GROUP BY a.register, a.book, a.place, u.key, d.text, c.month \
         HAVING sum(c.debit) <> 0 OR sum(c.credit) <> 0 \
         ORDER BY a.register, a.book, a.place, u.key, d.text, c.month",
    );
    let take = |row: &RowRef<'_>| {
        let mut line = vec![];
        for column in 0..5 {
            let text = row.text(column)?;
            line.extend_from_slice(&(text.len() as u64).to_be_bytes());
            line.extend_from_slice(text.as_bytes());
        }
        for column in 5..8 {
            line.extend_from_slice(&row.integer(column)?.to_be_bytes());
        }
        digest = Algorithm::Sha256.of(&[&digest, &line]);
        Ok(())
    };
    statement.each(&mut view, take).await?;
    Ok(hex(&digest))
}
