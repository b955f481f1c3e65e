//! The writing end: one transaction at a time, appended at the end of the journal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::sql::{Conn, Dialect, Transaction};
use base::Key;
use jiff::civil::Date;
use ledger::digest::Hash;
use register::Matter;
use register::event::{PackAdopted, UnitDefined};
use register::model::Catalogue;

use crate::asked::{self, Asked};
use crate::journal::Head;
use crate::lock::WriterLock;
use crate::matters::history;
use crate::project::{self, Places, Projector};
use crate::record::{self, Dictionary, Filed, New};
use crate::traps::{Point, Traps};
use crate::{Place, StoreError, closings, journal, lease, open, personal};

/// Appends to the journal. There is one for each file, across all processes; on a server several take
/// turns.
#[derive(Debug)]
pub struct Writer {
    conn: Conn,
    place: Place,
    /// What a transaction would otherwise have to look up. Handed to the transaction and given back by
    /// its commit, so that one that comes to nothing leaves nothing behind.
    kept: Option<Kept>,
    traps: Traps,
    /// A file belongs to one writer for as long as it runs.
    _lock: Option<WriterLock>,
}

#[derive(Debug)]
struct Kept {
    head: Head,
    projector: Projector,
}

/// A transaction. Dropping it without [`Tx::commit`] leaves the database as it was.
#[derive(Debug)]
pub struct Tx<'a> {
    tx: Transaction<'a>,
    lent: Lent<'a>,
    traps: Traps,
}

/// What the writer keeps, lent to a transaction. It goes back unless it has run ahead of a database
/// that was then left as it was.
#[derive(Debug)]
struct Lent<'a> {
    kept: Option<Kept>,
    is_ahead: bool,
    to: &'a mut Option<Kept>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if !self.is_ahead {
            *self.to = self.kept.take();
        }
    }
}

impl Lent<'_> {
    fn kept(&self) -> &Kept {
        self.kept.as_ref().expect("only dropping gives it back")
    }

    fn kept_mut(&mut self) -> &mut Kept {
        self.kept.as_mut().expect("only dropping gives it back")
    }
}

impl Writer {
    pub(crate) async fn new(
        mut conn: Conn,
        place: Place,
        lock: Option<WriterLock>,
    ) -> Result<Writer, StoreError> {
        let kept = Some(Kept::load(&mut conn).await?);
        Ok(Writer { conn, place, kept, traps: Traps::default(), _lock: lock })
    }

    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    /// Begins a transaction, as soon as it is this writer's turn. What others have written meanwhile is
    /// taken in.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read or is busy.
    pub async fn begin(&mut self) -> Result<Tx<'_>, StoreError> {
        let kept = self.kept.take();
        if self.conn.is_closed() {
            self.conn = open::writing(&self.place).await?;
        }
        let mut tx = self.conn.begin().await?;
        lease::take(&mut tx).await?;
        let kept = match kept {
            Some(kept) if kept.is_current(&mut tx).await? => kept,
            Some(_) | None => Kept::load(&mut tx).await?,
        };
        let lent = Lent { kept: Some(kept), is_ahead: false, to: &mut self.kept };
        let tx = Tx { tx, lent, traps: self.traps.clone() };
        tx.traps.reach(Point::Begun)?;
        Ok(tx)
    }

    /// Where tests make a commit fail.
    #[cfg(feature = "traps")]
    #[must_use]
    pub fn traps(&self) -> Traps {
        self.traps.clone()
    }

    /// Empties every projection and replays the journal, all in one transaction.
    ///
    /// `progress` hears how many records of how many are done.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if a record cannot be read; then everything stays as it was.
    pub async fn rebuild(
        &mut self,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Head, StoreError> {
        self.kept = None;
        if self.conn.is_closed() {
            self.conn = open::writing(&self.place).await?;
        }
        let mut tx = self.conn.begin().await?;
        lease::take(&mut tx).await?;
        let head = match journal::noted_end(&mut tx).await? {
            Some(head) => head,
            None => {
                let head = journal::computed_head(&mut tx).await?;
                project::note_end(&mut tx, head).await?;
                head
            }
        };
        project::clear(&mut tx).await?;
        let dictionary = Dictionary::load(&mut tx).await?;
        let mut projector = Projector::begin(&mut tx, dictionary).await?;
        let mut done = 0;
        loop {
            let records = journal::bare_after(&mut tx, done, REPLAY_RECORDS).await?;
            let Some(last) = records.last() else { break };
            done = last.sequence.unsigned_abs();
            projector.fetch(&mut tx, &records).await?;
            for record in &records {
                let leaf = sound_leaf(record, &projector)?;
                let mut places = Places { projections: &mut tx, journal: None };
                projector.replay(&mut places, record, &leaf).await?;
            }
            projector.finish(&mut tx).await?;
            progress(done, head.sequence);
        }
        tx.commit().await?;
        self.kept = Some(Kept { head, projector });
        Ok(head)
    }

    /// Writes what is left in the write-ahead log into the file and closes it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if that cannot be written.
    pub async fn close(self) -> Result<(), StoreError> {
        self.conn.close().await
    }
}

/// How many records are read at a time when the journal is replayed.
pub(crate) const REPLAY_RECORDS: u32 = 4_096;

/// The leaf of a record that is still what it was: nothing is derived from one that is not.
fn sound_leaf(record: &Filed, projector: &Projector) -> Result<Hash, StoreError> {
    let number = record.matter.and_then(|matter| projector.number(matter)).unwrap_or_default();
    let leaf = record.stored_of(number, projector.dictionary())?.leaf(projector.algorithm());
    if record::begins(&leaf) == record.digest {
        return Ok(leaf);
    }
    let told = format!("record {}: its content does not match its digest", record.sequence);
    Err(StoreError::damaged(told))
}

