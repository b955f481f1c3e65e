//! An installation out of a file.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use store::journal::{Head, View};
use store::verify;
use store::{Open, Place, Reader, Writer};

use super::backup::{beside, remove};
use super::{JournalFile, TransferError};

/// How far a restoration has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restored {
    /// Bytes of the file, or records of the database, taken over, of so many.
    Taken { done: u64, of: u64 },
    /// Records verified, of so many.
    Verified { done: u64, of: u64 },
}

/// Records taken over at a time.
const RECORDS: u32 = 4_096;

/// Restores a backup or a journal file into an empty place, and verifies it there. All or nothing.
///
/// # Errors
///
/// [`TransferError::Exists`] or [`TransferError::NotEmpty`] if there is something already;
/// [`TransferError`] says what is wrong with the file.
pub async fn restore(
    file: &Path,
    place: &Place,
    mut progress: impl FnMut(Restored),
) -> Result<Head, TransferError> {
    let Place::File(path) = place else {
        return fill(file, place, &mut progress).await;
    };
    if fs::metadata(path).is_ok_and(|there| there.len() > 0) {
        return Err(TransferError::Exists { path: path.clone() });
    }
    let part = beside(path, ".part");
    remove(&part)?;
    let outcome = match fill(file, &Place::from(&part), &mut progress).await {
        Ok(head) => fs::rename(&part, path).map(|()| head).map_err(TransferError::from),
        Err(error) => Err(error),
    };
    // What is left of a failure, or the lock beside a file that was renamed.
    let removed = remove(&part);
    let head = outcome?;
    removed?;
    Ok(head)
}

/// Takes the file over and verifies what has come of it.
async fn fill(
    file: &Path,
    place: &Place,
    progress: &mut impl FnMut(Restored),
) -> Result<Head, TransferError> {
    let is_database = store::backup::is_database(file)?;
    match place {
        Place::File(path) if is_database => {
            store::backup::copy(file, path).await?;
            // A backup of an earlier version is brought up to date.
            let (reader, writer) = store::open(place, Open::Existing).await?;
            close(reader, writer).await?;
        }
        _ if is_database => from_database(file, place, progress).await?,
        _ => from_lines(file, place, progress).await?,
    }
    let reader = store::open_reader(place).await?;
    let told = |done, of| progress(Restored::Verified { done, of });
    let verified = verify::run(&reader, told).await;
    reader.close().await;
    Ok(verified?.head)
}

async fn from_lines(
    file: &Path,
    place: &Place,
    progress: &mut impl FnMut(Restored),
) -> Result<(), TransferError> {
    let of = fs::metadata(file)?.len();
    let journal = JournalFile::open(BufReader::new(File::open(file)?))?;
    let mode = Open::CreateWith(journal.algorithm());
    let (reader, mut writer) = store::open(place, mode).await?;
    let told = |done| progress(Restored::Taken { done, of });
    let outcome = journal.import(&mut writer, told).await;
    close(reader, writer).await?;
    outcome.map(|_| ())
}

async fn from_database(
    file: &Path,
    place: &Place,
    progress: &mut impl FnMut(Restored),
) -> Result<(), TransferError> {
    let source = store::open_reader(file).await?;
    let mut view = View::of(&source).await?;
    let mode = Open::CreateWith(view.algorithm().await?);
    let (reader, mut writer) = store::open(place, mode).await?;
    let outcome = replay(&mut view, &mut writer, progress).await;
    close(reader, writer).await?;
    drop(view);
    source.close().await;
    outcome
}

/// Records everything again, in one transaction.
async fn replay(
    view: &mut View,
    writer: &mut Writer,
    progress: &mut impl FnMut(Restored),
) -> Result<(), TransferError> {
    let mut tx = writer.begin().await?;
    let records = tx.head().sequence;
    if records > 0 {
        return Err(TransferError::NotEmpty { records });
    }
    let end = view.head().await?;
    loop {
        let records = view.records_after(tx.head().sequence, RECORDS).await?;
        if records.is_empty() {
            break;
        }
        let mut beside = view.personal_of(&records).await?;
        let mut again = Vec::with_capacity(records.len());
        for record in &records {
            let personal = beside.remove(&record.sequence).unwrap_or_default();
            again.push(store::transfer::again(record, personal)?);
        }
        tx.append(again).await?;
        progress(Restored::Taken { done: tx.head().sequence, of: end.sequence });
    }
    if tx.head() != end {
        return Err(TransferError::Unsound { sequence: tx.head().sequence });
    }
    tx.commit().await?;
    Ok(())
}

async fn close(reader: Reader, writer: Writer) -> Result<(), TransferError> {
    reader.close().await;
    Ok(writer.close().await?)
}
