//! Lines of a journal file.
//!
//! ```text
//! {"taizhang":"journal","format":1,"digest":"sha-256"}
//! {"sequence":1,"effective_on":"2021-01-01","recorded_at":"2021-01-01T00:00:00Z","actor":"operator","basis":"","check":"5f0c22d1","body":{…}}
//! {"personal":{"commitment":"…","person":"…","wrapped":"…","register":"hotline","number":"RX-7","encrypted":"…"}}
//! {"end":{"records":1,"head":"…"}}
//! ```
//!
//! A body is copied byte for byte: its bytes are what the chain commits to. Personal values, which lie
//! beside the journal, follow the record that commits to them, encrypted as they are.

use base::{Commitment, Key};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::chain::Record;
use ledger::digest::{Algorithm, Hash, hex, unhex};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use store::New;
use store::journal::Stored;
use store::personal::Guarded;

/// The format that this program writes.
pub(super) const FORMAT: u32 = 1;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Opening {
    taizhang: String,
    pub(super) format: u32,
    pub(super) digest: String,
}

impl Opening {
    pub(super) fn new(algorithm: Algorithm) -> Opening {
        Opening {
            taizhang: "journal".to_owned(),
            format: FORMAT,
            digest: algorithm.name().to_owned(),
        }
    }

    pub(super) fn is_ours(&self) -> bool {
        self.taizhang == "journal"
    }
}

/// Any other line.
#[derive(Debug)]
pub(super) enum Line {
    Record(RecordLine),
    Personal(Guarded),
    End(End),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordLine {
    pub(super) sequence: u64,
    effective_on: String,
    recorded_at: String,
    actor: String,
    basis: String,
    /// The first four bytes of the leaf: they name an edited line. The head at the end commits to
    /// everything.
    pub(super) check: String,
    body: Box<RawValue>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    personal: PersonalLine,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonalLine {
    commitment: Commitment,
    person: String,
    wrapped: String,
    register: Key,
    number: String,
    encrypted: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    end: End,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) records: u64,
    pub(super) head: String,
}

/// What a line says, or why it says nothing.
pub(super) fn read(bytes: &[u8]) -> Result<Line, String> {
    let said = |error: serde_json::Error| error.to_string();
    if bytes.starts_with(b"{\"sequence\":") {
        serde_json::from_slice(bytes).map(Line::Record).map_err(said)
    } else if bytes.starts_with(b"{\"personal\":") {
        let Beside { personal } = serde_json::from_slice(bytes).map_err(said)?;
        let guarded = personal.guarded().ok_or("a value is no hexadecimal number")?;
        Ok(Line::Personal(guarded))
    } else if bytes.starts_with(b"{\"end\":") {
        serde_json::from_slice(bytes).map(|Ending { end }| Line::End(end)).map_err(said)
    } else {
        Err("it begins like no line of a journal".to_owned())
    }
}

pub(super) fn end(records: u64, head: &Hash) -> String {
    let ending = Ending { end: End { records, head: hex(head) } };
    serde_json::to_string(&ending).expect("texts and numbers can be written")
}

pub(super) fn personal(guarded: &Guarded) -> String {
    let personal = PersonalLine {
        commitment: guarded.commitment,
        person: hex(&guarded.person),
        wrapped: hex(&guarded.wrapped),
        register: guarded.register.clone(),
        number: guarded.number.clone(),
        encrypted: hex(&guarded.encrypted),
    };
    serde_json::to_string(&Beside { personal }).expect("texts can be written")
}

impl PersonalLine {
    fn guarded(self) -> Option<Guarded> {
        Some(Guarded {
            commitment: self.commitment,
            person: unhex(&self.person)?,
            wrapped: bytes(&self.wrapped)?,
            register: self.register,
            number: self.number,
            encrypted: bytes(&self.encrypted)?,
        })
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let pairs = digits.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    pairs.map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.last()?)?)).collect()
}

impl RecordLine {
    /// `None` if the record is one that no program of ours writes.
    pub(super) fn of(record: &Stored, leaf: &Hash) -> Option<RecordLine> {
        let effective_on = base::day::from_number(record.effective_day)?;
        let recorded_at = Timestamp::from_microsecond(record.recorded_us).ok()?;
        let body = String::from_utf8(record.body.clone()).ok()?;
        Some(RecordLine {
            sequence: record.sequence,
            effective_on: effective_on.to_string(),
            recorded_at: recorded_at.to_string(),
            actor: record.actor.clone(),
            basis: record.basis.clone(),
            check: check(leaf),
            body: RawValue::from_string(body).ok()?,
        })
    }

    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers can be written")
    }

    /// The record with its leaf. `None` if a day, a time or a person is none.
    pub(super) fn record(&self, algorithm: Algorithm) -> Option<(Hash, Again<'_>)> {
        let effective_on: Date = self.effective_on.parse().ok()?;
        let recorded_at: Timestamp = self.recorded_at.parse().ok()?;
        let record = Record {
            sequence: self.sequence,
            effective_day: base::day::number(effective_on),
            recorded_us: recorded_at.as_microsecond(),
            actor: &self.actor,
            basis: &self.basis,
            body: self.body.get().as_bytes(),
        };
        let actor = Key::new(&self.actor).ok()?;
        Some((record.leaf(algorithm), Again { line: self, effective_on, recorded_at, actor }))
    }
}

/// A line that is to be recorded again.
pub(super) struct Again<'a> {
    line: &'a RecordLine,
    effective_on: Date,
    recorded_at: Timestamp,
    actor: Key,
}

impl Again<'_> {
    /// `None` if this program cannot read the body.
    pub(super) fn taken(self) -> Option<New> {
        let (body, request) = store::transfer::body(self.line.body.get().as_bytes()).ok()?;
        Some(New {
            effective_on: self.effective_on,
            recorded_at: self.recorded_at,
            actor: self.actor,
            basis: self.line.basis.clone(),
            body,
            personal: vec![],
            request,
        })
    }
}

pub(super) fn check(leaf: &Hash) -> String {
    hex(leaf).chars().take(8).collect()
}
