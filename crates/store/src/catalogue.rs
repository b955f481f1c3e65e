//! Which packs are in force?

use register::model::Catalogue;

use crate::{Reader, StoreError};

/// The latest adopted version of every pack.
///
/// # Errors
///
/// [`StoreError::PackUnreadable`] if a pack in the journal no longer passes the pack check.
pub async fn current(reader: &Reader) -> Result<Catalogue, StoreError> {
    let mut view = reader.snapshot().await?;
    let definitions = reader.definitions(&mut view).await?;
    Ok((**definitions.catalogue()).clone())
}
