//! Rates by their names: 抽检 500 批，合格 490 批，合格率 98%.

mod beside;
mod pair;
mod parts;
mod whole;

use num_rational::Ratio;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{CODE, Near, makes, slips, told};
use beside::{of_all, of_before, of_budget};
use pair::of_pair;
use parts::{is_of_others, parts};
use whole::whole_of;

/// Rates of what is in what could be. 完成率, 接种率 and 使用率 are not among them: they do pass 100 %.
const SHARES: [&str; 13] = [
    "合格率",
    "满意率",
    "满意度",
    "办结率",
    "及时率",
    "按期率",
    "答复率",
    "达标率",
    "知晓率",
    "响应率",
    "治愈率",
    "覆盖率",
    "整改率",
];
/// Rates of what is done, found or had among what there is.
const RATES: [&str; 92] = [
    "合格", "完成", "办结", "立案", "整改", "接种", "答复", "解决", "满意", "执行", "支付", "到位",
    "覆盖", "达标", "通过", "签约", "入库", "竣工", "开工", "参保", "销号", "回访", "采纳", "优秀",
    "优良", "检出", "阳性", "持证", "录取", "治愈", "规范", "建档", "落实", "核查", "处置", "履约",
    "反馈", "办复", "见面", "公开", "响应", "登记", "成功", "上线", "联网", "普及", "参与", "受检",
    "动工", "入住", "发放", "拨付", "化解", "调解", "清退", "兑现", "参训", "查处", "安装", "普查",
    "随访", "筛查", "缴费", "缴纳", "资助", "救助", "安置", "签订", "投产", "建成", "管理", "访视",
    "分娩", "接生", "接通", "筛选", "建卡", "检测", "建册", "喂养", "体检", "诊断", "转诊", "追踪",
    "复诊", "监测", "评估", "镇化", "驳回", "撤销", "退回", "维持",
];
/// Rates that are of what stands nowhere near.
const OTHERS: [&str; 12] = [
    "失业", "出生", "死亡", "增长", "结案", "审结", "起诉", "就业", "使用", "利用", "周转", "发病",
];
/// Rates that are about time, not about the amounts beside them.
const TIMELY: [&str; 6] = ["按期", "及时", "按时", "限时", "准时", "首次"];
/// A rate of a part of what the sentence is about.
const SCOPES: [&str; 5] = ["季度", "月份", "全国", "全市", "全省"];
/// Rates of change, which are another rule's.
const GROWTH: [&str; 7] = ["增长", "下降", "增加", "减少", "增", "降", "上升"];
/// Nothing is said of this rate.
const QUIET: [&str; 7] = ["率由", "率均", "均为", "分别", "目标", "要求", "不低于"];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let mut found = vec![];
    for (place, share) in sentence.quantities.iter().enumerate().filter(|(_, one)| one.is_share()) {
        let own = of_budget(draft, (sentence, near), place)
            .or_else(|| named(draft, (sentence, near), (place, share)))
            .or_else(|| of_pair(draft, (sentence, near), place));
        found.extend(own);
    }
    found
}

/// A rate against what its name says that it is of.
fn named(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    (place, share): (usize, &Quantity),
) -> Option<Finding> {
    let lead = sentence.lead(place);
    let name = name(&lead)?;
    let said = beyond(draft, sentence, &lead, share);
    if let Some(finding) = said.or_else(|| of_all(draft, sentence, (place, &name))) {
        return Some(finding);
    }
    let is_own = || (0..place).any(|at| sentence.lead(at).ends_with(&name));
    // 补种率 82.5%，其中儿童补种率 91.2%: of children.
    let is_told = !share.is_about
        && !lead.starts_with("其中")
        && !has(&lead, &QUIET)
        && !has(&lead, &SCOPES)
        && (!has(&name, &TIMELY) || is_own());
    is_told.then(|| unfounded(draft, sentence, near, (place, &name))).flatten()
}

/// What the rate is named after: 合格 of 合格率为, 税收 of 税收占比.
fn name(lead: &str) -> Option<String> {
    let words = lead.trim_end_matches([
        '为', '达', '到', '均', '约', '是', '：', ':', '近', '超', '过', '由', '至', '仅', '也',
        '高',
    ]);
    if let Some(of) = words.strip_suffix("占比").filter(|of| !of.is_empty()) {
        return Some(format!("{of}占"));
    }
    let name = words.strip_suffix('率');
    let name = name.or_else(|| words.strip_suffix("满意度").map(|_| words))?;
    let letters: Vec<char> = name.chars().collect();
    let first = letters.len().saturating_sub(6);
    let name: String = letters.get(first..)?.iter().collect();
    (!name.is_empty() && !has(&name, &GROWTH)).then_some(name)
}

