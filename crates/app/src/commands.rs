//! Acts on matters.

use base::Ctx;
use register::decide::Act;
use store::Writer;
use store::journal::Head;
use tokio::sync::Mutex;

use crate::AppError;
use crate::deciding::Deciding;

/// Carries out commands, one transaction each, one after the other.
#[derive(Debug)]
pub struct Commands {
    pub(crate) writer: Mutex<Writer>,
}

/// An act that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its place in the journal.
    pub sequence: u64,
    /// The number of the matter; given by the system if the act had none.
    pub number: String,
}

impl Commands {
    /// Takes over the writing end.
    #[must_use]
    pub fn new(writer: Writer) -> Commands {
        Commands { writer: Mutex::new(writer) }
    }

    /// Carries out an act.
    ///
    /// # Errors
    ///
    /// [`AppError`] says why not; then nothing has happened.
    pub async fn submit(&self, ctx: &Ctx, act: Act) -> Result<Done, AppError> {
        self.submit_seen(ctx, act, None).await
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
        let mut writer = self.writer.lock().await;
        let mut tx = writer.begin().await?;
        let mut deciding = Deciding::prepare(&mut tx, std::iter::once(&act)).await?;
        let (new, done) = deciding.decide(ctx, &act, seen).await?;
        tx.append(vec![new]).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// Carries out many acts in one transaction, in order. Each sees what those before it did; one that
    /// is refused does not sink the others.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if the database fails; then none of them has happened.
    pub async fn submit_all(
        &self,
        batch: Vec<(Ctx, Act)>,
    ) -> Result<Vec<Result<Done, AppError>>, AppError> {
        let mut writer = self.writer.lock().await;
        let mut tx = writer.begin().await?;
        let mut deciding = Deciding::prepare(&mut tx, batch.iter().map(|(_, act)| act)).await?;
        let (mut records, mut outcomes) = (vec![], Vec::with_capacity(batch.len()));
        for (ctx, act) in &batch {
            match deciding.decide(ctx, act, None).await {
                Ok((new, done)) => {
                    records.push(new);
                    outcomes.push(Ok(done));
                }
                Err(error) if error.is_of_the_act() => outcomes.push(Err(error)),
                Err(error) => return Err(error),
            }
        }
        if !records.is_empty() {
            tx.append(records).await?;
            tx.commit().await?;
        }
        Ok(outcomes)
    }

    /// Derives everything from the journal again: empties every projection and replays all records, in
    /// one transaction. `progress` hears how many records of how many are done.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if a record cannot be read; then everything stays as it was.
    pub async fn rebuild(&self, progress: impl FnMut(u64, u64)) -> Result<Head, AppError> {
        Ok(self.writer.lock().await.rebuild(progress).await?)
    }

    /// Closes the database.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if what is left cannot be written into the file.
    pub async fn close(self) -> Result<(), AppError> {
        Ok(self.writer.into_inner().close().await?)
    }
}
