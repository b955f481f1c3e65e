//! What a quantity is the amount of: the words around it, brought to one form, with the period and the place they name.
//! Two mentions of one measure for one period should agree.

mod body;
mod key;
mod periods;

use std::collections::BTreeMap;
use std::ops::Range;

use base::Exact;

use crate::draft::{Draft, Kind, Paragraph};
use crate::phrase::{Sentence, has, is_mark, sentences};
use crate::quantity::Quantity;

use body::body;
use key::{key, noun};
pub(crate) use periods::periods;

/// A quantity with what it is the amount of.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Its characters in the draft.
    pub(crate) range: Range<usize>,
    pub(crate) quantity: Quantity,
    /// The values it may mean.
    pub(crate) reach: (Exact, Exact),
    /// What is counted: 院前急救设施.
    pub(crate) key: String,
    /// Periods that the sentence names before it: 2022年1-9月.
    pub(crate) periods: Vec<String>,
    /// The clauses of the sentence before, which may say of what it is: 破获电诈案件4138起，抓获….
    pub(crate) context: String,
    /// The sentence, by where it begins.
    pub(crate) sentence: usize,
    /// The paragraph, by where it begins.
    pub(crate) paragraph: usize,
    /// Places and institutions it names, and 全市 and its like.
    pub(crate) places: Vec<String>,
    /// The body that the paragraph speaks of there, if it names one: 市中医管理局.
    pub(crate) body: Option<String>,
    /// The draft, by its place among several.
    pub(crate) draft: usize,
}

/// Words that make it another measure: planned, not done.
const PLANNED: [&str; 16] = [
    "计划",
    "目标",
    "拟",
    "力争",
    "预计",
    "确保",
    "不少于",
    "至少",
    "要求",
    "任务",
    "规划到",
    "将",
    "下一步",
    "明年",
    "争取",
    "不低于",
];
/// Words of an earlier period.
const EARLIER: [&str; 8] = ["上年", "去年", "同期", "上一年", "此前", "原有", "年初", "以往"];
/// What there is, as against what is done: these may be compared by shorter names.
const STOCKS: [&str; 21] = [
    "医院",
    "中心",
    "卫生站",
    "服务站",
    "急救站",
    "机构",
    "设施",
    "床位",
    "病床",
    "医师",
    "护士",
    "卫生室",
    "诊所",
    "哨点",
    "站点",
    "病房",
    "人员",
    "总数",
    "药店",
    "门诊",
    "率",
];

/// Every mention of a measure that has a name long enough to know it by anywhere in a report.
pub(crate) fn mentions(draft: &Draft) -> Vec<Mention> {
    let is_long = |key: &str| {
        let is_stock = STOCKS.iter().any(|stock| key.ends_with(stock));
        key.chars().count() >= if is_stock { 4 } else { 7 }
    };
    named(draft).into_iter().filter(|mention| is_long(&mention.key)).collect()
}

/// Every mention of a measure that has a name at all: four characters or more.
pub(crate) fn named(draft: &Draft) -> Vec<Mention> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        if matches!(paragraph.kind, Kind::Heading(_)) {
            continue;
        }
        let mut up_to = vec![];
        for sentence in sentences(&paragraph) {
            let places = 0..sentence.quantities.len();
            let own = places.filter_map(|place| mention(&paragraph, &sentence, place));
            // 截至12月15日 holds for the sentences after it too.
            found.extend(own.map(|own| match own.periods.is_empty() {
                true => Mention { periods: up_to.clone(), ..own },
                false => own,
            }));
            let within = sentence.within();
            let words = sentence.words(within.start, within.end);
            if let Some((_, cut)) = words.split_once("截至").or_else(|| words.split_once("截止"))
            {
                up_to = periods(cut.split(['，', ',']).next().unwrap_or_default());
            }
        }
    }
    found
}

/// Mentions of one measure with amounts that cannot both be so: the first of its name and each that differs from it.
pub(crate) fn contradictions<'a>(
    mentions: impl IntoIterator<Item = &'a Mention>,
) -> Vec<(&'a Mention, &'a Mention)> {
    let mut found = vec![];
    for same in by_key(mentions).values() {
        let Some((first, others)) = same.split_first() else { continue };
        let differing = others.iter().filter(|other| is_same(first, other) && differ(first, other));
        found.extend(differing.map(|other| (*first, *other)));
    }
    found
}

