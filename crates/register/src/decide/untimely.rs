//! Why a step cannot be taken at this time of a clock.

use base::{Lang, Say};
use jiff::civil::Date;

use crate::told::Told;

/// A step that a clock does not permit now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untimely {
    #[error(
        "\"{step}\" cannot be taken: \"{clock}\" was extended on {on}, and it is extended once only"
    )]
    Extended { step: Told, clock: Told, on: Date },
    #[error(
        "\"{step}\" cannot be taken: \"{clock}\" ended on {due}, and what is over cannot be extended"
    )]
    TermOver { step: Told, clock: Told, due: Date },
    #[error(
        "\"{step}\" cannot be taken yet: \"{clock}\" runs until {due}, and it follows from its end"
    )]
    NotOver { step: Told, clock: Told, due: Date },
    #[error("\"{step}\" cannot be taken: \"{clock}\" stands still, and it follows from its end")]
    Standing { step: Told, clock: Told },
}

impl Say for Untimely {
    fn say(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::Zh, Untimely::Extended { step, clock, on }) => {
                format!("不能办理“{}”：“{}”已于 {on} 延长，只可延长一次", step.zh, clock.zh)
            }
            (Lang::Zh, Untimely::TermOver { step, clock, due }) => {
                format!("不能办理“{}”：“{}”已于 {due} 届满，届满后不得延长", step.zh, clock.zh)
            }
            (Lang::Zh, Untimely::NotOver { step, clock, due }) => {
                format!("还不能办理“{}”：它以“{}”届满为前提，该时限至 {due} 止", step.zh, clock.zh)
            }
            (Lang::Zh, Untimely::Standing { step, clock }) => {
                format!("不能办理“{}”：它以“{}”届满为前提，该时限正暂停计算", step.zh, clock.zh)
            }
        }
    }
}
