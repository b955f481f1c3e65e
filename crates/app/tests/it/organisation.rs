//! Units and people that fit together.

use app::AppError;
use base::ctx::Rights;
use register::event::UnitDefined;

use crate::authority::{Authority, admin, asking, key, person, unit};

#[tokio::test]
async fn units_form_one_tree() {
    let authority = Authority::new().await;
    let head = authority.records().await;
    let nameless = UnitDefined { en: " ".to_owned(), ..unit("x", "division", Some("office")) };
    for (units, said) in [
        (vec![unit("x", "division", Some("y"))], "\"x\" lies below \"y\", which does not exist"),
        (vec![unit("x", "authority", None)], "but the authority is \"authority\""),
        (
            vec![unit("d01", "district", Some("d02")), unit("d02", "district", Some("d01"))],
            "would lie below itself",
        ),
        (vec![unit("x", "division", Some("office")); 2], "\"x\" is named twice"),
        (vec![nameless], "\"x\" has no name"),
    ] {
        let refused = authority.commands.define_units(&admin(), units).await.unwrap_err();
        assert!(refused.to_string().contains(said), "{refused}");
    }
    let nobody = asking("authority", Rights::Only([].into()));
    let denied = authority.commands.define_units(&nobody, vec![]).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied(_)));
    assert_eq!(authority.records().await, head);
    let more = vec![unit("x", "division", Some("y")), unit("y", "division", Some("office"))];
    authority.commands.define_units(&admin(), more).await.unwrap();
    assert_eq!(store::units::all(&authority.reader).await.unwrap().len(), 6);
}

#[tokio::test]
async fn people_belong_to_units_and_hold_roles_of_packs() {
    let authority = Authority::new().await;
    for (people, said) in [
        (vec![person("wang", "nowhere", "trial.reader")], "belongs to \"nowhere\""),
        (vec![person("wang", "office", "trial.singer")], "the role \"trial.singer\""),
        (vec![person("wang", "office", "reader")], "write pack.role"),
        (vec![person("wang", "office", "trial.reader"); 2], "is named twice"),
    ] {
        let refused = authority.commands.define_people(&admin(), people).await.unwrap_err();
        assert!(refused.to_string().contains(said), "{refused}");
    }
    let wang = vec![person("wang", "d01", "trial.reporter")];
    authority.commands.define_people(&admin(), wang).await.unwrap();
    let people = store::people::all(&authority.reader).await.unwrap();
    let catalogue = store::catalogue::current(&authority.reader).await.unwrap();
    let actor = app::people::actor(&catalogue, &people[0]);
    assert_eq!((actor.id, actor.scope), (key("wang"), key("d01")));
    let Rights::Only(rights) = actor.rights else { panic!("rights of a person are counted") };
    let told: Vec<String> = rights.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["heads.read", "heads.report"]);
}
