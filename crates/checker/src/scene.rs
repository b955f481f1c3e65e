//! A sentence among those before it: what its amounts may be about.

use std::ops::Range;

use base::Exact;

use crate::draft::Draft;
use crate::phrase::Sentence;
use crate::quantity::Quantity;

/// Sentences before one all of whose amounts are looked at; of those farther away only large ones, in steps of their last place.
const NEAR_MAX: usize = 12;
const LARGE: i128 = 1_000;
/// Amounts that are looked at on either side.
const AROUND_MAX: usize = 150;

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

    /// The words before an amount.
    pub(crate) fn lead(&self, of: &Quantity) -> String {
        let sentences = self.before.iter().rev();
        let mut leads = std::iter::once(self.sentence).chain(sentences).filter_map(|one| {
            let at = one.quantities.iter().position(|own| std::ptr::eq(own, of))?;
            Some(one.lead(at))
        });
        leads.next().unwrap_or_default()
    }

    /// What stands there.
    pub(crate) fn text(&self, of: &Quantity) -> String {
        self.draft.text(self.place(of))
    }

    /// All of them in their order.
    pub(crate) fn sentences(&self) -> Vec<&Sentence<'a>> {
        self.before.iter().chain([self.sentence]).collect()
    }

    /// The amounts of a kind around, the nearest before first, but for some; not more than are worth while.
    pub(crate) fn around(
        &self,
        model: &Quantity,
        but: &[&Quantity],
        after: Option<&Sentence<'a>>,
    ) -> Vec<&'a Quantity> {
        let fits = |one: &&'a Quantity| {
            one.is_kin(model) && !one.is_about && !but.iter().any(|but| std::ptr::eq(*but, *one))
        };
        let all = self.before.iter().chain([self.sentence]).rev().enumerate();
        // Small amounts far away are what others come to by luck.
        let is_near = |back: usize, one: &&Quantity| {
            back <= NEAR_MAX || one.number.value >= one.number.step * Exact::from_integer(LARGE)
        };
        let before = all.flat_map(|(back, of)| {
            of.quantities.iter().rev().filter(move |one| is_near(back, one))
        });
        let before = before.take(AROUND_MAX);
        let after = after.into_iter().flat_map(|one| one.quantities).take(AROUND_MAX);
        before.chain(after).filter(fits).collect()
    }

    /// The last few of those before.
    pub(crate) fn near(&self, most: usize) -> &[Sentence<'a>] {
        self.before.get(self.before.len().saturating_sub(most)..).unwrap_or_default()
    }
}
