//! “Known at” across the ends of blocks, runs and long runs.

use base::dims::Filter;
use indicators::{DefinitionPolicy, Question, TreePolicy};
use register::model::Name;

use crate::oracle;
use crate::world::{FOUNDING, World, admin, day, key};

#[tokio::test]
async fn known_at_any_sequence_is_exact() {
    let mut world = World::new().await;
    for number in 0_u32..4_600 {
        let on = day(1, 1).checked_add(jiff::Span::new().days(i64::from(number % 300))).unwrap();
        let unit = ["office", "d01", "d02", "clinic"][(number % 4) as usize];
        let sort = ["sort=red", "sort=blue"][(number % 3 % 2) as usize];
        let name = format!("A{number}");
        world.step(on, &format!("{name}@{unit}"), "receive", &format!("subject=S {sort}"));
        world.step(on, &name, "handle", "");
    }
    world.commit_by(1_000).await;
    let head = FOUNDING + world.happened.len() as u64;
    assert_eq!(head, 9_202);
    // Around the seams, whatever the lengths, and between them.
    let known = [0, 1, 2, 3, 100, 4_095, 4_096, 4_097, 6_000, 8_191, 8_192, 8_193, 9_201, 9_202];
    let questions: Vec<Question> = known
        .into_iter()
        .flat_map(|known_at| {
            ["received", "red_in_hand"].map(|name| Question {
                name: Name::new(key("trial"), key(name)),
                unit: key("d01"),
                from: None,
                as_of: day(7, 15),
                known_at: Some(known_at),
                filter: Filter::new(),
                tree: TreePolicy::AsWas,
                definition: DefinitionPolicy::InForce,
            })
        })
        .collect();
    let found = store::figures::figures(&world.reader, &admin(), &world.catalogue, &questions)
        .await
        .unwrap();
    for (question, found) in questions.iter().zip(found) {
        let expected = oracle::figure(&world.catalogue, &world.happened, question, head);
        assert_eq!(found, expected, "{:?}", question.known_at);
    }
    let live = world.dump().await;
    let mut heard = vec![];
    world.writer.rebuild(|done, total| heard.push((done, total))).await.unwrap();
    assert_eq!(world.dump().await, live);
    assert_eq!(heard, [(4_096, head), (8_192, head), (head, head)]);
}
