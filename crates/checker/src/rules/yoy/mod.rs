//! YOY: change. 由 A 增加到 B，增长 C%; B，比上年增加 D，增长 C%; B，上年同期 A，同比增长 C%; 2022 年 A，2023 年 B，增长 C%; 甲比乙多 D. What is said of
//! the change must be what the amounts admit as they are printed, rounded or cut off; of two shares their difference in percentage points.
//! Of years told in a row (2021 年、2022 年分别为 214 件、198 件) a change is of those that it names. A change with a name of its own (职工参保比上年多 8 万人) is of the amount that bears it. What is said to rise must not have fallen. An error,
//! or a warning if it is only that two digits in the wrong order would make it right, or of two things beside each
//! other; one in the last decimal is a note. 同比增长 without the amount of before is left alone.

mod beside;
mod level;
mod moved;
mod rate;
mod role;
mod series;
mod since;
mod slipped;

use base::Exact;
use num_rational::Ratio;
use num_traits::{Signed, Zero};

use super::About;
use super::columns::{self, Relation};
use super::sum::like;
use crate::draft::{Kind, Paragraph};
use crate::phrase::{Sentence, sentences};
use crate::quantity::{Quantity, middle};
use crate::scene::Scene;
use crate::{Draft, Finding, Severity};

pub(super) const CODE: &str = "YOY";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("增减", "change"),
    zh: "由甲增加到乙、比上年增加多少、上年同期或某年为多少，所说的增减幅度要能由这些数得出；连列几年的数，增减对它所说的年份；带名称的增减（职工参保比上年多多少）对同名的数；称上升而数在下降为错误；对不上为错误，甲比乙多多少、仅差一处笔误的为警告，末位差一为提示。没有给出上年数的同比不管。",
    source: include_str!("mod.rs"),
};

const RISES: [&str; 30] = [
    "增长",
    "增幅",
    "上升",
    "提高",
    "提升",
    "增加",
    "增多",
    "多",
    "净增",
    "增速",
    "上涨",
    "增产",
    "递增",
    "增收",
    "增支",
    "升幅",
    "增长率",
    "涨幅",
    "升高",
    "高",
    "高出",
    "多出",
    "扩大",
    "上调",
    "多收",
    "多支",
    "升",
    "增",
    "扩充",
    "延长",
];
const FALLS: [&str; 26] = [
    "下降",
    "降幅",
    "降低",
    "减少",
    "缩短",
    "压减",
    "少",
    "下滑",
    "减幅",
    "回落",
    "压缩",
    "减产",
    "减收",
    "减支",
    "负增长",
    "跌幅",
    "低",
    "缩小",
    "收窄",
    "下调",
    "少收",
    "少支",
    "降",
    "减",
    "压降",
    "缩减",
];
/// Words that end like these and say where something stands.
const STANDS: [&str; 14] = [
    "新增", "最高", "最低", "最多", "最少", "至少", "较高", "较低", "新高", "新低", "偏高", "偏低",
    "不少", "至多",
];

/// A change that is compared with something else than the amounts at hand.
const AFAR: [&str; 7] = ["年均", "平均增", "复合", "累计增长", "目标", "年平均", "两年"];

/// Sentences before one in which the amounts that it compares may stand.
const BEFORE_MAX: usize = 8;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let of = |one: Paragraph<'_>| !matches!(one.kind, Kind::Cell(_));
    let text = draft.paragraphs().filter(|one| of(*one));
    let all: Vec<Sentence<'_>> = text.flat_map(|one| sentences(&one)).collect();
    let mut found = vec![];
    for (place, sentence) in all.iter().enumerate() {
        let before = all.get(place.saturating_sub(BEFORE_MAX)..place).unwrap_or_default();
        let scene = Scene { draft, sentence, before };
        let mut own = [moved::find(&scene), level::find(&scene), beside::find(&scene)].concat();
        let is_told = |one: &Finding| own.iter().any(|told| told.range == one.range);
        let series = series::find(&scene);
        own.extend(series.into_iter().filter(|one| !is_told(one)).collect::<Vec<_>>());
        let is_told = |one: &Finding| own.iter().any(|told| told.range == one.range);
        found.extend(slipped::find(&scene).into_iter().filter(|one| !is_told(one)));
        found.extend(own);
    }
    found.extend(columns::find(draft, CODE, &[Relation::Growth, Relation::Difference]));
    found
}

