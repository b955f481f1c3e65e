//! Connections for those who read.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Conn;
use crate::{Place, StoreError, open};

/// A few connections, shared.
#[derive(Clone, Debug)]
pub(crate) struct Pool(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    place: Place,
    idle: Mutex<Vec<Conn>>,
    seats: Arc<Semaphore>,
}

/// How many readers may ask at the same time.
const READERS_MAX: usize = 8;

impl Pool {
    pub(crate) fn new(place: Place) -> Pool {
        let seats = Arc::new(Semaphore::new(READERS_MAX));
        Pool(Arc::new(Shared { place, idle: Mutex::default(), seats }))
    }

    /// One unchanging view of the database.
    pub(crate) async fn view(&self) -> Result<View, StoreError> {
        let seat = Arc::clone(&self.0.seats).acquire_owned().await;
        let seat = seat.map_err(|_| StoreError::Busy)?;
        let idle = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut conn = match idle.filter(|conn| !conn.is_closed()) {
            Some(conn) => conn,
            None => open::reading(&self.0.place).await?,
        };
        conn.begin_view().await?;
        Ok(View { conn: Some(conn), pool: Arc::clone(&self.0), _seat: seat })
    }

    /// Ends all connections that are not in use, and lets no new one begin.
    pub(crate) fn close(&self) {
        self.0.seats.close();
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// One state of the database for as long as it is held.
#[derive(Debug)]
pub(crate) struct View {
    /// Only dropping takes it out.
    conn: Option<Conn>,
    pool: Arc<Shared>,
    _seat: OwnedSemaphorePermit,
}

impl Deref for View {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn.as_ref().expect("only dropping takes it out")
    }
}

impl DerefMut for View {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn.as_mut().expect("only dropping takes it out")
    }
}

impl Drop for View {
    fn drop(&mut self) {
        let Some(mut conn) = self.conn.take() else { return };
        conn.roll_back();
        if !self.pool.seats.is_closed() && !conn.is_closed() {
            self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        }
    }
}
