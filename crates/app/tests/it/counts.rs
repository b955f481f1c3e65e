//! Reports of count registers: one in force for every unit and period.

use app::AppError;
use register::decide::Act;

use crate::authority::{Authority, day, reverse, step};

fn report(on: jiff::civil::Date, number: &str) -> Act {
    step(on, ("heads", number), "report", "people=7")
}

#[tokio::test]
async fn a_report_is_numbered_by_unit_and_day() {
    let authority = Authority::new().await;
    let first = authority.submit(report(day(3, 4), "@d01")).await.unwrap();
    assert_eq!(first.number, "d01-2021-03-04");
    let other = authority.submit(report(day(3, 4), "@d02")).await.unwrap();
    assert_eq!(other.number, "d02-2021-03-04");
    let given = authority.submit(report(day(3, 5), "d01-2021-03-05@d01")).await.unwrap();
    assert_eq!(given.number, "d01-2021-03-05");
    let twice = authority.submit(report(day(3, 4), "@d01")).await.unwrap_err();
    assert!(matches!(twice, AppError::AlreadyReported { .. }), "{twice}");
    let misnamed = authority.submit(report(day(3, 6), "RS-1@d01")).await.unwrap_err();
    assert!(misnamed.to_string().contains("is d01-2021-03-06, not RS-1"), "{misnamed}");
}

#[tokio::test]
async fn a_wrong_report_is_taken_back_and_given_again() {
    let authority = Authority::new().await;
    let wrong = authority.submit(report(day(3, 4), "@d01")).await.unwrap();
    let of = wrong.sequence;
    // Taken back on its own day, it can be opened again.
    authority.submit(reverse(("heads", &wrong.number), day(3, 4), of)).await.unwrap();
    let again = authority.submit(report(day(3, 4), "@d01")).await.unwrap();
    assert_eq!(again.number, "d01-2021-03-04");
    // Taken back later, its day has passed: the next one gets a number of its own.
    authority.submit(reverse(("heads", &again.number), day(3, 9), again.sequence)).await.unwrap();
    let third = authority.submit(report(day(3, 4), "@d01")).await.unwrap();
    assert_eq!(third.number, "d01-2021-03-04-2");
    let twice = authority.submit(report(day(3, 4), "@d01")).await.unwrap_err();
    assert!(matches!(twice, AppError::AlreadyReported { .. }), "{twice}");
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn only_units_of_the_right_kind_report() {
    let authority = Authority::new().await;
    let refused = authority.submit(report(day(3, 4), "@office")).await.unwrap_err();
    assert!(refused.to_string().contains("kind \"division\""), "{refused}");
    let early = authority.submit(report(jiff::civil::date(2020, 12, 31), "@d01")).await;
    assert!(early.unwrap_err().to_string().contains("2021-01-01"));
}

#[tokio::test]
async fn a_month_is_reported_on_its_last_day() {
    let authority = Authority::with(&[("every: day", "every: month")]).await;
    let done = authority.submit(report(day(2, 28), "@d01")).await.unwrap();
    assert_eq!(done.number, "d01-2021-02");
    let refused = authority.submit(report(day(3, 30), "@d01")).await.unwrap_err();
    assert!(refused.to_string().contains("enter 2021-03-31 instead of 2021-03-30"), "{refused}");
}
