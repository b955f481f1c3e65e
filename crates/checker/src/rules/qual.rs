//! QUAL: words that do not go together about one number: 近 300 余 (below it and above it), 约 300 左右 (said
//! twice), and 余 after a number that is not round (326 余).

use base::Exact;
use num_rational::Ratio;

use crate::number::Number;
use crate::{Draft, Finding, Severity};

pub(super) const CODE: &str = "QUAL";

const BELOW: [&str; 5] = ["将近", "近", "不足", "不到", "接近"];
const ABOUT: [&str; 3] = ["大约", "约", "大概"];
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
    if leads(&ABOUT) && (more || around) {
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
