//! Properties of the number style: what is printed is true of the exact value.

use base::{Exact, exact};
use indicators::Outcome;
use proptest::prelude::*;
use reports::Compiled;
use reports::document::Says;

use crate::fixture::{REPORT, answer, catalogue, read};

/// Prints one figure in a style through a whole template.
fn printed(name: &str, style: &str, value: Exact) -> (String, Says, usize) {
    let figures = format!("figures:\n  x: {{ name: {name}, {style} }}\n");
    let head = REPORT.split("figures:").next().unwrap();
    let template = read(&format!("{head}{figures}"), "# 甲\n\n乙{{ fig(\"x\") }}丙\n");
    let figures = [answer(&template, "x", Outcome::Number(value))].into();
    let Compiled { claims, faults, .. } = template.compile(&catalogue(), &figures);
    (claims[0].text.clone(), claims[0].says.clone(), faults.len())
}

#[track_caller]
fn check(name: &str, style: &str, value: Exact, expected: &str) {
    assert_eq!(printed(name, style, value).0, expected, "{style}");
}

fn items(style: &str, value: i64, expected: &str) {
    check("foi.received", style, exact::whole(value), expected);
}

#[test]
fn counts() {
    items("style: plain", 207, "207件");
    items("style: wan", 56_779_100, "5677.91万件");
    items("style: wan", 55_491_000, "5549.10万件");
    items("style: wan, strip: yes", 12_766_000, "1276.6万件");
    items("style: wan, decimals: 0", 12_765_000, "1277万件");
    items("style: yi", 153_000_000, "1.53亿件");
    items("style: plain, word: 件次", 38, "38件次");
}

#[test]
fn qualifiers() {
    items("style: over, to: 10", 23, "20余件");
    items("style: over, to: 10000", 142_300, "14万余件");
    items("style: over, to: 100000", 712_300, "70余万件");
    items("style: near, to: 100", 571, "近600件");
    items("style: at_least, to: 100", 600, "600件以上");
    items("style: about, to: 1000", 9_600, "约10000件");
    items("style: about, to: 10000", 9_600, "约1万件");
    check("foi.on_time", "style: at_least, to: 1%", Exact::new(973, 1000), "97%以上");
    check("foi.on_time", "style: at_least, than: 98%", Exact::new(49, 50), "98%以上");
    check("foi.on_time", "style: near, to: 1%", Exact::new(997, 1000), "近100%");
}

#[test]
fn shares_changes_and_money() {
    check("foi.on_time", "style: percent", Exact::new(49, 50), "98%");
    check("foi.on_time", "style: percent, decimals: 1", Exact::new(22_361, 21_987), "101.7%");
    check("foi.gap", "style: points", Exact::new(-32, 1000), "下降3.2个百分点");
    check("foi.gap", "style: points, up: 高出, decimals: 0", Exact::new(2, 100), "高出2个百分点");
    check("foi.growth", "style: yoy", Exact::new(52, 1000), "同比增长5.2%");
    check("foi.fees", "style: money", exact::whole(715_000), "71.5万元");
    check("foi.fees", "style: money", exact::whole(8260), "8260元");
    check("foi.fees", "style: money", exact::whole(123_456_789), "1.23亿元");
}

#[test]
fn qualifiers_that_would_be_false_are_refused() {
    let cases = [
        ("foi.received", "style: over, to: 10", exact::whole(20)),
        ("foi.received", "style: over, to: 10", exact::whole(7)),
        ("foi.received", "style: near, to: 100", exact::whole(600)),
        ("foi.received", "style: at_least, to: 100", exact::whole(99)),
        ("foi.on_time", "style: at_least, than: 98%", Exact::new(979, 1000)),
        ("foi.received", "style: over, to: 10", exact::whole(-5)),
        ("foi.received", "style: plain", Exact::new(1, 2)),
        ("foi.on_time", "style: near, to: 1%", exact::whole(1)),
    ];
    for (name, style, value) in cases {
        let (text, says, faults) = printed(name, style, value);
        assert_eq!((text.as_str(), faults), ("【表述不实】", 1), "{style}");
        assert!(matches!(says, Says::Nothing));
    }
}

