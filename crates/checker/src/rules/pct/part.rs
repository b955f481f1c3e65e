//! A part and its share of a whole: 20 件，占 66.7%.

use base::Exact;
use num_rational::Ratio;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding};

use super::{makes, told};

/// Quantities that are tried as the whole.
const TRIED_MAX: usize = 24;
/// Wholes that stand nowhere in the text.
const ELSEWHERE: [&str; 14] = [
    "全市", "全省", "全国", "全区", "全县", "全州", "全球", "全院", "我市", "我省", "我区", "我县",
    "本市", "同期",
];
/// What is said of a whole without naming it.
const PLAIN: [&str; 16] = [
    "占比例",
    "占比",
    "占",
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
    "达",
];

/// What is done with things, before their name.
const VERBS: [&str; 14] = [
    "承办", "受理", "办理", "收到", "检查", "抽检", "监测", "检测", "查处", "处罚", "登记", "参检",
    "被检", "应检",
];

pub(super) fn find(
    draft: &Draft,
    sentence: &Sentence<'_>,
    before: &[Sentence<'_>],
) -> Vec<Finding> {
    let all = sentence.quantities;
    let mut found = vec![];
    for (place, share) in all.iter().enumerate().filter(|(_, one)| one.is_share()) {
        if let Some(listed) = respectively(draft, sentence, place) {
            found.extend(listed);
        } else if !share.is_about {
            found.extend(
                unfounded(draft, sentence, before, place)
                    .or_else(|| bracketed(draft, sentence, place)),
            );
        }
    }
    found
}

/// A share that nothing before it makes.
fn unfounded(
    draft: &Draft,
    sentence: &Sentence<'_>,
    before: &[Sentence<'_>],
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place)?;
    let aside = |at: usize| {
        all.get(at).is_some_and(|one| one.is_share() || one.is_points())
            && has(&sentence.lead(at), &["增长", "下降", "上升", "增加", "减少", "提高"])
    };
    // 46588 人，比上年增长 2%，占 24.9%: what it grew by stands between.
    let at = (0..place).rev().find(|at| !aside(*at))?;
    let last = all.get(place - 1)?;
    let part = all.get(at).filter(|part| part.is_exact_count())?;
    let of = named(&sentence.words(last.range.end, share.range.start))?;
    let place = at + 1;
    let wholes = wholes(sentence, before, place, &of);
    if wholes.is_empty() || wholes.len() > TRIED_MAX {
        return None;
    }
    let parts = runs(sentence, place, part);
    let mut of_all: Vec<(Exact, Exact)> = wholes.iter().map(|whole| whole.span()).collect();
    of_all.extend(listed(sentence, place, part));
    // 新增 200 张，达到 3000 张，占 6.7%: the whole may come last.
    let smaller = sentence.quantities.iter().take(place - 1).filter(|one| one.is_kin(part));
    let is_last =
        smaller.filter(|one| greater(part, one)).any(|one| makes(one.span(), part.span(), share));
    let is_made = is_last
        || of_all
            .iter()
            .any(|whole| parts.iter().any(|part| part != whole && makes(*part, *whole, share)));
    if is_made {
        return None;
    }
    // The greatest before it in the sentence is most likely what it is a share of.
    let whole = wholes.iter().rev().max_by_key(|whole| whole.number.value)?;
    told::wrong(draft, sentence, (part, whole), share, wholes.len() == 1)
}

/// What a share is said to be of: nothing, or a name. `None` if no share of a part begins like this, or if
/// its whole is not in the text.
fn named(words: &str) -> Option<String> {
    let words = words.trim_start_matches(['，', ',', '（', '(', '、', ' ', '）', ')']);
    if !words.starts_with('占') || words.chars().count() > 16 || has(words, &ELSEWHERE) {
        return None;
    }
    if words.contains(['，', '。', '；', '、', ',', ';']) {
        return None;
    }
    let mut of = words.to_owned();
    for plain in PLAIN {
        of = of.replace(plain, "");
    }
    Some(of)
}

/// The quantities that may be the whole: of the part's kind and greater, in the sentence or, if there are none, in
/// those before it. If the whole is named, what is counted must bear that name.
fn wholes<'a>(
    sentence: &Sentence<'a>,
    before: &[Sentence<'a>],
    place: usize,
    of: &str,
) -> Vec<&'a Quantity> {
    let Some(part) = place.checked_sub(1).and_then(|at| sentence.quantities.get(at)) else {
        return vec![];
    };
    // 提案 of 承办提案: what was done with the thing may stand elsewhere.
    let core = VERBS.iter().find_map(|verb| of.strip_prefix(verb)).unwrap_or(of);
    let fits = |one: &Quantity| one.is_kin(part) && one.is_exact_count();
    let bears = |whole: &Sentence<'_>, one: &Quantity| {
        let within = whole.within();
        let from = one.range.start.saturating_sub(24).max(within.start);
        of.is_empty() || whole.words(from, (one.range.end + 16).min(within.end)).contains(core)
    };
    let own = sentence.quantities.get(..place - 1).unwrap_or_default();
    let own = |is_greater: bool| -> Vec<&'a Quantity> {
        let fitting = own.iter().filter(|one| fits(one) && greater(one, part) == is_greater);
        fitting.filter(|one| bears(sentence, one)).collect()
    };
    let near = before.iter().rev().take(6).flat_map(|whole| {
        let fitting = whole.quantities.iter().filter(|one| fits(one) && greater(one, part));
        fitting.filter(|one| bears(whole, one)).collect::<Vec<_>>()
    });
    let found = own(true);
    let found = if found.is_empty() { near.collect() } else { found };
    // A part that is greater than all is wrong whatever it is a part of.
    if found.is_empty() { own(false) } else { found }
}

