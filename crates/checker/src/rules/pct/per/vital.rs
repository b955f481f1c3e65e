//! Births, deaths and illness: 死亡率 2.58‰, 发病率 182.8/10万.

use num_rational::Ratio;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;

use super::super::Near;
use super::{EARLIER, PEOPLE, SLACK, Said, amounts, clause, people};

/// What a rate of births or deaths is of.
const PARTS: [(&str, &[&str], &[&str]); 8] = [
    ("婴儿死亡率", &["婴儿死亡"], &["活产"]),
    ("新生儿死亡率", &["新生儿死亡"], &["活产"]),
    ("5岁以下儿童死亡率", &["5岁以下儿童死亡", "儿童死亡"], &["活产"]),
    ("孕产妇死亡率", &["孕产妇死亡"], &["活产"]),
    ("出生率", &["出生"], &PEOPLE),
    ("死亡率", &["死亡"], &PEOPLE),
    ("发病率", &["发病", "报告", "病例"], &PEOPLE),
    ("患病率", &["登记", "患者"], &PEOPLE),
];

/// 死亡率 2.58‰, 发病率 182.8/10万.
pub(super) fn vital<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    place: usize,
) -> Option<Said<'a>> {
    let one = sentence.quantities.get(place)?;
    let end = sentence.within().end;
    let after = sentence.words(one.range.end, (one.range.end + 5).min(end));
    let by = match (one.unit, after.as_str()) {
        (Some("‰"), _) => 1_000,
        (None, after) if after.starts_with("/10万") || after.starts_with("/十万") => 100_000,
        _ => return None,
    };
    let mut clause = clause(sentence, one.range.start);
    // 婴儿死亡 57 例，死亡率 2.79‰.
    let of = ["婴儿", "新生儿", "孕产妇"];
    if clause.starts_with("死亡率")
        && let Some(before) = place.checked_sub(1).map(|at| sentence.lead(at))
    {
        let of = of.iter().find(|of| before.contains(*of)).copied().unwrap_or_default();
        clause = format!("{of}{clause}");
    }
    let (name, parts, wholes) = PARTS.iter().find(|(name, ..)| clause.contains(name))?;
    // 粗死亡率, 户籍死亡率 are of people; others of the many deaths are not known.
    let before = clause.split_once(name).map(|(before, _)| before.to_owned()).unwrap_or_default();
    let is_plain = wholes.len() == 1 || before.chars().count() <= 2 || *name == "发病率";
    let is_named = |words: &'static [&'static str]| {
        move |of: &Sentence<'_>, at: usize| {
            let lead = of.lead(at);
            has(&lead, words)
                && !lead.contains('率')
                && !EARLIER.iter().any(|word| lead.contains(word))
        }
    };
    let is_people = wholes.len() > 1;
    let parts = amounts((sentence, near), place, &is_named(parts));
    let parts: Vec<&Quantity> =
        parts.into_iter().filter(|one| matches!(one.unit, Some("人" | "例" | "名"))).collect();
    let wholes = if is_people {
        people(sentence, near, place)
    } else {
        amounts((sentence, near), place, &is_named(wholes))
    };
    let slack = if is_people { Ratio::new(3, SLACK) } else { Ratio::from_integer(0) };
    is_plain.then_some(Said { parts, wholes, by: Ratio::from_integer(by), slack })
}
