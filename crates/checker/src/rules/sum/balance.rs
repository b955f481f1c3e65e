//! What is left: 收入 30922 亿元，支出 24597 亿元，结存 6325 亿元; 出生率 11.69‰，死亡率 4.47‰，自然增长率 7.22‰;
//! 编制 50 名，在岗 42 名，空缺 8 名.

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{CODE, agrees, like, printed};

/// What comes in, what goes out and what is left, by the words before them.
type Balance = [&'static [&'static str]; 3];

/// What is always so.
const LAWS: [Balance; 4] = [
    [
        &["收入"],
        &["支出"],
        &["当期结存", "当年结余", "收支结余", "本年结余", "当期结余", "收支差额"],
    ],
    [&["出生率"], &["死亡率"], &["自然增长率"]],
    [&["出口"], &["进口"], &["顺差"]],
    [&["进口"], &["出口"], &["逆差"]],
];
/// What is so as a rule: 编制 50 名，在岗 42 名，空缺 8 名.
const CUSTOMS: [Balance; 10] = [
    [&["全年"], &["上半年"], &["下半年"]],
    [&["上半年"], &["第一季度"], &["第二季度"]],
    [
        &["应有", "应到", "应参", "应配", "应检", "应报"],
        &["实有", "实到", "实际", "实参", "实配", "实检", "实报"],
        &["缺口", "缺勤", "缺考", "缺额", "缺编", "缺员", "未到", "未参", "未检", "未报"],
    ],
    [&["编制", "计划", "核定"], &["在编", "在岗", "到岗", "实有"], &["空缺", "空编", "缺"]],
    [&["实际", "实有", "实开"], &["编制", "核定"], &["超编", "超核定"]],
    [
        &["调整后", "调整预算数", "全年预算数"],
        &["年初预算", "年初批复", "批复预算"],
        &["追加", "调增"],
    ],
    [&["总数", "共有", "总量"], &["已使用", "已用"], &["空余", "剩余", "未使用"]],
    [&["现有"], &["新增"], &["原有"]],
    [&["收入"], &["支出"], &["结余"]],
    [&["预算", "控制价", "概算"], &["成交", "中标"], &["节约", "节省"]],
];

/// What there was, what came, what went and what there is: 年初结余 46.30 亿元，收入 38.65 亿元，支出 32.18 亿元，年末结余 52.77 亿元.
const STOCK: [&[&str]; 4] = [
    &["年初", "期初", "上年结余", "上年末", "上期结余", "上年结转"],
    &["收入", "新增", "制发", "新建", "购入", "新收"],
    &["支出", "减少", "废止", "注销", "报废", "核销", "办结"],
    &["年末", "期末", "滚存", "本期结余", "结转下年"],
];

/// Words of amounts that are no part of a balance: changes, plans, what has gathered over the years.
const OTHERS: [&str; 16] = [
    "增",
    "降",
    "减",
    "比上年",
    "同比",
    "计划",
    "目标",
    "预计",
    "力争",
    "累计",
    "滚存",
    "年末",
    "期末",
    "年初",
    "期初",
    "招聘",
];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let of = |balances: &[Balance], severity| -> Vec<Finding> {
        balances.iter().filter_map(|words| wrong(draft, sentence, words, severity)).collect()
    };
    let found = of(&LAWS, Severity::Error);
    let found = if found.is_empty() { of(&CUSTOMS, Severity::Warning) } else { found };
    if found.is_empty() { stock(draft, sentence).into_iter().collect() } else { found }
}

/// What there is against what there was, came and went.
fn stock(draft: &Draft, sentence: &Sentence<'_>) -> Option<Finding> {
    let all = sentence.quantities;
    // What there was and is may bear the words of what came and went: 年末累计结余.
    let of = |kind: usize| -> Option<&Quantity> {
        let words = STOCK.get(kind)?;
        let edges = [*STOCK.first()?, *STOCK.last()?].concat();
        let is_named = |at: &usize| {
            let lead = sentence.lead(*at);
            let is_edge = has(&lead, &edges);
            has(&lead, words) && (matches!(kind, 0 | 3) || !is_edge)
        };
        let mut places = (0..all.len()).filter(is_named);
        let place = places.next().filter(|_| places.next().is_none())?;
        all.get(place).filter(|one| one.is_exact_count())
    };
    let [was, came, went, is] = [of(0)?, of(1)?, of(2)?, of(3)?];
    let apart = |one: &Quantity, other: &Quantity| !std::ptr::eq(one, other);
    let is_set = apart(was, is) && [came, went, is].iter().all(|one| one.is_kin(was));
    let (low, high) = (
        was.span().0 + came.span().0 - went.span().1,
        was.span().1 + came.span().1 - went.span().0,
    );
    if !is_set || agrees((low, high), is) {
        return None;
    }
    let place = |one: &Quantity| sentence.paragraph.place(&one.range);
    let [of, more, less, said] = [was, came, went, is].map(|one| draft.text(place(one)));
    let value = was.number.value + came.number.value - went.number.value;
    let expected = like(value, is, draft, sentence.paragraph.at);
    let told = (
        format!("{of} 加 {more} 减 {less} 为 {expected}，文中为 {said}"),
        format!("{of} and {more} less {less} is {expected}, not {said}"),
    );
    let finding = Finding::new(CODE, Severity::Warning, place(is), told);
    Some(finding.with(place(was)).stating(printed(is.number.value), Some(expected)))
}

fn wrong(
    draft: &Draft,
    sentence: &Sentence<'_>,
    words: &Balance,
    severity: Severity,
) -> Option<Finding> {
    let all = sentence.quantities;
    // 收入 100，支出 90，结余 10。其中 …: what is within it has a balance of its own.
    let within = (1..all.len()).find(|place| sentence.tail(place - 1).contains("其中"));
    let ends = [within.unwrap_or(all.len()), all.len()];
    let (came, went, left) = ends.into_iter().find_map(|end| {
        let [came, went, left] = words;
        Some((
            named(sentence, came, end)?,
            named(sentence, went, end)?,
            named(sentence, left, end)?,
        ))
    })?;
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
    let finding = Finding::new(CODE, severity, place(left), told);
    Some(finding.with(place(came)).stating(printed(left.number.value), Some(expected)))
}

/// The only amount before a place that bears one of these names.
fn named<'a>(sentence: &Sentence<'a>, words: &[&str], end: usize) -> Option<&'a Quantity> {
    let all = sentence.quantities;
    let is_own = words.iter().any(|word| OTHERS.iter().any(|other| word.contains(other)));
    let mut places = (0..end).filter(|place| {
        let lead = sentence.lead(*place);
        // 进出口总额 is neither.
        // 年末实有 is what there is, 年末结余 is not what is left of this year.
        let bare = lead.replace("年末实有", "实有").replace("年末在岗", "在岗");
        let is_level = (is_own || !has(&bare, &OTHERS)) && !lead.contains("进出口");
        let is_amount = |one: &Quantity| !one.is_about && !one.is_share();
        is_level && has(&lead, words) && all.get(*place).is_some_and(is_amount)
    });
    let place = places.next()?;
    // Two amounts of one name are of two things.
    let is_only = places.next().is_none();
    all.get(place).filter(|_| is_only)
}
