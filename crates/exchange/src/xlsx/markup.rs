//! XML as a stream of events, each of bounded size.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::archive::Part;
use crate::error::Trouble;
use crate::limit::{self, Limited};

/// The largest single event: one tag, or one text between tags.
const EVENT_BYTES_MAX: usize = 1024 * 1024;
/// The largest cell: spreadsheet programs allow 32,767 characters, of at most four bytes.
const CELL_BYTES_MAX: usize = 128 * 1024;

/// The events of one part of a workbook.
pub(super) struct Markup<R: Read> {
    part: String,
    reader: Reader<Limited<BufReader<Part<R>>>>,
}

impl<R: Read> Markup<R> {
    pub(super) fn new(part: Part<R>) -> Markup<R> {
        let name = part.name().to_owned();
        let limited = Limited::new(BufReader::with_capacity(64 * 1024, part), EVENT_BYTES_MAX);
        let mut reader = Reader::from_reader(limited);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Markup { part: name, reader }
    }

    /// The next event; `Event::Eof` at the end, which checks that the part is whole.
    pub(super) fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, Trouble> {
        buffer.clear();
        self.reader.get_mut().begin();
        let part = &self.part;
        self.reader.read_event_into(buffer).map_err(|error| trouble(part, error))
    }

    /// Reads on to the end without looking, so that a damaged tail is found.
    pub(super) fn finish(&mut self) -> Result<(), Trouble> {
        let mut buffer = vec![];
        while !matches!(self.next(&mut buffer)?, Event::Eof) {}
        Ok(())
    }

    /// Refuses a cell that no spreadsheet program could have written.
    pub(super) fn check_cell(&self, text: &str) -> Result<(), Trouble> {
        if text.len() > CELL_BYTES_MAX {
            return Err(Trouble::CellTooLarge { part: self.part.clone() });
        }
        Ok(())
    }

    pub(super) fn cut_off(&self) -> Trouble {
        self.broken("it ends in the middle")
    }

    pub(super) fn broken(&self, detail: &(impl ToString + ?Sized)) -> Trouble {
        Trouble::damaged(&self.part, detail)
    }
}

fn trouble(part: &str, error: quick_xml::Error) -> Trouble {
    match error {
        quick_xml::Error::Io(cause) if limit::is_too_long(&cause) => {
            Trouble::CellTooLarge { part: part.to_owned() }
        }
        other => Trouble::damaged(part, &other),
    }
}
