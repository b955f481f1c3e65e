//! The reading end.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::StoreError;
use crate::definitions::Definitions;
use crate::record::Dictionary;
use crate::sql::{Conn, Pool, View};

/// Asks questions; cannot write. Cheap to clone, safe to share.
#[derive(Clone, Debug)]
pub struct Reader {
    pool: Pool,
    /// Packs as last read; they change a few times a year.
    definitions: Arc<Mutex<Arc<Definitions>>>,
    /// What bodies say by number, as last read.
    dictionary: Arc<Mutex<Arc<Dictionary>>>,
}

impl Reader {
    pub(crate) fn new(pool: Pool) -> Reader {
        Reader { pool, definitions: Arc::default(), dictionary: Arc::default() }
    }

    /// One view of the database for all statements of a question.
    pub(crate) async fn snapshot(&self) -> Result<View, StoreError> {
        self.pool.view().await
    }

    /// The packs as this view of the database has them.
    pub(crate) async fn definitions(
        &self,
        view: &mut Conn,
    ) -> Result<Arc<Definitions>, StoreError> {
        let mut cached = self.definitions.lock().await;
        let current = Definitions::refreshed(&cached, view).await?;
        *cached = Arc::clone(&current);
        Ok(current)
    }

    /// The dictionary of the journal, with all that this view of the database has.
    pub(crate) async fn dictionary(&self, view: &mut Conn) -> Result<Arc<Dictionary>, StoreError> {
        let mut cached = self.dictionary.lock().await;
        Arc::make_mut(&mut cached).refresh(view).await?;
        Ok(Arc::clone(&cached))
    }

    /// Ends all connections, so that the file can be moved.
    pub async fn close(self) {
        self.pool.close();
    }
}
