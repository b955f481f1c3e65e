//! Personal values within a transaction: looked up, and destroyed for good.

use std::collections::BTreeSet;

use base::Commitment;
use ledger::digest::{Algorithm, Hash};

use crate::personal::{self, Guarded};
use crate::sql::{Conn, Dialect};
use crate::{StoreError, Tx, Writer};

impl Tx<'_> {
    /// What the journal is digested with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.projector().algorithm()
    }

    /// The wrapped key of a person; `None` if nothing was kept about them yet.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn person_key(&mut self, person: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        personal::person_key(self.conn(), person).await
    }

    /// Whether anything is kept under the key of the installation.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn has_person_keys(&mut self) -> Result<bool, StoreError> {
        personal::any_key(self.conn()).await
    }

    /// What is kept behind these commitments, encrypted.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn guarded(
        &mut self,
        wanted: &BTreeSet<Commitment>,
    ) -> Result<Vec<Guarded>, StoreError> {
        personal::guarded(self.conn(), wanted).await
    }

    /// Everything that is kept about these persons, encrypted.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn about(&mut self, persons: &BTreeSet<Hash>) -> Result<Vec<Guarded>, StoreError> {
        personal::about(self.conn(), persons).await
    }

    /// Persons of whom values are here that the journal says were destroyed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn risen_persons(&mut self) -> Result<BTreeSet<Hash>, StoreError> {
        personal::risen_persons(self.conn()).await
    }

    /// Every person with their wrapped key.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn person_keys(&mut self) -> Result<Vec<(Hash, Vec<u8>)>, StoreError> {
        personal::person_keys(self.conn()).await
    }

    /// Destroys the keys of persons, and everything kept about them. SQLite writes zeros over what it
    /// frees.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn destroy(&mut self, persons: &BTreeSet<Hash>) -> Result<(), StoreError> {
        let conn = self.conn();
        let over = conn.dialect() == Dialect::Sqlite;
        if over {
            conn.batch("PRAGMA secure_delete = on").await?;
        }
        personal::destroy(conn, persons).await?;
        if over {
            conn.batch("PRAGMA secure_delete = off").await?;
        }
        Ok(())
    }
}

impl Writer {
    /// Removes what a database keeps of rows after they were deleted, as far as it lets us: SQLite's
    /// log, PostgreSQL's dead rows. To be called after something was [destroyed](Tx::destroy).
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database does not allow it.
    pub async fn scrub(&mut self) -> Result<(), StoreError> {
        let conn: &mut Conn = self.conn();
        match conn.dialect() {
            // Readers may hold a part of the log back; it goes when they let go.
            Dialect::Sqlite => conn.batch("PRAGMA wal_checkpoint(TRUNCATE)").await,
            Dialect::Postgres => {
                conn.batch("VACUUM personal_value").await?;
                conn.batch("VACUUM person_key").await
            }
        }
    }
}
