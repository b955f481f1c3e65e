//! The body that a sentence speaks of.

use crate::phrase::{Sentence, has};

use super::key::undated;

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
const NO_SUBJECT: &str = "在对向于与和由为从将把以按经组推建加完开设统支发新被让使及是有全共已现各";

/// What a body does; without it, what is counted may only sound like one (社区卫生服务中心 344 家).
const ACTS: [&str; 16] = [
    "受理", "登记", "作出", "开展", "办结", "收到", "组织", "完成", "审结", "办理", "检查", "承办",
    "接诊", "审计", "印发", "建成",
];

/// Letters of a paragraph in which its first sentence is looked for.
const FIRST_MAX: usize = 400;

/// The body that the sentence speaks of before a place, or the paragraph from its first sentence on: one that a
/// clause begins with.
pub(super) fn body(sentence: &Sentence<'_>, at: usize) -> Option<String> {
    let own = subject(&sentence.words(sentence.within().start, at));
    own.or_else(|| {
        let letters = sentence.paragraph.letters.iter().take(FIRST_MAX.min(at));
        let first: String = letters.take_while(|letter| **letter != '。').collect();
        subject(&first)
    })
}

fn subject(sentence: &str) -> Option<String> {
    let clauses = sentence.split(['，', '；', '：', ',', ';', ':']);
    let mut names = clauses.filter_map(|clause| {
        let clause = undated(clause.trim());
        let head: String = clause.chars().take(12).collect();
        let end =
            BODIES.iter().filter_map(|word| head.find(word).map(|at| at + word.len())).min()?;
        let name = head.get(..end)?;
        let is_name = name.chars().count() >= 3 && name.chars().all(char::is_alphabetic);
        let begins = name.chars().next().is_some_and(|first| !NO_SUBJECT.contains(first));
        let acts = clause.get(end..).is_some_and(|rest| has(rest, &ACTS));
        (is_name && begins && acts && !has(name, &OWN)).then(|| name.to_owned())
    });
    names.next_back()
}
