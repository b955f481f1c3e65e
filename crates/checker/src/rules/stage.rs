//! STAGE: 立项 < 选址 < 开工 < 封顶 < 竣工 < 验收 < 开诊. A later stage on an earlier day is an error. More that has passed a later stage than an
//! earlier one (建成 12 个，验收 15 个), and a project that is open here and still to be begun there, are warnings.

use std::collections::BTreeMap;

use crate::dates::{Written, written};
use crate::draft::Paragraph;
use crate::phrase::{has, is_mark, sentences};
use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "STAGE";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("建设阶段", "stages of building"),
    zh: "后一阶段的日期早于前一阶段为错误；验收多于建成、同一项目一处已开诊而另一处尚待开工为警告。",
    source: include_str!("stage.rs"),
};

/// The words of each stage, in the order of the stages.
const STAGES: [&[&str]; 7] = [
    &["立项", "批复立项"],
    &["选址"],
    &["开工", "动工", "奠基"],
    &["封顶"],
    &["竣工", "建成", "完工"],
    &["验收"],
    &["开诊", "投用", "启用", "投入使用", "投入运营", "开业", "正式运行"],
];
/// Said of what is not done yet.
const PENDING: [&str; 11] =
    ["力争", "拟", "计划", "预计", "加快推进", "争取", "尚未", "即将", "正在推进", "推动", "确保"];
/// Clauses about one project that are held against each other.
const SAID_MAX: usize = 16;

/// Names end with these.
const NAMES: [&str; 8] = ["院区", "医院", "中心", "项目", "新楼", "工程", "东院", "西院"];

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    let mut told: Vec<Said> = vec![];
    for paragraph in draft.paragraphs() {
        found.extend(days(draft, &paragraph));
        found.extend(counts(draft, &paragraph));
        told.extend(clauses(&paragraph));
    }
    let mut by_name: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    for one in &told {
        let Some(name) = &one.name else { continue };
        let earlier = by_name.entry(name).or_default();
        let other = earlier.iter().find(|other| other.opposes(one));
        found.extend(other.map(|other| undone(draft, one, other)));
        // What is said again and again of one project need not be kept each time.
        if earlier.len() < SAID_MAX {
            earlier.push(one);
        }
    }
    found
}

/// What a clause says of a project.
struct Said {
    range: std::ops::Range<usize>,
    stage: usize,
    name: Option<String>,
    is_done: bool,
}

impl Said {
    /// Whether one says that a stage is still to come which the other has long passed.
    fn opposes(&self, other: &Said) -> bool {
        let passed =
            |done: &Said, due: &Said| done.is_done && !due.is_done && due.stage < done.stage;
        passed(self, other) || passed(other, self)
    }
}

/// The stage that a word of the text names, and the word.
fn stage_of(text: &str) -> Option<(usize, &'static str)> {
    let found = STAGES
        .iter()
        .enumerate()
        .flat_map(|(stage, words)| words.iter().map(move |word| (stage, *word)));
    found.filter(|(_, word)| text.contains(word)).max_by_key(|(stage, _)| *stage)
}

/// Later stages on earlier days, one after the other in a sentence.
fn days(draft: &Draft, paragraph: &Paragraph<'_>) -> Vec<Finding> {
    let dates = written(paragraph);
    let staged: Vec<(&Written, usize)> = dates
        .iter()
        .filter_map(|date| {
            let after = paragraph.letters.get(date.range.end..)?.iter().take(6);
            let words: String = after.take_while(|letter| !is_mark(**letter)).collect();
            stage_of(&words).map(|(stage, _)| (date, stage))
        })
        .collect();
    let mut found = vec![];
    for pair in staged.windows(2) {
        let [(one, first), (other, next)] = pair else { continue };
        let between = paragraph.letters.get(one.range.end..other.range.start).unwrap_or_default();
        let is_one = !between.iter().any(|letter| matches!(letter, '。' | '；' | ';'));
        let (Some(day), Some(then)) = (one.last_day(None), other.last_day(one.year)) else {
            continue;
        };
        let is_wrong = (next > first && then < day) || (next < first && then > day);
        if is_one && is_wrong && between.len() <= 24 {
            let [second, range] = [one, other].map(|date| paragraph.place(&date.range));
            let [was, said] = [&second, &range].map(|range| draft.text(range.clone()));
            let told = (
                format!("建设阶段与时间相反：{was} 与 {said} 的先后不合常理"),
                format!("the stages and their days run against each other: {was}, {said}"),
            );
            found.push(
                Finding::new(CODE, Severity::Error, range, told).with(second).stating(said, None),
            );
        }
    }
    found
}

