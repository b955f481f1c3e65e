//! Who asks: the first argument of every page.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::people::actor as actor_of;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use base::ctx::Actor;
use base::{Ctx, Key, Lang, Right};
use jiff::Timestamp;
use register::Catalogue;
use store::calendars::{self, Calendars};
use store::people::Person;
use store::{StoreError, journal, people, units};

use crate::error::WebError;
use crate::frame::{Choice, Frame, Head};
use crate::state::{Keys, Web};
use crate::texts::Texts;
use crate::units::Units;

/// Remembers the language.
pub(crate) const LANGUAGE_COOKIE: &str = "taizhang_language";
/// Remembers in whose name one acts. No login: whoever reaches this machine may choose.
pub(crate) const ACTING_COOKIE: &str = "taizhang_acting";

/// The asker with rights, scope and day; and what every page shows around its subject.
pub(crate) struct Asking {
    pub(crate) ctx: Ctx,
    pub(crate) packs: Arc<Catalogue>,
    pub(crate) units: Units,
    pub(crate) calendars: Calendars,
    pub(crate) frame: Frame,
    keys: Keys,
    /// The authority's zone, in which instants are shown.
    zone: jiff::tz::TimeZone,
    names: BTreeMap<Key, String>,
}

impl FromRequestParts<Web> for Asking {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Asking, WebError> {
        Ok(Asking::read(web, &parts.headers, &parts.uri).await?)
    }
}

impl Asking {
    /// Finds out who asks, from the cookies of a request.
    pub(crate) async fn read(
        web: &Web,
        headers: &HeaderMap,
        uri: &Uri,
    ) -> Result<Asking, StoreError> {
        let lang = language(headers);
        let packs = web.packs.now();
        let units = units::all(&web.reader).await?;
        let calendars = calendars::of_units(&web.reader, &units).await?;
        let units = Units::new(units);
        let people = people::all(&web.reader).await?;
        let chosen = cookie(headers, ACTING_COOKIE);
        let acting = people.iter().find(|person| Some(person.id.as_str()) == chosen);
        let actor = acting.map_or_else(|| web.operator.clone(), |person| actor_of(&packs, person));
        let moment = (web.clock)();

        let mut frame = Frame::bare(lang, &here(uri));
        if let Some(root) = units.root() {
            frame.authority = lang.pick(&root.zh, &root.en).to_owned();
        }
        frame.actor.clone_from(&actor.name);
        frame.people = choices(&web.operator, &people, &units, (&actor.id, lang));
        let end = journal::head(&web.reader).await?;
        let hash: String = end.hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        frame.head = Some(Head { sequence: crate::number::grouped(end.sequence), hash });

        let mut names: BTreeMap<Key, String> =
            people.into_iter().map(|person| (person.id, person.name)).collect();
        names.insert(web.operator.id.clone(), web.operator.name.clone());

        let now = moment.now.timestamp();
        let ctx = Ctx { actor, today: moment.today, now, lang };
        let zone = moment.now.time_zone().clone();
        Ok(Asking { ctx, packs, units, calendars, frame, keys: web.keys.clone(), zone, names })
    }

    pub(crate) fn lang(&self) -> Lang {
        self.ctx.lang
    }

    /// A pack's register by its key, if it is in force and the asker may see it.
    pub(crate) fn register<'a>(
        &self,
        packs: &'a Catalogue,
        key: &str,
    ) -> Result<Texts<'a>, WebError> {
        let key = Key::new(key).map_err(|_| WebError::Missing)?;
        let (pack, register) = packs.register(&key).ok_or(WebError::Missing)?;
        self.ctx.require(&Right::to_read(&key)).map_err(StoreError::from)?;
        Ok(Texts { pack, register, lang: self.ctx.lang })
    }

    /// A key for a form that is about to be shown.
    pub(crate) fn key(&self) -> String {
        self.keys.propose(self.ctx.now)
    }

    /// An instant as the authority's clock showed it.
    pub(crate) fn instant(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The time of day by the authority's clock.
    pub(crate) fn time(&self) -> jiff::civil::Time {
        self.ctx.now.to_zoned(self.zone.clone()).time()
    }

    /// An instant that is stored in microseconds.
    pub(crate) fn instant_us(&self, us: i64) -> String {
        Timestamp::from_microsecond(us).map(|at| self.instant(at)).unwrap_or_default()
    }

    /// The name of someone who acted, or their identifier if they are not known here.
    pub(crate) fn person<'a>(&'a self, id: &'a Key) -> &'a str {
        self.names.get(id).map_or(id.as_str(), String::as_str)
    }
}

/// The language of a request: as chosen before, else Chinese.
pub(crate) fn language(headers: &HeaderMap) -> Lang {
    cookie(headers, LANGUAGE_COOKIE).and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn here(uri: &Uri) -> String {
    uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(present, value)| (present == name).then_some(value))
}

fn choices(
    operator: &Actor,
    people: &[Person],
    units: &Units,
    (acting, lang): (&Key, Lang),
) -> Vec<Choice> {
    let operator = Choice::new(&operator.id, &operator.name, operator.id == *acting);
    let people = people.iter().map(|person| {
        let label = format!("{} · {}", person.name, units.name(&person.unit, lang));
        Choice::new(&person.id, &label, person.id == *acting)
    });
    std::iter::once(operator).chain(people).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        let line = "x_taizhang_language=zh; taizhang_language=en; taizhang_acting=lin";
        headers.insert(header::COOKIE, HeaderValue::from_static(line));
        assert_eq!(language(&headers), Lang::En);
        assert_eq!(cookie(&headers, ACTING_COOKIE), Some("lin"));
        assert_eq!(language(&HeaderMap::new()), Lang::Zh);
    }
}
