//! One transaction: what it sees, and what it appends.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::Key;
use jiff::civil::Date;
use register::Matter;
use register::calendar::{Calendar, Published};
use register::event::{PackAdopted, UnitDefined};
use register::model::Catalogue;

use super::{Kept, Lent};
use crate::asked::{self, Asked};
use crate::journal::Head;
use crate::matters::history;
use crate::project::Projector;
use crate::record::New;
use crate::sql::{Conn, Transaction};
use crate::traps::{Point, Traps};
use crate::{StoreError, calendars, closings, personal};

/// A transaction. Dropping it without [`Tx::commit`] leaves the database as it was.
#[derive(Debug)]
pub struct Tx<'a> {
    pub(super) tx: Transaction<'a>,
    pub(super) lent: Lent<'a>,
    pub(super) traps: Traps,
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

    /// The calendars as they were published.
    #[must_use]
    pub fn calendars(&self) -> &Arc<Published> {
        self.lent.kept().projector.definitions().calendars()
    }

    /// Matters in hand with a clock, other than a plain deadline, that is red only after a day: at most
    /// `limit` of them after the one with the place `after`, each with its place in this order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn clocks_beyond(
        &mut self,
        day: Date,
        (after, limit): (i64, u32),
    ) -> Result<Vec<(i64, Key, String)>, StoreError> {
        let dictionary = self.lent.kept().projector.dictionary();
        calendars::clocks_beyond(&mut self.tx, dictionary, day, (after, limit)).await
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

/// Calendars as they are published, for the organisation as it is.
impl register::decide::Calendars for Tx<'_> {
    fn calendar(&self, unit: &Key) -> Cow<'_, Calendar> {
        self.calendars().of(unit, |unit| self.unit(unit)?.parent.as_ref())
    }
}
