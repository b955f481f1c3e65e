//! Every tree of the organisation, with the days it was valid for and the records that knew it so.

use std::path::Path;

use base::day;
use exchange::parquet::{Cell, Kind, Writer};
use jiff::civil::{Date, date};
use register::organisation::{Organisation, Tree};

use super::{ExportError, make};

const COLUMNS: [(&str, Kind); 10] = [
    ("known_from", Kind::Integer),
    ("known_until", Kind::Integer),
    ("valid_from", Kind::Day),
    ("valid_until", Kind::Day),
    ("unit", Kind::Text),
    ("lft", Kind::Integer),
    ("rgt", Kind::Integer),
    ("kind", Kind::Text),
    ("name_zh", Kind::Text),
    ("name_en", Kind::Text),
];

/// Before and after every day of a record.
const BEGINNING: Date = date(1, 1, 1);
const END: Date = date(9999, 12, 31);

/// What is known from one record until before another, of the days from one until before another.
struct Window {
    known: (u64, u64),
    valid: (Date, Date),
}

pub(super) fn write(organisation: &Organisation, path: &Path) -> Result<(), ExportError> {
    if let Some(folder) = path.parent() {
        make(folder)?;
    }
    let columns: Vec<(String, Kind)> =
        COLUMNS.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    let mut writer = Writer::create(path, &columns)?;
    let mut points: Vec<u64> =
        organisation.reorganisations().map(|(_, sequence, _)| sequence).collect();
    points.sort_unstable();
    points.insert(0, 0);
    let ends = points.iter().skip(1).copied().chain([i64::MAX.unsigned_abs()]);
    for (known_from, known_until) in points.iter().copied().zip(ends) {
        let mut turns: Vec<Date> = organisation.turns(Some(known_from)).into_iter().collect();
        turns.insert(0, BEGINNING);
        let ends = turns.iter().skip(1).copied().chain([END]);
        for valid in turns.iter().copied().zip(ends) {
            let tree = organisation.tree(valid.0, Some(known_from));
            rows(&mut writer, &tree, &Window { known: (known_from, known_until), valid })?;
        }
    }
    Ok(writer.close()?)
}

fn rows(writer: &mut Writer, tree: &Tree, window: &Window) -> Result<(), ExportError> {
    let nested = tree.nested();
    for (unit, node) in tree.units() {
        let place = nested.get(unit).copied().unwrap_or_default();
        writer.row(&[
            Cell::Number(window.known.0.cast_signed()),
            Cell::Number(window.known.1.cast_signed()),
            Cell::Number(i64::from(day::number(window.valid.0))),
            Cell::Number(i64::from(day::number(window.valid.1))),
            Cell::Text(unit.as_str()),
            Cell::Number(place.lft),
            Cell::Number(place.rgt),
            Cell::Text(node.kind.as_str()),
            Cell::Text(&node.zh),
            Cell::Text(&node.en),
        ])?;
    }
    Ok(())
}
