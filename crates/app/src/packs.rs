//! Putting packs in force.

use std::collections::BTreeMap;

use base::{Ctx, Key, Right};
use register::event::{Body, PackAdopted};
use register::model::{Catalogue, Pack};
use register::pack::{self, Reading};
use store::Tx;

use crate::error::PackFault;
use crate::{AppError, Commands, organisation};

/// A pack that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    pub key: Key,
    pub version: u32,
    /// The record that put it in force; `None` if it already was, with the same content.
    pub sequence: Option<u64>,
}

impl Commands {
    /// Puts a pack in force, given its files by their names in the folder of the pack. A version that
    /// is in force with the same content stays as it is.
    ///
    /// # Errors
    ///
    /// [`AppError::Pack`] with all faults; [`AppError::Denied`] without the right `system.adopt`.
    pub async fn adopt_pack(
        &self,
        ctx: &Ctx,
        files: BTreeMap<String, String>,
    ) -> Result<Adopted, AppError> {
        let mut adopted = self.adopt_packs(ctx, vec![files]).await?;
        adopted.pop().ok_or(AppError::Pack { faults: vec![] })
    }

    /// Puts packs in force that may draw on each other, all or none of them.
    ///
    /// # Errors
    ///
    /// [`AppError::Pack`] with all faults of all of them; [`AppError::Denied`] without the right
    /// `system.adopt`.
    pub async fn adopt_packs(
        &self,
        ctx: &Ctx,
        packs: Vec<BTreeMap<String, String>>,
    ) -> Result<Vec<Adopted>, AppError> {
        ctx.require(&Right { register: Key::literal("system"), act: Key::literal("adopt") })?;
        let ctx = ctx.clone();
        self.alone(async move |tx: &mut Tx<'_>| adopt(tx, &ctx, packs).await).await
    }
}

async fn adopt(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    packs: Vec<BTreeMap<String, String>>,
) -> Result<Vec<Adopted>, AppError> {
    let candidates = read(tx, packs).map_err(|faults| AppError::Pack { faults })?;
    let mut adopted = vec![];
    for Candidate { pack, files, .. } in candidates {
        let (key, version) = (pack.key, pack.version);
        let mut sequence = None;
        if tx.adopted(&key).is_none_or(|present| present.files != files) {
            let body = PackAdopted { key: key.clone(), version, files };
            sequence = Some(organisation::append(tx, ctx, Body::Pack(body)).await?);
        }
        adopted.push(Adopted { key, version, sequence });
    }
    Ok(adopted)
}

/// A pack that has been read without faults.
struct Candidate {
    pack: Pack,
    files: BTreeMap<String, String>,
    places: BTreeMap<String, (u32, u32)>,
}

fn read(
    tx: &Tx<'_>,
    packs: Vec<BTreeMap<String, String>>,
) -> Result<Vec<Candidate>, Vec<PackFault>> {
    let (mut candidates, mut faults) = (vec![], vec![]);
    for mut files in packs {
        // Cases and notes in the folder are not part of the definition.
        files.retain(|name, _| {
            [pack::PACK_FILE, pack::TEXTS_ZH_FILE, pack::TEXTS_EN_FILE].contains(&name.as_str())
        });
        let Reading { pack, faults: found, places } = pack::read(&files);
        faults.extend(found.into_iter().map(PackFault::Text));
        candidates.extend(pack.map(|pack| Candidate { pack, files, places }));
    }
    let in_force = tx.catalogue();
    for candidate in &candidates {
        let present = tx.adopted(&candidate.pack.key);
        faults.extend(version_fault(present.as_ref(), candidate));
        faults.extend(register_faults(&in_force, &candidate.pack));
    }
    let mut together = (*in_force).clone();
    for candidate in &candidates {
        together.adopt(candidate.pack.clone());
    }
    faults.extend(meaning_faults(&together, &candidates));
    if faults.is_empty() { Ok(candidates) } else { Err(faults) }
}

fn version_fault(present: Option<&PackAdopted>, candidate: &Candidate) -> Option<PackFault> {
    let present = present.filter(|present| present.files != candidate.files)?;
    let (pack, version) = (candidate.pack.key.clone(), candidate.pack.version);
    if version == present.version {
        Some(PackFault::SameVersion { pack, version })
    } else if version < present.version {
        Some(PackFault::OlderVersion { pack, version, in_force: present.version })
    } else {
        None
    }
}

/// A register belongs to one pack for good: events name the version of the pack, not the pack.
fn register_faults(in_force: &Catalogue, pack: &Pack) -> Vec<PackFault> {
    let taken = pack.registers.iter().filter_map(|register| {
        let (owner, _) = in_force.register(&register.key)?;
        (owner.key != pack.key).then(|| PackFault::RegisterTaken {
            pack: pack.key.clone(),
            register: register.key.clone(),
            owner: owner.key.clone(),
        })
    });
    let earlier = in_force.pack(&pack.key).into_iter().flat_map(|earlier| &earlier.registers);
    let gone = earlier.filter(|register| pack.register(&register.key).is_none());
    let gone = gone.map(|register| PackFault::RegisterGone {
        pack: pack.key.clone(),
        register: register.key.clone(),
    });
    taken.chain(gone).collect()
}

fn meaning_faults(together: &Catalogue, candidates: &[Candidate]) -> Vec<PackFault> {
    indicators::check(together)
        .into_iter()
        .map(|fault| {
            let of = candidates.iter().find(|candidate| candidate.pack.key == fault.pack);
            let line = of.and_then(|candidate| candidate.places.get(&fault.place)).copied();
            PackFault::Meaning { fault, line }
        })
        .collect()
}
