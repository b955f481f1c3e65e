//! Records of the journal, as they are written and read.
//!
//! Long because a record is written and read in one place.

pub(crate) mod dictionary;
mod leaves;
mod numbered;
pub(crate) mod packing;
#[cfg(test)]
mod tests;
mod timed;
mod written;

use base::{Key, day};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::chain::{self, Algorithm, Hash};
use register::event::{Body, Happened};
use register::request::{self, Request};

use crate::StoreError;
use crate::personal::Guarded;
use crate::sql::{Column, Conn, Insert, RowRef, Value};

pub(crate) use dictionary::Dictionary;
pub(crate) use leaves::{Leaf, leaves};
use packing::Content;

/// Something to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    pub effective_on: Date,
    pub recorded_at: Timestamp,
    pub actor: Key,
    /// On what basis (依据); may be empty.
    pub basis: String,
    pub body: Body,
    /// Personal values that the record commits to; they lie beside the journal.
    pub personal: Vec<Guarded>,
    /// Under which key it was asked for, if under one: see [`crate::asked`].
    pub request: Option<Request>,
}

/// A record with all that its digest covers, written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub sequence: u64,
    pub effective_day: i32,
    pub recorded_us: i64,
    pub actor: String,
    pub basis: String,
    /// What happened, as compact JSON: the bytes that are hashed.
    pub body: Vec<u8>,
    /// The first bytes of its leaf digest, as they lie beside it.
    pub digest: [u8; 4],
}

/// A record as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filed {
    pub(crate) sequence: i64,
    pub(crate) effective_day: i32,
    pub(crate) recorded_us: i64,
    /// Symbol.
    pub(crate) actor: u32,
    /// The first record of the matter.
    pub(crate) matter: Option<i64>,
    /// The matter's record before this one.
    pub(crate) previous: Option<i64>,
    pub(crate) digest: [u8; 4],
    pub(crate) body: Vec<u8>,
    /// The body of the matter's first record, if that is another one.
    pub(crate) first: Option<Vec<u8>>,
}

/// The columns of a record in the order in which [`Filed::of`] reads them, and where they come from.
macro_rules! columns {
    () => {
        "SELECT r.sequence, r.effective_day, r.recorded_after, r.actor, r.matter, r.previous, \
         r.digest, r.body, o.body FROM record r LEFT JOIN record o ON o.sequence = r.matter \
         AND o.sequence < r.sequence"
    };
}
pub(crate) use columns;

/// The same columns where the number of the matter is not needed.
macro_rules! bare_columns {
    () => {
        "SELECT r.sequence, r.effective_day, r.recorded_after, r.actor, r.matter, r.previous, \
         r.digest, r.body, NULL FROM record r"
    };
}
pub(crate) use bare_columns;

impl Stored {
    /// The record as the chain sees it.
    #[must_use]
    pub fn in_chain(&self) -> chain::Record<'_> {
        chain::Record {
            sequence: self.sequence,
            effective_day: self.effective_day,
            recorded_us: self.recorded_us,
            actor: &self.actor,
            basis: &self.basis,
            body: &self.body,
        }
    }

    /// The head that this record and the head before it give.
    #[must_use]
    pub fn head_after(&self, algorithm: Algorithm, before: &Hash) -> Hash {
        chain::next_head(algorithm, before, &self.leaf(algorithm))
    }

    /// The leaf of the record: what the chain and the tree are made of.
    #[must_use]
    pub fn leaf(&self, algorithm: Algorithm) -> Hash {
        self.in_chain().leaf(algorithm)
    }

    pub(crate) fn effective_on(&self) -> Result<Date, StoreError> {
        day::from_number(self.effective_day)
            .ok_or_else(|| unreadable(self.sequence, "it has no day"))
    }

    /// What the record says.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] if the body is not one that this program writes.
    pub fn body(&self) -> Result<Body, StoreError> {
        let sequence = self.sequence;
        let (body, _) = request::split(&self.body);
        serde_json::from_slice(&body).map_err(|error| unreadable(sequence, &error.to_string()))
    }

    /// Under which key the record was asked for, if under one.
    #[must_use]
    pub fn request(&self) -> Option<Request> {
        request::split(&self.body).1
    }
}

/// The first bytes of a digest: enough to name a record that a slip has changed; the chain finds what
/// was changed on purpose.
pub(crate) fn begins(hash: &Hash) -> [u8; 4] {
    let [a, b, c, d, ..] = *hash;
    [a, b, c, d]
}

impl Filed {
    pub(crate) fn of(row: &RowRef<'_>) -> Result<Filed, StoreError> {
        let sequence = row.integer(0)?;
        let fits = || unreadable(sequence.unsigned_abs(), "a number is out of range");
        let first = match row.value(8)? {
            Value::Blob(bytes) => Some(bytes.into_owned()),
            _ => None,
        };
        let effective_day = row.integer(1)?.try_into().map_err(|_| fits())?;
        let body = row.blob(7)?;
        let (matter, previous) = match row.integer_or_null(4)? {
            // The first record of a matter does not name itself, nor the second the first twice.
            None => (packing::is_event(body).then_some(sequence), None),
            Some(matter) => (Some(matter), Some(row.integer_or_null(5)?.unwrap_or(matter))),
        };
        Ok(Filed {
            sequence,
            effective_day,
            recorded_us: row.integer(2)?.saturating_add(beginning(effective_day)),
            actor: row.integer(3)?.try_into().map_err(|_| fits())?,
            matter,
            previous,
            // One of another length is no digest of anything.
            digest: row.blob(6)?.try_into().unwrap_or_default(),
            body: body.to_vec(),
            first,
        })
    }

