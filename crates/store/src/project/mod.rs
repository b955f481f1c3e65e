//! From records to everything that is derived from them.
//!
//! Live appending, rebuilding and verifying all go through here, so they cannot come apart. Numbers
//! of interned things are given in the order of the journal, and a touched cell is written even if it
//! comes to nothing: so the result does not depend on how records were grouped into transactions.
//!
//! Long because appending, replaying and verifying must not come apart.

mod append;
mod closings;
mod deadlines;
mod event;
mod follow;
mod lights;
mod matter_rows;
mod matters;
mod numbers;
mod organisation;
mod pending_journal;
mod people;
mod pools;
mod requests;
mod tree;

use std::sync::Arc;

use base::{Key, day};
use ledger::digest::{Algorithm, Hash};
use register::event::{Body, CalendarPublished, PackAdopted};

use crate::cells::Volumes;
use crate::definitions::Definitions;
use crate::journal;
use crate::legs::Runs;
use crate::record::dictionary::Accounts;
use crate::record::packing::{Content, Packed};
use crate::record::{Dictionary, Filed, signed};
use crate::sql::{Column, Conn, Insert, query};
use crate::{StoreError, sql};

use closings::PendingClosings;
use deadlines::PendingDeadlines;
pub(crate) use deadlines::tell_all as tell_deadlines;
use event::{Known, Told};
use lights::LightAccounts;
use matters::PendingMatters;
use organisation::Organisation;
pub(crate) use organisation::{key, through_time};
use pending_journal::PendingJournal;
pub(crate) use pending_journal::note_end;
use pools::PendingPools;
use requests::PendingRequests;
pub(crate) use tree::KEPT_LEVEL;
use tree::Tree;

/// All tables but those of the journal, in an order in which they can be emptied.
pub(crate) const TABLES: &[&str] = &[
    "volume",
    "unit",
    "shaping",
    "tree",
    "tree_unit",
    "person",
    "person_role",
    "definition",
    "calendar",
    "account",
    "dim_value",
    "matter",
    "deadline",
    "deadline_past",
    "numbering",
    "request",
    "cell",
    "run",
    "tail",
    "pool",
    "pool_hold",
    "pool_draw",
    "erased_value",
    "tree_node",
    "closing",
    "sealed_figure",
];

/// Where projections are written and where earlier records are read.
pub(crate) struct Places<'a> {
    pub(crate) projections: &'a mut Conn,
    /// `None` if the journal lies in the same database.
    pub(crate) journal: Option<&'a mut Conn>,
}

/// Where in the journal an event stands.
#[derive(Clone, Copy, Debug)]
struct At {
    sequence: i64,
    /// The effective day.
    day: i32,
    /// The first record of the matter.
    matter: i64,
    /// The matter's record before this one.
    previous: Option<i64>,
}

/// Turns records into rows of the projections.
#[derive(Debug)]
pub(crate) struct Projector {
    definitions: Arc<Definitions>,
    dictionary: Dictionary,
    /// How many dimension sets have their values written out.
    dims_written: usize,
    accounts: Accounts,
    known: Known,
    lights: LightAccounts,
    organisation: Organisation,
    volumes: Volumes,
    matters: PendingMatters,
    deadlines: PendingDeadlines,
    runs: Runs,
    pools: PendingPools,
    requests: PendingRequests,
    tree: Tree,
    closings: PendingClosings,
    adopted: Vec<(Key, u32, i64)>,
    published: Vec<(i64, i16, Option<Key>)>,
    journal: PendingJournal,
    /// The record that was looked at last.
    at: u64,
}

impl Projector {
    /// Goes on where the projections of this database end.
    pub(crate) async fn load(conn: &mut Conn) -> Result<Projector, StoreError> {
        let dictionary = Dictionary::load(conn).await?;
        let reached = signed(journal::head_of(conn).await?.sequence);
        let mut projector = Projector::over(conn, dictionary, reached).await?;
        projector.dims_written = projector.dictionary.dims_after(0).count();
        Ok(projector)
    }

    /// Begins with projections of nothing; `dictionary` is that of the journal to be replayed.
    pub(crate) async fn begin(
        conn: &mut Conn,
        dictionary: Dictionary,
    ) -> Result<Projector, StoreError> {
        Projector::over(conn, dictionary, 0).await
    }

    async fn over(
        conn: &mut Conn,
        dictionary: Dictionary,
        reached: i64,
    ) -> Result<Projector, StoreError> {
        Ok(Projector {
            definitions: Definitions::refreshed(&Arc::default(), conn).await?,
            dictionary,
            dims_written: 0,
            accounts: Accounts::load(conn).await?,
            known: Known::default(),
            lights: LightAccounts::new(),
            organisation: Organisation::load(conn).await?,
            volumes: Volumes::load(conn, reached).await?,
            matters: PendingMatters::default(),
            deadlines: PendingDeadlines::default(),
            runs: Runs::load(conn, reached).await?,
            pools: PendingPools::default(),
            requests: PendingRequests::default(),
            tree: Tree::load(conn, reached.unsigned_abs()).await?,
            closings: PendingClosings::default(),
            adopted: vec![],
            published: vec![],
            journal: PendingJournal::default(),
            at: 0,
        })
    }

    pub(crate) fn definitions(&self) -> &Arc<Definitions> {
        &self.definitions
    }

