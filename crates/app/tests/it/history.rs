//! Corrections, reassignments and reorganisations, from the command to the figure.

use app::AppError;
use app::reorganising::{Given, Moved, Reorganisation};
use base::ctx::Rights;
use base::dims::Filter;
use base::{Key, Value};
use indicators::{DefinitionPolicy, Figure, Outcome, Question, TreePolicy};
use jiff::civil::Date;
use register::decide::{Act, Statement, What};
use register::event::UnitChange;
use register::model::Name;

use crate::authority::{Authority, admin, asking, day, key, open, reverse, step, trial, unit};

const CASE: (&str, &str) = ("cases", "AJ-1");

fn correct((register, number): (&str, &str), of: u64, to: Statement) -> Act {
    let what = What::Correct { of, to, reason: "entered wrongly".to_owned() };
    let number = Some(number.to_owned());
    Act { register: key(register), number, what, effective_on: day(12, 31), basis: String::new() }
}

fn on(day: Date) -> Statement {
    Statement { effective_on: Some(day), ..Statement::default() }
}

fn at(unit: &str) -> Statement {
    Statement { unit: Some(key(unit)), ..Statement::default() }
}

fn merged(unit: &str, into: &str) -> UnitChange {
    UnitChange::Merged { units: vec![key(unit)], into: key(into) }
}

fn reorganisation(on: Date, changes: Vec<UnitChange>) -> Reorganisation {
    Reorganisation {
        effective_on: on,
        basis: "示例发〔2021〕1号".to_owned(),
        changes,
        given: vec![],
        open_matters: [].into(),
    }
}

/// With a case opened at d02 on March 1 and another closed there in April; the pack's record is 2.
async fn two_cases() -> Authority {
    let authority = Authority::new().await;
    authority.submit(open(day(3, 1), "AJ-1@d02")).await.unwrap();
    authority.submit(open(day(3, 5), "AJ-2@d02")).await.unwrap();
    authority.submit(step(day(3, 9), ("cases", "AJ-2"), "handle", "")).await.unwrap();
    authority.submit(step(day(4, 9), ("cases", "AJ-2"), "finish", "pages=3")).await.unwrap();
    authority
}

impl Authority {
    async fn ask(&self, question: &Question) -> Figure {
        let catalogue = store::catalogue::current(&self.reader).await.unwrap();
        let found = store::figures::figure(&self.reader, &admin(), &catalogue, question).await;
        found.unwrap().unwrap()
    }

    async fn figure(&self, of: &str, unit: &str, as_of: Date, tree: TreePolicy) -> String {
        let figure = self.ask(&Question { tree, ..ask(of, unit, as_of) }).await;
        let Outcome::Number(number) = figure.outcome else { panic!("{:?}", figure.outcome) };
        number.to_string()
    }

    /// What is stored is what the journal says.
    async fn verify(&self) {
        app::verify::run(&self.reader, |_, _| {}).await.unwrap();
    }
}

fn ask(of: &str, unit: &str, as_of: Date) -> Question {
    Question {
        name: Name::new(key("trial"), key(of)),
        unit: key(unit),
        from: None,
        as_of,
        known_at: None,
        filter: Filter::new(),
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    }
}

#[tokio::test]
async fn a_corrected_day_moves_the_figure_and_leaves_what_was_known() {
    let authority = two_cases().await;
    let head = authority.records().await;
    authority.submit(correct(CASE, 3, on(day(2, 10)))).await.unwrap();
    let received = |as_of| authority.figure("received", "d02", as_of, TreePolicy::AsWas);
    assert_eq!((received(day(2, 28)).await, received(day(3, 31)).await), ("1".into(), "2".into()));
    let then = Question { known_at: Some(head), ..ask("received", "d02", day(2, 28)) };
    assert_eq!(authority.ask(&then).await.outcome, Outcome::Number(base::exact::whole(0)));
    authority.verify().await;
}

#[tokio::test]
async fn a_corrected_opening_takes_everything_later_along() {
    let authority = two_cases().await;
    authority.submit(correct(("cases", "AJ-2"), 4, at("d01"))).await.unwrap();
    let at = |of, unit| authority.figure(of, unit, day(12, 31), TreePolicy::AsWas);
    assert_eq!((at("done", "d01").await, at("done", "d02").await), ("1".into(), "0".into()));
    assert_eq!((at("pages", "d01").await, at("pages", "d02").await), ("3".into(), "0".into()));
    // A correction of the correction, then taken back: the bookings before it stand again.
    let again = authority.submit(correct(("cases", "AJ-2"), 7, on(day(3, 6)))).await.unwrap();
    assert_eq!(authority.figure("days", "d01", day(12, 31), TreePolicy::AsWas).await, "34");
    let back = reverse(("cases", "AJ-2"), day(12, 31), again.sequence);
    authority.submit(back).await.unwrap();
    assert_eq!(authority.figure("days", "d01", day(12, 31), TreePolicy::AsWas).await, "35");
    authority.verify().await;
}

