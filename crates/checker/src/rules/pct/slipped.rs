//! Shares that no two amounts near them make, but that two of them do but for a slip of the hand: 检测 6145 例 of 7756 例, 72.9 % for 79.2 %.

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::slip;
use crate::{Draft, Finding, Severity};

use super::{Near, makes, share_of, told};

/// Words before a share of something.
const SHARES: [&str; 9] = ["占", "率", "比重", "比例", "份额", "完成", "即", "覆盖", "构成比"];
/// What a share is of that stands elsewhere, or what is no share.
const OTHERS: [&str; 26] = [
    "增长", "下降", "上升", "增", "降", "同比", "环比", "提高", "上年", "去年", "同期", "目标",
    "满意", "知晓", "死亡", "出生", "就业", "失业", "利率", "税率", "汇率", "由", "全国", "全省",
    "平均", "权重",
];
/// Sentences before one whose amounts are tried, and how many of them.
const BEFORE_MAX: usize = 3;
const NEAR_MAX: usize = 20;

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let places = 0..sentence.quantities.len();
    places.filter_map(|place| wrong(draft, (sentence, near), place)).collect()
}

fn wrong(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place).filter(|share| share.is_share() && !share.is_about)?;
    let lead = sentence.lead(place);
    if !has(&lead, &SHARES) || has(&lead, &OTHERS) || slip::digits_of(share) < 3 {
        return None;
    }
    // 四类占 41.1%, 三者占: of several together.
    let clause = sentence.clause(share);
    let letters: Vec<char> = clause.chars().collect();
    let counts = letters.windows(2).any(|pair| match pair {
        [one, of] => "两三四五六七八九".contains(*one) && "项类者种档部".contains(*of),
        _ => false,
    });
    if counts || has(&clause, &["合计", "共计"]) {
        return None;
    }
    let far = near.before.get(near.before.len().saturating_sub(BEFORE_MAX)..).unwrap_or_default();
    let counts = |one: &&Quantity| one.is_exact_count() && !sentence.is_word(one);
    let before = far.iter().rev().flat_map(|one| one.quantities.iter().rev()).filter(counts);
    let (own, after) = all.split_at(place.min(all.len()));
    let own = own.iter().rev().filter(counts);
    let after = after.iter().filter(counts).take(NEAR_MAX / 2);
    let wholes: Vec<&Quantity> = own.chain(before).take(NEAR_MAX).chain(after).collect();
    let explains = |part: &Quantity, whole: &Quantity| {
        let rest = (whole.span().0 - part.span().1, whole.span().1 - part.span().0);
        let both = (whole.span().0 + part.span().0, whole.span().1 + part.span().1);
        makes(part.span(), whole.span(), share)
            || makes(rest, whole.span(), share)
            || makes(part.span(), both, share)
    };
    if wholes
        .iter()
        .any(|part| wholes.iter().any(|whole| part.is_kin(whole) && explains(part, whole)))
    {
        return None;
    }
    // The nearest amounts first: what the share stands right after is likely its part.
    let parts = all.iter().take(place).rev().filter(counts).take(3);
    let pairs = parts.flat_map(|part| wholes.iter().map(move |whole| (part, *whole)));
    let mut pairs =
        pairs.filter(|(part, whole)| part.is_kin(whole) && part.number.value < whole.number.value);
    // Of those right before it in the sentence one digit for another is enough.
    let last: Vec<&Quantity> = all.iter().take(place).rev().filter(counts).take(2).collect();
    let is_last = |one: &Quantity| last.iter().any(|last| std::ptr::eq(*last, one));
    let (part, whole) = pairs.find(|(part, whole)| {
        let least = if is_last(part) && is_last(whole) { 4 } else { usize::MAX };
        is_slip(share, (part, whole), least)
    })?;
    told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning)
}

/// Whether a share is what a part is of a whole but for a slip of the hand.
fn is_slip(share: &Quantity, (part, whole): (&Quantity, &Quantity), least: usize) -> bool {
    share_of(part.span(), whole.span()).is_some_and(|real| slip::is_value(real, share, least))
}
