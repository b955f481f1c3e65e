//! Sealed figures beside today's, and the restatement bridge between them.

use std::collections::BTreeSet;

use base::{Ctx, Exact, Key, Lang, Say, exact};
use indicators::restate::{Learnt, after_each_class, balances, value};
use indicators::sealed::unseal;
use indicators::{Ask, DefinitionPolicy, Figure, IndicatorError, Question, figure};
use ledger::Cause;
use ledger::bridge::{Bridge, Stages, Unbridged, bridge};
use register::closing::Sealed;
use register::model::Catalogue;
use store::closings::Closed;
use store::restated::Stretch;
use store::{Reader, StoreError};

/// A sealed figure and what it is today.
#[derive(Clone, Debug)]
pub struct Restated {
    pub sealed: Sealed,
    /// As it was sealed, with its receipt.
    pub then: Figure,
    /// With the definitions in force and everything recorded, or why it has no answer any more.
    pub today: Result<Figure, IndicatorError>,
    pub bridge: Result<Bridge, NoBridge>,
}

/// All restated figures of a closing, known at one point of the record.
#[derive(Clone, Debug)]
pub struct Restatement {
    /// The last record that counts for today's values.
    pub until: u64,
    /// The definitions of the closing.
    pub catalogue: Catalogue,
    pub figures: Vec<Restated>,
    /// What records after the closing brought to the balances behind them.
    learnt: Learnt,
}

impl Restatement {
    /// What a class of records added to a measure on a sealed receipt, in the measure's unit.
    #[must_use]
    pub fn amount(&self, rows: &figure::Rows, cause: Cause) -> Option<Exact> {
        let ask = indicators::restate::ask(&self.catalogue, rows)?;
        let tally = self.learnt.get(&ask).and_then(|classes| classes.get(&cause));
        indicators::restate::amount(&self.catalogue, rows, tally.copied().unwrap_or_default())
    }
}

/// Why there is no bridge between a sealed figure and today's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoBridge {
    #[error("the figure had no value when it was sealed, so there is no difference to split")]
    NoValueThen,
    #[error(transparent)]
    Unbridged(#[from] Unbridged),
    #[error("the sealed receipt does not answer the definition it was made by: {}", .0.say(Lang::En))]
    Receipt(Box<IndicatorError>),
    #[error(
        "what was sealed and what was recorded since do not come to today's value ({expected}, but it is {found}); run `taizhang verify`"
    )]
    Unreconciled { expected: String, found: String },
}

impl Say for NoBridge {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (NoBridge::NoValueThen, Lang::Zh) => "封存时没有数值，无差额可拆分".to_owned(),
            (NoBridge::Unbridged(Unbridged::NoValueToday), Lang::Zh) => {
                "现在没有数值，无差额可拆分".to_owned()
            }
            (NoBridge::Unbridged(Unbridged::TooLarge), Lang::Zh) => {
                "差额位数过多，无法精确拆分".to_owned()
            }
            (NoBridge::Receipt(why), Lang::Zh) => {
                format!("封存的凭据与其口径不符：{}", why.say(Lang::Zh))
            }
            (NoBridge::Unreconciled { expected, found }, Lang::Zh) => format!(
                "封存的数据加上此后的记录应为 {expected}，而现值为 {found}；请运行 `taizhang verify`"
            ),
        }
    }
}

impl Restated {
    /// Whether the figure is another today: another value, or one where there was none, or the reverse.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.today.as_ref().map_or(true, |today| today.outcome != self.then.outcome)
    }

    /// What was adjusted since (调整): today's value less the sealed one, both exact.
    #[must_use]
    pub fn adjustment(&self) -> Option<Exact> {
        let today = self.today.as_ref().ok()?;
        exact::difference(value(&today.outcome)?, value(&self.then.outcome)?)
    }
}

