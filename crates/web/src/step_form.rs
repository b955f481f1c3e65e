//! The forms on the page of a matter: permitted steps, a note, and taking back the latest event.

use base::Key;
use base::value::TEXT_CHARS_MAX;
use register::model::Step;
use register::{Happened, Matter};

use crate::address::Address;
use crate::asking::Asking;
use crate::form::{Control, Faults, Typed, Widget, controls};
use crate::texts::Texts;

/// A form of a step.
pub(crate) struct StepForm {
    pub(crate) id: String,
    /// Under which sending it twice records it once.
    pub(crate) key: String,
    pub(crate) name: String,
    /// The state it leads to, if it leads anywhere.
    pub(crate) leads_to: String,
    pub(crate) address: String,
    pub(crate) opened: bool,
    pub(crate) refused: Option<String>,
    /// The places where the rules of the step are laid down.
    pub(crate) rules: Vec<String>,
    pub(crate) controls: Vec<Control>,
    pub(crate) effective_on: String,
    pub(crate) day_min: String,
    pub(crate) day_max: String,
    pub(crate) day_fault: Option<String>,
    pub(crate) basis: String,
}

/// A refused form: which one, why, and what had been filled in.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The id of the form: `step-answer`, `note`, `reversal`, `open`.
    pub(crate) form: String,
    pub(crate) sentence: String,
    /// By control name; `effective_on` for the day.
    pub(crate) faults: Faults,
    pub(crate) typed: Typed,
}

/// All forms of a matter's page.
pub(crate) struct Forms {
    pub(crate) steps: Vec<StepForm>,
    pub(crate) note: Option<StepForm>,
    pub(crate) reversal: Option<StepForm>,
}

/// The control name of a note and of the reason of a reversal.
pub(crate) const TEXT: &str = "text";

impl Forms {
    pub(crate) fn of(
        texts: Texts<'_>,
        asking: &Asking,
        matter: &Matter,
        refusal: Option<&Refusal>,
    ) -> Forms {
        let permitted = register::decide::permitted(&asking.ctx, texts.register, Some(matter));
        let is_refused =
            |step: &Step| refusal.is_some_and(|refusal| refusal.form == step_form_id(&step.key));
        // A refused form stays, even if the step is not offered: what was typed is not lost.
        let offered = texts.register.steps.iter().filter(|step| {
            permitted.iter().any(|permitted| permitted.key == step.key) || is_refused(step)
        });
        let make = Making { texts, asking, matter: Some(matter), refusal };
        let mut steps: Vec<StepForm> = offered.map(|step| make.step(step)).collect();
        if let ([step], None) = (steps.as_mut_slice(), refusal) {
            step.opened = true;
        }
        let words = asking.frame.words;
        let is_there = matter.place.is_some();
        Forms {
            steps,
            note: is_there.then(|| {
                make.texted(
                    "note",
                    "notes",
                    words.t("note-add").into_owned(),
                    words.t("note-text").into_owned(),
                )
            }),
            reversal: matter.in_force().last().map(|latest| make.reversal(latest)),
        }
    }
}

impl Forms {
    pub(crate) fn all(&self) -> impl Iterator<Item = &StepForm> {
        self.steps.iter().chain(&self.note).chain(&self.reversal)
    }
}

/// Makes the forms of one page.
pub(crate) struct Making<'a> {
    pub(crate) texts: Texts<'a>,
    pub(crate) asking: &'a Asking,
    /// `None` while it is being opened.
    pub(crate) matter: Option<&'a Matter>,
    pub(crate) refusal: Option<&'a Refusal>,
}

impl Making<'_> {
    pub(crate) fn step(&self, step: &Step) -> StepForm {
        let id = format!("step-{}", step.key);
        let (typed, faults) = self.typed(&id);
        let none = base::value::Fields::new();
        let present = self.matter.map_or(&none, |matter| &matter.fields);
        let controls = controls(self.texts, step, &self.asking.units, present, (typed, faults));
        let leads_to = step
            .to
            .as_ref()
            .filter(|to| self.matter.is_none_or(|matter| matter.state() != Some(to)));
        let mut form = self.form(id, self.texts.step(&step.key), &["steps", step.key.as_str()]);
        form.leads_to = leads_to.map(|to| self.texts.state(to)).unwrap_or_default();
        form.rules = step.rules.iter().map(|rule| rule.cite.clone()).collect();
        form.rules.dedup();
        form.controls = controls;
        form
    }

    /// A form of one text: a note, or the reason of a reversal.
    fn texted(&self, id: &str, folder: &str, name: String, label: String) -> StepForm {
        let (typed, faults) = self.typed(id);
        let mut form = self.form(id.to_owned(), name, &[folder]);
        let text = typed.map(|typed| typed.get(TEXT)).unwrap_or_default().to_owned();
        form.controls = vec![Control {
            name: TEXT.to_owned(),
            id: format!("{id}-{TEXT}"),
            label,
            needed: true,
            hint: String::new(),
            fault: faults.get(TEXT).cloned(),
            widget: Widget::Area { text, chars_max: TEXT_CHARS_MAX },
        }];
        form
    }

    /// Proposes the day of the event that is taken back, so that figures of every day since return to
    /// what they were.
    fn reversal(&self, latest: &Happened) -> StepForm {
        let words = self.asking.frame.words;
        let mut form = self.texted(
            "reversal",
            "reversals",
            words.t("reverse").into_owned(),
            words.t("reverse-reason").into_owned(),
        );
        if form.refused.is_none() {
            form.effective_on = latest.effective_on.to_string();
        }
        if let Some(reason) = form.controls.first_mut() {
            reason.hint = words.t("reverse-day-hint").into_owned();
        }
        form
    }

    fn typed(&self, id: &str) -> (Option<&Typed>, &Faults) {
        static NONE: Faults = Faults::new();
        match self.refusal.filter(|refusal| refusal.form == id) {
            Some(refusal) => (Some(&refusal.typed), &refusal.faults),
            None => (None, &NONE),
        }
    }

    fn form(&self, id: String, name: String, below: &[&str]) -> StepForm {
        let refusal = self.refusal.filter(|refusal| refusal.form == id);
        let today = self.asking.ctx.today.to_string();
        let typed = |name: &str| refusal.map(|refusal| refusal.typed.get(name).to_owned());
        let register = self.texts.register.key.as_str();
        let address = self.matter.map(|matter| {
            let segments = ["registers", register, matter.number.as_str()];
            Address::of(&[&segments, below].concat()).to_string()
        });
        StepForm {
            key: self.asking.key(),
            name,
            leads_to: String::new(),
            address: address.unwrap_or_default(),
            opened: refusal.is_some(),
            refused: refusal.map(|refusal| refusal.sentence.clone()),
            rules: vec![],
            controls: vec![],
            effective_on: typed("effective_on").unwrap_or_else(|| today.clone()),
            day_min: self.matter.map(|matter| matter.changed_on.to_string()).unwrap_or_default(),
            day_max: today,
            day_fault: refusal.and_then(|refusal| refusal.faults.get("effective_on").cloned()),
            basis: typed("basis").unwrap_or_default(),
            id,
        }
    }
}

/// The latest event in force: what a reversal would take back.
pub(crate) fn latest(matter: &Matter) -> Option<u64> {
    matter.in_force().last().map(|happened| happened.sequence)
}

/// The id of a step's form.
pub(crate) fn step_form_id(step: &Key) -> String {
    format!("step-{step}")
}
