//! A sentence among those before it: what its amounts may be about.

use std::ops::Range;

use crate::draft::Draft;
use crate::phrase::Sentence;
use crate::quantity::Quantity;

/// A sentence, and those before it that may be about the same things.
pub(crate) struct Scene<'s, 'a> {
    pub(crate) draft: &'s Draft,
    pub(crate) sentence: &'s Sentence<'a>,
    pub(crate) before: &'s [Sentence<'a>],
}

impl<'a> Scene<'_, 'a> {
    /// Where an amount of the sentence, or of one before it, stands in the draft.
    pub(crate) fn place(&self, of: &Quantity) -> Range<usize> {
        let all = self.before.iter().chain([self.sentence]);
        let mut holding = all.filter(|one| one.quantities.iter().any(|own| std::ptr::eq(own, of)));
        holding.next().unwrap_or(self.sentence).paragraph.place(&of.range)
    }

    /// What stands there.
    pub(crate) fn text(&self, of: &Quantity) -> String {
        self.draft.text(self.place(of))
    }

    /// All of them in their order.
    pub(crate) fn sentences(&self) -> Vec<&Sentence<'a>> {
        self.before.iter().chain([self.sentence]).collect()
    }

    /// The last few of those before.
    pub(crate) fn near(&self, most: usize) -> &[Sentence<'a>] {
        self.before.get(self.before.len().saturating_sub(most)..).unwrap_or_default()
    }
}
