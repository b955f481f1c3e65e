//! Every question to the store is asked of both databases, and answered with the same words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use app::closing::{Order, Sealing};
use base::dims::Filter;
use indicators::{Ask, DefinitionPolicy, Question, TreePolicy};
use ledger::Cause;
use register::draw::PoolId;
use register::model::{Catalogue, Name};
use store::deadlines::{AsOf, DeadlinesAsk, Window};
use store::matters::{MattersAsk, Sort};
use store::restated::Stretch;
use store::{Page, Reader};
use testkit::databases::Database;

use crate::authority::{Authority, admin, day, key, open, person, reverse, step, trial, unit};
use crate::pools;

/// People, two packs, cases that were finished, handed over, taken back, and a pool with a booking; the
/// first quarter closed, and a late entry after that.
async fn filled(database: Database) -> Authority {
    let (authority, _) = Authority::on(database).await;
    let commands = &authority.commands;
    commands.adopt_packs(&admin(), vec![trial(&[]), pools::files()]).await.unwrap();
    commands.define_people(&admin(), vec![person("wang", "d01", "trial.handler")]).await.unwrap();
    let street = vec![unit("street", "institution", Some("d01"))];
    commands.define_units(&admin(), street).await.unwrap();
    for (on, name) in (10..).zip(["Ä-1@d01", "b-2@street", "a-3@office", "中-4@d01", "阿-5@street"])
    {
        authority.submit(open(day(1, on), name)).await.unwrap();
        let (name, _) = name.split_once('@').unwrap();
        authority.submit(step(day(2, 1), ("cases", name), "handle", "")).await.unwrap();
    }
    let finish = |name: &'static str, on, set| step(on, ("cases", name), "finish", set);
    authority.submit(finish("Ä-1", day(2, 3), "fines=5000 pages=7")).await.unwrap();
    let wrong = authority.submit(finish("b-2", day(3, 3), "pages=9")).await.unwrap();
    authority.submit(step(day(3, 4), ("cases", "a-3"), "hand_over", "lead=d02")).await.unwrap();
    authority.after(0, pools::release("HY-1", "primary", "general", 2)).await.unwrap();
    authority.after(1, pools::hold("YY-1", "HY-1")).await.unwrap();
    let asked = ["received", "in_hand", "fined"];
    let asked = asked.map(|name| (key(name), question(name, "d01", day(3, 31))));
    let what = Sealing::Figures { from: Some(day(1, 1)), to: day(3, 31), asked: asked.into() };
    let order =
        Order { key: key("q1"), zh: "一".into(), en: "One".into(), prepared_by: None, what };
    commands.close_books(&admin(), &authority.reader, order).await.unwrap();
    authority.submit(reverse(("cases", "b-2"), day(3, 5), wrong.sequence)).await.unwrap();
    authority.submit(open(day(2, 20), "late@street")).await.unwrap();
    for (name, due) in
        [("c-6@street", "2021-05-01"), ("c-7@d01", "2021-05-01"), ("c-8@d02", "2022-01-03")]
    {
        let set = format!("subject=Noise due_on={due}");
        authority.submit(step(day(4, 1), ("cases", name), "receive", &set)).await.unwrap();
    }
    authority
}

fn question(name: &str, unit: &str, as_of: jiff::civil::Date) -> Question {
    Question {
        name: Name::new(key("trial"), key(name)),
        unit: key(unit),
        from: None,
        as_of,
        known_at: None,
        filter: Filter::new(),
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    }
}

