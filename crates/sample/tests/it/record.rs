//! The record of the year: accepted throughout, in order, the same for the same seed.

use std::collections::BTreeMap;

use register::decide::What;
use sample::Planned;

use crate::authority::{ACTS, FIRST, OTHER};

#[test]
fn nothing_is_refused() {
    assert_eq!(FIRST.refused, Vec::<String>::new());
    assert_eq!(OTHER.refused, Vec::<String>::new());
}

#[test]
fn a_seed_fixes_every_act() {
    assert_eq!(*ACTS, sample::acts(2021, 1, 0));
    assert_ne!(*ACTS, sample::acts(2022, 1, 0));
}

#[test]
fn reversals_name_the_record_they_take_back() {
    let reversed = |acts: &[Planned]| {
        acts.iter().find_map(|planned| match planned.act.what {
            What::Reverse { of, .. } => Some(of),
            What::Step { .. } | What::Note(_) | What::Correct { .. } | What::Reassign { .. } => {
                None
            }
        })
    };
    assert_eq!(reversed(&sample::acts(2021, 1, 100)), reversed(&ACTS).map(|of| of + 100));
}

#[test]
fn acts_are_recorded_in_order_and_by_the_tenth_of_january() {
    let acts = &*ACTS;
    assert!(acts.is_sorted_by_key(|planned| planned.at));
    let last = acts.last().map(|planned| sample::day_of(planned.at));
    assert!(last.is_some_and(|day| day <= jiff::civil::date(2022, 1, 10)), "{last:?}");
}

#[test]
fn about_nine_in_ten_acts_are_recorded_on_their_day() {
    let acts = &*ACTS;
    let on_their_day =
        acts.iter().filter(|planned| sample::day_of(planned.at) == planned.act.effective_on);
    let of_hundred = on_their_day.count() * 100 / acts.len();
    assert!((87..=93).contains(&of_hundred), "{of_hundred}");
}

#[test]
fn the_year_is_of_a_size_that_loads_while_one_watches() {
    let acts = &*ACTS;
    assert!((15_000..=35_000).contains(&acts.len()), "{}", acts.len());
    let mut numbers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for matter in FIRST.book.matters() {
        numbers.entry(matter.register.to_string()).or_default().push(matter.number.clone());
    }
    let counts: Vec<(&str, usize)> =
        numbers.iter().map(|(register, numbers)| (register.as_str(), numbers.len())).collect();
    let districts = 16;
    assert!(counts.contains(&("doses", 365 * districts)), "{counts:?}");
    assert!(counts.contains(&("inspections", 12 * districts)), "{counts:?}");
    assert!(counts.contains(&("disclosure", 236 + 207 + 6)), "{counts:?}");
}

#[test]
fn the_year_has_corrections_notes_and_relapses() {
    let acts = &*ACTS;
    let count =
        |wanted: fn(&What) -> bool| acts.iter().filter(|planned| wanted(&planned.act.what)).count();
    assert!(count(|what| matches!(what, What::Reverse { .. })) >= 30);
    assert!(count(|what| matches!(what, What::Note(_))) >= 20);
    let took = |step: &str| {
        acts.iter().any(|planned| {
            matches!(&planned.act.what, What::Step { step: taken, .. } if taken.as_str() == step)
        })
    };
    for step in ["relapse", "reopen", "look_back", "send_back", "extend", "spare"] {
        assert!(took(step), "{step}");
    }
}

#[test]
fn the_packs_fit_together() {
    let faults = indicators::check(FIRST.book.catalogue());
    assert!(faults.is_empty(), "{faults:?}");
}