impl Kept {
    async fn load(conn: &mut Conn) -> Result<Kept, StoreError> {
        let head = journal::head_of(&mut *conn).await?;
        Ok(Kept { head, projector: Projector::load(conn).await? })
    }

    /// Whether nobody else has written since.
    async fn is_current(&self, conn: &mut Conn) -> Result<bool, StoreError> {
        // A file has no other writer.
        Ok(conn.dialect() == Dialect::Sqlite || journal::head_of(conn).await? == self.head)
    }
}

impl Tx<'_> {
    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.tx
    }

    pub(crate) fn projector(&self) -> &Projector {
        &self.lent.kept().projector
    }

    /// Where the journal ends, with what this transaction has appended.
    #[must_use]
    pub fn head(&self) -> Head {
        self.lent.kept().head
    }

    /// The packs in force.
    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(self.lent.kept().projector.definitions().catalogue())
    }

    /// The files of a pack as it was last adopted.
    #[must_use]
    pub fn adopted(&self, pack: &Key) -> Option<PackAdopted> {
        self.lent.kept().projector.definitions().files(pack).cloned()
    }

    /// A unit of the organisation.
    #[must_use]
    pub fn unit(&self, unit: &Key) -> Option<&UnitDefined> {
        self.lent.kept().projector.organisation().unit(unit)
    }

    /// All units, in the order in which they were first defined.
    #[must_use]
    pub fn units(&self) -> Vec<&UnitDefined> {
        self.lent.kept().projector.organisation().units()
    }

    /// The organisation through time.
    #[must_use]
    pub fn organisation(&self) -> &register::organisation::Organisation {
        self.lent.kept().projector.organisation().through_time()
    }

    /// The latest tree of the organisation.
    #[must_use]
    pub fn tree(&self) -> &register::organisation::Tree {
        self.lent.kept().projector.organisation().tree()
    }

    /// Whether a unit is another or lies below it.
    #[must_use]
    pub fn lies_within(&self, unit: &Key, above: &Key) -> bool {
        self.lent.kept().projector.organisation().lies_within(unit, above)
    }

    /// A matter with its history.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn matter(
        &mut self,
        register: &Key,
        number: &str,
    ) -> Result<Option<Matter>, StoreError> {
        Ok(self.matters(register, &[number]).await?.remove(number))
    }

    /// The matters with these numbers, as far as they exist, each with its history.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn matters(
        &mut self,
        register: &Key,
        numbers: &[&str],
    ) -> Result<BTreeMap<String, Matter>, StoreError> {
        let dictionary = self.lent.kept().projector.dictionary();
        history::of(&mut self.tx, dictionary, register, numbers).await
    }

    /// The highest number the register has given, or taken over, in a year: 7 for `XXGK-2021-0007`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn last_number(&mut self, register: &Key, year: i16) -> Result<i64, StoreError> {
        let last: Option<i64> = crate::sql::query_scalar(
            "SELECT last FROM numbering WHERE register = $1 AND year = $2",
        )
        .bind(register.as_str())
        .bind(year)
        .fetch_optional(&mut self.tx)
        .await?;
        Ok(last.unwrap_or_default())
    }

    /// What was carried out under these keys before, whoever asked for it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn asked(&mut self, keys: &[&str]) -> Result<Vec<Asked>, StoreError> {
        asked::under(&mut self.tx, keys).await
    }

    /// Matters that are at one of these units, or have been since a day.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn matters_at(
        &mut self,
        units: &BTreeSet<&Key>,
        since: Date,
    ) -> Result<BTreeSet<(Key, String)>, StoreError> {
        crate::trees::matters_at(&mut self.tx, units, since).await
    }

    /// Whether there is a closing with this key.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn is_closed(&mut self, closing: &Key) -> Result<bool, StoreError> {
        closings::exists(&mut self.tx, closing).await
    }

    /// The last record that gave the organisation another shape; 0 if there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn shape(&mut self) -> Result<u64, StoreError> {
        closings::shape(&mut self.tx).await
    }

    /// Appends records, with their chain links and everything that follows from them. Answers their
    /// sequence numbers, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Overtaken`] if an event is not the next of its matter;
    /// [`StoreError::UnknownUnit`] if it names a unit that is not defined;
    /// [`StoreError::DiskFull`] and others. After an error the transaction can only be dropped.
    pub async fn append(&mut self, new: Vec<New>) -> Result<Vec<u64>, StoreError> {
        self.lent.is_ahead = true;
        let Kept { head, projector } = self.lent.kept_mut();
        let sequences = projector.append(&mut self.tx, &new, head).await?;
        self.traps.reach(Point::Recorded)?;
        let guarded: Vec<_> = new.into_iter().flat_map(|new| new.personal).collect();
        personal::keep(&mut self.tx, &guarded).await?;
        projector.finish(&mut self.tx).await?;
        self.traps.reach(Point::Projected)?;
        Ok(sequences)
    }

    /// Makes everything appended durable.
    ///
    /// # Errors
    ///
    /// [`StoreError::DiskFull`] and others; then nothing of the transaction has happened.
    pub async fn commit(self) -> Result<Head, StoreError> {
        let Tx { tx, mut lent, traps } = self;
        let head = lent.kept().head;
        traps.reach(Point::Committing)?;
        tx.commit().await?;
        traps.reach(Point::Committed)?;
        lent.is_ahead = false;
        Ok(head)
    }
}

/// Packs as events of the past were decided by them.
impl register::decide::Earlier for Tx<'_> {
    fn pack(&self, pack: &Key, version: u32) -> Option<&register::Pack> {
        self.lent.kept().projector.definitions().version(pack, version)
    }
}
