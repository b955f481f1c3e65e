//! An authority with two districts and the trial pack, and ways to write its history.

use std::collections::BTreeMap;

use base::ctx::{Actor, Rights};
use base::value::Fields;
use base::{Ctx, Key, Lang, Value};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use register::decide::{Act, Refused, What, decide};
use register::event::{Body, Happened, PackAdopted, UnitDefined};
use register::{Catalogue, Matter};
use store::{New, Open, Place, Reader, Writer};
use testkit::databases::Database;

/// `authority` over `office`, `d01` and `d02`; `d01` over `clinic`.
pub(crate) const UNITS: [(&str, &str, Option<&str>); 5] = [
    ("authority", "authority", None),
    ("office", "division", Some("authority")),
    ("d01", "district", Some("authority")),
    ("d02", "district", Some("authority")),
    ("clinic", "institution", Some("d01")),
];

/// How many records come before the first event.
pub(crate) const FOUNDING: u64 = 2;

pub(crate) struct World {
    pub(crate) database: Database,
    pub(crate) reader: Reader,
    pub(crate) writer: Writer,
    pub(crate) catalogue: Catalogue,
    pub(crate) matters: BTreeMap<(Key, String), Matter>,
    /// Everything that happened to matters, in order.
    pub(crate) happened: Vec<Happened>,
    pending: Vec<New>,
}

/// Where a database is.
pub(crate) fn place(database: &Database) -> Place {
    Place::read(&database.place()).unwrap()
}

pub(crate) fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

pub(crate) fn day(month: i8, day: i8) -> Date {
    date(2021, month, day)
}

pub(crate) fn files() -> BTreeMap<String, String> {
    let files = [
        ("pack.yaml", include_str!("trial/pack.yaml")),
        ("texts.zh.yaml", include_str!("trial/texts.zh.yaml")),
        ("texts.en.yaml", include_str!("trial/texts.en.yaml")),
    ];
    files.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
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

pub(crate) fn new(body: Body) -> New {
    let ctx = admin();
    New {
        effective_on: day(1, 1),
        recorded_at: ctx.now,
        actor: ctx.actor.id,
        basis: String::new(),
        body,
        personal: vec![],
        request: None,
    }
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

pub(crate) fn founding() -> Vec<New> {
    let units = UNITS.iter().map(|(name, kind, parent)| unit(name, kind, *parent)).collect();
    let pack = PackAdopted { key: key("trial"), version: 1, files: files() };
    vec![new(Body::Units(units)), new(Body::Pack(pack))]
}

/// `subject=Noise sort=red pages=3` and `fines=fine:5000,warning`.
pub(crate) fn fields(text: &str) -> Fields {
    text.split_whitespace()
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            let value = match name {
                "subject" => Value::Text(value.to_owned()),
                "sort" => Value::Choice(key(value)),
                "urgent" => Value::Flag(value == "yes"),
                "lead" => Value::Unit(key(value)),
                "due_on" => Value::Date(value.parse().unwrap()),
                "fines" => Value::Lines(value.split(',').map(fine).collect()),
                _ => Value::Integer(value.parse().unwrap()),
            };
            (key(name), value)
        })
        .collect()
}

fn fine(text: &str) -> Fields {
    let (kind, fen) = text.split_once(':').unwrap_or((text, "0"));
    let amount = Value::Fen(fen.parse().unwrap());
    [(key("kind"), Value::Choice(key(kind))), (key("amount"), amount)].into()
}

impl World {
    pub(crate) async fn new() -> World {
        let database = Database::fresh();
        let (reader, mut writer) = store::open(place(&database), Open::Create).await.unwrap();
        let mut tx = writer.begin().await.unwrap();
        tx.append(founding()).await.unwrap();
        tx.commit().await.unwrap();
        let catalogue = store::catalogue::current(&reader).await.unwrap();
        World {
            database,
            reader,
            writer,
            catalogue,
            matters: BTreeMap::new(),
            happened: vec![],
            pending: vec![],
        }
    }

