//! Holds whose time is over.

use super::{at, clinic, hold, later};

#[tokio::test]
async fn the_job_gives_up_what_is_over_and_may_run_again() {
    let authority = clinic(3).await;
    authority.after(0, hold("YY-1", "HY-1")).await.unwrap();
    authority.after(10, hold("YY-2", "HY-1")).await.unwrap();
    assert_eq!(app::jobs::expire(&authority.commands, &at(14)).await.unwrap(), 0);
    assert_eq!(app::jobs::expire(&authority.commands, &at(15)).await.unwrap(), 1);
    assert_eq!(app::jobs::expire(&authority.commands, &at(15)).await.unwrap(), 0);
    assert_eq!(authority.places("HY-1").await, [2, 1, 0]);
    authority.is_sound().await;
}

#[tokio::test]
async fn two_jobs_at_once_give_up_each_hold_once() {
    let authority = clinic(40).await;
    for number in 0..40 {
        authority.after(0, hold(&format!("YY-{number}"), "HY-1")).await.unwrap();
    }
    let now = at(20);
    let (one, other) = tokio::join!(
        app::jobs::expire(&authority.commands, &now),
        app::jobs::expire(&authority.commands, &now)
    );
    assert_eq!(one.unwrap() + other.unwrap(), 40);
    assert_eq!(authority.places("HY-1").await, [40, 0, 0]);
    authority.is_sound().await;
}

#[tokio::test]
async fn whoever_comes_next_finds_the_place_free() {
    let authority = clinic(1).await;
    authority.after(0, hold("YY-1", "HY-1")).await.unwrap();
    assert!(authority.after(14, hold("YY-2", "HY-1")).await.is_err());
    let records = authority.records().await;
    authority.after(15, hold("YY-2", "HY-1")).await.unwrap();
    assert_eq!(authority.records().await, records + 2, "the lapse is a record of its own");
    assert!(authority.after(15, later("YY-1", "confirm")).await.is_err());
    authority.after(16, later("YY-2", "confirm")).await.unwrap();
    assert_eq!(authority.places("HY-1").await, [0, 0, 1]);
    authority.is_sound().await;
}