fn greater(one: &Quantity, part: &Quantity) -> bool {
    one.number.value > part.number.value
}

/// The part alone, and with those of its kind right before it.
fn runs(sentence: &Sentence<'_>, place: usize, part: &Quantity) -> Vec<(Exact, Exact)> {
    let before = sentence.quantities.get(..place).unwrap_or_default();
    let mut sum = (Ratio::from_integer(0), Ratio::from_integer(0));
    let mut runs = vec![];
    for one in before.iter().rev().filter(|one| !one.is_share()).take(4) {
        if !one.is_kin(part) || one.is_about {
            break;
        }
        let (low, high) = one.span();
        sum = (sum.0 + low, sum.1 + high);
        runs.push(sum);
    }
    runs
}

/// What the whole list that the part is in comes to.
fn listed(sentence: &Sentence<'_>, place: usize, part: &Quantity) -> Vec<(Exact, Exact)> {
    let all = sentence.quantities.get(..place).unwrap_or_default();
    let alike: Vec<&Quantity> =
        all.iter().filter(|one| one.is_kin(part) && !one.is_about).collect();
    let sum = |of: &[&Quantity]| {
        of.iter()
            .map(|one| one.span())
            .fold((Ratio::from_integer(0), Ratio::from_integer(0)), |all, one| {
                (all.0 + one.0, all.1 + one.1)
            })
    };
    if alike.len() < 2 { vec![] } else { vec![sum(&alike)] }
}

/// 甲 45 例、乙 55 例，分别占 45% 和 55%: as many shares as parts, each of the sum or of a whole before.
fn respectively(draft: &Draft, sentence: &Sentence<'_>, place: usize) -> Option<Vec<Finding>> {
    let all = sentence.quantities;
    let lead = sentence.lead(place);
    if !lead.contains("分别占") || has(&lead, &ELSEWHERE) {
        return None;
    }
    let shares: Vec<&Quantity> = all.iter().skip(place).take_while(|one| one.is_share()).collect();
    let before = all.get(..place)?;
    let parts: Vec<&Quantity> = before.get(place.checked_sub(shares.len())?..)?.iter().collect();
    let alike = parts.windows(2).all(|pair| matches!(pair, [one, next] if one.is_kin(next)));
    if shares.len() < 2 || !alike || parts.iter().any(|part| !part.is_exact_count()) {
        return None;
    }
    let kin: Vec<&Quantity> =
        before.iter().filter(|one| parts.first().is_some_and(|part| one.is_kin(part))).collect();
    let sum = |of: &[&Quantity]| {
        of.iter()
            .map(|one| one.span())
            .fold((Ratio::from_integer(0), Ratio::from_integer(0)), |all, one| {
                (all.0 + one.0, all.1 + one.1)
            })
    };
    let mut wholes: Vec<(Exact, Exact)> = kin.iter().map(|one| one.span()).collect();
    wholes.push(sum(&parts));
    let pairs = || parts.iter().zip(&shares);
    let held = |whole: &(Exact, Exact)| {
        pairs().filter(|(part, share)| makes(part.span(), *whole, share)).count()
    };
    // If it fits none of them, the whole is not in the text.
    let best = wholes.iter().copied().max_by_key(held).filter(|best| held(best) > 0)?;
    let whole = kin.iter().find(|one| one.span() == best);
    let wrong = pairs().filter(|(part, share)| !makes(part.span(), best, share));
    let of_sum = |part: &&Quantity, share: &&Quantity| {
        // The sum stands nowhere; the other parts do.
        let other = parts.iter().find(|other| other.range != part.range)?;
        let mut total = (**other).clone();
        total.number.value = parts.iter().map(|part| part.number.value).sum();
        told::wrong(draft, sentence, (part, &total), share, false)
    };
    let found = wrong.filter_map(|(part, share)| match whole {
        Some(whole) => told::wrong(draft, sentence, (part, whole), share, false),
        None => of_sum(part, share),
    });
    Some(found.collect())
}

/// 24 项 …, 90% …（共 26 个）: a share whose whole follows in brackets.
fn bracketed(draft: &Draft, sentence: &Sentence<'_>, place: usize) -> Option<Finding> {
    let all = sentence.quantities;
    let (share, whole) = (all.get(place)?, all.get(place + 1)?);
    let part = all.get(place.checked_sub(1)?)?;
    let between = sentence.words(share.range.end, whole.range.start);
    let opens =
        between.chars().count() <= 8 && (between.ends_with("（共") || between.ends_with("(共"));
    let is_part = part.is_exact_count() && whole.is_exact_count();
    let near = part.range.end + 16 >= share.range.start;
    if !opens || !is_part || !near || part.number.value > whole.number.value {
        return None;
    }
    if makes(part.span(), whole.span(), share) {
        return None;
    }
    told::wrong(draft, sentence, (part, whole), share, false)
}
