//! Which packs are in force?

use std::collections::BTreeMap;

use base::Key;
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

/// These versions of packs, as far as they were adopted: the definitions of a closing.
///
/// # Errors
///
/// As [`current`].
pub async fn at(reader: &Reader, versions: &BTreeMap<Key, u32>) -> Result<Catalogue, StoreError> {
    let mut view = reader.snapshot().await?;
    let definitions = reader.definitions(&mut view).await?;
    Ok(definitions.at(versions))
}
