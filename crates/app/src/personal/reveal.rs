//! Personal values on their way to a page.

use std::collections::BTreeMap;

use base::{Commitment, Ctx, Value};
use register::{Matter, personal};
use store::Reader;
use store::personal::{Erasure, Guarded};

use super::{KeyError, Keys};
use crate::{AppError, Commands};

/// What is to be shown for a personal value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revealed {
    /// The value itself: the asker may see it.
    Value(Value),
    /// It is there, but not for the asker.
    Hidden,
    /// It was destroyed.
    Erased(Erasure),
    /// Its key is not at hand: the key file is missing, or another one.
    NoKey,
    /// The journal came without it, or its key was destroyed and a backup brought it back.
    Away,
    /// It does not fit what commits to it: somebody changed it beside the journal.
    Changed,
}

impl Commands {
    /// What is to be shown for each personal value that a matter ever had, to this asker.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if the database cannot be read; [`AppError::Denied`] without the right to
    /// read the register.
    pub async fn reveal(
        &self,
        reader: &Reader,
        ctx: &Ctx,
        matter: &Matter,
    ) -> Result<BTreeMap<Commitment, Revealed>, AppError> {
        let wanted = store::personal::commitments(matter);
        if wanted.is_empty() {
            return Ok(BTreeMap::new());
        }
        let may = ctx.may(&personal::to_see(&matter.register));
        let otherwise = if may { Revealed::Away } else { Revealed::Hidden };
        let mut shown: BTreeMap<Commitment, Revealed> =
            wanted.into_keys().map(|commitment| (commitment, otherwise.clone())).collect();
        if may {
            let algorithm = store::integrity::algorithm_of(reader).await?;
            for row in store::personal::of_matter(reader, ctx, matter).await? {
                let revealed = match self.keys() {
                    Some(keys) => open(keys, algorithm, &row),
                    None => Revealed::NoKey,
                };
                shown.insert(row.commitment, revealed);
            }
        }
        for (commitment, erasure) in store::personal::erasures(reader, ctx, matter).await? {
            shown.insert(commitment, Revealed::Erased(erasure));
        }
        Ok(shown)
    }
}

fn open(keys: &Keys, algorithm: ledger::digest::Algorithm, row: &Guarded) -> Revealed {
    let opened = || -> Result<Revealed, KeyError> {
        keys.prepare(false)?;
        if keys.is_destroyed(&row.wrapped)? {
            return Ok(Revealed::Away);
        }
        let person = keys.person(&row.person, &row.wrapped)?;
        let value = person.open(algorithm, &row.commitment, &row.encrypted);
        Ok(value.map_or(Revealed::Changed, Revealed::Value))
    };
    opened().unwrap_or_else(|error| {
        // The page says that the key is not at hand; the log says why.
        tracing::warn!(%error, "a personal value cannot be read");
        Revealed::NoKey
    })
}
