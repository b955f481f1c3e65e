//! From records to everything that is derived from them.
//!
//! Live appending, rebuilding and verifying all go through here, so they cannot come apart. Numbers
//! of interned things are given in the order of the journal, and a touched cell is written even if it
//! comes to nothing: so the result does not depend on how records were grouped into transactions.

mod cells;
mod closings;
mod interned;
mod matter_rows;
mod matters;
mod numbers;
mod organisation;
mod period;
mod pools;
mod requests;
mod tree;

use std::sync::Arc;

use crate::sql::{Conn, Statement};
use base::{Key, day};
use ledger::digest::Algorithm;
use register::event::{Body, MatterEvent, PackAdopted};

use crate::StoreError;
use crate::definitions::Definitions;
use crate::record::{Stored, signed};

use cells::PendingCells;
use closings::PendingClosings;
use interned::Interned;
use matters::PendingMatters;
use organisation::Organisation;
pub(crate) use organisation::{key, through_time};
use period::Periods;
use pools::PendingPools;
use requests::PendingRequests;
pub(crate) use tree::KEPT_LEVEL;
use tree::Tree;

/// All tables but the journal, in an order in which they can be emptied.
pub(crate) const TABLES: [&str; 25] = [
    "journal_end",
    "record_period",
    "unit",
    "shaping",
    "tree",
    "tree_unit",
    "person",
    "person_role",
    "definition",
    "account",
    "dims",
    "dim_value",
    "matter",
    "event",
    "numbering",
    "request",
    "pool",
    "pool_hold",
    "cell_month",
    "cell_day",
    "cell_period",
    "erased_value",
    "tree_node",
    "closing",
    "sealed_figure",
];

/// Where projections are written and where bodies of earlier records are read.
pub(crate) struct Places<'a> {
    pub(crate) projections: &'a mut Conn,
    /// `None` if the journal lies in the same database.
    pub(crate) journal: Option<&'a mut Conn>,
}

/// Turns records into rows of the projections.
#[derive(Debug)]
pub(crate) struct Projector {
    definitions: Arc<Definitions>,
    interned: Interned,
    organisation: Organisation,
    periods: Periods,
    matters: PendingMatters,
    cells: PendingCells,
    pools: PendingPools,
    requests: PendingRequests,
    tree: Tree,
    closings: PendingClosings,
    adopted: Vec<(Key, u32, i64)>,
    end: Option<(i64, Vec<u8>)>,
    /// The record that was looked at last.
    at: u64,
}

impl Projector {
    /// Goes on where the projections of this database end.
    pub(crate) async fn load(conn: &mut Conn) -> Result<Projector, StoreError> {
        Ok(Projector {
            definitions: Definitions::refreshed(&Arc::default(), conn).await?,
            interned: Interned::load(conn).await?,
            organisation: Organisation::load(conn).await?,
            periods: Periods::load(conn).await?,
            matters: PendingMatters::load(conn).await?,
            cells: PendingCells::default(),
            pools: PendingPools::default(),
            requests: PendingRequests::default(),
            tree: Tree::load(conn).await?,
            closings: PendingClosings::default(),
            adopted: vec![],
            end: None,
            at: 0,
        })
    }

    /// The record that was looked at last: the one to blame if projecting failed.
    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    pub(crate) fn definitions(&self) -> &Arc<Definitions> {
        &self.definitions
    }

