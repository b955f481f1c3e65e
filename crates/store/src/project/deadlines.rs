//! Clocks that run, and the lights that they turn.

use std::collections::BTreeMap;

use base::Key;
use ledger::Account;
use ledger::light::{self, Light, Times, Turn};

use super::matters::PlaceIds;
use super::{At, Projector};
use crate::StoreError;
use crate::record::packing::{Packed, Timed};
use crate::sql::{Column, Conn, Insert, Value, query};

/// Rows to be written.
#[derive(Debug, Default)]
pub(super) struct PendingDeadlines {
    touched: BTreeMap<i64, Touched>,
}

/// The clocks of a matter that a record has changed.
#[derive(Debug)]
struct Touched {
    register: u32,
    /// Whether rows of it may have been written before.
    had: bool,
    now: Vec<Timed>,
}

impl PendingDeadlines {
    pub(super) fn take(&mut self, matter: i64, packed: &Packed<'_>) {
        let (were, are) = packed.deadlines();
        if were == are {
            return;
        }
        let fresh = || Touched { register: packed.register, had: !were.is_empty(), now: vec![] };
        let touched = self.touched.entry(matter).or_insert_with(fresh);
        touched.now.clear();
        touched.now.extend_from_slice(are);
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let touched = std::mem::take(&mut self.touched);
        for (matter, _) in touched.iter().filter(|(_, touched)| touched.had) {
            query("DELETE FROM deadline WHERE matter = $1").bind(*matter).execute(conn).await?;
        }
        let mut rows: Vec<[Value<'_>; 6]> = vec![];
        for (matter, Touched { register, now, .. }) in &touched {
            rows.extend(now.iter().map(|Timed { clock, red, yellow, second }| {
                let (clock, register) = ((*clock).into(), (*register).into());
                let second = second.map(i64::from).into();
                [(*matter).into(), clock, register, (*yellow).into(), (*red).into(), second]
            }));
        }
        DEADLINE.rows(conn, &rows).await
    }
}

const DEADLINE: Insert<6> = Insert {
    table: "deadline",
    columns: [
        ("matter", Column::Integer),
        ("clock", Column::Integer),
        ("register", Column::Integer),
        ("yellow_day", Column::Integer),
        ("red_day", Column::Integer),
        ("red_second", Column::Integer),
    ],
    then: "",
};

/// Register, clock and light → the number of the account.
pub(super) type LightAccounts = BTreeMap<(u32, u32, Option<Light>), i64>;

impl Projector {
    /// Posts by numbers the lights that turn, as [`register::postings`] does by names.
    pub(super) fn post_lights(
        &mut self,
        at: At,
        packed: &Packed<'_>,
        (before, after): (Option<PlaceIds>, Option<PlaceIds>),
    ) -> Result<(), StoreError> {
        let (were, are) = packed.deadlines();
        if were.is_empty() && are.is_empty() {
            return Ok(());
        }
        let counts_alike = |(before, after): (PlaceIds, PlaceIds)| {
            before.unit == after.unit && before.dims == after.dims
        };
        let stays = before.zip(after).is_some_and(counts_alike);
        for clock in self.clocks(were, are)? {
            let (was, is) = (times(were, clock), times(are, clock));
            if stays && was == is {
                continue;
            }
            let (left, entered) = light::turns(at.day, was, is);
            for (place, turns) in [(before, left), (after, entered)] {
                let Some(place) = place else { continue };
                for turn in turns {
                    self.turn(at, (packed.register, clock), place, turn)?;
                }
            }
        }
        Ok(())
    }

    fn turn(
        &mut self,
        at: At,
        (register, clock): (u32, u32),
        PlaceIds { unit, dims, .. }: PlaceIds,
        turn: Turn<i32>,
    ) -> Result<(), StoreError> {
        for (light, side) in [(turn.from, (0, turn.amount)), (turn.to, (turn.amount, 0))] {
            let account = self.light(register, clock, light)?;
            let dims = if light.is_some() { dims } else { self.no_dims() };
            self.leg(At { day: turn.day, ..at }, (account, unit, dims), side);
        }
        Ok(())
    }

    /// The clocks that run at either end, each once, in the order of their names.
    fn clocks(&self, were: &[Timed], are: &[Timed]) -> Result<Vec<u32>, StoreError> {
        let named = were.iter().chain(are).map(|timed| Ok((self.name(timed.clock)?, timed.clock)));
        let named = named.collect::<Result<BTreeMap<Key, u32>, StoreError>>()?;
        Ok(named.into_values().collect())
    }

    fn light(
        &mut self,
        register: u32,
        clock: u32,
        light: Option<Light>,
    ) -> Result<i64, StoreError> {
        if let Some(account) = self.lights.get(&(register, clock, light)) {
            return Ok(*account);
        }
        let account = Account::light(&self.name(register)?, &self.name(clock)?, light);
        let number = i64::from(self.accounts.number(&account));
        self.lights.insert((register, clock, light), number);
        Ok(number)
    }
}

fn times(timed: &[Timed], clock: u32) -> Option<Times<i32>> {
    let timed = timed.iter().find(|timed| timed.clock == clock)?;
    Some(Times { yellow: timed.yellow, red: timed.red })
}
