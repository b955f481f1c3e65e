//! The writing end: one transaction at a time, appended at the end of the journal.

mod tx;

use ledger::digest::Hash;

use crate::cells::{self, Volumes};
use crate::journal::Head;
use crate::lock::WriterLock;
use crate::project::{self, Places, Projector};
use crate::record::{self, Dictionary, Filed};
use crate::sql::{Conn, Dialect, Transaction};
use crate::traps::{Point, Traps};
use crate::{Place, StoreError, journal, lease, open};

pub use tx::Tx;

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
        // In its turn: what is loaded piece by piece must be of one moment.
        let mut tx = turn(&mut conn, &place).await?;
        let kept = Some(Kept::load(&mut tx).await?);
        drop(tx);
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
        let mut tx = turn(&mut self.conn, &self.place).await?;
        let kept = match kept {
            Some(kept) => kept.current(&mut tx).await?,
            None => Kept::load(&mut tx).await?,
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
        let mut tx = turn(&mut self.conn, &self.place).await?;
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
            let known = |matter| projector.number(matter);
            let of = (projector.dictionary(), projector.algorithm());
            for (record, leaf) in records.iter().zip(record::leaves(&records, known, of)) {
                let leaf = sound(record, leaf?.hash)?;
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

    /// Empties only the month cells and adds them up again from the postings, in one transaction.
    ///
    /// `progress` hears how many accounts of how many are done.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if a posting cannot be read; then everything stays as it was.
    pub async fn rebuild_cells(
        &mut self,
        progress: impl FnMut(u64, u64),
    ) -> Result<(), StoreError> {
        let mut tx = turn(&mut self.conn, &self.place).await?;
        let reached = record::signed(journal::head_of(&mut tx).await?.sequence);
        let volumes = Volumes::load(&mut tx, reached).await?;
        cells::rebuild(&mut tx, &volumes, progress).await?;
        tx.commit().await
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

/// A transaction whose turn it is. A server that was started again is connected to again.
async fn turn<'a>(conn: &'a mut Conn, place: &Place) -> Result<Transaction<'a>, StoreError> {
    if conn.is_closed() {
        *conn = open::writing(place).await?;
    }
    match conn.start().await {
        Err(StoreError::Lost) => {
            *conn = open::writing(place).await?;
            conn.start().await?;
        }
        begun => begun?,
    }
    let mut tx = conn.begun();
    lease::take(&mut tx).await?;
    Ok(tx)
}

/// How many records are read at a time when the journal is replayed.
pub(crate) const REPLAY_RECORDS: u32 = 4_096;

/// The leaf of a record that is still what it was: nothing is derived from one that is not.
fn sound(record: &Filed, leaf: Hash) -> Result<Hash, StoreError> {
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

    /// The same with what others have written since.
    async fn current(mut self, conn: &mut Conn) -> Result<Kept, StoreError> {
        // A file has no other writer.
        if conn.dialect() == Dialect::Sqlite {
            return Ok(self);
        }
        let head = journal::head_of(conn).await?;
        if head == self.head {
            return Ok(self);
        }
        match self.projector.follow(conn, self.head, head).await? {
            true => Ok(Kept { head, ..self }),
            false => Kept::load(conn).await,
        }
    }
}
