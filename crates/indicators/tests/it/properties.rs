//! What holds for all numbers.

use base::{Exact, exact};
use indicators::Outcome;
use proptest::prelude::*;
use register::model::Formula;

use crate::desk::*;
use crate::formulas::*;

/// A formula's number over balances, if it has one.
fn number(formula: Formula, balances: &str) -> Option<Exact> {
    let catalogue = with(vec![indicator("asked", formula)]);
    match answered(&catalogue, &question("asked"), balances).ok()?.outcome {
        Outcome::Number(value) => Some(value),
        Outcome::Truth { .. } | Outcome::Missing(_) => None,
    }
}

proptest! {
    #[test]
    fn a_share_and_the_rest_are_one(part in 0_i64..1_000_000, rest in 0_i64..1_000_000) {
        prop_assume!(part + rest > 0);
        let balances = format!("solved {part}, relapsed {rest}, valid {}", part + rest);
        let one = number(share("solved", "valid"), &balances).unwrap()
            + number(share("relapsed", "valid"), &balances).unwrap();
        prop_assert_eq!(one, exact::whole(1));
    }

    #[test]
    fn a_sum_less_one_term_is_the_other(left: i32, right: i32) {
        let balances = format!("valid {left}, solved {right}");
        let sum = number(sum(&["valid", "solved"]), &balances).unwrap();
        prop_assert_eq!(sum - exact::whole(i64::from(right)), exact::whole(i64::from(left)));
        let less = number(difference("valid", "solved"), &balances).unwrap();
        prop_assert_eq!(less + exact::whole(i64::from(right)), exact::whole(i64::from(left)));
    }

    #[test]
    fn a_weighted_share_lies_between_its_plain_shares(
        very in 0_i64..1000, basically in 0_i64..1000, neither in 0_i64..1000
    ) {
        let valid = very + basically + neither;
        prop_assume!(valid > 0);
        let balances = format!("very {very}, basically {basically}, valid {valid}");
        let weighted = weighted_share(&["very", "basic_factor basically"], "valid");
        let both = weighted_share(&["very", "basically"], "valid");
        let weighted = number(weighted, &balances).unwrap();
        prop_assert!(number(share("very", "valid"), &balances).unwrap() <= weighted);
        prop_assert!(weighted <= number(both, &balances).unwrap());
    }

    #[test]
    fn a_change_undone_gives_the_base_back(now in 0_i64..1_000_000, before in 1_i64..1_000_000) {
        let balances = format!("received@2021 {now}, received@2020 {before}");
        let change = number(change("received"), &balances).unwrap();
        prop_assert_eq!((change + exact::whole(1)) * exact::whole(before), exact::whole(now));
    }

    #[test]
    fn an_average_times_n_is_the_total(days in 0_i64..1_000_000, n in 1_i64..1_000) {
        let mean = number(average("days", "solved"), &format!("days_open {days}, solved {n}"));
        prop_assert_eq!(mean.unwrap() * exact::whole(n), exact::whole(days));
    }

    #[test]
    fn no_balances_make_it_panic(
        values in proptest::collection::vec(any::<i64>(), 6), per in 1_u32..
    ) {
        let [a, b, c, d, e, f] = values[..] else { return Ok(()) };
        let balances = format!(
            "valid {a}/{b}, solved {c}, very {d}, received@2020 {e}, received@2021 {f}, in_hand {a}/{b}"
        );
        for formula in [
            sum(&["valid", "solved", "in_hand"]), difference("valid", "solved"),
            share("solved", "valid"), weighted_share(&["basic_factor very", "solved"], "valid"),
            rate("solved", per, "valid"), average("solved", "valid"), change("received"),
            all("valid", "solved"), none("solved"),
        ] {
            let _ = number(formula, &balances);
        }
    }
}
