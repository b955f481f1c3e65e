//! Personal data: kept encrypted beside the journal, shown to those who may see them, and destroyed
//! when the law asks for it.
//!
//! A value is encrypted under the key of the person it is about; that key lies in the database,
//! wrapped by the key of the installation, which lies in a [file](KeyFile) elsewhere. The journal holds
//! a commitment ([`ledger::commitment`]) and nothing else. Erasing a person destroys their key and
//! their values; the journal stays as it is.

mod aead;
mod entropy;
mod erase;
mod error;
mod key_file;
mod keys;
mod protect;
mod reveal;

pub use erase::{Erased, ErasedAgain};
pub use error::KeyError;
pub use key_file::KeyFile;
pub use keys::Keys;
pub(crate) use protect::{Protecting, has_personal, is_same};
pub use reveal::Revealed;
