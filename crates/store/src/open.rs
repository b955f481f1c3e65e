//! Opening and creating a database.

use ledger::digest::Algorithm;

use crate::lock::WriterLock;
use crate::sql::{Conn, Pool};
use crate::{Place, Reader, StoreError, Writer, integrity, migrate};

mod file;
mod server;

pub(crate) use file::{is_ours_at_first_sight as is_database, scratch};

/// Whether a database may come into being.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Opens the database, and makes it if there is none.
    Create,
    /// As [`Open::Create`]; a new journal is digested with this for good.
    CreateWith(Algorithm),
    /// Opens a database that is there.
    Existing,
}

/// Opens the database for reading and writing. A file has one writer at a time, across processes; on a
/// server several may take turns, transaction by transaction.
///
/// # Errors
///
/// A sentence for each way in which the place can be unfit: [`StoreError::NoDatabase`],
/// [`NotOurs`](StoreError::NotOurs), [`Newer`](StoreError::Newer), [`Held`](StoreError::Held),
/// [`Damaged`](StoreError::Damaged), [`NotWritable`](StoreError::NotWritable),
/// [`Path`](StoreError::Path), [`DiskFull`](StoreError::DiskFull), [`Server`](StoreError::Server).
pub async fn open(place: impl Into<Place>, mode: Open) -> Result<(Reader, Writer), StoreError> {
    let place = place.into();
    let lock = match &place {
        Place::File(path) => {
            let present = file::is_ours_at_first_sight(path)?;
            if !present && mode == Open::Existing {
                return Err(file::missing_or_not_ours(path));
            }
            let lock = WriterLock::take(path)?;
            if present {
                // Looked at before anything is set, so that somebody else's file stays as it is.
                let mut glance = reading(&place).await?;
                migrate::refuse_foreign(&mut glance, &place).await?;
                glance.close().await?;
            }
            Some(lock)
        }
        Place::Server(config) => {
            let mut glance = Conn::postgres(config).await.map_err(|error| error.at(&place))?;
            server::require_utf8(&mut glance, &place).await?;
            if mode != Open::Existing {
                server::make_schema(&mut glance, &place).await?;
            } else if !migrate::refuse_foreign(&mut glance, &place).await? {
                return Err(StoreError::NoDatabase { place });
            }
            None
        }
    };
    let mut conn = writing(&place).await?;
    migrate::bring_up_to_date(&mut conn, &place).await?;
    if let Open::CreateWith(algorithm) = mode {
        integrity::settle(&mut conn, algorithm).await?;
    }
    let reader = Reader::new(Pool::new(place.clone()));
    let writer = Writer::new(conn, place, lock).await?;
    Ok((reader, writer))
}

/// Opens the database for reading only, also while another process writes.
///
/// # Errors
///
/// As [`open`]; and [`StoreError::Older`] if its layout must first be brought up to date.
pub async fn open_reader(place: impl Into<Place>) -> Result<Reader, StoreError> {
    let place = place.into();
    if let Place::File(path) = &place
        && !file::is_ours_at_first_sight(path)?
    {
        return Err(file::missing_or_not_ours(path));
    }
    let mut glance = reading(&place).await?;
    migrate::require_current(&mut glance, &place).await?;
    glance.close().await?;
    Ok(Reader::new(Pool::new(place)))
}

/// A connection that is only read from.
pub(crate) async fn reading(place: &Place) -> Result<Conn, StoreError> {
    match place {
        Place::File(path) => file::reading(path),
        Place::Server(config) => Conn::postgres(config).await.map_err(|error| error.at(place)),
    }
}

/// A connection that writes.
pub(crate) async fn writing(place: &Place) -> Result<Conn, StoreError> {
    match place {
        Place::File(path) => file::writing(path),
        Place::Server(config) => server::writing(config).await.map_err(|error| error.at(place)),
    }
}
