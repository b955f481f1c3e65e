//! Turning pages.

use crate::words::Words;

/// Links to the neighbouring pages.
pub(crate) struct Paging {
    pub(crate) last: u32,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    /// `第 2 页，共 7 页`.
    pub(crate) words: String,
}

impl Paging {
    pub(crate) fn new(
        (page, per_page): (u32, u32),
        total: u64,
        words: Words,
        address: impl Fn(u32) -> String,
    ) -> Paging {
        let pages = total.div_ceil(u64::from(per_page.max(1))).max(1);
        let last = u32::try_from(pages).unwrap_or(u32::MAX);
        let at = |page: u32| (1..=last).contains(&page).then(|| address(page));
        let (now, of) = (page.to_string(), crate::number::grouped(last));
        Paging {
            last,
            // A page beyond the end leads back to the last one.
            previous: at(page.saturating_sub(1).min(last)),
            next: at(page.saturating_add(1)),
            words: words.with("page-of", &[("page", &now), ("last", &of)]).into_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;

    fn neighbours(page: u32, total: u64) -> (Option<String>, Option<String>, u32) {
        let paging = Paging::new((page, 50), total, Words(Lang::En), |page| page.to_string());
        (paging.previous, paging.next, paging.last)
    }

    #[test]
    fn pages_have_the_neighbours_that_exist() {
        let page = |number: u32| Some(number.to_string());
        assert_eq!(neighbours(1, 0), (None, None, 1));
        assert_eq!(neighbours(1, 51), (None, page(2), 2));
        assert_eq!(neighbours(2, 100), (page(1), None, 2));
        assert_eq!(neighbours(9, 100), (page(2), None, 2));
    }
}
