//! Acts on matters.

use std::sync::Arc;

use base::Ctx;
use register::Catalogue;
use register::decide::Act;
use store::journal::Head;
use store::{Tx, Writer};
use tokio::sync::mpsc;

use crate::AppError;
use crate::personal::Keys;
use crate::sequencer::{self, Sequencer, Served};

/// Gives commands to the one sequencer, which carries them out in the order in which they come.
///
/// Cheap to clone. Commands that wait at the same time share one transaction and one wait for the
/// disk; each is answered by itself when it is durable. A command whose caller goes away is carried
/// out all the same.
#[derive(Clone, Debug)]
pub struct Commands {
    sequencer: Sequencer,
    keys: Option<Arc<Keys>>,
}

/// An act as a command: on what it was seen to be, and so that giving it twice does it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    pub act: Act,
    /// The version of the matter that the actor saw: if it is another by now, the act is refused.
    pub seen: Option<u32>,
    /// Chosen by whoever gives the command, for example one for each form that is shown. Of several
    /// commands of one actor with the same key only the first is carried out; the others are
    /// answered like it if they say the same, and refused if not.
    pub key: Option<String>,
}

/// An act that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its place in the journal.
    pub sequence: u64,
    /// The number of the matter; given by the system if the act had none.
    pub number: String,
}

impl From<Act> for Command {
    fn from(act: Act) -> Command {
        Command { act, seen: None, key: None }
    }
}

impl Command {
    /// The command to do this, whatever has happened before.
    #[must_use]
    pub fn new(act: Act) -> Command {
        act.into()
    }

    /// Only if the matter still has this version.
    #[must_use]
    pub fn seen(mut self, version: u32) -> Command {
        self.seen = Some(version);
        self
    }

    /// Only once under this key.
    #[must_use]
    pub fn with_key(mut self, key: impl Into<String>) -> Command {
        self.key = Some(key.into());
        self
    }
}

impl Commands {
    /// Takes over the writing end.
    ///
    /// The sequencer lives in a thread of its own until [`Commands::close`], or until the last handle
    /// is gone and everything given has been carried out.
    ///
    /// # Panics
    ///
    /// If the system has no thread left.
    #[must_use]
    pub fn new(writer: Writer) -> Commands {
        Commands { sequencer: Sequencer::start(writer, None), keys: None }
    }

    /// As [`Commands::new`], with the keys that personal data are kept under. Without them, acts that
    /// state personal data are refused.
    #[must_use]
    pub fn with_keys(writer: Writer, keys: Keys) -> Commands {
        let keys = Some(Arc::new(keys));
        Commands { sequencer: Sequencer::start(writer, keys.clone()), keys }
    }

    /// What personal data are kept under.
    pub(crate) fn keys(&self) -> Option<&Arc<Keys>> {
        self.keys.as_ref()
    }

    /// Carries out an act. Answers when it is durable.
    ///
    /// # Errors
    ///
    /// [`AppError`] says why not; then nothing has happened.
    pub async fn submit(&self, ctx: &Ctx, command: impl Into<Command>) -> Result<Done, AppError> {
        let batch = vec![(ctx.clone(), command.into())];
        self.sequencer.acts(batch).await?.pop().unwrap_or(Err(AppError::Closed))
    }

    /// Carries out an act on a matter if it is still as the actor saw it.
    ///
    /// # Errors
    ///
    /// [`AppError::Overtaken`] if the matter's version is another by now; else as [`Commands::submit`].
    pub async fn submit_seen(
        &self,
        ctx: &Ctx,
        act: Act,
        seen: Option<u32>,
    ) -> Result<Done, AppError> {
        self.submit(ctx, Command { act, seen, key: None }).await
    }

    /// Carries out many acts in one transaction, in order. Each sees what those before it did; one that
    /// is refused does not sink the others.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if the database fails; then none of them has happened.
    pub async fn submit_all<C: Into<Command>>(
        &self,
        batch: Vec<(Ctx, C)>,
    ) -> Result<Vec<Result<Done, AppError>>, AppError> {
        let batch = batch.into_iter().map(|(ctx, command)| (ctx, command.into())).collect();
        self.sequencer.acts(batch).await
    }

