//! What only a caller can get wrong: registers, numbers, bases.

use base::value::Fields;
use base::{Lang, Say, Value};
use register::decide::{Act, What, decide};

use register::value::check_value;
use register::words::Words;

use crate::fixture::{key, pack, somebody};

fn opening(register: &str, number: &str, basis: &str) -> String {
    let pack = pack();
    let set = Fields::from([
        (key("subject"), Value::Text("道路".to_owned())),
        (key("applicant"), Value::Choice(key("citizen"))),
    ]);
    let act = Act {
        register: key(register),
        number: None,
        what: What::Step { step: key("receive"), unit: Some(key("d01")), set },
        effective_on: jiff::civil::date(2021, 3, 1),
        basis: basis.to_owned(),
    };
    match decide(&somebody(&pack, "lin", "everybody"), &pack, None, &act, number) {
        Ok(event) => event.number,
        Err(refused) => format!("{} {}", refused.say(Lang::En), refused.say(Lang::Zh)),
    }
}

#[test]
fn numbers_are_plain() {
    for good in ["1", "XK-2021-0001", "京卫许〔2021〕1号"] {
        assert_eq!(opening("permits", good, ""), good);
    }
    let long = "9".repeat(65);
    for bad in ["", " 1", "1/2", "a?b", "a\nb", &long] {
        assert!(opening("permits", bad, "").contains("cannot be a number"), "{bad}");
    }
}

#[test]
fn a_register_of_another_pack_is_not_here() {
    let said = opening("hotline", "1", "");
    assert!(said.contains(
        "there is no register \"hotline\" in this pack; there are \"Permits\", \"Beds\""
    ));
}

#[test]
fn a_basis_may_be_empty_but_not_endless() {
    assert_eq!(opening("permits", "1", "会议纪要〔2021〕3号"), "1");
    assert!(opening("permits", "1", &"长".repeat(4_001)).contains("the basis: 4001 characters"));
}

#[test]
fn an_act_names_its_units() {
    let line = Fields::from([(key("unit"), Value::Unit(key("d03")))]);
    let set = Fields::from([
        (key("lead"), Value::Unit(key("d02"))),
        (key("rows"), Value::Lines(vec![line])),
        (key("subject"), Value::Text("d04".to_owned())),
    ]);
    let act = Act {
        register: key("permits"),
        number: None,
        what: What::Step { step: key("receive"), unit: Some(key("d01")), set },
        effective_on: jiff::civil::date(2021, 3, 1),
        basis: String::new(),
    };
    let units: Vec<&str> = act.units().into_iter().map(base::Key::as_str).collect();
    assert_eq!(units, ["d01", "d02", "d03"]);
}

#[test]
fn a_value_of_another_kind_is_refused() {
    let pack = pack();
    let words = Words::new(&pack, pack.register(&key("permits")).unwrap());
    let check = |field: &str, value: Value, zh: &str, en: &str| {
        let wrong = check_value(words.path(field).unwrap(), &value).unwrap_err();
        assert_eq!((wrong.say(Lang::Zh), wrong.say(Lang::En)), (zh.to_owned(), en.to_owned()));
    };
    let (zh, en) = ("填写的类型不符，应为", "another kind of value stands here; expected is");
    let integer = || Value::Integer(5);
    check("fee", integer(), &format!("{zh}金额"), &format!("{en} an amount of money"));
    check("complete", integer(), &format!("{zh}是或否"), &format!("{en} yes or no"));
    check("fines", integer(), &format!("{zh}明细行"), &format!("{en} rows"));
    check("subject", integer(), &format!("{zh}文字"), &format!("{en} a text"));
}
