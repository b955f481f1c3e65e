//! Packs as adopted, every version of them: an old event posts by the definition it was decided by. And
//! the calendars as published.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::sql::Conn;
use base::Key;
use indicators::{DefinitionPolicy, Question};
use register::calendar::{self, Published};
use register::event::{Body, CalendarPublished, PackAdopted};
use register::model::{Catalogue, Pack, Register};

use crate::StoreError;
use crate::error::Bilingual;
use crate::record::{Dictionary, Filed};

/// All adopted packs, and the calendars.
#[derive(Clone, Debug, Default)]
pub(crate) struct Definitions {
    /// The latest record that adopted a pack or published a calendar; 0 if there is none.
    last_sequence: i64,
    /// The latest version of each.
    catalogue: Arc<Catalogue>,
    /// Pack → version → pack.
    versions: BTreeMap<Key, BTreeMap<u32, Arc<Pack>>>,
    /// Register → the pack that declares it.
    owners: BTreeMap<Key, Key>,
    /// Pack → its versions in the order of their records.
    adopted: BTreeMap<Key, Vec<(u64, u32)>>,
    /// The files of the latest version of each.
    files: BTreeMap<Key, PackAdopted>,
    calendars: Arc<Published>,
}

impl Definitions {
    /// These definitions, with what has been adopted since; the same if nothing has.
    pub(crate) async fn refreshed(
        known: &Arc<Definitions>,
        conn: &mut Conn,
    ) -> Result<Arc<Definitions>, StoreError> {
        let latest: i64 = crate::sql::query_scalar(
            "SELECT coalesce(max(sequence), 0) FROM \
             (SELECT sequence FROM definition UNION ALL SELECT sequence FROM calendar) defined",
        )
        .fetch_one(&mut *conn)
        .await?;
        if latest == known.last_sequence {
            return Ok(Arc::clone(known));
        }
        // A rebuild, or another file under the same name, may have fewer than we know.
        let mut all =
            if latest > known.last_sequence { (**known).clone() } else { Definitions::default() };
        let mut adopted = vec![];
        crate::sql::query(concat!(
            crate::record::columns!(),
            " WHERE r.sequence IN (SELECT sequence FROM definition WHERE sequence > $1 \
             UNION ALL SELECT sequence FROM calendar WHERE sequence > $1) ORDER BY r.sequence"
        ))
        .bind(all.last_sequence)
        .each(conn, |row| {
            adopted.push(Filed::of(row)?);
            Ok(())
        })
        .await?;
        for record in adopted {
            // Neither names anything by number.
            match record.body(&Dictionary::default()) {
                Ok(Body::Pack(pack)) => all.adopt(record.sequence, pack)?,
                Ok(Body::Calendar(calendar)) => all.publish(record.sequence, &calendar)?,
                Ok(_) | Err(_) => {
                    let told = format!("record {} is no pack and no calendar", record.sequence);
                    return Err(StoreError::damaged(told));
                }
            }
        }
        Ok(Arc::new(all))
    }

    /// Takes the pack of a record.
    pub(crate) fn adopt(&mut self, sequence: i64, adopted: PackAdopted) -> Result<(), StoreError> {
        let pack = Arc::new(read(sequence, &adopted)?);
        for register in &pack.registers {
            self.owners.insert(register.key.clone(), pack.key.clone());
        }
        Arc::make_mut(&mut self.catalogue).adopt((*pack).clone());
        let adoptions = self.adopted.entry(pack.key.clone()).or_default();
        adoptions.push((sequence.unsigned_abs(), pack.version));
        self.versions.entry(pack.key.clone()).or_default().insert(pack.version, pack);
        self.files.insert(adopted.key.clone(), adopted);
        self.last_sequence = sequence;
        Ok(())
    }