    /// Carries out acts on several matters in one transaction: all of them, or none.
    ///
    /// # Errors
    ///
    /// [`AppError::Together`] names the act that was refused and says why; then none of them has
    /// happened. [`AppError::Store`] if the database fails.
    pub async fn submit_together<C: Into<Command>>(
        &self,
        acts: Vec<(Ctx, C)>,
    ) -> Result<Vec<Done>, AppError> {
        let acts = acts.into_iter().map(|(ctx, command)| (ctx, command.into())).collect();
        self.sequencer.acts_together(acts).await?.into_iter().collect()
    }

    /// Derives everything from the journal again: empties every projection and replays all records, in
    /// one transaction. `progress` hears how many records of how many are done.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if a record cannot be read; then everything stays as it was.
    pub async fn rebuild(&self, progress: impl FnMut(u64, u64)) -> Result<Head, AppError> {
        let (tell, told) = mpsc::unbounded_channel();
        let rebuilt = self.sequencer.with_writer(async move |writer: &mut Writer| {
            let heard = |done, all| {
                // Whoever asked may have gone away.
                let _ = tell.send((done, all));
            };
            writer.rebuild(heard).await
        });
        Ok(listened(rebuilt, told, progress).await??)
    }

    /// Adds up the month cells again from the postings, in one transaction. `progress` hears how many
    /// accounts of how many are done.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if a posting cannot be read; then everything stays as it was.
    pub async fn rebuild_cells(&self, progress: impl FnMut(u64, u64)) -> Result<(), AppError> {
        let (tell, told) = mpsc::unbounded_channel();
        let rebuilt = self.sequencer.with_writer(async move |writer: &mut Writer| {
            let heard = |done, all| {
                let _ = tell.send((done, all));
            };
            writer.rebuild_cells(heard).await
        });
        Ok(listened(rebuilt, told, progress).await??)
    }

    /// Does something that is no act on a matter, in its turn and in a transaction of its own, which is
    /// committed if anything was appended and the work succeeds.
    ///
    /// The work runs in the thread of the sequencer and goes on if the caller goes away.
    pub(crate) async fn alone<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AppError> + Send + 'static,
        W: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let done = self.sequencer.with_writer(async move |writer: &mut Writer| {
            sequencer::in_transaction(writer, work).await
        });
        done.await?
    }

    /// Does something with the writing end, in its turn.
    pub(crate) async fn with_writer<T, W>(&self, work: W) -> Result<T, AppError>
    where
        T: Send + 'static,
        W: AsyncFnOnce(&mut Writer) -> T + Send + 'static,
    {
        self.sequencer.with_writer(work).await
    }

    /// The packs in force.
    pub(crate) async fn catalogue(&self) -> Result<Arc<Catalogue>, AppError> {
        self.alone(async |tx: &mut Tx<'_>| Ok(tx.catalogue())).await
    }

    /// How much has been carried out since the start.
    #[must_use]
    pub fn served(&self) -> Served {
        self.sequencer.served()
    }

    /// Answers everything that was given before, takes nothing more, also through other handles, and
    /// closes the database.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if what is left cannot be written into the file; [`AppError::Closed`] if it
    /// was closed before.
    pub async fn close(self) -> Result<(), AppError> {
        self.sequencer.close().await
    }
}

/// What long work comes to; how far it is, is passed on meanwhile.
async fn listened<T>(
    work: impl Future<Output = T>,
    mut told: mpsc::UnboundedReceiver<(u64, u64)>,
    mut progress: impl FnMut(u64, u64),
) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        tokio::select! {
            biased;
            Some((done, all)) = told.recv() => progress(done, all),
            done = &mut work => {
                while let Ok((done, all)) = told.try_recv() {
                    progress(done, all);
                }
                return done;
            }
        }
    }
}
