//! A year of the calendar is published, and the clocks in hand follow it.

use app::AppError;
use app::calendars::{Publication, Published, Publishing};
use base::ctx::Rights;
use base::{Lang, Right, Say};
use ledger::Light;
use register::event::Deadline;

use crate::authority::{Authority, admin, asking, day, key, open, step, trial};

/// Five working days from receipt, with a warning two days before.
const CLOCK: &str = "    clocks:
      answer:
        starts: receive
        term: 5 working days
        basis: internal
        warn: 2
        cite: 示范
  heads:\n";

/// 2021 as it was, but that the first week of December is off and the Saturday after it is worked.
const YEAR: &str = "\
year: 2021
papers: [示范]
off: { 示范周: [2021-12-01, 2021-12-05] }
work: [2021-12-11]
";

async fn authority() -> Authority {
    let authority = Authority::bare().await;
    let mut files = trial(&[("  heads:\n", CLOCK)]);
    for (file, from, to) in [
        ("texts.en.yaml", "reopen: Reopen }", "reopen: Reopen }\n    clocks: { answer: Answer }"),
        ("texts.zh.yaml", "reopen: 重开 }", "reopen: 重开 }\n    clocks: { answer: 答复 }"),
    ] {
        let text = files.get_mut(file).unwrap();
        assert!(text.contains(from), "{text}");
        *text = text.replace(from, to);
    }
    authority.commands.adopt_pack(&admin(), files).await.unwrap();
    authority
}

/// The administrator on a day of December.
fn on(date: i8) -> base::Ctx {
    base::Ctx { today: day(12, date), ..admin() }
}

async fn publish(
    authority: &Authority,
    unit: Option<&str>,
    publishing: Publishing,
) -> Result<Published, AppError> {
    let publication = Publication {
        name: "2021.yaml".to_owned(),
        file: YEAR.to_owned(),
        unit: unit.map(key),
        basis: "示范发〔2021〕1号".to_owned(),
    };
    authority.commands.publish_calendar(&on(3), publication, publishing).await
}

/// The last days in time of a published year, by matter.
fn moved(published: &Published) -> Vec<(&str, String)> {
    let due = |one: Option<Deadline>| one.unwrap().red_on.unwrap().yesterday().unwrap();
    let told = |one: &app::calendars::MovedClock| format!("{} → {}", due(one.was), due(one.now));
    published.moved.iter().map(|one| (one.number.as_str(), told(one))).collect()
}

async fn calendars(authority: &Authority) -> store::calendars::Calendars {
    let units = store::units::all(&authority.reader).await.unwrap();
    store::calendars::of_units(&authority.reader, &units).await.unwrap()
}

async fn overdue(authority: &Authority) -> u64 {
    let ask = store::deadlines::DeadlinesAsk {
        window: store::deadlines::Window::Late,
        register: None,
        unit: None,
        at: store::deadlines::AsOf::Now(jiff::civil::Time::midnight()),
        page: store::Page::new(1, 10),
    };
    let found = store::deadlines::page(&authority.reader, &on(10), &ask).await.unwrap();
    found.counts.get(&store::deadlines::Window::Late).copied().unwrap_or_default()
}

async fn filled() -> Authority {
    let authority = authority().await;
    // Monday 22 November and five working days: 29 November. Friday 26 November: 3 December.
    authority.submit(open(day(11, 22), "early@d01")).await.unwrap();
    authority.submit(open(day(11, 26), "late@d01")).await.unwrap();
    authority.submit(open(day(11, 26), "done@d02")).await.unwrap();
    authority.submit(step(day(11, 29), ("cases", "done"), "handle", "")).await.unwrap();
    authority.submit(step(day(11, 30), ("cases", "done"), "finish", "pages=1")).await.unwrap();
    authority
}

