//! Many come at once for few places.

use base::Say;
use tokio::task::JoinSet;

use super::{clinic, hold, later};

const PLACES: i64 = 2_000;
const REQUESTS: usize = 3_200;

#[tokio::test(flavor = "multi_thread")]
async fn of_3200_requests_for_2000_places_2000_are_served() {
    let authority = clinic(PLACES).await;
    let mut clients = JoinSet::new();
    for client in 0..32 {
        let commands = authority.commands.clone();
        clients.spawn(async move {
            let mut booked = 0_usize;
            for request in (client..REQUESTS).step_by(32) {
                let act = hold(&format!("YY-{request}"), "HY-1");
                match commands.submit(&super::at(0), act).await {
                    Ok(_) => booked += 1,
                    Err(refused) => {
                        let said = refused.say(base::Lang::En);
                        assert!(said.starts_with("HY-1 has 0 free places"), "{said}");
                    }
                }
            }
            booked
        });
    }
    let booked: usize = clients.join_all().await.into_iter().sum();
    assert_eq!(booked, 2_000);
    assert_eq!(authority.places("HY-1").await, [0, PLACES, 0]);
    authority.is_sound().await;
}

#[tokio::test]
async fn within_a_batch_the_last_place_goes_to_the_first() {
    let authority = clinic(1).await;
    let batch = vec![
        (super::at(0), hold("YY-1", "HY-1")),
        (super::at(0), hold("YY-2", "HY-1")),
        (super::at(0), later("YY-1", "give_up")),
        (super::at(0), hold("YY-3", "HY-1")),
        (super::at(0), later("YY-3", "confirm")),
        (super::at(0), hold("YY-4", "HY-1")),
    ];
    let outcomes = authority.commands.submit_all(batch).await.unwrap();
    let done: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
    assert_eq!(done, [true, false, true, true, true, false]);
    assert_eq!(authority.places("HY-1").await, [0, 0, 1]);
    authority.is_sound().await;
}
