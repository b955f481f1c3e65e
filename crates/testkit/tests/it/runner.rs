//! The runner says where a case fails, what it expected and what it got.

use std::path::Path;

use register::model::Catalogue;
use testkit::{cases, packs};

/// A register of letters: open, then answered, with a fee and lines of pages.
pub(crate) fn letters() -> Catalogue {
    packs::inline(
        include_str!("letters/pack.yaml"),
        include_str!("letters/texts.zh.yaml"),
        include_str!("letters/texts.en.yaml"),
    )
}

/// Runs a text and shows its failures without the name of the file.
fn run(text: &str) -> Vec<String> {
    let catalogue = letters();
    let outcome = cases::run_text(&catalogue, &catalogue.packs[0], Path::new("x.txt"), text);
    let told = outcome.failures.iter().map(ToString::to_string);
    told.map(|failure| failure.strip_prefix("x.txt:").unwrap().to_owned()).collect()
}

#[track_caller]
fn holds(text: &str) {
    assert_eq!(run(text), [""; 0]);
}

/// One failure, on the last line of the text.
#[track_caller]
fn fails(text: &str, told: &str) {
    let failures = run(text);
    assert_eq!(failures.len(), 1, "{failures:?}");
    let line = text.lines().count();
    assert!(failures[0].starts_with(&format!("{line}: expected ")), "{}", failures[0]);
    assert!(failures[0].contains(told), "{}", failures[0]);
}

const OPENED: &str = "case x\nunit office\n2021-03-01 write A-1 about=\"two words\" kind=praise\n";

fn opened(more: &str) -> String {
    format!("{OPENED}{more}")
}

#[test]
fn a_history_and_what_came_of_it() {
    holds(&opened(
        "expect A-1 state written
         expect 2021-03-01 written = 1
         expect 2021-02-28 written = 0
         expect 2021-03-01 written at office = 1
         unit elsewhere
         expect 2021-03-01 written at elsewhere = 0
         2021-03-05 answer A-1 fee=71.5 pages=[side=front words=10; side=back words=20]
         expect A-1 state answered
         expect 2021-03-05 fees = 71.5
         expect 2021-03-05 pages = 2
         expect 2021-03-05 pages where side=back = 1
         expect 2021-03-05 words = 30
         expect 2021-03-05 answered_share = 100%
         expect 2021-03-04 answered_share = 0
         expect 2021-03-04..2021-03-05 answered_share = missing
         expect 2021-03-05 all_answered = true
         expect 2021-03-04 letters.all_answered = false
         expect 2021-03-05 mean_days = 4",
    ));
}

#[test]
fn steps_that_must_be_refused() {
    holds(&opened(
        "refuse 2021-03-05 answer A-1 : \"Pages\"
         refuse 2021-03-05 answer A-1 pages=[side=inside] : Side
         refuse 2021-03-05 burn A-1 : no step
         refuse 2021-03-05 answer A-1 pages=[] ink=blue : \"ink\"
         refuse 2021-03-05 note A-9 : hello : no matter
         refuse 2021-03-05 reverse A-9 : oops : A-9 has no record
         as lin reader
         refuse 2021-03-05 answer A-1 pages=[] : right \"letters.answer\"
         today 2021-03-04
         as lin
         refuse 2021-03-05 answer A-1 pages=[] : has not come yet",
    ));
}

#[test]
fn notes_and_reversals() {
    holds(&opened(
        "2021-03-02 note A-1 : seen : twice
         2021-03-02 reverse A-1 : noted by mistake
         2021-03-02 answer A-1 pages=[]
         2021-03-03 reverse A-1 : entered twice
         expect A-1 state written
         expect 2021-03-31 answered_share = 0
         expect 2021-03-02 answered_share = 100%",
    ));
}

#[test]
fn each_case_starts_from_nothing() {
    holds(&opened("case y\nunit office\nexpect 2021-12-31 written = 0"));
}

