//! Who asks, with which rights, over which part of the organisation, on which day.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::key::Key;
use crate::lang::{Lang, Say};

/// Everything a question or a command must know about its asker. Always the first argument.
#[derive(Clone, Debug)]
pub struct Ctx {
    pub actor: Actor,
    /// The authority's civil day: deadlines and “not in the future” are judged by it.
    pub today: Date,
    /// The instant written as recorded-at.
    pub now: Timestamp,
    pub lang: Lang,
}

/// A person or program that acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Stable identifier, written into every event.
    pub id: Key,
    pub name: String,
    /// The unit whose subtree the actor may see and touch.
    pub scope: Key,
    pub rights: Rights,
}

/// What an actor may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rights {
    /// Installation and import programs run by the administrator of the machine.
    All,
    Only(BTreeSet<Right>),
}

/// A permission, written `register.act` in packs: `findings.sign_off`; reading is `register.read`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Right {
    pub register: Key,
    pub act: Key,
}

impl Right {
    /// Reads `register.act`.
    #[must_use]
    pub fn read(text: &str) -> Option<Right> {
        let (register, act) = text.split_once('.')?;
        Some(Right { register: Key::new(register).ok()?, act: Key::new(act).ok()? })
    }

    /// The right to see the rows and figures of a register.
    #[must_use]
    pub fn to_read(register: &Key) -> Right {
        Right { register: register.clone(), act: Key::literal("read") }
    }
}

impl std::fmt::Display for Right {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.register, self.act)
    }
}

impl Ctx {
    /// # Errors
    ///
    /// [`Denied`] if the actor lacks the right.
    pub fn require(&self, right: &Right) -> Result<(), Denied> {
        if self.may(right) {
            Ok(())
        } else {
            Err(Denied { actor: self.actor.name.clone(), right: right.clone() })
        }
    }

    #[must_use]
    pub fn may(&self, right: &Right) -> bool {
        match &self.actor.rights {
            Rights::All => true,
            Rights::Only(rights) => rights.contains(right),
        }
    }
}

/// The actor lacks a right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{actor} does not have the right \"{right}\"; ask an administrator, or let someone who has it do this"
)]
pub struct Denied {
    pub actor: String,
    pub right: Right,
}

impl Say for Denied {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!(
                "{} 没有“{}”权限；请由有此权限的人员办理，或联系管理员授权",
                self.actor, self.right
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(rights: Rights) -> Ctx {
        Ctx {
            actor: Actor {
                id: Key::literal("lin"),
                name: "林".to_owned(),
                scope: Key::literal("authority"),
                rights,
            },
            today: jiff::civil::date(2021, 12, 31),
            now: Timestamp::UNIX_EPOCH,
            lang: Lang::Zh,
        }
    }

    #[test]
    fn a_right_is_held_or_denied() {
        let right = Right::read("findings.sign_off").unwrap();
        assert!(asking(Rights::All).require(&right).is_ok());
        assert!(asking(Rights::Only([right.clone()].into())).require(&right).is_ok());
        assert!(asking(Rights::Only(BTreeSet::new())).require(&right).is_err());
        assert_eq!(Right::read("findings"), None);
    }
}
