//! How do the places of pools stand, and which holds are over?

use std::collections::{BTreeMap, BTreeSet};

use base::{Ctx, Dims, Key, Right, day};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::pool::{Movement, Pool};
use register::draw::{Group, Held, PoolId, PoolState, Totals};
use register::model::Cap;

use crate::project::key;
use crate::sql::{Conn, Row, Statement, query};
use crate::{Reader, StoreError, Tx, scope};

/// The pools of a register with these numbers, as far as the asker sees them.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read the register.
pub async fn of(
    reader: &Reader,
    ctx: &Ctx,
    register: &Key,
    numbers: &[String],
) -> Result<BTreeMap<String, PoolState>, StoreError> {
    let mut view = reader.snapshot().await?;
    ctx.require(&Right::to_read(register))?;
    let seen = scope::of(&mut view, ctx).await?;
    let id = |number: &String| PoolId { register: register.clone(), number: number.clone() };
    let found = states(&mut view, &numbers.iter().map(id).collect()).await?;
    let places =
        scope::places(&mut view, &found.values().map(|state| &state.unit).collect()).await?;
    let visible = found
        .into_iter()
        .filter(|(_, state)| places.get(&state.unit).is_some_and(|place| seen.holds(place.lft)));
    Ok(visible.map(|(pool, state)| (pool.number, state)).collect())
}

/// A movement of places of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawRow {
    pub sequence: u64,
    pub effective_on: Date,
    /// The matter that drew; `None` if it lies outside what the asker sees.
    pub matter: Option<(Key, String)>,
    pub movement: Movement,
    /// Below zero if it was taken back.
    pub amount: i64,
}

/// The latest movements of a pool's places, latest first. Who asks must see the pool.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read the register.
pub async fn draws(
    reader: &Reader,
    ctx: &Ctx,
    pool: &PoolId,
    limit: u32,
) -> Result<Vec<DrawRow>, StoreError> {
    let mut view = reader.snapshot().await?;
    ctx.require(&Right::to_read(&pool.register))?;
    let seen = scope::of(&mut view, ctx).await?;
    let rows = query(
        "SELECT sequence, day, register, number, unit, movement, amount FROM pool_draw \
         WHERE pool_register = $1 AND pool_number = $2 ORDER BY sequence DESC, place DESC LIMIT $3",
    )
    .bind(pool.register.as_str())
    .bind(pool.number.as_str())
    .bind(i64::from(limit))
    .fetch_all(&mut view)
    .await?;
    let units = rows.iter().map(|row| key(row.try_get(4)?)).collect::<Result<Vec<Key>, _>>()?;
    let places = scope::places(&mut view, &units.iter().collect()).await?;
    let read = |(row, unit): (&Row, &Key)| {
        let register = key(row.try_get(2)?)?;
        let lies_within = places.get(unit).is_some_and(|place| seen.holds(place.lft));
        let is_seen = lies_within && ctx.may(&Right::to_read(&register));
        let movement = Movement::of_key(&row.try_get::<String>(5)?);
        Ok(DrawRow {
            sequence: row.try_get::<i64>(0)?.unsigned_abs(),
            effective_on: crate::matters::date(row.try_get(1)?)?,
            matter: if is_seen { Some((register, row.try_get(3)?)) } else { None },
            movement: movement.ok_or_else(|| StoreError::damaged("no movement of a pool"))?,
            amount: row.try_get(6)?,
        })
    };
    rows.iter().zip(&units).map(read).collect()
}

const COLUMNS: &str =
    "register, number, unit, dims, state, due_day, moved_day, supplied, held, used";

/// The pools of these that there are.
pub(crate) async fn states(
    conn: &mut Conn,
    pools: &BTreeSet<PoolId>,
) -> Result<BTreeMap<PoolId, PoolState>, StoreError> {
    let mut found = BTreeMap::new();
    for part in pools.iter().collect::<Vec<_>>().chunks(PART) {
        let mut statement = Statement::new(format!("SELECT {COLUMNS} FROM pool WHERE "));
        push_pools(&mut statement, ("register", "number"), part);
        for row in statement.fetch_all(conn).await? {
            let (id, state) = state(&row)?;
            found.insert(id, state);
        }
    }
    Ok(found)
}

/// The holds on these pools.
pub(crate) async fn holds(
    conn: &mut Conn,
    pools: &BTreeSet<PoolId>,
) -> Result<BTreeMap<PoolId, BTreeSet<Held>>, StoreError> {
    let mut found: BTreeMap<PoolId, BTreeSet<Held>> = BTreeMap::new();
    for part in pools.iter().collect::<Vec<_>>().chunks(PART) {
        let mut statement = Statement::new(format!("SELECT {HOLD_COLUMNS} FROM pool_hold WHERE "));
        push_pools(&mut statement, ("pool_register", "pool_number"), part);
        for row in statement.fetch_all(conn).await? {
            let pool = PoolId { register: key(row.try_get(5)?)?, number: row.try_get(6)? };
            found.entry(pool).or_default().insert(held(&row)?);
        }
    }
    Ok(found)
}

