//! Closing the books, and the bridge to what is known later: the worked example of the guide.
//!
//! Long because one small authority is closed and restated in every way that the bridge tells apart.

use app::bridge::{NoBridge, Restated, Restatement, restate};
use app::closing::{BooksClosed, CloseError, Order, Sealing};
use base::ctx::Rights;
use base::dims::Filter;
use base::{Exact, Key, Lang, Say, exact};
use indicators::{DefinitionPolicy, Question, TreePolicy};
use jiff::civil::Date;
use ledger::Cause;
use ledger::bridge::Bridge;
use register::closing::SealedOutcome;
use register::decide::{Act, Statement, What};
use register::model::Name;
use reports::Template;
use store::closings::Closed;
use store::restated::{self, Stretch};

use crate::authority::{
    Authority, admin, asking, day, key, open, place, reverse, step, trial, unit,
};

/// First quarter of district d01, with a street office below it.
async fn quarter() -> Authority {
    let authority = Authority::new().await;
    let street = vec![unit("street", "institution", Some("d01"))];
    authority.commands.define_units(&admin(), street).await.unwrap();
    let cases = [
        (day(1, 10), "AJ-2021-0001@d01", Some(day(1, 20))),
        (day(2, 1), "AJ-2021-0002@d01", Some(day(2, 8))),
        (day(3, 1), "AJ-2021-0003@d01", Some(day(3, 6))),
        (day(3, 20), "AJ-2021-0004@d01", None),
        (day(3, 25), "AJ-2021-0005@street", None),
        (day(3, 26), "AJ-2021-0006@street", None),
    ];
    for (received, number, done) in cases {
        authority.submit(open(received, number)).await.unwrap();
        if let Some(done) = done {
            let number = number.split('@').next().unwrap();
            for taken in ["handle", "finish"] {
                authority.submit(step(done, ("cases", number), taken, "")).await.unwrap();
            }
        }
    }
    authority
}

fn question(name: &str) -> Question {
    Question {
        name: Name::read(name).unwrap(),
        unit: key("d01"),
        from: Some(day(1, 1)),
        as_of: day(3, 31),
        known_at: None,
        filter: Filter::new(),
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    }
}

fn list(key: &str, names: &[&str]) -> Order {
    let asked = names.iter().map(|name| (id(name), question(name)));
    Order {
        key: Key::new(key).unwrap(),
        zh: "一季度".to_owned(),
        en: "First quarter".to_owned(),
        prepared_by: None,
        what: Sealing::Figures { from: Some(day(1, 1)), to: day(3, 31), asked: asked.collect() },
    }
}

/// `trial.in_hand` is sealed as `in_hand`.
fn id(name: &str) -> Key {
    Key::new(name.split('.').next_back().unwrap()).unwrap()
}

impl Authority {
    async fn close_books(&self, order: Order) -> Result<BooksClosed, CloseError> {
        self.commands.close_books(&admin(), &self.reader, order).await
    }

    async fn closed(&self, key: &str) -> Closed {
        let key = Key::new(key).unwrap();
        store::closings::one(&self.reader, &admin(), &key).await.unwrap().unwrap()
    }

    async fn restated(&self, key: &str) -> Restatement {
        let closed = self.closed(key).await;
        let catalogue = store::catalogue::current(&self.reader).await.unwrap();
        restate(&self.reader, &admin(), (&catalogue, &closed), None).await.unwrap()
    }

    async fn bridge(&self, closing: &str, figure: &str) -> Result<Bridge, NoBridge> {
        let restated = self.restated(closing).await;
        let found = restated.figures.into_iter().find(|found| found.sealed.id.as_str() == figure);
        found.unwrap().bridge
    }

    async fn submit_what(&self, number: &str, on: Date, what: What) {
        let (register, number) = (key("cases"), Some(number.to_owned()));
        let basis = String::new();
        self.submit(Act { register, number, what, effective_on: on, basis }).await.unwrap();
    }
}