/// More that has passed a later stage than an earlier one: 建成 12 个，验收 15 个.
fn counts(draft: &Draft, paragraph: &Paragraph<'_>) -> Vec<Finding> {
    let mut found = vec![];
    for sentence in sentences(paragraph) {
        for (place, pair) in sentence.quantities.windows(2).enumerate() {
            let [one, other] = pair else { continue };
            let leads = [sentence.lead(place), sentence.lead(place + 1)];
            let [first, next] = &leads;
            let (Some((built, _)), Some((passed, _))) = (stage_of(first), stage_of(next)) else {
                continue;
            };
            // What was begun last year may be done this year; what is accepted was built.
            let is_chain = built >= 4 && passed > built && !has(first, &["新"]);
            let is_more = one.is_kin(other) && other.number.value > one.number.value;
            if is_chain && is_more && !one.is_about && !other.is_about {
                let [second, range] = [one, other].map(|one| paragraph.place(&one.range));
                let [was, said] = [&second, &range].map(|range| draft.text(range.clone()));
                let told = (
                    format!("后一阶段的 {said} 多于前一阶段的 {was}"),
                    format!("{said} have passed the later stage, and only {was} the earlier one"),
                );
                found.push(
                    Finding::new(CODE, Severity::Warning, range, told)
                        .with(second)
                        .stating(said, None),
                );
            }
        }
    }
    found
}

/// The clauses that say of a named project which stage it is at.
fn clauses(paragraph: &Paragraph<'_>) -> Vec<Said> {
    let letters = paragraph.letters;
    let mut found = vec![];
    let mut start = 0;
    let mut last: Option<String> = None;
    for end in 0..=letters.len() {
        let is_end = letters.get(end).is_none_or(|letter| is_mark(*letter));
        if !is_end {
            continue;
        }
        let text: String = letters.get(start..end).unwrap_or_default().iter().collect();
        last = name(&text).or_else(|| last.filter(|_| !ends(letters, start)));
        if let Some((stage, word)) = stage_of(&text).filter(|(stage, _)| *stage >= 2) {
            let at =
                text.find(word).map_or(0, |at| text.get(..at).unwrap_or_default().chars().count());
            let range = paragraph.place(&(start + at..start + at + word.chars().count()));
            let is_done =
                !has(&text, &PENDING) && has(&text, &["已", "正式", "顺利", "实现", "开诊运行"]);
            let is_pending = has(&text, &PENDING);
            if is_done || is_pending {
                found.push(Said { range, stage, name: last.clone(), is_done });
            }
        }
        start = end + 1;
    }
    found
}

/// Whether a sentence ended right before.
fn ends(letters: &[char], start: usize) -> bool {
    start
        .checked_sub(1)
        .and_then(|at| letters.get(at))
        .is_none_or(|letter| matches!(letter, '。' | '；' | ';'))
}

/// The name of a project in a clause: six characters or more that end with 院区, 项目 and so on.
fn name(text: &str) -> Option<String> {
    let end = NAMES.iter().filter_map(|word| text.find(word).map(|at| at + word.len())).max()?;
    let before = text.get(..end)?;
    let start = before.rfind(|letter: char| !letter.is_alphabetic()).map_or(0, |at| at + 1);
    let words = before.get(start..).unwrap_or(before);
    let mut words = words;
    for verb in
        ["加快推进", "积极推进", "推进", "协调相关部门", "加快", "推动", "启动", "完成", "其中"]
    {
        words = words.rsplit(verb).next().unwrap_or(words);
    }
    (words.chars().count() >= 6 && words.chars().count() <= 20).then(|| words.to_owned())
}

fn undone(draft: &Draft, one: &Said, other: &Said) -> Finding {
    let name = one.name.clone().unwrap_or_default();
    let [said, was] = [one, other].map(|said| draft.text(said.range.clone()));
    let told = (
        format!("“{name}”前后阶段不一致：一处为“{was}”，此处为“{said}”"),
        format!("“{name}” is at “{was}” in one place and at “{said}” here"),
    );
    Finding::new(CODE, Severity::Warning, one.range.clone(), told)
        .with(other.range.clone())
        .stating(said, None)
}
