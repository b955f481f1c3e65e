//! Why a command was not carried out.

mod pack_fault;

use std::sync::Arc;

use base::{Denied, Key, Lang, Say};
use jiff::civil::Date;
use register::decide::Refused;
use register::pack::Fault;
use store::StoreError;

use crate::personal::KeyError;
use crate::reorganising::HistoryFault;
pub use pack_fault::PackFault;

/// Why a command was not carried out; nothing has happened then.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error(transparent)]
    Refused(Box<Refused>),
    /// Shared by all whose commands came to nothing with it.
    #[error(transparent)]
    Store(Arc<StoreError>),
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no register \"{register}\"; the registers are listed on the first page")]
    NoRegister { register: Key },
    #[error("there is no unit \"{unit}\"; choose one of the organisation")]
    NoUnit { unit: Key },
    #[error(
        "\"{unit}\" lies outside your part of the organisation; choose a unit in it, or let somebody there do this"
    )]
    OutsideScope { unit: Key },
    #[error("say which matter this is about: only an opening gets its number from the system")]
    NumberNeeded,
    #[error("the number {number} cannot be given; choose another, or leave it to the system")]
    NumberTaken { number: String },
    #[error(
        "{number} was changed by someone else in the meantime (its version is {found}, you saw {seen}); look at it again and repeat your step"
    )]
    Overtaken { number: String, seen: u32, found: u32 },
    #[error(
        "\"{unit}\" is a unit of kind \"{kind}\"; this register takes reports from units of kind \"{reporters}\""
    )]
    NotAReporter { unit: Key, kind: Key, reporters: Key },
    #[error(
        "a monthly report takes effect on the last day of its month: enter {expected} instead of {day}"
    )]
    NotPeriodEnd { day: Date, expected: Date },
    #[error(
        "\"{unit}\" has already reported for this period: {number}; reverse it first if it was wrong"
    )]
    AlreadyReported { unit: Key, number: String },
    #[error("the number of this report is {expected}, not {number}; leave it to the system")]
    ReportNumber { number: String, expected: String },
    #[error(
        "this has been submitted before with other content, and was recorded as {number} under sequence number {sequence}; look at that first, and submit from a fresh page if there is more to record"
    )]
    KeyTaken { number: String, sequence: u64 },
    #[error(
        "the key of a command has 1 to {max} visible characters of ASCII; \"{key}\" has not",
        max = crate::asked::KEY_CHARS_MAX
    )]
    BadKey { key: String },
    #[error(
        "the program is about to end; nothing was recorded. Repeat this when it is running again"
    )]
    Closed,
    #[error(
        "the program met a fault of its own while doing this; nothing was recorded. Report it to the administrator: the log has the details"
    )]
    Broken { what: String },
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("there is no matter {number} in your part of the organisation; check its number")]
    NoSuchMatter { number: String },
    #[error("nothing personal is kept of {number}: it never was, or it was erased before")]
    NothingToErase { number: String },
    #[error(
        "the person of {number} also has matters outside your part of the organisation; let somebody erase who is responsible for all of them"
    )]
    PersonElsewhere { number: String },
    #[error(
        "act {place} of {of}{} was refused, so none of them was done: {refused}",
        .number.as_ref().map_or_else(String::new, |number| format!(" ({number})"))
    )]
    Together { place: usize, of: usize, number: Option<String>, refused: Box<AppError> },
    #[error("the organisation cannot be defined like this: {0}")]
    Organisation(OrganisationFault),
    #[error(transparent)]
    History(Box<HistoryFault>),
    #[error("the pack was not adopted:\n{}", sentences(.faults, Lang::En))]
    Pack { faults: Vec<PackFault> },
    #[error("the calendar was not published:\n{}", sentences(.faults, Lang::En))]
    Calendar { faults: Vec<Fault> },
}

/// What is wrong with units or people as they were to be defined.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationFault {
    #[error("\"{unit}\" lies below \"{parent}\", which does not exist")]
    NoParent { unit: Key, parent: Key },
    #[error("\"{unit}\" would lie below itself")]
    Ring { unit: Key },
    #[error("\"{unit}\" has no unit above it, but the authority is \"{authority}\"")]
    SecondAuthority { unit: Key, authority: Key },
    #[error("\"{unit}\" has no name in one of the languages")]
    Nameless { unit: Key },
    #[error("\"{unit}\" is named twice")]
    Twice { unit: Key },
    #[error("person \"{person}\" belongs to \"{unit}\", which does not exist")]
    NoUnitOfPerson { person: Key, unit: Key },
    #[error("person \"{person}\" has no name")]
    NamelessPerson { person: Key },
    #[error("person \"{person}\" is named twice")]
    PersonTwice { person: Key },
    #[error(
        "person \"{person}\" has the role \"{role}\", which no adopted pack declares; write pack.role"
    )]
    NoRole { person: Key, role: String },
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> AppError {
        AppError::Store(Arc::new(error))
    }
}

impl From<Refused> for AppError {
    fn from(refused: Refused) -> AppError {
        match refused {
            Refused::Denied(denied) => AppError::Denied(denied),
            other => AppError::Refused(Box::new(other)),
        }
    }
}

impl AppError {
    /// Whether only this act was refused; otherwise the database itself is at fault.
    pub(crate) fn is_of_the_act(&self) -> bool {
        !matches!(self, AppError::Store(_) | AppError::Key(_))
    }
}