/// `published → part part … → restated`, parts in the declared order.
fn told(bridge: &Bridge) -> String {
    assert_eq!(bridge.sum(), bridge.difference());
    let parts = bridge.parts.iter().map(|part| match part.with_next {
        true => "(next)".to_owned(),
        false => exact::fraction(part.amount),
    });
    let parts = parts.collect::<Vec<_>>().join(" ");
    format!(
        "{} → {parts} → {}",
        exact::fraction(bridge.published),
        exact::fraction(bridge.restated)
    )
}

/// What the guide tells: everything that can happen to a sealed figure happens to the cases in hand.
async fn everything_happens(authority: &Authority) {
    // Two cases are entered late, one of them is handed over to the other district.
    authority.submit(open(day(3, 28), "AJ-2021-0007@d01")).await.unwrap();
    authority.submit(open(day(3, 29), "AJ-2021-0008@d01")).await.unwrap();
    // Case 4 was received in April, not in March.
    let statement = Statement { effective_on: Some(day(4, 2)), ..Statement::default() };
    let reason = "the stamp says 2 April".to_owned();
    let opening = authority.opening("AJ-2021-0004").await;
    let correct = What::Correct { of: opening, to: statement, reason };
    authority.submit_what("AJ-2021-0004", day(4, 9), correct).await;
    // Case 5 never was one.
    let opening = authority.opening("AJ-2021-0005").await;
    authority.submit(reverse(("cases", "AJ-2021-0005"), day(3, 25), opening)).await.unwrap();
    // Case 8 goes to the other district.
    let reassign = What::Reassign { to: key("d02"), reason: "boundary".to_owned() };
    authority.submit_what("AJ-2021-0008", day(3, 30), reassign).await;
    // The street office belongs to the other district now.
    let street = vec![unit("street", "institution", Some("d02"))];
    authority.commands.define_units(&admin(), street).await.unwrap();
    // Done cases count as in hand until they are archived.
    let changes: &[(&str, &str)] = &[
        ("version: 1", "version: 2"),
        (
            "in_hand: { register: cases, stock_of: open, in: item }",
            "in_hand: { register: cases, stock_of: [received, handling, done], in: item }",
        ),
    ];
    authority.commands.adopt_pack(&admin(), trial(changes)).await.unwrap();
}

impl Authority {
    async fn opening(&self, number: &str) -> u64 {
        let register = key("cases");
        let found = store::matters::one(&self.reader, &admin(), &register, number).await.unwrap();
        found.unwrap().history.first().unwrap().sequence
    }
}

#[tokio::test]
async fn the_example_of_the_guide() {
    let authority = quarter().await;
    let names = ["trial.in_hand", "trial.received", "trial.mean_days"];
    authority.close_books(list("q1", &names)).await.unwrap();
    assert_eq!(told(&authority.bridge("q1", "in_hand").await.unwrap()), "3 → 0 0 0 0 0 0 0 → 3");
    everything_happens(&authority).await;
    for (figure, expected) in [
        ("in_hand", "3 → 2 -1 -1 -1 -1 3 0 → 4"),
        ("received", "6 → 2 -1 -1 0 -1 0 0 → 5"),
        ("mean_days", "22/3 → 0 0 0 0 0 0 0 → 22/3"),
    ] {
        let bridge = authority.bridge("q1", figure).await.unwrap();
        assert_eq!(told(&bridge), expected, "{figure}");
        assert!(
            GUIDE.contains(&in_the_guide(figure, &bridge)),
            "{}",
            in_the_guide(figure, &bridge)
        );
    }
}

const GUIDE: &str = include_str!("../../../../docs/guides/closing.md");

/// The line of the guide's table: `| received | 6 | +2 | -1 | -1 | 0 | -1 | 0 | 0 | 5 |`.
fn in_the_guide(figure: &str, bridge: &Bridge) -> String {
    let sign = |amount: Exact| if amount > Exact::from_integer(0) { "+" } else { "" };
    let parts = bridge.parts.iter().map(|part| (sign(part.amount), part.amount));
    let parts = parts.map(|(sign, amount)| format!("{sign}{} | ", exact::fraction(amount)));
    let (published, restated) = (bridge.published, bridge.restated);
    let parts: String = parts.collect();
    format!("| {figure} | {published} | {parts}{restated} |")
}

