//! The current state of matters, and their events with both ends.

use std::collections::BTreeMap;

use crate::sql::Conn;
use base::{Key, Value, day};
use register::event::{Happening, MatterEvent};
use register::{Matter, Register};

use super::numbers::Numbers;
use super::{Places, matter_rows};
use crate::StoreError;
use crate::record::{Stored, signed};

/// Where a matter is, by number.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlaceIds {
    pub(super) account: i64,
    pub(super) unit: i64,
    pub(super) dims: i64,
}

/// Both ends of an event.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ends {
    pub(super) before: Option<PlaceIds>,
    pub(super) after: Option<PlaceIds>,
}

/// An event with what was found out about it.
pub(super) struct Taken<'a> {
    pub(super) record: &'a Stored,
    pub(super) event: &'a MatterEvent,
    pub(super) ends: Ends,
}

/// A matter as its row says it.
#[derive(Clone, Debug)]
pub(super) struct MatterRow {
    pub(super) id: i64,
    pub(super) title: String,
    /// `None` after the opening was taken back.
    pub(super) account: Option<i64>,
    /// Where it is, or last was.
    pub(super) unit: i64,
    pub(super) dims: i64,
    pub(super) version: u32,
    pub(super) opened_day: i32,
    pub(super) changed_day: i32,
    pub(super) due_day: Option<i32>,
    pub(super) last_sequence: i64,
}

#[derive(Debug)]
pub(super) struct EventRow {
    pub(super) sequence: i64,
    pub(super) matter: i64,
    pub(super) version: u32,
    pub(super) day: i32,
    pub(super) step: Option<Key>,
    pub(super) reverses: Option<i64>,
    pub(super) posts: bool,
    pub(super) ends: Ends,
}

/// Rows to be written.
#[derive(Debug)]
pub(super) struct PendingMatters {
    last_id: i64,
    rows: BTreeMap<(Key, String), MatterRow>,
    events: Vec<EventRow>,
    numbers: Numbers,
}

impl PendingMatters {
    pub(super) async fn load(conn: &mut Conn) -> Result<PendingMatters, StoreError> {
        let last_id = crate::sql::query_scalar("SELECT coalesce(max(id), 0) FROM matter");
        Ok(PendingMatters {
            last_id: last_id.fetch_one(conn).await?,
            rows: BTreeMap::new(),
            events: vec![],
            numbers: Numbers::default(),
        })
    }