/// A rate that passes 100 %.
fn beyond(draft: &Draft, sentence: &Sentence<'_>, lead: &str, share: &Quantity) -> Option<Finding> {
    let rate = SHARES.iter().find(|rate| lead.contains(**rate))?;
    if share.number.value <= Ratio::from_integer(100) || lead.contains("目标") {
        return None;
    }
    let range = sentence.paragraph.place(&share.range);
    let said = draft.text(range.clone());
    let told = (
        format!("{rate}不会超过 100%，文中为 {said}"),
        format!("{rate} cannot pass 100 %; it is said to be {said}"),
    );
    Some(Finding::new(CODE, Severity::Error, range, told).stating(said, None))
}

/// A rate that the amounts around it do not make.
fn unfounded(
    draft: &Draft,
    sentence: &Sentence<'_>,
    near: &Near<'_>,
    (place, name): (usize, &str),
) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place)?;
    // 税收占比: the thing itself is named.
    let (name, is_thing) = name.strip_suffix('占').map_or((name, false), |of| (of, true));
    let stem = stem(name);
    let mut parts = parts(sentence, place, (name, &stem));
    // 三四级占比 is not that of 四级.
    if is_thing {
        parts.retain(|at| sentence.lead(*at).contains(name));
    }
    if parts.is_empty() && place == 0 {
        return of_before(draft, (sentence, near), share, &stem);
    }
    // 完成 688 个 before 未完成 5 个 and 基本完成 4 个.
    let is_plain = |at: &&usize| !has(&sentence.lead(**at), &["未", "不", "基本", "没有"]);
    let at = parts.iter().find(is_plain).or_else(|| parts.first()).copied()?;
    let part = all.get(at)?;
    // 规范管理 30845 人，规范管理率 80.9%；糖尿病患者规范管理率 78.6%: the part has its own rate.
    let has_own = at + 1 < place
        && all.get(at + 1).is_some_and(Quantity::is_share)
        && sentence.lead(at + 1).contains('率');
    if has_own {
        return None;
    }
    let own = all.iter().take(place).filter(|one| one.is_kin(part) && one.is_exact_count());
    let own: Vec<&Quantity> = own.collect();
    let after = near.after.into_iter().flat_map(|one| one.quantities);
    let after = after.filter(|one| one.is_kin(part) && one.is_exact_count());
    let wholes: Vec<&Quantity> = own.iter().copied().chain(near.kin(part)).chain(after).collect();
    let (whole, is_only) = whole_of(sentence, near, (at, &stem))?;
    // Of the only amount of the sentence that it can be of it surely is.
    let is_own = |one: &Quantity| own.iter().any(|own| std::ptr::eq(*own, one));
    let is_hundred = share.number.value == Ratio::from_integer(100);
    let wholes = if is_only && is_own(whole) && parts.len() == 1 && !is_hundred {
        own.clone()
    } else {
        wholes
    };
    let is_made = parts
        .iter()
        .filter_map(|at| all.get(*at))
        .any(|part| wholes.iter().any(|whole| is_made(part, whole, share)));
    if std::ptr::eq(part, whole)
        || part.number.value > whole.number.value && !sentence.lead(at).contains(name)
    {
        return None;
    }
    if is_another(sentence, (place, at), (name, &stem), (whole, is_only)) {
        return None;
    }
    // 两笔退回 112.50 万元、74.96 万元，共 187.46 万元，退回率 100%: of all that stands between.
    if is_hundred && at + 1 != place {
        return None;
    }
    let is_slip = |part: &Quantity| wholes.iter().any(|whole| is_slip(part, whole, share));
    let is_slip = parts.iter().filter_map(|at| all.get(*at)).any(is_slip);
    // What courts close includes the cases of before, unless those are counted in.
    let is_closed = matches!(stem.as_str(), "结案" | "审结")
        && (0..at).any(|place| sentence.lead(place).contains("受理"));
    let is_known =
        is_thing || is_closed || is_known(name, &stem, is_only && part.unit == whole.unit);
    if is_made || (is_hundred && !is_only) || !is_known {
        return None;
    }
    if is_opposite(&sentence.lead(at), (name, &stem)) {
        // 余氯不合格 3 份，浑浊度不合格 1 份: neither is the whole.
        let of = all.iter().position(|own| std::ptr::eq(own, whole));
        let is_same = of.is_some_and(|of| is_opposite(&sentence.lead(of), (name, &stem)));
        let rest = || told::rest(draft, (sentence, near), (part, whole), share);
        return (!is_same).then(rest).flatten();
    }
    let severity = match (is_slip, is_only && !is_hundred) {
        (true, _) => Severity::Note,
        (false, true) => Severity::Error,
        (false, false) => Severity::Warning,
    };
    told::wrong(draft, (sentence, near), (part, whole), share, severity)
}