/// Questions by the name of the function that answers them.
#[derive(Default)]
struct Answers(BTreeMap<&'static str, Vec<String>>);

impl Answers {
    fn are(&mut self, to: &'static str, answer: impl Debug) {
        self.0.entry(to).or_default().push(format!("{answer:#?}"));
    }
}

async fn answers(reader: &Reader) -> Answers {
    let mut told = Answers::default();
    let catalogue = store::catalogue::current(reader).await.unwrap();
    told.are("catalogue::current", &catalogue);
    let versions = [(key("trial"), 1)].into();
    told.are("catalogue::at", store::catalogue::at(reader, &versions).await.unwrap());
    told.are("journal::head", store::journal::head(reader).await.unwrap());
    told.are("registers::journal_size", store::registers::journal_size(reader).await.unwrap());
    told.are("registers::summary", store::registers::summary(reader, &admin()).await.unwrap());
    told.are("units::all", store::units::all(reader).await.unwrap());
    let units = store::units::all(reader).await.unwrap();
    told.are("calendars::of_units", store::calendars::of_units(reader, &units).await.unwrap());
    told.are("people::all", store::people::all(reader).await.unwrap());
    told.are("trees::through_time", store::trees::through_time(reader).await.unwrap());
    told.are("digest::balances", store::digest::balances(reader).await.unwrap());
    told.are("verify::dump", store::verify::dump(reader).await.unwrap());
    told.are("verify::run", store::verify::run(reader, |_, _| {}).await.unwrap());
    told.are("integrity::algorithm_of", store::integrity::algorithm_of(reader).await.unwrap());
    told.are("integrity::point", store::integrity::point(reader, Some(7)).await.unwrap());
    told.are("integrity::inclusion", store::integrity::inclusion(reader, 5, None).await.unwrap());
    let grown = store::integrity::consistency(reader, 5, None).await.unwrap();
    told.are("integrity::consistency", grown);
    told.are("personal::risen", store::personal::risen(reader).await.unwrap());
    matters(reader, &mut told).await;
    figures(reader, &catalogue, &mut told).await;
    closing(reader, &mut told).await;
    told
}

async fn matters(reader: &Reader, told: &mut Answers) {
    let sorts = [
        Sort::Number,
        Sort::Title,
        Sort::State,
        Sort::Unit,
        Sort::Opened,
        Sort::Changed,
        Sort::Due,
    ];
    for (index, sort) in sorts.into_iter().enumerate() {
        for text in [None, Some("a"), Some("Ä"), Some("ä"), Some("%"), Some("阿")] {
            let ask = MattersAsk {
                sort,
                descending: index % 2 == 0,
                text: text.map(str::to_owned),
                per_page: 4,
                ..MattersAsk::of(key("cases"))
            };
            told.are("matters::page", store::matters::page(reader, &admin(), &ask).await.unwrap());
        }
    }
    for window in Window::ALL {
        let times = [AsOf::Now(jiff::civil::time(12, 0, 0, 0)), AsOf::EndOf(day(6, 30))];
        for (unit, at) in [None, Some(key("d01"))].into_iter().zip(times) {
            let ask = DeadlinesAsk { window, register: None, unit, at, page: Page::new(1, 2) };
            let found = store::deadlines::page(reader, &admin(), &ask).await.unwrap();
            assert!(found.counts.values().any(|count| *count > 0), "{found:?}");
            told.are("deadlines::page", found);
        }
    }
    for number in ["Ä-1", "b-2", "nothing"] {
        let found = store::matters::one(reader, &admin(), &key("cases"), number).await.unwrap();
        told.are("matters::one", &found);
        let Some(matter) = found else { continue };
        let guarded = store::personal::of_matter(reader, &admin(), &matter).await.unwrap();
        told.are("personal::of_matter", guarded);
        let erased = store::personal::erasures(reader, &admin(), &matter).await.unwrap();
        told.are("personal::erasures", erased);
    }
    let pool = PoolId { register: key("slots"), number: "HY-1".to_owned() };
    let numbers = [pool.number.clone()];
    let found = store::pools::of(reader, &admin(), &pool.register, &numbers).await.unwrap();
    told.are("pools::of", found);
    told.are("pools::draws", store::pools::draws(reader, &admin(), &pool, 9).await.unwrap());
}

async fn figures(reader: &Reader, catalogue: &Catalogue, told: &mut Answers) {
    let pack = catalogue.packs.iter().find(|pack| pack.key == key("trial")).unwrap();
    let measures = pack.measures.iter().map(|measure| &measure.key);
    let names = measures.chain(pack.indicators.iter().map(|indicator| &indicator.key));
    let mut questions = vec![];
    for name in names {
        for unit in ["authority", "d01", "d02", "street"] {
            for as_of in [day(1, 12), day(2, 15), day(3, 31), day(12, 31)] {
                let asked = question(name.as_str(), unit, as_of);
                questions.push(Question { from: Some(day(1, 11)), ..asked.clone() });
                questions.push(Question { known_at: Some(9), ..asked.clone() });
                questions.push(asked);
            }
        }
    }
    let found = store::figures::figures(reader, &admin(), catalogue, &questions).await.unwrap();
    told.are("figures::figures", &found);
    let first = questions.first().unwrap();
    let one = store::figures::figure(reader, &admin(), catalogue, first).await.unwrap();
    told.are("figures::figure", one);
    for figure in found.into_iter().flatten() {
        for rows in figure.receipt.parts.into_iter().filter_map(|part| part.rows) {
            let (ctx, page) = (admin(), Page::new(1, 50));
            let behind = store::rows::behind(reader, &ctx, catalogue, &rows, page).await.unwrap();
            told.are("rows::behind", behind);
        }
    }
}

async fn closing(reader: &Reader, told: &mut Answers) {
    let ctx = admin();
    told.are("closings::all", store::closings::all(reader, &ctx).await.unwrap());
    let closed = store::closings::one(reader, &ctx, &key("q1")).await.unwrap().unwrap();
    told.are("closings::one", &closed);
    told.are(
        "closings::of_report",
        store::closings::of_report(reader, &ctx, "none").await.unwrap(),
    );
    let until = store::journal::head(reader).await.unwrap().sequence;
    let stretch = Stretch { closing: &closed.closing, until };
    let reshaped = store::closings::reshaped_since(reader, stretch).await.unwrap();
    told.are("closings::reshaped_since", reshaped);
    let catalogue = store::catalogue::at(reader, &closed.closing.definitions).await.unwrap();
    let asked = question("in_hand", "d01", day(3, 31));
    let asks: Vec<Ask> = indicators::asks(&catalogue, &asked).unwrap().into_iter().collect();
    told.are(
        "restated::learnt",
        store::restated::learnt(reader, &ctx, stretch, &asks).await.unwrap(),
    );
    let figure = store::figures::figure(reader, &ctx, &catalogue, &asked).await.unwrap().unwrap();
    let rows = figure.receipt.parts.first().unwrap().rows.clone().unwrap();
    for cause in [Cause::Late, Cause::Reversal, Cause::Tree, Cause::Definition] {
        let changes = store::restated::changes(reader, &ctx, stretch, cause).await.unwrap();
        told.are("restated::changes", changes);
        let (whole, page) = ((&catalogue, stretch), Page::new(1, 50));
        let behind = store::restated::rows(reader, &ctx, whole, (&rows, cause), page).await;
        told.are("restated::rows", behind.unwrap());
    }
}

#[tokio::test]
async fn every_question_has_the_same_answer() {
    let Some(server) = Database::postgres() else { return };
    let (file, server) = (filled(Database::sqlite()).await, filled(server).await);
    let (one, other) = (answers(&file.reader).await, answers(&server.reader).await);
    for (question, expected) in &one.0 {
        let found = other.0.get(question).unwrap();
        for (expected, found) in expected.iter().zip(found) {
            assert_eq!(found, expected, "{question}");
        }
        assert_eq!(found.len(), expected.len(), "{question}");
    }
    let asked: BTreeSet<String> = one.0.keys().map(|question| (*question).to_owned()).collect();
    assert_eq!(asked, public_questions());
}

/// The functions of the store that ask a reader something, as its sources name them.
fn public_questions() -> BTreeSet<String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src");
    let mut found = BTreeSet::new();
    let mut folders = vec![sources.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let file = path.strip_prefix(&sources).unwrap().with_extension("");
            // What lies deeper is told by the module above it.
            let module = file.iter().next().unwrap().to_str().unwrap().to_owned();
            for part in text.split("\npub async fn ").skip(1) {
                let (name, rest) = part.split_once('(').unwrap();
                let arguments = rest.split(") ->").next().unwrap();
                if arguments.trim_start().starts_with("reader: &Reader") {
                    found.insert(format!("{module}::{name}"));
                }
            }
        }
    }
    found
}
