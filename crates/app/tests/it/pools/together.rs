//! Several acts, all or none.

use app::AppError;
use base::ctx::Rights;
use base::{Ctx, Lang, Say, Value};

use super::{at, clinic, hold, key, release, taken};
use crate::authority::asking;

#[tokio::test]
async fn one_refusal_refuses_all_and_names_itself() {
    let authority = clinic(2).await;
    let records = authority.records().await;
    let acts = |numbers: &[&str]| -> Vec<_> {
        numbers.iter().map(|number| (at(0), hold(number, "HY-1"))).collect()
    };
    let refused = authority.commands.submit_together(acts(&["YY-1", "YY-2", "YY-3"])).await;
    let refused = refused.unwrap_err();
    assert!(matches!(refused, AppError::Together { place: 3, of: 3, .. }));
    assert_eq!(
        refused.say(Lang::En),
        "act 3 of 3 (YY-3) was refused, so none of them was done: HY-1 has 0 free places, and 1 would \
         have to leave; nothing was changed"
    );
    assert_eq!(authority.records().await, records);
    assert_eq!(authority.places("HY-1").await, [2, 0, 0]);
    // What was not done left no trace in memory either.
    let done = authority.commands.submit_together(acts(&["YY-1", "YY-2"])).await.unwrap();
    assert_eq!(done.len(), 2);
    assert_eq!(authority.places("HY-1").await, [0, 2, 0]);
    authority.is_sound().await;
}

#[tokio::test]
async fn a_step_takes_from_two_pools_or_from_none() {
    let authority = clinic(2).await;
    authority.after(0, release("HY-2", "primary", "general", 1)).await.unwrap();
    let refer = |number: &str| {
        let slot = |number: &str| Value::Text(number.to_owned());
        let set = [(key("consultation"), slot("HY-1")), (key("examination"), slot("HY-2"))];
        taken(("referrals", number), "refer", set.into(), Some(key("d01")))
    };
    authority.after(0, refer("ZZ-1")).await.unwrap();
    assert!(authority.after(0, refer("ZZ-2")).await.is_err());
    assert_eq!(authority.places("HY-1").await, [1, 0, 1]);
    assert_eq!(authority.places("HY-2").await, [0, 0, 1]);
    authority.is_sound().await;
}

#[tokio::test]
async fn a_shared_pool_is_drawn_on_from_elsewhere() {
    let authority = clinic(1).await;
    let elsewhere = Ctx { now: at(0).now, ..asking("d01", Rights::All) };
    authority.commands.submit(&elsewhere, hold("YY-1", "HY-1")).await.unwrap();
    assert_eq!(authority.places("HY-1").await, [0, 1, 0]);
}