#[test]
fn failures_say_where_and_what() {
    fails(&opened("expect A-1 state answered"), "expected state answered, got written");
    fails(&opened("expect A-2 state answered"), "got no such matter");
    fails(&opened("expect 2021-03-01 written = 2"), "expected 2, got 1");
    fails(&opened("expect 2021-03-01 answered_share = 50%"), "expected 50%, got 0");
    fails(&opened("expect 2021-03-01 answered_share = missing"), "expected missing, got 0");
    fails(&opened("expect 2021-02-28 all_answered = true"), "got missing (NothingToDivideBy)");
    fails(&opened("expect 2021-03-01 all_answered = true"), "got false (0 of 1)");
    fails(&opened("expect 2021-03-01 burnt = 1"), "there is no figure \"letters.burnt\"");
    fails(&opened("expect 2021-03-01 written where side=back = 1"), "it can be by: kind");
    fails(
        &opened("2021-03-05 answer A-1"),
        "expected it to be done, got \"Answer\" cannot be taken",
    );
    fails(&opened("refuse 2021-03-05 answer A-1 pages=[] : never"), "got it was done");
    fails(
        &opened("refuse 2021-03-05 answer A-1 : never"),
        "expected a refusal with never, got \"Ans",
    );
    fails(&opened("as lin nobody"), "expected a role: reader, writer, got nobody");
}

#[test]
fn lines_that_nobody_understands() {
    fails(&opened("2021-03-05 answer"), "`DATE STEP NUMBER field=value …`");
    fails(&opened("tomorrow answer A-1"), "a day like 2021-12-31 where \"tomorrow\" stands");
    fails(&opened("expect 2021-03-05 written 1"), "`NUMBER state STATE`");
    fails(&opened("expect 2021-03-05 written = many"), "a value like 5000");
    fails(&opened("refuse 2021-03-05 answer A-1"), "what the refusal must contain");
    fails(&opened("2021-03-05 answer A-1 pages=[side=back"), "quotes and brackets that are closed");
    fails(&opened("2021-03-05 note A-1"), "`DATE note NUMBER : text`");
    fails("2021-03-05 Answer A-1", "is not an identifier");
}

#[test]
fn a_case_ends_where_it_breaks_and_the_next_one_runs() {
    let text = opened("2021-03-05 burn A-1\nexpect A-1 state burnt\ncase y\nexpect A-1 state x");
    let failures = run(&text);
    assert_eq!(failures.len(), 2, "{failures:?}");
    assert!(failures[0].starts_with("4: ") && failures[1].starts_with("7: "), "{failures:?}");
}

#[test]
fn corrections_and_reassignments() {
    holds(&opened(
        "2021-03-05 answer A-1 fee=71.5 pages=[side=front words=10]
         2021-03-06 correct A-1 answer fee=80 on=2021-03-04 : misread
         expect 2021-03-04 fees = 80
         expect 2021-03-31 mean_days = 3
         2021-03-07 correct A-1 #3 fee= : there was none
         expect 2021-03-31 fees = 0
         2021-03-08 correct A-1 #1 unit=elsewhere kind= : not ours
         expect 2021-03-31 written at elsewhere = 1
         expect 2021-03-31 written at office = 0
         expect 2021-03-31 written where kind=praise = 0
         2021-03-09 reassign A-1 annex : merged
         expect 2021-03-31 written at elsewhere = 1
         refuse 2021-03-10 correct A-1 answer on=2021-02-01 : no : is out of order
         refuse 2021-03-10 correct A-1 burn fee=1 : no : has no record 0",
    ));
    fails(&opened("2021-03-05 correct A-1 : why"), "a step or `#n` after the number");
    fails(&opened("2021-03-05 correct A-1 write kind=praise"), "`DATE correct NUMBER … : reason`");
    fails(&opened("2021-03-05 reassign A-1 : why"), "`DATE reassign NUMBER UNIT : reason`");
}
