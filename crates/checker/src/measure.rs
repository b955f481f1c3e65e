//! What a quantity is the amount of: the words around it, brought to one form, with the period and the place they name.
//! Two mentions of one measure for one period should agree.

use std::collections::BTreeMap;
use std::ops::Range;

use base::Exact;

use crate::draft::{Draft, Kind, Paragraph};
use crate::phrase::{Sentence, has, is_mark, sentences};
use crate::quantity::Quantity;

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
    /// Places and institutions it names, and 全市 and its like.
    pub(crate) places: Vec<String>,
    /// The body that the paragraph speaks of there, if it names one: 市中医管理局.
    pub(crate) body: Option<String>,
    /// The sentence, by where it begins.
    pub(crate) sentence: usize,
}

/// Scopes, which are no part of a measure's name.
const SCOPES: [&str; 16] = [
    "全市",
    "全区",
    "全县",
    "全省",
    "全国",
    "全院",
    "全州",
    "全系统",
    "我市",
    "我区",
    "我县",
    "我省",
    "我院",
    "本市",
    "本区",
    "辖区",
];
/// Words before a measure that say nothing of what it is.
const BEFORE: [&str; 34] = [
    "其中",
    "目前",
    "今年",
    "全年",
    "年内",
    "共计",
    "合计",
    "累计共",
    "总共",
    "共",
    "已按规划",
    "按规划",
    "现已",
    "已经",
    "已",
    "我委",
    "我局",
    "各级",
    "各类",
    "截至目前",
    "现有",
    "拥有",
    "设有",
    "共有",
    "建成",
    "建设",
    "设立",
    "设置",
    "建立",
    "有",
    "的",
    "年度",
    "年",
    "末",
];
/// Words after a measure and before its amount.
const AFTER: [&str; 22] = [
    "共计", "合计", "总计", "总共", "共", "总数", "数量", "达到", "已达", "达", "为", "有", "约",
    "近", "超过", "超", "逾", "不足", "个数", "数", "是", "的",
];
/// Words that make it another measure: planned, not done.
const PLANNED: [&str; 18] = [
    "计划",
    "目标",
    "拟",
    "力争",
    "预计",
    "确保",
    "不少于",
    "至少",
    "应",
    "要求",
    "任务",
    "规划到",
    "将",
    "下一步",
    "明年",
    "争取",
    "不低于",
    "待",
];
/// Words of an earlier period.
const EARLIER: [&str; 8] = ["上年", "去年", "同期", "上一年", "此前", "原有", "年初", "以往"];
/// What there is, as against what is done: these may be compared by shorter names.
const STOCKS: [&str; 20] = [
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
];

/// Every mention of a measure that has a name long enough to know it by.
pub(crate) fn mentions(draft: &Draft) -> Vec<Mention> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        if matches!(paragraph.kind, Kind::Heading(_)) {
            continue;
        }
        for sentence in sentences(&paragraph) {
            let places = 0..sentence.quantities.len();
            found.extend(places.filter_map(|place| mention(&paragraph, &sentence, place)));
        }
    }
    found
}

/// Mentions by their keys; those that are said of many amounts are of many things.
pub(crate) fn by_key<'a>(
    mentions: impl IntoIterator<Item = &'a Mention>,
) -> BTreeMap<&'a str, Vec<&'a Mention>> {
    let mut by_key: BTreeMap<&str, Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        by_key.entry(&mention.key).or_default().push(mention);
    }
    by_key.retain(|_, same| {
        let mut values: Vec<Exact> = same.iter().map(|one| one.quantity.number.value).collect();
        values.sort();
        values.dedup();
        values.len() <= 3
    });
    by_key
}

fn mention(paragraph: &Paragraph<'_>, sentence: &Sentence<'_>, place: usize) -> Option<Mention> {
    let quantity = sentence.quantities.get(place)?;
    if quantity.unit.is_none() || quantity.is_points() {
        return None;
    }
    let (lead, tail) = (sentence.lead(place), sentence.tail(place));
    if has(&lead, &PLANNED) || has(&lead, &EARLIER) || changes(&lead) {
        return None;
    }
    let mut places: Vec<String> = vec![];
    let key = key(&lead, noun(&tail), &mut places)?;
    let within = sentence.within();
    let before = sentence.words(within.start, quantity.range.start);
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
        places,
        body: body(paragraph, quantity.range.start),
        sentence: sentence.range().start,
    })
}

/// Names of bodies end with these.
const BODIES: [&str; 12] = [
    "管理局",
    "健康局",
    "卫健局",
    "监督所",
    "医院",
    "中心",
    "集团",
    "学院",
    "公司",
    "街道",
    "区",
    "县",
];
/// The body that writes is no other body.
const OWN: [&str; 6] = ["辖区", "全区", "全县", "我区", "我县", "本区"];

