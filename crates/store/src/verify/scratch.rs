//! A second set of projections, made afresh from the journal, to compare the stored ones with.

use std::sync::Arc;

use ledger::digest::{Algorithm, Hash};

use super::words::Names;
use super::{Difference, tables};
use crate::journal::{Head, View};
use crate::project::{self, Places, Projector};
use crate::record::Filed;
use crate::sql::Conn;
use crate::{StoreError, integrity, open};

/// Projections of a journal in a private database that vanishes with it. Memory stays bounded: what
/// does not fit spills to disk.
#[derive(Debug)]
pub(super) struct Scratch {
    conn: Conn,
    projector: Projector,
}

impl Scratch {
    /// Projections of nothing yet, for the journal that `view` sees.
    pub(super) async fn new(view: &View, algorithm: Algorithm) -> Result<Scratch, StoreError> {
        let mut conn = open::scratch().await?;
        // Nothing here has to survive, so nothing is ever committed.
        crate::sql::query("BEGIN").execute(&mut conn).await?;
        integrity::choose(&mut conn, algorithm).await?;
        let projector = Projector::begin(&mut conn, (*view.dictionary).clone()).await?;
        Ok(Scratch { conn, projector })
    }

    /// Reads what will be needed to take these records.
    pub(super) async fn fetch(&mut self, records: &[Filed]) -> Result<(), StoreError> {
        self.projector.fetch(&mut self.conn, records).await
    }

    /// Takes the next record of the journal seen in `view`.
    pub(super) async fn take(
        &mut self,
        view: &mut View,
        record: &Filed,
        leaf: &Hash,
    ) -> Result<(), StoreError> {
        let mut places = Places { projections: &mut self.conn, journal: Some(&mut view.conn) };
        self.projector.replay(&mut places, record, leaf).await
    }

    /// Writes what follows from the records taken.
    pub(super) async fn finish(&mut self) -> Result<(), StoreError> {
        self.projector.finish(&mut self.conn).await
    }

    /// What takes the records, and knows the matters that have been fetched.
    pub(super) fn projector(&self) -> &Projector {
        &self.projector
    }

    /// Compares every stored projection with the one made here; at most `limit` differences.
    pub(super) async fn differences(
        &mut self,
        view: &mut View,
        head: Head,
        limit: usize,
    ) -> Result<Vec<Difference>, StoreError> {
        if head.sequence > 0 {
            project::note_end(&mut self.conn, head).await?;
        }
        let mut found = vec![];
        let dictionary = Arc::clone(&view.dictionary);
        let mut names =
            Names { stored: &mut view.conn, fresh: &mut self.conn, dictionary: &dictionary };
        for table in tables::ALL {
            table.compare(&mut names, limit, &mut found).await?;
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }
}
