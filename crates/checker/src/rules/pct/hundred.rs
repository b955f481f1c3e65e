//! Shares of one thing that must make 100 % between them: 第一产业占 22.9%，第二产业占 29.1%，第三产业占 48.0%; 满意率 92.5%，基本满意率
//! 7.5%; 三次产业结构比为 25.7:26.8:47.5.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::sum::is_complete;
use super::CODE;

/// How far from 100 % shares of one thing may be said to be.
const OFF_MAX: i128 = 25;
/// Words that end a list of all there is.
const RESTS: [&str; 3] = ["其他", "其它", "其余"];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let mut found = structures(draft, sentence);
    let all = sentence.quantities;
    let mut first = 0;
    while first < all.len() {
        let is_row = |place: &usize| {
            all.get(*place).is_some_and(|one| one.is_share() && !one.is_about)
                && names(&sentence.lead(*place)).is_some()
        };
        let row: Vec<usize> = (first..all.len()).take_while(is_row).collect();
        found.extend(judged(draft, sentence, &row).or_else(|| listed(draft, sentence, first)));
        first += row.len().max(1);
    }
    found
}

/// What a share is of, if it is said to be one: 第一产业 of 第一产业占, 基本满意 of 基本满意率.
fn names(lead: &str) -> Option<String> {
    let lead = lead.trim_end_matches(['为', '达', '到', '比', '仅', '约', '：', ':']);
    let name = lead
        .strip_suffix('占')
        .or_else(|| lead.strip_suffix('率'))
        .or_else(|| lead.strip_suffix("占比"))
        .or_else(|| lead.strip_suffix("比例"))?;
    Some(name.to_owned())
}

/// Shares in a row that are all there are and do not make 100 %.
fn judged(draft: &Draft, sentence: &Sentence<'_>, row: &[usize]) -> Option<Finding> {
    let names: Vec<String> = row.iter().filter_map(|place| names(&sentence.lead(*place))).collect();
    let is_rest = |name: &String| RESTS.iter().any(|word| name.starts_with(word));
    let rest = names.iter().position(is_rest).filter(|rest| *rest >= 2).map(|rest| rest + 1);
    let sides =
        (2..=names.len()).find(|count| is_complete(names.get(..*count).unwrap_or_default()));
    let row = row.get(..rest.or(sides)?)?;
    let shares: Vec<&Quantity> =
        row.iter().filter_map(|place| sentence.quantities.get(*place)).collect();
    let sum: Exact = shares.iter().map(|share| share.number.value).sum();
    let slack: Exact = shares.iter().map(|share| share.number.step / 2).sum();
    told(draft, sentence, (shares.first()?, shares.last()?), (sum, slack))
}

/// 东部、中部、西部分别占 76.4%、15.6%、8.0%.
fn listed(draft: &Draft, sentence: &Sentence<'_>, first: usize) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(first).filter(|one| one.is_share() && !one.is_about)?;
    let words = sentence.words(sentence.within().start, share.range.start);
    let (before, after) = words.rsplit_once("分别")?;
    let names: Vec<String> = before
        .rsplit(['，', ',', '；', '：'])
        .next()?
        .split(['、', '和', '及'])
        .map(str::to_owned)
        .collect();
    let is_first = !after.chars().any(|letter| letter.is_ascii_digit());
    if !is_first || !after.contains('占') || !is_complete(&names) {
        return None;
    }
    let shares: Vec<&Quantity> = all.iter().skip(first).take(names.len()).collect();
    if shares.len() < names.len() || !shares.iter().all(|one| one.is_share() && !one.is_about) {
        return None;
    }
    let sum: Exact = shares.iter().map(|share| share.number.value).sum();
    let slack: Exact = shares.iter().map(|share| share.number.step / 2).sum();
    told(draft, sentence, (shares.first()?, shares.last()?), (sum, slack))
}

/// 结构比为 25.7:26.8:47.5, 由 10.3:40.9:48.8 调整为 10.0:40.5:49.5.
fn structures(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let within = sentence.within();
    let numbers = sentence.paragraph.numbers.iter().filter(|one| within.contains(&one.range.start));
    let numbers: Vec<_> = numbers.collect();
    let joined = |pair: &[&crate::Number]| match pair {
        [one, other] => {
            matches!(sentence.words(one.range.end, other.range.start).as_str(), ":" | "：" | "∶")
        }
        _ => false,
    };
    let mut found = vec![];
    let mut first = 0;
    while first < numbers.len() {
        let rest = numbers.get(first..).unwrap_or_default();
        let count = rest.windows(2).take_while(|pair| joined(pair)).count() + 1;
        found.extend(rest.get(..count).and_then(|run| structure(draft, sentence, run)));
        first += count;
    }
    found
}

/// Numbers between which colons stand, if they are a structure in per cent.
fn structure(draft: &Draft, sentence: &Sentence<'_>, run: &[&crate::Number]) -> Option<Finding> {
    let within = sentence.within();
    let start = run.first().filter(|_| run.len() >= 2)?.range.start;
    let before = sentence.words(within.start, start);
    let lead: String =
        before.chars().rev().take(36).collect::<Vec<_>>().into_iter().rev().collect();
    if !has(&lead, &["结构", "构成", "比重", "之比"]) {
        return None;
    }
    let sum: Exact = run.iter().map(|one| one.value).sum();
    let slack: Exact = run.iter().map(|one| one.step / 2).sum();
    // 2:3:5 is a ratio and no structure in per cent.
    if sum < Ratio::from_integer(if run.len() == 2 { 90 } else { 50 })
        || sum > Ratio::from_integer(110)
    {
        return None;
    }
    let quantity = |one: &crate::Number| Quantity {
        number: one.clone(),
        unit: Some("%"),
        range: one.range.clone(),
        is_about: false,
    };
    let (one, last) = (quantity(run.first()?), quantity(run.last()?));
    told(draft, sentence, (&one, &last), (sum, slack))
}

fn told(
    draft: &Draft,
    sentence: &Sentence<'_>,
    (first, last): (&Quantity, &Quantity),
    (sum, slack): (Exact, Exact),
) -> Option<Finding> {
    let off = (sum - Ratio::from_integer(100)).abs();
    // Farther away they are of different things.
    if off <= slack || off > Ratio::from_integer(OFF_MAX) {
        return None;
    }
    let place = |one: &Quantity| sentence.paragraph.place(&one.range);
    let range = place(first).start..place(last).end;
    let total = base::exact::decimal(sum, first.decimals().max(last.decimals()));
    // One in the last place is a slip of rounding.
    let severity = if off <= slack * 2 { Severity::Note } else { Severity::Warning };
    let told = (
        format!("各部分占比相加为 {total}%，应为 100%"),
        format!("the shares come to {total} %, not to 100 %"),
    );
    let finding = Finding::new(CODE, severity, range.clone(), told);
    Some(finding.stating(draft.text(range), Some("100%".to_owned())))
}