#[tokio::test]
async fn corrections_are_refused_where_the_history_would_not_hold() {
    let authority = two_cases().await;
    let refused = |act| async { authority.submit(act).await.unwrap_err().to_string() };
    assert!(refused(correct(CASE, 3, at("nowhere"))).await.contains("\"nowhere\""));
    let late = refused(correct(("cases", "AJ-2"), 4, on(day(3, 20)))).await;
    assert!(late.contains("is out of order: record 5"), "{late}");
    let d02 = asking("d02", Rights::All);
    let outside = authority.commands.submit(&d02, correct(CASE, 3, at("d01"))).await.unwrap_err();
    assert!(matches!(outside, AppError::OutsideScope { .. }), "{outside}");
    let report = step(day(3, 1), ("heads", "@d01"), "report", "people=7");
    let report = authority.submit(report).await.unwrap();
    let number = ("heads", report.number.as_str());
    let said = refused(correct(number, report.sequence, on(day(3, 2)))).await;
    assert!(said.contains("reverse it and report again"), "{said}");
    let people =
        Statement { set: [(key("people"), Value::Integer(9))].into(), ..Statement::default() };
    authority.submit(correct(number, report.sequence, people)).await.unwrap();
    assert_eq!(authority.figure("people", "d01", day(3, 1), TreePolicy::AsWas).await, "9");
}

#[tokio::test]
async fn merged_units_give_their_open_matters_away_and_keep_their_past() {
    let authority = two_cases().await;
    let merging = reorganisation(day(7, 1), vec![merged("d02", "d01")]);
    let moved = authority.commands.reorganise(&admin(), merging).await.unwrap();
    assert_eq!(moved, Moved { sequence: 7, matters: 1 });
    let of = |of, unit, month, tree| authority.figure(of, unit, day(month, 15), tree);
    let (was, is) = (TreePolicy::AsWas, TreePolicy::AsIs);
    assert_eq!(
        (of("in_hand", "d02", 6, was).await, of("in_hand", "d01", 6, was).await),
        ("1".into(), "0".into())
    );
    assert_eq!(
        (of("in_hand", "d02", 7, was).await, of("in_hand", "d01", 7, was).await),
        ("0".into(), "1".into())
    );
    // What came in came in at d02; as units are now counted, that is within d01.
    assert_eq!(
        (of("received", "d01", 12, was).await, of("received", "d01", 12, is).await),
        ("0".into(), "2".into())
    );
    assert_eq!(of("received", "d02", 12, was).await, "2");
    let figure = authority.ask(&ask("received", "authority", day(12, 15))).await;
    let trees: Vec<u64> = figure.receipt.trees.iter().map(|tree| tree.made).collect();
    assert_eq!(trees, [0, 7]);
    let then = Question { known_at: Some(6), tree: is, ..ask("received", "d01", day(12, 15)) };
    assert_eq!(authority.ask(&then).await.outcome, Outcome::Number(base::exact::whole(0)));
    let opened = authority.submit(open(day(7, 2), "AJ-3@d02")).await.unwrap_err();
    assert!(opened.to_string().contains("which ended on 2021-07-01"), "{opened}");
    authority.submit(open(day(6, 30), "AJ-3@d01")).await.unwrap();
    authority.verify().await;
}

#[tokio::test]
async fn units_are_split_with_their_open_matters_or_not_at_all() {
    let authority = two_cases().await;
    let split = |ends| UnitChange::Split {
        unit: key("d02"),
        into: vec![
            unit("d03", "district", Some("authority")),
            unit("d04", "district", Some("authority")),
        ],
        ends,
    };
    let head = authority.records().await;
    let refused = |what| async {
        authority.commands.reorganise(&admin(), what).await.unwrap_err().to_string()
    };
    let left = refused(reorganisation(day(7, 1), vec![split(true)])).await;
    assert!(left.contains("AJ-1 of \"cases\" is open at \"d02\", which ends"), "{left}");
    let early = Reorganisation {
        open_matters: [(key("d02"), key("d03"))].into(),
        ..reorganisation(day(4, 1), vec![split(true)])
    };
    let early = refused(early).await;
    assert!(early.contains("AJ-2 would be at \"d02\" on 2021-04-01, which ended"), "{early}");
    let unknown = Given { register: key("cases"), number: "AJ-9".to_owned(), to: key("d03") };
    let given =
        Reorganisation { given: vec![unknown], ..reorganisation(day(7, 1), vec![split(true)]) };
    assert!(refused(given).await.contains("no matter AJ-9 that is open"));
    let nothing =
        Reorganisation { basis: " ".to_owned(), ..reorganisation(day(7, 1), vec![split(false)]) };
    assert!(refused(nothing).await.contains("document"));
    assert_eq!(authority.records().await, head);
    let one = Given { register: key("cases"), number: "AJ-1".to_owned(), to: key("d04") };
    let given = Reorganisation { given: vec![one], ..reorganisation(day(7, 1), vec![split(true)]) };
    assert_eq!(authority.commands.reorganise(&admin(), given).await.unwrap().matters, 1);
    assert_eq!(authority.figure("in_hand", "d04", day(7, 1), TreePolicy::AsWas).await, "1");
    assert_eq!(store::units::all(&authority.reader).await.unwrap().len(), 6);
    authority.verify().await;
}

