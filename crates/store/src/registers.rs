//! What is in the registers, at a glance?

use std::collections::BTreeMap;

use base::{Ctx, Key, Right};

use crate::project::key;
use crate::{Reader, StoreError, scope};

/// A register in numbers, as far as the asker sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterSummary {
    pub register: Key,
    pub matters: u64,
    /// Matters that are still somebody's work.
    pub open: u64,
    /// Matters by state, in the register's order; states without any left out.
    pub states: Vec<(Key, u64)>,
    /// When the latest event was recorded, in microseconds since 1970-01-01T00:00Z.
    pub last_recorded_us: Option<i64>,
}

/// How much is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalSize {
    pub records: u64,
    pub head_sequence: u64,
}

/// Every register in force that the asker may read, in the order of the packs. Matters whose opening
/// was taken back are not counted.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn summary(reader: &Reader, ctx: &Ctx) -> Result<Vec<RegisterSummary>, StoreError> {
    let mut view = reader.snapshot().await?;
    let definitions = reader.definitions(&mut view).await?;
    let seen = scope::of(&mut view, ctx).await?;
    let rows = crate::sql::query(
        "SELECT s.register, s.place, s.matters, r.effective_day * 86400000000 + r.recorded_after FROM (SELECT a.register, a.place, \
         count(*) AS matters, max(m.last_sequence) AS last FROM matter m \
         JOIN account a ON a.id = m.account JOIN unit u ON u.id = m.unit \
         WHERE u.lft BETWEEN $1 AND $2 GROUP BY a.register, a.place) s \
         JOIN record r ON r.sequence = s.last",
    )
    .bind(seen.lft)
    .bind(seen.rgt)
    .fetch_all(&mut view)
    .await?;
    let mut states: BTreeMap<Key, Vec<(Key, i64, i64)>> = BTreeMap::new();
    for row in &rows {
        let state = (key(row.try_get(1)?)?, row.try_get(2)?, row.try_get(3)?);
        states.entry(key(row.try_get(0)?)?).or_default().push(state);
    }
    let registers = definitions.catalogue().packs.iter().flat_map(|pack| &pack.registers);
    Ok(registers
        .filter(|register| ctx.may(&Right::to_read(&register.key)))
        .map(|register| {
            let here = states.get(&register.key).map(Vec::as_slice).unwrap_or_default();
            let is_open = |state: &Key| register.state(state).is_some_and(|state| state.open);
            let open = here.iter().filter(|(state, ..)| is_open(state));
            let count = |state: &Key| {
                here.iter()
                    .find(|(here, ..)| here == state)
                    .map(|(_, count, _)| count.unsigned_abs())
            };
            let states = register.states.iter();
            RegisterSummary {
                register: register.key.clone(),
                matters: here.iter().map(|(_, count, _)| count.unsigned_abs()).sum(),
                open: open.map(|(_, count, _)| count.unsigned_abs()).sum(),
                states: states
                    .filter_map(|state| Some((state.key.clone(), count(&state.key)?)))
                    .collect(),
                last_recorded_us: here.iter().map(|(.., last)| *last).max(),
            }
        })
        .collect())
}

/// How many records the journal holds, and the number of the last: equal unless some are missing.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn journal_size(reader: &Reader) -> Result<JournalSize, StoreError> {
    let mut view = reader.snapshot().await?;
    let row = crate::sql::query("SELECT count(*), coalesce(max(sequence), 0) FROM record")
        .fetch_one(&mut view)
        .await?;
    let (records, last): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    Ok(JournalSize { records: records.unsigned_abs(), head_sequence: last.unsigned_abs() })
}