const HOLD_COLUMNS: &str = "until_us, register, number, field, lapse, pool_register, pool_number";

/// The holds whose time is over, oldest first; at most so many.
pub(crate) async fn over(
    conn: &mut Conn,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Held>, StoreError> {
    let rows = query(&format!(
        "SELECT {HOLD_COLUMNS} FROM pool_hold WHERE until_us <= $1 \
         ORDER BY until_us, register, number, field LIMIT $2"
    ))
    .bind(now.as_microsecond())
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(held).collect()
}

/// What a group of pools comes to under a share.
pub(crate) async fn totals(
    conn: &mut Conn,
    group: &Group,
    cap: &Cap,
) -> Result<Totals, StoreError> {
    let mut statement = Statement::new(
        "SELECT dims, CAST(sum(supplied) AS BIGINT), CAST(sum(held) AS BIGINT), \
         CAST(sum(used) AS BIGINT) FROM pool WHERE register = ",
    );
    statement.push_bind(group.register.as_str());
    if let Some(unit) = &group.unit {
        statement.push(" AND unit = ").push_bind(unit.as_str());
    }
    if let Some(due) = group.due {
        statement.push(" AND due_day = ").push_bind(i64::from(day::number(due)));
    }
    statement.push(" GROUP BY dims");
    let mut totals = Totals::default();
    for row in statement.fetch_all(conn).await? {
        let dims = dims(&row.try_get::<String>(0)?)?;
        if group.dims.iter().any(|(dimension, value)| dims.get(dimension) != Some(value)) {
            continue;
        }
        let one = Totals::of_places(cap, &dims, balance(&row, 1)?);
        totals = totals.and(one);
    }
    Ok(totals)
}

/// How many pools are asked for in one statement.
const PART: usize = 400;

fn push_pools<'a>(
    statement: &mut Statement<'a>,
    (register, number): (&str, &str),
    pools: &[&'a PoolId],
) {
    for (index, pool) in pools.iter().enumerate() {
        statement
            .push(if index == 0 { "(" } else { " OR (" })
            .push(register)
            .push(" = ")
            .push_bind(pool.register.as_str())
            .push(" AND ")
            .push(number)
            .push(" = ")
            .push_bind(pool.number.as_str())
            .push(")");
    }
}

fn state(row: &Row) -> Result<(PoolId, PoolState), StoreError> {
    let state: Option<String> = row.try_get(4)?;
    let read = PoolState {
        unit: key(row.try_get(2)?)?,
        dims: dims(&row.try_get::<String>(3)?)?,
        state: state.map(key).transpose()?,
        due: date(row.try_get(5)?)?,
        moved_on: date(row.try_get(6)?)?,
        balance: balance(row, 7)?,
    };
    Ok((PoolId { register: key(row.try_get(0)?)?, number: row.try_get(1)? }, read))
}

fn balance(row: &Row, first: usize) -> Result<Pool, StoreError> {
    let (supplied, held, used) =
        (row.try_get(first)?, row.try_get(first + 1)?, row.try_get(first + 2)?);
    Pool::of(supplied, held, used).ok_or_else(|| StoreError::damaged("places that cannot be"))
}

fn held(row: &Row) -> Result<Held, StoreError> {
    let at = Timestamp::from_microsecond(row.try_get(0)?);
    Ok(Held {
        at: at.map_err(|_| StoreError::damaged("an instant that cannot be"))?,
        register: key(row.try_get(1)?)?,
        number: row.try_get(2)?,
        field: key(row.try_get(3)?)?,
        lapse: key(row.try_get(4)?)?,
    })
}

fn dims(text: &str) -> Result<Dims, StoreError> {
    Dims::read(text).ok_or_else(|| StoreError::damaged("dimensions without form"))
}

fn date(days: Option<i32>) -> Result<Option<Date>, StoreError> {
    days.map(crate::matters::date).transpose()
}

impl Tx<'_> {
    /// The pools of these that there are, each with the holds on it, as the journal has them.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn pools(
        &mut self,
        pools: &BTreeSet<PoolId>,
    ) -> Result<BTreeMap<PoolId, (PoolState, BTreeSet<Held>)>, StoreError> {
        let states = states(self.conn(), pools).await?;
        let mut holds = holds(self.conn(), pools).await?;
        let with_holds = states.into_iter().map(|(pool, state)| {
            let holds = holds.remove(&pool).unwrap_or_default();
            (pool, (state, holds))
        });
        Ok(with_holds.collect())
    }

    /// What a group of pools comes to under a share.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn pool_totals(&mut self, group: &Group, cap: &Cap) -> Result<Totals, StoreError> {
        totals(self.conn(), group, cap).await
    }

    /// The holds whose time is over, oldest first; at most so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn holds_over(
        &mut self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<Held>, StoreError> {
        over(self.conn(), now, limit.into()).await
    }
}
