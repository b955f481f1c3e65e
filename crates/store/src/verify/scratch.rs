//! A second set of projections, made afresh from the journal, to compare the stored ones with.

use crate::sql::Conn;
use ledger::digest::Algorithm;
use register::event::Body;

use super::{Difference, tables};
use crate::journal::{Stored, View};
use crate::project::{Places, Projector};
use crate::{StoreError, integrity, open};

/// Projections of a journal in a private database that vanishes with it. Memory stays bounded: what
/// does not fit spills to disk.
#[derive(Debug)]
pub(super) struct Scratch {
    conn: Conn,
    projector: Projector,
}

impl Scratch {
    /// Projections of an empty journal.
    pub(super) async fn new(algorithm: Algorithm) -> Result<Scratch, StoreError> {
        let mut conn = open::scratch().await?;
        // Nothing here has to survive, so nothing is ever committed.
        crate::sql::query("BEGIN").execute(&mut conn).await?;
        integrity::choose(&mut conn, algorithm).await?;
        let projector = Projector::load(&mut conn).await?;
        Ok(Scratch { conn, projector })
    }

    /// Takes the next records of the journal seen in `view`.
    pub(super) async fn take(
        &mut self,
        view: &mut View,
        records: &[(Stored, Body)],
    ) -> Result<(), StoreError> {
        let mut places = Places { projections: &mut self.conn, journal: Some(&mut view.0) };
        self.projector.project(&mut places, records).await
    }

    /// The record that was looked at last.
    pub(super) fn at(&self) -> u64 {
        self.projector.at()
    }

    /// Compares every stored projection with the one made here; at most `limit` differences.
    pub(super) async fn differences(
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
