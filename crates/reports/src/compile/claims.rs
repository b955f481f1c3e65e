//! Tokens become words: the figure in its style, 全部 where it holds, and a claim for each.

use std::collections::{BTreeMap, BTreeSet};

use indicators::{Figure, Outcome};

use super::render::{ClaimFunction, Token};
use super::{MISSING, UNFOUNDED};
use crate::document::{Claim, Inline, Says};
use crate::fault::{Fault, Place, Unfounded, Unreadable, Wrong};
use crate::style::{Number, measure_words};
use crate::template::calls::{Call, Function};
use crate::template::{FigureId, REPORT_FILE, Spec, Template};

/// The claims of a document while it is put together.
pub(super) struct Claims<'a> {
    template: &'a Template,
    /// `None` in a trial without figures.
    figures: Option<&'a BTreeMap<FigureId, Figure>>,
    pub(super) made: Vec<Claim>,
    pub(super) faults: Vec<Fault>,
}

/// Words and what they say, or why they cannot be said.
type Worded = Result<(String, Says), (&'static str, Wrong)>;

impl<'a> Claims<'a> {
    pub(super) fn new(
        template: &'a Template,
        figures: Option<&'a BTreeMap<FigureId, Figure>>,
    ) -> Claims<'a> {
        Claims { template, figures, made: vec![], faults: vec![] }
    }

    /// The inline for a figure or claim token; `None` for one that the template does not declare.
    pub(super) fn inline(&mut self, token: &Token, strong: bool) -> Option<Inline> {
        let (id, spec) = match token {
            Token::Figure { id } | Token::Claim { id, .. } => self.declared(id)?,
            Token::Table { .. } | Token::Attachment { .. } => return None,
        };
        let worded = match token {
            Token::Claim { function, word, .. } => self.claim_in_words(&id, *function, word),
            _ => self.figure_in_words(&id, spec),
        };
        let (text, says) = match worded {
            Ok(worded) => worded,
            Err((instead, wrong)) => {
                self.fault(&id, token, &wrong);
                (instead.to_owned(), Says::Nothing)
            }
        };
        let index = self.made.len();
        self.made.push(Claim { index, figure: id.clone(), text: text.clone(), says });
        Some(Inline::Figure { id, text, claim: index, strong })
    }

    /// Demands that words about another cut-off than the report's say so in the same sentence.
    pub(super) fn check_cut_offs(&mut self, inlines: &[Inline]) {
        let said = crate::document::plain_text(inlines);
        let used: BTreeSet<&FigureId> = inlines
            .iter()
            .filter_map(|inline| match inline {
                Inline::Figure { id, .. } => Some(id),
                Inline::Text { .. } | Inline::Break => None,
            })
            .collect();
        for id in used {
            let Some(as_of) = self.template.figures.get(id).and_then(|spec| spec.as_of) else {
                continue;
            };
            let own = as_of == self.template.head.period.to();
            if !own && !said.contains(&format!("{}月{}日", as_of.month(), as_of.day())) {
                let wrong =
                    Unfounded::CutOffUnsaid { id: id.to_string(), as_of: as_of.to_string() };
                self.fault_where(&wrong.into(), |call| {
                    call.name == id.as_str() && call.function != Function::AsOf
                });
            }
        }
    }

    fn declared(&self, id: &str) -> Option<(FigureId, &'a Spec)> {
        let template = self.template;
        let (id, spec) = template.figures.iter().find(|(known, _)| known.as_str() == id)?;
        Some((id.clone(), spec))
    }

    fn figure(&self, id: &FigureId) -> Result<Option<&'a Figure>, (&'static str, Wrong)> {
        let Some(figures) = self.figures else { return Ok(None) };
        match figures.get(id) {
            Some(figure) => Ok(Some(figure)),
            None => Err((MISSING, Unfounded::NotEvaluated(id.to_string()).into())),
        }
    }

    fn figure_in_words(&self, id: &FigureId, spec: &Spec) -> Worded {
        let Some(figure) = self.figure(id)? else { return Ok((String::new(), Says::Nothing)) };
        match figure.outcome {
            Outcome::Number(exact) => {
                let usual = measure_words(figure.unit_of_measure).first().copied();
                let word = spec.word.as_deref().or(usual).unwrap_or_default();
                let number = Number { exact, unit: figure.unit_of_measure, word };
                match spec.style.print(&number) {
                    Ok(printed) => Ok((printed.text, Says::Number(printed.admits))),
                    Err(wrong) => {
                        let wrong = Unfounded::Unprintable { id: id.to_string(), wrong };
                        Err((UNFOUNDED, wrong.into()))
                    }
                }
            }
            Outcome::Missing(why) => Err(missing(id, why)),
            // `check` has said that this name is no number.
            Outcome::Truth { .. } => Ok((UNFOUNDED.to_owned(), Says::Nothing)),
        }
    }

    fn claim_in_words(&self, id: &FigureId, function: ClaimFunction, word: &str) -> Worded {
        if !function.words().contains(&word) {
            let known = function.words().join("、");
            let wrong = Unreadable::WordForClaim { word: word.to_owned(), known };
            return Err((UNFOUNDED, wrong.into()));
        }
        let Some(figure) = self.figure(id)? else { return Ok((String::new(), Says::Nothing)) };
        let (id, said) = (id.to_string(), word.to_owned());
        match (figure.outcome.clone(), function) {
            (Outcome::Truth { have, of, .. }, ClaimFunction::All | ClaimFunction::Each) => {
                if of == 0 {
                    Err((UNFOUNDED, Unfounded::Empty { id, word: said }.into()))
                } else if have == of {
                    Ok((said, Says::All))
                } else {
                    Err((UNFOUNDED, Unfounded::DoesNotHold { id, word: said, have, of }.into()))
                }
            }
            (Outcome::Truth { have, .. }, ClaimFunction::Zero) => {
                if have == 0 {
                    Ok((said, Says::Zero))
                } else {
                    Err((UNFOUNDED, Unfounded::ThereAre { id, word: said, count: have }.into()))
                }
            }
            (Outcome::Missing(why), _) => {
                let wrong = Unfounded::Missing { id, why: why.into() };
                Err((MISSING, wrong.into()))
            }
            // `check` has said that this name is no claim.
            (Outcome::Number(_), _) => Ok((UNFOUNDED.to_owned(), Says::Nothing)),
        }
    }

    /// A value that cannot be printed is a fault of the declaration; a false word is one wherever it
    /// is written.
    fn fault(&mut self, id: &FigureId, token: &Token, wrong: &Wrong) {
        let function = match token {
            Token::Claim { function: ClaimFunction::All, .. } => Function::All,
            Token::Claim { function: ClaimFunction::Each, .. } => Function::Each,
            Token::Claim { function: ClaimFunction::Zero, .. } => Function::Zero,
            Token::Figure { .. } | Token::Table { .. } | Token::Attachment { .. } => {
                let at = self.template.figures.get(id).map_or(Place::START, |spec| spec.at);
                let file = REPORT_FILE.to_owned();
                self.faults.push(Fault { file, place: at, wrong: wrong.clone() });
                return;
            }
        };
        self.fault_where(wrong, |call| call.name == id.as_str() && call.function == function);
    }

    /// Adds a fault at every place where the template calls so.
    pub(super) fn fault_where(&mut self, wrong: &Wrong, calls: impl Fn(&Call) -> bool) {
        let places = self.template.calls.iter().filter(|call| calls(call));
        self.faults.extend(places.map(|call| Fault {
            file: call.file.clone(),
            place: call.at,
            wrong: wrong.clone(),
        }));
    }
}

fn missing(id: &FigureId, why: indicators::Missing) -> (&'static str, Wrong) {
    (MISSING, Unfounded::Missing { id: id.to_string(), why: why.into() }.into())
}
