//! `GET /registers/{register}/{number}`: what is this matter, how did it come here, what can be done?

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use base::Key;
use register::Matter;
use store::matters;

use crate::address::Address;
use crate::asked::{Pairs, part};
use crate::asking::Asking;
use crate::clocks;
use crate::error::{WebError, html};
use crate::form::Widget;
use crate::frame::{Frame, Nav};
use crate::pages::sheet;
use crate::personal;
use crate::places::{self, Bar, DrawLine};
use crate::state::Web;
use crate::step_form::{Forms, Refusal, StepForm, latest};
use crate::texts::{Due, Shown, Texts};
use crate::timeline::{self, Event, Named};

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path((register, number)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, WebError> {
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let matter = find(&web, &asking, &texts.register.key, &number).await?;
    // Only a number that really is one of this matter's records is confirmed.
    let done = part(&pairs, "done").and_then(|done| done.parse::<u64>().ok());
    let done = done.filter(|done| matter.history.iter().any(|event| event.sequence == *done));
    let told = personal::told(&web, &asking, &matter).await?;
    let numbers = [matter.number.clone()];
    let bar = places::bars(&web, &asking, texts, &numbers).await?.remove(&matter.number);
    let draws = places::draws(&web, &asking, texts, &matter.number).await?;
    let mut page = view(asking, texts, (&matter, &told), None);
    (page.places, page.draws) = (bar, draws);
    page.done = done.map(|done| page.frame.words.n("done", done).into_owned());
    Ok(html(&page))
}

/// The matter, if there is one for this asker.
pub(crate) async fn find(
    web: &Web,
    asking: &Asking,
    register: &Key,
    number: &str,
) -> Result<Matter, WebError> {
    let found = matters::one(&web.reader, &asking.ctx, register, number).await?;
    found.ok_or(WebError::Missing)
}

/// The page of a matter, as it is and as the asker reads it; after a refusal with the form as it was filled in.
pub(crate) fn view(
    asking: Asking,
    texts: Texts<'_>,
    (matter, told): (&Matter, &Matter),
    refusal: Option<&Refusal>,
) -> Page {
    let words = asking.frame.words;
    let state = matter.state();
    let due = due(texts, matter, &asking);
    let forms = Forms::of(texts, &asking, matter, refusal);
    let fields = texts.register.fields.iter().filter_map(|field| {
        let value = told.fields.get(&field.key)?;
        let value = texts.value(field, value, &asking.units);
        Some(Named { name: texts.field(&field.key), value })
    });
    let no_steps = match (state, texts.is_open(state)) {
        (Some(_), true) => words.t("steps-none-open"),
        (Some(_), false) => words.t("steps-none-closed"),
        (None, _) => words.t("steps-none-reversed"),
    };
    let unit = matter.place.as_ref().map(|place| asking.units.name(&place.unit, texts.lang));
    let title = title(texts, matter);
    Page {
        register: texts.name(),
        register_address: Address::of(&["registers", texts.register.key.as_str()]).to_string(),
        number: matter.number.clone(),
        state: texts.state_or_none(state),
        state_class: texts.state_class(state),
        due_words: due.words(words),
        due_class: due.class(),
        unit: unit.unwrap_or_default().to_owned(),
        opened_on: matter.opened_on.to_string(),
        done: None,
        refused: refusal.map(|refusal| {
            let offered = forms.all().any(|form| form.id == refusal.form);
            (refusal.sentence.clone(), offered.then(|| refusal.form.clone()))
        }),
        track: track(texts, matter),
        clocks: clocks::of(texts, matter, &asking),
        sheet_address: sheet::address(texts.register.key.as_str(), &matter.number),
        fields: fields.collect(),
        no_steps: no_steps.into_owned(),
        steps: forms.steps,
        note: forms.note,
        reversal: forms.reversal,
        reversal_of: latest(matter).unwrap_or_default(),
        version: matter.version,
        events: timeline::events(texts, &asking, told),
        events_total: matter.version,
        places: None,
        draws: vec![],
        frame: asking.frame.titled(Nav::Registers, title),
    }
}

#[derive(Template)]
#[template(path = "matter.html")]
pub(crate) struct Page {
    frame: Frame,
    register: String,
    register_address: String,
    number: String,
    state: String,
    state_class: &'static str,
    due_words: String,
    due_class: &'static str,
    unit: String,
    opened_on: String,
    /// What was just recorded.
    done: Option<String>,
    /// What was just refused, and the id of its form if it is still offered.
    refused: Option<(String, Option<String>)>,
    track: Vec<Stop>,
    clocks: Vec<clocks::Running>,
    /// Where their derivations can be printed.
    sheet_address: String,
    fields: Vec<Named>,
    no_steps: String,
    steps: Vec<StepForm>,
    note: Option<StepForm>,
    reversal: Option<StepForm>,
    /// Sequence number of the event that a reversal would take back.
    reversal_of: u64,
    version: u32,
    events: Vec<Event>,
    events_total: u32,
    /// Of a pool.
    places: Option<Bar>,
    draws: Vec<DrawLine>,
}

/// A state that the matter was in, is in, or can come to next.
struct Stop {
    name: String,
    day: String,
    class: &'static str,
    current: bool,
}

/// The text of the title field, or the number.
pub(crate) fn title(texts: Texts<'_>, matter: &Matter) -> String {
    let title = texts.register.title.as_ref().and_then(|key| matter.fields.get(key));
    match title {
        Some(base::Value::Text(title)) => title.clone(),
        Some(_) | None => matter.number.clone(),
    }
}

fn due(texts: Texts<'_>, matter: &Matter, asking: &Asking) -> Due {
    let due = texts.register.due.as_ref().and_then(|key| matter.fields.get(key));
    match due {
        Some(base::Value::Date(day)) if texts.is_open(matter.state()) => {
            Due::of(*day, asking.ctx.today)
        }
        Some(_) | None => Due::Far,
    }
}

/// The states passed, with the day of arrival; the present one; and those that a step leads to next.
fn track(texts: Texts<'_>, matter: &Matter) -> Vec<Stop> {
    let mut stops: Vec<Stop> = vec![];
    let mut last: Option<&Key> = None;
    for happened in matter.in_force() {
        let Some(place) = &happened.event.after else { continue };
        if last == Some(&place.state) {
            continue;
        }
        last = Some(&place.state);
        let day = happened.effective_on.to_string();
        stops.push(Stop { name: texts.state(&place.state), day, class: "passed", current: false });
    }
    if let Some(now) = stops.last_mut().filter(|_| matter.place.is_some()) {
        (now.class, now.current) = ("now", true);
    }
    let Some(state) = matter.state() else { return stops };
    let mut next: Vec<&Key> = vec![];
    for step in texts.register.steps.iter().filter(|step| step.from.contains(state)) {
        if let Some(to) = step.to.as_ref().filter(|to| *to != state && !next.contains(to)) {
            next.push(to);
        }
    }
    if !next.is_empty() {
        let names: Vec<String> = next.into_iter().map(|key| texts.state(key)).collect();
        let day = crate::words::Words(texts.lang).t("track-next").into_owned();
        // They are alternatives, so they share one stop.
        stops.push(Stop { name: names.join(" / "), day, class: "next", current: false });
    }
    stops
}
