//! The one place where commands become records: one after the other, many to a transaction.
//!
//! Whoever gives a command puts it into a bounded queue and waits. The sequencer takes what is there,
//! at most [`BATCH_ACTS_MAX`] acts, decides each on top of those before it, appends what was not
//! refused, commits once, and answers each caller. While the disk works, the next commands gather: so
//! the batches grow with the load by themselves, and nobody waits for company.

mod batch;
mod known;
mod unwind;

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base::Ctx;
use store::{Tx, Writer};
use tokio::sync::{mpsc, oneshot};

pub(crate) use known::{Known, MatterKey};

use crate::personal::Keys;
use crate::{AppError, Command, Done};

/// Commands that wait; who comes when it is full waits to be let in.
const QUEUE_MAX: usize = 4_096;

/// Acts to a transaction. One call with more is not split.
const BATCH_ACTS_MAX: usize = 1_000;

/// What became of acts that were given together: of each by itself, or why none was carried out.
pub(crate) type Answers = Result<Vec<Result<Done, AppError>>, AppError>;

/// Acts that were given together.
pub(crate) struct Acts {
    pub(crate) list: Vec<(Ctx, Command)>,
    /// Whether one that is refused sinks the others.
    together: bool,
    answer: oneshot::Sender<Answers>,
}

/// Something else that needs the writing end for itself.
type Alone =
    Box<dyn for<'a> FnOnce(&'a mut Writer) -> Pin<Box<dyn Future<Output = ()> + 'a>> + Send>;

enum Job {
    Acts(Acts),
    Alone(Alone),
    Close(oneshot::Sender<Result<(), AppError>>),
}

/// How much a sequencer has carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// Acts, with those that were refused.
    pub acts: u64,
    /// Transactions for them.
    pub batches: u64,
}

#[derive(Debug, Default)]
struct Counts {
    acts: AtomicU64,
    batches: AtomicU64,
}

/// The way to the sequencer.
#[derive(Clone, Debug)]
pub(crate) struct Sequencer {
    queue: mpsc::Sender<Job>,
    counts: Arc<Counts>,
}

impl Sequencer {
    /// Starts a sequencer in a thread of its own: it waits for the disk, which must not hold up those
    /// who read.
    pub(crate) fn start(writer: Writer, keys: Option<Arc<Keys>>) -> Sequencer {
        let (queue, jobs) = mpsc::channel(QUEUE_MAX);
        let counts = Arc::<Counts>::default();
        let working = Working {
            writer,
            jobs,
            known: Known::protected_with(keys),
            counts: Arc::clone(&counts),
            closing: vec![],
        };
        let live = move || match tokio::runtime::Builder::new_current_thread().enable_all().build()
        {
            Ok(runtime) => runtime.block_on(working.run()),
            Err(error) => tracing::error!(%error, "the sequencer cannot start"),
        };
        let thread = std::thread::Builder::new().name("sequencer".to_owned());
        thread.spawn(live).expect("a program that starts gets its threads");
        Sequencer { queue, counts }
    }

    pub(crate) fn served(&self) -> Served {
        Served {
            acts: self.counts.acts.load(Ordering::Relaxed),
            batches: self.counts.batches.load(Ordering::Relaxed),
        }
    }

    /// Carries out acts in one transaction, each by itself.
    pub(crate) async fn acts(&self, list: Vec<(Ctx, Command)>) -> Answers {
        self.ask(|answer| Job::Acts(Acts { list, together: false, answer })).await?
    }

    /// Carries out acts, all of them or none.
    pub(crate) async fn acts_together(&self, list: Vec<(Ctx, Command)>) -> Answers {
        self.ask(|answer| Job::Acts(Acts { list, together: true, answer })).await?
    }

    /// Does something with the writing end, in its turn.
    pub(crate) async fn with_writer<T, W>(&self, work: W) -> Result<T, AppError>
    where
        T: Send + 'static,
        W: AsyncFnOnce(&mut Writer) -> T + Send + 'static,
    {
        let alone = |answer: oneshot::Sender<Result<T, AppError>>| -> Alone {
            Box::new(move |writer| {
                Box::pin(async move {
                    let done = unwind::caught(work(writer)).await;
                    // Whoever asked may have gone away; it is done all the same.
                    let _ = answer.send(done.map_err(broken));
                })
            })
        };
        self.ask(|answer| Job::Alone(alone(answer))).await?
    }

    /// Ends the sequencer after what it was given so far.
    pub(crate) async fn close(&self) -> Result<(), AppError> {
        self.ask(Job::Close).await?
    }

    /// Waits for a place in the queue, then for the answer.
    async fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> Result<T, AppError> {
        let place = self.queue.reserve().await.map_err(|_| AppError::Closed)?;
        let (answer, answered) = oneshot::channel();
        place.send(job(answer));
        answered.await.map_err(|_| AppError::Closed)
    }
}

/// The sequencer at work.
struct Working {
    writer: Writer,
    jobs: mpsc::Receiver<Job>,
    known: Known,
    counts: Arc<Counts>,
    /// Who waits for the end.
    closing: Vec<oneshot::Sender<Result<(), AppError>>>,
}

impl Working {
    async fn run(mut self) {
        let mut next = None;
        loop {
            let job = match next.take() {
                Some(job) => job,
                None => match self.jobs.recv().await {
                    Some(job) => job,
                    // No handle is left, or it was closed, and everything is answered.
                    None => break,
                },
            };
            match job {
                Job::Acts(first) => {
                    let (batch, after) = self.gather(first);
                    next = after;
                    self.serve(batch).await;
                }
                Job::Alone(work) => work(&mut self.writer).await,
                Job::Close(answer) => {
                    self.jobs.close();
                    self.closing.push(answer);
                }
            }
        }
        let mut closed = self.writer.close().await.map_err(AppError::from);
        for answer in self.closing.into_iter().rev() {
            let _ = answer.send(std::mem::replace(&mut closed, Ok(())));
        }
    }

    /// The acts that wait right now, and the job after them if it cannot join them.
    fn gather(&mut self, first: Acts) -> (Vec<Acts>, Option<Job>) {
        let mut acts = first.list.len();
        let mut batch = vec![first];
        while acts < BATCH_ACTS_MAX
            && let Ok(job) = self.jobs.try_recv()
        {
            match job {
                Job::Acts(next) if acts.saturating_add(next.list.len()) <= BATCH_ACTS_MAX => {
                    acts = acts.saturating_add(next.list.len());
                    batch.push(next);
                }
                other => return (batch, Some(other)),
            }
        }
        (batch, None)
    }
}

/// Does some work in a transaction, which is committed if anything was appended and the work succeeds.
pub(crate) async fn in_transaction<T, E, W>(writer: &mut Writer, work: W) -> Result<T, E>
where
    E: From<AppError>,
    W: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E>,
{
    let mut tx = writer.begin().await.map_err(AppError::from)?;
    let before = tx.head();
    let done = work(&mut tx).await?;
    let head = tx.head();
    if head != before {
        let committed = unwind::caught(tx.commit()).await;
        batch::make_sure_of(writer, head, committed).await.map_err(|cause| cause.told())?;
    }
    Ok(done)
}

/// A panic as an answer; the log says more.
fn broken(panic: String) -> AppError {
    tracing::error!(%panic, "a command met a fault in the program");
    AppError::Broken { what: panic }
}
