//! Runs a case line by line.

use base::ctx::Rights;
use base::value::Fields;
use base::{Ctx, Key, Lang, Say, Value};
use jiff::civil::{Date, Time};
use register::decide::{Act, FieldFault, What};
use register::model::{Catalogue, Kind, Pack, Register};
use register::value::read_value;
use register::words::Words;

use super::Miss;
use super::parse::{ActLine, Case, Doing, Said};
use crate::asker::Asker;
use crate::book::{Book, Done};

/// What came of a case.
#[derive(Default)]
pub(super) struct Ran {
    pub expectations: usize,
    pub failures: Vec<(usize, Miss)>,
}

/// Runs a case from empty books. After a line that cannot be carried out the rest would only repeat
/// its failure, so the case ends there; an expectation that fails does not end it.
pub(super) fn case(catalogue: &Catalogue, pack: &Pack, case: &Case) -> Ran {
    let mut desk = Desk {
        book: Book::new(catalogue.clone()),
        pack,
        asker: Asker::new("somebody").holding(pack, &[]),
        opens_at: None,
        clock: Date::MIN,
        time: Time::constant(12, 0, 0, 0),
        is_stopped: false,
    };
    let mut ran = Ran::default();
    for line in &case.lines {
        let said = match &line.said {
            Ok(said) => said,
            Err(shape) => {
                ran.failures.push((line.number, Miss::new(shape, "a line nobody understands")));
                return ran;
            }
        };
        let expects = matches!(said, Said::Refuse { .. } | Said::Together { refused: Some(_), .. })
            || matches!(
                said,
                Said::ExpectState { .. } | Said::ExpectPlaces { .. } | Said::ExpectDue { .. }
            )
            || matches!(said, Said::ExpectFigure(_));
        if expects {
            ran.expectations = ran.expectations.saturating_add(1);
        }
        if let Err(miss) = desk.carry_out(said) {
            ran.failures.push((line.number, miss));
            if !expects {
                return ran;
            }
        }
    }
    ran
}

pub(super) struct Desk<'a> {
    pub(super) book: Book,
    pub(super) pack: &'a Pack,
    asker: Asker,
    opens_at: Option<Key>,
    clock: Date,
    time: Time,
    is_stopped: bool,
}

impl<'a> Desk<'a> {
    fn carry_out(&mut self, said: &Said) -> Result<(), Miss> {
        match said {
            Said::Unit { key, kind } => {
                let kind = kind.clone().unwrap_or_else(|| kind_of_reporters(self.pack));
                self.book.units.add(key, &kind);
                self.opens_at = Some(key.clone());
                Ok(())
            }
            Said::As { actor, roles } => self.change_actor(actor, roles),
            Said::Today(day) => {
                (self.clock, self.is_stopped) = (*day, true);
                Ok(())
            }
            Said::Time(time) => {
                self.time = *time;
                Ok(())
            }
            Said::Expire => {
                let ctx = self.asker.clone().on(self.clock).at(self.time).ctx();
                self.book.expire(&ctx);
                Ok(())
            }
            Said::Together { acts, refused } => self.together(acts, refused.as_deref()),
            Said::Begin | Said::End { .. } => Ok(()),
            Said::ExpectPlaces { number, of, amount } => self.expect_places(number, *of, *amount),
            Said::Act(act) => {
                self.act(act).map(|_| ()).map_err(|refusal| Miss::new("it to be done", refusal))
            }
            Said::Refuse { act, because } => match self.act(act) {
                Err(refusal) if refusal.contains(because.as_str()) => Ok(()),
                Err(refusal) => Err(Miss::new(format!("a refusal with {because}"), refusal)),
                Ok(_) => Err(Miss::new(format!("a refusal with {because}"), "it was done")),
            },
            Said::ExpectDue { number, clock, due } => self.expect_due(number, clock, *due),
            Said::ExpectState { number, state } => self.expect_state(number, state),
            Said::ExpectFigure(asked) => self.expect_figure(asked),
        }
    }

    fn change_actor(&mut self, actor: &Key, roles: &[Key]) -> Result<(), Miss> {
        if let Some(unknown) = roles.iter().find(|role| !self.pack.roles.contains_key(role)) {
            let known: Vec<&str> = self.pack.roles.keys().map(Key::as_str).collect();
            return Err(Miss::new(format!("a role: {}", known.join(", ")), unknown.as_str()));
        }
        self.asker = Asker::of(actor.clone()).holding(self.pack, roles);
        Ok(())
    }

    /// Does what the line says; else the sentence that refuses it.
    fn act(&mut self, line: &ActLine) -> Result<Done, String> {
        let (ctx, act) = self.meant(line)?;
        self.book.act(&ctx, &act).map_err(|unable| unable.say(Lang::En))
    }

    /// Does all of it or nothing.
    fn together(&mut self, lines: &[ActLine], refused: Option<&str>) -> Result<(), Miss> {
        let acts: Result<Vec<(Ctx, Act)>, String> =
            lines.iter().map(|line| self.meant(line)).collect();
        let acts = acts.map_err(|refusal| Miss::new("all of it to be done", refusal))?;
        match (self.book.act_together(&acts), refused) {
            (Ok(_), None) => Ok(()),
            (Err((_, unable)), None) => {
                Err(Miss::new("all of it to be done", unable.say(Lang::En)))
            }
            (Ok(_), Some(because)) => {
                Err(Miss::new(format!("a refusal with {because}"), "all of it was done"))
            }
            (Err((_, unable)), Some(because)) => {
                let refusal = unable.say(Lang::En);
                if refusal.contains(because) {
                    return Ok(());
                }
                Err(Miss::new(format!("a refusal with {because}"), refusal))
            }
        }
    }

