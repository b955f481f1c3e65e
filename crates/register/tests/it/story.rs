//! Histories in one line per act: `2021-03-01 lin receive subject=道路 applicant=citizen`.

use base::value::Fields;
use base::{Ctx, Lang, Say, Value};
use ledger::Cells;
use register::decide::{Act, Refused, Statement, What, decide, permitted};
use register::event::MatterEvent;
use register::postings::postings;
use register::value::read_value;
use register::words::Words;
use register::{Happened, Matter, Pack, Register};

use crate::fixture::{key, pack, somebody};

/// One matter, its books, and the pack it lives by.
pub(crate) struct Story {
    pub(crate) pack: Pack,
    pub(crate) register: &'static str,
    pub(crate) matter: Option<Matter>,
    pub(crate) cells: Cells,
    sequence: u64,
}

impl Story {
    pub(crate) fn new(register: &'static str) -> Story {
        Story { pack: pack(), register, matter: None, cells: Cells::new(), sequence: 0 }
    }

    pub(crate) fn register(&self) -> &Register {
        self.pack.register(&key(self.register)).unwrap()
    }

    /// Does what the line says, or panics with the refusal.
    pub(crate) fn then(mut self, line: &str) -> Story {
        if let Err(refused) = self.act(line) {
            panic!("{line}: {refused}");
        }
        self
    }

    /// Does what the line says. `DAY WHO[:ROLE] STEP field=value …`, `… note TEXT`, `… reverse N WHY`,
    /// `… correct N field=value field= on=DAY unit=UNIT : WHY`, `… reassign UNIT WHY`.
    pub(crate) fn act(&mut self, line: &str) -> Result<MatterEvent, Refused> {
        let mut words = line.splitn(3, ' ');
        let (day, who, what) =
            (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let (who, role) = who.split_once(':').unwrap_or((who, "everybody"));
        let ctx = somebody(&self.pack, who, role);
        let act = Act {
            register: key(self.register),
            number: Some("XK-1".to_owned()),
            what: self.what(what),
            effective_on: base::day::read(day).unwrap(),
            basis: String::new(),
        };
        let event = decide(&ctx, &self.pack, self.matter.as_ref(), &act, "XK-1")?;
        self.record(&ctx, &act, event.clone());
        Ok(event)
    }

    fn record(&mut self, ctx: &Ctx, act: &Act, event: MatterEvent) {
        let entry = postings(self.register(), &event, act.effective_on).unwrap();
        self.cells.post(&entry).unwrap();
        self.sequence += 1;
        let happened = Happened {
            sequence: self.sequence,
            effective_on: act.effective_on,
            recorded_at: ctx.now,
            actor: ctx.actor.id.clone(),
            basis: act.basis.clone(),
            event,
        };
        self.matter = match self.matter.take() {
            None => Matter::fold(vec![happened]),
            Some(matter) => Some(matter.followed_by(happened)),
        };
    }

    fn what(&self, text: &str) -> What {
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        match verb {
            "note" => What::Note(rest.to_owned()),
            "reverse" => {
                let (of, reason) = rest.split_once(' ').unwrap_or((rest, ""));
                What::Reverse { of: of.parse().unwrap(), reason: reason.to_owned() }
            }
            "reassign" => {
                let (to, reason) = rest.split_once(' ').unwrap_or((rest, ""));
                What::Reassign { to: key(to), reason: reason.to_owned() }
            }
            "correct" => {
                let (said, reason) = rest.split_once(" : ").unwrap_or((rest, ""));
                let (of, said) = said.split_once(' ').unwrap_or((said, ""));
                let (of, to) = (of.parse().unwrap(), self.statement(said));
                What::Correct { of, to, reason: reason.to_owned() }
            }
            step => {
                let mut unit = None;
                let mut set = Fields::new();
                for cell in cells(rest) {
                    let (name, value) = cell.split_once('=').unwrap();
                    if name == "unit" {
                        unit = Some(key(value));
                    } else {
                        set.insert(key(name), self.value(name, value));
                    }
                }
                What::Step { step: key(step), unit, set }
            }
        }
    }

    fn statement(&self, said: &str) -> Statement {
        let mut to = Statement::default();
        for cell in cells(said) {
            match cell.split_once('=').unwrap() {
                ("unit", unit) => to.unit = Some(key(unit)),
                ("on", day) => to.effective_on = base::day::read(day),
                (name, "") => {
                    to.clear.insert(key(name));
                }
                (name, value) => {
                    to.set.insert(key(name), self.value(name, value));
                }
            }
        }
        to
    }

    /// A field the register does not know gets a text.
    fn value(&self, name: &str, value: &str) -> Value {
        let words = Words::new(&self.pack, self.register());
        match words.register.field(&key(name)) {
            Some(field) => read_value(words.asked(field), value)
                .unwrap_or_else(|wrong| panic!("{name}={value}: {wrong}")),
            None => Value::Text(value.to_owned()),
        }
    }

    /// Where the matter is: `handling@office {applicant=citizen}`.
    pub(crate) fn place(&self) -> String {
        match self.matter.as_ref().and_then(|matter| matter.place.as_ref()) {
            None => "nowhere".to_owned(),
            Some(place) => format!("{}@{} {{{}}}", place.state, place.unit, place.dims),
        }
    }

    /// The keys of the steps offered to somebody.
    pub(crate) fn offered(&self, who: &str, role: &str) -> String {
        let ctx = somebody(&self.pack, who, role);
        let steps = permitted(&ctx, self.register(), self.matter.as_ref());
        steps.iter().map(|step| step.key.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Every non-empty cell, in order of the text: `2021-03-01 office permits/state/received applicant=citizen +1 -0`.
    pub(crate) fn books(&self) -> String {
        let cells = self.cells.iter().filter(|(_, tally)| !tally.is_zero()).map(|(cell, tally)| {
            let place = format!("{} {} {}", cell.day, cell.unit, cell.account);
            let dims = if cell.dims.is_empty() { String::new() } else { format!(" {}", cell.dims) };
            format!("{place}{dims} +{} -{}", tally.debit, tally.credit)
        });
        let mut cells: Vec<String> = cells.collect();
        cells.sort();
        cells.join("\n")
    }
}

/// Cells apart by spaces; `[…]` and `"…"` keep theirs.
fn cells(text: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '[' | ']' | '"' => inside = !inside,
            ' ' if !inside => cells.push(String::new()),
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    cells.into_iter().filter(|cell| !cell.is_empty()).collect()
}

/// What the last act of a history is told, in English; `done` if nothing.
pub(crate) fn told(register: &'static str, lines: &[&str]) -> (String, String) {
    let (last, before) = lines.split_last().unwrap();
    let mut story = Story::new(register);
    for line in before {
        story = story.then(line);
    }
    match story.act(last) {
        Ok(_) => ("done".to_owned(), "已办".to_owned()),
        Err(refused) => (refused.say(Lang::En), refused.say(Lang::Zh)),
    }
}
