//! The Chinese sentences of refusals.

use base::{Lang, Say};

use super::Refused;
use super::refused::{all_faults, next};
use crate::told::listed;

impl Refused {
    pub(super) fn zh(&self) -> String {
        match self {
            Refused::UnknownRegister { register, known } => {
                format!("本业务包没有台账“{register}”；现有：{}", listed(known).zh)
            }
            Refused::UnknownStep { register, step, known } => {
                format!("“{}”没有步骤“{step}”；现有步骤：{}", register.zh, listed(known).zh)
            }
            Refused::Denied(denied) => denied.say(Lang::Zh),
            Refused::Draw(refused) => refused.say(Lang::Zh),
            Refused::Untimely(untimely) => untimely.say(Lang::Zh),
            Refused::BadNumber { number } => {
                format!("“{number}”不能作编号：请用 1 至 64 个字符，不含 / \\ ? # %，首尾不留空格")
            }
            Refused::NotOpened { register, number, opening } => {
                format!("“{}”中没有事项 {number}；请先办理“{}”", register.zh, opening.zh)
            }
            Refused::AlreadyOpen { number, state, permitted } => {
                format!("编号 {number} 已有事项，现为“{}”；{}", state.zh, next(permitted, Lang::Zh))
            }
            Refused::TakenBack { number, opening } => {
                format!("事项 {number} 的登记已被冲销；可重新办理“{}”", opening.zh)
            }
            Refused::NotInState { step, state, from, permitted } => format!(
                "事项现为“{}”，不能办理“{}”（须处于{}）；{}",
                state.zh,
                step.zh,
                listed(from).zh,
                next(permitted, Lang::Zh)
            ),
            Refused::InTheFuture { day, today } => {
                format!("业务日期 {day} 还没有到；今天是 {today}，请填写不晚于今天的日期")
            }
            Refused::BeforeLast { number, day, last } => format!(
                "业务日期 {day} 早于事项 {number} 最近一次变动的 {last}；请填写 {last} 或以后的日期，或先冲销其后的记录"
            ),
            Refused::BeforeSince { register, day, since } => {
                format!("“{}”自 {since} 起报送，{day} 在此之前", register.zh)
            }
            Refused::UnitNotAsked { step, opening } => {
                format!("“{}”不指定登记单位：只有“{}”可以指定；请去掉单位", step.zh, opening.zh)
            }
            Refused::Fields { step, faults } => {
                format!("“{}”不能办理：{}", step.zh, all_faults(faults, Lang::Zh))
            }
            Refused::Rule { step, broken, cite } => {
                format!("“{}”不能办理：{}（{cite}）", step.zh, broken.zh)
            }
            Refused::Text { text, wrong } => format!("{}：{}", text.zh, wrong.say(Lang::Zh)),
            Refused::NoSuchRecord { number, of } => {
                format!("事项 {number} 没有第 {of} 号记录；请打开事项查看其记录")
            }
            Refused::AlreadyReversed { number, of } => {
                format!("事项 {number} 的第 {of} 号记录已被冲销")
            }
            Refused::IsReversal { of } => {
                format!("第 {of} 号记录本身是冲销，不再冲销；请重新办理该步骤")
            }
            Refused::NotLatest { number, of, latest, what, on } => format!(
                "第 {of} 号记录不是事项 {number} 最近的有效记录；请先冲销第 {latest} 号（{on} 的“{}”）",
                what.zh
            ),
            Refused::NothingChanged { .. }
            | Refused::SaysNoSuch { .. }
            | Refused::HoldsPlaces { .. }
            | Refused::IsRecount { .. }
            | Refused::OutOfOrder { .. }
            | Refused::LaterWouldNotHold { .. }
            | Refused::AlreadyThere { .. } => self.zh_of_correcting(),
        }
    }

    /// Of corrections, reassignments and recounts.
    fn zh_of_correcting(&self) -> String {
        match self {
            Refused::NothingChanged { number } => {
                format!("照此更正后，事项 {number} 与现在并无不同；请填写应有的内容")
            }
            Refused::SaysNoSuch { of, what } => format!(
                "第 {of} 号记录（“{}”）没有这一项可更正：备注只可更正日期，划转可更正日期和单位，步骤可更正字段和日期，登记还可更正单位",
                what.zh
            ),
            Refused::IsRecount { of, by } => format!(
                "第 {of} 号记录随第 {by} 号记录所发布的日历而来，不单独变动；日历有误的，请重新发布"
            ),
            Refused::HoldsPlaces { of } => {
                format!("第 {of} 号记录占有名额，不能更正；请先冲销，再重新办理")
            }
            Refused::OutOfOrder { number, day, other, what, on } => format!(
                "业务日期 {day} 与先后顺序不符：事项 {number} 的第 {other} 号记录（“{}”）为 {on}；请先更正该记录，或改用其他日期",
                what.zh
            ),
            Refused::LaterWouldNotHold { of, later, what, on, because } => format!(
                "第 {of} 号记录若如此，第 {later} 号记录（{on} 的“{}”）就不能成立：{}",
                what.zh,
                because.say(Lang::Zh)
            ),
            Refused::AlreadyThere { number, unit } => format!("事项 {number} 已在“{unit}”"),
            other => other.to_string(),
        }
    }
}
