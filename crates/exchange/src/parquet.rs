//! Tables as Parquet files, which DuckDB, ClickHouse, Spark and pandas read.
//!
//! Rows are held until there are [`GROUP_ROWS`] of them, so a file of any length takes bounded memory.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::{Lang, Say};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

/// Rows of a row group.
pub const GROUP_ROWS: usize = 131_072;

/// What a column holds. A value may be missing only where that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Integer,
    /// A whole number that may be missing.
    IntegerOrMissing,
    /// A day, as days since 1970.
    Day,
    /// An instant in UTC, as microseconds since 1970.
    Instant,
    /// Text.
    Text,
    /// Text that may be missing.
    TextOrMissing,
}

/// A column with the values of the rows that are not yet written.
#[derive(Debug)]
struct Column {
    kind: Kind,
    numbers: Vec<i64>,
    texts: Vec<ByteArray>,
    /// 1 where there is a value, 0 where it is missing.
    present: Vec<i16>,
}

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// For [`Kind::Integer`], [`Kind::Day`] and [`Kind::Instant`].
    Number(i64),
    /// For [`Kind::Text`].
    Text(&'a str),
    /// Nothing.
    Missing,
}

/// Why a Parquet file cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be written ({source}); check the folder and the free space, then export again", .path.display())]
pub struct WriteError {
    path: PathBuf,
    #[source]
    source: ParquetError,
}

impl Say for WriteError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!(
                "写不了 {}（{}）；请检查目录权限和磁盘空间后重新导出",
                self.path.display(),
                self.source
            ),
        }
    }
}

/// A file being written.
pub struct Writer {
    path: PathBuf,
    file: SerializedFileWriter<File>,
    columns: Vec<Column>,
    waiting: usize,
}

impl Writer {
    /// Begins a file with these columns; one that is there is replaced.
    ///
    /// # Errors
    ///
    /// [`WriteError`] if it cannot be made.
    pub fn create(path: &Path, columns: &[(String, Kind)]) -> Result<Writer, WriteError> {
        let failed = |source| WriteError { path: path.to_path_buf(), source };
        let fields = columns.iter().map(|(name, kind)| field(name, *kind).map(Arc::new));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let schema =
            Type::group_type_builder("table").with_fields(fields).build().map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // The name of this program and no version of a library: same input, same bytes.
            .set_created_by("taizhang".to_owned())
            .build();
        let file = File::create(path).map_err(|error| failed(error.into()))?;
        let file = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties));
        let columns = columns.iter().map(|(_, kind)| Column::new(*kind)).collect();
        Ok(Writer { path: path.to_path_buf(), file: file.map_err(failed)?, columns, waiting: 0 })
    }

    /// Writes a row. Cells beyond the columns are left out, missing ones are missing.
    ///
    /// # Errors
    ///
    /// [`WriteError`] if the disk is full, or a cell is not what its column holds.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        for (place, column) in self.columns.iter_mut().enumerate() {
            let cell = cells.get(place).copied().unwrap_or(Cell::Missing);
            column.push(cell).map_err(|source| WriteError { path: self.path.clone(), source })?;
        }
        self.waiting += 1;
        if self.waiting == GROUP_ROWS { self.flush() } else { Ok(()) }
    }

    /// Writes what waits, and the end.
    ///
    /// # Errors
    ///
    /// [`WriteError`] if the disk is full.
    pub fn close(mut self) -> Result<(), WriteError> {
        self.flush()?;
        let path = self.path;
        self.file.close().map_err(|source| WriteError { path, source })?;
        Ok(())
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        if self.waiting == 0 {
            return Ok(());
        }
        self.waiting = 0;
        self.group().map_err(|source| WriteError { path: self.path.clone(), source })
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            column.write(&mut group)?;
        }
        group.close()?;
        Ok(())
    }
}

