//! What a list may come to instead: before a sum is called wrong, every amount around it is tried as the whole, with the
//! amount that was held to be the whole as one more part.

use crate::phrase::has;
use crate::quantity::Quantity;
use crate::scene::Scene;

use super::{agrees, sum_of};

/// Parts of which every choice is tried.
const CHOICES_MAX: usize = 9;

impl Scene<'_, '_> {
    /// Whether the parts, or the whole and the parts, come to another amount near them; or if some of the parts do
    /// to the whole, the others being parts of parts.
    pub(in crate::rules::sum) fn is_doubtful(&self, parts: &[&Quantity], whole: &Quantity) -> bool {
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
const VERBS: [&str; 38] = [
    "开展", "组织", "举办", "完成", "发放", "培训", "新增", "建成", "处理", "投入", "发现", "立案",
    "罚", "惠及", "出动", "印发", "召开", "接待", "实施", "推进", "落实", "救治", "走访", "增加",
    "减少", "抽检", "检查", "预算", "上年", "去年", "同期", "占", "其中", "累计", "实际", "应",
    "实际", "应",
];

/// Whether the words before an amount are a name of a part.
pub(super) fn is_name(lead: &str) -> bool {
    (1..=18).contains(&lead.chars().count()) && !has(lead, &VERBS)
}

/// Words of what is left, of which the amounts before it are no parts.
const BALANCES: [&str; 8] = ["结余", "结存", "结转", "余额", "差额", "空缺", "空编", "缺口"];

/// Whether an amount is what others leave: 收入 1200 万元，支出 1100 万元，结余 100 万元.
pub(super) fn is_left(lead: &str) -> bool {
    has(lead, &BALANCES)
}
