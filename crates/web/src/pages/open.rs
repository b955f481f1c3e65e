//! `GET`, `POST /registers/{register}/new`: open a matter.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Key;
use base::value::Fields;
use register::decide::{Act, What};
use register::model::{Kind, Step};
use register::words::Words;

use crate::address::Address;
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::form::{self, Widget};
use crate::frame::{Choice, Frame, Nav};
use crate::pages::act::{Submitted, UNIT, command, day, refusal, typed};
use crate::pages::register::matter_address;
use crate::state::Web;
use crate::step_form::{Making, Refusal, StepForm, step_form_id};
use crate::texts::Texts;

pub(crate) async fn show(
    asking: Asking,
    Path(register): Path<String>,
) -> Result<Html<String>, WebError> {
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let step = texts.register.opening().ok_or(WebError::Missing)?;
    asking.ctx.require(&step.right).map_err(store::StoreError::from)?;
    Ok(html(&view(asking, texts, step, None)))
}

pub(crate) async fn take(
    asking: Asking,
    State(web): State<Web>,
    Path(register): Path<String>,
    form: Submitted,
) -> Result<Response, WebError> {
    let typed = typed(form)?;
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let step = texts.register.opening().ok_or(WebError::Missing)?;
    let words = Words::new(texts.pack, texts.register);
    let (set, mut faults) = form::read(words, step, &typed, &Fields::new(), texts.lang);
    let unit = Key::new(typed.get(UNIT)).ok();
    if unit.as_ref().is_none_or(|unit| asking.units.get(unit).is_none()) {
        faults.insert(UNIT.to_owned(), asking.frame.words.t("fault-unit").into_owned());
    }
    let error = match day(&typed, &mut faults, &asking) {
        Some(effective_on) if faults.is_empty() => {
            let act = Act {
                register: texts.register.key.clone(),
                number: None,
                what: What::Step { step: step.key.clone(), unit, set },
                effective_on,
                basis: typed.get("basis").to_owned(),
            };
            match web.commands.submit(&asking.ctx, command(act, &typed)).await {
                Ok(done) => {
                    let address = matter_address(&register, &done.number);
                    let address = address.and("done", &done.sequence.to_string());
                    return Ok(Redirect::to(&address.to_string()).into_response());
                }
                Err(error) => error.into(),
            }
        }
        Some(_) | None => WebError::Unreadable,
    };
    let form = (step_form_id(&step.key), typed, faults);
    let (status, refusal) = refusal(error, form, asking.lang())?;
    Ok((status, html(&view(asking, texts, step, Some(&refusal)))).into_response())
}

fn view(asking: Asking, texts: Texts<'_>, step: &Step, refusal: Option<&Refusal>) -> Page {
    let making = Making { texts, asking: &asking, matter: None, refusal };
    let form = making.step(step);
    let chosen = refusal.and_then(|refusal| Key::new(refusal.typed.get(UNIT)).ok());
    let scope = &asking.ctx.actor.scope;
    let units = match &texts.register.kind {
        Kind::Case | Kind::Stock(_) => {
            asking.units.choices(scope, chosen.as_ref().or(Some(scope)), texts.lang)
        }
        // Only these may report, so only these are offered.
        Kind::Count { reporters, .. } => {
            asking.units.of_kind(scope, reporters, chosen.as_ref(), texts.lang)
        }
    };
    let address = Address::of(&["registers", texts.register.key.as_str()]);
    Page {
        register: texts.name(),
        register_address: address.to_string(),
        units,
        unit_fault: refusal.and_then(|refusal| refusal.faults.get(UNIT).cloned()),
        frame: asking.frame.titled(Nav::Registers, form.name.clone()),
        form,
    }
}

#[derive(Template)]
#[template(path = "open.html")]
struct Page {
    frame: Frame,
    register: String,
    register_address: String,
    units: Vec<Choice>,
    unit_fault: Option<String>,
    form: StepForm,
}
