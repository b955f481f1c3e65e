//! The events of a stretch of the record, posted one after the other.

use std::collections::VecDeque;

use ledger::Entry;
use register::Happened;
use register::event::Body;
use register::postings::postings;

use super::Stretch;
use crate::definitions::Definitions;
use crate::sql::Conn;
use crate::{StoreError, journal};

/// How many records are read at a time.
const RECORDS: u32 = 4_096;

/// An event with what it posted.
pub(super) struct Posted {
    pub(super) happened: Happened,
    pub(super) entry: Entry,
}

/// Goes through a stretch; memory does not grow with its length.
pub(super) struct Since<'a> {
    definitions: &'a Definitions,
    reached: u64,
    until: u64,
    waiting: VecDeque<Posted>,
}

impl<'a> Since<'a> {
    pub(super) fn new(definitions: &'a Definitions, stretch: Stretch<'_>) -> Since<'a> {
        let reached = stretch.closing.known_at;
        Since { definitions, reached, until: stretch.until, waiting: VecDeque::new() }
    }

    /// The next event of a matter.
    pub(super) async fn next(&mut self, conn: &mut Conn) -> Result<Option<Posted>, StoreError> {
        while self.waiting.is_empty() && self.reached < self.until {
            let records = journal::records_after(conn, self.reached, RECORDS).await?;
            let Some(last) = records.last() else { break };
            self.reached = last.sequence;
            for record in records.iter().filter(|record| record.sequence <= self.until) {
                let Body::Matter(_) = record.body()? else { continue };
                let happened = record.happened()?;
                let event = &happened.event;
                let register = self.definitions.register(&event.register, event.definition)?;
                let entry = postings(register, event, happened.effective_on).map_err(|source| {
                    StoreError::Unbalanced { sequence: record.sequence, source }
                })?;
                self.waiting.push_back(Posted { happened, entry });
            }
        }
        Ok(self.waiting.pop_front())
    }
}
