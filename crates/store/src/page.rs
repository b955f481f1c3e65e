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

    pub(crate) fn limit(self) -> i64 {
        i64::from(self.per_page)
    }

    pub(crate) fn offset(self) -> i64 {
        i64::from(self.number.saturating_sub(1)) * i64::from(self.per_page)
    }

    /// Whether the row at this place, from 0, is on the page.
    pub(crate) fn holds(self, place: u64) -> bool {
        let first = self.offset().unsigned_abs();
        (first..first.saturating_add(u64::from(self.per_page))).contains(&place)
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn pages_count_from_one() {
        let second = Page::new(2, 10);
        assert_eq!((second.limit(), second.offset()), (10, 10));
        assert!(!second.holds(9) && second.holds(10) && second.holds(19) && !second.holds(20));
        assert_eq!(Page::new(0, 1_000), Page::new(1, 200));
    }
}