    /// Takes the calendar of a record.
    pub(crate) fn publish(
        &mut self,
        sequence: i64,
        published: &CalendarPublished,
    ) -> Result<(), StoreError> {
        let year = calendar::read("", &published.file).year.ok_or_else(|| {
            StoreError::damaged(format!("record {sequence}: its calendar cannot be read"))
        })?;
        Arc::make_mut(&mut self.calendars).publish(published.unit.as_ref(), year);
        self.last_sequence = sequence;
        Ok(())
    }

    pub(crate) fn calendars(&self) -> &Arc<Published> {
        &self.calendars
    }

    pub(crate) fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The pack as it was last adopted, as text.
    pub(crate) fn files(&self, pack: &Key) -> Option<&PackAdopted> {
        self.files.get(pack)
    }

    /// The packs in these versions, as far as they were adopted.
    pub(crate) fn at(&self, versions: &BTreeMap<Key, u32>) -> Catalogue {
        let packs = versions.iter().filter_map(|(pack, version)| {
            let found = self.versions.get(pack)?.get(version)?;
            Some((**found).clone())
        });
        Catalogue { packs: packs.collect() }
    }

    /// The packs that a question is about: each in the version that answers it. `None` if these are the
    /// latest of all.
    pub(crate) fn that_answer(&self, question: &Question) -> Option<Catalogue> {
        let at = (question.as_of, question.known_at);
        let mut chosen = vec![];
        let mut differs = false;
        for latest in &self.catalogue.packs {
            // A named version is one of the question's own pack; its neighbours stand beside it.
            let policy = match question.definition {
                DefinitionPolicy::Version(_) if latest.key != question.name.pack => {
                    DefinitionPolicy::InForce
                }
                policy => policy,
            };
            let versions = self.adopted.get(&latest.key).map(Vec::as_slice).unwrap_or_default();
            let versions: Vec<(u64, &Pack)> = versions
                .iter()
                .filter_map(|(sequence, version)| {
                    Some((*sequence, self.version(&latest.key, *version)?))
                })
                .collect();
            let pack = policy.choose(at, &versions).unwrap_or(latest);
            differs |= pack.version != latest.version;
            chosen.push(pack);
        }
        differs.then(|| Catalogue { packs: chosen.into_iter().cloned().collect() })
    }

    /// A version of a pack, if it was adopted.
    pub(crate) fn version(&self, pack: &Key, version: u32) -> Option<&Pack> {
        self.versions.get(pack)?.get(&version).map(AsRef::as_ref)
    }

    /// A version of the pack that declares a register, and the register's place in it.
    pub(crate) fn pack_of(
        &self,
        register: &Key,
        version: u32,
    ) -> Result<(Arc<Pack>, usize), StoreError> {
        let pack =
            self.owners.get(register).and_then(|pack| self.versions.get(pack)?.get(&version));
        let found = pack.and_then(|pack| {
            let place = pack.registers.iter().position(|one| one.key == *register)?;
            Some((Arc::clone(pack), place))
        });
        found.ok_or_else(|| never_adopted(register, version))
    }

    /// A register as a version of its pack defined it.
    pub(crate) fn register(&self, register: &Key, version: u32) -> Result<&Register, StoreError> {
        let pack =
            self.owners.get(register).and_then(|pack| self.versions.get(pack)?.get(&version));
        pack.and_then(|pack| pack.register(register))
            .ok_or_else(|| never_adopted(register, version))
    }
}

fn read(sequence: i64, adopted: &PackAdopted) -> Result<Pack, StoreError> {
    let reading = register::pack::read(&adopted.files);
    reading.pack.ok_or_else(|| {
        let fault = reading.faults.first().map_or_else(
            || Bilingual { zh: "原因不明".to_owned(), en: "no fault was named".to_owned() },
            |fault| Bilingual::of(fault),
        );
        StoreError::PackUnreadable {
            pack: adopted.key.clone(),
            version: adopted.version,
            sequence: sequence.unsigned_abs(),
            fault,
        }
    })
}

fn never_adopted(register: &Key, version: u32) -> StoreError {
    StoreError::damaged(format!(
        "an event names version {version} of register \"{register}\", which was never adopted"
    ))
}
