//! A journal out of a file.

use std::io::BufRead;

use ledger::chain;
use ledger::digest::{Algorithm, hex};
use store::journal::Head;
use store::{New, Writer};

use super::TransferError;
use super::line::{self, FORMAT, Line, Opening};

/// Records taken over at a time.
const RECORDS: usize = 4_096;

/// No line of ours is as long; a file of something else may have no lines at all.
const LINE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// A journal file, open behind its first line.
#[derive(Debug)]
pub struct JournalFile<R> {
    from: R,
    algorithm: Algorithm,
    line: u64,
    bytes: u64,
    head: Head,
    buffer: Vec<u8>,
    /// The buffer holds a line that has not been looked at.
    is_ahead: bool,
    /// The line ends with the file, not with a line feed.
    is_open: bool,
}

impl<R: BufRead> JournalFile<R> {
    /// Reads the first line.
    ///
    /// # Errors
    ///
    /// [`TransferError::NotOurs`], [`TransferError::Newer`].
    pub fn open(from: R) -> Result<JournalFile<R>, TransferError> {
        let head = Head { sequence: 0, hash: chain::genesis() };
        let algorithm = Algorithm::default();
        let mut file = JournalFile {
            from,
            algorithm,
            line: 0,
            bytes: 0,
            head,
            buffer: vec![],
            is_ahead: false,
            is_open: false,
        };
        let is_there = file.next_line().map_err(|_| TransferError::NotOurs)?;
        let opening: Opening = match serde_json::from_slice(&file.buffer) {
            Ok(opening) if is_there => opening,
            Ok(_) | Err(_) => return Err(TransferError::NotOurs),
        };
        if !opening.is_ours() {
            return Err(TransferError::NotOurs);
        }
        if opening.format > FORMAT {
            return Err(TransferError::Newer { found: opening.format, known: FORMAT });
        }
        file.algorithm = opening.digest.parse()?;
        file.head.hash = chain::first_head(file.algorithm);
        Ok(file)
    }

    /// What the journal is digested with: the installation that takes it over must do the same.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Appends everything to an empty journal, in one transaction. `progress` hears how many bytes have
    /// been read.
    ///
    /// # Errors
    ///
    /// [`TransferError`] names the first line that is not as it was written; then nothing has happened.
    pub async fn import(
        mut self,
        writer: &mut Writer,
        mut progress: impl FnMut(u64),
    ) -> Result<Head, TransferError> {
        let mut tx = writer.begin().await?;
        let records = tx.head().sequence;
        if records > 0 {
            return Err(TransferError::NotEmpty { records });
        }
        loop {
            let (part, is_last) = self.part()?;
            if !part.is_empty() {
                tx.append(part).await?;
            }
            if tx.head() != self.head {
                // The lines are as they were written, but by a program that writes otherwise.
                return Err(TransferError::Unsound { sequence: tx.head().sequence });
            }
            progress(self.bytes);
            if is_last {
                break;
            }
        }
        Ok(tx.commit().await?)
    }

    /// The next records, and whether they are the last.
    fn part(&mut self) -> Result<(Vec<New>, bool), TransferError> {
        let mut part: Vec<New> = vec![];
        loop {
            if !self.is_ahead && !self.next_line()? {
                return Err(TransferError::CutOff { last: self.head.sequence });
            }
            self.is_ahead = false;
            match line::read(&self.buffer).map_err(|detail| self.unreadable(detail))? {
                Line::Record(_) if part.len() >= RECORDS => {
                    self.is_ahead = true;
                    return Ok((part, false));
                }
                Line::Record(record) => part.push(self.record(&record)?),
                Line::Personal(guarded) => match part.last_mut() {
                    Some(new) => new.personal.push(guarded),
                    None => return Err(self.unreadable("no record comes before it".to_owned())),
                },
                Line::End(end) => {
                    self.check_end(&end)?;
                    return Ok((part, true));
                }
            }
        }
    }

    fn check_end(&mut self, end: &line::End) -> Result<(), TransferError> {
        if end.records != self.head.sequence || end.head != hex(&self.head.hash) {
            let (stated, found) = (end.records, self.head.sequence);
            return Err(TransferError::OtherEnd { stated, found });
        }
        if self.next_line()? { Err(TransferError::AfterEnd { line: self.line }) } else { Ok(()) }
    }

    /// A line that says nothing; the last one may only be a part of what was written.
    fn unreadable(&self, detail: String) -> TransferError {
        if self.is_open {
            TransferError::CutOff { last: self.head.sequence }
        } else {
            TransferError::Unreadable { line: self.line, detail }
        }
    }

    /// Checks a record against the chain so far, and moves the head on.
    fn record(&mut self, record: &line::RecordLine) -> Result<New, TransferError> {
        let (line, sequence) = (self.line, record.sequence);
        let due = self.head.sequence.saturating_add(1);
        if sequence != due {
            return Err(TransferError::OutOfOrder { line, due, found: sequence });
        }
        let edited = || TransferError::Edited { line, sequence };
        let (leaf, again) = record.record(self.algorithm).ok_or_else(edited)?;
        if line::check(&leaf) != record.check {
            return Err(edited());
        }
        let hash = chain::next_head(self.algorithm, &self.head.hash, &leaf);
        self.head = Head { sequence, hash };
        again
            .taken()
            .ok_or_else(|| self.unreadable("this program does not know such a record".to_owned()))
    }

    /// Reads a line into the buffer, without its end. `false` if there is none.
    fn next_line(&mut self) -> Result<bool, TransferError> {
        self.buffer.clear();
        let mut bounded = std::io::Read::take(&mut self.from, LINE_BYTES_MAX);
        let read = bounded.read_until(b'\n', &mut self.buffer)? as u64;
        self.bytes = self.bytes.saturating_add(read);
        self.line = self.line.saturating_add(1);
        if read == LINE_BYTES_MAX {
            let detail = "it is longer than any line of a journal".to_owned();
            return Err(TransferError::Unreadable { line: self.line, detail });
        }
        self.is_open = self.buffer.last() != Some(&b'\n');
        while self.buffer.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            self.buffer.pop();
        }
        Ok(read > 0)
    }
}
