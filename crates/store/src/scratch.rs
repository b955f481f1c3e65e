//! A second set of projections, made afresh from the journal, to compare the stored ones with.

mod tables;
mod words;

use register::event::Body;
use sqlx::SqliteConnection;

use crate::journal::{Stored, View};
use crate::project::{Places, Projector};
use crate::{StoreError, open};

pub use words::{Difference, What};

/// Projections of a journal in a private database that vanishes with it. Memory stays bounded: what
/// does not fit spills to disk.
#[derive(Debug)]
pub struct Scratch {
    conn: SqliteConnection,
    projector: Projector,
}

impl Scratch {
    /// Projections of an empty journal.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if there is no room for temporary files.
    pub async fn new() -> Result<Scratch, StoreError> {
        let mut conn = open::scratch().await?;
        // Nothing here has to survive, so nothing is ever committed.
        sqlx::query("BEGIN").execute(&mut conn).await?;
        let projector = Projector::load(&mut conn).await?;
        Ok(Scratch { conn, projector })
    }

    /// Takes the next records of the journal seen in `view`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if something follows from a record that cannot be.
    pub async fn take(
        &mut self,
        view: &mut View,
        records: &[(Stored, Body)],
    ) -> Result<(), StoreError> {
        let mut places = Places { projections: &mut self.conn, journal: Some(&mut view.0) };
        self.projector.project(&mut places, records).await
    }

    /// Compares every stored projection with the one made here; at most `limit` differences.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if either cannot be read.
    pub async fn differences(
        &mut self,
        view: &mut View,
        limit: usize,
    ) -> Result<Vec<Difference>, StoreError> {
        let mut found = vec![];
        for table in &tables::ALL {
            table.compare(&mut view.0, &mut self.conn, limit, &mut found).await?;
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }
}

/// Every row of every projection as text, one a line: equal dumps are equal projections.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn dump(view: &mut View) -> Result<String, StoreError> {
    let mut text = String::new();
    for table in &tables::ALL {
        table.dump(&mut view.0, &mut text).await?;
    }
    Ok(text)
}
