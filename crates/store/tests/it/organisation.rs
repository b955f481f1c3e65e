//! Units, people and packs.

use register::event::{Body, PackAdopted, PersonDefined};

use crate::world::{World, files, key, new, unit};

#[tokio::test]
async fn units_come_parents_first() {
    let world = World::new().await;
    let units = store::units::all(&world.reader).await.unwrap();
    let told: Vec<String> = units
        .iter()
        .map(|unit| format!("{}{}", "-".repeat(unit.depth as usize), unit.key))
        .collect();
    assert_eq!(told, ["authority", "-office", "-d01", "--clinic", "-d02"]);
}

#[tokio::test]
async fn a_unit_that_moves_takes_its_subtree_along() {
    let mut world = World::new().await;
    let mut tx = world.writer.begin().await.unwrap();
    tx.append(vec![new(Body::Units(vec![unit("d01", "district", Some("d02"))]))]).await.unwrap();
    tx.commit().await.unwrap();
    let units = store::units::all(&world.reader).await.unwrap();
    let told: Vec<String> = units
        .iter()
        .map(|unit| format!("{}{}", "-".repeat(unit.depth as usize), unit.key))
        .collect();
    assert_eq!(told, ["authority", "-office", "-d02", "--d01", "---clinic"]);
}

#[tokio::test]
async fn a_person_has_the_roles_last_given() {
    let mut world = World::new().await;
    let person = |roles: &[&str]| PersonDefined {
        id: key("lin"),
        name: "林示例".to_owned(),
        unit: key("d01"),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    for roles in [&["trial.reader", "trial.handler"][..], &["trial.reader"]] {
        let mut tx = world.writer.begin().await.unwrap();
        tx.append(vec![new(Body::People(vec![person(roles)]))]).await.unwrap();
        tx.commit().await.unwrap();
        let people = store::people::all(&world.reader).await.unwrap();
        let mut expected: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        expected.sort();
        assert_eq!((people.len(), &people[0].roles), (1, &expected));
    }
}

#[tokio::test]
async fn the_latest_version_of_a_pack_is_in_force() {
    let mut world = World::new().await;
    let mut files = files();
    let text = files.get_mut("pack.yaml").unwrap();
    *text = text.replace("version: 1", "version: 2");
    let mut tx = world.writer.begin().await.unwrap();
    let pack = PackAdopted { key: key("trial"), version: 2, files };
    tx.append(vec![new(Body::Pack(pack))]).await.unwrap();
    assert_eq!(tx.catalogue().packs[0].version, 2);
    tx.commit().await.unwrap();
    let catalogue = store::catalogue::current(&world.reader).await.unwrap();
    assert_eq!((catalogue.packs.len(), catalogue.packs[0].version), (1, 2));
}