fn sentences(faults: &[impl Say], lang: Lang) -> String {
    faults.iter().map(|fault| fault.say(lang)).collect::<Vec<_>>().join("\n")
}

impl Say for AppError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (AppError::Refused(refused), _) => refused.say(lang),
            (AppError::Store(error), _) => error.say(lang),
            (AppError::Denied(denied), _) => denied.say(lang),
            (AppError::History(fault), _) => fault.say(lang),
            (AppError::Key(error), _) => error.say(lang),
            (_, Lang::En) => self.to_string(),
            (_, Lang::Zh) => self.in_chinese(),
        }
    }
}

impl AppError {
    fn in_chinese(&self) -> String {
        match self {
            AppError::Refused(refused) => refused.say(Lang::Zh),
            AppError::Store(error) => error.say(Lang::Zh),
            AppError::Key(error) => error.say(Lang::Zh),
            AppError::Denied(denied) => denied.say(Lang::Zh),
            AppError::History(fault) => fault.say(Lang::Zh),
            AppError::NoRegister { register } => {
                format!("没有台账“{register}”；现有台账见首页")
            }
            AppError::NoUnit { unit } => format!("没有单位“{unit}”；请从机构中选择"),
            AppError::OutsideScope { unit } => {
                format!("“{unit}”不在您的管辖范围内；请选择范围内的单位，或由该处人员办理")
            }
            AppError::Together { place, of, number, refused } => {
                let number =
                    number.as_ref().map_or_else(String::new, |number| format!("（{number}）"));
                format!(
                    "{of} 项中的第 {place} 项{number}不能办理，各项均未办理：{}",
                    refused.say(Lang::Zh)
                )
            }
            AppError::NumberNeeded => "请指明是哪一事项：只有登记时才由系统给号".to_owned(),
            AppError::NumberTaken { number } => {
                format!("编号 {number} 不能使用；请另选，或由系统给号")
            }
            AppError::Overtaken { number, seen, found } => format!(
                "{number} 已被他人更改（现为第 {found} 版，您看到的是第 {seen} 版）；请重新查看后再办理"
            ),
            AppError::NotAReporter { unit, kind, reporters } => {
                format!("“{unit}”的单位类别是“{kind}”；本台账由类别为“{reporters}”的单位填报")
            }
            AppError::NotPeriodEnd { day, expected } => {
                format!("月报的业务日期是当月最后一天：请填 {expected}，而不是 {day}")
            }
            AppError::AlreadyReported { unit, number } => {
                format!("“{unit}”本期已报：{number}；如有错误，请先冲销再重报")
            }
            AppError::ReportNumber { number, expected } => {
                format!("该报告的编号应为 {expected}，不是 {number}；请由系统给号")
            }
            AppError::KeyTaken { number, sequence } => format!(
                "同一表单已用其他内容提交过，已记为 {number}（记录号 {sequence}）；请先查看，如另有内容，请打开新页面再提交"
            ),
            AppError::BadKey { key } => format!(
                "提交标识应为 1 至 {} 个可见 ASCII 字符；“{key}”不是",
                crate::asked::KEY_CHARS_MAX
            ),
            AppError::Closed => "程序即将结束，未作任何记录；请在程序重新运行后再办理".to_owned(),
            AppError::Broken { .. } => {
                "程序自身出错，未作任何记录；请告知管理员，详情见日志".to_owned()
            }
            AppError::NoSuchMatter { number } => {
                format!("您的管辖范围内没有事项 {number}；请核对编号")
            }
            AppError::NothingToErase { number } => {
                format!("{number} 没有留存的个人信息：从未留存，或先前已删除")
            }
            AppError::PersonElsewhere { number } => {
                format!("{number} 所涉个人另有事项在您的管辖范围之外；请由负责全部事项的人办理删除")
            }
            AppError::Organisation(fault) => format!("不能这样设置机构：{}", fault.in_chinese()),
            AppError::Calendar { faults } => {
                format!("日历未发布：\n{}", sentences(faults, Lang::Zh))
            }
            AppError::Pack { faults } => format!("业务包未启用：\n{}", sentences(faults, Lang::Zh)),
        }
    }
}

impl OrganisationFault {
    fn in_chinese(&self) -> String {
        match self {
            OrganisationFault::NoParent { unit, parent } => {
                format!("“{unit}”的上级“{parent}”不存在")
            }
            OrganisationFault::Ring { unit } => format!("“{unit}”成了自己的下级"),
            OrganisationFault::SecondAuthority { unit, authority } => {
                format!("“{unit}”没有上级，而机关是“{authority}”")
            }
            OrganisationFault::Nameless { unit } => format!("“{unit}”缺少中文或英文名称"),
            OrganisationFault::Twice { unit } => format!("“{unit}”出现了两次"),
            OrganisationFault::NoUnitOfPerson { person, unit } => {
                format!("人员“{person}”所在的单位“{unit}”不存在")
            }
            OrganisationFault::NamelessPerson { person } => format!("人员“{person}”没有姓名"),
            OrganisationFault::PersonTwice { person } => format!("人员“{person}”出现了两次"),
            OrganisationFault::NoRole { person, role } => {
                format!("人员“{person}”的角色“{role}”没有业务包声明；请写成“业务包.角色”")
            }
        }
    }
}
