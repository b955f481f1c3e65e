//! `POST /registers/{register}/{number}/…`: take a step, leave a note, take the latest record back.

use std::sync::Arc;

use app::{AppError, Command, Done};
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::value::Fields;
use base::{Key, Lang, Say};
use jiff::civil::Date;
use register::Matter;
use register::decide::{Act, Refused, What};
use register::words::Words;
use store::matters;

use crate::address::Address;
use crate::asked::Pairs;
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::form::{self, Faults, Typed};
use crate::pages::matter::{find, view};
use crate::pages::register::matter_address;
use crate::personal;
use crate::state::Web;
use crate::step_form::{Refusal, TEXT, step_form_id};
use crate::texts::Texts;

/// A submitted form, or why its body could not be read.
pub(crate) type Submitted = Result<Form<Pairs>, FormRejection>;

pub(crate) async fn step(
    asking: Asking,
    State(web): State<Web>,
    Path((register, number, step)): Path<(String, String, String)>,
    form: Submitted,
) -> Result<Response, WebError> {
    let typed = typed(form)?;
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let matter = find(&web, &asking, &texts.register.key, &number).await?;
    let step = Key::new(&step).ok().and_then(|key| texts.register.step(&key));
    let step = step.ok_or(WebError::Missing)?;
    let words = Words::new(texts.pack, texts.register);
    let (set, faults) = form::read(words, step, &typed, &as_shown(&matter, &typed), texts.lang);
    let what = What::Step { step: step.key.clone(), unit: None, set };
    let submission = Submission { form: step_form_id(&step.key), typed, what, faults };
    submission.submit(&web, asking, (texts, &matter)).await
}