/// Whether an amount is what the rate is not of: 不合格 of 合格率.
fn is_opposite(lead: &str, (name, stem): (&str, &str)) -> bool {
    let nots = ["不", "未", "没有"];
    nots.iter().any(|not| lead.contains(&format!("{not}{stem}")) && !name.contains(not))
}

/// Whether a rate is of something else than this part of this whole.
fn is_another(
    sentence: &Sentence<'_>,
    (place, at): (usize, usize),
    (name, stem): (&str, &str),
    (whole, is_only): (&Quantity, bool),
) -> bool {
    let all = sentence.quantities;
    let Some((part, share)) = all.get(at).zip(all.get(place)) else { return true };
    // 满意 2159 份，满意度 93.2%；问卷 300 份，回收 288 份，满意度 89.6%: of others, which are told between.
    let next = all.get(at + 1..place).unwrap_or_default();
    let is_between = next.iter().any(|one| one.is_kin(part) && one.is_exact_count())
        && sentence.ends_piece(part.range.end, share.range.start);
    // 支出 8704 万元，执行率 97.15%。其中项目一支出 5793 万元，执行率 98.53%: of what was given for it.
    let spent = |one: &Quantity| std::ptr::eq(one, whole);
    let is_spent = stem == "执行"
        && all.iter().position(spent).is_some_and(|at| {
            let lead = sentence.lead(at);
            lead.contains("支出") && !lead.contains("预算")
        });
    // 任务 28000 人，体检 29175 人；体检率 75.5%: of all people, not of the task.
    let (value, of) = (part.number.value, whole.number.value);
    let is_over = value > of && share.number.value <= Ratio::from_integer(100);
    // Something else altogether is no whole.
    let is_far = value > of * Ratio::new(3, 2) || part.unit != whole.unit && !is_only;
    let is_unnamed = !is_named(sentence, part, (name, stem));
    is_between
        || is_spent
        || is_over
        || is_far
        || is_unnamed
        || is_of_others(sentence, (part, name))
}

/// Whether what a rate is of (中小学生 of 中小学生接种率) was named before its part.
fn is_named(sentence: &Sentence<'_>, part: &Quantity, (name, stem): (&str, &str)) -> bool {
    let letters: Vec<char> = name.strip_suffix(stem).unwrap_or_default().chars().collect();
    let before = sentence.words(sentence.within().start, part.range.end);
    let has = |pair: &[char]| before.contains(&pair.iter().collect::<String>());
    letters.len() < 3 || letters.windows(2).any(has)
}

/// Whether the rate is of what stands beside it: not 失业率, not 不捕率; and not what courts count with the cases of before.
/// Of other rates only those whose name stands before the part, with but one amount that it may be of.
fn is_known(name: &str, stem: &str, is_only: bool) -> bool {
    let is_negative = ["不", "未", "无"].iter().any(|not| name.contains(not));
    let is_rate = RATES.contains(&stem) || (is_only && !OTHERS.contains(&stem));
    (is_rate && !is_negative) || has(name, &["不合格", "不达标"])
}

/// 合格: the last two characters of the name.
fn stem(name: &str) -> String {
    let letters: Vec<char> = name.trim_end_matches('度').chars().collect();
    letters.iter().skip(letters.len().saturating_sub(2)).collect()
}

/// Whether a part, or what it leaves of the whole, or what it is beside, makes the share.
fn is_made(part: &Quantity, whole: &Quantity, share: &Quantity) -> bool {
    let (span, (low, high)) = (part.span(), whole.span());
    let rest = (low - span.1, high - span.0);
    let both = (low + span.0, high + span.1);
    let readings = [(span, (low, high)), (rest, (low, high)), (span, both)];
    !std::ptr::eq(part, whole) && readings.iter().any(|(part, whole)| makes(*part, *whole, share))
}

/// Whether a share is off by one in its last place.
fn is_slip(part: &Quantity, whole: &Quantity, share: &Quantity) -> bool {
    !std::ptr::eq(part, whole) && slips(part.span(), whole.span(), share)
}
