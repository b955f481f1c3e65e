//! What a case expects of its books.

use base::Key;
use indicators::{DefinitionPolicy, Question, TreePolicy};
use jiff::civil::Date;
use ledger::pool::{Pool, Standing};
use register::draw::PoolId;
use register::model::{Name, Register};

use super::Miss;
use super::expected::got;
use super::parse::{Asked, date};
use super::run::Desk;
use crate::units::AUTHORITY;

/// Which places of a pool are expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlacesOf {
    Supplied,
    Standing(Standing),
}

/// What a clock of a matter is expected to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// The last day in time.
    On(Date),
    Standing,
    /// It has not started, or is over.
    None,
}

impl Due {
    pub(super) fn read(word: &str) -> Result<Due, String> {
        Ok(match word {
            "standing" => Due::Standing,
            "none" => Due::None,
            day => Due::On(date(day)?),
        })
    }
}

/// The word for them in a case.
pub(super) fn places_of(word: &str) -> Option<PlacesOf> {
    if word == "supplied" {
        return Some(PlacesOf::Supplied);
    }
    Standing::of_key(word).map(PlacesOf::Standing)
}

impl Desk<'_> {
    pub(super) fn expect_state(&self, number: &str, state: &Key) -> Result<(), Miss> {
        let registers = self.pack.registers.iter();
        let matters = registers.filter_map(|register| self.book.matter(&register.key, number));
        let states: Vec<Option<&Key>> = matters.map(register::Matter::state).collect();
        if states.contains(&Some(state)) {
            return Ok(());
        }
        let got: Vec<&str> =
            states.iter().map(|state| state.map_or("taken back", Key::as_str)).collect();
        let got = if got.is_empty() { "no such matter".to_owned() } else { got.join(", ") };
        Err(Miss::new(format!("state {state}"), got))
    }

    pub(super) fn expect_due(&self, number: &str, clock: &Key, due: Due) -> Result<(), Miss> {
        let registers = self.pack.registers.iter();
        let matters = registers.filter_map(|register| self.book.matter(&register.key, number));
        let of = |matter: &register::Matter| {
            let deadline = matter.place.as_ref().and_then(|place| place.deadlines.get(clock));
            match deadline.map(|deadline| deadline.due_on()) {
                None => Due::None,
                Some(None) => Due::Standing,
                Some(Some(due_on)) => Due::On(due_on),
            }
        };
        let said: Vec<Due> = matters.map(of).collect();
        if said.contains(&due) {
            return Ok(());
        }
        Err(Miss::new(format!("{clock} {due:?}"), format!("{said:?}")))
    }

    pub(super) fn expect_places(
        &self,
        number: &str,
        of: PlacesOf,
        amount: i64,
    ) -> Result<(), Miss> {
        let is_meant = |register: &&Register| register.stock().is_some();
        let pools = self.pack.registers.iter().filter(is_meant).filter_map(|register| {
            let pool = PoolId { register: register.key.clone(), number: number.to_owned() };
            self.book.pools().get(&pool)
        });
        let balances: Vec<Pool> = pools.map(|pool| pool.balance).collect();
        let there = |pool: &Pool| match of {
            PlacesOf::Supplied => pool.supplied(),
            PlacesOf::Standing(standing) => pool.standing(standing),
        };
        match balances.as_slice() {
            [one] if there(one) == amount => Ok(()),
            [one] => Err(Miss::new(amount.to_string(), format!("{} ({one})", there(one)))),
            _ => Err(Miss::new("a pool with this number", format!("{} of them", balances.len()))),
        }
    }

    pub(super) fn expect_figure(&self, asked: &Asked) -> Result<(), Miss> {
        let own = |key: &Key| Name::new(self.pack.key.clone(), key.clone());
        let question = Question {
            name: asked.name.as_ref().map_or_else(Clone::clone, own),
            unit: asked.unit.clone().unwrap_or_else(|| Key::literal(AUTHORITY)),
            from: asked.from,
            as_of: asked.as_of,
            known_at: None,
            filter: asked.filter.clone(),
            tree: TreePolicy::AsWas,
            definition: DefinitionPolicy::InForce,
        };
        let expected = || asked.expected.to_string();
        match self.book.figure(&question) {
            Ok(figure) if asked.expected.is(&figure.outcome) => Ok(()),
            Ok(figure) => Err(Miss::new(expected(), got(&figure.outcome, figure.unit_of_measure))),
            Err(error) => Err(Miss::new(expected(), error.to_string())),
        }
    }
}