/// Mentions by their keys; those that are said of many amounts are of many things.
fn by_key<'a>(
    mentions: impl IntoIterator<Item = &'a Mention>,
) -> BTreeMap<&'a str, Vec<&'a Mention>> {
    let mut by_key: BTreeMap<&str, Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        by_key.entry(&mention.key).or_default().push(mention);
    }
    by_key.retain(|_, same| {
        let mut counts: BTreeMap<Exact, usize> = BTreeMap::new();
        for one in same {
            *counts.entry(one.quantity.number.value).or_default() += 1;
        }
        // Two amounts that are both said again and again are of two things too.
        counts.len() <= 3 && counts.values().min().is_some_and(|least| *least <= 2)
    });
    by_key
}

fn mention(paragraph: &Paragraph<'_>, sentence: &Sentence<'_>, place: usize) -> Option<Mention> {
    let quantity = sentence.quantities.get(place)?;
    if quantity.unit.is_none() || quantity.is_points() {
        return None;
    }
    let (lead, tail) = (sentence.lead(place), sentence.tail(place));
    // Words that follow a number at once are the end of another name: 5岁以下儿童死亡率.
    if place > 0 && !sentence.is_marked(place) {
        return None;
    }
    let is_added = ["加上", "加", "另有", "扣除", "减去"].iter().any(|word| lead.starts_with(word));
    if is_added {
        return None;
    }
    let is_due = lead.starts_with('应') && !lead.starts_with("应急");
    if is_due || has(&lead, &PLANNED) || has(&lead, &EARLIER) || changes(&lead) {
        return None;
    }
    let mut places: Vec<String> = vec![];
    let key = key(&lead, noun(&tail), &mut places)?;
    let within = sentence.within();
    let before = sentence.words(within.start, quantity.range.start);
    let context = key::plain(before.strip_suffix(&lead).unwrap_or(&before));
    let range = paragraph.place(&quantity.range);
    let (near, after) =
        (lead.as_str(), sentence.words(quantity.number.range.end, quantity.range.end + 3));
    let after: String = after.chars().take_while(|letter| !is_mark(*letter)).collect();
    Some(Mention {
        range,
        reach: quantity.reach(near, &after),
        quantity: quantity.clone(),
        key,
        periods: periods(&before),
        context,
        sentence: paragraph.at + within.start,
        paragraph: paragraph.at,
        places,
        body: body(sentence, quantity.range.start),
        draft: 0,
    })
}

/// What rose or fell by an amount is another measure than the amount.
fn changes(lead: &str) -> bool {
    has(
        lead,
        &[
            "增长", "增加", "减少", "下降", "提高", "上升", "降低", "提升", "占", "超出", "超额",
            "平均", "每", "新增", "分别", "由", "从",
        ],
    )
}

/// Whether two mentions are of the same period and place, as far as they say.
fn is_same(one: &Mention, other: &Mention) -> bool {
    let alike =
        |these: &[String], those: &[String]| these.is_empty() || those.is_empty() || these == those;
    one.quantity.is_kin(&other.quantity)
        && alike(&one.periods, &other.periods)
        && alike(&one.places, &other.places)
        && one.body == other.body
        && one.context == other.context
}

/// Words that a name begins with if who did it stands elsewhere.
const ELIDED: [&str; 12] = [
    "完成", "抓获", "实现", "开展", "收到", "追回", "安排", "发放", "办结", "查处", "组织", "举办",
];

/// Whether two mentions in one paragraph may be held against each other: it goes on from one thing to the next, so
/// that only names that need no subject are sure.
pub(crate) fn is_apart(one: &Mention, other: &Mention) -> bool {
    let is_elided = ELIDED.iter().any(|word| one.key.starts_with(word));
    let is_named = one.key.chars().count() >= 6 && !is_elided;
    one.paragraph != other.paragraph || (is_named && one.sentence != other.sentence)
}

/// Whether no value could be meant by both.
pub(crate) fn differ(one: &Mention, other: &Mention) -> bool {
    one.reach.0 > other.reach.1 || other.reach.0 > one.reach.1
}
