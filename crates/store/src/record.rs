//! Records of the journal, as they are written and read.

use crate::sql::Row;
use crate::sql::{Conn, Statement};
use base::{Key, day};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::chain::{self, Algorithm, Hash};
use register::event::{Body, Happened};
use register::request::{self, Request};

use crate::StoreError;
use crate::personal::Guarded;

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

/// A record as it lies in the journal, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub sequence: u64,
    pub kind: String,
    pub effective_day: i32,
    pub recorded_us: i64,
    pub actor: String,
    pub basis: String,
    pub body: Vec<u8>,
    pub head: Vec<u8>,
}

/// The columns of a record, in the order in which [`Stored::of`] reads them.
macro_rules! columns {
    () => {
        "sequence, kind, effective_day, recorded_us, actor, basis, body, head"
    };
}
pub(crate) use columns;

impl New {
    fn json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec(&self.body).expect("keys of a body are texts");
        if let Some(asked) = &self.request {
            request::write(&mut json, asked);
        }
        json
    }

    /// The record at this place of the journal, and the head after it.
    pub(crate) fn at(&self, sequence: u64, algorithm: Algorithm, head: &Hash) -> (Stored, Hash) {
        let mut stored = Stored {
            sequence,
            kind: kind(&self.body).to_owned(),
            effective_day: day::number(self.effective_on),
            recorded_us: self.recorded_at.as_microsecond(),
            actor: self.actor.to_string(),
            basis: self.basis.clone(),
            body: self.json(),
            head: Vec::new(),
        };
        let next = stored.head_after(algorithm, head);
        stored.head = next.to_vec();
        (stored, next)
    }
}

impl Stored {
    pub(crate) fn of(row: &Row) -> Result<Stored, StoreError> {
        let sequence: i64 = row.try_get(0)?;
        Ok(Stored {
            sequence: sequence.unsigned_abs(),
            kind: row.try_get(1)?,
            effective_day: row.try_get(2)?,
            recorded_us: row.try_get(3)?,
            actor: row.try_get(4)?,
            basis: row.try_get(5)?,
            body: row.try_get(6)?,
            head: row.try_get(7)?,
        })
    }

    /// The head that this record and the head before it give.
    #[must_use]
    pub fn head_after(&self, algorithm: Algorithm, before: &Hash) -> Hash {
        chain::next_head(algorithm, before, &self.leaf(algorithm))
    }

    /// The leaf of the record: what the chain and the tree are made of.
    #[must_use]
    pub fn leaf(&self, algorithm: Algorithm) -> Hash {
        let record = chain::Record {
            sequence: self.sequence,
            effective_day: self.effective_day,
            recorded_us: self.recorded_us,
            actor: &self.actor,
            basis: &self.basis,
            body: &self.body,
        };
        record.leaf(algorithm)
    }

    /// What the record says.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] if the body is not one that this program writes.
    pub fn body(&self) -> Result<Body, StoreError> {
        let (body, _) = request::split(&self.body);
        serde_json::from_slice(&body)
            .map_err(|error| self.damaged(&format!("its content cannot be read: {error}")))
    }

    /// Under which key the record was asked for, if under one.
    #[must_use]
    pub fn request(&self) -> Option<Request> {
        request::split(&self.body).1
    }

    /// Whether the kind beside the body is the kind of the body.
    #[must_use]
    pub fn is_of_kind(&self, body: &Body) -> bool {
        self.kind == kind(body)
    }

    pub(crate) fn effective_on(&self) -> Result<Date, StoreError> {
        day::from_number(self.effective_day).ok_or_else(|| self.damaged("it has no day"))
    }

    /// The record as an event of a matter.
    pub(crate) fn happened(&self) -> Result<Happened, StoreError> {
        let Body::Matter(event) = self.body()? else {
            return Err(self.damaged("it is not an event of a matter"));
        };
        Ok(Happened {
            sequence: self.sequence,
            effective_on: self.effective_on()?,
            recorded_at: Timestamp::from_microsecond(self.recorded_us)
                .map_err(|_| self.damaged("it has no time"))?,
            actor: Key::new(&self.actor).map_err(|_| self.damaged("it has no actor"))?,
            basis: self.basis.clone(),
            event,
        })
    }

    fn damaged(&self, what: &str) -> StoreError {
        StoreError::damaged(format!("record {}: {what}", self.sequence))
    }
}

/// The kind column: lets the few records that are not events be found without reading bodies.
fn kind(body: &Body) -> &'static str {
    match body {
        Body::Units(_) => "units",
        Body::Reorganised(_) => "reorganised",
        Body::People(_) => "people",
        Body::Pack(_) => "pack",
        Body::Erased(_) => "erased",
        Body::Matter(_) => "matter",
        Body::Closed(_) => "closed",
    }
}

/// Writes records at the end of the journal.
pub(crate) async fn insert(conn: &mut Conn, records: &[(Stored, Body)]) -> Result<(), StoreError> {
    for part in crate::sql::parts(records) {
        let mut statement = Statement::new(concat!("INSERT INTO record (", columns!(), ") "));
        statement.push_values(part, |mut row, (record, _)| {
            row.push_bind(signed(record.sequence))
                .push_bind(&*record.kind)
                .push_bind(record.effective_day)
                .push_bind(record.recorded_us)
                .push_bind(&*record.actor)
                .push_bind(&*record.basis)
                .push_bind(&*record.body)
                .push_bind(&*record.head);
        });
        statement.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// A sequence number as the database holds it.
pub(crate) fn signed(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}