    /// Reads the rows of all matters that these events are about.
    pub(super) async fn fetch<'a>(
        &mut self,
        conn: &mut Conn,
        events: impl Iterator<Item = &'a MatterEvent>,
    ) -> Result<(), StoreError> {
        let mut wanted: BTreeMap<&Key, Vec<&str>> = BTreeMap::new();
        for event in events {
            wanted.entry(&event.register).or_default().push(&event.number);
        }
        for (register, mut numbers) in wanted {
            numbers.sort_unstable();
            numbers.dedup();
            for (number, row) in matter_rows::read(conn, register, &numbers).await? {
                self.rows.insert((register.clone(), number), row);
            }
        }
        Ok(())
    }

    /// Takes an event whose matter has been fetched.
    pub(super) async fn take(
        &mut self,
        places: &mut Places<'_>,
        register: &Register,
        taken: Taken<'_>,
    ) -> Result<(), StoreError> {
        let Taken { record, event, ends } = taken;
        let key = (event.register.clone(), event.number.clone());
        let overtaken = || StoreError::Overtaken { register: key.0.clone(), number: key.1.clone() };
        let present = self.rows.get(&key).cloned();
        if event.version != present.as_ref().map_or(0, |row| row.version) + 1 {
            return Err(overtaken());
        }
        let mut row = match present {
            Some(row) => row,
            None => self.new_row(record, ends).ok_or_else(overtaken)?,
        };
        let last = ends.after.or(ends.before);
        row.account = ends.after.map(|place| place.account);
        row.unit = last.map_or(row.unit, |place| place.unit);
        row.dims = last.map_or(row.dims, |place| place.dims);
        row.version = event.version;
        row.changed_day = record.effective_day;
        row.last_sequence = signed(record.sequence);
        let (step, reverses) = match &event.what {
            Happening::Step(step) => (Some(step.clone()), None),
            Happening::Note(_) | Happening::Correction { .. } | Happening::Reassigned { .. } => {
                (None, None)
            }
            Happening::Reversal { of, .. } => (None, Some(signed(*of))),
        };
        self.events.push(EventRow {
            sequence: signed(record.sequence),
            matter: row.id,
            version: event.version,
            day: record.effective_day,
            step,
            reverses,
            posts: !event.posted.is_empty(),
            ends,
        });
        let corrects = matches!(event.what, Happening::Correction { .. });
        if corrects || reverses.is_some() || (event.version > 1 && event.before.is_none()) {
            let history = self.history(places, row.id).await?;
            row.changed_day = day::number(history.changed_on);
            (row.title, row.due_day) = (title(register, &history), due(register, &history));
            row.opened_day = day::number(history.opened_on);
        } else {
            show(register, event, &mut row);
        }
        if event.before.is_none() && event.after.is_some() {
            self.numbers.see(register, &event.number);
        }
        self.rows.insert(key, row);
        Ok(())
    }

    /// The row of a matter that this event opens.
    fn new_row(&mut self, record: &Stored, ends: Ends) -> Option<MatterRow> {
        let place = ends.after?;
        self.last_id += 1;
        Some(MatterRow {
            id: self.last_id,
            title: String::new(),
            account: Some(place.account),
            unit: place.unit,
            dims: place.dims,
            version: 0,
            opened_day: record.effective_day,
            changed_day: record.effective_day,
            due_day: None,
            last_sequence: 0,
        })
    }

    /// All events of a matter: a reversal, or opening it again, takes back fields too, so what remains
    /// must be looked up.
    async fn history(&mut self, places: &mut Places<'_>, id: i64) -> Result<Matter, StoreError> {
        matter_rows::write_events(places.projections, &std::mem::take(&mut self.events)).await?;
        let sequences = matter_rows::sequences(places.projections, id).await?;
        let journal = match &mut places.journal {
            Some(journal) => journal,
            None => &mut *places.projections,
        };
        let mut history = vec![];
        for record in crate::journal::records_at(journal, &sequences).await? {
            history.push(record.happened()?);
        }
        Matter::fold(history)
            .ok_or_else(|| StoreError::damaged("an event belongs to no matter".to_owned()))
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        matter_rows::write_events(conn, &std::mem::take(&mut self.events)).await?;
        let rows: Vec<_> = std::mem::take(&mut self.rows).into_iter().collect();
        matter_rows::write(conn, &rows).await?;
        self.numbers.flush(conn).await
    }
}

/// Takes over the title and the deadline, if the event gives them.
fn show(register: &Register, event: &MatterEvent, row: &mut MatterRow) {
    let set = |field: &Option<Key>| field.as_ref().and_then(|field| event.set.get(field));
    if let Some(value) = set(&register.title) {
        row.title = as_title(value);
    }
    if let Some(value) = set(&register.due) {
        row.due_day = as_due(value);
    }
}

fn title(register: &Register, matter: &Matter) -> String {
    let value = register.title.as_ref().and_then(|field| matter.fields.get(field));
    value.map(as_title).unwrap_or_default()
}

fn due(register: &Register, matter: &Matter) -> Option<i32> {
    register.due.as_ref().and_then(|field| matter.fields.get(field)).and_then(as_due)
}

fn as_title(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Choice(key) | Value::Unit(key) => key.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Integer(number) => number.to_string(),
        // Money, flags and rows are not names of anything.
        Value::Fen(_) | Value::Flag(_) | Value::Lines(_) | Value::Sealed(_) => String::new(),
    }
}

fn as_due(value: &Value) -> Option<i32> {
    match value {
        Value::Date(date) => Some(day::number(*date)),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Fen(_)
        | Value::Choice(_)
        | Value::Flag(_)
        | Value::Unit(_)
        | Value::Lines(_)
        | Value::Sealed(_) => None,
    }
}