    /// What the journal is digested with.
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.tree.algorithm()
    }

    pub(crate) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    pub(crate) fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// Writes what follows from the records taken.
    pub(crate) async fn finish(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        self.flush(conn).await
    }

    /// Reads what will be needed to take these records.
    pub(crate) async fn fetch(
        &mut self,
        conn: &mut Conn,
        records: &[Filed],
    ) -> Result<(), StoreError> {
        let ids = records.iter().filter_map(|record| record.matter).collect();
        self.matters.fetch_by_id(conn, ids).await
    }

    /// The number of a matter that has been fetched, or opened since.
    pub(crate) fn number(&self, matter: i64) -> Option<&str> {
        self.matters.number(matter)
    }

    /// Takes the next record of the journal, fetched before. `leaf` is its digest.
    pub(crate) async fn replay(
        &mut self,
        places: &mut Places<'_>,
        filed: &Filed,
        leaf: &Hash,
    ) -> Result<(), StoreError> {
        self.at = filed.sequence.unsigned_abs();
        let at = at(filed);
        let (envelope, content) = filed.read()?;
        let actor = filed.actor(&self.dictionary)?;
        self.requests.take(envelope.request.as_ref(), actor.as_str(), filed.sequence);
        self.reach(at);
        let body = match content {
            Content::Packed(packed) => {
                self.tree.grow(leaf);
                let told = Told { packed: &packed, is_whole: true, event: None };
                return self.event(places, at, told).await;
            }
            Content::Json(_) => filed.body_of(&content, "", &self.dictionary)?,
        };
        self.tree.take_erased((self.at, at.day), &body);
        self.tree.grow(leaf);
        match &body {
            Body::Matter(event) => {
                let is_first = at.matter == at.sequence;
                let (packed, _) = Packed::of(event, is_first, &mut self.dictionary);
                let told = Told { packed: &packed, is_whole: false, event: Some(event) };
                self.event(places, at, told).await
            }
            body => self.other(at, body),
        }
    }

    fn reach(&mut self, at: At) {
        self.volumes.reach(at.sequence);
        self.runs.reach(at.sequence);
    }

    /// Takes what is not an event of a matter.
    fn other(&mut self, at: At, body: &Body) -> Result<(), StoreError> {
        match body {
            Body::Units(units) => self.organisation.define(at.sequence, units),
            Body::Reorganised(what) => {
                self.organisation.reorganise(self.at, on(at)?, what);
            }
            Body::People(people) => self.organisation.name(people),
            Body::Pack(pack) => self.adopt(at.sequence, pack)?,
            Body::Calendar(calendar) => self.publish(at.sequence, calendar)?,
            Body::Closed(closing) => {
                self.closings.close(at.sequence, closing)?;
                // What is known at a closing is asked again and again: it is a sum of cells.
                self.volumes.end();
            }
            // No balance follows from an erasure; the tree notes which values are gone.
            Body::Erased(_) | Body::Matter(_) => {}
        }
        Ok(())
    }

    fn adopt(&mut self, sequence: i64, pack: &PackAdopted) -> Result<(), StoreError> {
        Arc::make_mut(&mut self.definitions).adopt(sequence, pack.clone())?;
        self.adopted.push((pack.key.clone(), pack.version, sequence));
        Ok(())
    }

    fn publish(&mut self, sequence: i64, calendar: &CalendarPublished) -> Result<(), StoreError> {
        Arc::make_mut(&mut self.definitions).publish(sequence, calendar)?;
        self.published.push((sequence, calendar.year, calendar.unit.clone()));
        Ok(())
    }

    async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        self.journal.flush(conn).await?;
        self.dictionary.flush(conn).await?;
        let new = self.dictionary.dims_after(self.dims_written);
        let values: Vec<_> = new
            .flat_map(|(id, dims)| {
                dims.iter().map(move |(dimension, value)| {
                    [id.into(), dimension.as_str().into(), value.as_str().into()]
                })
            })
            .collect();
        DIM_VALUE.rows(conn, &values).await?;
        self.dims_written = self.dictionary.dims_after(0).count();
        self.accounts.flush(conn).await?;
        self.volumes.flush(conn).await?;
        self.organisation.flush(conn).await?;
        for (key, version, sequence) in self.adopted.drain(..) {
            query("INSERT INTO definition (key, version, sequence) VALUES ($1, $2, $3)")
                .bind(key.as_str())
                .bind(version)
                .bind(sequence)
                .execute(&mut *conn)
                .await?;
        }
        for (sequence, year, unit) in self.published.drain(..) {
            query("INSERT INTO calendar (sequence, year, unit) VALUES ($1, $2, $3)")
                .bind(sequence)
                .bind(year)
                .bind(unit.as_ref().map(Key::as_str))
                .execute(&mut *conn)
                .await?;
        }
        self.matters.flush(conn).await?;
        self.deadlines.flush(conn).await?;
        self.pools.flush(conn).await?;
        self.requests.flush(conn).await?;
        self.tree.flush(conn).await?;
        self.closings.flush(conn).await?;
        self.runs.flush(conn, &self.volumes).await
    }
}

/// The effective day.
fn on(at: At) -> Result<jiff::civil::Date, StoreError> {
    day::from_number(at.day)
        .ok_or_else(|| StoreError::damaged(format!("record {}: it has no day", at.sequence)))
}

fn at(filed: &Filed) -> At {
    At {
        sequence: filed.sequence,
        day: filed.effective_day,
        matter: filed.matter.unwrap_or(filed.sequence),
        previous: filed.previous,
    }
}

const DIM_VALUE: Insert<3> = Insert {
    table: "dim_value",
    columns: [("dims", Column::Integer), ("dimension", Column::Text), ("value", Column::Text)],
    then: "",
};

/// Empties every projection.
pub(crate) async fn clear(conn: &mut Conn) -> Result<(), StoreError> {
    for table in TABLES {
        sql::Statement::new(format!("DELETE FROM {table}")).execute(&mut *conn).await?;
    }
    Ok(())
}
