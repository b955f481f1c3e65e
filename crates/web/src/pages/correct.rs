//! `GET`, `POST /registers/{register}/{number}/corrections/{of}`: what should a record have said?

use std::borrow::Cow;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Key;
use base::value::{Fields, TEXT_CHARS_MAX};
use register::Matter;
use register::decide::{Act, Statement, What};
use register::event::{Happened, Happening};
use register::model::Step;
use register::words::Words;

use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::form::{self, Control, Faults, Input, Typed, Widget, controls, field_name};
use crate::frame::{Choice, Frame, Nav};
use crate::pages::act::{Submitted, UNIT, command, refusal, typed};
use crate::pages::matter::find;
use crate::pages::register::matter_address;
use crate::state::Web;
use crate::step_form::{Refusal, TEXT};
use crate::texts::Texts;

/// The control of the day that the record should have had.
const ON: &str = "on";

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path((register, number, of)): Path<(String, String, u64)>,
) -> Result<Html<String>, WebError> {
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let matter = find(&web, &asking, &texts.register.key, &number).await?;
    let corrected = Corrected::of(texts, &matter, of).ok_or(WebError::Missing)?;
    asking.ctx.require(&corrected.step.right).map_err(store::StoreError::from)?;
    Ok(html(&view(asking, texts, &corrected, None)))
}

pub(crate) async fn take(
    asking: Asking,
    State(web): State<Web>,
    Path((register, number, of)): Path<(String, String, u64)>,
    form: Submitted,
) -> Result<Response, WebError> {
    let typed = typed(form)?;
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let matter = find(&web, &asking, &texts.register.key, &number).await?;
    let corrected = Corrected::of(texts, &matter, of).ok_or(WebError::Missing)?;
    let (to, mut faults) = corrected.statement(texts, &typed);
    if to.effective_on.is_none() {
        faults.insert(ON.to_owned(), asking.frame.words.t("fault-day").into_owned());
    }
    let error = if faults.is_empty() {
        let what = What::Correct { of, to, reason: typed.get(TEXT).to_owned() };
        let act = Act {
            register: texts.register.key.clone(),
            number: Some(number.clone()),
            what,
            effective_on: asking.ctx.today,
            basis: typed.get("basis").to_owned(),
        };
        let seen = typed.get("version").parse().ok();
        let command = app::Command { seen, ..command(act, &typed) };
        match web.commands.submit(&asking.ctx, command).await {
            Ok(done) => {
                let address = matter_address(&register, &done.number);
                let address = address.and("done", &done.sequence.to_string());
                return Ok(Redirect::to(&address.to_string()).into_response());
            }
            Err(error) => error.into(),
        }
    } else {
        WebError::Unreadable
    };
    let form = ("correction".to_owned(), typed, faults);
    let (status, refusal) = refusal(error, form, asking.lang())?;
    Ok((status, html(&view(asking, texts, &corrected, Some(&refusal)))).into_response())
}

/// A step of a matter that is in force, as it stands corrected.
struct Corrected<'a> {
    matter: &'a Matter,
    happened: &'a Happened,
    step: &'a Step,
}

impl<'a> Corrected<'a> {
    fn of(texts: Texts<'a>, matter: &'a Matter, of: u64) -> Option<Corrected<'a>> {
        let happened = matter.in_force().find(|happened| happened.sequence == of)?;
        let Happening::Step(step) = &happened.event.what else { return None };
        Some(Corrected { matter, happened, step: texts.register.step(step)? })
    }

    fn opens(&self) -> bool {
        self.happened.event.before.is_none()
    }

    /// What was typed: fields that are otherwise than the record says, and those that are now blank. A
    /// personal value that lies elsewhere is not shown in the form, so a blank leaves it as it is.
    fn statement(&self, texts: Texts<'_>, typed: &Typed) -> (Statement, Faults) {
        let words = Words::new(texts.pack, texts.register);
        let (given, faults) = form::read(words, self.step, typed, &Fields::new(), texts.lang);
        let said = &self.happened.event.set;
        let asked = self.step.needs.iter().chain(&self.step.may);
        let clear = asked.filter(|key| {
            let shown =
                said.get(*key).is_some_and(|value| !matches!(value, base::Value::Sealed(_)));
            shown && !given.contains_key(*key) && !faults.contains_key(&field_name(key))
        });
        let to = Statement {
            clear: clear.cloned().collect(),
            effective_on: base::day::read(typed.get(ON)),
            unit: Key::new(typed.get(UNIT)).ok().filter(|_| self.opens()),
            set: given
                .iter()
                .filter(|(key, value)| said.get(*key) != Some(value))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
        };
        (to, faults)
    }
}

fn view(
    asking: Asking,
    texts: Texts<'_>,
    corrected: &Corrected<'_>,
    refusal: Option<&Refusal>,
) -> Page {
    let none = Faults::new();
    let words = asking.frame.words;
    let (typed, faults) =
        refusal.map_or((None, &none), |refusal| (Some(&refusal.typed), &refusal.faults));
    let said = &corrected.happened.event.set;
    let mut fields = controls(texts, corrected.step, &asking.units, said, (typed, faults));
    let text = |name: &str| typed.map(|typed| typed.get(name).to_owned());
    let line = |name: &str, label: Cow<'static, str>, kind, present: String| Control {
        name: name.to_owned(),
        id: format!("correction-{name}"),
        label: label.into_owned(),
        needed: name == ON,
        hint: String::new(),
        fault: faults.get(name).cloned(),
        widget: Widget::Line(Input { kind, mode: "text", text: text(name).unwrap_or(present) }),
    };
    let day = corrected.happened.effective_on.to_string();
    fields.insert(0, line(ON, words.t("correct-on"), "date", day));
    let mut reason = line(TEXT, words.t("correct-reason"), "text", String::new());
    reason.needed = true;
    let typed_reason = text(TEXT).unwrap_or_default();
    reason.widget = Widget::Area { text: typed_reason, chars_max: TEXT_CHARS_MAX };
    let after = corrected.happened.event.after.as_ref();
    let present = text(UNIT).and_then(|unit| Key::new(&unit).ok());
    let present = present.or_else(|| after.map(|place| place.unit.clone()));
    let scope = &asking.ctx.actor.scope;
    let units =
        corrected.opens().then(|| asking.units.choices(scope, present.as_ref(), texts.lang));
    let number = corrected.matter.number.clone();
    let address = crate::address::Address::of(&["registers", texts.register.key.as_str()]);
    let of = corrected.happened.sequence;
    let (step, record) = (texts.step(&corrected.step.key), of.to_string());
    let title = words.with("correct-title", &[("step", &step), ("record", &record)]);
    Page {
        register: texts.name(),
        register_address: address.to_string(),
        matter_address: matter_address(texts.register.key.as_str(), &number).to_string(),
        number,
        refused: refusal.map(|refusal| refusal.sentence.clone()),
        units,
        unit_fault: faults.get(UNIT).cloned(),
        fields,
        reason,
        basis: line("basis", words.t("basis"), "text", String::new()),
        key: asking.key(),
        version: corrected.matter.version,
        frame: asking.frame.titled(Nav::Registers, title.into_owned()),
    }
}

#[derive(Template)]
#[template(path = "correct.html")]
struct Page {
    frame: Frame,
    register: String,
    register_address: String,
    number: String,
    matter_address: String,
    refused: Option<String>,
    /// Where it could have opened, for the opening.
    units: Option<Vec<Choice>>,
    unit_fault: Option<String>,
    fields: Vec<Control>,
    reason: Control,
    basis: Control,
    key: String,
    version: u32,
}
