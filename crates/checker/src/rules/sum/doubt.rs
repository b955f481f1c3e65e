//! What a list may come to instead: before a sum is called wrong, every amount around it is tried as the whole, with the
//! amount that was held to be the whole as one more part.

use base::Exact;

use crate::phrase::has;
use crate::quantity::Quantity;
use crate::scene::Scene;

use super::agrees;

/// Amounts of the kind that are tried, the nearest.
const NEAR_MAX: usize = 12;

/// Below this, only amounts of the sentence and the two before it.
const SMALL: i128 = 100;

/// Parts of which every choice is tried.
const CHOICES_MAX: usize = 9;

impl Scene<'_, '_> {
    /// Whether the parts, or the whole and the parts, come to another amount near them; or if some of the parts do
    /// to the whole, the others being parts of parts.
    pub(in crate::rules::sum) fn is_doubtful(&self, parts: &[&Quantity], whole: &Quantity) -> bool {
        let all: Vec<&Quantity> = std::iter::once(whole).chain(parts.iter().copied()).collect();
        // Amounts far away would be what they come to by luck.
        let around = self.around(whole, &all, None);
        let is_small = whole.number.value < Exact::from_integer(SMALL);
        let is_own = |one: &&&Quantity| {
            let near = self.near(2).iter().chain([self.sentence]);
            near.flat_map(|of| of.quantities).any(|own| std::ptr::eq(own, **one))
        };
        let mut around = around.iter().take(NEAR_MAX).filter(|one| !is_small || is_own(one));
        let sums = [runs(parts), runs(&all)].concat();
        around.any(|to| sums.iter().any(|sum| agrees(*sum, to))) || is_chosen(parts, whole)
    }
}

/// What the first two, three and more come to.
pub(super) fn runs(of: &[&Quantity]) -> Vec<(Exact, Exact)> {
    let mut sum = (Exact::from_integer(0), Exact::from_integer(0));
    let mut sums = vec![];
    for one in of {
        let (low, high) = one.span();
        sum = (sum.0 + low, sum.1 + high);
        sums.push(sum);
    }
    sums.into_iter().skip(1).collect()
}

/// Whether a choice of two or more of the parts comes to the whole. Of a few there are few choices, so that it is
/// not by luck.
pub(super) fn is_chosen(parts: &[&Quantity], whole: &Quantity) -> bool {
    if parts.len() > CHOICES_MAX || parts.len() < 3 {
        return false;
    }
    // What a choice comes to is one of its parts more than a smaller choice.
    let none = (Exact::from_integer(0), Exact::from_integer(0));
    let mut sums = vec![none];
    for part in parts {
        let (low, high) = part.span();
        let with: Vec<_> = sums.iter().map(|sum| (sum.0 + low, sum.1 + high)).collect();
        sums.extend(with);
    }
    let comes =
        |(choice, sum): (usize, &(Exact, Exact))| choice.count_ones() >= 2 && agrees(*sum, whole);
    sums.iter().enumerate().any(comes)
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
    "环比", "在管",
];

/// Whether the words before an amount are a name of a part.
pub(super) fn is_name(lead: &str) -> bool {
    let is_kind = ["不予", "其他"].iter().any(|word| lead.starts_with(word));
    (1..=18).contains(&lead.chars().count())
        && (is_kind || !has(lead, &VERBS))
        && !lead.ends_with('各')
}

/// What people are besides: by schooling, by rank.
const ATTRIBUTES: [&str; 9] =
    ["学历", "职称", "党员", "女性", "少数民族", "持证", "资格", "本科", "岁"];

/// Whether some names are of an attribute and others are not: 35 岁以下 75 人，本科学历 187 人 are no parts of one list.
pub(super) fn is_mixed(leads: &[String]) -> bool {
    ATTRIBUTES.iter().any(|word| {
        let with = leads.iter().filter(|lead| lead.contains(word)).count();
        with > 0 && with < leads.len()
    })
}

/// What came of things.
const OUTCOMES: [&str; 5] = ["不合格", "不达标", "超标", "死亡", "问题"];

/// Whether each of several names is told with what came of it: 流通 1486 批次、不合格 43 批次，餐饮 624 批次、不合格 18 批次.
pub(super) fn is_paired(leads: &[String]) -> bool {
    let with = leads.iter().filter(|lead| has(lead, &OUTCOMES)).count();
    with >= 2 && with < leads.len()
}

/// Words of what is left, of which the amounts before it are no parts.
const BALANCES: [&str; 8] = ["结余", "结存", "结转", "余额", "差额", "空缺", "空编", "缺口"];

/// Whether an amount is what others leave: 收入 1200 万元，支出 1100 万元，结余 100 万元.
pub(super) fn is_left(lead: &str) -> bool {
    has(lead, &BALANCES)
}
