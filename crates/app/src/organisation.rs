//! Units and people.

use std::collections::BTreeSet;

use base::{Ctx, Key, Right};
use register::event::{Body, PersonDefined, UnitDefined};
use store::{New, Tx};

use crate::error::OrganisationFault;
use crate::reorganising::HistoryFault;
use crate::{AppError, Commands, people};

impl Commands {
    /// Defines units of the organisation, or changes the name, kind or place of those that exist.
    /// Answers the sequence number of the record.
    ///
    /// # Errors
    ///
    /// [`AppError::Organisation`] names the first unit that does not fit; [`AppError::Denied`] without
    /// the right `system.organise`. Nothing is defined then.
    pub async fn define_units(&self, ctx: &Ctx, units: Vec<UnitDefined>) -> Result<u64, AppError> {
        ctx.require(&to_organise())?;
        let ctx = ctx.clone();
        self.alone(async move |tx: &mut Tx<'_>| {
            check_units(tx, &units).map_err(AppError::Organisation)?;
            check_reorganised(tx, &units)?;
            append(tx, &ctx, Body::Units(units)).await
        })
        .await
    }

    /// Defines people and their roles, or changes those that exist; roles not named are taken away.
    /// Answers the sequence number of the record.
    ///
    /// # Errors
    ///
    /// [`AppError::Organisation`] names the first person that does not fit; [`AppError::Denied`]
    /// without the right `system.organise`. Nothing is defined then.
    pub async fn define_people(
        &self,
        ctx: &Ctx,
        people: Vec<PersonDefined>,
    ) -> Result<u64, AppError> {
        ctx.require(&to_organise())?;
        let ctx = ctx.clone();
        self.alone(async move |tx: &mut Tx<'_>| {
            check_people(tx, &people).map_err(AppError::Organisation)?;
            append(tx, &ctx, Body::People(people)).await
        })
        .await
    }
}

pub(crate) fn to_organise() -> Right {
    Right { register: Key::literal("system"), act: Key::literal("organise") }
}

/// Appends one record that takes effect today.
pub(crate) async fn append(tx: &mut Tx<'_>, ctx: &Ctx, body: Body) -> Result<u64, AppError> {
    let new = New {
        effective_on: ctx.today,
        recorded_at: ctx.now,
        actor: ctx.actor.id.clone(),
        basis: String::new(),
        body,
        personal: vec![],
        request: None,
    };
    let sequences = tx.append(vec![new]).await?;
    Ok(sequences.last().copied().unwrap_or_default())
}

/// A definition holds for all days: it cannot move what a reorganisation has moved.
fn check_reorganised(tx: &Tx<'_>, units: &[UnitDefined]) -> Result<(), AppError> {
    for unit in units.iter().filter(|unit| tx.organisation().is_reorganised(&unit.key)) {
        let now = tx.unit(&unit.key);
        if now.is_some_and(|now| (&now.parent, &now.kind) != (&unit.parent, &unit.kind)) {
            return Err(HistoryFault::WasReorganised { unit: unit.key.clone() }.into());
        }
    }
    Ok(())
}

/// One authority, every other unit below one that exists, no rings, names in both languages.
fn check_units(tx: &Tx<'_>, units: &[UnitDefined]) -> Result<(), OrganisationFault> {
    let mut named = BTreeSet::new();
    for unit in units {
        if !named.insert(&unit.key) {
            return Err(OrganisationFault::Twice { unit: unit.key.clone() });
        }
        if unit.zh.trim().is_empty() || unit.en.trim().is_empty() {
            return Err(OrganisationFault::Nameless { unit: unit.key.clone() });
        }
    }
    let kept = tx.units().into_iter().filter(|unit| !named.contains(&unit.key));
    let all: Vec<&UnitDefined> = kept.chain(units).collect();
    let find = |key: &Key| all.iter().find(|unit| unit.key == *key).copied();
    let mut authorities = all.iter().filter(|unit| unit.parent.is_none());
    if let (Some(authority), Some(second)) = (authorities.next(), authorities.next()) {
        let (unit, authority) = (second.key.clone(), authority.key.clone());
        return Err(OrganisationFault::SecondAuthority { unit, authority });
    }
    for unit in &all {
        let mut above = unit.parent.as_ref();
        for _ in 0..=all.len() {
            let Some(parent) = above else { break };
            let Some(found) = find(parent) else {
                let (unit, parent) = (unit.key.clone(), parent.clone());
                return Err(OrganisationFault::NoParent { unit, parent });
            };
            above = found.parent.as_ref();
        }
        if above.is_some() {
            return Err(OrganisationFault::Ring { unit: unit.key.clone() });
        }
    }
    Ok(())
}

fn check_people(tx: &Tx<'_>, defined: &[PersonDefined]) -> Result<(), OrganisationFault> {
    let catalogue = tx.catalogue();
    let mut named = BTreeSet::new();
    for person in defined {
        let id = || person.id.clone();
        if !named.insert(&person.id) {
            return Err(OrganisationFault::PersonTwice { person: id() });
        }
        if person.name.trim().is_empty() {
            return Err(OrganisationFault::NamelessPerson { person: id() });
        }
        if tx.unit(&person.unit).is_none() {
            let unit = person.unit.clone();
            return Err(OrganisationFault::NoUnitOfPerson { person: id(), unit });
        }
        let undeclared =
            person.roles.iter().find(|role| people::rights(&catalogue, role).is_none());
        if let Some(role) = undeclared {
            return Err(OrganisationFault::NoRole { person: id(), role: role.clone() });
        }
    }
    Ok(())
}
