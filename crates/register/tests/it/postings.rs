//! What events post to the books.

use crate::story::Story;

fn check(story: &Story, expected: &str) {
    let mut expected: Vec<&str> = expected.lines().map(str::trim).collect();
    expected.sort_unstable();
    assert_eq!(story.books(), expected.join("\n").trim());
}

const OPENED: &str = "2021-03-01 lin receive subject=道路 applicant=company";

#[test]
fn a_step_moves_one_matter() {
    let story = Story::new("permits").then(OPENED).then("2021-03-02 lin withdraw");
    check(
        &story,
        "2021-03-01 office permits/state/outside +0 -1
         2021-03-01 office permits/state/received applicant=company +1 -0
         2021-03-02 office permits/state/received applicant=company +0 -1
         2021-03-02 office permits/state/withdrawn applicant=company +1 -0",
    );
}

#[test]
fn between_units_it_goes_through_transit() {
    let story = Story::new("permits").then(OPENED).then("2021-03-02 lin hand_over lead=d01");
    check(
        &story,
        "2021-03-01 office permits/state/outside +0 -1
         2021-03-02 d01 permits/state/handling applicant=company +1 -0
         2021-03-02 d01 permits/state/transit +0 -1
         2021-03-01 office permits/state/received applicant=company +1 -0
         2021-03-02 office permits/state/received applicant=company +0 -1
         2021-03-02 office permits/state/transit +1 -0",
    );
}

#[test]
fn rows_and_amounts_are_posted_with_their_dimensions() {
    let story = Story::new("permits")
        .then("2021-03-01 lin receive subject=道路 applicant=company unit=d01")
        .then("2021-03-01 lin hand_over lead=d01")
        .then("2021-03-04 wang grant complete=yes fee=20 fines=[kind=warning; kind=fine amount=50 days=0]");
    let books = story.books();
    for line in [
        "2021-03-04 d01 permits/fines/posted applicant=company;complete=yes;kind=warning +1 -0",
        "2021-03-04 d01 permits/fines/posted applicant=company;complete=yes;kind=fine +1 -0",
        "2021-03-04 d01 permits/fines.amount/posted applicant=company;complete=yes;kind=fine +5000 -0",
        "2021-03-04 d01 permits/fee/posted applicant=company;complete=yes +2000 -0",
        "2021-03-04 d01 permits/days_open/posted applicant=company;complete=yes +3 -0",
    ] {
        assert!(books.contains(line), "{line}\n{books}");
    }
    assert!(!books.contains("fines.days"), "zero posts nothing");
}

#[test]
fn a_reversal_in_red_ink_leaves_nothing() {
    let story = Story::new("permits")
        .then(OPENED)
        .then("2021-03-02 lin hand_over lead=d01")
        .then("2021-03-04 wang grant complete=yes fee=20 fines=[kind=fine amount=50]")
        .then("2021-03-04 wang reverse 3 误填")
        .then("2021-03-02 lin reverse 2 误转")
        .then("2021-03-01 lin reverse 1 误登");
    check(&story, "");
    assert_eq!(story.place(), "nowhere");
}

#[test]
fn a_later_reversal_leaves_the_books_as_they_were_until_then() {
    let story = Story::new("permits").then(OPENED).then("2021-03-05 lin reverse 1 误登");
    check(
        &story,
        "2021-03-01 office permits/state/outside +0 -1
         2021-03-05 office permits/state/outside +0 --1
         2021-03-01 office permits/state/received applicant=company +1 -0
         2021-03-05 office permits/state/received applicant=company +-1 -0",
    );
}

#[test]
fn notes_post_nothing_and_dimensions_move_without_entering_again() {
    let story = Story::new("permits").then(OPENED).then("2021-03-02 lin note 催办");
    let before = story.books();
    assert_eq!(before.lines().count(), 2);
    let story = story.then("2021-03-02 lin amend applicant=citizen");
    let books = story.books();
    assert!(
        books.contains("2021-03-02 office permits/state/received applicant=citizen +0 --1"),
        "{books}"
    );
}

#[test]
fn a_report_of_zero_posts_no_amount_but_is_a_report() {
    let story = Story::new("beds").then("2021-02-01 lin report beds=0 unit=d01");
    check(
        &story,
        "2021-02-01 d01 beds/state/outside +0 -1
         2021-02-01 d01 beds/state/reported +1 -0",
    );
}

/// Lights are posted ahead, and what does not come is taken back on its own day.
#[test]
fn a_deadline_turns_red_the_day_after_and_not_if_it_was_met() {
    let due = "2021-03-01 lin receive subject=道路 applicant=company due_on=2021-03-10";
    let lights = |story: &Story| {
        let books = story.books();
        let lights = books.lines().filter(|line| line.contains("/light:"));
        lights.map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let opened = Story::new("permits").then(due);
    let red = "2021-03-11 office permits/light:due/red applicant=company +1 -0";
    assert_eq!(lights(&opened), ["2021-03-11 office permits/light:due/outside +0 -1", red]);
    let in_time = Story::new("permits").then(due).then("2021-03-05 lin withdraw");
    assert_eq!(lights(&in_time), Vec::<String>::new(), "red cancels red");
    let late = Story::new("permits").then(due).then("2021-03-15 lin withdraw");
    assert!(lights(&late).contains(&red.to_owned()));
    assert!(
        lights(&late).contains(
            &"2021-03-15 office permits/light:due/red applicant=company +0 -1".to_owned()
        )
    );
}
