//! Numbers of Chinese text, ours and those of a published specification.

use checker::{Number, numbers};
use proptest::prelude::*;

fn read(text: &str) -> Vec<(String, Number)> {
    let letters: Vec<char> = text.chars().collect();
    let found = numbers(&letters).into_iter();
    found.map(|number| (letters[number.range.clone()].iter().collect(), number)).collect()
}

/// Numbers of the text with what their last place is worth: `text=value/step`.
fn told(text: &str) -> String {
    let told = read(text).into_iter().map(|(said, number)| format!("{said}={}", number.value));
    told.collect::<Vec<_>>().join(" ")
}

#[test]
fn as_reports_write_them() {
    for (text, expected) in [
        ("接种5677.91万剂次", "5677.91万=56779100"),
        ("报告收入九千零五元", "九千零五=9005"),
        ("二〇二一年十二月三十一日", "二〇二一=2021 十二=12 三十一=31"),
        ("1.13个部门联合印发", "1.13=113/100"),
        ("占百分之五，万分之五", "五=5 五=5"),
        ("参加14万余名", "14万=140000"),
        ("2021/12/31", "2021=2021 12=12 31=31"),
        ("京卫发〔2021〕12号", "2021=2021 12=12"),
        ("统一部署，进一步加强", ""),
        ("三点十分开会", "三=3 十=10"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

/// Where the outside specification lies, if it is there: Microsoft's Recognizers-Text, number model for
/// Chinese (MIT).
fn specification() -> Option<Vec<serde_json::Value>> {
    let place =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/recognizers/NumberModel.json");
    let text = std::fs::read_to_string(place).ok()?;
    Some(serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap())
}

/// What their model leaves to others of theirs: numbers with a per cent sign, and amounts of money.
fn is_theirs_elsewhere(letters: &[char], number: &Number) -> bool {
    let after: String = letters.iter().skip(number.range.end).take(2).collect();
    after.starts_with(['%', '％']) || after.starts_with("美元") || after.starts_with("美刀")
}

/// The cases of the specification that are read otherwise, each with why.
const DIVERGENCES: [(&str, &str); 0] = [];

#[test]
fn as_the_specification_has_them() {
    let Some(cases) = specification() else { return };
    let mut otherwise = vec![];
    for case in &cases {
        let input = case["Input"].as_str().unwrap();
        let letters: Vec<char> = input.chars().collect();
        let found = numbers(&letters);
        let found: Vec<(usize, usize, f64)> = found
            .iter()
            .filter(|number| !is_theirs_elsewhere(&letters, number))
            .map(|number| (number.range.start, number.range.end, near(number)))
            .collect();
        let place = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let expected = case["Results"].as_array().unwrap().iter().map(|one| {
            let value: f64 = one["Resolution"]["value"].as_str().unwrap().parse().unwrap();
            (place(&one["Start"]), place(&one["End"]) + 1, value)
        });
        let expected: Vec<(usize, usize, f64)> = expected.collect();
        let same = |one: &(usize, usize, f64), other: &(usize, usize, f64)| {
            let near = (one.2 - other.2).abs() <= 1e-12 * other.2.abs().max(1.0);
            (one.0, one.1) == (other.0, other.1) && near
        };
        let is_same = found.len() == expected.len()
            && found.iter().zip(&expected).all(|(one, other)| same(one, other));
        if !is_same && !DIVERGENCES.iter().any(|(known, _)| *known == input) {
            otherwise.push(format!("{input}: {found:?}, not {expected:?}"));
        }
    }
    assert!(
        otherwise.is_empty(),
        "{} of {}:\n{}",
        otherwise.len(),
        cases.len(),
        otherwise.join("\n")
    );
}

fn near(number: &Number) -> f64 {
    *number.value.numer() as f64 / *number.value.denom() as f64
}

/// As an office writes a whole number in words.
fn in_words(value: u64) -> String {
    const PLACES: [&str; 4] = ["", "十", "百", "千"];
    const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];
    let han =
        |digit: u64| "零一二三四五六七八九".chars().nth(usize::try_from(digit).unwrap()).unwrap();
    let (mut text, mut gap) = (String::new(), false);
    for place in (0..16).rev() {
        let digit = value / 10_u64.pow(u32::try_from(place).unwrap()) % 10;
        if digit > 0 {
            if gap && !text.is_empty() {
                text.push('零');
            }
            text.push(han(digit));
            text.push_str(PLACES[place % 4]);
        }
        gap = digit == 0;
        let group = value / 10_000_u64.pow(u32::try_from(place / 4).unwrap()) % 10_000;
        if place % 4 == 0 && group > 0 && place / 4 < 3 {
            text.push_str(GROUPS[place / 4]);
        }
    }
    text
}

proptest! {
    /// Up to a trillion less one, in words and in digits.
    #[test]
    fn what_is_written_is_read(value in 1_u64..1_000_000_000_000) {
        for text in [in_words(value), value.to_string()] {
            let found = read(&text);
            prop_assert_eq!(found.len(), 1, "{} {}", value, &text);
            prop_assert_eq!(found[0].1.value, base::exact::whole(i64::try_from(value).unwrap()), "{}", text);
        }
    }

    /// Whatever stands there, numbers lie in the text, one after the other.
    #[test]
    fn numbers_lie_one_after_the_other(text in "[0-9０３．.，,零〇一二两三十百千万亿兆余几点分之又负\\-/^e半打 年a]{0,40}") {
        let letters: Vec<char> = text.chars().collect();
        let mut end = 0;
        for number in numbers(&letters) {
            prop_assert!(end <= number.range.start && number.range.start < number.range.end);
            end = number.range.end;
        }
        prop_assert!(end <= letters.len());
    }
}
