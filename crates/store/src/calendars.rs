//! Which calendars hold?

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use base::{Key, day};
use jiff::civil::Date;
use register::calendar::{Calendar, Published};
use register::model::DUE;

use crate::record::Dictionary;
use crate::sql::{Conn, query};
use crate::units::Unit;
use crate::{Reader, StoreError};

/// The calendars as they are published, with the organisation they hold for.
#[derive(Clone, Debug)]
pub struct Calendars {
    published: Arc<Published>,
    /// Every unit with the one it lies below.
    parents: BTreeMap<Key, Option<Key>>,
}

impl Calendars {
    fn new(published: Arc<Published>, units: &[Unit]) -> Calendars {
        let parents = units.iter().map(|unit| (unit.key.clone(), unit.parent.clone()));
        Calendars { published, parents: parents.collect() }
    }

    /// The calendar of a unit.
    #[must_use]
    pub fn of(&self, unit: &Key) -> Cow<'_, Calendar> {
        match self.parents.get_key_value(unit) {
            Some((unit, _)) => self.published.of(unit, |unit| self.parents.get(unit)?.as_ref()),
            None => Cow::Borrowed(self.published.all()),
        }
    }
}

/// The calendars in force, for all units as they were read. Everybody may know them.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn of_units(reader: &Reader, units: &[Unit]) -> Result<Calendars, StoreError> {
    let mut view = reader.snapshot().await?;
    let published = Arc::clone(reader.definitions(&mut view).await?.calendars());
    Ok(Calendars::new(published, units))
}

/// Matters in hand with a clock, other than a plain deadline, that is red only after a day.
pub(crate) async fn clocks_beyond(
    conn: &mut Conn,
    dictionary: &Dictionary,
    day: Date,
    (after, limit): (i64, u32),
) -> Result<Vec<(i64, Key, String)>, StoreError> {
    let plain = dictionary.find_symbol(&Key::literal(DUE)).map_or(-1, i64::from);
    let rows = query(
        "SELECT m.id, m.register, m.number FROM \
         (SELECT DISTINCT matter FROM deadline WHERE matter > $1 AND red_day > $2 AND clock <> $3 \
         ORDER BY matter LIMIT $4) d JOIN matter m ON m.id = d.matter ORDER BY m.id",
    );
    let rows =
        rows.bind(after).bind(i64::from(day::number(day))).bind(plain).bind(i64::from(limit));
    let rows = rows.fetch_all(conn).await?;
    let found = rows.iter().map(|row| {
        let register: i64 = row.try_get(1)?;
        let register = u32::try_from(register).ok().and_then(|symbol| dictionary.key(symbol));
        let register = register
            .cloned()
            .ok_or_else(|| StoreError::damaged("a matter of a register without a name"))?;
        Ok((row.try_get(0)?, register, row.try_get(2)?))
    });
    found.collect()
}
