//! `GET /figures`: what do all measures and indicators come to, for a unit and a cut-off?

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use base::Say;
use indicators::{Figure, IndicatorError, Question};
use register::model::{Name, Pack};
use store::{StoreError, figures};

use crate::asked::{Pairs, Standpoint};
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::formula::Definitions;
use crate::frame::{Frame, Nav};
use crate::outcome;
use crate::question_form::QuestionForm;
use crate::state::Web;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, WebError> {
    let mut standpoint = Standpoint::read(&pairs, &asking.ctx)?;
    // What narrows one figure need not fit another.
    standpoint.filter.clear();
    let mut packs = vec![];
    for pack in &asking.packs.packs {
        let questions = questions(pack, &standpoint);
        let answers = figures::figures(&web.reader, &asking.ctx, &asking.packs, &questions).await;
        match answers {
            Ok(answers) => packs.push(PackFigures::new(pack, &asking, &standpoint, &answers)),
            Err(StoreError::Denied(denied)) => {
                packs.push(PackFigures::denied(pack, &asking, denied.say(asking.lang())));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let words = asking.frame.words;
    let page = Page {
        lead: standpoint.words(&asking),
        question: QuestionForm::new(&standpoint, &asking, vec![]),
        packs,
        frame: asking.frame.titled(Nav::Figures, words.t("nav-figures")),
    };
    Ok(html(&page))
}

/// Indicators first: they are what people ask for.
fn questions(pack: &Pack, standpoint: &Standpoint) -> Vec<Question> {
    let indicators = pack.indicators.iter().map(|indicator| &indicator.key);
    let measures = pack.measures.iter().map(|measure| &measure.key);
    indicators
        .chain(measures)
        .map(|key| standpoint.question(&Name::new(pack.key.clone(), key.clone())))
        .collect()
}

#[derive(Template)]
#[template(path = "figures.html")]
struct Page {
    frame: Frame,
    lead: String,
    question: QuestionForm,
    packs: Vec<PackFigures>,
}

struct PackFigures {
    key: String,
    name: String,
    source: String,
    /// Why nothing is shown.
    denied: Option<String>,
    /// Indicators, which are what people ask for, and measures, each with a heading.
    columns: Vec<(String, Vec<Card>)>,
}

struct Card {
    address: String,
    class: &'static str,
    name: String,
    value: String,
    unit: &'static str,
    /// Numerator and denominator, or the same in 万: short enough to stand before the value.
    inline: String,
    /// Why there is no value.
    note: String,
}

impl PackFigures {
    fn new(
        pack: &Pack,
        asking: &Asking,
        standpoint: &Standpoint,
        answers: &[Result<Figure, IndicatorError>],
    ) -> PackFigures {
        let names = questions(pack, standpoint).into_iter().map(|question| question.name);
        let card = |(name, answer): (Name, &Result<Figure, IndicatorError>)| {
            Card::new(&name, answer, asking, standpoint)
        };
        let mut indicators: Vec<Card> = names.zip(answers).map(card).collect();
        let measures = indicators.split_off(pack.indicators.len().min(indicators.len()));
        let words = asking.frame.words;
        PackFigures {
            columns: vec![
                (words.t("indicators").into_owned(), indicators),
                (words.t("measures").into_owned(), measures),
            ],
            ..PackFigures::bare(pack, asking)
        }
    }

    fn denied(pack: &Pack, asking: &Asking, sentence: String) -> PackFigures {
        PackFigures { denied: Some(sentence), ..PackFigures::bare(pack, asking) }
    }

    fn bare(pack: &Pack, asking: &Asking) -> PackFigures {
        PackFigures {
            key: pack.key.to_string(),
            name: pack.texts.get(asking.lang(), "name").to_owned(),
            source: pack.source.clone(),
            denied: None,
            columns: vec![],
        }
    }
}

impl Card {
    fn new(
        name: &Name,
        answer: &Result<Figure, IndicatorError>,
        asking: &Asking,
        standpoint: &Standpoint,
    ) -> Card {
        let words = asking.frame.words;
        let mut card = Card {
            address: standpoint.figure(name),
            class: "",
            name: Definitions { packs: &asking.packs, lang: asking.lang() }.name(name),
            value: words.t("figure-none").into_owned(),
            unit: "",
            inline: String::new(),
            note: String::new(),
        };
        match answer {
            Ok(figure) => {
                let value = outcome::value(figure, words);
                if value.is_missing {
                    card.class = "missing";
                } else {
                    card.inline = outcome::fraction(figure).unwrap_or(value.also);
                }
                (card.value, card.unit) = (value.text, value.unit);
            }
            Err(error) => {
                card.class = "missing";
                card.note = error.say(asking.lang());
            }
        }
        card
    }
}
