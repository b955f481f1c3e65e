//! Erasing a person (个人信息保护法 第四十七条).
//!
//! Their key and their values are destroyed; a record says who did it, on what basis, and which
//! commitments have nothing behind them any more. The journal, its proofs and all figures stay.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::{Commitment, Ctx, Key, Right};
use ledger::digest::Hash;
use register::Matter;
use register::event::{Body, Erased as ErasedBody};
use register::personal;
use store::personal::{Guarded, commitments};
use store::{New, Tx, Writer};

use super::{KeyError, Keys};
use crate::{AppError, Commands};

/// On what basis personal data are erased, if nothing more is said.
const BASIS: &str = "个人信息保护法 第四十七条";

/// What was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The record that says so.
    pub sequence: u64,
    /// How many values were destroyed.
    pub values: usize,
    /// The matters that they belonged to, by number.
    pub matters: BTreeSet<String>,
}

/// What had come back and was erased again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasedAgain {
    pub persons: usize,
    pub values: usize,
    /// Records that say so, of erasures that this journal did not know.
    pub recorded: Vec<u64>,
}

impl Commands {
    /// Erases the person whom the personal values of a matter are about: all that is kept about them in
    /// the register. An empty `basis` stands for the law itself.
    ///
    /// # Errors
    ///
    /// [`AppError::Denied`] without the right `<register>.erase`; [`AppError::NoSuchMatter`];
    /// [`AppError::NothingToErase`]; [`AppError::PersonElsewhere`] if part of it lies outside the
    /// actor's part of the organisation. Nothing has happened then.
    pub async fn erase(
        &self,
        ctx: &Ctx,
        register: &Key,
        number: &str,
        basis: &str,
    ) -> Result<Erased, AppError> {
        ctx.require(&personal::to_erase(register))?;
        let keys = self.keys().cloned().ok_or(KeyError::NoFile)?;
        let order = Order {
            ctx: ctx.clone(),
            register: register.clone(),
            number: number.to_owned(),
            basis: if basis.trim().is_empty() { BASIS } else { basis }.to_owned(),
        };
        let erased = self.alone(async move |tx: &mut Tx<'_>| order.carry_out(&keys, tx).await);
        let erased = erased.await?;
        self.scrub().await?;
        Ok(erased)
    }

    /// Erases what a restored backup brought back: values that the journal says were destroyed, and
    /// values whose key was destroyed here after the backup was made.
    ///
    /// # Errors
    ///
    /// [`AppError::Denied`] without the right `system.erase`; [`AppError::Key`] without the key file.
    pub async fn erase_again(&self, ctx: &Ctx) -> Result<ErasedAgain, AppError> {
        ctx.require(&Right { register: Key::literal("system"), act: Key::literal("erase") })?;
        let keys = self.keys().cloned().ok_or(KeyError::NoFile)?;
        let ctx = ctx.clone();
        let again = self.with_writer(async move |writer: &mut Writer| {
            let mut tx = writer.begin().await?;
            let again = erase_again(&ctx, &keys, &mut tx).await?;
            tx.commit().await?;
            Ok::<_, AppError>(again)
        });
        let again = again.await??;
        self.scrub().await?;
        Ok(again)
    }

    async fn scrub(&self) -> Result<(), AppError> {
        let scrubbed = self.with_writer(async |writer: &mut Writer| writer.scrub().await);
        Ok(scrubbed.await??)
    }
}

/// An erasure as it was ordered.
struct Order {
    ctx: Ctx,
    register: Key,
    number: String,
    basis: String,
}

impl Order {
    async fn carry_out(self, keys: &Arc<Keys>, tx: &mut Tx<'_>) -> Result<Erased, AppError> {
        let number = || self.number.clone();
        let matter = tx.matter(&self.register, &self.number).await?;
        let seen = matter.filter(|matter| self.sees(tx, matter));
        let matter = seen.ok_or_else(|| AppError::NoSuchMatter { number: number() })?;
        let of_matter: BTreeSet<Commitment> = commitments(&matter).into_keys().collect();
        let persons: BTreeSet<Hash> =
            tx.guarded(&of_matter).await?.iter().map(|row| row.person).collect();
        let all = tx.about(&persons).await?;
        if all.is_empty() {
            return Err(AppError::NothingToErase { number: number() });
        }
        let matters: BTreeSet<String> = all.iter().map(|row| row.number.clone()).collect();
        for other in &matters {
            let matter = tx.matter(&self.register, other).await?;
            if !matter.is_some_and(|matter| self.sees(tx, &matter)) {
                return Err(AppError::PersonElsewhere { number: number() });
            }
        }
        keys.prepare(false)?;
        // Noted first: whatever happens now, nobody sees the values any more.
        keys.note_destroyed(all.iter().map(|row| row.wrapped.as_slice()))?;
        let record = Record { ctx: &self.ctx, register: &self.register, basis: &self.basis };
        let sequence = record.append(tx, &all).await?;
        tx.destroy(&persons).await?;
        Ok(Erased { sequence, values: all.len(), matters })
    }