/// Whether the words before a quantity say that it is what something rose or fell by.
fn changes(lead: &str) -> Option<bool> {
    // 由 402 家降为 314 家 says what it is now.
    if ["增为", "升为", "降为", "减为", "加为", "高为", "少为"]
        .iter()
        .any(|word| lead.ends_with(word))
    {
        return None;
    }
    let lead = lead.trim_end_matches(['了', '达', '为', '约', '：', ':', '近', '率']);
    let lead = lead.strip_suffix("幅度").unwrap_or(lead);
    let ends = |words: &[&str]| words.iter().any(|word| lead.ends_with(word));
    // 比 2022 年末新增 7 个.
    if lead.ends_with("新增") && ["比", "较"].iter().any(|word| lead.starts_with(word)) {
        return Some(true);
    }
    if ends(&STANDS) {
        return None;
    }
    // 比上年少招 1.27 万人.
    let of_done = ["比", "较"].iter().filter_map(|word| lead.rfind(word)).max();
    let done = of_done.and_then(|at| lead.get(at..)).map(|than| {
        let letters: Vec<char> = than.chars().collect();
        letters.iter().skip(1).rev().take(3).find(|one| "多少增减".contains(**one)).copied()
    });
    if let Some(Some(one)) = done {
        return Some("多增".contains(one));
    }
    // 今年多查办 35 件.
    let bare = ["今年", "本年", "本期", "同比"]
        .iter()
        .find_map(|word| lead.strip_prefix(word))
        .unwrap_or(lead);
    let is_short = (2..=3).contains(&bare.chars().count());
    if let Some(first) = bare.chars().next().filter(|first| is_short && "多少".contains(*first)) {
        return Some(first == '多');
    }
    // 负增长 ends like 增长, and falls.
    match (ends(&RISES), ends(&FALLS)) {
        (_, true) => Some(false),
        (true, false) => Some(true),
        (false, false) => None,
    }
}

/// How far apart they are, whichever is greater.
fn difference(from: &Quantity, to: &Quantity) -> (Exact, Exact) {
    let ((least, greatest), (low, high)) = (from.span(), to.span());
    size(low - greatest, high - least)
}

/// By how many per cent of the first they differ.
fn relative(from: (Exact, Exact), to: (Exact, Exact)) -> Option<(Exact, Exact)> {
    let ((least, greatest), (low, high)) = (from, to);
    let hundred = Ratio::from_integer(100);
    let is_base = least.is_positive();
    is_base.then(|| size((low - greatest) / greatest * hundred, (high - least) / least * hundred))
}

/// The sizes of what lies between two values, whatever their signs.
fn size(low: Exact, high: Exact) -> (Exact, Exact) {
    if low.is_negative() && high.is_positive() {
        return (Exact::zero(), high.max(-low));
    }
    ordered(low.abs(), high.abs())
}

fn ordered(one: Exact, other: Exact) -> (Exact, Exact) {
    if one <= other { (one, other) } else { (other, one) }
}

/// A change that the level it is of does not make.
fn unlike(
    scene: &Scene<'_, '_>,
    (level, by): (&Quantity, &Quantity),
    said: &Quantity,
    (least, greatest): (Exact, Exact),
) -> Finding {
    let middle = middle((least, greatest));
    let expected = format!("{}%", base::exact::decimal(middle, said.decimals().max(1)));
    let is_slip = Quantity::slips((least, greatest), said);
    let severity = if is_slip { Severity::Note } else { Severity::Error };
    let [is, change, stated] = [level, by, said].map(|one| scene.text(one));
    let told = (
        format!("{is}、变动 {change}，幅度应为 {expected}，文中为 {stated}"),
        format!("{is} after a change of {change} is {expected}, not {stated}"),
    );
    Finding::new(CODE, severity, scene.place(said), told)
        .with(scene.place(level))
        .stating(stated, Some(expected))
}

/// A change that is not what is said. One in the last decimal is a slip of rounding, and no more than a note.
fn wrong(
    scene: &Scene<'_, '_>,
    (from, to): (&Quantity, &Quantity),
    said: &Quantity,
    (least, greatest): (Exact, Exact),
) -> Finding {
    let step = said.number.step;
    let unit = said.unit.unwrap_or_default();
    let middle = middle((least, greatest));
    let expected = if said.is_share() || said.is_points() {
        format!("{}{unit}", base::exact::decimal(middle, said.decimals()))
    } else {
        like(middle, said, scene.draft, scene.sentence.paragraph.at)
    };
    let is_slip = !step.is_integer() && Quantity::slips((least, greatest), said);
    let severity = if is_slip { Severity::Note } else { Severity::Error };
    let [was, is, stated] = [from, to, said].map(|one| scene.text(one));
    let told = (
        format!("由 {was} 到 {is}，变动为 {expected}，文中为 {stated}"),
        format!("from {was} to {is} it is {expected}, not {stated}"),
    );
    let finding = Finding::new(CODE, severity, scene.place(said), told).with(scene.place(from));
    finding.stating(stated, Some(expected))
}