pub(crate) async fn note(
    asking: Asking,
    State(web): State<Web>,
    Path(matter): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, WebError> {
    let typed = typed(form)?;
    let what = What::Note(typed.get(TEXT).to_owned());
    texted(&web, asking, matter, ("note", typed, what)).await
}

pub(crate) async fn reverse(
    asking: Asking,
    State(web): State<Web>,
    Path(matter): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, WebError> {
    let typed = typed(form)?;
    let of = typed.get("of").parse();
    let of = of.map_err(|_| WebError::address("of", typed.get("of")))?;
    let what = What::Reverse { of, reason: typed.get(TEXT).to_owned() };
    texted(&web, asking, matter, ("reversal", typed, what)).await
}

/// The fields of a matter as the form showed them: so the same form means the same, also when it arrives
/// again after it was recorded.
fn as_shown(matter: &Matter, typed: &Typed) -> Fields {
    let seen = typed.get(VERSION).parse().unwrap_or(matter.version);
    let until = matter.history.partition_point(|happened| happened.event.version <= seen);
    let shown = matter.history.get(..until).unwrap_or_default();
    Matter::fold(shown.to_vec()).map(|matter| matter.fields).unwrap_or_default()
}

/// Submits a form of one text, of which no control but the text can be at fault.
async fn texted(
    web: &Web,
    asking: Asking,
    (register, number): (String, String),
    (form, typed, what): (&str, Typed, What),
) -> Result<Response, WebError> {
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let matter = find(web, &asking, &texts.register.key, &number).await?;
    let submission = Submission { form: form.to_owned(), typed, what, faults: Faults::new() };
    submission.submit(web, asking, (texts, &matter)).await
}

/// The names of the controls that every form has, of the unit where a matter opens, and of the version
/// that a form on its page showed.
pub(crate) const DAY: &str = "effective_on";
pub(crate) const UNIT: &str = "unit";
const VERSION: &str = "version";

/// The command that a form gives, under the key that was proposed with it.
pub(crate) fn command(act: Act, typed: &Typed) -> Command {
    let key = Some(typed.get("key").to_owned()).filter(|key| !key.is_empty());
    Command { key, ..Command::new(act) }
}

/// The body of a form.
pub(crate) fn typed(form: Submitted) -> Result<Typed, WebError> {
    let Form(pairs) = form.map_err(|rejection| WebError::Form(rejection.status()))?;
    Ok(Typed::new(pairs))
}

/// A filled-in form on its way to the command.
struct Submission {
    form: String,
    typed: Typed,
    what: What,
    faults: Faults,
}

impl Submission {
    async fn submit(
        self,
        web: &Web,
        asking: Asking,
        (texts, matter): (Texts<'_>, &Matter),
    ) -> Result<Response, WebError> {
        let lang = asking.lang();
        let Submission { form, typed, what, mut faults } = self;
        let effective_on = day(&typed, &mut faults, &asking);
        let (register, number) = (texts.register.key.clone(), matter.number.clone());
        let error = match effective_on {
            Some(effective_on) if faults.is_empty() => {
                let basis = typed.get("basis").to_owned();
                let number = Some(number.clone());
                let act = Act { register: register.clone(), number, what, effective_on, basis };
                let seen = typed.get(VERSION).parse().ok();
                let command = Command { seen, ..command(act, &typed) };
                match web.commands.submit(&asking.ctx, command).await {
                    Ok(done) => return done_at(web, &asking, &register, &done).await,
                    Err(error) => error.into(),
                }
            }
            Some(_) | None => WebError::Unreadable,
        };
        let (status, refusal) = refusal(error, (form, typed, faults), lang)?;
        let told = personal::told(web, &asking, matter).await?;
        let page = view(asking, texts, (matter, &told), Some(&refusal));
        Ok((status, html(&page)).into_response())
    }
}

/// Leads to the matter that was acted on, or, if it is out of sight by now, to its register.
async fn done_at(
    web: &Web,
    asking: &Asking,
    register: &Key,
    done: &Done,
) -> Result<Response, WebError> {
    let sequence = done.sequence.to_string();
    let seen = matters::one(&web.reader, &asking.ctx, register, &done.number).await?;
    let address = match seen {
        Some(_) => matter_address(register.as_str(), &done.number).and("done", &sequence),
        None => Address::of(&["registers", register.as_str()]).and("moved", &sequence),
    };
    Ok(Redirect::to(&address.to_string()).into_response())
}

/// The effective day of a form; a fault beside its control if it cannot be read.
pub(crate) fn day(typed: &Typed, faults: &mut Faults, asking: &Asking) -> Option<Date> {
    let day = base::day::read(typed.get(DAY));
    if day.is_none() {
        let told = asking.frame.words.t("fault-day").into_owned();
        faults.insert(DAY.to_owned(), told);
    }
    day
}

/// A refused form with its sentence at the top and at the controls concerned.
///
/// # Errors
///
/// What is no refusal, such as a full disk, is passed on.
pub(crate) fn refusal(
    error: WebError,
    (form, typed, mut faults): (String, Typed, Faults),
    lang: Lang,
) -> Result<(axum::http::StatusCode, Refusal), WebError> {
    match &error {
        WebError::App(refused) if !matches!(**refused, AppError::Store(_)) => {
            beside(refused, &mut faults, lang);
        }
        WebError::Unreadable => {}
        _ => return Err(error),
    }
    let status = error.status();
    let sentence = error.sentences(lang).concat();
    Ok((status, Refusal { form, sentence, faults, typed }))
}

/// Puts what a refusal says about single controls beside them.
fn beside(error: &AppError, faults: &mut Faults, lang: Lang) {
    let mut put = |control: &str, sentence: String| {
        faults.insert(control.to_owned(), sentence);
    };
    match error {
        AppError::Refused(refused) => match &**refused {
            Refused::Fields { faults, .. } => {
                for fault in faults {
                    put(&form::field_name(&fault.field), fault.wrong.say(lang));
                }
            }
            Refused::InTheFuture { .. }
            | Refused::BeforeLast { .. }
            | Refused::BeforeSince { .. } => put(DAY, refused.say(lang)),
            Refused::Text { wrong, .. } => put(TEXT, wrong.say(lang)),
            _ => {}
        },
        AppError::NotPeriodEnd { .. } => put(DAY, error.say(lang)),
        AppError::NoUnit { .. }
        | AppError::OutsideScope { .. }
        | AppError::NotAReporter { .. }
        | AppError::AlreadyReported { .. } => put(UNIT, error.say(lang)),
        _ => {}
    }
}
