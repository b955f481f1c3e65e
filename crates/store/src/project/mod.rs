//! From records to everything that is derived from them.
//!
//! Live appending, rebuilding and verifying all go through here, so they cannot come apart. Numbers
//! of interned things are given in the order of the journal, and a touched cell is written even if it
//! comes to nothing: so the result does not depend on how records were grouped into transactions.

mod cells;
mod closings;
mod matter_rows;
mod matters;
mod numbers;
mod organisation;
mod pools;
mod requests;
mod tree;
mod volumes;

use std::sync::Arc;

use base::{Key, day};
use ledger::chain::{self, Algorithm, Hash};
use register::event::{Body, Happening, MatterEvent, PackAdopted, Place};
use register::{Matter, request};

use crate::definitions::Definitions;
use crate::journal::{self, Head};
use crate::legs::{Class, Leg, Runs};
use crate::record::dictionary::Accounts;
use crate::record::packing::{self, Envelope, Packed};
use crate::record::{self, Dictionary, Filed, New, signed};
use crate::sql::{Column, Conn, Insert, query};
use crate::{StoreError, sql};

use cells::PendingCells;
use closings::PendingClosings;
use matters::{PendingMatters, PlaceIds, Taken};
use organisation::Organisation;
pub(crate) use organisation::{key, through_time};
use pools::PendingPools;
use requests::PendingRequests;
pub(crate) use tree::KEPT_LEVEL;
use tree::Tree;
use volumes::Volumes;

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
    "account",
    "dim_value",
    "matter",
    "numbering",
    "request",
    "cell",
    "run",
    "leg",
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
    organisation: Organisation,
    volumes: Volumes,
    matters: PendingMatters,
    cells: PendingCells,
    runs: Runs,
    pools: PendingPools,
    requests: PendingRequests,
    tree: Tree,
    closings: PendingClosings,
    adopted: Vec<(Key, u32, i64)>,
    journal: PendingJournal,
    /// The record that was looked at last.
    at: u64,
}

/// A record of the journal, read and digested.
#[derive(Debug)]
pub(crate) struct Replayed {
    pub(crate) filed: Filed,
    pub(crate) body: Body,
    pub(crate) leaf: Hash,
}

impl Replayed {
    pub(crate) fn of(
        filed: Filed,
        dictionary: &Dictionary,
        algorithm: Algorithm,
    ) -> Result<Replayed, StoreError> {
        let body = filed.body(dictionary)?;
        let leaf = filed.stored(dictionary)?.leaf(algorithm);
        Ok(Replayed { filed, body, leaf })
    }
}

/// What is to be written to the journal itself.
#[derive(Debug, Default)]
struct PendingJournal {
    records: Vec<Filed>,
    section_heads: Vec<Head>,
    end: Option<Head>,
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
            organisation: Organisation::load(conn).await?,
            volumes: Volumes::load(conn).await?,
            matters: PendingMatters::default(),
            cells: PendingCells::default(),
            runs: Runs::load(conn, reached).await?,
            pools: PendingPools::default(),
            requests: PendingRequests::default(),
            tree: Tree::load(conn, reached.unsigned_abs()).await?,
            closings: PendingClosings::default(),
            adopted: vec![],
            journal: PendingJournal::default(),
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

    pub(crate) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    pub(crate) fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// Writes records at the end of the journal; [`Projector::finish`] writes what follows from them.
    /// Answers their numbers.
    pub(crate) async fn append(
        &mut self,
        conn: &mut Conn,
        new: &[New],
        head: &mut Head,
    ) -> Result<Vec<u64>, StoreError> {
        let events = new.iter().filter_map(|new| match &new.body {
            Body::Matter(event) => Some(event),
            _ => None,
        });
        self.matters.fetch(conn, &self.dictionary, events).await?;
        let mut sequences = Vec::with_capacity(new.len());
        let mut json = vec![];
        for new in new {
            head.sequence = head.sequence.saturating_add(1);
            self.at = head.sequence;
            json.clear();
            serde_json::to_writer(&mut json, &new.body).expect("keys of a body are texts");
            let length = json.len();
            if let Some(asked) = &new.request {
                request::write(&mut json, asked);
            }
            let leaf = in_chain(new, head.sequence, &json).leaf(self.algorithm());
            head.hash = chain::next_head(self.algorithm(), &head.hash, &leaf);
            if new.request.is_some() {
                // The envelope holds the request: the content ends again where it ended before.
                json.truncate(length.saturating_sub(1));
                json.push(b'}');
            }
            let filed = self.filed(new, head.sequence, (&json, &leaf));
            let at = at(&filed);
            self.journal.records.push(filed);
            if head.sequence.is_multiple_of(journal::SECTION) {
                self.journal.section_heads.push(*head);
            }
            self.journal.end = Some(*head);
            self.requests.take(new.request.as_ref(), new.actor.as_str(), at.sequence);
            self.tree.take(&leaf, (head.sequence, at.day), &new.body);
            self.take(&mut Places { projections: &mut *conn, journal: None }, at, &new.body)
                .await?;
            sequences.push(head.sequence);
        }
        self.journal.flush(conn).await?;
        Ok(sequences)
    }