    /// The record written out.
    pub(crate) fn stored(&self, dictionary: &Dictionary) -> Result<Stored, StoreError> {
        self.stored_of(&self.number(), dictionary)
    }

    /// The record written out; `number` is that of its matter, if it does not say it itself.
    pub(crate) fn stored_of(
        &self,
        number: &str,
        dictionary: &Dictionary,
    ) -> Result<Stored, StoreError> {
        let (envelope, content) = self.read()?;
        let mut json = match &content {
            Content::Json(json) => json.to_vec(),
            Content::Packed(packed) => {
                let mut json = Vec::with_capacity(2 * self.body.len() + 256);
                written::write(packed, number, dictionary, &mut json)
                    .ok_or_else(|| self.damaged("its numbers mean nothing"))?;
                json
            }
        };
        if let Some(asked) = &envelope.request {
            request::write(&mut json, asked);
        }
        Ok(Stored {
            sequence: self.sequence.unsigned_abs(),
            effective_day: self.effective_day,
            recorded_us: self.recorded_us,
            actor: self.actor(dictionary)?.to_string(),
            basis: envelope.basis.to_owned(),
            body: json,
            digest: self.digest,
        })
    }

    /// What the record says.
    pub(crate) fn body(&self, dictionary: &Dictionary) -> Result<Body, StoreError> {
        self.body_of(&self.read()?.1, &self.number(), dictionary)
    }

    /// The number of its matter, as the matter's first record says it; nothing if it is the first.
    fn number(&self) -> String {
        self.first.as_deref().and_then(number_in).unwrap_or_default()
    }

    pub(crate) fn read(&self) -> Result<(packing::Envelope<'_>, Content<'_>), StoreError> {
        packing::read(&self.body).ok_or_else(|| self.damaged("its content cannot be read"))
    }

    /// What a content of this record says.
    pub(crate) fn body_of(
        &self,
        content: &Content<'_>,
        number: &str,
        dictionary: &Dictionary,
    ) -> Result<Body, StoreError> {
        match content {
            Content::Json(json) => {
                serde_json::from_slice(json).map_err(|error| self.damaged(&error.to_string()))
            }
            Content::Packed(packed) => {
                let event = packed.unpack(number, dictionary);
                event.map(Body::Matter).ok_or_else(|| self.damaged("its numbers mean nothing"))
            }
        }
    }

    pub(crate) fn actor<'a>(&self, dictionary: &'a Dictionary) -> Result<&'a Key, StoreError> {
        dictionary.key(self.actor).ok_or_else(|| self.damaged("it has no actor"))
    }

    /// The record as an event of a matter.
    pub(crate) fn happened(&self, dictionary: &Dictionary) -> Result<Happened, StoreError> {
        self.happened_to(&self.number(), dictionary)
    }

    /// The same; `number` is that of the matter, if the record does not say it itself.
    pub(crate) fn happened_to(
        &self,
        number: &str,
        dictionary: &Dictionary,
    ) -> Result<Happened, StoreError> {
        let (envelope, content) = self.read()?;
        let Body::Matter(event) = self.body_of(&content, number, dictionary)? else {
            return Err(self.damaged("it is not an event of a matter"));
        };
        Ok(Happened {
            sequence: self.sequence.unsigned_abs(),
            effective_on: day::from_number(self.effective_day)
                .ok_or_else(|| self.damaged("it has no day"))?,
            recorded_at: Timestamp::from_microsecond(self.recorded_us)
                .map_err(|_| self.damaged("it has no time"))?,
            actor: self.actor(dictionary)?.clone(),
            basis: envelope.basis.to_owned(),
            event,
        })
    }

    fn damaged(&self, what: &str) -> StoreError {
        unreadable(self.sequence.unsigned_abs(), what)
    }
}

/// The number of the matter that a record opens.
fn number_in(body: &[u8]) -> Option<String> {
    match packing::read(body)?.1 {
        Content::Packed(packed) => packed.number.map(str::to_owned),
        Content::Json(json) => match serde_json::from_slice(json).ok()? {
            Body::Matter(event) => Some(event.number),
            _ => None,
        },
    }
}

fn unreadable(sequence: u64, what: &str) -> StoreError {
    StoreError::damaged(format!("record {sequence}: {what}"))
}

/// Writes records at the end of the journal.
pub(crate) async fn insert(conn: &mut Conn, records: &[Filed]) -> Result<(), StoreError> {
    RECORD.all(conn, records, row).await
}

fn row(record: &Filed) -> [Value<'_>; 8] {
    [
        record.sequence.into(),
        record.effective_day.into(),
        record.recorded_us.saturating_sub(beginning(record.effective_day)).into(),
        record.actor.into(),
        record.matter.filter(|matter| *matter != record.sequence).into(),
        record.previous.filter(|previous| record.matter != Some(*previous)).into(),
        record.digest.as_slice().into(),
        record.body.as_slice().into(),
    ]
}

const RECORD: Insert<8> = Insert {
    table: "record",
    columns: [
        ("sequence", Column::Integer),
        ("effective_day", Column::Integer),
        ("recorded_after", Column::Integer),
        ("actor", Column::Integer),
        ("matter", Column::Integer),
        ("previous", Column::Integer),
        ("digest", Column::Blob),
        ("body", Column::Blob),
    ],
    then: "",
};

/// The beginning of a day in UTC, in microseconds since 1970: most records are made soon after, so the
/// distance is a shorter number than the instant.
fn beginning(day: i32) -> i64 {
    i64::from(day).saturating_mul(86_400_000_000)
}

/// A sequence number as the database holds it.
pub(crate) fn signed(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}
