//! Pages of long answers.

/// Which part of a long answer to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    number: u32,
    per_page: u32,
}

impl Page {
    /// The most rows of one page.
    pub const ROWS_MAX: u32 = 200;

    /// A page by its number, from 1; a number of 0 and too many rows are brought into bounds.
    #[must_use]
    pub fn new(number: u32, per_page: u32) -> Page {
        Page { number: number.max(1), per_page: per_page.clamp(1, Page::ROWS_MAX) }
    }

    /// The place of its first row, from 0.
    pub(crate) fn first(self) -> u64 {
        u64::from(self.number.saturating_sub(1)).saturating_mul(u64::from(self.per_page))
    }

    /// Whether the row at this place, from 0, is on the page.
    pub(crate) fn holds(self, place: u64) -> bool {
        let first = self.first();
        (first..first.saturating_add(u64::from(self.per_page))).contains(&place)
    }

    /// The most rows it shows.
    pub(crate) fn size(self) -> usize {
        self.per_page as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn pages_count_from_one() {
        let second = Page::new(2, 10);
        assert_eq!((second.first(), second.size()), (10, 10));
        assert_eq!(Page::new(0, 1_000), Page::new(1, 200));
    }
}
