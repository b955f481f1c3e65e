//! Random commands in random batches, against an authority in memory that does them one by one.

use base::{Ctx, Lang, Say};
use proptest::prelude::*;
use register::decide::Act;
use register::draw::PoolId;
use testkit::{Book, packs};

use super::{at, clinic, hold, key, later, release, taken};
use crate::authority::{day, reverse};

#[derive(Clone, Copy, Debug)]
struct Given {
    what: u8,
    booking: u8,
    pool: u8,
    /// Minutes since the one before.
    after: i64,
}

fn given() -> impl Strategy<Value = Given> {
    (0_u8..14, 0_u8..8, 1_u8..4, prop_oneof![3 => Just(0_i64), 1 => 0_i64..12])
        .prop_map(|(what, booking, pool, after)| Given { what, booking, pool, after })
}

impl Given {
    fn act(self) -> Act {
        let (booking, pool) = (format!("YY-{}", self.booking), format!("HY-{}", self.pool));
        match self.what {
            0..=4 => hold(&booking, &pool),
            5 | 6 => later(&booking, "confirm"),
            7 => later(&booking, "give_up"),
            8 => {
                let reason = base::Value::Text("行程有变".to_owned());
                let set = [(key("cancel_reason"), reason)].into();
                taken(("bookings", &booking), "cancel", set, None)
            }
            9 => {
                let slot = base::Value::Text(pool);
                taken(("bookings", &booking), "change", [(key("slot"), slot)].into(), None)
            }
            // Shares race: VIP slots and slots that are not for primary care come and go.
            10 => release(&pool, "primary", "vip", 1),
            11 => release(&pool, "public", "general", 9),
            12 => {
                let set = [
                    (key("fewer"), base::Value::Integer(1)),
                    (key("stop_reason"), base::Value::Text("缩减".to_owned())),
                ];
                taken(("slots", &pool), "withdraw", set.into(), None)
            }
            _ => later(&booking, "lapse"),
        }
    }
}

/// A book with the same pack, the same units and the same first pool.
fn book() -> Book {
    let mut book = Book::new(packs::catalogue());
    for (unit, kind) in [("office", "division"), ("d01", "district"), ("d02", "district")] {
        book.units.add(&key(unit), &key(kind));
    }
    book.act(&at(0), &release("HY-1", "primary", "general", 3)).unwrap();
    book
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

    #[test]
    fn batches_do_what_one_by_one_does(
        batches in proptest::collection::vec(proptest::collection::vec(given(), 1..14), 1..6),
        reversals in proptest::collection::vec(0_u8..8, 0..3),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let authority = clinic(3).await;
            let mut book = book();
            // The journal begins with the units and the pack.
            let before = authority.records().await - book.head();
            let mut minutes = 0;
            for batch in batches {
                let given: Vec<(Ctx, Act)> = batch
                    .iter()
                    .map(|given| {
                        minutes += given.after;
                        (at(minutes), given.act())
                    })
                    .collect();
                let expected: Vec<Result<(), String>> = given
                    .iter()
                    .map(|(ctx, act)| book.act(ctx, act).map(|_| ()).map_err(|e| e.say(Lang::En)))
                    .collect();
                let got = authority.commands.submit_all(given).await.unwrap();
                let got: Vec<Result<(), String>> =
                    got.into_iter().map(|one| one.map(|_| ()).map_err(|e| e.say(Lang::En))).collect();
                assert_eq!(got, expected);
            }
            for booking in reversals {
                let number = format!("YY-{booking}");
                let latest = book.matter(&key("bookings"), &number).and_then(|m| m.in_force().last());
                let Some(of) = latest.map(|happened| happened.sequence) else { continue };
                let mine = reverse(("bookings", &number), day(3, 2), of);
                let theirs = reverse(("bookings", &number), day(3, 2), of + before);
                let expected = book.act(&at(minutes), &mine).is_ok();
                assert_eq!(authority.after(minutes, theirs).await.is_ok(), expected);
            }
            for number in ["HY-1", "HY-2", "HY-3"] {
                let id = PoolId { register: key("slots"), number: number.to_owned() };
                let Some(pool) = book.pools().get(&id) else { continue };
                let standing = |standing| pool.balance.standing(standing);
                let expected = ledger::pool::Standing::ALL.map(standing);
                assert_eq!(authority.places(number).await, expected, "{number}");
            }
            assert_eq!(authority.records().await, book.head() + before);
            authority.is_sound().await;
        });
    }
}
