//! One line of work as data.

use std::collections::BTreeMap;

use base::{Key, Right};
use jiff::civil::Date;

use super::{Indicator, Measure, Parameter, Register, Texts};

/// One line of work: its registers, what is measured in them, and the words for both.
#[derive(Clone, Debug)]
pub struct Pack {
    pub key: Key,
    /// Counts up with every adopted change; events and figures name the version they used.
    pub version: u32,
    pub effective_from: Date,
    /// The statute, document or catalogue row it follows.
    pub source: String,
    pub registers: Vec<Register>,
    /// Role → rights. People hold roles as `pack.role`.
    pub roles: BTreeMap<Key, Vec<Right>>,
    pub parameters: Vec<Parameter>,
    pub measures: Vec<Measure>,
    pub indicators: Vec<Indicator>,
    pub texts: Texts,
}

impl Pack {
    #[must_use]
    pub fn register(&self, key: &Key) -> Option<&Register> {
        self.registers.iter().find(|register| register.key == *key)
    }

    #[must_use]
    pub fn measure(&self, key: &Key) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.key == *key)
    }

    #[must_use]
    pub fn indicator(&self, key: &Key) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.key == *key)
    }

    #[must_use]
    pub fn parameter(&self, key: &Key) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.key == *key)
    }
}