/// Reads a number as a stranger would: digits, 万 or 亿, %, and the last place printed.
fn reread(text: &str) -> (Exact, Exact) {
    let digits: String = text
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let after = text.split_once(&digits).unwrap().1;
    let scale = match after.trim_start_matches('余').chars().next() {
        Some('万') => Exact::from_integer(10_000),
        Some('亿') => Exact::from_integer(100_000_000),
        Some('%' | '个') => Exact::new(1, 100),
        _ => Exact::from_integer(1),
    };
    let places = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let last = Exact::new(1, 10_i128.pow(u32::try_from(places).unwrap()));
    (exact::read(&digits).unwrap() * scale, last * scale)
}

fn share() -> impl Strategy<Value = Exact> {
    (0_i128..2_000_000, 1_i128..1_000_000).prop_map(|(part, whole)| Exact::new(part, whole))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_rounds_to_the_exact_value(
        value in 0_i64..20_000_000_000,
        style in prop::sample::select(vec!["wan", "wan, strip: yes", "wan, decimals: 0", "yi", "plain", "yi, decimals: 4, strip: yes"]),
    ) {
        let exact = exact::whole(value);
        let (text, says, _) = printed("foi.received", &format!("style: {style}"), exact);
        let (read, last) = reread(&text);
        prop_assert!((read - exact) * 2 <= last && (exact - read) * 2 <= last, "{text} for {value}");
        prop_assert!(matches!(says, Says::Number(admits) if admits.contains(exact)));
    }

    #[test]
    fn shares_round_to_the_exact_value(value in share(), decimals in 0_u32..4) {
        let (text, says, _) = printed("foi.on_time", &format!("style: percent, decimals: {decimals}"), value);
        let (read, last) = reread(&text);
        prop_assert!((read - value) * 2 <= last && (value - read) * 2 <= last, "{text} for {value}");
        prop_assert!(matches!(says, Says::Number(admits) if admits.contains(value)));
    }

    #[test]
    fn qualifiers_say_which_side_the_value_is_on(
        value in 1_i64..50_000_000,
        step in prop::sample::select(vec![10_i64, 50, 1000, 10_000, 200_000]),
    ) {
        let exact = exact::whole(value);
        let print = |style: &str| printed("foi.received", &format!("style: {style}, to: {step}"), exact);
        let round = value % step == 0;
        for (style, word) in [("over", "余"), ("near", "近"), ("at_least", "以上")] {
            let (text, says, faults) = print(style);
            if faults > 0 {
                // 近 may stand for any amount; the others need one step at least.
                let below = value < step && style != "near";
                prop_assert!(below || (round && style != "at_least"), "{style} of {value}");
                continue;
            }
            prop_assert!(text.contains(word));
            let (read, _) = reread(&text);
            let true_of_it = match style {
                "over" => exact > read,
                "near" => exact < read,
                _ => exact >= read,
            };
            prop_assert!(true_of_it, "{text} for {value}");
            prop_assert!(matches!(says, Says::Number(admits) if admits.contains(exact)));
        }
    }

    #[test]
    fn directions_follow_the_sign(value in -1_000_000_i128..1_000_000) {
        let value = Exact::new(value, 1_000_000);
        let (text, says, _) = printed("foi.growth", "style: yoy, decimals: 2", value);
        let word = match value.cmp(&Exact::from_integer(0)) {
            std::cmp::Ordering::Greater => "同比增长",
            std::cmp::Ordering::Less => "同比下降",
            std::cmp::Ordering::Equal => "同比持平",
        };
        prop_assert!(text.starts_with(word), "{text} for {value}");
        prop_assert!(matches!(says, Says::Number(admits) if admits.contains(value)));
    }
}
