//! Chinese sentences.

use base::Lang;

use super::{Misfit, listed, number, unit_word, way};

/// What is wrong.
#[expect(clippy::too_many_lines, reason = "one list of sentences, one a misfit")]
pub(super) fn say(misfit: &Misfit) -> String {
    let word = |unit| unit_word(unit, Lang::Zh);
    match misfit {
        Misfit::Unknown { name, .. } => format!("没有名为“{name}”的度量、指标或参数"),
        Misfit::SameKey { key } => format!("“{key}”在本业务包中重复定义"),
        Misfit::Circle { path } => format!("公式循环引用自身：{}", way(path)),
        Misfit::TooDeep => format!("指标嵌套超过 {} 层", crate::DEPTH_MAX),
        Misfit::NoOperands => "公式没有任何运算项".to_owned(),
        Misfit::Twice { name } => format!("“{name}”被重复相加"),
        Misfit::CannotAdd { left, right } => format!(
            "“{}”不能与“{}”相加：{} 的计量单位是“{}”，{} 的是“{}”",
            word(right.1),
            word(left.1),
            right.0,
            word(right.1),
            left.0,
            word(left.1)
        ),
        Misfit::CannotSubtract { of, less } => format!(
            "“{}”不能从“{}”中减去：{} 的计量单位是“{}”，{} 的是“{}”",
            word(less.1),
            word(of.1),
            less.0,
            word(less.1),
            of.0,
            word(of.1)
        ),
        Misfit::ShareOfDifferent { part, whole } => format!(
            "“{}”不是“{}”的一部分：{} 的计量单位是“{}”，{} 的是“{}”",
            word(part.1),
            word(whole.1),
            part.0,
            word(part.1),
            whole.0,
            word(whole.1)
        ),
        Misfit::ClaimAsNumber { name } => format!("“{name}”是表述（成立或不成立），不能参与计算"),
        Misfit::NotACount { name, unit } => {
            format!("“{name}”的计量单位是“{}”，不是计数", word(*unit))
        }
        Misfit::FactorNotParameter { name } => format!("系数“{name}”不是参数"),
        Misfit::FactorNotRatio { name, unit } => {
            format!("系数“{name}”的计量单位是“{}”，系数应为纯比率", word(*unit))
        }
        Misfit::IndexOfOther { name, unit } => {
            format!("综合指数只能对比率加权，“{name}”的计量单位是“{}”", word(*unit))
        }
        Misfit::WeightsSum { from, sum } => {
            format!("自 {from} 起各权重之和为 {}，应为 1", number(*sum))
        }
        Misfit::PerNothing => "“每 0”没有意义".to_owned(),
        Misfit::TargetOnClaim => "表述只有成立与不成立，没有目标值和优劣方向".to_owned(),
        Misfit::TargetWithoutDirection => "有目标值，但未说明是下限还是上限".to_owned(),
        Misfit::TargetOutside { target, greatest } => format!(
            "目标值 {} 不在 0 至 {} 之间，无从达到也无从未达到",
            number(*target),
            number(*greatest)
        ),
        Misfit::TargetNotWhole { target, unit } => format!(
            "目标值 {} 不可能是以“{}”计的数：计数的目标值不能是百分比",
            number(*target),
            word(*unit)
        ),
        Misfit::MayExceedWithoutShare => "只有比率才谈得上超过 1，本公式不是比率".to_owned(),
        Misfit::ExcludesNotMeasure { name } => format!("剔除项“{name}”不是度量"),
        Misfit::PenaltyMoney { path } => format!(
            "罚没数额不得直接或者间接用于考核（《行政处罚法》第七十四条第三款）：{}",
            way(path)
        ),
        Misfit::UnknownRegister { register, .. } => format!("没有名为“{register}”的台账"),
        Misfit::UnknownState { state, .. } => format!("该台账没有状态“{state}”"),
        Misfit::UnknownBook { book, .. } => format!("该台账没有名为“{book}”的明细或数额"),
        Misfit::UnknownDimension { dimension, .. } => {
            format!("“{dimension}”不是此处所计内容的维度")
        }
        Misfit::UnknownValue { dimension, value, .. } => format!("“{dimension}”没有取值“{value}”"),
        Misfit::CountedIn { unit } => format!("事项和明细不以“{}”计数", word(*unit)),
        Misfit::AmountIn { book, unit, .. } => {
            format!("数额“{book}”的计量单位不是“{}”", word(*unit))
        }
    }
}

/// What to do about it.
pub(super) fn hint(misfit: &Misfit) -> String {
    let listed = |possible: &[String]| listed(possible, Lang::Zh);
    let keys = |possible: &[base::Key]| super::listed(possible, Lang::Zh);
    match misfit {
        Misfit::Unknown { possible, .. } | Misfit::UnknownBook { possible, .. } => {
            format!("此处可用：{}", listed(possible))
        }
        Misfit::UnknownRegister { possible, .. }
        | Misfit::UnknownState { possible, .. }
        | Misfit::UnknownDimension { possible, .. }
        | Misfit::UnknownValue { possible, .. } => format!("此处可用：{}", keys(possible)),
        Misfit::SameKey { .. } => "请为每个度量、指标和参数各取一个标识".to_owned(),
        Misfit::Circle { .. } => "请去掉其中一处引用".to_owned(),
        Misfit::TooDeep => "请直接引用度量，不要层层引用指标".to_owned(),
        Misfit::NoOperands => "请至少写一个度量或指标".to_owned(),
        Misfit::Twice { .. } => "请只写一次".to_owned(),
        Misfit::CannotAdd { .. } | Misfit::CannotSubtract { .. } => {
            "请只合并计量单位相同的项，或用 in 更正计量单位".to_owned()
        }
        Misfit::ShareOfDifferent { .. } => {
            "部分与整体的计量单位应相同；不同计量单位之间请用 rate 或 average".to_owned()
        }
        Misfit::ClaimAsNumber { .. } => "请改用该表述所依据的度量".to_owned(),
        Misfit::NotACount { .. } => "请改用事项或明细的计数".to_owned(),
        Misfit::FactorNotParameter { .. } => "请在 parameters 下声明，并注明施行日期".to_owned(),
        Misfit::FactorNotRatio { .. } => "请将参数声明为 in: ratio".to_owned(),
        Misfit::IndexOfOther { .. } => "请先用 share 或 weighted_share 算成比率".to_owned(),
        Misfit::WeightsSum { .. } => "请在同一天调整全部权重，使其合计为 1".to_owned(),
        Misfit::PerNothing => "例如写 per: 100000".to_owned(),
        Misfit::TargetOnClaim => "请去掉 target 和 better".to_owned(),
        Misfit::TargetWithoutDirection => "请补充 better: higher 或 better: lower".to_owned(),
        Misfit::TargetOutside { .. } => "比率请写 98% 或 0.98，分数请写 0 至 100".to_owned(),
        Misfit::TargetNotWhole { .. } => "请写整数，或改用比率".to_owned(),
        Misfit::MayExceedWithoutShare => "请去掉 may_exceed".to_owned(),
        Misfit::ExcludesNotMeasure { .. } => "excludes 下只能写度量".to_owned(),
        Misfit::PenaltyMoney { .. } => {
            "请改为统计案件数，或去掉 assessed、target 和 better".to_owned()
        }
        Misfit::CountedIn { .. } => "请写明所计之物，例如 in: item".to_owned(),
        Misfit::AmountIn { must: Some(must), .. } => format!("请写 in: {}", must.key()),
        Misfit::AmountIn { must: None, .. } => "请写明所计之物，例如 in: dose".to_owned(),
    }
}
