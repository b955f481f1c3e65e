//! 时限说明 of a request that was received before Spring Festival 2025, in both languages and as data.

use base::value::Fields;
use base::{Key, Lang, Value};
use jiff::civil::{Date, date};
use register::calendar::shipped;
use register::decide::{Act, What};
use register::sheet::{self, CountedFrom, Ended, Sheet};
use register::words::Words;
use testkit::asker::Asker;
use testkit::book::Book;
use testkit::packs::catalogue;

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

fn take(book: &mut Book, on: Date, who: &'static str, (step, set): (&str, &[(&str, Value)])) {
    let set: Fields = set.iter().map(|(field, value)| (key(field), value.clone())).collect();
    let unit = (step == "receive").then(|| key("d01"));
    let act = Act {
        register: key("disclosure"),
        number: Some("A-1".to_owned()),
        what: What::Step { step: key(step), unit, set },
        effective_on: on,
        basis: String::new(),
    };
    book.act(&Asker::new(who).on(on).ctx(), &act).unwrap();
}

/// Received on 24 January.
fn received() -> Book {
    let mut book = Book::new(catalogue());
    book.units.add(&key("d01"), &key("division"));
    let text = |text: &str| Value::Text(text.to_owned());
    let choice = |choice: &str| Value::Choice(key(choice));
    let received = date(2025, 1, 24);
    let fields = [
        ("subject", text("合同")),
        ("applicant", choice("company")),
        ("channel", choice("in_person")),
        ("received_on", Value::Date(received)),
    ];
    take(&mut book, received, "lin", ("receive", &fields));
    book
}

/// Then four working days with a third party in February, and put off by the head.
fn book() -> Book {
    let mut book = received();
    let text = |text: &str| Value::Text(text.to_owned());
    let choice = |choice: &str| Value::Choice(key(choice));
    let due = Value::Date(date(2025, 2, 27));
    take(&mut book, date(2025, 1, 26), "lin", ("accept", &[("due_on", due.clone())]));
    let third = [("third_party", choice("third_party")), ("consultation", text("征求意见函"))];
    take(&mut book, date(2025, 2, 5), "lin", ("consult", &third));
    let answer = [("consultation_answer", text("同意"))];
    take(&mut book, date(2025, 2, 10), "lin", ("consulted", &answer));
    let reason = [
        ("extension_reason", text("情况复杂")),
        ("extension_notice", text("延期告知〔2025〕1号")),
        ("due_on", due),
    ];
    take(&mut book, date(2025, 2, 25), "sun", ("extend", &reason));
    book
}

fn sheets(book: &Book, today: Date) -> Vec<Sheet> {
    let matter = book.matter(&key("disclosure"), "A-1").unwrap();
    let (_, register) = book.catalogue().register(&matter.register).unwrap();
    sheet::all(register, matter, today, shipped())
}

fn sheet(book: &Book) -> Sheet {
    let mut sheets = sheets(book, date(2025, 3, 27));
    sheets.retain(|sheet| sheet.ended.is_none());
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

/// 20 + 20 working days from 24 January end on 27 March; four with the third party more: 2 April.
#[test]
fn every_day_has_its_reason_and_every_exclusion_its_worth() {
    let sheet = sheet(&book());
    assert_eq!(sheet.due, Some(date(2025, 4, 2)));
    assert_eq!(sheet.stood[0].due_without, Some(date(2025, 3, 27)));
    assert_eq!(sheet.never_stood, Some(date(2025, 3, 27)));
    assert_eq!(sheet.not_extended, Some(date(2025, 3, 5)));
    assert_eq!((sheet.light, sheet.yellow_on), ("yellow", Some(date(2025, 3, 26))));
    insta::assert_snapshot!("sheet_json", serde_json::to_string_pretty(&sheet).unwrap());
}

fn written(book: &Book, sheet: &Sheet, lang: Lang) -> String {
    let (pack, register) = book.catalogue().register(&sheet.register).unwrap();
    let told = sheet.told(Words::new(pack, register), |unit| unit.to_string(), lang);
    let days = told.days.iter().map(|days| days.join(" | "));
    let facts = told.facts.iter().cloned();
    let head = format!("{} {} {}\n{}", told.name, told.basis, told.due, told.cite);
    std::iter::once(head).chain(facts).chain(days).collect::<Vec<String>>().join("\n")
}

#[test]
fn it_reads_in_both_languages() {
    let book = book();
    let sheet = sheet(&book);
    for lang in Lang::ALL {
        insta::assert_snapshot!(format!("sheet_{}", lang.tag()), written(&book, &sheet, lang));
    }
}

/// A request that is not clear: asked about on 27 January, made clear on 14 February, from which day its 20
/// working days are counted anew; the term to ask ended in time.
#[test]
fn a_clarification_counts_the_term_anew() {
    let mut book = received();
    let asked = [
        ("clarification_asked", Value::Text("请写明文号".to_owned())),
        ("clarify_by", Value::Date(date(2025, 2, 20))),
    ];
    take(&mut book, date(2025, 1, 27), "lin", ("ask_to_clarify", &asked));
    let clear = [
        ("clarified_text", Value::Text("文号如下".to_owned())),
        ("due_on", Value::Date(date(2025, 3, 14))),
    ];
    take(&mut book, date(2025, 2, 14), "lin", ("clarified", &clear));
    let sheets = sheets(&book, date(2025, 3, 1));
    let told = sheets.iter().map(|sheet| written(&book, sheet, Lang::Zh));
    insta::assert_snapshot!("sheets_anew", told.collect::<Vec<_>>().join("\n\n"));
    assert_eq!(sheets[0].counted_from, CountedFrom::Anew(key("clarified")));
    assert_eq!(sheets[0].due, Some(date(2025, 3, 14)));
}

/// Answered on the last day, or on the day after it: what is said is what was so on that day, whenever it is
/// printed.
#[test]
fn a_clock_that_is_over_says_how_it_ended() {
    for (on, days) in [(date(2025, 4, 2), 0), (date(2025, 4, 3), 1)] {
        let mut book = book();
        let answer = [
            ("outcome", Value::Choice(key("granted"))),
            ("reply_document", Value::Text("答复书".to_owned())),
            ("on_time", Value::Flag(days == 0)),
        ];
        take(&mut book, on, "sun", ("answer", &answer));
        let sheet = &sheets(&book, date(2026, 1, 1))[0];
        let ended = Ended { on, by: key("answer"), days_late: Some(days) };
        assert_eq!((sheet.due, &sheet.ended), (Some(date(2025, 4, 2)), &Some(ended)));
        let said = written(&book, sheet, Lang::Zh);
        let expected = if days == 0 { "在期限内" } else { "晚于期限 1 天" };
        assert!(said.contains(&format!("{on}“审核答复”，{expected}。")), "{said}");
    }
}
