//! What is said of a share: 网站占发布总量的 73.8%, Ⅱ类比重 56.3%.

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;

use super::part_of;

/// What is said of a whole without naming it.
const PLAIN: [&str; 19] = [
    "比例最高",
    "总数",
    "总量",
    "总额",
    "总体",
    "全部",
    "全体",
    "比重",
    "比例",
    "总",
    "其",
    "的",
    "为",
    "达到",
    "高达",
    "约为",
    "达",
    "约",
    "到",
];

/// What a share is said of, and what it is said to be a share of: 网站 and 发布总量 of 网站占发布总量的. Both may be empty.
pub(super) struct Claim {
    pub(super) subject: String,
    pub(super) of: String,
    /// Nothing is said of it: 腹泻 33 例（34.0%）.
    pub(super) is_bare: bool,
}

/// Words before 占 that name nothing.
const NO_SUBJECT: [&str; 25] = [
    "其中", "人数", "件数", "总体", "一项", "两项", "三项", "合计", "共计", "比重", "约", "就",
    "共", "也", "则", "均", "还", "仅", "又", "只", "各", "其", "这", "该", "已",
];

/// Words for a share at the end of a clause: 医院所占份额为, Ⅱ类比重.
const SHARES: [&str; 9] =
    ["所占份额", "占的份额", "份额", "所占比重", "占的比重", "比重", "所占比例", "比例", "构成比"];

/// What a clause that ends with a word for a share is about.
fn ending(clause: &str) -> Option<String> {
    let end = clause.trim_end_matches(['为', '是', '达', '约', '到', '仅', '只', '有']);
    let of = SHARES.iter().filter_map(|word| end.strip_suffix(word)).min_by_key(|of| of.len())?;
    let mut of = of.trim_end_matches(['的', '所', '占']).to_owned();
    for word in NO_SUBJECT {
        of = of.replace(word, "");
    }
    let is_other = [
        "性别", "男女", "城乡", "任务", "目标", "年", "由", "完成", "建成", "达标", "合格", "抑制",
    ];
    (!has(&of, &is_other)).then_some(of)
}

/// 占三、四级手术总量: a list of names in what it is of; before 占 it parts amounts.
fn without_list(clause: &str) -> &str {
    let listed = clause.rsplit('、').next().unwrap_or(clause);
    match clause.find('占') {
        Some(at) if clause.get(at..).is_some_and(|of| of.contains('、')) => {
            let before = clause.get(..at).unwrap_or_default();
            let from = before.rfind('、').map_or(0, |mark| mark + '、'.len_utf8());
            clause.get(from..).unwrap_or(clause)
        }
        _ => listed,
    }
}

/// Whether a share is said of more than one amount: 性状和含量测定两项占, 三者占, 合计占, B 级以上占.
fn is_several(subject: &str) -> bool {
    let letters: Vec<char> = subject.chars().collect();
    let counts = letters.windows(2).any(|pair| match pair {
        [one, of] => "两三四五六七八九几".contains(*one) && "项类者种档部".contains(*of),
        _ => false,
    });
    let is_sum = matches!(subject.trim(), "合计" | "共计" | "总计" | "合计共");
    let is_range = subject.ends_with("以上") || subject.ends_with("以下");
    is_sum || is_range || counts || subject.contains(['和', '与', '及'])
}

/// What measures count.
const MEASURES: [(&str, &[&str]); 7] = [
    ("人数", &["人", "名"]),
    ("户数", &["户"]),
    ("件数", &["件"]),
    ("起数", &["起"]),
    ("金额", &["元"]),
    ("面积", &["平方米", "亩", "公顷", "平方公里"]),
    ("批次", &["批次", "批"]),
];

/// Whether an amount is one of the measure that is named: 人 of 人数.
pub(in crate::rules::pct) fn is_measured(name: &str, of: &Quantity) -> bool {
    let measure = MEASURES.iter().find(|(word, _)| name.contains(word));
    measure.is_none_or(|(_, units)| of.unit.is_some_and(|unit| units.contains(&unit)))
}

