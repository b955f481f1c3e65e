//! How the places of pools stand, and who holds them.

use std::collections::{BTreeMap, BTreeSet};

use base::{Key, day};
use jiff::civil::Date;
use ledger::pool::Pool;
use register::Register;
use register::draw::{Draw, Held, PoolId, PoolState};
use register::event::{Happening, MatterEvent};
use register::model::Kind;

use crate::StoreError;
use crate::pools;
use crate::record::signed;
use crate::sql::{Column, Conn, Insert, Value, query};

/// Pools that records have changed, and holds that have begun and ended.
#[derive(Debug, Default)]
pub(super) struct PendingPools {
    pools: BTreeMap<PoolId, PoolState>,
    holds: BTreeMap<(Held, PoolId), bool>,
    draws: Vec<Drawn>,
}

/// What a record drew.
#[derive(Debug)]
struct Drawn {
    draw: Draw,
    back: bool,
    sequence: i64,
    place: i64,
    register: Key,
    number: String,
    unit: Key,
    day: i64,
}

const DRAW: Insert<10> = Insert {
    table: "pool_draw",
    columns: [
        ("pool_register", Column::Text),
        ("pool_number", Column::Text),
        ("sequence", Column::Integer),
        ("place", Column::Integer),
        ("register", Column::Text),
        ("number", Column::Text),
        ("unit", Column::Text),
        ("movement", Column::Text),
        ("amount", Column::Integer),
        ("day", Column::Integer),
    ],
    then: "",
};

const POOL: Insert<10> = Insert {
    table: "pool",
    columns: [
        ("register", Column::Text),
        ("number", Column::Text),
        ("unit", Column::Text),
        ("dims", Column::Text),
        ("state", Column::Text),
        ("due_day", Column::Integer),
        ("moved_day", Column::Integer),
        ("supplied", Column::Integer),
        ("held", Column::Integer),
        ("used", Column::Integer),
    ],
    then: "ON CONFLICT (register, number) DO UPDATE SET unit = excluded.unit, dims = excluded.dims, \
           state = excluded.state, due_day = excluded.due_day, moved_day = excluded.moved_day, \
           supplied = excluded.supplied, held = excluded.held, used = excluded.used",
};

const HOLD: Insert<7> = Insert {
    table: "pool_hold",
    columns: [
        ("register", Column::Text),
        ("number", Column::Text),
        ("field", Column::Text),
        ("pool_register", Column::Text),
        ("pool_number", Column::Text),
        ("until_us", Column::Integer),
        ("lapse", Column::Text),
    ],
    then: "ON CONFLICT (register, number, field) DO UPDATE SET \
           pool_register = excluded.pool_register, pool_number = excluded.pool_number, \
           until_us = excluded.until_us, lapse = excluded.lapse",
};

impl PendingPools {
    /// Takes an event: a pool's own, and what anybody drew.
    pub(super) async fn take(
        &mut self,
        conn: &mut Conn,
        register: &Register,
        (sequence, on, event): (u64, Date, &MatterEvent),
    ) -> Result<(), StoreError> {
        if let Kind::Stock(_) = register.kind {
            self.follow(conn, register, event).await?;
        }
        let back = matches!(event.what, Happening::Reversal { .. });
        for (place, draw) in (0..).zip(&event.draws) {
            let at = event.after.as_ref().or(event.before.as_ref());
            self.draws.push(Drawn {
                draw: draw.clone(),
                back,
                sequence: signed(sequence),
                place,
                register: event.register.clone(),
                number: event.number.clone(),
                unit: at.map_or_else(|| draw.unit.clone(), |at| at.unit.clone()),
                day: day::number(on).into(),
            });
            let state = self.state(conn, &draw.pool).await?;
            let mut state = state.ok_or_else(|| {
                StoreError::damaged(format!("record {sequence} draws on no pool"))
            })?;
            let moved = if back {
                state.balance.taken_back(draw.movement, draw.amount)
            } else {
                state.balance.after(draw.movement, draw.amount)
            };
            state.balance = moved.map_err(|shortage| {
                StoreError::damaged(format!("record {sequence}: {shortage}"))
            })?;
            state.moved_on = Some(on);
            self.pools.insert(draw.pool.clone(), state);
            self.hold(event, draw, back);
        }
        Ok(())
    }

