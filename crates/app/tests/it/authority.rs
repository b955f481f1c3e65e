//! An authority with an office and two districts, the trial pack, and three people.

use std::collections::BTreeMap;

use app::{AppError, Commands, Done};
use base::ctx::{Actor, Rights};
use base::value::Fields;
use base::{Ctx, Key, Lang, Value};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use register::decide::{Act, What};
use register::event::{PersonDefined, UnitDefined};
use store::traps::Traps;
use store::{Open, Place, Reader};
use testkit::databases::Database;

pub(crate) struct Authority {
    pub(crate) database: Database,
    pub(crate) reader: Reader,
    pub(crate) commands: Commands,
}

pub(crate) fn place(database: &Database) -> Place {
    Place::read(&database.place()).unwrap()
}

pub(crate) fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

pub(crate) fn day(month: i8, day: i8) -> Date {
    date(2021, month, day)
}

/// The administrator, at the end of the year.
pub(crate) fn admin() -> Ctx {
    asking("authority", Rights::All)
}

pub(crate) fn asking(scope: &str, rights: Rights) -> Ctx {
    Ctx {
        actor: Actor { id: key("lin"), name: "林示例".to_owned(), scope: key(scope), rights },
        today: day(12, 31),
        now: Timestamp::from_second(1_640_000_000).unwrap(),
        lang: Lang::En,
    }
}

/// The files of the trial pack, with these texts of `pack.yaml` replaced.
pub(crate) fn trial(changes: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut pack = include_str!("../../../store/tests/it/trial/pack.yaml").to_owned();
    for (from, to) in changes {
        assert!(pack.contains(from), "{from}");
        pack = pack.replace(from, to);
    }
    [
        ("pack.yaml", pack),
        ("texts.zh.yaml", include_str!("../../../store/tests/it/trial/texts.zh.yaml").to_owned()),
        ("texts.en.yaml", include_str!("../../../store/tests/it/trial/texts.en.yaml").to_owned()),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

pub(crate) fn unit(name: &str, kind: &str, parent: Option<&str>) -> UnitDefined {
    UnitDefined {
        key: key(name),
        kind: key(kind),
        parent: parent.map(key),
        zh: format!("示例{name}"),
        en: format!("Sample {name}"),
    }
}

pub(crate) fn person(id: &str, unit: &str, role: &str) -> PersonDefined {
    let roles = vec![role.to_owned()];
    PersonDefined { id: key(id), name: format!("示例{id}"), unit: key(unit), roles }
}

/// A step; `number` empty to let the system give one, `unit` after `@`.
pub(crate) fn step(on: Date, (register, number): (&str, &str), step: &str, set: &str) -> Act {
    let (number, unit) = number.split_once('@').map_or((number, None), |(n, u)| (n, Some(key(u))));
    let number = Some(number.to_owned()).filter(|number| !number.is_empty());
    let what = What::Step { step: key(step), unit, set: fields(set) };
    Act { register: key(register), number, what, effective_on: on, basis: String::new() }
}

pub(crate) fn open(on: Date, number: &str) -> Act {
    step(on, ("cases", number), "receive", "subject=Noise")
}

pub(crate) fn reverse((register, number): (&str, &str), on: Date, of: u64) -> Act {
    let what = What::Reverse { of, reason: "entered wrongly".to_owned() };
    let number = Some(number.to_owned());
    Act { register: key(register), number, what, effective_on: on, basis: String::new() }
}

fn fields(text: &str) -> Fields {
    let pairs = text.split_whitespace().map(|pair| pair.split_once('=').unwrap());
    pairs
        .map(|(name, value)| {
            let value = match name {
                "subject" => Value::Text(value.to_owned()),
                "lead" => Value::Unit(key(value)),
                "due_on" => Value::Date(value.parse().unwrap()),
                "fines" => {
                    let amount = Value::Fen(value.parse().unwrap());
                    let kind = (key("kind"), Value::Choice(key("fine")));
                    Value::Lines(vec![[kind, (key("amount"), amount)].into()])
                }
                _ => Value::Integer(value.parse().unwrap()),
            };
            (key(name), value)
        })
        .collect()
}

impl Authority {
    /// With the trial pack as it is.
    pub(crate) async fn new() -> Authority {
        Authority::with(&[]).await
    }

    /// With these texts of the trial pack replaced.
    pub(crate) async fn with(changes: &[(&str, &str)]) -> Authority {
        let authority = Authority::bare().await;
        authority.commands.adopt_pack(&admin(), trial(changes)).await.unwrap();
        authority
    }

    /// Without any pack.
    pub(crate) async fn bare() -> Authority {
        Authority::with_traps().await.0
    }

    /// Without any pack, and with traps on the way of its commits.
    pub(crate) async fn with_traps() -> (Authority, Traps) {
        Authority::on(Database::fresh()).await
    }

    /// As [`Authority::with_traps`], there.
    pub(crate) async fn on(database: Database) -> (Authority, Traps) {
        let (reader, writer) = store::open(place(&database), Open::Create).await.unwrap();
        let traps = writer.traps();
        let commands = Commands::new(writer);
        let units = vec![
            unit("authority", "authority", None),
            unit("office", "division", Some("authority")),
            unit("d01", "district", Some("authority")),
            unit("d02", "district", Some("authority")),
        ];
        commands.define_units(&admin(), units).await.unwrap();
        (Authority { database, reader, commands }, traps)
    }

    pub(crate) async fn submit(&self, act: Act) -> Result<Done, AppError> {
        self.commands.submit(&admin(), act).await
    }

    pub(crate) async fn records(&self) -> u64 {
        store::registers::journal_size(&self.reader).await.unwrap().records
    }
}