    /// Writes what follows from the records taken.
    pub(crate) async fn finish(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        self.flush(conn).await
    }

    /// The record in the form in which it lies in the journal.
    fn filed(&mut self, new: &New, sequence: u64, (json, leaf): (&[u8], &Hash)) -> Filed {
        let envelope = Envelope { basis: &new.basis, request: new.request.clone() };
        let mut body = Vec::with_capacity(json.len() / 2);
        let (mut matter, mut previous) = (None, None);
        let mut is_packed = false;
        if let Body::Matter(event) = &new.body {
            let register = self.dictionary.symbol(&event.register);
            let known = self.matters.known(register, &event.number);
            matter = Some(known.map_or(signed(sequence), |known| known.id));
            previous = known.map(|known| known.last_sequence);
            let (packed, is_whole) = Packed::of(event, known.is_none(), &mut self.dictionary);
            is_packed = is_whole;
            if is_packed {
                packing::write_packed(&envelope, &packed, &mut body);
            }
        }
        if !is_packed {
            packing::write_json(&envelope, json, &mut body);
        }
        Filed {
            sequence: signed(sequence),
            effective_day: day::number(new.effective_on),
            recorded_us: new.recorded_at.as_microsecond(),
            actor: self.dictionary.symbol(&new.actor),
            matter,
            previous,
            digest: record::begins(leaf),
            body,
            first: None,
        }
    }

    /// Takes records of the journal in their order and writes what follows from them.
    pub(crate) async fn replay(
        &mut self,
        places: &mut Places<'_>,
        records: &[Replayed],
    ) -> Result<(), StoreError> {
        let ids = records.iter().filter_map(|record| record.filed.matter).collect();
        self.matters.fetch_by_id(places.projections, ids).await?;
        for Replayed { filed, body, leaf } in records {
            self.at = filed.sequence.unsigned_abs();
            let request = filed.request()?;
            let actor = filed.actor(&self.dictionary)?;
            self.requests.take(request.as_ref(), actor.as_str(), filed.sequence);
            self.tree.take(leaf, (self.at, filed.effective_day), body);
            self.take(places, at(filed), body).await?;
        }
        self.flush(places.projections).await
    }

    async fn take(
        &mut self,
        places: &mut Places<'_>,
        at: At,
        body: &Body,
    ) -> Result<(), StoreError> {
        self.volumes.reach(at.sequence);
        self.runs.reach(at.sequence);
        match body {
            Body::Units(units) => self.organisation.define(at.sequence, units),
            Body::Reorganised(what) => {
                self.organisation.reorganise(self.at, on(at)?, what);
            }
            Body::People(people) => self.organisation.name(people),
            Body::Pack(pack) => self.adopt(at.sequence, pack)?,
            // No balance follows from it; the tree notes which values are gone.
            Body::Erased(_) => {}
            Body::Matter(event) => self.event(places, at, event).await?,
            Body::Closed(closing) => {
                self.closings.close(at.sequence, closing)?;
                // What is known at a closing is asked again and again: it is a sum of cells.
                self.volumes.end();
            }
        }
        Ok(())
    }

    fn adopt(&mut self, sequence: i64, pack: &PackAdopted) -> Result<(), StoreError> {
        Arc::make_mut(&mut self.definitions).adopt(sequence, pack.clone())?;
        self.adopted.push((pack.key.clone(), pack.version, sequence));
        Ok(())
    }

    async fn event(
        &mut self,
        places: &mut Places<'_>,
        at: At,
        event: &MatterEvent,
    ) -> Result<(), StoreError> {
        let definitions = Arc::clone(&self.definitions);
        let register = definitions.register(&event.register, event.definition)?;
        let symbol = self.dictionary.symbol(&event.register);
        let before = self.place(&event.register, event.before.as_ref())?;
        let after = self.place(&event.register, event.after.as_ref())?;
        let posted_until = self.post(at, register, event)?;
        self.pools.take(places.projections, register, (self.at, on(at)?, event)).await?;
        let taken = Taken { at, event, before, after, posted_until };
        if self.matters.take(register, symbol, &taken)? {
            let matter = self.history(places, at).await?;
            self.matters.settle(at.matter, register, &matter);
        }
        Ok(())
    }

