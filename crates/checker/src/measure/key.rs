//! The name of a measure, from the words around an amount.

use crate::phrase::is_mark;

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
const AFTER: [&str; 18] = [
    "共计", "合计", "总计", "总共", "共", "达到", "已达", "达", "为", "有", "约", "近", "超过",
    "超", "逾", "不足", "是", "的",
];
/// The measure's name: what leads to the amount, and what is counted by it.
pub(super) fn key(lead: &str, noun: &str, places: &mut Vec<String>) -> Option<String> {
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
    ((4..=32).contains(&count) && is_han).then_some(key)
}

/// Words without numbers, marks, dates and scopes, to be compared.
pub(super) fn plain(words: &str) -> String {
    let mut words = words.to_owned();
    for scope in SCOPES.iter().chain(&["截至", "截止", "目前", "全年", "今年", "其中"])
    {
        words = words.replace(scope, "");
    }
    words
        .chars()
        .filter(|letter| letter.is_alphabetic() && !"年月日底末至".contains(*letter))
        .collect()
}

/// Without the dates it begins with.
pub(super) fn undated(words: &str) -> &str {
    let is_date = |letter: char| letter.is_ascii_digit() || "年月日底末至-—".contains(letter);
    words.trim_start_matches("截至").trim_start_matches("截止").trim_start_matches(is_date)
}

/// What is counted, as it stands after the unit: 院前急救设施 of 344个院前急救设施并通过验收.
pub(super) fn noun(tail: &str) -> &str {
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
