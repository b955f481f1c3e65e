//! What was learnt since a point of the record, by plain scan.

use std::collections::BTreeMap;

use indicators::restate::Learnt;
use indicators::{Answer, Ask, Figure, IndicatorError, Question, restate};
use ledger::bridge::Stages;
use ledger::{Cause, Tally};
use register::Happened;
use register::closing::cause;

use crate::book::Book;
use crate::oracle;

impl Book {
    /// What the events after a sequence number brought to these balances, by the class of their record.
    ///
    /// # Panics
    ///
    /// If a sum exceeds 64 bits.
    #[must_use]
    pub fn learnt(&self, asks: &[Ask], known_at: u64) -> Learnt {
        let since = |happened: &&Happened| happened.sequence > known_at;
        let mut learnt = Learnt::new();
        for class in Cause::OF_RECORDS {
            let of_class = |happened: &&Happened| cause(&happened.event) == class;
            let events = self.happened().iter().filter(since).filter(of_class);
            let cells = oracle::cells(self.catalogue(), events, None);
            for ask in asks {
                let answer = oracle::answer(self.catalogue(), &self.units, &cells, ask);
                let tally = match answer.expect("a test does not count beyond 64 bits") {
                    Answer::Tally(tally) => tally,
                    Answer::Coverage { came, .. } => Tally { debit: 0, credit: came },
                };
                learnt.entry(ask.clone()).or_default().insert(class, tally);
            }
        }
        learnt
    }

    /// The way of a figure from an earlier point of the record to these books as `today` has them:
    /// with another organisation and other definitions, if it likes. `None` if the figure had no value.
    ///
    /// # Errors
    ///
    /// As [`restate::after_each_class`].
    ///
    /// # Panics
    ///
    /// As [`Book::learnt`].
    pub fn stages(
        &self,
        question: &Question,
        known_at: u64,
        today: &Book,
    ) -> Result<Option<Stages>, IndicatorError> {
        let then = Question { known_at: Some(known_at), ..question.clone() };
        let now = Question { known_at: None, ..question.clone() };
        // What contradicts its formula is no figure, and nobody could have sealed it.
        let Ok(sealed) = self.figure(&then) else { return Ok(None) };
        let Some(value) = restate::value(&sealed.outcome) else { return Ok(None) };
        let learnt = self.learnt(&indicators::asks(self.catalogue(), &then)?, known_at);
        let [late, correction, reversal, reassignment] =
            restate::after_each_class(self.catalogue(), &sealed, &learnt)?;
        let mut reshaped = self.clone();
        reshaped.units = today.units.clone();
        let value_of = |figure: Result<Figure, IndicatorError>| {
            figure.ok().and_then(|figure| restate::value(&figure.outcome))
        };
        let (tree, definition) = (value_of(reshaped.figure(&now)), value_of(today.figure(&now)));
        let after = [late, correction, reversal, reassignment, tree, definition];
        Ok(Some(Stages { printed: None, sealed: value, after }))
    }

    /// The same books under other definitions, for what is asked; what was posted stays as it was.
    #[must_use]
    pub fn redefined(&self, catalogue: register::model::Catalogue) -> Book {
        Book::recorded(catalogue, self.units.clone(), self.happened().to_vec())
    }
}

/// What one class brought to one balance; nothing if it is not there.
#[must_use]
pub fn of_class(learnt: &Learnt, ask: &Ask, class: Cause) -> Tally {
    let classes: Option<&BTreeMap<Cause, Tally>> = learnt.get(ask);
    classes.and_then(|classes| classes.get(&class)).copied().unwrap_or_default()
}
