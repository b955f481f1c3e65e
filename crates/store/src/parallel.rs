//! Work on many items, spread over the processors.

use std::num::NonZeroUsize;
use std::thread;

/// Fewer records are looked at faster by one.
pub(crate) const RECORDS: usize = 128;

/// What `work` makes of every item and its place, in order. Each processor gets at least `fewest`.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    fewest: usize,
    work: impl Fn(usize, &T) -> R + Sync,
) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let workers = processors.min(items.len() / fewest).max(1);
    let part = items.len().div_ceil(workers).max(1);
    let work = &work;
    let of_part = move |(number, part_items): (usize, &[T])| -> Vec<R> {
        let each = part_items.iter().enumerate();
        each.map(|(place, item)| work(number * part + place, item)).collect()
    };
    let mut parts = items.chunks(part).enumerate();
    let first = parts.next();
    thread::scope(|scope| {
        let others: Vec<_> = parts.map(|part| scope.spawn(move || of_part(part))).collect();
        let mut done = first.map(of_part).unwrap_or_default();
        done.reserve(items.len() - done.len());
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn all_are_done_in_order() {
        for count in [0, 1, 127, 128, 1_000, 1_001] {
            let items: Vec<usize> = (0..count).map(|item| item * 3).collect();
            let done = map(&items, 128, |place, item| (place, *item));
            let expected: Vec<(usize, usize)> =
                (0..count).map(|place| (place, place * 3)).collect();
            assert_eq!(done, expected);
        }
    }
}
