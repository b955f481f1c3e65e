//! `GET /closings/{closing}/{figure}`: what leads from the sealed figure to today's?

use app::bridge::{Restated, Restatement, restate};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use base::{Exact, Key, Say, exact};
use ledger::Cause;
use ledger::bridge::{Bridge, Part};
use store::closings::Closed;

use crate::address::Address;
use crate::asked::Standpoint;
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::formula::Definitions;
use crate::frame::{Frame, Nav};
use crate::number::{fine, grouped};
use crate::pages::closing::{existing, name};
use crate::restatement::{
    bridge_address, cause_hint, cause_name, closed_when, closing_address, closing_name, light,
    signed, value_words,
};
use crate::state::Web;
use crate::waterfall::{Bar, Waterfall, percent};

/// The class of a line about nothing.
const NOTHING: &str = "bridge-nothing";

/// The height of one line of the picture.
const LINE: i64 = 46;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path((closing, figure)): Path<(String, String)>,
) -> Result<Html<String>, WebError> {
    let closed = existing(&asking, &web, &closing).await?;
    let (restated, restatement) = one(&asking, &web, (&closed, &figure)).await?;
    let words = asking.frame.words;
    let definitions = Definitions { packs: &restatement.catalogue, lang: asking.lang() };
    let question = &restated.then.question;
    let (light, light_words) = light(&restated, words);
    let bridged = restated.bridge.as_ref();
    let page = Page {
        closing: closing_name(&closed, asking.lang()).to_owned(),
        closing_address: closing_address(&closed).to_string(),
        where_when: Standpoint { known_at: None, ..Standpoint::of(question) }.words(&asking),
        closed: closed_when(&closed, &asking),
        until: words.with("today-known", &[("known", &grouped(restatement.until))]).into_owned(),
        published: match restated.sealed.printed.join(asking.lang().pick("、", ", ")) {
            printed if printed.is_empty() => value_words(&restated.then, words),
            printed => printed,
        },
        restated: match &restated.today {
            Ok(today) => value_words(today, words),
            Err(why) => why.say(asking.lang()),
        },
        restated_address: Standpoint { known_at: None, ..Standpoint::of(question) }
            .figure(&question.name),
        light,
        light_words,
        no_bridge: bridged.err().map(|why| why.say(asking.lang())),
        shown: bridged.ok().map(|bridge| Shown::new(bridge, (&closed, &restated), &asking)),
        digest: restated.sealed.digest.clone(),
        frame: {
            let title = name(&question.name, &restated, definitions, &asking);
            asking.frame.titled(Nav::Closings, title)
        },
    };
    Ok(html(&page))
}

/// One restated figure of a closing.
pub(crate) async fn one(
    asking: &Asking,
    web: &Web,
    (closed, figure): (&Closed, &str),
) -> Result<(Restated, Restatement), WebError> {
    let id = Key::new(figure).map_err(|_| WebError::Missing)?;
    let at = (&*asking.packs, closed);
    let mut restatement = restate(&web.reader, &asking.ctx, at, Some(&id)).await?;
    let restated = restatement.figures.pop().ok_or(WebError::Missing)?;
    Ok((restated, restatement))
}

#[derive(Template)]
#[template(path = "bridge.html")]
struct Page {
    frame: Frame,
    closing: String,
    closing_address: String,
    where_when: String,
    closed: String,
    until: String,
    published: String,
    restated: String,
    restated_address: String,
    light: &'static str,
    light_words: String,
    /// Why there is no bridge.
    no_bridge: Option<String>,
    shown: Option<Shown>,
    digest: String,
}

/// A bridge as picture and as table.
struct Shown {
    /// What the picture shows, in a sentence.
    told: String,
    height: i64,
    axis: Option<String>,
    /// The picture: what was published, every cause that did something, today's value.
    picture: Vec<Drawn>,
    lines: Vec<Line>,
    difference: String,
}

