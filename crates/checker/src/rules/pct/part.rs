//! A part and its share of a whole: 20 件，占 66.7%.

use base::Exact;
use num_rational::Ratio;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::sum::whole_in;
use super::{Near, makes, slips, told};

/// Wholes that stand nowhere in the text.
const ELSEWHERE: [&str; 14] = [
    "全市", "全省", "全国", "全区", "全县", "全州", "全球", "全院", "我市", "我省", "我区", "我县",
    "本市", "同期",
];
/// What is said of a whole without naming it.
const PLAIN: [&str; 15] = [
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
    "达",
    "约",
];

/// What is done with things, before their name.
const VERBS: [&str; 14] = [
    "承办", "受理", "办理", "收到", "检查", "抽检", "监测", "检测", "查处", "处罚", "登记", "参检",
    "被检", "应检",
];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let mut found = vec![];
    for (place, share) in all.iter().enumerate().filter(|(_, one)| one.is_share()) {
        if let Some(listed) = respectively(draft, sentence, near, place) {
            found.extend(listed);
        } else if !share.is_about {
            found.extend(
                unfounded(draft, sentence, near, place)
                    .or_else(|| bracketed(draft, (sentence, near), place))
                    .or_else(|| of_whole(draft, (sentence, near), place)),
            );
        }
    }
    found
}

/// The part that a share is said of, by its place: the amount right before it, but for what it grew by
/// (46588 人，比上年增长 2%，占 24.9%).
fn part_of(sentence: &Sentence<'_>, place: usize) -> Option<usize> {
    let all = sentence.quantities;
    let aside = |at: usize| {
        all.get(at).is_some_and(|one| one.is_share() || one.is_points())
            && has(&sentence.lead(at), &["增长", "下降", "上升", "增加", "减少", "提高"])
    };
    let at = (0..place).rev().find(|at| !aside(*at))?;
    all.get(at).filter(|part| part.is_exact_count()).map(|_| at)
}

/// A share that nothing near it makes.
fn unfounded(
    draft: &Draft,
    sentence: &Sentence<'_>,
    near: &Near<'_>,
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let (share, last) = (all.get(place)?, all.get(place.checked_sub(1)?)?);
    let at = part_of(sentence, place)?;
    let part = all.get(at)?;
    let of = named(&sentence.words(last.range.end, share.range.start), part)?;
    let own = all.iter().take(at).filter(|one| one.is_kin(part) && one.is_exact_count());
    let own: Vec<&Quantity> = own.collect();
    let wholes: Vec<&Quantity> = own.iter().copied().chain(near.kin(part)).collect();
    let parts = runs(sentence, at + 1, part);
    let mut spans: Vec<(Exact, Exact)> = wholes.iter().map(|whole| whole.span()).collect();
    spans.extend(listed(sentence, at + 1, part));
    // 新增 200 张，达到 3000 张，占 6.7%: the whole may come last.
    let smaller = own.iter().filter(|one| greater(part, one));
    let is_last = smaller.into_iter().any(|one| makes(one.span(), part.span(), share));
    let made = |whole: &(Exact, Exact)| {
        parts.iter().any(|part| part != whole && makes(*part, *whole, share))
    };
    if is_last || spans.iter().any(made) {
        return None;
    }
    let (whole, is_sure) = whole_of(sentence, near, (at, place), &of)?;
    let is_slip = |whole: &(Exact, Exact)| {
        parts.iter().any(|part| part != whole && slips(*part, *whole, share))
    };
    let doubt = if spans.iter().any(is_slip) { Severity::Note } else { Severity::Warning };
    let severity = if is_sure && doubt > Severity::Note { Severity::Error } else { doubt };
    told::wrong(draft, (sentence, near), (part, whole), share, severity)
}