pub(super) fn claim(sentence: &Sentence<'_>, place: usize) -> Option<Claim> {
    let all = sentence.quantities;
    let last = place.checked_sub(1).and_then(|last| all.get(last));
    let from = last.map_or(sentence.within().start, |last| last.range.end);
    let words = sentence.words(from, all.get(place)?.range.start);
    // 公开内容一项占 36.8%: 一项 is no amount.
    let words = match last {
        Some(last) if sentence.is_word(last) => {
            let before = place.checked_sub(2).and_then(|at| all.get(at));
            let start = before.map_or(sentence.within().start, |one| one.range.end);
            sentence.words(start, all.get(place)?.range.start)
        }
        _ => words,
    };
    let model = part_of(sentence, place).and_then(|at| all.get(at));
    let clause =
        words.rsplit(['，', ',', '（', '(', '；', ';', '）', ')', '。', '：', ':']).next()?.trim();
    let clause = without_list(clause);
    let plain = |subject: String, of: String| Some(Claim { subject, of, is_bare: false });
    let is_bare = clause.is_empty() && matches!(words.as_str(), "（" | "(");
    if is_bare || matches!(clause, "即" | "也就是" | "即为") {
        return Some(Claim { subject: String::new(), of: String::new(), is_bare });
    }
    let Some(at) = clause.find('占') else {
        let name = ending(clause)?;
        // 在丙类里的比重: what stands before it is the part.
        if name.starts_with('在') {
            return plain(String::new(), String::new());
        }
        // 床位中医院所占份额.
        let split = name.split_once('中').or_else(|| name.split_once('里'));
        let split =
            split.filter(|(of, subject)| of.chars().count() >= 2 && subject.chars().count() >= 2);
        return match split {
            Some((of, subject)) => plain(subject.to_owned(), of.to_owned()),
            None => plain(name, String::new()),
        };
    };
    let mut subject = clause.get(..at)?.to_owned();
    // 1.61 万名、1.88 亿元，人数占 83.4%: of what the measure counts.
    let is_other = model.is_some_and(|part| !is_measured(&subject, part));
    if is_other {
        return None;
    }
    if is_several(&subject) {
        return None;
    }
    for word in NO_SUBJECT {
        subject = subject.replace(word, "");
    }
    // 支出占收入的比例: both are named.
    let of = ending(clause).and_then(|of| of.split_once('占').map(|(_, of)| of.to_owned()));
    if let Some(of) = of.filter(|of| of.chars().count() >= 2 && subject.chars().count() >= 2) {
        return Some(Claim { subject, of, is_bare: false });
    }
    if let Some(of) = ending(clause) {
        return Some(Claim { subject: of, of: String::new(), is_bare: false });
    }
    let of = named(clause.get(at..)?, model)?;
    Some(Claim { subject, of, is_bare: false })
}

/// What a share is said to be of: nothing, or a name. `None` if no share of a part begins like this, or if
/// its whole is not in the text.
fn named(words: &str, part: Option<&Quantity>) -> Option<String> {
    let clause = words.rsplit(['，', ',', '（', '(', '；', ';', '）', ')']).next()?.trim();
    let begins = [
        "占比例",
        "占比重",
        "占比",
        "约占",
        "就占",
        "共占",
        "占到了",
        "占到",
        "占了",
        "占去",
        "占",
    ];
    let clause = begins.iter().find_map(|word| clause.strip_prefix(word))?;
    if clause.chars().count() > 16 || clause.contains('。') {
        return None;
    }
    let mut of = clause.to_owned();
    for plain in PLAIN.iter().filter(|plain| plain.chars().count() > 1) {
        of = of.replace(plain, "");
    }
    // 总 of 总诉求 says nothing, that of 生产总值 belongs to its name.
    let mut of = of.trim();
    while let Some(shorter) =
        PLAIN.iter().find_map(|plain| of.strip_prefix(plain).or_else(|| of.strip_suffix(plain)))
    {
        of = shorter;
    }
    let mut of = of.to_owned();
    of = of.replace('的', "");
    let of = of.trim_end_matches(['数', '量', '额']);
    // 占总起数: the thing is named by what it is counted in.
    let is_unit = part.and_then(|part| part.unit).is_some_and(|unit| of == unit);
    Some(if is_unit { String::new() } else { of.to_owned() })
}
