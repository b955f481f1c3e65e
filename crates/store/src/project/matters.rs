//! The current state of matters.

use std::collections::BTreeMap;

use base::{Key, Value, day, moment};
use register::event::MatterEvent;
use register::{Matter, Register};

use super::event::{Shape, Told};
use super::numbers::Numbers;
use super::{At, matter_rows};
use crate::StoreError;
use crate::record::Dictionary;
use crate::record::packing::{Held, Packed, What};
use crate::sql::Conn;

/// Where a matter is, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlaceIds {
    pub(super) account: i64,
    pub(super) unit: i64,
    pub(super) dims: i64,
}

/// An event with what was found out about it.
pub(super) struct Taken<'a> {
    pub(super) at: At,
    pub(super) told: Told<'a>,
    pub(super) before: Option<PlaceIds>,
    pub(super) after: Option<PlaceIds>,
    /// The last day that anything is posted on.
    pub(super) posted_until: Option<i32>,
}

/// A matter as its row says it.
#[derive(Clone, Debug, Default)]
pub(super) struct MatterRow {
    /// The record that opened it.
    pub(super) id: i64,
    pub(super) register: u32,
    pub(super) number: String,
    pub(super) title: String,
    /// `None` after the opening was taken back.
    pub(super) account: Option<i64>,
    /// Where it is, or last was.
    pub(super) unit: i64,
    pub(super) dims: i64,
    pub(super) version: u32,
    pub(super) opened_day: i32,
    pub(super) changed_day: i32,
    /// The last day that any of its postings reaches, if that is not `changed_day`.
    pub(super) settled_day: Option<i32>,
    pub(super) due_day: Option<i32>,
    pub(super) last_sequence: i64,
}

/// What a record must know of its matter as it is before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) id: i64,
    pub(super) last_sequence: i64,
}

/// Rows to be written.
#[derive(Debug, Default)]
pub(super) struct PendingMatters {
    rows: BTreeMap<i64, MatterRow>,
    /// Register → number → matter.
    ids: BTreeMap<u32, BTreeMap<String, i64>>,
    touched: Vec<i64>,
    numbers: Numbers,
}