/// What a share is a share of, if the text leaves no doubt: an amount that another share beside it is of; the whole
/// of the list that the part is in; or the only greater amount nearby.
fn whole_of<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    (at, place): (usize, usize),
    of: &str,
) -> Option<(&'a Quantity, bool)> {
    let all = sentence.quantities;
    let part = all.get(at)?;
    let last: Vec<&Quantity> = near.before.last().map_or(vec![], |one| {
        one.quantities.iter().filter(|one| one.is_kin(part) && one.is_exact_count()).collect()
    });
    let own = all.iter().take(at).filter(|one| one.is_kin(part) && one.is_exact_count());
    let own: Vec<&Quantity> = own.filter(|one| greater(one, part)).collect();
    let known = |whole: &Quantity| bears(sentence, near, whole, of);
    let mut others = shares(sentence, Some(place));
    let beside = near.before.iter().rev().take(3).chain(near.after);
    others.extend(beside.flat_map(|one| shares(one, None)).filter(|(one, _)| one.is_kin(part)));
    // Most of the shares beside it, and not one by luck.
    let confirms = |whole: &&Quantity| {
        let held = others.iter().filter(|(part, share)| makes(part.span(), whole.span(), share));
        let held: Vec<_> = held.collect();
        let is_fine = held.len() >= 2 || held.iter().any(|(_, share)| share.decimals() > 0);
        greater(whole, part) && held.len() * 2 > others.len() && is_fine
    };
    if let Some(whole) = own.iter().copied().chain(near.kin(part)).find(confirms) {
        return known(whole).then_some((whole, true));
    }
    // What has a share of its own is a part beside this one.
    let is_part = |one: &Quantity| {
        let next = all.iter().position(|other| other.range == one.range).map(|at| at + 1);
        next.and_then(|at| all.get(at).map(|next| (at, next)))
            .is_some_and(|(at, next)| next.is_share() && sentence.lead(at).contains('占'))
    };
    if let Some(whole) = whole_in(sentence, at).and_then(|whole| all.get(whole)) {
        // A part of a part may be a share of the whole that the part is of.
        return (known(whole) && !is_part(whole) && greater(whole, part))
            .then_some((whole, own.len() == 1));
    }
    let mut greaters: Vec<&Quantity> = own.into_iter().filter(|one| !is_part(one)).collect();
    greaters.extend(last.into_iter().filter(|one| greater(one, part)));
    if let [whole] = greaters.as_slice() {
        return known(whole).then_some((*whole, true));
    }
    // The only one that bears the name.
    let mut named = near.kin(part).filter(|one| greater(one, part) && !of.is_empty() && known(one));
    let whole = named.next()?;
    named.next().is_none().then_some((whole, false))
}

/// The shares of a sentence with what they are said of, but for one of them.
fn shares<'a>(sentence: &Sentence<'a>, but: Option<usize>) -> Vec<(&'a Quantity, &'a Quantity)> {
    let all = sentence.quantities;
    let others = (0..all.len()).filter(|other| Some(*other) != but);
    let told = others.filter_map(|other| {
        let share = all.get(other).filter(|share| share.is_share() && !share.is_about)?;
        let part = all.get(part_of(sentence, other)?)?;
        sentence.lead(other).contains('占').then_some((part, share))
    });
    told.collect()
}

/// Whether what a share is said to be of may be this amount: its name, or the end of it, stands beside it.
fn bears(sentence: &Sentence<'_>, near: &Near<'_>, whole: &Quantity, of: &str) -> bool {
    let core = VERBS.iter().find_map(|verb| of.strip_prefix(verb)).unwrap_or(of);
    let letters: Vec<char> = core.chars().collect();
    let end: String = letters.iter().skip(letters.len().saturating_sub(2)).collect();
    // 占全国政府采购规模: what is elsewhere must be named in full.
    let end = if has(of, &ELSEWHERE) { of.to_owned() } else { end };
    let around = |one: &Sentence<'_>| {
        let place = one.quantities.iter().position(|quantity| std::ptr::eq(quantity, whole));
        let place = place.unwrap_or_default();
        let tail: String = one.tail(place).chars().take(12).collect();
        one.lead(place).contains(&end) || tail.contains(&end)
    };
    let holds =
        |one: &&Sentence<'_>| one.quantities.iter().any(|quantity| std::ptr::eq(quantity, whole));
    let own = Some(sentence).filter(holds);
    end.is_empty() || own.or(near.before.iter().find(holds)).is_some_and(around)
}

