//! Accounts: the places where matters, lines and amounts can be.

use std::fmt;

use base::Key;

use crate::light::Light;
use crate::pool::Standing;

/// A place in a book of a register: `disclosure/state/handling`.
///
/// A *book* is a family of places among which one kind of thing moves: matters among states
/// (`state`) or among the lights of a clock (`light:due`), rows of a group (`penalties`), an amount
/// (`penalties.amount`), or places of pools (`pool`). Only places of one book can face each other in a transfer, so matters are never traded for fen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account {
    register: Key,
    book: String,
    place: Key,
}

/// The book in which matters move among states.
pub const STATE: &str = "state";

/// The book in which places of pools are free, held or used.
pub const POOL: &str = "pool";

/// Begins the names of books in which lights turn, before that of the clock.
const LIGHT: &str = "light:";

impl Account {
    /// A state of a register's matters.
    #[must_use]
    pub fn state(register: &Key, state: &Key) -> Account {
        Account { register: register.clone(), book: STATE.to_owned(), place: state.clone() }
    }

    /// Where new matters come from.
    #[must_use]
    pub fn outside(register: &Key) -> Account {
        Account::state(register, &Key::literal(OUTSIDE))
    }

    /// Between two units: a matter handed over has left one and not yet reached the other.
    #[must_use]
    pub fn transit(register: &Key) -> Account {
        Account::state(register, &Key::literal(TRANSIT))
    }

    /// What has been posted of a group's rows, or of an amount field (`group.field` or `field`).
    #[must_use]
    pub fn posted(register: &Key, book: &str) -> Account {
        Account { register: register.clone(), book: book.to_owned(), place: Key::literal(POSTED) }
    }

    /// The other side of [`Account::posted`].
    #[must_use]
    pub fn source(register: &Key, book: &str) -> Account {
        Account { register: register.clone(), book: book.to_owned(), place: Key::literal(OUTSIDE) }
    }

    /// Where places of a register's pools stand: `slots/pool/free`.
    #[must_use]
    pub fn pool(register: &Key, standing: Standing) -> Account {
        let (book, place) = (POOL.to_owned(), Key::literal(standing.key()));
        Account { register: register.clone(), book, place }
    }

    /// What a clock of a register's matters shows: `requests/light:due/red`. `None` is green, or no
    /// clock: what has no light yet comes from there.
    #[must_use]
    pub fn light(register: &Key, clock: &Key, light: Option<Light>) -> Account {
        let place = Key::literal(light.map_or(OUTSIDE, Light::key));
        // No field can be called so: the colon is in no key.
        Account { register: register.clone(), book: format!("{LIGHT}{clock}"), place }
    }

    /// Whether it is of the lights of a clock.
    #[must_use]
    pub fn is_light(&self) -> bool {
        self.book.starts_with(LIGHT)
    }

    /// Reads the text that [`Display`](fmt::Display) writes.
    #[must_use]
    pub fn read(text: &str) -> Option<Account> {
        let mut parts = text.splitn(3, '/');
        let (register, book, place) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Account {
            register: Key::new(register).ok()?,
            book: book.to_owned(),
            place: Key::new(place).ok()?,
        })
    }

    /// The register whose book this is.
    #[must_use]
    pub fn register(&self) -> &Key {
        &self.register
    }

    /// The book: `state`, `penalties` or `penalties.amount`.
    #[must_use]
    pub fn book(&self) -> &str {
        &self.book
    }

    /// The place in the book: a state, `outside`, `transit` or `posted`.
    #[must_use]
    pub fn place(&self) -> &Key {
        &self.place
    }

    /// Whether things can move directly between the two.
    #[must_use]
    pub fn faces(&self, other: &Account) -> bool {
        self.register == other.register && self.book == other.book
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.register, self.book, self.place)
    }
}

/// Names of places that packs cannot use for their own states.
pub const RESERVED: [&str; 3] = [OUTSIDE, TRANSIT, POSTED];
const OUTSIDE: &str = "outside";
const TRANSIT: &str = "transit";
const POSTED: &str = "posted";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let register = Key::literal("penalties");
        let red = Account::light(&register, &Key::literal("due"), Some(Light::Red));
        let posted = Account::posted(&register, "penalties.amount");
        for account in [Account::outside(&register), posted, red] {
            assert_eq!(Account::read(&account.to_string()), Some(account));
        }
        assert_eq!(Account::read("penalties/state"), None);
    }
}