/// Restates figures of a closing with the definitions in force: all of them, or only the one with this
/// name.
///
/// # Errors
///
/// [`StoreError::Damaged`] if a sealed figure cannot be read; others if the database cannot be asked.
pub async fn restate(
    reader: &Reader,
    ctx: &Ctx,
    (in_force, closed): (&Catalogue, &Closed),
    only: Option<&Key>,
) -> Result<Restatement, StoreError> {
    let closing = &closed.closing;
    let catalogue = store::catalogue::at(reader, &closing.definitions).await?;
    let wanted = closing.figures.iter().filter(|sealed| only.is_none_or(|only| sealed.id == *only));
    let mut sealed = vec![];
    for figure in wanted {
        let then = unseal(figure, closing.known_at).ok_or_else(|| StoreError::Damaged {
            detail: format!("record {}: figure \"{}\"", closed.sequence, figure.id),
        })?;
        sealed.push((figure, then));
    }
    let asked = |known_at: Option<u64>, definition: Option<DefinitionPolicy>| {
        let questions = sealed.iter().map(|(_, then)| Question {
            known_at,
            definition: definition.unwrap_or(then.question.definition),
            ..then.question.clone()
        });
        questions.collect::<Vec<Question>>()
    };
    let now = asked(None, Some(DefinitionPolicy::InForce));
    let today = store::figures::figures(reader, ctx, in_force, &now).await?;
    let until = match today.iter().flatten().next() {
        Some(figure) => figure.receipt.known_at,
        None => store::journal::head(reader).await?.sequence,
    };
    // Today's organisation with the definitions of the closing.
    let reshaped = asked(Some(until), None);
    let reshaped = store::figures::figures(reader, ctx, &catalogue, &reshaped).await?;
    let asks = asks(&catalogue, sealed.iter().map(|(_, then)| then));
    let stretch = Stretch { closing, until };
    let learnt = store::restated::learnt(reader, ctx, stretch, &asks).await?;
    let is_reshaped = store::closings::reshaped_since(reader, stretch).await?;
    let figures = sealed.into_iter().zip(today.into_iter().zip(reshaped)).map(
        |((sealed, then), (today, reshaped))| {
            let way = Way { catalogue: &catalogue, learnt: &learnt, is_reshaped };
            let bridge = way.bridge(sealed, &then, (&reshaped, &today));
            Restated { sealed: sealed.clone(), then, today, bridge }
        },
    );
    let figures: Vec<Restated> = figures.collect();
    Ok(Restatement { until, catalogue, figures, learnt })
}

/// What the sealed receipts rest on. One that does not fit its definition says so on its bridge.
fn asks<'a>(catalogue: &Catalogue, sealed: impl Iterator<Item = &'a Figure>) -> Vec<Ask> {
    let all: BTreeSet<Ask> = sealed
        .filter_map(|then| balances(catalogue, then).ok())
        .flat_map(std::collections::BTreeMap::into_keys)
        .collect();
    all.into_iter().collect()
}

/// What leads from sealed figures to today's.
struct Way<'a> {
    /// The definitions of the closing.
    catalogue: &'a Catalogue,
    learnt: &'a Learnt,
    /// Whether the organisation has had another shape since.
    is_reshaped: bool,
}

type Answered = Result<Figure, IndicatorError>;

impl Way<'_> {
    /// `reshaped` is the figure with the definitions of the closing and today's organisation.
    fn bridge(
        &self,
        sealed: &Sealed,
        then: &Figure,
        (reshaped, today): (&Answered, &Answered),
    ) -> Result<Bridge, NoBridge> {
        let start = value(&then.outcome).ok_or(NoBridge::NoValueThen)?;
        let learnt = after_each_class(self.catalogue, then, self.learnt);
        let [late, correction, reversal, reassignment] =
            learnt.map_err(|why| NoBridge::Receipt(Box::new(why)))?;
        let value_of =
            |answered: &Answered| answered.as_ref().ok().and_then(|figure| value(&figure.outcome));
        let tree = value_of(reshaped);
        if !self.is_reshaped
            && let (Some(expected), Some(found)) = (reassignment, tree)
            && expected != found
        {
            let (expected, found) = (exact::fraction(expected), exact::fraction(found));
            return Err(NoBridge::Unreconciled { expected, found });
        }
        Ok(bridge(&Stages {
            printed: sealed.stated.map(|stated| stated.0),
            sealed: start,
            after: [late, correction, reversal, reassignment, tree, value_of(today)],
        })?)
    }
}
