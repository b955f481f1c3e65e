//! What an event did to pools, as the journal keeps it.

use base::{Dims, Key};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::account::POOL;
use ledger::pool::{Movement, Standing};
use ledger::{Account, Transfer, Unbalanced};
use serde::{Deserialize, Serialize};

/// A movement of places in a pool, with all that its posting depends on.
///
/// Every member is always written, so that the form does not depend on its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// The field that named the pool; `None` if the pool's own step moved it.
    pub field: Option<Key>,
    pub pool: PoolId,
    /// The unit at which the pool stands.
    pub unit: Key,
    /// The dimensions of the pool.
    pub dims: Dims,
    #[serde(with = "movement")]
    pub movement: Movement,
    /// Above zero; money in fen.
    pub amount: i64,
    /// Of a hold.
    pub until: Option<Until>,
}

impl Draw {
    /// What it posts: from where its places stood to where they stand, in the books of the pool.
    ///
    /// # Errors
    ///
    /// [`Unbalanced`] if the amount is none that can move.
    pub fn transfer(&self, on: Date) -> Result<Transfer, Unbalanced> {
        let register = &self.pool.register;
        let end = |standing: Option<Standing>| match standing {
            Some(standing) => (Account::pool(register, standing), self.dims.clone()),
            None => (Account::source(register, POOL), Dims::new()),
        };
        let (from, to) = self.movement.ends();
        Transfer::new(on, &self.unit, end(from), end(to), self.amount)
    }
}

/// A pool: a matter of a stock register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PoolId {
    pub register: Key,
    pub number: String,
}

/// When a hold is over, and the step that then gives it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Until {
    pub at: Timestamp,
    pub lapse: Key,
}

mod movement {
    use ledger::pool::Movement;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes by reference")]
    pub(super) fn serialize<S: Serializer>(
        movement: &Movement,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(movement.key())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Movement, D::Error> {
        let text = String::deserialize(deserializer)?;
        Movement::of_key(&text).ok_or_else(|| D::Error::custom("no movement of a pool"))
    }
}
