//! Giving a command twice does it once: keys, and what was asked under them.

use std::collections::{BTreeMap, BTreeSet};

use base::Key;
use register::Request;
use register::decide::Act;
use register::request::Digest;
use sha2::{Digest as _, Sha256};
use store::{StoreError, Tx};

use crate::{AppError, Done};

/// The longest key of a command.
pub const KEY_CHARS_MAX: usize = 64;

/// What was carried out under a key before, by actor and key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked(BTreeMap<(Key, String), (Digest, Done)>);

impl Asked {
    /// What was carried out under these keys before.
    pub(crate) async fn find(tx: &mut Tx<'_>, keys: &BTreeSet<&str>) -> Result<Asked, StoreError> {
        // Nobody can have used what is no key.
        let keys: Vec<&str> = keys.iter().copied().filter(|key| is_key(key)).collect();
        if keys.is_empty() {
            return Ok(Asked::default());
        }
        let found = tx.asked(&keys).await?.into_iter().map(|asked| {
            let done = Done { sequence: asked.sequence, number: asked.number };
            ((asked.actor, asked.key), (asked.digest, done))
        });
        Ok(Asked(found.collect()))
    }

    /// What was done under this key, if it was used before.
    ///
    /// # Errors
    ///
    /// [`AppError::KeyTaken`] if something else was.
    pub(crate) fn done(&self, actor: &Key, request: &Request) -> Result<Option<Done>, AppError> {
        match self.0.get(&(actor.clone(), request.key.clone())) {
            None => Ok(None),
            Some((digest, done)) if *digest == request.digest => Ok(Some(done.clone())),
            Some((_, Done { sequence, number })) => {
                Err(AppError::KeyTaken { number: number.clone(), sequence: *sequence })
            }
        }
    }

    pub(crate) fn remember(&mut self, actor: &Key, request: &Request, done: &Done) {
        let key = (actor.clone(), request.key.clone());
        self.0.insert(key, (request.digest, done.clone()));
    }
}

/// The request that an act under a key is.
///
/// # Errors
///
/// [`AppError::BadKey`] if it is no key.
pub(crate) fn request(key: &str, act: &Act) -> Result<Request, AppError> {
    if !is_key(key) {
        let key = key.chars().take(KEY_CHARS_MAX).collect();
        return Err(AppError::BadKey { key });
    }
    let content = serde_json::to_vec(act).expect("keys of an act are texts");
    let whole: [u8; 32] = Sha256::digest(content).into();
    let (digest, _) = whole.split_first_chunk().expect("16 of 32 bytes");
    Ok(Request { key: key.to_owned(), digest: *digest })
}

fn is_key(key: &str) -> bool {
    (1..=KEY_CHARS_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}
