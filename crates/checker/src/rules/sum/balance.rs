//! What is left: 收入 30922 亿元，支出 24597 亿元，结存 6325 亿元; 出生率 11.69‰，死亡率 4.47‰，自然增长率 7.22‰.

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{CODE, agrees, like, printed};

/// What comes in, what goes out and what is left, by the words before them.
const BALANCES: [[&[&str]; 3]; 2] = [
    [
        &["收入"],
        &["支出"],
        &["当期结存", "当年结余", "收支结余", "本年结余", "当期结余", "收支差额"],
    ],
    [&["出生率"], &["死亡率"], &["自然增长率"]],
];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    BALANCES.iter().filter_map(|words| wrong(draft, sentence, words)).collect()
}

fn wrong(draft: &Draft, sentence: &Sentence<'_>, words: &[&[&str]; 3]) -> Option<Finding> {
    let all = sentence.quantities;
    let named = |words: &[&str]| -> Option<&Quantity> {
        let mut places = (0..all.len()).filter(|place| {
            let lead = sentence.lead(*place);
            let is_level =
                !has(&lead, &["增", "降", "减", "比上年", "同比"]) || has(&lead, &["自然增长率"]);
            is_level && has(&lead, words) && all.get(*place).is_some_and(|one| !one.is_about)
        });
        let place = places.next()?;
        // Two amounts of one name are of two things.
        let is_only = places.next().is_none();
        all.get(place).filter(|one| is_only && !one.is_share())
    };
    let [came, went, left] = words;
    let (came, went, left) = (named(came)?, named(went)?, named(left)?);
    let ((low, high), (least, greatest)) = (came.span(), went.span());
    if !came.is_kin(went) || !came.is_kin(left) || agrees((low - greatest, high - least), left) {
        return None;
    }
    let place = |one: &Quantity| sentence.paragraph.place(&one.range);
    let [said, of, less] = [left, came, went].map(|one| draft.text(place(one)));
    let rest = came.number.value - went.number.value;
    let expected = like(rest, left, draft, sentence.paragraph.at);
    let told = (
        format!("{of} 减 {less} 为 {expected}，文中为 {said}"),
        format!("{of} less {less} is {expected}, not {said}"),
    );
    let finding = Finding::new(CODE, Severity::Error, place(left), told);
    Some(finding.with(place(came)).stating(printed(left.number.value), Some(expected)))
}
