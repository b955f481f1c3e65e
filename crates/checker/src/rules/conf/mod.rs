//! CONF: one measure, one period, two amounts: 344 个院前急救设施 here, 326 个 there; also in tables and between several files of
//! one place and year. What stands before and after the amount must be the same but for words that say nothing (全市, 已, 共), and so
//! must the clauses before it in its sentence; planned and done, this year and last, two districts, two bodies are two
//! measures. What was rounded, and 近, 余, 约 are given their reach. A clause that stands in two places word for word, an
//! amount that is another with a slip of the hand among like words, and one that is spoken of again (这 519 件, 上述 357 件) and was never told
//! so, are warnings, and so is one that is spoken of as known (848 条差评中, 189 件建议全部答复) where its name has another. Else a warning; an error if the name is long and both
//! amounts are exact.

mod again;
mod meant;
mod near;
mod repeat;

use crate::measure::{Mention, contradictions, is_apart, mentions};
use crate::subject::Subject;
use crate::{Across, Draft, Finding, Severity};

use super::About;
use super::unit::is_slip;

pub(super) const CODE: &str = "CONF";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("前后不一", "contradictions"),
    zh: "同一事项、同一时期出现两个对不上的数，正文、表格、多份文稿之间都比对。计划与完成、今年与去年、不同地区和单位不算同一事项；四舍五入和“近、余、约”留有余地。同一句话出现两次而数不同、前后文字相近的两个数只差数位颠倒、“这……件、上述……件”再提到时与前文不符、“848 条差评中、189 件建议全部答复”之类指已知总数而前文不是这个数，也列为警告。一般为警告；名称完整且两数都确切时为错误。",
    source: include_str!("mod.rs"),
};

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mentions = mentions(draft);
    let told = contradictions(&mentions)
        .into_iter()
        .filter(|(first, other)| is_apart(first, other) && !is_slip(first, other))
        .map(|(first, other)| told(draft, (draft, first), other));
    let mut found: Vec<Finding> = told.collect();
    found.extend(repeat::find(draft));
    found.extend(again::find(draft));
    found.extend(near::find(draft));
    found.extend(meant::find(draft));
    found
}

fn told(draft: &Draft, (of, first): (&Draft, &Mention), other: &Mention) -> Finding {
    let (said, was) = (draft.text(other.range.clone()), of.text(first.range.clone()));
    let name = &other.key;
    let zh = format!("“{name}”文中一处为 {was}，此处为 {said}");
    let en = format!("“{name}” is {was} in one place and {said} here");
    let is_exact = !first.quantity.is_about && !other.quantity.is_about;
    let is_sure = is_exact && name.chars().count() >= 8 && first.periods == other.periods;
    let severity = if is_sure { Severity::Error } else { Severity::Warning };
    Finding::new(CODE, severity, other.range.clone(), (zh, en))
        .with(first.range.clone())
        .stating(said, None)
}

/// Drafts that are held to belong together though they name no place: a report and its annexes.
const FEW: usize = 8;

/// Amounts of one file that another contradicts.
pub(crate) fn across(drafts: &[&Draft]) -> Vec<Across> {
    let of = |(draft, text): (usize, &&Draft)| -> Vec<Mention> {
        mentions(text).into_iter().map(|one| Mention { draft, ..one }).collect()
    };
    let all: Vec<Mention> = drafts.iter().enumerate().flat_map(of).collect();
    let subjects: Vec<Subject> = drafts.iter().map(|draft| Subject::of(draft)).collect();
    let are_few = drafts.len() <= FEW;
    let about_same = |one: usize, other: usize| {
        subjects
            .get(one)
            .zip(subjects.get(other))
            .is_some_and(|(one, other)| one.is_same(other, are_few))
    };
    let mut found = vec![];
    for (first, other) in contradictions(&all) {
        if other.draft == first.draft || !about_same(first.draft, other.draft) {
            continue;
        }
        let (draft, other_draft) = (other.draft, first.draft);
        let (Some(text), Some(of)) = (drafts.get(draft), drafts.get(other_draft)) else {
            continue;
        };
        let finding = told(text, (of, first), other);
        found.push(Across { draft, other: other_draft, finding });
    }
    found
}
