//! Personal values on their way into the record: what stands for them, and what is kept beside it.

use std::collections::{BTreeMap, BTreeSet};

use base::{Commitment, Value};
use ledger::digest::Hash;
use register::event::MatterEvent;
use register::{Matter, Register, personal};
use store::Tx;
use store::personal::Guarded;

use super::keys::{Person, PersonKey};
use super::{KeyError, Keys};
use crate::AppError;

/// What a transaction has protected so far: its keys and values are not in the database yet.
#[derive(Default)]
pub(crate) struct Protecting {
    persons: BTreeMap<Hash, PersonKey>,
    covered: BTreeMap<Commitment, (Hash, Value)>,
}

impl Protecting {
    /// Seals the personal values of an event, and answers what is to be kept beside its record.
    pub(crate) async fn cover(
        &mut self,
        (keys, tx): (Option<&Keys>, &mut Tx<'_>),
        register: &Register,
        earlier: Option<&Matter>,
        event: &mut MatterEvent,
    ) -> Result<Vec<Guarded>, AppError> {
        if !personal::is_open(register, event) {
            return Ok(vec![]);
        }
        let keys = keys.ok_or(KeyError::NoFile)?;
        keys.prepare(!tx.has_person_keys().await?)?;
        let mark = self.person((keys, tx), register, earlier, event).await?;
        let key = self.key(keys, tx, &mark).await?;
        let (algorithm, number) = (tx.algorithm(), event.number.clone());
        let mut guarded = vec![];
        personal::seal(register, event, |_, value| {
            let (commitment, encrypted) = key.protect(algorithm, value)?;
            self.covered.insert(commitment, (mark, value.clone()));
            guarded.push(Guarded {
                commitment,
                person: mark,
                wrapped: key.wrapped.clone(),
                register: register.key.clone(),
                number: number.clone(),
                encrypted,
            });
            Ok::<_, KeyError>(commitment)
        })?;
        Ok(guarded)
    }

    /// What the sealed values of a matter are, as far as they are still there. Used to tell whether
    /// something comes again, never to show it.
    pub(crate) async fn opened(
        &self,
        keys: Option<&Keys>,
        tx: &mut Tx<'_>,
        matter: &Matter,
    ) -> Result<BTreeMap<Commitment, Value>, AppError> {
        let (mut opened, mut wanted) = (BTreeMap::new(), BTreeSet::new());
        for commitment in store::personal::commitments(matter).into_keys() {
            match self.covered.get(&commitment) {
                Some((_, value)) => drop(opened.insert(commitment, value.clone())),
                None => drop(wanted.insert(commitment)),
            }
        }
        let Some(keys) = keys.filter(|_| !wanted.is_empty()) else { return Ok(opened) };
        for row in tx.guarded(&wanted).await? {
            keys.prepare(false)?;
            let person = keys.person(&row.person, &row.wrapped)?;
            let value = person.open(tx.algorithm(), &row.commitment, &row.encrypted);
            opened.extend(value.map(|value| (row.commitment, value)));
        }
        Ok(opened)
    }

    /// Whom the values are about: the person that the subject field names, now or before; else the
    /// matter itself.
    async fn person(
        &self,
        (keys, tx): (&Keys, &mut Tx<'_>),
        register: &Register,
        earlier: Option<&Matter>,
        event: &MatterEvent,
    ) -> Result<Hash, AppError> {
        let of_matter = || keys.mark(&register.key, Person::Matter(&event.number));
        let Some(subject) = &register.subject else { return Ok(of_matter()?) };
        let said = personal::stated(event).find_map(|fields| fields.get(subject));
        let before = || earlier.and_then(|matter| matter.fields.get(subject));
        match said.or_else(before) {
            Some(Value::Text(name)) => Ok(keys.mark(&register.key, Person::Named(name))?),
            Some(Value::Sealed(commitment)) => {
                if let Some((mark, _)) = self.covered.get(commitment) {
                    return Ok(*mark);
                }
                let found = tx.guarded(&BTreeSet::from([*commitment])).await?;
                match found.first() {
                    Some(row) => Ok(row.person),
                    // It was erased: whatever comes now stands by itself.
                    None => Ok(of_matter()?),
                }
            }
            Some(_) | None => Ok(of_matter()?),
        }
    }

    async fn key(
        &mut self,
        keys: &Keys,
        tx: &mut Tx<'_>,
        mark: &Hash,
    ) -> Result<PersonKey, AppError> {
        if let Some(key) = self.persons.get(mark) {
            return Ok(key.clone());
        }
        let key = match tx.person_key(mark).await? {
            Some(wrapped) => keys.person(mark, &wrapped)?,
            None => keys.new_person(mark)?,
        };
        self.persons.insert(*mark, key.clone());
        Ok(key)
    }
}

/// Whether a value that comes now is the one recorded under a commitment. One that is gone counts as
/// the same: nobody can tell, and it must not come back by the side door.
pub(crate) fn is_same(
    opened: &BTreeMap<Commitment, Value>,
    recorded: Option<&Value>,
    value: &Value,
) -> bool {
    match recorded {
        Some(Value::Sealed(commitment)) => {
            opened.get(commitment).is_none_or(|before| before == value)
        }
        recorded => recorded == Some(value),
    }
}

/// The fields of a register that hold personal data.
pub(crate) fn has_personal(register: &Register) -> bool {
    register.fields.iter().any(|field| field.personal)
}
