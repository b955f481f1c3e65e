//! `POST /language`, `POST /acting`: remember a choice and go back to where it was made.

use axum::Form;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Key, Lang};
use serde::Deserialize;

use crate::address::local;
use crate::asking::{ACTING_COOKIE, Asking, LANGUAGE_COOKIE};
use crate::error::WebError;

#[derive(Deserialize)]
pub(crate) struct Language {
    to: String,
    #[serde(default)]
    back: String,
}

pub(crate) async fn language(
    _asking: Asking,
    Form(form): Form<Language>,
) -> Result<Response, WebError> {
    let lang: Lang = form.to.parse().map_err(|_| WebError::Missing)?;
    Ok(remembered(LANGUAGE_COOKIE, lang.tag(), &form.back))
}

#[derive(Deserialize)]
pub(crate) struct Acting {
    person: String,
    #[serde(default)]
    back: String,
}

pub(crate) async fn acting(asking: Asking, Form(form): Form<Acting>) -> Result<Response, WebError> {
    let person = Key::new(&form.person).map_err(|_| WebError::Missing)?;
    if !asking.frame.people.iter().any(|present| present.value == person.as_str()) {
        return Err(WebError::Missing);
    }
    Ok(remembered(ACTING_COOKIE, person.as_str(), &form.back))
}

/// Sets a cookie and leads back. Only this program needs to read it, and only on requests that this
/// site makes.
fn remembered(name: &str, value: &str, back: &str) -> Response {
    let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
    let mut response = Redirect::to(local(back)).into_response();
    let cookie = HeaderValue::from_str(&cookie).expect("language tags and keys are plain ASCII");
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response
}
