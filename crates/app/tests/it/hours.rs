//! Terms of hours: late from the moment on, not from the next day.

use base::{Ctx, Value};
use jiff::civil::{Time, date, time};
use register::decide::What;
use store::Page;
use store::deadlines::{AsOf, DeadlinesAsk, Window};

use crate::authority::{Authority, admin, day, key, open, trial};

const CLOCK: &str = "    clocks:
      answer: { starts: receive, from: sent_at, term: 2 hours, basis: internal, warn: 1, cite: 示范 }
  heads:\n";

async fn authority() -> Authority {
    let authority = Authority::bare().await;
    let mut files = trial(&[
        (
            "      due_on: { type: date }",
            "      sent_at: { type: moment }\n      due_on: { type: date }",
        ),
        (
            "may: [sort, urgent, due_on] }\n      sort_out",
            "may: [sort, urgent, due_on, sent_at] }\n      sort_out",
        ),
        ("  heads:\n", CLOCK),
    ]);
    for (file, from, to) in [
        ("texts.en.yaml", "due_on: Due\n", "due_on: Due\n      sent_at: Sent at\n"),
        ("texts.en.yaml", "reopen: Reopen }", "reopen: Reopen }\n    clocks: { answer: Answer }"),
        ("texts.zh.yaml", "reopen: 重开 }", "reopen: 重开 }\n    clocks: { answer: 答复 }"),
        ("texts.zh.yaml", "      lead:", "      sent_at: 发出时刻\n      lead:"),
    ] {
        let text = files.get_mut(file).unwrap();
        assert!(text.contains(from), "{from} {text}");
        *text = text.replace(from, to);
    }
    authority.commands.adopt_pack(&admin(), files).await.unwrap();
    // Sent at half past eleven at night: two hours are over at half past one.
    let mut act = open(day(12, 10), "night@d01");
    let What::Step { set, .. } = &mut act.what else { panic!("it opens") };
    set.insert(key("sent_at"), Value::Moment(date(2021, 12, 10).at(23, 30, 0, 0)));
    authority.submit(act).await.unwrap();
    authority
}

/// How many are late, due within the week and near on this day of December at this time, and when.
async fn stands(authority: &Authority, on: i8, time: Time) -> (Vec<u64>, String) {
    stood(authority, on, AsOf::Now(time)).await
}

/// The same as of any time, asked on this day.
async fn stood(authority: &Authority, on: i8, at: AsOf) -> (Vec<u64>, String) {
    let ctx = Ctx { today: day(12, on), ..admin() };
    let (mut counts, mut due) = (vec![], String::new());
    for window in [Window::Late, Window::Week, Window::Near] {
        let ask = DeadlinesAsk { window, register: None, unit: None, at, page: Page::new(1, 10) };
        let found = store::deadlines::page(&authority.reader, &ctx, &ask).await.unwrap();
        assert_eq!(found.counts.get(&window), Some(&(found.rows.len() as u64)));
        counts.push(found.rows.len() as u64);
        for row in found.rows {
            due = format!("{} {}", row.due_on.unwrap(), row.due_at.unwrap());
        }
    }
    (counts, due)
}

#[tokio::test]
async fn two_hours_are_over_after_two_hours() {
    let authority = authority().await;
    let at = |hour, minute| time(hour, minute, 0, 0);
    let due = "2021-12-11 01:30:00".to_owned();
    assert_eq!(stands(&authority, 10, at(23, 45)).await, (vec![0, 1, 0], due.clone()));
    // It warns from half past midnight, which is a day later; by the day it is said to be near.
    assert_eq!(stands(&authority, 11, at(1, 30)).await, (vec![0, 1, 1], due.clone()));
    assert_eq!(stands(&authority, 11, at(1, 31)).await, (vec![1, 0, 0], due.clone()));
    assert_eq!(stands(&authority, 12, at(0, 0)).await, (vec![1, 0, 0], due.clone()));
    // At the end of its last day its hour has passed; at the end of the day before it is not even near.
    assert_eq!(stood(&authority, 13, AsOf::EndOf(day(12, 11))).await, (vec![1, 0, 0], due.clone()));
    assert_eq!(stood(&authority, 13, AsOf::EndOf(day(12, 10))).await, (vec![0, 1, 0], due));
    authority.commands.rebuild(|_, _| {}).await.unwrap();
    store::verify::run(&authority.reader, |_, _| {}).await.unwrap();
    assert_eq!(stands(&authority, 11, at(1, 31)).await.0, [1, 0, 0]);
}
