//! The records behind a change of the organisation or of a definition.

use base::{Ctx, Key};
use jiff::civil::Date;
use ledger::Cause;
use register::event::{Body, Reorganised, UnitChange};

use super::Stretch;
use crate::record::signed;
use crate::{Reader, StoreError, journal};

/// A record that changed the organisation, or put a pack in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub sequence: u64,
    pub on: Date,
    pub actor: Key,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// These units came into being, ended, or got another name, kind or place.
    Units(Vec<Key>),
    /// This version of a pack was put in force.
    Pack { key: Key, version: u32 },
}

/// The records of the stretch behind a change of the organisation ([`Cause::Tree`]) or of definitions
/// ([`Cause::Definition`]); none for the other causes. Everybody may see them: they are what everybody
/// who asks must know first.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn changes(
    reader: &Reader,
    _ctx: &Ctx,
    stretch: Stretch<'_>,
    cause: Cause,
) -> Result<Vec<Change>, StoreError> {
    let table = match cause {
        Cause::Tree => "shaping",
        Cause::Definition => "definition",
        Cause::Late
        | Cause::Correction
        | Cause::Reversal
        | Cause::Reassignment
        | Cause::Rounding => return Ok(vec![]),
    };
    let mut view = reader.snapshot().await?;
    let statement = format!(
        "SELECT sequence FROM {table} WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence"
    );
    let sequences = crate::sql::query_scalar(&statement)
        .bind(signed(stretch.closing.known_at))
        .bind(signed(stretch.until));
    let sequences: Vec<i64> = sequences.fetch_all(&mut view).await?;
    let mut changes = vec![];
    for record in journal::records_at(&mut view, &sequences).await? {
        let what = match record.body()? {
            Body::Units(units) => What::Units(units.into_iter().map(|unit| unit.key).collect()),
            Body::Reorganised(reorganised) => What::Units(named(&reorganised)),
            Body::Pack(pack) => What::Pack { key: pack.key, version: pack.version },
            Body::People(_)
            | Body::Calendar(_)
            | Body::Matter(_)
            | Body::Closed(_)
            | Body::Erased(_) => continue,
        };
        let actor = Key::new(&record.actor).map_err(|_| {
            StoreError::damaged(format!("record {}: it has no actor", record.sequence))
        })?;
        changes.push(Change { sequence: record.sequence, on: record.effective_on()?, actor, what });
    }
    Ok(changes)
}

/// The units that a reorganisation is about.
fn named(reorganised: &Reorganised) -> Vec<Key> {
    let mut units = vec![];
    for change in &reorganised.changes {
        match change {
            UnitChange::Created(unit) => units.push(unit.key.clone()),
            UnitChange::Renamed { unit, .. }
            | UnitChange::Moved { unit, .. }
            | UnitChange::Dissolved { unit } => units.push(unit.clone()),
            UnitChange::Merged { units: merged, .. } => units.extend(merged.iter().cloned()),
            UnitChange::Split { unit, into, .. } => {
                units.push(unit.clone());
                units.extend(into.iter().map(|new| new.key.clone()));
            }
        }
    }
    units
}
