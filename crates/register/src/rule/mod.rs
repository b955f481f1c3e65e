//! Kinds of rule that a step may carry, one file each, and the list of them.
//!
//! A new kind is one file here and one line in [`ALL`]. The file says how the rule is written in a
//! pack, how it is read and checked against its register, and what it judges.

mod at_most;
mod must_be;
mod not_before;
mod not_by;
mod only_rows;

use std::fmt;
use std::sync::Arc;

use base::Key;
use base::value::Fields;
use jiff::civil::Date;

use crate::matter::Matter;
use crate::pack::lower::RuleReader;
use crate::pack::shape::Kind;
use crate::told::Told;
use crate::words::Words;
use crate::yaml::Node;

/// Every kind of rule, in the order in which the reference shows them.
pub(crate) static ALL: [KindOfRule; 5] =
    [must_be::KIND, not_by::KIND, not_before::KIND, at_most::KIND, only_rows::KIND];

/// How a kind of rule is written and read.
pub(crate) struct KindOfRule {
    /// Its word in packs with what stands at it, and what else belongs to it.
    pub(crate) shape: Kind,
    /// Reads what stands at the word; faults go to the reader.
    pub(crate) read: fn(&mut RuleReader<'_, '_>, &Node) -> Option<Arc<dyn Judge>>,
}

/// A rule of a step, with the place where it is laid down.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The word of its kind in packs: `must_be`.
    pub kind: &'static str,
    /// Article, decision or scheme that asks for it; every refusal quotes it.
    pub cite: String,
    judge: Arc<dyn Judge>,
}

impl Rule {
    pub(crate) fn new(kind: &'static str, cite: String, judge: Arc<dyn Judge>) -> Rule {
        Rule { kind, cite, judge }
    }

    /// Whether the step may be taken so.
    ///
    /// # Errors
    ///
    /// What stands against it, without the citation.
    pub fn judge(&self, case: &Case<'_>) -> Result<(), Told> {
        self.judge.judge(case)
    }

    /// Whether this actor may take the step at all, whatever is filled in.
    #[must_use]
    pub fn admits(&self, matter: Option<&Matter>, actor: &Key) -> bool {
        self.judge.admits(matter, actor)
    }
}

/// A step about to be taken, as rules see it.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub words: Words<'a>,
    pub matter: Option<&'a Matter>,
    pub actor: &'a Key,
    pub effective_on: Date,
    /// The fields of the matter with those of the step laid over them.
    pub fields: &'a Fields,
}

/// What a kind of rule does with a step.
pub(crate) trait Judge: fmt::Debug + Send + Sync {
    fn judge(&self, case: &Case<'_>) -> Result<(), Told>;

    /// The part of the judgement that needs no field values: who acts.
    fn admits(&self, _: Option<&Matter>, _: &Key) -> bool {
        true
    }
}