/// A line of the picture.
struct Drawn {
    name: String,
    amount: String,
    class: &'static str,
    text_y: i64,
    bar_y: i64,
    next_y: i64,
    left: String,
    width: String,
    reached: String,
    is_last: bool,
    /// Whether the bar is cut off at the left, and where the sign for that ends.
    is_cut: bool,
    cut_y: i64,
}

/// A line of the table.
struct Line {
    name: String,
    hint: String,
    amount: String,
    /// The exact amount, for programs and copying.
    exact: String,
    /// `None` if nothing can stand behind it.
    address: Option<String>,
    class: &'static str,
    /// Whether there is anything behind it.
    opens: bool,
}

impl Shown {
    fn new(bridge: &Bridge, (closed, restated): (&Closed, &Restated), asking: &Asking) -> Shown {
        let words = asking.frame.words;
        let unit = restated.then.unit_of_measure;
        let value = |value: Exact| fine(value, unit, words.0);
        let end = |name: &str, hint: &str, exactly: Exact| Line {
            name: name.to_owned(),
            hint: hint.to_owned(),
            amount: value(exactly),
            exact: exact::fraction(exactly),
            address: None,
            class: "bridge-total",
            opens: false,
        };
        let (published, today) = (words.t("published"), words.t("restated"));
        let mut lines = vec![end(&published, &words.t("published-hint"), bridge.published)];
        lines.extend(bridge.parts.iter().map(|part| Line::of(part, (closed, restated), asking)));
        lines.push(end(&today, &words.t("restated-hint"), bridge.restated));
        let Waterfall { bars, begins_at } = Waterfall::of(bridge);
        let shown = lines.iter().zip(bars).filter(|(line, _)| line.class != NOTHING);
        let shown: Vec<(&Line, Bar)> = shown.collect();
        let (last, is_cut) = (shown.len().saturating_sub(1), begins_at.is_some());
        let picture = shown.into_iter().zip(0_i64..).map(|((line, bar), place)| Drawn {
            name: line.name.clone(),
            amount: line.amount.clone(),
            class: bar.class,
            text_y: place * LINE + 16,
            bar_y: place * LINE + 22,
            next_y: (place + 1) * LINE + 22,
            left: percent(bar.left),
            width: percent(bar.width),
            reached: percent(bar.reached),
            is_last: usize::try_from(place).is_ok_and(|place| place == last),
            is_cut: is_cut && bar.class == "bar-total",
            cut_y: place * LINE + 36,
        });
        let picture = picture.collect();
        let difference = bridge.difference().unwrap_or_default();
        Shown {
            told: {
                let texts = [
                    ("published", &*value(bridge.published)),
                    ("difference", &*signed(difference, unit, words)),
                    ("restated", &*value(bridge.restated)),
                ];
                words.with("bridge-told", &texts).into_owned()
            },
            height: LINE * i64::try_from(last + 1).unwrap_or(1),
            axis: begins_at
                .map(|begin| words.with("axis-from", &[("value", &value(begin))]).into_owned()),
            picture,
            lines,
            difference: signed(difference, unit, words),
        }
    }
}

impl Line {
    fn of(part: &Part, (closed, restated): (&Closed, &Restated), asking: &Asking) -> Line {
        let words = asking.frame.words;
        let is_nothing = part.amount == Exact::from_integer(0);
        let opens = !is_nothing || part.with_next || part.cause != Cause::Rounding;
        let address = opens.then(|| {
            let bridge = bridge_address(closed, restated.sealed.id.as_str());
            format!("{bridge}{}", Address::of(&[part.cause.key()]))
        });
        Line {
            name: cause_name(part.cause, words),
            hint: match part.with_next {
                true => words.t("with-next").into_owned(),
                false => cause_hint(part.cause, words),
            },
            amount: match part.with_next {
                true => "↓".to_owned(),
                false => signed(part.amount, restated.then.unit_of_measure, words),
            },
            exact: exact::fraction(part.amount),
            address,
            class: if is_nothing && !part.with_next { NOTHING } else { "" },
            opens: !is_nothing || part.with_next,
        }
    }
}
