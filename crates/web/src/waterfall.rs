//! The picture of a bridge: from what was published to today's value, one bar for every cause.
//!
//! Everything lies in shares of the width, so the picture fits a screen of any width without its words
//! growing or shrinking.

use base::Exact;
use ledger::bridge::Bridge;
use num_traits::ToPrimitive;

/// A bar of the picture; places in ten-thousandths of the width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) class: &'static str,
    pub(crate) left: i64,
    pub(crate) width: i64,
    /// Where the value stands after it.
    pub(crate) reached: i64,
}

/// The bars of a bridge: the published value, every cause in order, today's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Waterfall {
    pub(crate) bars: Vec<Bar>,
    /// The value at the left edge, if it is not zero: then the long bars are cut off there.
    pub(crate) begins_at: Option<Exact>,
}

/// The whole width.
const WHOLE: i64 = 10_000;

/// The narrowest bar that can be seen, if there is anything to see.
const WIDTH_MIN: i64 = 40;

impl Waterfall {
    pub(crate) fn of(bridge: &Bridge) -> Waterfall {
        let mut levels = vec![bridge.published];
        for part in &bridge.parts {
            let before = levels.last().copied().unwrap_or(bridge.published);
            levels.push(before + part.amount);
        }
        let scale = Scale::of(&levels);
        let (zero, edge) = (scale.place(Exact::from_integer(0)), 0);
        let long = |class, value: Exact| {
            let from = if scale.begins_at.is_some() { edge } else { zero };
            bar(class, from, scale.place(value))
        };
        let mut bars = vec![long("bar-total", bridge.published)];
        for (part, pair) in bridge.parts.iter().zip(levels.windows(2)) {
            let [before, after] = pair else { continue };
            let class = match part.amount.cmp(&Exact::from_integer(0)) {
                std::cmp::Ordering::Less => "bar-less",
                std::cmp::Ordering::Equal => "bar-none",
                std::cmp::Ordering::Greater => "bar-more",
            };
            bars.push(bar(class, scale.place(*before), scale.place(*after)));
        }
        bars.push(long("bar-total", bridge.restated));
        Waterfall { bars, begins_at: scale.begins_at }
    }
}

fn bar(class: &'static str, from: i64, to: i64) -> Bar {
    let (left, width) = (from.min(to), (to - from).abs());
    let width = if class == "bar-none" { 0 } else { width.max(WIDTH_MIN) };
    Bar { class, left: left.min(WHOLE - width), width, reached: to }
}

/// From values to places.
struct Scale {
    low: Exact,
    range: Exact,
    begins_at: Option<Exact>,
}

impl Scale {
    /// From zero, unless the values lie so far from it that their differences would not be seen.
    fn of(levels: &[Exact]) -> Scale {
        let zero = Exact::from_integer(0);
        let low = levels.iter().copied().min().unwrap_or(zero);
        let high = levels.iter().copied().max().unwrap_or(zero);
        let spread = high - low;
        if low > spread * Exact::from_integer(6) && spread > zero {
            // A fifth of the width for what changed, the rest for what stayed.
            let begin = (low - spread * Exact::from_integer(4)).max(zero);
            return Scale { low: begin, range: high - begin, begins_at: Some(begin) };
        }
        let (low, high) = (low.min(zero), high.max(zero));
        let range = if high == low { Exact::from_integer(1) } else { high - low };
        Scale { low, range, begins_at: None }
    }

    fn place(&self, value: Exact) -> i64 {
        let place = (value - self.low) / self.range * Exact::from_integer(i128::from(WHOLE));
        place.round().to_integer().to_i64().unwrap_or(WHOLE).clamp(0, WHOLE)
    }
}

/// `12.34%`, as attributes of a picture take it.
pub(crate) fn percent(place: i64) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}

#[cfg(test)]
mod tests {
    use ledger::bridge::{Stages, bridge};

    use super::*;

    /// `sealed | after late | …`; the answer lists `left+width` of each bar.
    fn check(stages: &str, expected: &str, begins_at: Option<i128>) {
        let values: Vec<Exact> =
            stages.split(" | ").map(|text| base::exact::read(text).unwrap()).collect();
        let after = values[1..].iter().copied().map(Some).collect::<Vec<_>>().try_into().unwrap();
        let stages = Stages { printed: None, sealed: values[0], after };
        let waterfall = Waterfall::of(&bridge(&stages).unwrap());
        let told: Vec<String> =
            waterfall.bars.iter().map(|bar| format!("{}+{}", bar.left, bar.width)).collect();
        assert_eq!(told.join(" "), expected);
        assert_eq!(waterfall.begins_at, begins_at.map(Exact::from_integer));
    }

    #[test]
    fn bars_hang_one_below_the_other() {
        check(
            "4 | 5 | 3 | 3 | 3 | 3 | 3",
            "0+8000 8000+2000 6000+4000 6000+0 6000+0 6000+0 6000+0 6000+0 0+6000",
            None,
        );
        check(
            "0 | -1 | -1 | -1 | -1 | -1 | 1",
            "5000+40 0+5000 0+0 0+0 0+0 0+0 0+10000 10000+0 5000+5000",
            None,
        );
    }

    #[test]
    fn small_changes_of_large_values_are_seen_on_a_cut_axis() {
        check(
            "1000 | 1010 | 1000 | 1000 | 1000 | 1000 | 1000",
            "0+8000 8000+2000 8000+2000 8000+0 8000+0 8000+0 8000+0 8000+0 0+8000",
            Some(960),
        );
    }

    #[test]
    fn places_are_written_in_hundredths() {
        assert_eq!(percent(1_234), "12.34%");
        assert_eq!(percent(10_000), "100.00%");
    }
}
