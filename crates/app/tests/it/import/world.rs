//! The sample authority on a day of 2022, with nothing in its registers, and files to import.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use app::import::{self, ImportError, Order, Outcome, Progress};
use app::{AppError, Commands};
use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang};
use exchange::Options;
use jiff::Timestamp;
use jiff::civil::date;
use register::Matter;
use register::event::Happening;
use store::traps::Traps;
use store::{Open, Place, Reader};
use testkit::databases::Database;

pub(super) struct World {
    pub(super) database: Database,
    pub(super) reader: Reader,
    pub(super) commands: Commands,
    pub(super) traps: Traps,
    pub(super) ctx: Ctx,
    /// What the last import reported while it went.
    pub(super) heard: Vec<Progress>,
}

pub(super) fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

/// The administrator of the machine, in English.
pub(super) fn asking() -> Ctx {
    Ctx {
        actor: Actor {
            id: key("operator"),
            name: "管理员".to_owned(),
            scope: key("authority"),
            rights: Rights::All,
        },
        today: date(2022, 12, 31),
        now: Timestamp::from_second(1_672_459_200).unwrap(),
        lang: Lang::En,
    }
}

impl World {
    pub(super) async fn new() -> World {
        let database = Database::fresh();
        let place = Place::read(&database.place()).unwrap();
        let (reader, writer) = store::open(place, Open::Create).await.unwrap();
        let traps = writer.traps();
        let commands = Commands::new(writer);
        let ctx = asking();
        commands.define_units(&ctx, sample::organisation()).await.unwrap();
        let packs = ["hotline", "tasks", "findings"].map(pack_files);
        commands.adopt_packs(&ctx, packs.to_vec()).await.unwrap();
        World { database, reader, commands, traps, ctx, heard: vec![] }
    }

    /// A text file in the folder of the world.
    pub(super) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.database.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(super) async fn import(
        &mut self,
        register: &str,
        file: &Path,
    ) -> Result<Outcome, ImportError> {
        self.order(register, file, false).await
    }

    pub(super) async fn order(
        &mut self,
        register: &str,
        file: &Path,
        all_or_nothing: bool,
    ) -> Result<Outcome, ImportError> {
        let order = Order {
            register: key(register),
            file: file.to_owned(),
            sheet: None,
            all_or_nothing,
            results: Some(self.results()),
        };
        self.heard.clear();
        let heard = &mut self.heard;
        let mut watch = |progress| heard.push(progress);
        import::run(&self.commands, &self.ctx, &order, &mut watch).await
    }

    pub(super) fn results(&self) -> PathBuf {
        self.database.folder().join("results.xlsx")
    }

    /// The lines of the result sheet below its header: `row column: value | reason`.
    pub(super) fn complaints(&self) -> String {
        let mut sheet = exchange::open(&self.results(), &Options::default()).unwrap();
        let mut lines = vec![];
        while let Some(row) = sheet.next_row().unwrap() {
            let [place, column, value, reason] = [1, 2, 3, 4].map(|cell| row.cell(cell).text());
            lines.push(format!("{place} {column}: {value} | {reason}"));
        }
        lines.remove(0);
        lines.join("\n")
    }

    pub(super) async fn head(&self) -> u64 {
        store::journal::head(&self.reader).await.unwrap().sequence
    }

    pub(super) async fn matter(&self, register: &str, number: &str) -> Option<Matter> {
        store::matters::one(&self.reader, &self.ctx, &key(register), number).await.unwrap()
    }

    /// The steps of a matter: `receive 2022-01-04, close 2022-01-06 → closed at d01`.
    pub(super) async fn history(&self, register: &str, number: &str) -> String {
        let Some(matter) = self.matter(register, number).await else { return String::new() };
        let steps: Vec<String> = matter
            .history
            .iter()
            .map(|happened| match &happened.event.what {
                Happening::Step(step) => format!("{step} {}", happened.effective_on),
                Happening::Note(_) => "note".to_owned(),
                Happening::Reversal { .. } => "reversal".to_owned(),
                Happening::Correction { .. } => "correction".to_owned(),
                Happening::Reassigned { .. } => "reassigned".to_owned(),
                Happening::Recounted { .. } => "recounted".to_owned(),
            })
            .collect();
        let place = matter.place.unwrap();
        format!("{} → {} at {}", steps.join(", "), place.state, place.unit)
    }

    pub(super) async fn verify(&self) {
        app::verify::run(&self.reader, |_, _| {}).await.unwrap();
    }
}

/// The counts of an outcome: rows, opened, continued, already there, bad, events.
pub(super) fn counts(outcome: &Outcome) -> [u64; 6] {
    let Outcome { rows, opened, continued, present, bad, events, .. } = outcome;
    [*rows, *opened, *continued, *present, *bad, *events]
}

pub(super) fn sample_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name)
}

fn pack_files(name: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(name);
    let read = |file: &str| (file.to_owned(), std::fs::read_to_string(folder.join(file)).unwrap());
    ["pack.yaml", "texts.zh.yaml", "texts.en.yaml"].map(read).into()
}

/// Keeps the error type in view of tests that submit by hand.
pub(super) type Submitted = Result<app::Done, AppError>;