#[tokio::test]
async fn each_part_opens_the_events_behind_it() {
    let authority = quarter().await;
    authority.close_books(list("q1", &["trial.in_hand"])).await.unwrap();
    everything_happens(&authority).await;
    let closed = authority.closed("q1").await;
    let Restatement { until, catalogue, figures, .. } = authority.restated("q1").await;
    let Restated { then, bridge, .. } = &figures[0];
    let stretch = Stretch { closing: &closed.closing, until };
    let behind = then.receipt.parts[0].rows.as_ref().unwrap();
    let mut lists = vec![];
    for cause in Cause::OF_RECORDS {
        let page = store::Page::new(1, 10);
        let (at, ctx) = ((&catalogue, stretch), admin());
        let found =
            restated::rows(&authority.reader, &ctx, at, (behind, cause), page).await.unwrap();
        assert_eq!(found.sum, bridge.as_ref().unwrap().part(cause).unwrap().amount);
        let rows = found.rows.iter().map(|row| format!("{} {}", row.number, row.amount));
        lists.push(rows.collect::<Vec<_>>().join(", "));
    }
    assert_eq!(
        lists,
        ["AJ-2021-0007 1, AJ-2021-0008 1", "AJ-2021-0004 -1", "AJ-2021-0005 -1", "AJ-2021-0008 -1"]
    );
    let changed = restated::changes(&authority.reader, &admin(), stretch, Cause::Tree).await;
    assert_eq!(changed.unwrap()[0].what, restated::What::Units(vec![key("street")]));
    let changed = restated::changes(&authority.reader, &admin(), stretch, Cause::Definition).await;
    let pack = restated::What::Pack { key: key("trial"), version: 2 };
    assert_eq!(changed.unwrap()[0].what, pack);
}

const REPORT: &str = "title: Quarter\nissuer: Office\nissued_on: 2021-04-05\n\
    period: { from: 2021-01-01, to: 2021-03-31 }\nunit: d01\nunits: { d01: District }\nfigures:\n  \
    received: { name: trial.received }\n  mean: { name: trial.mean_days, style: plain, decimals: 1 }\n";

fn report(body: &str) -> Order {
    let files = [("report.yaml", REPORT), ("body.md", body)];
    let files = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let (template, faults) = Template::read(&files);
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults, [""; 0]);
    let template = template.unwrap();
    let what = Sealing::Report { key: "quarter".to_owned(), template: Box::new(template) };
    Order { what, ..list("q1", &[]) }
}

const BODY: &str = "{{ fig(\"received\") }}，{{ fig(\"mean\") }}\n";

#[tokio::test]
async fn what_a_report_prints_rounded_is_bridged_from_what_was_printed() {
    let authority = quarter().await;
    let done = authority.close_books(report(BODY)).await.unwrap();
    assert_eq!(done.figures, 2);
    let closed = store::closings::of_report(&authority.reader, &admin(), "quarter").await.unwrap();
    let closing = closed.unwrap().closing;
    assert_eq!(closing.known_at + 1, done.sequence);
    let mean = closing.figure(&key("mean")).unwrap();
    assert_eq!(mean.printed, ["7.3天"]);
    let SealedOutcome::Number(value) = &mean.outcome else { panic!("a number") };
    assert_eq!(value.0, Exact::new(22, 3));
    assert_eq!(
        told(&authority.bridge("q1", "mean").await.unwrap()),
        "73/10 → 0 0 0 0 0 0 1/30 → 22/3"
    );
    // A case done in time, entered late: the mean moves by the whole formula, not by a sum.
    authority.submit(open(day(3, 2), "AJ-2021-0009@d01")).await.unwrap();
    for taken in ["handle", "finish"] {
        let act = step(day(3, 4), ("cases", "AJ-2021-0009"), taken, "");
        authority.submit(act).await.unwrap();
    }
    assert_eq!(
        told(&authority.bridge("q1", "mean").await.unwrap()),
        "73/10 → -4/3 0 0 0 0 0 1/30 → 6"
    );
}

