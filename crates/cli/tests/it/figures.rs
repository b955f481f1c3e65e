//! Every published figure comes out of the database, and stands in the report where it is claimed.

use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang};
use indicators::Outcome;
use sample::Expected;

use crate::fixture::{copy, sample};

#[tokio::test]
async fn every_published_figure_comes_out_of_the_database() {
    let folder = copy();
    let reader = store::open_reader(&folder.path().join("taizhang.db")).await.unwrap();
    let catalogue = store::catalogue::current(&reader).await.unwrap();
    let ctx = Ctx {
        actor: Actor {
            id: Key::literal("auditor"),
            name: "示例审计员".to_owned(),
            scope: Key::literal("authority"),
            rights: Rights::All,
        },
        today: jiff::civil::date(2022, 1, 10),
        now: jiff::Timestamp::UNIX_EPOCH,
        lang: Lang::Zh,
    };
    let published = sample::published();
    assert!(published.len() >= 60, "only {} published figures", published.len());
    let questions: Vec<_> = published.iter().map(|figure| figure.question.clone()).collect();
    let figures = store::figures::figures(&reader, &ctx, &catalogue, &questions).await.unwrap();
    for (published, figure) in published.iter().zip(figures) {
        let figure = figure.unwrap_or_else(|error| panic!("{}: {error}", published.id));
        let comes_out = match (&published.expected, &figure.outcome) {
            (Expected::Number(expected), Outcome::Number(value)) => expected == value,
            (Expected::Holds, Outcome::Truth { holds, .. }) => *holds,
            _ => false,
        };
        let (id, printed, got) = (&published.id, &published.printed, &figure.outcome);
        assert!(comes_out, "{id} {printed}: expected {}, got {got:?}", published.expected);
    }
}

#[test]
fn the_report_claims_at_least_sixty_figures() {
    let html = std::fs::read_to_string(sample().join("reports/self-assessment.html")).unwrap();
    assert!(html.matches("<data").count() >= 60);
}