fn field(name: &str, kind: Kind) -> Result<Type, ParquetError> {
    let (physical, logical, repetition) = match kind {
        Kind::Integer => (Physical::INT64, None, Repetition::REQUIRED),
        Kind::IntegerOrMissing => (Physical::INT64, None, Repetition::OPTIONAL),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date), Repetition::REQUIRED),
        Kind::Instant => (
            Physical::INT64,
            Some(LogicalType::timestamp(true, TimeUnit::MICROS)),
            Repetition::REQUIRED,
        ),
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED),
        Kind::TextOrMissing => {
            (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::OPTIONAL)
        }
    };
    let builder = Type::primitive_type_builder(name, physical);
    builder.with_logical_type(logical).with_repetition(repetition).build()
}

impl Column {
    fn new(kind: Kind) -> Column {
        Column { kind, numbers: vec![], texts: vec![], present: vec![] }
    }

    fn push(&mut self, cell: Cell<'_>) -> Result<(), ParquetError> {
        let is_text = matches!(self.kind, Kind::Text | Kind::TextOrMissing);
        match cell {
            Cell::Number(number) if !is_text => self.numbers.push(number),
            Cell::Text(text) if is_text => {
                self.texts.push(ByteArray::from(text.as_bytes().to_vec()));
            }
            Cell::Missing if self.may_miss() => {
                self.present.push(0);
                return Ok(());
            }
            _ => {
                let told = format!("a column of {:?} cannot hold {cell:?}", self.kind);
                return Err(ParquetError::General(told));
            }
        }
        if self.may_miss() {
            self.present.push(1);
        }
        Ok(())
    }

    fn may_miss(&self) -> bool {
        matches!(self.kind, Kind::IntegerOrMissing | Kind::TextOrMissing)
    }

    fn write(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, File>,
    ) -> Result<(), ParquetError> {
        let Some(mut writer) = group.next_column()? else { return Ok(()) };
        let present = self.may_miss().then_some(&*self.present);
        match self.kind {
            Kind::Integer | Kind::IntegerOrMissing | Kind::Instant => {
                writer.typed::<Int64Type>().write_batch(&self.numbers, present, None)?;
            }
            Kind::Day => {
                let days = self.numbers.iter().map(|day| i32::try_from(*day));
                let days = days.collect::<Result<Vec<i32>, _>>();
                let days = days.map_err(|error| ParquetError::General(error.to_string()))?;
                writer.typed::<Int32Type>().write_batch(&days, present, None)?;
            }
            Kind::Text | Kind::TextOrMissing => {
                writer.typed::<ByteArrayType>().write_batch(&self.texts, present, None)?;
            }
        }
        writer.close()?;
        self.numbers.clear();
        self.texts.clear();
        self.present.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;

    fn columns() -> Vec<(String, Kind)> {
        [("n", Kind::Integer), ("day", Kind::Day), ("of", Kind::TextOrMissing)]
            .map(|(name, kind)| (name.to_owned(), kind))
            .into()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("some.parquet");
        let mut writer = Writer::create(&path, &columns()).unwrap();
        writer.row(&[Cell::Number(7), Cell::Number(18_992), Cell::Text("接种")]).unwrap();
        writer.row(&[Cell::Number(-8), Cell::Number(0)]).unwrap();
        writer.close().unwrap();
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        let rows: Vec<String> = reader.into_iter().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(
            rows,
            ["{n: 7, day: 2021-12-31, of: \"接种\"}", "{n: -8, day: 1970-01-01, of: null}",]
        );
    }

    #[test]
    fn long_tables_have_several_groups_and_wrong_cells_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.parquet");
        let mut writer = Writer::create(&path, &columns()).unwrap();
        for _ in 0..=GROUP_ROWS {
            writer.row(&[Cell::Number(1), Cell::Number(1)]).unwrap();
        }
        assert!(writer.row(&[Cell::Text("no number"), Cell::Number(1)]).is_err());
        let mut writer = Writer::create(&path, &columns()).unwrap();
        for _ in 0..=GROUP_ROWS {
            writer.row(&[Cell::Number(1), Cell::Number(1)]).unwrap();
        }
        writer.close().unwrap();
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        assert_eq!(reader.num_row_groups(), 2);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = Writer::create(Path::new("not/there/x.parquet"), &columns()).err().unwrap();
        assert!(error.to_string().contains("not/there"), "{error}");
        assert!(error.say(Lang::Zh).contains("not/there"));
    }
}
