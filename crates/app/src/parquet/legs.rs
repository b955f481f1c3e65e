//! Both sides of every posting, one file for each register and segment.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use base::{Key, day};
use exchange::parquet::{Cell, Kind, Writer};
use indicators::sql;
use ledger::Leg;
use register::event::{MatterEvent, PackAdopted};
use register::model::Register;
use register::postings;
use store::journal::Stored;

use super::{ExportError, SEGMENT, damaged, make};

/// Columns that every register has, before its dimensions.
const COLUMNS: [(&str, Kind); 10] = [
    ("sequence", Kind::Integer),
    ("origin", Kind::IntegerOrMissing),
    ("recorded_at", Kind::Instant),
    ("number", Kind::Text),
    ("day", Kind::Day),
    ("unit", Kind::Text),
    ("book", Kind::Text),
    ("place", Kind::Text),
    ("debit", Kind::Integer),
    ("credit", Kind::Integer),
];

/// The files being written, with what postings depend on.
pub(super) struct Legs {
    folder: PathBuf,
    /// Registers as each version of their pack defined them.
    defined: BTreeMap<(Key, u32), Register>,
    open: BTreeMap<Key, Open>,
    written: u64,
}

/// The file of a register.
struct Open {
    segment: u64,
    dimensions: BTreeSet<Key>,
    writer: Writer,
}

impl Legs {
    pub(super) fn new(folder: PathBuf) -> Legs {
        Legs { folder, defined: BTreeMap::new(), open: BTreeMap::new(), written: 0 }
    }

    /// Takes a pack: events that name its version post by it.
    pub(super) fn adopt(
        &mut self,
        sequence: u64,
        adopted: &PackAdopted,
    ) -> Result<(), ExportError> {
        let reading = register::pack::read(&adopted.files);
        let pack = reading.pack.ok_or_else(|| damaged(sequence, &"its pack has faults"))?;
        for register in pack.registers {
            self.defined.insert((register.key.clone(), pack.version), register);
        }
        Ok(())
    }

    /// Writes what an event posts.
    pub(super) fn take(&mut self, record: &Stored, event: &MatterEvent) -> Result<(), ExportError> {
        let sequence = record.sequence;
        let register = self.defined.get(&(event.register.clone(), event.definition));
        let register = register.ok_or_else(|| damaged(sequence, &"its pack was never adopted"))?;
        let on = day::from_number(record.effective_day);
        let on = on.ok_or_else(|| damaged(sequence, &"it has no day"))?;
        let parts = postings::parts(register, event, on);
        let parts = parts.map_err(|error| damaged(sequence, &error))?;
        for (origin, entry) in &parts {
            for leg in entry.legs() {
                let row = Row { record, origin: *origin, number: &event.number, leg };
                self.write(&event.register, &row)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, register: &Key, row: &Row<'_>) -> Result<(), ExportError> {
        let open = self.file(register, row)?;
        let dimensions: Vec<Cell<'_>> = open
            .dimensions
            .iter()
            .map(|dimension| match row.leg.dims.get(dimension) {
                Some(value) => Cell::Text(value.as_str()),
                None => Cell::Missing,
            })
            .collect();
        let mut cells = row.cells().to_vec();
        cells.extend(dimensions);
        open.writer.row(&cells)?;
        self.written = self.written.saturating_add(1);
        Ok(())
    }

    /// The file that a row belongs to: another one in another segment, and when a dimension is new.
    fn file(&mut self, register: &Key, row: &Row<'_>) -> Result<&mut Open, ExportError> {
        let segment = row.record.sequence / SEGMENT;
        let known = self.open.get(register).map(|open| (open.segment, &open.dimensions));
        let is_new = |dimension: &&Key| known.is_none_or(|(_, known)| !known.contains(*dimension));
        let new: Vec<Key> =
            row.leg.dims.iter().map(|(dimension, _)| dimension).filter(is_new).cloned().collect();
        if !new.is_empty() || known.is_none_or(|(open, _)| open != segment) {
            let mut dimensions = known.map(|(_, known)| known.clone()).unwrap_or_default();
            dimensions.extend(new);
            if let Some(open) = self.open.remove(register) {
                open.writer.close()?;
            }
            let writer = self.create(register, row.record.sequence, &dimensions)?;
            self.open.insert(register.clone(), Open { segment, dimensions, writer });
        }
        Ok(self.open.get_mut(register).expect("it was there, or was made now"))
    }

    fn create(
        &self,
        register: &Key,
        first: u64,
        dimensions: &BTreeSet<Key>,
    ) -> Result<Writer, ExportError> {
        let folder = self.folder.join(register.as_str());
        make(&folder)?;
        let mut columns: Vec<(String, Kind)> =
            COLUMNS.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        columns.extend(dimensions.iter().map(|key| (sql::column(key), Kind::TextOrMissing)));
        let path = folder.join(format!("{first:012}.parquet"));
        Ok(Writer::create(&path, &columns)?)
    }

    /// Ends all files. Answers how many rows were written.
    pub(super) fn close(self) -> Result<u64, ExportError> {
        for open in self.open.into_values() {
            open.writer.close()?;
        }
        Ok(self.written)
    }
}

/// A side of a posting, with its record.
struct Row<'a> {
    record: &'a Stored,
    origin: Option<u64>,
    number: &'a str,
    leg: Leg<'a>,
}

impl Row<'_> {
    fn cells(&self) -> [Cell<'_>; COLUMNS.len()] {
        let Row { record, origin, number, leg } = self;
        [
            Cell::Number(record.sequence.cast_signed()),
            origin.map_or(Cell::Missing, |origin| Cell::Number(origin.cast_signed())),
            Cell::Number(record.recorded_us),
            Cell::Text(number),
            Cell::Number(i64::from(day::number(leg.day))),
            Cell::Text(leg.unit.as_str()),
            Cell::Text(leg.account.book()),
            Cell::Text(leg.account.place().as_str()),
            Cell::Number(leg.debit),
            Cell::Number(leg.credit),
        ]
    }
}
