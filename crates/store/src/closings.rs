//! Which books are closed, and what was sealed?

use std::collections::{BTreeMap, BTreeSet};

use base::{Ctx, Key, Right};
use jiff::Timestamp;
use jiff::civil::Date;
use register::closing::{Closing, Sealed};
use register::event::Body;
use register::model::{Catalogue, Name};

use crate::record::Stored;
use crate::restated::Stretch;
use crate::scope::{self, Subtree};
use crate::sql::Conn;
use crate::{Reader, StoreError, journal};

/// A closing with its place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub sequence: u64,
    pub on: Date,
    pub recorded_at: Timestamp,
    /// Who closed.
    pub by: Key,
    /// On what basis (依据); may be empty.
    pub basis: String,
    /// With the figures that the asker may see.
    pub closing: Closing,
}

/// All closings in which the asker may see a figure, the latest first.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn all(reader: &Reader, ctx: &Ctx) -> Result<Vec<Closed>, StoreError> {
    let mut view = reader.snapshot().await?;
    let sequences = crate::sql::query_scalar("SELECT sequence FROM closing ORDER BY sequence");
    let sequences: Vec<i64> = sequences.fetch_all(&mut view).await?;
    let mut found = seen(reader, &mut view, ctx, &sequences).await?;
    found.reverse();
    Ok(found)
}

/// The closing with this key, if the asker may see a figure of it.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn one(reader: &Reader, ctx: &Ctx, key: &Key) -> Result<Option<Closed>, StoreError> {
    let mut view = reader.snapshot().await?;
    let found = crate::sql::query_scalar("SELECT sequence FROM closing WHERE key = $1");
    let sequence: Option<i64> = found.bind(key.as_str()).fetch_optional(&mut view).await?;
    let sequences: Vec<i64> = sequence.into_iter().collect();
    Ok(seen(reader, &mut view, ctx, &sequences).await?.pop())
}

/// The latest closing that sealed a report, if the asker may see a figure of it.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn of_report(
    reader: &Reader,
    ctx: &Ctx,
    report: &str,
) -> Result<Option<Closed>, StoreError> {
    let mut view = reader.snapshot().await?;
    let found = crate::sql::query_scalar(
        "SELECT sequence FROM closing WHERE report = $1 ORDER BY sequence DESC LIMIT 1",
    );
    let sequence: Option<i64> = found.bind(report).fetch_optional(&mut view).await?;
    let sequences: Vec<i64> = sequence.into_iter().collect();
    Ok(seen(reader, &mut view, ctx, &sequences).await?.pop())
}

/// Whether the organisation had another shape at the end of a stretch of the record.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn reshaped_since(reader: &Reader, stretch: Stretch<'_>) -> Result<bool, StoreError> {
    let mut view = reader.snapshot().await?;
    let last = crate::sql::query_scalar(
        "SELECT coalesce(max(sequence), 0) FROM shaping WHERE sequence <= $1",
    );
    let last: i64 = last.bind(crate::record::signed(stretch.until)).fetch_one(&mut view).await?;
    Ok(last.unsigned_abs() > stretch.closing.known_at)
}

/// Whether there is a closing with this key.
pub(crate) async fn exists(conn: &mut Conn, key: &Key) -> Result<bool, StoreError> {
    let found = crate::sql::query_scalar("SELECT sequence FROM closing WHERE key = $1");
    Ok(found.bind(key.as_str()).fetch_optional::<i64>(conn).await?.is_some())
}

/// The last record that gave the organisation another shape; 0 if there is none.
pub(crate) async fn shape(conn: &mut Conn) -> Result<u64, StoreError> {
    let last = crate::sql::query_scalar("SELECT coalesce(max(sequence), 0) FROM shaping");
    Ok(last.fetch_one::<i64>(conn).await?.unsigned_abs())
}

/// These closings as the asker sees them: figures of registers or units that are not theirs are left
/// out, and a closing of nothing but those is not there.
async fn seen(
    reader: &Reader,
    view: &mut Conn,
    ctx: &Ctx,
    sequences: &[i64],
) -> Result<Vec<Closed>, StoreError> {
    let definitions = reader.definitions(view).await?;
    let own = scope::of(view, ctx).await?;
    let mut found = vec![];
    for record in journal::records_at(view, sequences).await? {
        let mut closed = closed(&record)?;
        let catalogue = definitions.at(&closed.closing.definitions);
        let units: BTreeSet<&Key> =
            closed.closing.figures.iter().map(|figure| &figure.unit).collect();
        let places = scope::places(view, &units).await?;
        let sight = Sight { ctx, catalogue: &catalogue, own, places };
        closed.closing.figures.retain(|figure| sight.reaches(figure));
        if !closed.closing.figures.is_empty() {
            found.push(closed);
        }
    }
    Ok(found)
}

fn closed(record: &Stored) -> Result<Closed, StoreError> {
    let damaged = |what: &str| StoreError::damaged(format!("record {}: {what}", record.sequence));
    let Body::Closed(closing) = record.body()? else {
        return Err(damaged("it is not a closing"));
    };
    Ok(Closed {
        sequence: record.sequence,
        on: record.effective_on()?,
        recorded_at: Timestamp::from_microsecond(record.recorded_us)
            .map_err(|_| damaged("it has no time"))?,
        by: Key::new(&record.actor).map_err(|_| damaged("it has no actor"))?,
        basis: record.basis.clone(),
        closing,
    })
}

/// What the asker may see of a closing.
struct Sight<'a> {
    ctx: &'a Ctx,
    catalogue: &'a Catalogue,
    own: Subtree,
    places: BTreeMap<Key, Subtree>,
}

impl Sight<'_> {
    fn reaches(&self, figure: &Sealed) -> bool {
        let place = self.places.get(&figure.unit);
        let measures = figure.parts.iter().filter(|part| part.rows.is_some());
        let registers = measures.map(|part| {
            let measure = self.catalogue.measure(&Name::read(&part.name)?)?;
            Some(&measure.register)
        });
        let reported = figure.coverage.iter().map(|coverage| Some(&coverage.register));
        place.is_some_and(|place| self.own.holds(place.lft))
            && registers
                .chain(reported)
                .all(|register| register.is_some_and(|key| self.ctx.may(&Right::to_read(key))))
    }
}