    /// What the journal is digested with.
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.tree.algorithm()
    }

    pub(crate) fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// Takes records in their order and writes what follows from them.
    pub(crate) async fn project(
        &mut self,
        places: &mut Places<'_>,
        records: &[(Stored, Body)],
    ) -> Result<(), StoreError> {
        let events = records.iter().filter_map(|(_, body)| match body {
            Body::Matter(event) => Some(event),
            Body::Units(_)
            | Body::Reorganised(_)
            | Body::People(_)
            | Body::Pack(_)
            | Body::Erased(_)
            | Body::Closed(_) => None,
        });
        self.matters.fetch(places.projections, events).await?;
        for (record, body) in records {
            let sequence = signed(record.sequence);
            self.at = record.sequence;
            self.periods.reach(sequence);
            self.requests.take(record);
            match body {
                Body::Units(units) => self.organisation.define(sequence, units),
                Body::Reorganised(what) => {
                    self.organisation.reorganise(record.sequence, record.effective_on()?, what);
                }
                Body::People(people) => self.organisation.name(people),
                Body::Pack(pack) => self.adopt(sequence, pack)?,
                // No balance follows from it; the tree below notes which values are gone.
                Body::Erased(_) => {}
                Body::Matter(event) => self.event(places, record, event).await?,
                Body::Closed(closing) => self.closings.close(sequence, closing)?,
            }
            self.tree.take(record, body);
            self.end = Some((sequence, record.head.clone()));
        }
        self.flush(places.projections).await
    }

    fn adopt(&mut self, sequence: i64, pack: &PackAdopted) -> Result<(), StoreError> {
        Arc::make_mut(&mut self.definitions).adopt(sequence, pack.clone())?;
        self.adopted.push((pack.key.clone(), pack.version, sequence));
        Ok(())
    }

    async fn event(
        &mut self,
        places: &mut Places<'_>,
        record: &Stored,
        event: &MatterEvent,
    ) -> Result<(), StoreError> {
        let definitions = Arc::clone(&self.definitions);
        let register = definitions.register(&event.register, event.definition)?;
        let on = record.effective_on()?;
        let entry = register::postings::postings(register, event, on)
            .map_err(|source| StoreError::Unbalanced { sequence: record.sequence, source })?;
        let conn = &mut *places.projections;
        let mut ends = matters::Ends::default();
        if let Some(place) = &event.before {
            ends.before = Some(self.place(conn, &event.register, place).await?);
        }
        if let Some(place) = &event.after {
            ends.after = Some(self.place(conn, &event.register, place).await?);
        }
        for leg in entry.legs() {
            let when = cells::When {
                month: day::month(leg.day),
                day: day::number(leg.day),
                period: self.periods.current(),
            };
            let account = self.interned.account(conn, leg.account).await?;
            let unit = self.organisation.id(leg.unit)?;
            let dims = self.interned.dims(conn, leg.dims).await?;
            self.cells.add((account, unit, dims), when, &leg)?;
        }
        self.pools.take(conn, register, (record, event)).await?;
        self.matters.take(places, register, matters::Taken { record, event, ends }).await
    }

    async fn place(
        &mut self,
        conn: &mut Conn,
        register: &Key,
        place: &register::event::Place,
    ) -> Result<matters::PlaceIds, StoreError> {
        let account = ledger::Account::state(register, &place.state);
        Ok(matters::PlaceIds {
            account: self.interned.account(conn, &account).await?,
            unit: self.organisation.id(&place.unit)?,
            dims: self.interned.dims(conn, &place.dims).await?,
        })
    }

    async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        self.periods.flush(conn).await?;
        self.organisation.flush(conn).await?;
        for (key, version, sequence) in self.adopted.drain(..) {
            crate::sql::query(
                "INSERT INTO definition (key, version, sequence) VALUES ($1, $2, $3)",
            )
            .bind(key.as_str())
            .bind(version)
            .bind(sequence)
            .execute(&mut *conn)
            .await?;
        }
        self.matters.flush(conn).await?;
        self.cells.flush(conn).await?;
        self.pools.flush(conn).await?;
        self.requests.flush(conn).await?;
        self.tree.flush(conn).await?;
        self.closings.flush(conn).await?;
        if let Some((sequence, head)) = self.end.take() {
            crate::sql::query(
                "INSERT INTO journal_end (\"only\", sequence, head) VALUES (1, $1, $2) \
                 ON CONFLICT (\"only\") DO UPDATE SET sequence = excluded.sequence, head = excluded.head",
            )
            .bind(sequence)
            .bind(head)
            .execute(conn)
            .await?;
        }
        Ok(())
    }
}

/// Empties every projection.
pub(crate) async fn clear(conn: &mut Conn) -> Result<(), StoreError> {
    for table in TABLES {
        Statement::new("DELETE FROM ").push(table).build().execute(&mut *conn).await?;
    }
    Ok(())
}
