//! Why places are not moved.

use base::{Lang, Say};
use jiff::civil::Date;
use ledger::pool::Standing;

use crate::told::Told;
use crate::value::yuan;

/// Why places are not moved, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawRefused {
    #[error("there is no {number} in \"{register}\" to draw on; choose one that is listed there")]
    NoPool { register: Told, number: String },
    #[error("{number} is in state \"{state}\": nothing can be drawn from it any more")]
    PoolClosed { number: String, state: Told },
    #[error("the last day on which {number} can be drawn on was {last}; {day} is later")]
    PoolPast { number: String, day: Date, last: Date },
    #[error(
        "{day} lies before {last}, when places of {number} moved last; enter a day from {last} on"
    )]
    BeforeLast { number: String, day: Date, last: Date },
    #[error(
        "{number} has {there} {} {counts}, and {asked} would have to leave; nothing was changed",
        standing_en(*.standing)
    )]
    TooFew { number: String, counts: Told, standing: Standing, asked: Shown, there: Shown },
    #[error("{number} would hold more than any pool can")]
    TooMany { number: String },
    #[error("\"{field}\" must be given with this step, above zero: so much is moved")]
    NoAmount { field: Told },
    #[error("nothing is {} through \"{field}\", so nothing can be moved on", standing_en(*.standing))]
    NothingDrawn { field: Told, standing: Standing },
    #[error("only {there} {} through \"{field}\", and {asked} would be moved", standing_en(*.standing))]
    FewerDrawn { field: Told, standing: Standing, asked: Shown, there: Shown },
    #[error(
        "through \"{field}\" places of {number} are drawn already; give them back or release them first"
    )]
    DrawnElsewhere { field: Told, number: String },
    #[error(
        "the hold on {number} ended {} minutes ago, and its places may be somebody else's; hold again",
        .minutes
    )]
    HoldOver { number: String, minutes: i64 },
    #[error(
        "\"{step}\" is taken by the system when the hold is over, in {minutes} minutes; to give it up \
         before, take another step"
    )]
    NotOverYet { step: Told, minutes: i64 },
    #[error("{}", over_en(.0))]
    OverCap(Box<OverCap>),
    #[error(
        "record {of} moved places of {number}; reverse it and enter it again instead of correcting \
         which pool it drew on or how much"
    )]
    NotCorrected { of: u64, number: String },
}

/// A share that would be exceeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverCap {
    pub cap: Told,
    pub part: Shown,
    pub whole: Shown,
    /// As a percentage.
    pub limit: String,
    pub cite: String,
    /// Where the limit is laid down.
    pub limit_cite: String,
    /// The field in which a reason can be given, if one may be.
    pub ask: Option<Told>,
}

/// An amount as people read it: 3, or 1200.5 for money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown(String);

impl Shown {
    #[must_use]
    pub fn new(amount: i64, is_money: bool) -> Shown {
        Shown(if is_money { yuan(amount) } else { amount.to_string() })
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn standing_en(standing: Standing) -> &'static str {
    standing.key()
}

fn standing_zh(standing: Standing) -> &'static str {
    match standing {
        Standing::Free => "空余",
        Standing::Held => "保留",
        Standing::Used => "占用",
    }
}

fn over_en(over: &OverCap) -> String {
    let OverCap { cap, part, whole, limit, cite, limit_cite, ask } = over;
    let ask = ask
        .as_ref()
        .map_or_else(String::new, |field| format!("; it can be done if \"{}\" says why", field.en));
    format!(
        "\"{}\" would be {part} of {whole}, more than the {limit} admitted ({cite}; {limit_cite}){ask}",
        cap.en
    )
}

impl Say for DrawRefused {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.zh(),
        }
    }
}

impl DrawRefused {
    fn zh(&self) -> String {
        match self {
            DrawRefused::NoPool { register, number } => {
                format!("“{}”中没有 {number}；请从其列表中选择", register.zh)
            }
            DrawRefused::PoolClosed { number, state } => {
                format!("{number} 现为“{}”，不能再占用", state.zh)
            }
            DrawRefused::PoolPast { number, day, last } => {
                format!("{number} 最迟可于 {last} 占用，{day} 已过期")
            }
            DrawRefused::BeforeLast { number, day, last } => format!(
                "业务日期 {day} 早于 {number} 最近一次变动的 {last}；请填写 {last} 或以后的日期"
            ),
            DrawRefused::TooFew { number, counts, standing, asked, there } => format!(
                "{number} {}仅 {there} {}，不足 {asked} {}；未作任何变动",
                standing_zh(*standing),
                counts.zh,
                counts.zh
            ),
            DrawRefused::TooMany { number } => format!("{number} 将超出池的最大容量"),
            DrawRefused::NoAmount { field } => {
                format!("“{}”须随本步骤填写且大于零", field.zh)
            }
            DrawRefused::NothingDrawn { field, standing } => {
                format!("“{}”名下没有{}，无从办理", field.zh, standing_zh(*standing))
            }
            DrawRefused::FewerDrawn { field, standing, asked, there } => {
                format!("“{}”名下{}仅 {there}，不足 {asked}", field.zh, standing_zh(*standing))
            }
            DrawRefused::DrawnElsewhere { field, number } => {
                format!("“{}”已占用 {number}；请先退还或放弃", field.zh)
            }
            DrawRefused::HoldOver { number, minutes } => {
                format!("{number} 的保留已于 {minutes} 分钟前到期，可能已属他人；请重新保留")
            }
            DrawRefused::NotOverYet { step, minutes } => format!(
                "“{}”由系统在保留到期时办理（还有 {minutes} 分钟）；提前放弃请办理其他步骤",
                step.zh
            ),
            DrawRefused::OverCap(over) => over.zh(),
            DrawRefused::NotCorrected { of, number } => {
                format!("第 {of} 号记录占用了 {number}；占用的池和数量不作更正，请冲销后重新办理")
            }
        }
    }
}

impl OverCap {
    fn zh(&self) -> String {
        let OverCap { cap, part, whole, limit, cite, limit_cite, ask } = self;
        let ask = ask.as_ref().map_or_else(String::new, |field| {
            format!("；如确需办理，请在“{}”中说明理由", field.zh)
        });
        format!(
            "“{}”将为 {whole} 中的 {part}，超过上限 {limit}（{cite}；{limit_cite}）{ask}",
            cap.zh
        )
    }
}