    fn sees(&self, tx: &Tx<'_>, matter: &Matter) -> bool {
        let before = matter.history.last().and_then(|last| last.event.before.as_ref());
        let place = matter.place.as_ref().or(before);
        place.is_some_and(|place| tx.lies_within(&place.unit, &self.ctx.actor.scope))
    }
}

/// The record of an erasure.
struct Record<'a> {
    ctx: &'a Ctx,
    register: &'a Key,
    basis: &'a str,
}

impl Record<'_> {
    async fn append(&self, tx: &mut Tx<'_>, rows: &[Guarded]) -> Result<u64, AppError> {
        let values: BTreeSet<Commitment> = rows.iter().map(|row| row.commitment).collect();
        let body =
            ErasedBody { register: self.register.clone(), values: values.into_iter().collect() };
        let new = New {
            effective_on: self.ctx.today,
            recorded_at: self.ctx.now,
            actor: self.ctx.actor.id.clone(),
            basis: self.basis.to_owned(),
            body: Body::Erased(body),
            personal: vec![],
            request: None,
        };
        let sequences = tx.append(vec![new]).await?;
        Ok(sequences.last().copied().unwrap_or_default())
    }
}

async fn erase_again(
    ctx: &Ctx,
    keys: &Arc<Keys>,
    tx: &mut Tx<'_>,
) -> Result<ErasedAgain, AppError> {
    let mut again = ErasedAgain::default();
    let mut persons = tx.risen_persons().await?;
    if tx.has_person_keys().await? {
        keys.prepare(false)?;
    }
    let mut unknown = BTreeSet::new();
    for (person, wrapped) in tx.person_keys().await? {
        if keys.is_destroyed(&wrapped)? && !persons.contains(&person) {
            unknown.insert(person);
        }
    }
    // What this journal does not know yet, it must say; register by register.
    let mut rows = tx.about(&unknown).await?;
    while let Some(register) = rows.first().map(|row| row.register.clone()) {
        let (these, others) = rows.into_iter().partition(|row| row.register == register);
        let these: Vec<Guarded> = these;
        let record = Record { ctx, register: &register, basis: BASIS };
        again.recorded.push(record.append(tx, &these).await?);
        rows = others;
    }
    persons.extend(unknown);
    let all = tx.about(&persons).await?;
    keys_noted(keys, &all)?;
    tx.destroy(&persons).await?;
    again.persons = persons.len();
    again.values = all.len();
    Ok(again)
}

/// Notes the keys of what is destroyed, if there is anything.
fn keys_noted(keys: &Keys, rows: &[Guarded]) -> Result<(), KeyError> {
    if rows.is_empty() {
        return Ok(());
    }
    keys.note_destroyed(rows.iter().map(|row| row.wrapped.as_slice()))
}
