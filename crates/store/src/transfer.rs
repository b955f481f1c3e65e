//! What a copy of the journal needs besides its records.

use std::collections::{BTreeMap, BTreeSet};

use base::{Commitment, Key};
use jiff::Timestamp;
use ledger::digest::Algorithm;
use register::event::Body;
use register::personal;
use register::request::{self, Request};

use crate::journal::{self, Head, Stored, View};
use crate::personal::Guarded;
use crate::{New, StoreError, integrity};

impl View {
    /// What the journal is digested with.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn algorithm(&mut self) -> Result<Algorithm, StoreError> {
        integrity::algorithm(&mut self.conn).await
    }

    /// Where the journal ends in this view.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn head(&mut self) -> Result<Head, StoreError> {
        journal::head_of(&mut self.conn).await
    }

    /// The personal values that lie beside these records, by the record that commits to them.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database or a record cannot be read.
    pub async fn personal_of(
        &mut self,
        records: &[Stored],
    ) -> Result<BTreeMap<u64, Vec<Guarded>>, StoreError> {
        let mut first: BTreeMap<Commitment, u64> = BTreeMap::new();
        for record in records {
            if let Body::Matter(event) = record.body()? {
                for (_, commitment) in personal::stated(&event).flat_map(personal::sealed) {
                    first.entry(*commitment).or_insert(record.sequence);
                }
            }
        }
        let wanted: BTreeSet<Commitment> = first.keys().copied().collect();
        let mut found: BTreeMap<u64, Vec<Guarded>> = BTreeMap::new();
        for guarded in crate::personal::guarded(&mut self.conn, &wanted).await? {
            if let Some(sequence) = first.get(&guarded.commitment) {
                found.entry(*sequence).or_default().push(guarded);
            }
        }
        Ok(found)
    }
}

/// The record as something to be recorded again, with the personal values beside it.
///
/// # Errors
///
/// [`StoreError::Damaged`] if this program never writes such a record.
pub fn again(record: &Stored, personal: Vec<Guarded>) -> Result<New, StoreError> {
    let unfit = || StoreError::damaged(format!("record {} cannot be read", record.sequence));
    let (body, request) = body(&record.body)?;
    Ok(New {
        effective_on: base::day::from_number(record.effective_day).ok_or_else(unfit)?,
        recorded_at: Timestamp::from_microsecond(record.recorded_us).map_err(|_| unfit())?,
        actor: Key::new(&record.actor).map_err(|_| unfit())?,
        basis: record.basis.clone(),
        body,
        personal,
        request,
    })
}

/// What the stored bytes of a body say, and under which key it was asked for.
///
/// # Errors
///
/// [`StoreError::Damaged`] if this program never writes such a body.
pub fn body(bytes: &[u8]) -> Result<(Body, Option<Request>), StoreError> {
    let (body, request) = request::split(bytes);
    let body = serde_json::from_slice(&body)
        .map_err(|error| StoreError::damaged(format!("a body cannot be read: {error}")))?;
    Ok((body, request))
}
