//! A batch of acts on its way into the journal.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use base::Ctx;
use store::journal::Head;
use store::{New, StoreError, Tx, Writer};

use super::{Acts, Answers, Known, Working, broken, unwind};
use crate::deciding::Deciding;
use crate::{AppError, Command, Done};

/// Why a batch came to nothing.
struct Failure {
    cause: Cause,
    /// One act may be at fault, and the others would go through without it.
    may_be_of_one: bool,
}

pub(super) enum Cause {
    Store(Arc<StoreError>),
    Broken(String),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::of(Arc::new(error))
    }
}

impl Failure {
    fn of(error: Arc<StoreError>) -> Failure {
        let may_be_of_one = matches!(
            *error,
            StoreError::Overtaken { .. }
                | StoreError::UnknownUnit { .. }
                | StoreError::Unbalanced { .. }
                | StoreError::TooLarge
        );
        Failure { cause: Cause::Store(error), may_be_of_one }
    }

    fn of_all(cause: Cause) -> Failure {
        Failure { cause, may_be_of_one: false }
    }
}

impl Cause {
    /// The cause as everybody concerned is told.
    pub(super) fn told(&self) -> AppError {
        match self {
            Cause::Store(error) => AppError::Store(Arc::clone(error)),
            Cause::Broken(panic) => broken(panic.clone()),
        }
    }
}

impl Working {
    /// Carries out a batch and answers everybody in it.
    pub(super) async fn serve(&mut self, batch: Vec<Acts>) {
        match self.carry_out(&batch).await {
            Ok(outcomes) => {
                for (acts, outcomes) in batch.into_iter().zip(outcomes) {
                    acts.answer(Ok(outcomes));
                }
            }
            Err(failure) if batch.len() > 1 && failure.may_be_of_one => {
                for acts in batch {
                    match self.carry_out(std::slice::from_ref(&acts)).await {
                        Ok(mut outcomes) => acts.answer(Ok(outcomes.pop().unwrap_or_default())),
                        Err(failure) => acts.answer(Err(failure.cause.told())),
                    }
                }
            }
            Err(failure) => {
                for acts in batch {
                    acts.answer(Err(failure.cause.told()));
                }
            }
        }
    }

    /// What becomes of each act of each caller, once it is durable; or why nothing has happened.
    async fn carry_out(&mut self, batch: &[Acts]) -> Result<Vec<Outcomes>, Failure> {
        let acts: usize = batch.iter().map(|acts| acts.list.len()).sum();
        self.counts.acts.fetch_add(acts as u64, Ordering::Relaxed);
        self.counts.batches.fetch_add(1, Ordering::Relaxed);
        let done = carry_out(&mut self.writer, &mut self.known, batch).await;
        if done.is_err() {
            self.known.forget();
        }
        done
    }
}

type Outcomes = Vec<Result<Done, AppError>>;

async fn carry_out(
    writer: &mut Writer,
    known: &mut Known,
    batch: &[Acts],
) -> Result<Vec<Outcomes>, Failure> {
    let appended = unwind::caught(append(writer, known, batch)).await;
    let appended = appended
        .unwrap_or_else(|panic| Err(Failure { cause: Cause::Broken(panic), may_be_of_one: true }));
    let (tx, outcomes) = appended?;
    let head = tx.head();
    if known.holds_already_at(head) {
        return Ok(outcomes);
    }
    let committed = unwind::caught(tx.commit()).await;
    make_sure_of(writer, head, committed).await.map_err(Failure::of_all)?;
    known.holds_at(head);
    Ok(outcomes)
}

/// Decides a batch and appends what was not refused, if anything.
async fn append<'w>(
    writer: &'w mut Writer,
    known: &mut Known,
    batch: &[Acts],
) -> Result<(Tx<'w>, Vec<Outcomes>), Failure> {
    let mut tx = writer.begin().await?;
    known.must_hold_at(tx.head());
    let commands = batch.iter().flat_map(|acts| &acts.list);
    let mut deciding = Deciding::prepare(&mut tx, known, commands).await?;
    let (mut records, mut all) = (vec![], Vec::with_capacity(batch.len()));
    for acts in batch {
        let decided = if acts.together {
            together(&mut deciding, &acts.list, &mut records).await
        } else {
            apart(&mut deciding, &acts.list, &mut records).await
        };
        all.push(decided.map_err(Failure::of)?);
    }
    if !records.is_empty() {
        tx.append(records).await?;
    }
    Ok((tx, all))
}

/// What becomes of acts of which one that is refused does not sink the others.
async fn apart(
    deciding: &mut Deciding<'_, '_>,
    list: &[(Ctx, Command)],
    records: &mut Vec<New>,
) -> Result<Outcomes, Arc<StoreError>> {
    let mut outcomes = Vec::with_capacity(list.len());
    for (ctx, command) in list {
        let decided = deciding.carry_out(ctx, command).await;
        // What gave way to it has happened even if the act itself was refused.
        records.extend(deciding.take_ahead());
        match decided {
            Ok((new, done)) => {
                records.extend(new);
                outcomes.push(Ok(done));
            }
            Err(AppError::Store(error)) => return Err(error),
            Err(error) => outcomes.push(Err(error)),
        }
    }
    Ok(outcomes)
}

/// What becomes of acts that are carried out together: every answer, or the one refusal.
async fn together(
    deciding: &mut Deciding<'_, '_>,
    list: &[(Ctx, Command)],
    records: &mut Vec<New>,
) -> Result<Outcomes, Arc<StoreError>> {
    match deciding.carry_out_together(list).await {
        Ok(Ok((new, done))) => {
            records.extend(new);
            Ok(done.into_iter().map(Ok).collect())
        }
        Ok(Err((place, refused))) => Ok(vec![Err(AppError::Together {
            place: place.saturating_add(1),
            of: list.len(),
            number: list.get(place).and_then(|(_, command)| command.act.number.clone()),
            refused: Box::new(refused),
        })]),
        Err(AppError::Store(error)) => Err(error),
        Err(error) => Ok(vec![Err(error)]),
    }
}

/// Asks the database whether a commit that failed has happened after all: the connection may have been
/// lost on the way back.
pub(super) async fn make_sure_of(
    writer: &mut Writer,
    head: Head,
    committed: Result<Result<Head, StoreError>, String>,
) -> Result<(), Cause> {
    let cause = match committed {
        Ok(Ok(_)) => return Ok(()),
        Ok(Err(error)) => Cause::Store(Arc::new(error)),
        Err(panic) => Cause::Broken(panic),
    };
    match writer.begin().await {
        Ok(tx) if tx.head() == head => Ok(()),
        Ok(_) | Err(_) => Err(cause),
    }
}

impl Acts {
    fn answer(self, answers: Answers) {
        // Whoever asked may have gone away; it is done all the same.
        let _ = self.answer.send(answers);
    }
}