/// What a share is said to be of: nothing, or a name. `None` if no share of a part begins like this, or if
/// its whole is not in the text.
fn named(words: &str, part: &Quantity) -> Option<String> {
    let clause = words.rsplit(['，', ',', '（', '(', '、', '；', ';', '）', ')']).next()?.trim();
    let clause = ["占比例", "占比重", "占比", "约占", "就占", "共占", "占"]
        .iter()
        .find_map(|word| clause.strip_prefix(word))?;
    if clause.chars().count() > 16 || clause.contains('。') {
        return None;
    }
    let mut of = clause.to_owned();
    for plain in PLAIN {
        of = of.replace(plain, "");
    }
    let of = of.trim_end_matches(['数', '量', '额']);
    // 占总起数: the thing is named by what it is counted in.
    let is_unit = part.unit.is_some_and(|unit| of == unit);
    Some(if is_unit { String::new() } else { of.to_owned() })
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
fn respectively(
    draft: &Draft,
    sentence: &Sentence<'_>,
    near: &Near<'_>,
    place: usize,
) -> Option<Vec<Finding>> {
    let all = sentence.quantities;
    let lead = sentence.lead(place);
    let joins = |at: usize| {
        let (one, next) = (all.get(at), all.get(at + 1));
        one.zip(next).is_some_and(|(one, next)| {
            next.is_share()
                && matches!(
                    sentence.words(one.range.end, next.range.start).as_str(),
                    "、" | "和" | "，" | "及"
                )
        })
    };
    let count = (place..all.len()).take_while(|at| joins(*at)).count() + 1;
    let is_row = lead.contains('占') && (lead.contains("分别") || count >= 2);
    if !is_row {
        return None;
    }
    let shares: Vec<&Quantity> = all.iter().skip(place).take(count).collect();
    let before = all.get(..place)?;
    let last = before.last()?;
    let mut parts: Vec<&Quantity> =
        before.iter().rev().filter(|one| one.is_kin(last)).take(shares.len()).collect();
    parts.reverse();
    let alike = parts.windows(2).all(|pair| matches!(pair, [one, next] if one.is_kin(next)));
    if shares.len() < 2
        || parts.len() != shares.len()
        || !alike
        || parts.iter().any(|part| !part.is_exact_count())
    {
        return None;
    }
    let first = *parts.first()?;
    let kin: Vec<&Quantity> =
        before.iter().filter(|one| one.is_kin(first)).chain(near.kin(first)).collect();
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
        told::wrong(draft, (sentence, near), (part, &total), share, Severity::Warning)
    };
    let found = wrong.filter_map(|(part, share)| match whole {
        Some(whole) => {
            told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning)
        }
        None => of_sum(part, share),
    });
    Some(found.collect())
}

/// 24627 万元，完成年初预算数 60999 万元的 40.4%: the whole stands right before its share.
fn of_whole(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let (share, whole) = (all.get(place)?, all.get(place.checked_sub(1)?)?);
    let lead = sentence.lead(place - 1);
    let between = sentence.words(whole.range.end, share.range.start);
    let is_of = between.ends_with('的')
        && between.chars().count() <= 6
        && has(&lead, &["完成", "占", "相当于", "达到", "为"]);
    let fits = |one: &&Quantity| one.is_kin(whole) && one.is_exact_count();
    let before: Vec<&Quantity> = all.iter().take(place - 1).filter(fits).collect();
    let part = *before.last()?;
    let is_made = before.iter().any(|part| makes(part.span(), whole.span(), share));
    if !is_of || is_made || !whole.is_exact_count() || share.is_about {
        return None;
    }
    let severity = if before.len() == 1 { Severity::Error } else { Severity::Warning };
    told::wrong(draft, (sentence, near), (part, whole), share, severity)
}

/// 24 项 …, 90% …（共 26 个）: a share whose whole follows in brackets.
fn bracketed(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let (share, whole) = (all.get(place)?, all.get(place + 1)?);
    let part = all.get(place.checked_sub(1)?)?;
    let between = sentence.words(share.range.end, whole.range.start);
    let opens =
        between.chars().count() <= 8 && (between.ends_with("（共") || between.ends_with("(共"));
    let is_part = part.is_exact_count() && whole.is_exact_count();
    let is_near = part.range.end + 16 >= share.range.start;
    if !opens || !is_part || !is_near || part.number.value > whole.number.value {
        return None;
    }
    if makes(part.span(), whole.span(), share) {
        return None;
    }
    told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning)
}
