//! Amounts by their names: the one that words such as 公立医院 or 3月份 are said of.

use crate::phrase::Sentence;
use crate::quantity::Quantity;

/// Amounts that are looked at for a name, the nearest.
const LOOKED_MAX: usize = 160;
/// Letters after a name that is only the beginning of another: 在岗 of 在岗执法人员.
const REST_MAX: usize = 4;
/// Words at the end of a name that say only that it is counted.
const COUNTED: [&str; 16] = [
    "人数", "数量", "总数", "件数", "总量", "总额", "总计", "合计", "一项", "两项", "份", "数",
    "的", "类", "共", "量",
];
/// Words between a name and its amount.
const SAYING: [&str; 22] = [
    "共", "有", "为", "达", "是", "约", "计", "到", "仅", "总", "数", "收到", "完成", "报告", "的",
    "合计", "共计", "累计", "安排", "分别", "全年", "其中",
];

/// An amount that bears a name.
pub(crate) struct Bearer<'a> {
    pub(crate) quantity: &'a Quantity,
    /// How well: 3 if the words around it are the name, 2 if they end with it, 1 if they have it in them.
    strength: u8,
    /// How many sentences before the last it stands.
    back: usize,
}

/// The amounts of a name, and of a kind, the best and nearest first; sentences stand in their order, and of the last
/// only what stands before the place counts.
pub(crate) fn bearers<'a>(
    sentences: &[&Sentence<'a>],
    place: usize,
    name: &str,
    fits: &dyn Fn(&Sentence<'a>, usize) -> bool,
) -> Vec<Bearer<'a>> {
    let name = core(&unquoted(name));
    if name.is_empty() {
        return vec![];
    }
    let (mut found, mut looked) = (vec![], 0);
    for (back, sentence) in sentences.iter().rev().enumerate() {
        let end = if back == 0 { place } else { sentence.quantities.len() };
        for (at, quantity) in sentence.quantities.iter().enumerate().take(end).rev() {
            looked += 1;
            if looked > LOOKED_MAX {
                break;
            }
            if fits(sentence, at) {
                found.push(Bearer { quantity, strength: bears(sentence, at, &name), back });
            }
        }
    }
    found.retain(|one| one.strength > 0);
    found.sort_by_key(|one| (std::cmp::Reverse(one.strength), one.back));
    found
}

/// The amount that a name is surely of: the best that bears it, if those beside it that bear it as well are the same.
pub(crate) fn sole<'a>(bearers: &[Bearer<'a>]) -> Option<&'a Quantity> {
    let best = bearers.first().filter(|best| best.strength >= 2)?;
    let alike = |one: &&Bearer<'_>| one.strength == best.strength && one.back == best.back;
    let mut beside = bearers.iter().filter(alike);
    beside
        .all(|one| one.quantity.number.value == best.quantity.number.value)
        .then_some(best.quantity)
}

/// How well the words around an amount are this name.
fn bears(sentence: &Sentence<'_>, place: usize, name: &str) -> u8 {
    let Some(Name { lead, own, core, tail }) = sentence.names(of_quantity).get(place) else {
        return 0;
    };
    let own = own.as_str();
    // 政府、社会、个人支出分别为 62.4 亿元、97.8 亿元和 58.5 亿元: the names are not in their order here.
    if lead.contains("分别") || lead.contains("依次") {
        return 0;
    }
    // 报告病例数比 8 月的 1712 例 is that of another time.
    let after = own.find(name).and_then(|at| own.get(at + name.len()..)).unwrap_or_default();
    if after.replace("占比", "").contains(['比', '较']) {
        return 0;
    }
    // 南浦区 is also called 南浦.
    let is_place = own.strip_suffix(['区', '县', '市', '镇', '乡']).is_some_and(|own| own == name);
    if own == name || core == name || is_place {
        return 3;
    }
    // 小学 32009 人 is of 小学教师 as well, if it counts the same.
    let is_short = own.chars().count() >= 2 && name.contains(own);
    let rest = own.strip_prefix(name).filter(|rest| rest.chars().count() <= REST_MAX);
    let rest = rest.filter(|rest| !rest.contains(['率', '比', '较']));
    let begins = name.chars().count() >= 2 && rest.is_some();
    if own.ends_with(name)
        || tail.starts_with(name)
        || begins
        || (is_short && name.starts_with(own))
    {
        return 2;
    }
    let is_long = name.chars().count() >= 4 && after.chars().count() <= REST_MAX;
    match (lead.contains(name), is_short) {
        (true, _) if is_long => 2,
        (has, is_short) => u8::from(has || is_short),
    }
}

/// The words around an amount, as names are compared with them.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Those before it.
    lead: String,
    /// The same without what is said of the amount: 共, 为.
    own: String,
    /// And without what says only that it is counted.
    core: String,
    /// Those after it, up to a mark.
    tail: String,
}

fn of_quantity(sentence: &Sentence<'_>, place: usize) -> Name {
    let lead = unquoted(&sentence.lead(place));
    let mut own = lead.as_str();
    while let Some(shorter) =
        SAYING.iter().find_map(|word| own.strip_suffix(word)).or_else(|| own.strip_prefix("其中"))
    {
        own = shorter;
    }
    let tail = sentence.tail(place);
    let tail = tail.chars().take_while(|one| !crate::phrase::is_mark(*one)).collect();
    Name { core: core(own), own: own.to_owned(), lead, tail }
}

/// “三公”经费 is 三公经费.
fn unquoted(words: &str) -> String {
    words.replace(['“', '”', '"', ' '], "")
}

/// A name without what says only that it is counted: 参保 of 参保人数.
pub(crate) fn core(name: &str) -> String {
    let mut name = name.trim();
    while let Some(shorter) = COUNTED.iter().find_map(|word| name.strip_suffix(word)) {
        if shorter.is_empty() {
            break;
        }
        name = shorter;
    }
    name.to_owned()
}
