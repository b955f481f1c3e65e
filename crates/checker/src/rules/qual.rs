//! QUAL: words that do not go with their number. 近 300 余 (less and more at once) and 余 after a number that is not round (2573余) are
//! warnings; what is said twice is a note (约 300 左右).

use base::Exact;
use num_rational::Ratio;

use crate::number::Number;
use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "QUAL";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("约数用语", "words about numbers"),
    zh: "“近300余”既少又多、“2573余”非整数带余为警告；“约300左右”重复为提示。",
    source: include_str!("qual.rs"),
};

const BELOW: [&str; 5] = ["将近", "近", "不足", "不到", "接近"];
const ROUGHLY: [&str; 3] = ["大约", "约", "大概"];
const ABOVE: [&str; 3] = ["超过", "超", "逾"];
const MORE: [&str; 2] = ["余", "多"];

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        let letters = paragraph.letters;
        for number in paragraph.numbers {
            let Some((severity, zh, en)) = wrong(letters, number) else { continue };
            let range = paragraph.place(&number.range);
            let said = draft.text(range.clone());
            found.push(Finding {
                code: CODE,
                severity,
                range,
                other: None,
                zh: format!("“{said}”：{zh}"),
                en: format!("“{said}”: {en}"),
                computed: None,
                expected: None,
                fix: None,
            });
        }
    }
    found
}

fn wrong(letters: &[char], number: &Number) -> Option<(Severity, &'static str, &'static str)> {
    let start = number.range.start;
    let before: String = letters.get(start.saturating_sub(3)..start)?.iter().collect();
    let after: String = letters.iter().skip(number.range.end).take(3).collect();
    let leads = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let more = number.is_open || MORE.iter().any(|word| after.starts_with(word));
    let around = after.starts_with("左右") || after.starts_with("上下");
    let measured = letters.get(number.range.end + 1).is_some_and(|next| !next.is_whitespace());
    if leads(&BELOW) && more {
        return Some((
            Severity::Warning,
            "“近”是不到，“余”是多于，不能同用",
            "it is said to be less and more than that",
        ));
    }
    if leads(&ROUGHLY) && (more || around) {
        return Some((Severity::Note, "概数说了两次", "it is said twice to be about that"));
    }
    if leads(&ABOVE) && more {
        return Some((Severity::Note, "“超”与“余”重复", "it is said twice to be more than that"));
    }
    let is_round = |value: Exact| (value / Ratio::from_integer(10)).is_integer();
    if after.starts_with('余')
        && measured
        && number.value > Ratio::from_integer(10)
        && !is_round(number.value)
    {
        return Some((
            Severity::Warning,
            "“余”只用在整十、整百之后",
            "余 stands after round numbers only",
        ));
    }
    None
}
