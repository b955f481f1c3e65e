//! What is the figure, as of a day and as known at a point of the record?

mod answers;
mod balances;
mod known;
mod sums;
mod window;

pub(crate) use balances::accounts;

use std::collections::BTreeSet;

use base::{Ctx, Key, Right};
use indicators::{Ask, Figure, IndicatorError, Plan, Question};
use register::model::Catalogue;

pub(crate) use balances::accounts as accounts_of;

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
    let asks: BTreeSet<&Ask> = planned.iter().flatten().flat_map(Plan::asks).collect();
    for register in registers(&asks) {
        ctx.require(&Right::to_read(register))?;
    }
    let units: BTreeSet<&Key> = questions.iter().map(|question| &question.unit).collect();
    scope::subtrees(&mut view, ctx, &units).await?;
    let forest = Forest::load(&mut view).await?;
    let dictionary = reader.dictionary(&mut view).await?;
    let asked = answers::Asked { catalogue, dictionary: &dictionary, forest: &forest, head };
    let answers = asked.answer(&mut view, &asks).await?;
    let evaluated = planned.iter().map(|plan| {
        let plan = plan.as_ref().map_err(Clone::clone)?;
        let mut figure = plan.evaluate(&answers, head)?;
        let pieces: Vec<Piece> =
            plan.asks().into_iter().flat_map(|ask| asked.pieces(ask)).collect();
        figure.receipt.trees = forest.named(&pieces);
        Ok(figure)
    });
    Ok(evaluated.collect())
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
fn registers<'a>(asks: &BTreeSet<&'a Ask>) -> BTreeSet<&'a Key> {
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