/// Words that a clause about something else than a body begins with: 在地坛医院启动.
const NO_SUBJECT: &str = "在对向于与和由为从将把以按经组推建加完开设统支发新被让使及是有";

/// The body that the sentence speaks of, or the paragraph from its first sentence on: one that a clause begins with.
fn body(paragraph: &Paragraph<'_>, at: usize) -> Option<String> {
    let before: String = paragraph.letters.get(..at)?.iter().collect();
    let sentences: Vec<&str> = before.split(['。', '！', '？']).collect();
    let own = sentences.last().and_then(|sentence| subject(sentence));
    own.or_else(|| sentences.first().and_then(|sentence| subject(sentence)))
}

fn subject(sentence: &str) -> Option<String> {
    let clauses = sentence.split(['，', '；', '：', ',', ';', ':']);
    let names = clauses.filter_map(|clause| {
        let clause = undated(clause.trim());
        let head: String = clause.chars().take(12).collect();
        let end =
            BODIES.iter().filter_map(|word| head.find(word).map(|at| at + word.len())).min()?;
        let name = head.get(..end)?;
        let is_name = name.chars().count() >= 3 && name.chars().all(char::is_alphabetic);
        let begins = name.chars().next().is_some_and(|first| !NO_SUBJECT.contains(first));
        (is_name && begins && !has(name, &OWN)).then(|| name.to_owned())
    });
    names.last()
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

/// The measure's name: what leads to the amount, and what is counted by it.
fn key(lead: &str, noun: &str, places: &mut Vec<String>) -> Option<String> {
    let mut words: String = lead.chars().filter(|letter| !letter.is_whitespace()).collect();
    for scope in SCOPES {
        if words.contains(scope) {
            places.push(scope.replace(['我', '本'], "全"));
            words = words.replacen(scope, "", 1);
        }
    }
    let mut words = undated(&words);
    loop {
        let before = BEFORE.iter().find_map(|word| words.strip_prefix(word));
        let after = AFTER.iter().find_map(|word| words.strip_suffix(word));
        let Some(shorter) = before.or(after) else { break };
        words = shorter;
    }
    let words = words.replace("受理", "收到").replace("接收", "收到").replace("接到", "收到");
    let key = format!("{words}{noun}");
    let count = key.chars().count();
    let is_han = key.chars().all(|letter| letter.is_alphabetic() || "“”《》+".contains(letter));
    let is_stock = STOCKS.iter().any(|stock| key.ends_with(stock));
    let is_long = count >= 7 || (is_stock && count >= 4);
    (is_long && count <= 32 && is_han).then_some(key)
}

/// Without the dates it begins with.
fn undated(words: &str) -> &str {
    let is_date = |letter: char| letter.is_ascii_digit() || "年月日底末至-—".contains(letter);
    words.trim_start_matches("截至").trim_start_matches("截止").trim_start_matches(is_date)
}

/// What is counted, as it stands after the unit: 院前急救设施 of 344个院前急救设施并通过验收.
fn noun(tail: &str) -> &str {
    let is_end = |letter: char| {
        is_mark(letter)
            || letter.is_ascii_digit()
            || letter.is_whitespace()
            || "。！？“”《》并和及与等均已全的在从到被余以左".contains(letter)
    };
    let end = tail.find(is_end).unwrap_or(tail.len());
    let noun = tail.get(..end).unwrap_or_default();
    if noun.chars().count() <= 14 { noun } else { "" }
}

/// The periods that are named: years with their months, quarters, halves.
fn periods(before: &str) -> Vec<String> {
    let letters: Vec<char> = before.chars().collect();
    let mut found = vec![];
    for (at, letter) in letters.iter().enumerate() {
        let is_period =
            matches!(letter, '年' | '月' | '日') || letters.get(at..at + 2) == Some(&['季', '度']);
        let digits = letters.get(..at).unwrap_or_default().iter().rev();
        let number: Vec<char> = digits
            .take_while(|one| one.is_ascii_digit() || "一二三四前-—至".contains(**one))
            .copied()
            .collect();
        if is_period && !number.is_empty() {
            found.push(number.iter().rev().chain([letter]).collect());
        }
    }
    for half in ["上半年", "下半年", "上年", "去年", "同期", "“十三五”", "“十四五”", "今年以来"]
    {
        if before.contains(half) {
            found.push(half.to_owned());
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whether two mentions are of the same period and place, as far as they say.
pub(crate) fn is_same(one: &Mention, other: &Mention) -> bool {
    let alike =
        |these: &[String], those: &[String]| these.is_empty() || those.is_empty() || these == those;
    one.sentence != other.sentence
        && one.quantity.is_kin(&other.quantity)
        && alike(&one.periods, &other.periods)
        && alike(&one.places, &other.places)
        && one.body == other.body
}

/// Whether no value could be meant by both.
pub(crate) fn differ(one: &Mention, other: &Mention) -> bool {
    one.reach.0 > other.reach.1 || other.reach.0 > one.reach.1
}