/// Why closing is refused, in English.
async fn refused(authority: &Authority, order: Order) -> String {
    let head = authority.records().await;
    let error = authority.close_books(order).await.unwrap_err();
    assert!(!error.say(Lang::Zh).is_empty());
    assert_eq!(authority.records().await, head, "nothing may have happened");
    error.to_string()
}

#[tokio::test]
async fn a_closing_is_made_once_by_somebody_else_and_without_faults() {
    let authority = quarter().await;
    let done = list("q1", &["trial.received"]);
    authority.close_books(done.clone()).await.unwrap();
    assert!(refused(&authority, done).await.contains("already a closing \"q1\""));
    let own = Order { prepared_by: Some(key("lin")), ..list("q2", &["trial.received"]) };
    assert!(refused(&authority, own).await.contains("let somebody else"));
    assert!(refused(&authority, list("q2", &[])).await.contains("nothing to close"));
    let twice = list("q2", &["trial.received", "trial.received"]);
    assert!(refused(&authority, twice).await.contains("named twice"));
    let nameless = Order { en: " ".to_owned(), ..list("q2", &["trial.received"]) };
    assert!(refused(&authority, nameless).await.contains("no name"));
    let unknown = list("q2", &["trial.nothing"]);
    assert!(refused(&authority, unknown).await.contains("cannot be sealed"));
    let nobody = asking("authority", Rights::Only([].into()));
    let order = list("q2", &["trial.received"]);
    let denied = authority.commands.close_books(&nobody, &authority.reader, order).await;
    assert!(denied.unwrap_err().to_string().contains("system.close"));
    let other = Order { prepared_by: Some(key("sun")), ..list("q2", &["trial.received"]) };
    authority.close_books(other).await.unwrap();
}

#[tokio::test]
async fn a_report_with_faults_is_not_sealed() {
    let authority = Authority::new().await;
    // Nothing was done, so there is no mean.
    let said = refused(&authority, report(BODY)).await;
    assert!(said.contains("cannot be sealed"), "{said}");
}

#[tokio::test]
async fn what_is_not_the_askers_is_not_there() {
    let authority = quarter().await;
    authority.close_books(list("q1", &["trial.received"])).await.unwrap();
    let q1 = Key::new("q1").unwrap();
    let seen = async |ctx: &base::Ctx| {
        let one = store::closings::one(&authority.reader, ctx, &q1).await.unwrap();
        let all = store::closings::all(&authority.reader, ctx).await.unwrap();
        assert_eq!(all.len(), usize::from(one.is_some()));
        one.is_some()
    };
    assert!(seen(&admin()).await);
    assert!(seen(&asking("d01", Rights::All)).await);
    assert!(!seen(&asking("d02", Rights::All)).await);
    assert!(!seen(&asking("d01", Rights::Only([].into()))).await);
}

#[tokio::test]
async fn closings_follow_from_the_record() {
    let authority = quarter().await;
    authority.close_books(list("q1", &["trial.received"])).await.unwrap();
    everything_happens(&authority).await;
    let before = store::verify::dump(&authority.reader).await.unwrap();
    assert!(before.contains("closing: ") && before.contains("sealed_figure: "));
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
    authority.commands.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(store::verify::dump(&authority.reader).await.unwrap(), before);
}

/// Whoever goes on writing after a closing need not be the program that made it.
#[tokio::test]
async fn another_program_goes_on_after_a_closing() {
    let Authority { database, reader, commands } = quarter().await;
    let order = list("q1", &["trial.received"]);
    commands.close_books(&admin(), &reader, order).await.unwrap();
    reader.close().await;
    commands.close().await.unwrap();
    let (reader, writer) = store::open(place(&database), store::Open::Existing).await.unwrap();
    let commands = app::Commands::new(writer);
    commands.submit(&admin(), open(day(3, 28), "AJ-2021-0007@d01")).await.unwrap();
    app::verify::run(&reader, |_, _| {}).await.unwrap();
}
