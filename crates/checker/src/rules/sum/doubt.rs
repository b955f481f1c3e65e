//! What a list may come to instead: before a sum is called wrong, every amount around it is tried as the whole, with the
//! amount that was held to be the whole as one more part.

use std::ops::Range;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;

use super::{agrees, sum_of};

/// Parts of which every choice is tried.
const CHOICES_MAX: usize = 9;

/// A sentence, and those before it whose amounts its parts may come to.
pub(super) struct Scene<'s, 'a> {
    pub(super) sentence: &'s Sentence<'a>,
    pub(super) before: &'s [Sentence<'a>],
}

impl<'a> Scene<'_, 'a> {
    /// Where an amount of the sentence, or of one before it, stands in the draft.
    pub(super) fn place(&self, of: &Quantity) -> Range<usize> {
        let all = self.before.iter().chain([self.sentence]);
        let mut holding = all.filter(|one| one.quantities.iter().any(|own| std::ptr::eq(own, of)));
        holding.next().unwrap_or(self.sentence).paragraph.place(&of.range)
    }

    /// All of them in their order.
    pub(super) fn sentences(&self) -> Vec<&Sentence<'a>> {
        self.before.iter().chain([self.sentence]).collect()
    }

    /// Whether the parts, or the whole and the parts, come to another amount near them; or if some of the parts do
    /// to the whole, the others being parts of parts.
    pub(super) fn is_doubtful(&self, parts: &[&Quantity], whole: &Quantity) -> bool {
        let all: Vec<&Quantity> = std::iter::once(whole).chain(parts.iter().copied()).collect();
        let is_part = |one: &Quantity| all.iter().any(|part| std::ptr::eq(*part, one));
        let around = self.before.iter().chain([self.sentence]).flat_map(|one| one.quantities);
        let fits = |one: &&Quantity| one.is_kin(whole) && !one.is_about && !is_part(one);
        let mut around = around.filter(fits);
        let comes = |of: &[&Quantity], to: &Quantity| {
            (2..=of.len()).any(|count| agrees(sum_of(of.iter().copied().take(count)), to))
        };
        around.any(|to| comes(parts, to) || comes(&all, to)) || is_chosen(parts, whole)
    }
}

/// Whether a choice of two or more of the parts comes to the whole. Of a few there are few choices, so that it is
/// not by luck.
pub(super) fn is_chosen(parts: &[&Quantity], whole: &Quantity) -> bool {
    if parts.len() > CHOICES_MAX || parts.len() < 3 {
        return false;
    }
    (1_u32..1 << parts.len()).filter(|choice| choice.count_ones() >= 2).any(|choice| {
        let chosen = parts.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1);
        agrees(sum_of(chosen.map(|(_, part)| *part)), whole)
    })
}

/// Words of amounts that do not add up to anything: averages and standards.
const MEANS: [&str; 8] = ["人均", "平均", "均", "标准", "每", "单价", "时间", "时长"];

/// Whether an amount is one that is not added up.
pub(super) fn is_mean(lead: &str) -> bool {
    has(lead, &MEANS)
}

/// Words of what was done, which is no part of what stands before it.
const VERBS: [&str; 34] = [
    "开展", "组织", "举办", "完成", "发放", "培训", "新增", "建成", "处理", "投入", "发现", "立案",
    "罚", "惠及", "出动", "印发", "召开", "接待", "实施", "推进", "落实", "救治", "走访", "增加",
    "减少", "抽检", "检查", "预算", "上年", "去年", "同期", "占", "其中", "累计",
];

/// Whether the words before an amount are a name of a part.
pub(super) fn is_name(lead: &str) -> bool {
    (1..=14).contains(&lead.chars().count()) && !has(lead, &VERBS)
}

/// Words of what is left, of which the amounts before it are no parts.
const BALANCES: [&str; 8] = ["结余", "结存", "结转", "余额", "差额", "空缺", "空编", "缺口"];

/// Whether an amount is what others leave: 收入 1200 万元，支出 1100 万元，结余 100 万元.
pub(super) fn is_left(lead: &str) -> bool {
    has(lead, &BALANCES)
}