    /// Posts the entry of an event. The last day it posts on, if it posts anything.
    fn post(
        &mut self,
        at: At,
        register: &register::Register,
        event: &MatterEvent,
    ) -> Result<Option<i32>, StoreError> {
        let parts = register::postings::parts(register, event, on(at)?).map_err(|source| {
            StoreError::Unbalanced { sequence: at.sequence.unsigned_abs(), source }
        })?;
        let class = match &event.what {
            Happening::Step(_) | Happening::Note(_) => Class::Plain,
            Happening::Reversal { .. } => Class::Reversal,
            Happening::Correction { .. } => Class::Correction,
            Happening::Reassigned { .. } => Class::Reassignment,
        };
        let mut until = None;
        let legs = parts.iter().flat_map(|(origin, entry)| {
            let origin = origin.map_or(at.sequence, signed);
            entry.legs().map(move |leg| (origin, leg))
        });
        for (origin, leg) in legs {
            let month = day::month(leg.day);
            let leg = Leg {
                sequence: at.sequence,
                origin,
                class,
                account: i64::from(self.accounts.number(leg.account)),
                unit: self.organisation.id(leg.unit)?,
                dims: i64::from(self.dictionary.dims(leg.dims)),
                day: day::number(leg.day),
                debit: leg.debit,
                credit: leg.credit,
            };
            until = until.max(Some(leg.day));
            self.cells.add(&leg, month, self.volumes.current())?;
            self.runs.add(leg);
        }
        Ok(until)
    }

    fn place(
        &mut self,
        register: &Key,
        place: Option<&Place>,
    ) -> Result<Option<PlaceIds>, StoreError> {
        let Some(place) = place else { return Ok(None) };
        let account = ledger::Account::state(register, &place.state);
        Ok(Some(PlaceIds {
            account: i64::from(self.accounts.number(&account)),
            unit: self.organisation.id(&place.unit)?,
            dims: i64::from(self.dictionary.dims(&place.dims)),
        }))
    }

    /// All events of a matter up to the one that is being taken.
    async fn history(&mut self, places: &mut Places<'_>, at: At) -> Result<Matter, StoreError> {
        self.journal.write_records(places.projections).await?;
        let journal = match &mut places.journal {
            Some(journal) => journal,
            None => &mut *places.projections,
        };
        let history = journal::histories(journal, &self.dictionary, &[at.sequence]).await?;
        Matter::fold(history)
            .ok_or_else(|| StoreError::damaged("an event belongs to no matter".to_owned()))
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
        self.matters.flush(conn).await?;
        self.cells.flush(conn).await?;
        self.pools.flush(conn).await?;
        self.requests.flush(conn).await?;
        self.tree.flush(conn).await?;
        self.closings.flush(conn).await?;
        self.runs.flush(conn).await
    }
}

impl PendingJournal {
    async fn write_records(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        record::insert(conn, &std::mem::take(&mut self.records)).await
    }

    async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        self.write_records(conn).await?;
        let heads = std::mem::take(&mut self.section_heads);
        let rows: Vec<_> = heads
            .iter()
            .map(|head| [signed(head.sequence).into(), head.hash.as_slice().into()])
            .collect();
        SECTION_HEAD.rows(conn, &rows).await?;
        match self.end.take() {
            Some(head) => note_end(conn, head).await,
            None => Ok(()),
        }
    }
}

/// Notes where the journal ends.
pub(crate) async fn note_end(conn: &mut Conn, head: Head) -> Result<(), StoreError> {
    query(
        "INSERT INTO journal_end (\"only\", sequence, head) VALUES (1, $1, $2) \
         ON CONFLICT (\"only\") DO UPDATE SET sequence = excluded.sequence, head = excluded.head",
    )
    .bind(signed(head.sequence))
    .bind(head.hash.as_slice())
    .execute(conn)
    .await
    .map(|_| ())
}

/// The record as the chain sees it.
fn in_chain<'a>(new: &'a New, sequence: u64, json: &'a [u8]) -> chain::Record<'a> {
    chain::Record {
        sequence,
        effective_day: day::number(new.effective_on),
        recorded_us: new.recorded_at.as_microsecond(),
        actor: new.actor.as_str(),
        basis: &new.basis,
        body: json,
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

const SECTION_HEAD: Insert<2> = Insert {
    table: "section_head",
    columns: [("sequence", Column::Integer), ("head", Column::Blob)],
    then: "",
};

/// Empties every projection.
pub(crate) async fn clear(conn: &mut Conn) -> Result<(), StoreError> {
    for table in TABLES {
        sql::Statement::new(format!("DELETE FROM {table}")).execute(&mut *conn).await?;
    }
    Ok(())
}