    /// Does this to the database behind the program's back, past the guards of the journal. Written
    /// for SQLite.
    pub(crate) async fn tamper(&self, statements: &str) {
        let unguarded = if self.database.is_postgres() {
            "ALTER TABLE record DISABLE TRIGGER USER;"
        } else {
            "DROP TRIGGER record_is_never_changed; DROP TRIGGER record_is_never_deleted; \
             DROP TRIGGER record_has_no_gap;"
        };
        self.do_behind_its_back(&format!("{unguarded} {statements}")).await.unwrap();
    }

    /// As [`World::tamper`], with the guards in place; what the database says to it.
    pub(crate) async fn do_behind_its_back(&self, statements: &str) -> Result<(), String> {
        let statements = if self.database.is_postgres() {
            for_postgres(statements)
        } else {
            statements.to_owned()
        };
        self.database.tamper(&statements).await
    }

    /// Decides an act on top of everything so far; it is written by [`World::commit`].
    pub(crate) fn act(&mut self, act: &Act) -> Result<u64, Refused> {
        let ctx = admin();
        let number = act.number.clone().unwrap();
        let id = (act.register.clone(), number.clone());
        let (pack, _) = self.catalogue.register(&act.register).unwrap();
        let event = decide(&ctx, pack, self.matters.get(&id), act, &number)?;
        let sequence = FOUNDING + self.happened.len() as u64 + 1;
        let happened = Happened {
            sequence,
            effective_on: act.effective_on,
            recorded_at: ctx.now,
            actor: ctx.actor.id,
            basis: act.basis.clone(),
            event: event.clone(),
        };
        let matter = match self.matters.remove(&id) {
            Some(matter) => matter.followed_by(happened.clone()),
            None => Matter::fold(vec![happened.clone()]).unwrap(),
        };
        self.matters.insert(id, matter);
        self.happened.push(happened);
        self.pending.push(New { effective_on: act.effective_on, ..new(Body::Matter(event)) });
        Ok(sequence)
    }

    /// `cases` or `heads`, number, step, fields.
    pub(crate) fn step(&mut self, on: Date, matter: &str, step: &str, set: &str) -> u64 {
        let (matter, unit) = match matter.split_once('@') {
            Some((matter, unit)) => (matter, Some(key(unit))),
            None => (matter, None),
        };
        let (register, number) = matter.split_once(' ').unwrap_or(("cases", matter));
        let what = What::Step { step: key(step), unit, set: fields(set) };
        self.act(&on_matter(register, number, on, what)).unwrap()
    }

    pub(crate) fn reverse(&mut self, on: Date, number: &str, of: u64) -> u64 {
        let what = What::Reverse { of, reason: "entered wrongly".to_owned() };
        self.act(&on_matter("cases", number, on, what)).unwrap()
    }

    /// Writes what has been decided, in transactions of this many records.
    pub(crate) async fn commit_by(&mut self, size: usize) {
        let pending = std::mem::take(&mut self.pending);
        for part in pending.chunks(size.max(1)) {
            let mut tx = self.writer.begin().await.unwrap();
            tx.append(part.to_vec()).await.unwrap();
            tx.commit().await.unwrap();
        }
    }

    pub(crate) async fn commit(&mut self) {
        self.commit_by(usize::MAX).await;
    }

    /// Every row of every projection.
    pub(crate) async fn dump(&self) -> String {
        store::verify::dump(&self.reader).await.unwrap()
    }
}

pub(crate) fn on_matter(register: &str, number: &str, on: Date, what: What) -> Act {
    Act {
        register: key(register),
        number: Some(number.to_owned()),
        what,
        effective_on: on,
        basis: String::new(),
    }
}

/// `X'41'` is written otherwise there.
fn for_postgres(statements: &str) -> String {
    let mut parts = statements.split("X'");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('\'').unwrap();
        text.push_str(&format!(r"'\x{digits}'::bytea{rest}"));
    }
    text.replace("AS BLOB", "AS BYTEA")
}