impl PendingMatters {
    /// Reads the rows of all matters that these events are about.
    pub(super) async fn fetch<'a>(
        &mut self,
        conn: &mut Conn,
        dictionary: &Dictionary,
        events: impl Iterator<Item = &'a MatterEvent>,
    ) -> Result<(), StoreError> {
        let mut wanted: BTreeMap<&Key, Vec<&str>> = BTreeMap::new();
        for event in events {
            wanted.entry(&event.register).or_default().push(&event.number);
        }
        for (register, mut numbers) in wanted {
            // A register without a symbol has no matters yet.
            let Some(register) = dictionary.find_symbol(register) else { continue };
            numbers.sort_unstable();
            numbers.dedup();
            self.keep(matter_rows::by_number(conn, register, &numbers).await?);
        }
        Ok(())
    }

    /// Reads the rows of the matters that these records opened.
    pub(super) async fn fetch_by_id(
        &mut self,
        conn: &mut Conn,
        mut ids: Vec<i64>,
    ) -> Result<(), StoreError> {
        ids.sort_unstable();
        ids.dedup();
        self.keep(matter_rows::by_id(conn, &ids).await?);
        Ok(())
    }

    fn keep(&mut self, rows: Vec<MatterRow>) {
        for row in rows {
            self.ids.entry(row.register).or_default().insert(row.number.clone(), row.id);
            self.rows.insert(row.id, row);
        }
    }

    /// A matter that has been fetched, or opened since.
    pub(super) fn known(&self, register: u32, number: &str) -> Option<Known> {
        let id = self.ids.get(&register)?.get(number)?;
        let row = self.rows.get(id)?;
        Some(Known { id: row.id, last_sequence: row.last_sequence })
    }

    /// The number of such a matter.
    pub(super) fn number(&self, id: i64) -> Option<&str> {
        self.rows.get(&id).map(|row| row.number.as_str())
    }

    /// Takes an event whose matter has been fetched. Answers whether its title, deadline and opening
    /// must be settled by its history: a reversal or correction, or opening it again, takes back
    /// fields too.
    pub(super) fn take(
        &mut self,
        shape: &Shape,
        taken: &Taken<'_>,
        dictionary: &Dictionary,
    ) -> Result<bool, StoreError> {
        let Taken { at, told, before, after, posted_until } = taken;
        let packed = told.packed;
        self.open(taken);
        let is_next = |row: &&mut MatterRow| {
            let follows = match at.previous {
                Some(previous) => row.last_sequence == previous,
                None => row.version == 0,
            };
            follows && packed.version == row.version + 1 && packed.register == row.register
        };
        let Some(row) = self.rows.get_mut(&at.matter).filter(is_next) else {
            return Err(self.overtaken(shape, taken));
        };
        let last = after.or(*before);
        row.account = after.map(|place| place.account);
        row.unit = last.map_or(row.unit, |place| place.unit);
        row.dims = last.map_or(row.dims, |place| place.dims);
        row.version = packed.version;
        let until = row.settled_day.unwrap_or(row.changed_day).max(at.day);
        let until = posted_until.map_or(until, |day| day.max(until));
        row.changed_day = at.day;
        row.settled_day = Some(until).filter(|until| *until > at.day);
        row.last_sequence = at.sequence;
        self.touched.push(at.matter);
        if before.is_none() && after.is_some() {
            self.numbers.see(shape.register(), &row.number);
        }
        let is_plain = matches!(packed.what, What::Step(_) | What::Note(_));
        if !is_plain || (packed.version > 1 && before.is_none()) {
            return Ok(true);
        }
        match told.event.filter(|_| !told.is_whole) {
            Some(event) => show(shape.register(), event, row),
            None => show_packed(shape, packed, row, dictionary),
        }
        Ok(false)
    }

    /// Makes the row of a matter that this event opens, if its number is free.
    fn open(&mut self, taken: &Taken<'_>) {
        let Taken { at, told, after, .. } = taken;
        let packed = told.packed;
        let opens = at.matter == at.sequence && at.previous.is_none() && after.is_some();
        let number = packed.number.filter(|_| opens && !self.rows.contains_key(&at.matter));
        let Some(number) = number else { return };
        let numbers = self.ids.entry(packed.register).or_default();
        if numbers.contains_key(number) {
            return;
        }
        numbers.insert(number.to_owned(), at.matter);
        let row = MatterRow {
            id: at.matter,
            register: packed.register,
            number: number.to_owned(),
            opened_day: at.day,
            changed_day: at.day,
            ..MatterRow::default()
        };
        self.rows.insert(at.matter, row);
    }

    fn overtaken(&self, shape: &Shape, taken: &Taken<'_>) -> StoreError {
        let number = taken.told.packed.number.or_else(|| self.number(taken.at.matter));
        StoreError::Overtaken {
            register: shape.register().key.clone(),
            number: number.unwrap_or_default().to_owned(),
        }
    }

    /// Settles what follows from the whole history of a matter.
    pub(super) fn settle(&mut self, id: i64, register: &Register, matter: &Matter) {
        if let Some(row) = self.rows.get_mut(&id) {
            let settled = row.settled_day.unwrap_or(row.changed_day);
            row.changed_day = day::number(matter.changed_on);
            row.settled_day = Some(settled).filter(|settled| *settled > row.changed_day);
            (row.title, row.due_day) = (title(register, matter), due(register, matter));
            row.opened_day = day::number(matter.opened_on);
        }
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        self.touched.sort_unstable();
        self.touched.dedup();
        let rows: Vec<&MatterRow> =
            self.touched.iter().filter_map(|id| self.rows.get(id)).collect();
        matter_rows::write(conn, &rows).await?;
        self.forget();
        self.numbers.flush(conn).await
    }

    /// Leaves out all rows that have been read, or are written.
    pub(super) fn forget(&mut self) {
        self.touched.clear();
        self.rows.clear();
        self.ids.clear();
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

/// The same by numbers.
fn show_packed(shape: &Shape, packed: &Packed<'_>, row: &mut MatterRow, dictionary: &Dictionary) {
    let set = |field: Option<u32>| {
        let field = field?;
        packed.set.iter().find(|(key, _)| *key == field).map(|(_, held)| held)
    };
    let value = |held: &Held<'_>| match held.one() {
        Ok(one) => one.value(dictionary),
        Err(_) => Some(Value::Lines(vec![])),
    };
    match set(shape.title) {
        Some(Held::Text(text)) => (*text).clone_into(&mut row.title),
        Some(held) => row.title = value(held).map(|value| as_title(&value)).unwrap_or_default(),
        None => {}
    }
    if let Some(held) = set(shape.due) {
        row.due_day = value(held).and_then(|value| as_due(&value));
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
        Value::Moment(at) => moment::written(*at),
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
        | Value::Sealed(_)
        | Value::Moment(_) => None,
    }
}
