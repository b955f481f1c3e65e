//! The end of a clock in words: how it ended, or from which days on it shows that it comes near and is over.

use base::{Lang, Say};

use super::Teller;
use crate::sheet::Ended;

impl Teller<'_> {
    /// How it ended, if it has.
    pub(super) fn ended(&self) -> Option<String> {
        let Ended { on, by, days_late } = self.sheet.ended.as_ref()?;
        let by = self.words.step(by).say(self.lang);
        Some(match (self.lang, days_late) {
            (Lang::Zh, Some(0)) => format!("{on}“{by}”，在期限内。"),
            (Lang::Zh, Some(days)) => format!("{on}“{by}”，晚于期限 {days} 天。"),
            (Lang::Zh, None) => format!("{on}“{by}”，不再计算。"),
            (Lang::En, Some(0)) => format!("Over on {on} (“{by}”), in time."),
            (Lang::En, Some(1)) => format!("Over on {on} (“{by}”), 1 day late."),
            (Lang::En, Some(days)) => format!("Over on {on} (“{by}”), {days} days late."),
            (Lang::En, None) => format!("Over on {on} (“{by}”)."),
        })
    }

    /// From which days on it shows what; nothing once it is over.
    pub(super) fn lights(&self) -> Option<String> {
        let red = self.sheet.red_on.filter(|_| self.sheet.ended.is_none())?;
        let yellow = self.sheet.yellow_on.filter(|yellow| *yellow < red);
        Some(match (self.lang, yellow) {
            (Lang::Zh, Some(yellow)) => format!("{yellow} 起预警（黄灯），{red} 起逾期（红灯）。"),
            (Lang::Zh, None) => format!("{red} 起逾期（红灯）。"),
            (Lang::En, Some(yellow)) => {
                format!("Its light is yellow from {yellow} and red from {red}.")
            }
            (Lang::En, None) => format!("Its light is red from {red}."),
        })
    }
}
