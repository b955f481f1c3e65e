//! The lights that clocks turn, by number.

use std::collections::BTreeMap;

use base::Key;
use ledger::Account;
use ledger::light::{self, Light, Times, Turn};

use super::matters::PlaceIds;
use super::{At, Projector};
use crate::StoreError;
use crate::record::packing::{Packed, Timed};

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