#[tokio::test]
async fn a_reorganisation_is_ordered_by_whoever_may_and_not_ahead() {
    let authority = two_cases().await;
    let merging = |on| reorganisation(on, vec![merged("d02", "d01")]);
    let nobody = asking("authority", Rights::Only([].into()));
    let denied = authority.commands.reorganise(&nobody, merging(day(7, 1))).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied(_)));
    let next_year = jiff::civil::date(2022, 1, 1);
    let ahead = authority.commands.reorganise(&admin(), merging(next_year)).await.unwrap_err();
    assert!(ahead.to_string().contains("has not come yet"), "{ahead}");
    authority.commands.reorganise(&admin(), merging(day(7, 1))).await.unwrap();
    let moved = vec![unit("d02", "district", Some("office"))];
    let defined = authority.commands.define_units(&admin(), moved).await.unwrap_err();
    assert!(defined.to_string().contains("has been reorganised"), "{defined}");
}

#[tokio::test]
async fn reporters_are_due_for_as_long_as_they_live() {
    let authority = Authority::new().await;
    let merging = reorganisation(day(1, 11), vec![merged("d02", "d01")]);
    authority.commands.reorganise(&admin(), merging).await.unwrap();
    for number in 1..=20 {
        let report = step(day(1, number), ("heads", "@d01"), "report", "people=1");
        authority.submit(report).await.unwrap();
    }
    for tree in [TreePolicy::AsWas, TreePolicy::AsIs] {
        let figure =
            authority.ask(&Question { tree, ..ask("people", "authority", day(1, 20)) }).await;
        let coverage = &figure.receipt.coverage[0];
        assert_eq!((coverage.due, coverage.came), (30, 20), "{tree:?}");
    }
}

#[tokio::test]
async fn an_old_event_is_corrected_by_the_version_it_was_decided_by() {
    let authority = two_cases().await;
    // The new version wants pages when a case is finished, and fines only later.
    let changes = [
        ("version: 1", "version: 2"),
        ("effective_from: 2021-01-01", "effective_from: 2021-06-01"),
        (
            "finish: { from: handling, to: done, right: cases.handle, may: [fines, pages], posts: [fines, pages, days_open] }",
            "finish: { from: handling, to: done, right: cases.handle, needs: [pages], posts: [pages, days_open] }",
        ),
        (
            "reopen: { from: done, to: handling, right: cases.handle }",
            "reopen: { from: done, to: handling, right: cases.handle, may: [fines], posts: [fines] }",
        ),
    ];
    authority.commands.adopt_pack(&admin(), trial(&changes)).await.unwrap();
    let fines = Value::Lines(vec![
        [(key("kind"), Value::Choice(key("fine"))), (key("amount"), Value::Fen(500))].into(),
    ]);
    let clear = [key("pages")].into_iter().collect::<std::collections::BTreeSet<Key>>();
    let to = Statement { set: [(key("fines"), fines)].into(), clear, ..Statement::default() };
    authority.submit(correct(("cases", "AJ-2"), 6, to)).await.unwrap();
    let at = |of| authority.figure(of, "d02", day(5, 1), TreePolicy::AsWas);
    assert_eq!((at("fined").await, at("pages").await), ("5".into(), "0".into()));
    authority.verify().await;
}

#[tokio::test]
async fn an_old_figure_is_defined_as_it_was_in_force() {
    let authority = two_cases().await;
    // From June on, what counts as received is what was taken in hand.
    let changes = [
        ("version: 1", "version: 2"),
        ("effective_from: 2021-01-01", "effective_from: 2021-06-01"),
        (
            "received: { register: cases, flow_into: received, in: item }",
            "received: { register: cases, flow_into: handling, in: item }",
        ),
    ];
    let head = authority.records().await;
    authority.commands.adopt_pack(&admin(), trial(&changes)).await.unwrap();
    let of = async |month, known_at, definition| {
        let question = ask("received", "authority", day(month, 15));
        let figure = authority.ask(&Question { known_at, definition, ..question }).await;
        let Outcome::Number(number) = figure.outcome else { panic!("{:?}", figure.outcome) };
        (number.to_string(), figure.receipt.definition)
    };
    let in_force = DefinitionPolicy::InForce;
    assert_eq!(of(5, None, in_force).await, ("2".to_owned(), 1));
    assert_eq!(of(7, None, in_force).await, ("1".to_owned(), 2));
    assert_eq!(of(7, Some(head), in_force).await, ("2".to_owned(), 1));
    assert_eq!(of(5, None, DefinitionPolicy::Latest).await, ("1".to_owned(), 2));
    assert_eq!(of(7, None, DefinitionPolicy::Version(1)).await, ("2".to_owned(), 1));
    authority.verify().await;
}
