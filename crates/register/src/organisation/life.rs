//! Nothing is posted at a unit outside its life, and no open matter stays behind at one that has ended.

use base::{Key, Lang, Say};
use jiff::civil::Date;

use super::Tree;
use crate::event::{Happened, Happening, Place};
use crate::matter::Matter;
use crate::model::Register;
use crate::restate;

/// A matter would be at a unit that was not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{number} would be at \"{unit}\" on {on}, {}; reassign it to another unit first, or choose another day",
    span(Lang::En, *.since, *.until)
)]
pub struct Gone {
    pub number: String,
    pub unit: Key,
    pub on: Date,
    /// First day of the unit's life, if it had one.
    pub since: Option<Date>,
    /// The day on which it no longer was.
    pub until: Option<Date>,
}

fn span(lang: Lang, since: Option<Date>, until: Option<Date>) -> String {
    match (lang, since, until) {
        (Lang::En, _, Some(until)) => format!("which ended on {until}"),
        (Lang::Zh, _, Some(until)) => format!("该单位已于 {until} 撤销"),
        (Lang::En, Some(since), None) => format!("which began on {since}"),
        (Lang::Zh, Some(since), None) => format!("该单位于 {since} 设立"),
        (Lang::En, None, None) => "which does not exist".to_owned(),
        (Lang::Zh, None, None) => "该单位不存在".to_owned(),
    }
}

impl Say for Gone {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!(
                "事项 {} 于 {} 将在“{}”，{}；请先划转到其他单位，或改用其他日期",
                self.number,
                self.on,
                self.unit,
                span(lang, self.since, self.until)
            ),
        }
    }
}

impl Tree {
    /// Whether everything that happened to a matter happened at units that were there, and it waits
    /// nowhere that has ended.
    ///
    /// A reassignment may leave a unit that has ended: that is how a matter gets away from there. What is
    /// closed may stay: past flows remain where they happened.
    ///
    /// # Errors
    ///
    /// [`Gone`] with the first day on which it would be otherwise.
    pub fn admits(&self, register: &Register, matter: &Matter) -> Result<(), Gone> {
        let open = |place: &Place| {
            register.states.iter().any(|state| state.key == place.state && state.open)
        };
        let shown: Vec<&Happened> = restate::tracing(matter.rightly())
            .filter(|one| !matches!(one.event.what, Happening::Note(_)))
            .collect();
        for (index, one) in shown.iter().enumerate() {
            let (before, after) = (one.event.before.as_ref(), one.event.after.as_ref());
            let leaves = !matches!(one.event.what, Happening::Reassigned { .. });
            for place in before.filter(|_| leaves).into_iter().chain(after) {
                self.there(matter, &place.unit, one.effective_on)?;
            }
            let Some(place) = after.filter(|place| open(place)) else { continue };
            let Some(until) = self.unit(&place.unit).and_then(|node| node.until) else { continue };
            let next = shown.get(index.saturating_add(1)).map(|next| next.effective_on);
            if next.is_none_or(|next| next > until) {
                self.there(matter, &place.unit, until)?;
            }
        }
        Ok(())
    }

    fn there(&self, matter: &Matter, unit: &Key, on: Date) -> Result<(), Gone> {
        let node = self.unit(unit);
        if node.is_some_and(|node| node.lives(on)) {
            return Ok(());
        }
        Err(Gone {
            number: matter.number.clone(),
            unit: unit.clone(),
            on,
            since: node.and_then(|node| node.since),
            until: node.and_then(|node| node.until),
        })
    }
}
