//! What a line says that an earlier event should have said.

use base::{Key, day};
use register::Matter;
use register::decide::Statement;
use register::event::{Happened, Happening};
use register::model::Register;

use super::parse::ActLine;
use super::run::{Desk, named};

impl Desk<'_> {
    /// The record that is meant, and what it should have said.
    pub(super) fn corrected(
        &self,
        register: &Register,
        line: &ActLine,
        (meant, set): (&str, &[(Key, String)]),
    ) -> Result<(u64, Statement), String> {
        let matter = self.book.matter(&register.key, &line.number);
        let of = matter.and_then(|matter| find(matter, meant)).map_or(0, |found| found.sequence);
        let (cleared, given): (Vec<_>, Vec<_>) =
            set.iter().cloned().partition(|(_, value)| value.is_empty());
        let day_of = |text| day::read(text).ok_or_else(|| format!("a day where \"{text}\" stands"));
        let unit = named(&given, "unit", register).map(Key::new).transpose();
        let effective_on = named(&given, "on", register).map(day_of).transpose()?;
        let said: Vec<(Key, String)> = given
            .iter()
            .filter(|(key, _)| {
                register.field(key).is_some() || !["unit", "on"].contains(&key.as_str())
            })
            .cloned()
            .collect();
        let to = Statement {
            set: self.fields(register, &said)?,
            clear: cleared.into_iter().map(|(key, _)| key).collect(),
            effective_on,
            unit: unit.map_err(|bad| bad.to_string())?,
        };
        Ok((of, to))
    }
}

/// `#2` is the second record; else the latest in force of a step.
fn find<'a>(matter: &'a Matter, meant: &str) -> Option<&'a Happened> {
    if let Some(version) = meant.strip_prefix('#') {
        let version: u32 = version.parse().ok()?;
        return matter.history.iter().find(|one| one.event.version == version);
    }
    let is_meant = |one: &&Happened| matches!(&one.event.what, Happening::Step(step) if step.as_str() == meant);
    matter.in_force().filter(is_meant).last()
}
