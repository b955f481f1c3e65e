//! An installation into a file, while it is in use.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use store::journal::{self, Head};
use store::{Place, Reader};

use super::{TransferError, export};

/// Writes a backup of one moment: of a database of SQLite a file like itself, of PostgreSQL a journal
/// file. Whole or not at all; what is there already is never replaced.
///
/// # Errors
///
/// [`TransferError::Exists`]; others if the database cannot be read or the file cannot be written.
pub async fn backup(
    place: &Place,
    reader: &Reader,
    to: &Path,
    progress: impl FnMut(u64, u64),
) -> Result<Head, TransferError> {
    if to.exists() {
        return Err(TransferError::Exists { path: to.to_owned() });
    }
    let part = beside(to, ".part");
    // Left by an attempt that was interrupted.
    remove(&part)?;
    let written = match place {
        Place::File(from) => copied(from, &part).await,
        Place::Server(_) => exported(reader, &part, progress).await,
    };
    let outcome = written.and_then(|head| {
        fs::rename(&part, to)?;
        Ok(head)
    });
    if outcome.is_err() {
        // What stopped the backup, such as a full disk, is what must be told.
        let _ = remove(&part);
    }
    outcome
}

async fn copied(from: &Path, to: &Path) -> Result<Head, TransferError> {
    store::backup::copy(from, to).await?;
    let copy = store::open_reader(to).await?;
    let head = journal::head(&copy).await?;
    copy.close().await;
    Ok(head)
}

async fn exported(
    reader: &Reader,
    to: &Path,
    progress: impl FnMut(u64, u64),
) -> Result<Head, TransferError> {
    let mut file = BufWriter::new(File::create(to)?);
    let head = export(reader, &mut file, progress).await?;
    file.flush()?;
    file.get_ref().sync_all()?;
    Ok(head)
}

pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes a database and the files beside it, as far as they are there.
pub(super) fn remove(database: &Path) -> Result<(), TransferError> {
    for suffix in ["", "-wal", "-shm", "-writer"] {
        match fs::remove_file(beside(database, suffix)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
