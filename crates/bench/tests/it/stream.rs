//! The stream yields what the authority's own rules would have decided.

use base::Key;
use base::ctx::{Actor, Rights};
use base::{Ctx, Lang, day};
use bench::beijing::{self, Event, Line, Recorder, SEED, Stream, Tree, days};
use jiff::Timestamp;
use register::decide::{Act, Statement, What};
use register::event::{Body, Happening};
use register::model::Catalogue;
use testkit::{Book, Units};

fn some(events: u64) -> Vec<Event> {
    Stream::new(&Tree::new(SEED), SEED, events, 2).collect()
}

#[test]
fn every_event_is_what_a_decision_makes() {
    let tree = Tree::new(SEED);
    let recorder = Recorder::new(&tree);
    let definitions = recorder.definitions(Timestamp::UNIX_EPOCH);
    let mut catalogue = Catalogue::default();
    let mut units = Units::new();
    for new in definitions {
        match new.body {
            Body::Units(defined) => {
                for unit in defined {
                    if let Some(parent) = &unit.parent {
                        units.add_under(parent, &unit.key, &unit.kind);
                    }
                }
            }
            Body::Pack(adopted) => {
                catalogue.adopt(register::pack::read(&adopted.files).pack.unwrap());
            }
            _ => unreachable!("nothing else is defined"),
        }
    }
    let mut book = Book::recorded(catalogue, units, vec![]);
    for event in Stream::new(&tree, SEED, 300, 0).mistaken(300).unclosed() {
        let new = recorder.record(&event);
        let Body::Matter(expected) = new.body else { panic!("an event is of a matter") };
        let (what, unit) =
            (expected.what.clone(), expected.after.as_ref().map(|place| &place.unit));
        let opens = expected.before.is_none();
        let what = match what {
            Happening::Step(step) => {
                let unit = unit.filter(|_| opens).cloned();
                What::Step { step, unit, set: expected.set.clone() }
            }
            Happening::Reversal { of, reason, .. } => What::Reverse { of, reason },
            Happening::Correction { of, reason, rebooked } => {
                let effective_on = rebooked.first().map(|again| again.now.on);
                let to = Statement { effective_on, ..Statement::default() };
                What::Correct { of, to, reason }
            }
            other => panic!("the stream takes steps and takes them back, but found {other:?}"),
        };
        let ctx = Ctx {
            actor: Actor {
                id: new.actor.clone(),
                name: new.actor.to_string(),
                scope: Key::literal("authority"),
                rights: Rights::All,
            },
            today: day::from_number(event.recorded_day).unwrap(),
            now: new.recorded_at,
            lang: Lang::En,
        };
        let act = Act {
            register: expected.register.clone(),
            number: Some(expected.number.clone()),
            what,
            effective_on: new.effective_on,
            basis: String::new(),
        };
        let done = book.act(&ctx, &act).unwrap();
        assert_eq!(done.sequence, event.sequence);
        assert_eq!(book.happened().last().unwrap().event, expected);
    }
    assert!(book.head() > 280);
}

#[test]
fn the_record_has_its_length_its_lateness_and_its_mistakes() {
    let events = some(100_000);
    let count = |is: &dyn Fn(&Event) -> bool| events.iter().filter(|event| is(event)).count();
    assert!((97_000..101_000).contains(&events.len()), "{}", events.len());
    let late = |event: &Event| event.recorded_day - event.effective_day;
    assert!((84_000..91_000).contains(&count(&|event| late(event) == 0)));
    assert!(count(&|event| late(event) > 7) > 1_000);
    assert_eq!(count(&|event| late(event) < 0), 0);
    let reversed = count(&|event| matches!(event.what, beijing::What::Reversal { .. }));
    let corrected = count(&|event| matches!(event.what, beijing::What::Correction { .. }));
    assert!((30..250).contains(&reversed) && (30..250).contains(&corrected));
    assert!(count(&|event| event.line == Line::Doses) > 80_000);
}

#[test]
fn the_record_is_in_order_and_within_its_years() {
    let events = some(50_000);
    let gaps = events.windows(2).filter(|two| two[0].sequence + 1 != two[1].sequence);
    assert_eq!(gaps.count(), 12, "a number for the closing of every quarter but the last");
    assert!(events.windows(2).all(|two| two[0].recorded_us <= two[1].recorded_us));
    let (first, last) = days();
    assert!(events.iter().all(|event| (first..=last).contains(&event.recorded_day)));
    // Days turn at midnight in Beijing, eight hours before Greenwich.
    let beijing =
        |event: &Event| (event.recorded_us + 8 * 3_600_000_000).div_euclid(86_400_000_000);
    assert!(events.iter().all(|event| beijing(event) == i64::from(event.recorded_day)));
}

#[test]
fn a_row_for_every_move_and_a_matter_in_one_place() {
    let mut held = std::collections::BTreeMap::new();
    for row in some(20_000).iter().flat_map(Event::rows) {
        *held.entry((row.from, row.unit)).or_insert(0) -= i64::from(row.amount);
        *held.entry((row.to, row.unit)).or_insert(0) += i64::from(row.amount);
    }
    assert_eq!(held.values().sum::<i64>(), 0);
    let in_hand = (Line::Doses.account_of("booked").unwrap(), 2);
    assert!(held.get(&in_hand).is_none_or(|count| *count >= 0));
}
