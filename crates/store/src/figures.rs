//! What is the figure, as of a day and as known at a point of the record?

mod answers;
mod balances;
mod known;
mod sums;
mod window;

pub(crate) use balances::accounts;

use std::collections::{BTreeMap, BTreeSet};

use base::{Ctx, Key, Right};
use indicators::{Answer, Ask, Figure, IndicatorError, Plan, Question};
use register::model::Catalogue;

use crate::trees::{Forest, Piece};
use crate::{Reader, StoreError, journal, scope};

/// Evaluates questions together, all in one view of the database. What they share is read once, so a
/// report of a hundred figures costs a handful of statements.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read a register that a question draws on;
/// [`StoreError::UnknownUnit`] if a question's unit does not exist for the asker. What is wrong with
/// one question only is in its own result.
pub async fn figures(
    reader: &Reader,
    ctx: &Ctx,
    catalogue: &Catalogue,
    questions: &[Question],
) -> Result<Vec<Result<Figure, IndicatorError>>, StoreError> {
    let mut view = reader.snapshot().await?;
    let head = journal::head_of(&mut view).await?.sequence;
    let definitions = reader.definitions(&mut view).await?;
    let catalogues: Vec<Option<Catalogue>> =
        questions.iter().map(|question| definitions.that_answer(question)).collect();
    let asked_of = |index: usize| -> &Catalogue {
        catalogues.get(index).and_then(Option::as_ref).unwrap_or(catalogue)
    };
    let planned: Vec<Result<Plan<'_>, IndicatorError>> = questions
        .iter()
        .enumerate()
        .map(|(index, question)| Plan::of(asked_of(index), question))
        .collect();
    let (asks, places) = together(&planned);
    for register in registers(&asks) {
        ctx.require(&Right::to_read(register))?;
    }
    let units: BTreeSet<&Key> = questions.iter().map(|question| &question.unit).collect();
    scope::subtrees(&mut view, ctx, &units).await?;
    let forest = Forest::load(&mut view).await?;
    let dictionary = reader.dictionary(&mut view).await?;
    let asked = answers::Asked { catalogue, dictionary: &dictionary, forest: &forest, head };
    let answers = asked.answer(&mut view, &asks).await?;
    let evaluated = planned.iter().zip(places).map(|(plan, places)| {
        let plan = plan.as_ref().map_err(Clone::clone)?;
        let answered = places.iter().filter_map(|at| Some((*asks.get(*at)?, *answers.get(*at)?)));
        let answers: BTreeMap<&Ask, Answer> = answered.collect();
        let mut figure = plan.evaluate(&answers, head)?;
        let pieces: Vec<Piece> = answers.keys().flat_map(|ask| asked.pieces(ask)).collect();
        figure.receipt.trees = forest.named(&pieces);
        Ok(figure)
    });
    Ok(evaluated.collect())
}

/// All asks in order, each once, and for every plan the places of its own among them: thousands of plans
/// are compared once.
fn together<'p>(
    planned: &'p [Result<Plan<'_>, IndicatorError>],
) -> (Vec<&'p Ask>, Vec<Vec<usize>>) {
    let of_plan = |(place, plan): (usize, &'p Result<Plan<'_>, IndicatorError>)| {
        plan.iter().flat_map(Plan::asks).map(move |ask| (ask, place)).collect::<Vec<_>>()
    };
    let mut all: Vec<(&Ask, usize)> = planned.iter().enumerate().flat_map(of_plan).collect();
    all.sort_unstable();
    let (mut asks, mut places): (Vec<&Ask>, _) = (vec![], vec![vec![]; planned.len()]);
    for (ask, place) in all {
        if asks.last() != Some(&ask) {
            asks.push(ask);
        }
        if let Some(places) = places.get_mut(place) {
            places.push(asks.len().saturating_sub(1));
        }
    }
    (asks, places)
}

/// Evaluates one question.
///
/// # Errors
///
/// As [`figures`].
pub async fn figure(
    reader: &Reader,
    ctx: &Ctx,
    catalogue: &Catalogue,
    question: &Question,
) -> Result<Result<Figure, IndicatorError>, StoreError> {
    let mut all = figures(reader, ctx, catalogue, std::slice::from_ref(question)).await?;
    Ok(all.pop().expect("one question has one answer"))
}

/// The registers that are drawn on.
fn registers<'a>(asks: &[&'a Ask]) -> BTreeSet<&'a Key> {
    let mut registers = BTreeSet::new();
    for ask in asks {
        match ask {
            Ask::Tally { accounts, .. } => {
                registers.extend(accounts.iter().map(ledger::Account::register));
            }
            Ask::Coverage { register, .. } => {
                registers.insert(register);
            }
        }
    }
    registers
}
