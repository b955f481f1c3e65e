//! Random movements on a few pools against plain counting.

use std::collections::BTreeMap;

use ledger::pool::{Drawn, Movement, Pool, Shortage, Standing, draw};
use proptest::prelude::*;

fn drawn() -> impl Strategy<Value = Drawn<u8>> {
    let movement = proptest::sample::select(Movement::ALL.to_vec());
    (0_u8..3, movement, -1_i64..6, proptest::bool::weighted(0.2))
        .prop_map(|(pool, movement, amount, back)| Drawn { pool, movement, amount, back })
}

/// Free, held and used, each counted by itself.
type Counted = BTreeMap<u8, [i64; 3]>;

/// The same movement on plain counters; `None` if one of them would fall below zero.
fn count(counted: &Counted, one: &Drawn<u8>) -> Option<Counted> {
    let (from, to) = one.movement.ends();
    let (from, to) = if one.back { (to, from) } else { (from, to) };
    let mut after = counted.clone();
    let places = after.entry(one.pool).or_default();
    for (standing, change) in [(from, -one.amount), (to, one.amount)] {
        let Some(standing) = standing else { continue };
        let index = Standing::ALL.iter().position(|known| *known == standing)?;
        *places.get_mut(index)? += change;
    }
    (one.amount > 0 && places.iter().all(|count| *count >= 0)).then_some(after)
}

proptest! {
    #[test]
    fn pools_do_what_counting_does_and_groups_are_whole(
        groups in proptest::collection::vec(proptest::collection::vec(drawn(), 1..4), 1..60),
    ) {
        let mut pools: BTreeMap<u8, Pool> = BTreeMap::new();
        let mut counted = Counted::new();
        for group in groups {
            let expected = group.iter().try_fold(counted.clone(), |so_far, one| count(&so_far, one));
            let before = pools.clone();
            match (draw(&mut pools, &group), expected) {
                (Ok(()), Some(after)) => counted = after,
                (Err((index, shortage)), None) => {
                    prop_assert_eq!(&pools, &before, "nothing has moved");
                    prop_assert!(index < group.len());
                    prop_assert!(shortage != Shortage::TooMany);
                }
                (got, expected) => prop_assert!(false, "{got:?} but {expected:?}"),
            }
            for (key, pool) in &pools {
                let standing = Standing::ALL.map(|standing| pool.standing(standing));
                prop_assert_eq!(standing, counted.get(key).copied().unwrap_or_default());
                prop_assert_eq!(standing.iter().sum::<i64>(), pool.supplied());
                prop_assert!(standing.iter().all(|count| *count >= 0));
            }
        }
    }
}