    /// A pool's own event changes its state; its opening says where and what it is.
    async fn follow(
        &mut self,
        conn: &mut Conn,
        register: &Register,
        event: &MatterEvent,
    ) -> Result<(), StoreError> {
        let id = PoolId { register: event.register.clone(), number: event.number.clone() };
        let present = self.state(conn, &id).await?;
        if let Some(state) = register::draw::followed(register, present.as_ref(), event) {
            self.pools.insert(id, state);
        }
        Ok(())
    }

    fn hold(&mut self, event: &MatterEvent, draw: &Draw, back: bool) {
        if let Some((held, begins)) = Held::of(event, draw, back) {
            self.holds.insert((held, draw.pool.clone()), begins);
        }
    }

    async fn state(
        &mut self,
        conn: &mut Conn,
        id: &PoolId,
    ) -> Result<Option<PoolState>, StoreError> {
        if let Some(state) = self.pools.get(id) {
            return Ok(Some(state.clone()));
        }
        Ok(pools::states(conn, &BTreeSet::from([id.clone()])).await?.remove(id))
    }

    async fn flush_draws(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let draws = std::mem::take(&mut self.draws);
        let rows: Vec<[Value<'_>; 10]> = draws
            .iter()
            .map(|one| {
                let amount = one.draw.amount;
                [
                    one.draw.pool.register.as_str().into(),
                    one.draw.pool.number.as_str().into(),
                    one.sequence.into(),
                    one.place.into(),
                    one.register.as_str().into(),
                    one.number.as_str().into(),
                    one.unit.as_str().into(),
                    one.draw.movement.key().into(),
                    (if one.back { amount.saturating_neg() } else { amount }).into(),
                    one.day.into(),
                ]
            })
            .collect();
        DRAW.rows(conn, &rows).await
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let pools = std::mem::take(&mut self.pools);
        let texts: Vec<String> = pools.values().map(|state| state.dims.to_string()).collect();
        let rows: Vec<[Value<'_>; 10]> = pools
            .iter()
            .zip(&texts)
            .map(|((id, state), dims)| {
                let PoolState { unit, state, due, moved_on, balance, .. } = state;
                let (supplied, held, used) = parts(*balance);
                [
                    id.register.as_str().into(),
                    id.number.as_str().into(),
                    unit.as_str().into(),
                    dims.as_str().into(),
                    state.as_ref().map(Key::as_str).into(),
                    due.map(day::number).map(i64::from).into(),
                    moved_on.map(day::number).map(i64::from).into(),
                    supplied.into(),
                    held.into(),
                    used.into(),
                ]
            })
            .collect();
        POOL.rows(conn, &rows).await?;
        self.flush_draws(conn).await?;
        let holds = std::mem::take(&mut self.holds);
        for ((held, _), _) in holds.iter().filter(|(_, begins)| !**begins) {
            query("DELETE FROM pool_hold WHERE register = $1 AND number = $2 AND field = $3")
                .bind(held.register.as_str())
                .bind(held.number.as_str())
                .bind(held.field.as_str())
                .execute(&mut *conn)
                .await?;
        }
        let begun = holds.iter().filter(|(_, begins)| **begins).map(|(key, _)| key);
        let rows: Vec<[Value<'_>; 7]> = begun
            .map(|(held, pool)| {
                [
                    held.register.as_str().into(),
                    held.number.as_str().into(),
                    held.field.as_str().into(),
                    pool.register.as_str().into(),
                    pool.number.as_str().into(),
                    held.at.as_microsecond().into(),
                    held.lapse.as_str().into(),
                ]
            })
            .collect();
        HOLD.rows(conn, &rows).await
    }
}

fn parts(pool: Pool) -> (i64, i64, i64) {
    use ledger::pool::Standing::{Held, Used};
    (pool.supplied(), pool.standing(Held), pool.standing(Used))
}
