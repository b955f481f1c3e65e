//! An authority that takes calls, with a key file, on either database.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use app::personal::{KeyFile, Keys, Revealed};
use app::{AppError, Commands, Done};
use base::ctx::Rights;
use base::value::Fields;
use base::{Ctx, Key, Lang, Right, Value};
use ledger::digest::Algorithm;
use register::Matter;
use register::decide::{Act, What};
use store::journal::View;
use store::{Open, Place, Reader};
use testkit::databases::Database;

use crate::authority::{admin, asking, day, key, unit};

/// Values that must be nowhere but in their rows, and there only encrypted.
pub(super) const CALLER: &str = "示例来电人甲";
pub(super) const NUMBER: &str = "11010119900307000X";
pub(super) const OTHER: &str = "示例来电人乙";
pub(super) const BORN: &str = "1990-03-07";

pub(super) struct Office {
    pub(super) database: Database,
    pub(super) reader: Reader,
    pub(super) commands: Commands,
}

impl Office {
    pub(super) async fn new() -> Office {
        Office::with(Algorithm::Sm3).await
    }

    pub(super) async fn with(algorithm: Algorithm) -> Office {
        let database = Database::fresh();
        let office = Office::open(database, Open::CreateWith(algorithm)).await;
        let units = vec![
            unit("authority", "authority", None),
            unit("d01", "district", Some("authority")),
            unit("d02", "district", Some("authority")),
        ];
        office.commands.define_units(&admin(), units).await.unwrap();
        let files = [
            ("pack.yaml", include_str!("pack.yaml")),
            ("texts.zh.yaml", include_str!("texts.zh.yaml")),
            ("texts.en.yaml", include_str!("texts.en.yaml")),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        office.commands.adopt_pack(&admin(), files.into()).await.unwrap();
        office
    }

    pub(super) async fn open(database: Database, mode: Open) -> Office {
        let place = Place::read(&database.place()).unwrap();
        let (reader, writer) = store::open(place, mode).await.unwrap();
        let keys = Keys::new(KeyFile::at(key_file(&database)));
        Office { reader, commands: Commands::with_keys(writer, keys), database }
    }

    /// Ends the program and starts it again.
    pub(super) async fn restarted(self) -> Office {
        self.after(|_| {}).await
    }

    /// Ends it, does something to its files, and starts it again.
    pub(super) async fn after(self, meddle: impl FnOnce(&Database)) -> Office {
        let database = self.stopped().await;
        meddle(&database);
        Office::open(database, Open::Existing).await
    }

    /// Ends it.
    pub(super) async fn stopped(self) -> Database {
        let Office { database, reader, commands } = self;
        commands.close().await.unwrap();
        reader.close().await;
        database
    }

    pub(super) fn key_file(&self) -> PathBuf {
        key_file(&self.database)
    }

    pub(super) async fn submit(&self, act: Act) -> Result<Done, AppError> {
        self.commands.submit(&admin(), act).await
    }

    pub(super) async fn matter(&self, register: &str, number: &str) -> Matter {
        let found = store::matters::one(&self.reader, &admin(), &key(register), number).await;
        found.unwrap().unwrap()
    }

    /// What this asker is shown for a field of a matter.
    pub(super) async fn shown(
        &self,
        ctx: &Ctx,
        (register, number): (&str, &str),
        field: &str,
    ) -> Revealed {
        let matter = self.matter(register, number).await;
        let sealed = match matter.fields.get(&key(field)) {
            Some(Value::Sealed(commitment)) => Some(commitment),
            _ => None,
        };
        let commitment = sealed.expect("the field is sealed in the record");
        let revealed = self.commands.reveal(&self.reader, ctx, &matter).await.unwrap();
        revealed.get(commitment).cloned().unwrap()
    }

    /// Every record as it lies in the journal, as text.
    pub(super) async fn journal(&self) -> String {
        let mut view = View::of(&self.reader).await.unwrap();
        let records = view.records_after(0, 10_000).await.unwrap();
        let lines = records.iter().map(|record| {
            format!("{} {} {}", record.actor, record.basis, String::from_utf8_lossy(&record.body))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    pub(super) async fn verify(&self) {
        app::verify::run(&self.reader, |_, _| {}).await.unwrap();
    }
}

fn key_file(database: &Database) -> PathBuf {
    database.folder().join("taizhang.key")
}

/// A call with these fields; dates are read as such.
pub(super) fn call(number: &str, set: &[(&str, &str)]) -> Act {
    step(("calls", number), "receive", &[&[("subject", "Noise")], set].concat())
}

pub(super) fn step((register, number): (&str, &str), step: &str, set: &[(&str, &str)]) -> Act {
    let (number, unit) = number.split_once('@').map_or((number, None), |(n, u)| (n, Some(key(u))));
    let set: Fields = set
        .iter()
        .map(|(field, text)| {
            let value = match *field {
                "born_on" => Value::Date(text.parse().unwrap()),
                _ => Value::Text((*text).to_owned()),
            };
            (key(field), value)
        })
        .collect();
    Act {
        register: key(register),
        number: Some(number.to_owned()),
        what: What::Step { step: key(step), unit, set },
        effective_on: day(3, 1),
        basis: String::new(),
    }
}

pub(super) fn with_rights(scope: &str, rights: &[&str]) -> Ctx {
    let rights: BTreeSet<Right> = rights.iter().filter_map(|text| Right::read(text)).collect();
    asking(scope, Rights::Only(rights))
}

pub(super) fn text(text: &str) -> Revealed {
    Revealed::Value(Value::Text(text.to_owned()))
}

/// All bytes of all files of a database file, and of what lies beside it.
pub(super) fn bytes(database: &Database) -> BTreeMap<String, Vec<u8>> {
    let folder = database.file().parent().unwrap().to_owned();
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

pub(super) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Both languages of an error.
pub(super) fn said(error: &AppError) -> String {
    use base::Say;
    format!("{} {}", error.say(Lang::En), error.say(Lang::Zh))
}

/// The register of the calls.
pub(super) fn calls() -> Key {
    key("calls")
}
