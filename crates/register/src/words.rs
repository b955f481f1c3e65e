//! The words that a pack gives to its registers, fields, states and steps.

use base::{Key, Lang};

use crate::model::{DAYS_OPEN, Field, FieldKind, Pack, Register};
use crate::told::Told;

/// The words of one register.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    pub pack: &'a Pack,
    pub register: &'a Register,
}

impl<'a> Words<'a> {
    #[must_use]
    pub fn new(pack: &'a Pack, register: &'a Register) -> Words<'a> {
        Words { pack, register }
    }

    #[must_use]
    pub fn register(self) -> Told {
        self.at("")
    }

    #[must_use]
    pub fn state(self, state: &Key) -> Told {
        self.at(&format!(".states.{state}"))
    }

    #[must_use]
    pub fn step(self, step: &Key) -> Told {
        self.at(&format!(".steps.{step}"))
    }

    #[must_use]
    pub fn clock(self, clock: &Key) -> Told {
        self.at(&format!(".clocks.{clock}"))
    }

    #[must_use]
    pub fn cap(self, cap: &Key) -> Told {
        self.at(&format!(".caps.{cap}"))
    }

    /// The word of a field, or of the built-in amount that steps may post.
    #[must_use]
    pub fn field(self, field: &Key) -> Told {
        if field.as_str() == DAYS_OPEN && self.register.field(field).is_none() {
            return Told::new("历时天数", "days open");
        }
        self.at(&format!(".fields.{field}"))
    }

    /// A field of this register, ready to be read, shown and named.
    #[must_use]
    pub fn asked(self, field: &'a Field) -> Asked<'a> {
        Asked { words: self, group: None, field }
    }

    /// A column of a group of rows.
    #[must_use]
    pub fn column(self, group: &'a Field, column: &'a Field) -> Asked<'a> {
        Asked { words: self, group: Some(group), field: column }
    }

    /// `field` or `group.field`, as rules and measures write it.
    #[must_use]
    pub fn path(self, path: &str) -> Option<Asked<'a>> {
        let mut parts = path.splitn(2, '.');
        let first = Key::new(parts.next()?).ok()?;
        let field = self.register.field(&first)?;
        match (parts.next(), &field.kind) {
            (None, _) => Some(self.asked(field)),
            (Some(column), FieldKind::Lines { fields, .. }) => {
                let column = fields.iter().find(|field| field.key.as_str() == column)?;
                Some(self.column(field, column))
            }
            (Some(_), _) => None,
        }
    }

    fn at(self, rest: &str) -> Told {
        let path = format!("registers.{}{rest}", self.register.key);
        let word = |lang: Lang| self.pack.texts.get(lang, &path);
        Told::new(word(Lang::Zh), word(Lang::En))
    }
}

/// A field with its place among the words: what a form asks for, or a column holds.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub words: Words<'a>,
    /// The group whose column it is.
    pub group: Option<&'a Field>,
    pub field: &'a Field,
}

impl<'a> Asked<'a> {
    #[must_use]
    pub fn word(self) -> Told {
        self.words.at(&self.path())
    }

    /// The word of one of its choices.
    #[must_use]
    pub fn choice(self, choice: &Key) -> Told {
        self.words.at(&format!("{}.{choice}", self.path()))
    }

    /// The columns, if it is a group of rows.
    pub fn columns(self) -> impl Iterator<Item = Asked<'a>> {
        let group = self.field;
        group.columns().iter().map(move |column| self.words.column(group, column))
    }

    fn path(self) -> String {
        match self.group {
            None => format!(".fields.{}", self.field.key),
            Some(group) => format!(".fields.{}.{}", group.key, self.field.key),
        }
    }
}

/// The words for a flag.
#[must_use]
pub fn flag(flag: bool) -> Told {
    if flag { Told::new("是", "yes") } else { Told::new("否", "no") }
}
