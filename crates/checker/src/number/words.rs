//! Words that hold the character of a number and mean none: 一切, 统一, 四川, 部队 written 队伍.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words, as they begin with or hold a numeral; what is within one is no number. A list of the language, not of
/// any office: it can be as long as need be, and what is missing makes a number that no unit follows.
const WORDS: [&str; 84] = [
    "一切",
    "壹切",
    "一看",
    "一样",
    "一些",
    "一直",
    "一般",
    "一定",
    "一起",
    "一旦",
    "一致",
    "一贯",
    "一律",
    "一向",
    "一同",
    "一并",
    "一体",
    "一折",
    "一经",
    "一味",
    "一线",
    "一流",
    "一带一路",
    "一站式",
    "一网通办",
    "一把手",
    "一系列",
    "一揽子",
    "一手",
    "一步",
    "一度",
    "一方面",
    "一心",
    "一边",
    "一是",
    "进一步",
    "统一",
    "唯一",
    "单一",
    "逐一",
    "专一",
    "万一",
    "之一",
    "第一书记",
    "二维码",
    "三甲医院",
    "三级甲等",
    "二级甲等",
    "三级医院",
    "二级医院",
    "四川",
    "四季",
    "四肢",
    "五官",
    "五一",
    "十一长假",
    "十足",
    "十分重",
    "十分必",
    "十字",
    "百姓",
    "百日",
    "千家万户",
    "千方百计",
    "万家",
    "万众",
    "万物",
    "万一",
    "队伍",
    "退伍",
    "入伍",
    "伍仁",
    "收拾",
    "夕拾",
    "拾取",
    "拾起",
    "拾到",
    "放肆",
    "肆意",
    "肆无忌惮",
    "大陆",
    "陆地",
    "海陆",
    "登陆",
];

/// The words by the character that they begin with.
static BY_FIRST: LazyLock<BTreeMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut by_first: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for word in WORDS {
        by_first.entry(word.chars().next().unwrap_or_default()).or_default().push(word);
    }
    by_first
});

/// Where a word that begins here ends, if it is one of those.
pub(super) fn other_word(text: &[char], at: usize) -> Option<usize> {
    let words = BY_FIRST.get(text.get(at)?)?;
    let begins = |word: &&&str| {
        let mut letters = text.iter().skip(at);
        word.chars().all(|letter| letters.next() == Some(&letter))
    };
    let longest = words.iter().filter(begins).map(|word| word.chars().count()).max()?;
    Some(at + longest)
}

/// 打 that is no dozen: 打开, 打击.
pub(super) fn is_other_dozen(text: &[char], at: usize) -> bool {
    text.get(at + 1).is_some_and(|next| "开击造通好赢响破算印牢".contains(*next))
}