#[tokio::test]
async fn a_published_year_moves_what_it_reaches_and_says_so() {
    let authority = filled().await;
    assert_eq!(overdue(&authority).await, 2);
    let head = authority.records().await;
    let tried = publish(&authority, None, Publishing::Trial).await.unwrap();
    assert_eq!((authority.records().await, overdue(&authority).await), (head, 2));
    // Monday and Tuesday are worked, 1 to 5 December are not: 29, 30 November, 6, 7 and 8 December.
    let expected = [("late", "2021-12-03 → 2021-12-08".to_owned())];
    assert_eq!(moved(&tried), expected);
    let published = publish(&authority, None, Publishing::ForGood).await.unwrap();
    assert_eq!(moved(&published), expected);
    // Two working days before 3 December it was yellow; before 8 December it is not yet.
    assert_eq!(published.moved[0].lights, (Some(Light::Yellow), None));
    assert_eq!(authority.records().await, head + 2);
    let again = publish(&authority, None, Publishing::ForGood).await.unwrap();
    assert_eq!((again.sequence, again.moved.len()), (None, 0));
    store::verify::run(&authority.reader, |_, _| {}).await.unwrap();
    authority.commands.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(overdue(&authority).await, 2);
    // What is opened afterwards is counted on it from the start.
    authority.submit(open(day(11, 26), "next@d02")).await.unwrap();
    let calendars = calendars(&authority).await;
    let term = register::calendar::Term { number: 5, unit: register::calendar::Unit::WorkingDay };
    let due = term.from(day(11, 26), &calendars.of(&key("d02"))).unwrap().due.on;
    assert_eq!(due, day(12, 8));
}

#[tokio::test]
async fn a_unit_that_is_shut_moves_its_own_clocks_alone() {
    let authority = filled().await;
    let elsewhere = publish(&authority, Some("d02"), Publishing::ForGood).await.unwrap();
    assert_eq!(moved(&elsewhere), []);
    let there = publish(&authority, Some("d01"), Publishing::ForGood).await.unwrap();
    assert_eq!(moved(&there), [("late", "2021-12-03 → 2021-12-08".to_owned())]);
    let calendars = calendars(&authority).await;
    let works = |unit: &str| calendars.of(&key(unit)).nature(day(12, 1)).is_worked();
    assert_eq!(["authority", "office", "d01"].map(works), [true, true, false]);
}

#[tokio::test]
async fn a_recount_is_neither_reversed_nor_corrected_and_a_step_before_it_is() {
    let authority = filled().await;
    let published = publish(&authority, None, Publishing::ForGood).await.unwrap();
    let recount = published.sequence.unwrap() + 1;
    let back = crate::authority::reverse(("cases", "late"), day(12, 31), recount);
    let refused = authority.submit(back).await.unwrap_err();
    assert!(refused.to_string().contains("follows from the calendar"), "{refused}");
    assert!(refused.say(Lang::Zh).contains("发布的日历"));
    // The opening is taken back as if no calendar had come after it.
    let opening = store::matters::one(&authority.reader, &admin(), &key("cases"), "late").await;
    let opening = opening.unwrap().unwrap().history[0].sequence;
    let back = crate::authority::reverse(("cases", "late"), day(12, 31), opening);
    authority.submit(back).await.unwrap();
    assert_eq!(overdue(&authority).await, 1);
    store::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn a_bad_file_a_missing_right_and_a_foreign_unit_change_nothing() {
    let authority = filled().await;
    let head = authority.records().await;
    let of = |file: &str, unit: Option<&str>| Publication {
        name: "f.yaml".to_owned(),
        file: file.to_owned(),
        unit: unit.map(key),
        basis: String::new(),
    };
    let twice = "year: 2027\npapers: [示范]\noff: { 元旦: 2027-01-01 }\nwork: [2027-01-01]\n";
    let publish = async |ctx: &base::Ctx, publication| {
        let done = authority.commands.publish_calendar(ctx, publication, Publishing::ForGood);
        done.await.unwrap_err()
    };
    let faulty = publish(&admin(), of(twice, None)).await;
    assert!(faulty.to_string().contains("2027-01-01 is already in line 3"), "{faulty}");
    assert!(faulty.say(Lang::Zh).contains("日历未发布"), "{}", faulty.say(Lang::Zh));
    let nobody = asking("authority", Rights::Only([].into()));
    let denied = publish(&nobody, of(YEAR, None)).await;
    assert!(denied.to_string().contains("system.calendar"), "{denied}");
    let district = asking("d01", Rights::Only([Right::read("system.calendar").unwrap()].into()));
    for unit in [None, Some("d02")] {
        let outside = publish(&district, of(YEAR, unit)).await;
        assert!(matches!(outside, AppError::OutsideScope { .. }), "{outside}");
    }
    let unknown = publish(&admin(), of(YEAR, Some("d09"))).await;
    assert!(matches!(unknown, AppError::NoUnit { .. }), "{unknown}");
    assert_eq!(authority.records().await, head);
}
