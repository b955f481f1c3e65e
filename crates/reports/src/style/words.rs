//! Measure words (量词) that people use for what a number counts.

use base::UnitOfMeasure;

/// The measure words for a unit, the usual one first.
pub(crate) fn measure_words(unit: UnitOfMeasure) -> &'static [&'static str] {
    match unit {
        UnitOfMeasure::Item => &["件", "件次"],
        UnitOfMeasure::Matter => &["项", "个", "条"],
        UnitOfMeasure::HouseholdTime => &["户次"],
        UnitOfMeasure::Household => &["户"],
        UnitOfMeasure::Person => &["人", "名", "位"],
        UnitOfMeasure::PersonTime => &["人次"],
        UnitOfMeasure::Dose => &["剂", "剂次"],
        UnitOfMeasure::Time => &["次", "场", "期", "起"],
        UnitOfMeasure::Place => &["个", "处", "座", "间"],
        UnitOfMeasure::Institution => &["家", "所"],
        UnitOfMeasure::Report => &["份", "期"],
        UnitOfMeasure::Yuan => &["元"],
        UnitOfMeasure::Day => &["天", "日"],
        UnitOfMeasure::Point => &["分"],
        UnitOfMeasure::Ratio => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;

    #[test]
    fn the_usual_word_is_the_unit_s_own() {
        for unit in UnitOfMeasure::ALL {
            let usual = measure_words(unit).first().copied().unwrap_or_default();
            assert_eq!(usual, unit.word(Lang::Zh));
        }
    }
}
