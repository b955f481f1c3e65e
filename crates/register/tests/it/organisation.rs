//! The organisation through time.

use base::{Key, Say};
use jiff::civil::{Date, date};
use register::event::{Reorganised, UnitChange, UnitDefined};
use register::organisation::{Organisation, Tree, Unfit};

use crate::fixture::key;

fn unit(name: &str, parent: Option<&str>) -> UnitDefined {
    UnitDefined {
        key: key(name),
        kind: key("division"),
        parent: parent.map(key),
        zh: name.to_owned(),
        en: name.to_owned(),
    }
}

/// The authority with the north and the south, and two clinics in the north.
fn organisation() -> Organisation {
    let mut organisation = Organisation::new();
    organisation.define(&[
        unit("authority", None),
        unit("north", Some("authority")),
        unit("south", Some("authority")),
        unit("elm", Some("north")),
        unit("oak", Some("north")),
    ]);
    organisation
}

fn moved(unit: &str, under: &str) -> UnitChange {
    UnitChange::Moved { unit: key(unit), under: key(under) }
}

fn merged(unit: &str, into: &str) -> UnitChange {
    UnitChange::Merged { units: vec![key(unit)], into: key(into) }
}

fn day(month: i8) -> Date {
    date(2021, month, 1)
}

fn of(changes: &[UnitChange]) -> Reorganised {
    Reorganised { changes: changes.to_vec() }
}

/// `north: elm north oak`.
fn within(tree: &Tree, root: &str) -> String {
    tree.subtree(&key(root)).into_iter().map(Key::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_day_has_the_tree_valid_on_it() {
    let mut organisation = organisation();
    organisation.reorganise(7, day(4), &of(&[moved("elm", "south")]));
    organisation.reorganise(9, day(7), &of(&[merged("south", "north")]));
    assert_eq!(within(&organisation.tree(day(3), None), "north"), "elm north oak");
    assert_eq!(within(&organisation.tree(day(4), None), "north"), "north oak");
    let latest = organisation.latest(None);
    assert_eq!(within(&latest, "north"), "elm north oak south");
    assert_eq!((latest.made, latest.valid_from), (9, Some(day(7))));
    let south = latest.unit(&key("south")).unwrap();
    assert_eq!((south.until, &south.merged_into), (Some(day(7)), &Some(key("north"))));
    assert!(!latest.lives(&key("south"), day(7)) && latest.lives(&key("south"), day(6)));
}

#[test]
fn what_was_not_known_does_not_count() {
    let mut organisation = organisation();
    organisation.reorganise(9, day(7), &of(&[moved("oak", "south")]));
    // Entered later, with effect on an earlier day: the trees of both days are made anew.
    organisation.reorganise(12, day(4), &of(&[moved("elm", "south")]));
    let made = |month, known| organisation.tree(day(month), known).made;
    assert_eq!((made(8, Some(8)), made(8, Some(9)), made(8, None)), (0, 9, 12));
    assert_eq!((made(5, Some(9)), made(5, None)), (0, 12));
    assert_eq!(within(&organisation.tree(day(8), Some(9)), "south"), "oak south");
    assert_eq!(within(&organisation.tree(day(8), None), "south"), "elm oak south");
    assert_eq!(organisation.turns(None).into_iter().collect::<Vec<_>>(), [day(4), day(7)]);
    assert_eq!(organisation.turns(Some(9)).len(), 1);
}

#[test]
fn units_come_are_split_and_go() {
    let mut organisation = organisation();
    let split = UnitChange::Split {
        unit: key("elm"),
        into: vec![unit("ash", Some("north")), unit("fir", Some("north"))],
        ends: true,
    };
    let renamed =
        UnitChange::Renamed { unit: key("oak"), zh: "橡树".to_owned(), en: "Old oak".to_owned() };
    let gone = UnitChange::Dissolved { unit: key("south") };
    let changes = of(&[split, renamed, gone, UnitChange::Created(unit("yew", Some("north")))]);
    organisation.check(day(4), &changes).unwrap();
    organisation.reorganise(7, day(4), &changes);
    let tree = organisation.latest(None);
    assert_eq!(within(&tree, "north"), "ash elm fir north oak yew");
    assert_eq!(tree.unit(&key("oak")).unwrap().en, "Old oak");
    assert!(tree.lives(&key("ash"), day(4)) && !tree.lives(&key("ash"), day(3)));
    assert!(!tree.lives(&key("elm"), day(4)) && !tree.lives(&key("south"), day(4)));
    assert!(!organisation.tree(day(3), None).has(&key("ash")));
    assert!(
        organisation.is_reorganised(&key("fir")) && !organisation.is_reorganised(&key("north"))
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let refused = |changes: &[UnitChange]| organisation().check(day(4), &of(changes)).unwrap_err();
    let told = |changes: &[UnitChange]| refused(changes).to_string();
    assert_eq!(refused(&[]), Unfit::Nothing);
    assert!(told(&[moved("nowhere", "north")]).contains("no unit \"nowhere\""));
    assert!(told(&[moved("north", "elm")]).contains("\"elm\" lies below \"north\""));
    assert!(told(&[merged("north", "elm")]).contains("lies below"));
    assert!(told(&[merged("elm", "elm")]).contains("lies below"));
    assert!(told(&[moved("authority", "north")]).contains("lies below"));
    assert!(told(&[UnitChange::Created(unit("x", None))]).contains("one authority"));
    assert!(told(&[UnitChange::Created(unit("elm", Some("north")))]).contains("exists already"));
    assert!(
        told(&[UnitChange::Dissolved { unit: key("north") }]).contains("\"elm\" is still below")
    );
    assert!(told(&[merged("elm", "oak"), moved("elm", "south")]).contains("ended on 2021-04-01"));
    let nameless = UnitChange::Renamed { unit: key("elm"), zh: " ".to_owned(), en: "x".to_owned() };
    assert!(refused(&[nameless]).say(base::Lang::Zh).contains("须有中文和英文名称"));
}

#[test]
fn a_late_reorganisation_must_leave_later_ones_standing() {
    let mut organisation = organisation();
    organisation.reorganise(9, day(7), &of(&[moved("oak", "south")]));
    let refused = organisation.check(day(4), &of(&[merged("south", "north")])).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "then the reorganisation of 2021-07-01 (record 9) would not hold: the unit \"south\" ended on \
         2021-04-01; choose a unit that lives on that day"
    );
}

#[test]
fn a_tree_becomes_ranges() {
    let mut organisation = organisation();
    let told = |organisation: &Organisation| {
        let tree = organisation.latest(None);
        let nested = tree.nested();
        let told = tree.units().into_iter().map(|(key, _)| {
            let place = nested[key];
            format!("{key} {}..{} {}", place.lft, place.rgt, place.depth)
        });
        told.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        told(&organisation),
        "authority 1..10 0, north 2..7 1, south 8..9 1, elm 3..4 2, oak 5..6 2"
    );
    organisation.reorganise(9, day(7), &of(&[merged("south", "north")]));
    assert_eq!(
        told(&organisation),
        "authority 1..10 0, north 2..9 1, south 3..4 2, elm 5..6 2, oak 7..8 2"
    );
    organisation.define(&[unit("elm", Some("oak")), unit("oak", Some("elm"))]);
    assert!(told(&organisation).contains("elm 0..0 0, oak 0..0 0"));
}