    /// The act that a line means, and who does it when.
    fn meant(&mut self, line: &ActLine) -> Result<(Ctx, Act), String> {
        if !self.is_stopped {
            self.clock = self.clock.max(line.on);
        }
        let mut ctx = self.asker.clone().on(self.clock).at(self.time).ctx();
        if matches!(line.doing, Doing::Reassign { .. }) {
            // An administrative act: no role of the pack gives the right.
            ctx.actor.rights = Rights::All;
        }
        let register = self.register_of(line)?;
        let what = match &line.doing {
            Doing::Note(text) => What::Note(text.clone()),
            Doing::Reverse(reason) => {
                let matter = self.book.matter(&register.key, &line.number);
                let latest = matter.and_then(|matter| matter.in_force().last());
                let of = latest.map_or(0, |happened| happened.sequence);
                What::Reverse { of, reason: reason.clone() }
            }
            Doing::Correct { meant, set, reason } => {
                let (of, to) = self.corrected(register, line, (meant, set))?;
                What::Correct { of, to, reason: reason.clone() }
            }
            Doing::Reassign { to, reason } => {
                What::Reassign { to: to.clone(), reason: reason.clone() }
            }
            Doing::Step { step, set, .. } => {
                let opens = register.step(step).is_some_and(|step| step.from.is_empty());
                let unit = named(set, "unit", register).map(Key::new).transpose();
                let unit = unit.map_err(|bad| bad.to_string())?;
                let unit = unit.or_else(|| self.opens_at.clone().filter(|_| opens));
                What::Step { step: step.clone(), unit, set: self.fields(register, set)? }
            }
        };
        let basis = match &line.doing {
            Doing::Step { set, .. } => named(set, "basis", register).unwrap_or_default(),
            _ => "",
        };
        let act = Act {
            register: register.key.clone(),
            number: Some(line.number.clone()),
            what,
            effective_on: line.on,
            basis: basis.to_owned(),
        };
        for unit in act.units() {
            self.book.units.add(unit, &Key::literal("division"));
        }
        Ok((ctx, act))
    }

    /// The register that a line means: the one named, else the one with such a matter, else the one
    /// that the step opens a matter of.
    fn register_of(&self, line: &ActLine) -> Result<&'a Register, String> {
        let pack = self.pack;
        let (named, step) = match &line.doing {
            Doing::Step { register, step, .. } => (register.as_ref(), Some(step)),
            _ => (None, None),
        };
        if let Some(named) = named {
            let unknown = || format!("a register of the pack where \"{named}\" stands");
            return pack.register(named).ok_or_else(unknown);
        }
        let has_step = |register: &&Register| step.is_none_or(|step| register.step(step).is_some());
        let able: Vec<&Register> = pack.registers.iter().filter(has_step).collect();
        let has_matter =
            |register: &&&Register| self.book.matter(&register.key, &line.number).is_some();
        let holding: Vec<&Register> = able.iter().filter(has_matter).copied().collect();
        let opening = |register: &&&Register| register.opening().map(|step| &step.key) == step;
        let opening: Vec<&Register> = able.iter().filter(opening).copied().collect();
        match (holding.as_slice(), opening.as_slice(), able.as_slice()) {
            ([one], _, _) | (_, [one], _) | (_, _, [one]) => Ok(*one),
            // No register has the step: the first refuses it with the steps it has.
            (_, _, []) => {
                pack.registers.first().ok_or_else(|| "the pack has no register".to_owned())
            }
            _ => Err("several registers have this step: write `register.step`".to_owned()),
        }
    }

    /// The values of a step; what cannot be read is refused as a form would refuse it.
    pub(super) fn fields(
        &self,
        register: &Register,
        set: &[(Key, String)],
    ) -> Result<Fields, String> {
        let words = Words::new(self.pack, register);
        let mut fields = Fields::new();
        for (key, text) in set {
            let Some(field) = register.field(key) else {
                if ["unit", "basis"].contains(&key.as_str()) {
                    continue;
                }
                // The decision says which fields there are.
                fields.insert(key.clone(), Value::Text(text.clone()));
                continue;
            };
            let asked = words.asked(field);
            let value = read_value(asked, text).map_err(|wrong| {
                FieldFault { field: key.clone(), word: asked.word(), wrong }.say(Lang::En)
            })?;
            fields.insert(key.clone(), value);
        }
        Ok(fields)
    }
}

/// A word of a line that is no field: where a matter opens, on what basis.
pub(super) fn named<'s>(
    set: &'s [(Key, String)],
    name: &str,
    register: &Register,
) -> Option<&'s str> {
    let is_meant = |key: &Key| key.as_str() == name && register.field(key).is_none();
    set.iter().find(|(key, _)| is_meant(key)).map(|(_, text)| text.as_str())
}

/// What a unit is in a case that does not say: a reporter, if the pack has reports.
fn kind_of_reporters(pack: &Pack) -> Key {
    let reporters = pack.registers.iter().find_map(|register| match &register.kind {
        Kind::Count { reporters, .. } => Some(reporters.clone()),
        Kind::Case | Kind::Stock(_) => None,
    });
    reporters.unwrap_or_else(|| Key::literal("division"))
}
