//! Template and figures become a document: expressions are computed, Markdown is read, every figure
//! is printed in its style, and each wording leaves a claim behind.

mod assemble;
mod blocks;
mod check;
mod claims;
mod entries;
mod numbering;
mod render;

use std::collections::BTreeMap;

use indicators::Figure;
use register::model::Catalogue;

use crate::document::{Claim, Document};
use crate::fault::Fault;
use crate::template::{FigureId, Template};

pub(crate) use numbering::Numbering;
pub(crate) use render::day_in_words;

/// What is printed in place of a figure that is missing: never zero, never nothing.
pub const MISSING: &str = "【数据缺报】";

/// What is printed in place of words that would be false.
pub const UNFOUNDED: &str = "【表述不实】";

/// A compiled report with its claims, and everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    pub document: Document,
    /// Every figure in words, in the order of the text.
    pub claims: Vec<Claim>,
    /// Must be empty before a report is sealed. The document shows each missing figure as
    /// [`MISSING`] and each false wording as [`UNFOUNDED`].
    pub faults: Vec<Fault>,
}

impl Template {
    /// Whether everything that the template asks for exists in the packs and can be printed as asked.
    #[must_use]
    pub fn check(&self, catalogue: &Catalogue) -> Vec<Fault> {
        check::fit(self, catalogue)
    }

    /// Compiles the report from the answers to its [`questions`](Template::questions).
    ///
    /// There is always a document; what is missing or false in it is marked in the text and listed
    /// among the faults.
    #[must_use]
    pub fn compile(&self, catalogue: &Catalogue, figures: &BTreeMap<FigureId, Figure>) -> Compiled {
        let mut compiled = assemble::report(self, catalogue, figures);
        compiled.faults.extend(self.check(catalogue));
        compiled.faults.sort();
        compiled.faults.dedup();
        compiled
    }
}

/// Computes every expression without figures, to find those that cannot be computed.
pub(crate) fn trial(template: &Template) -> Vec<Fault> {
    assemble::trial(template)
}
