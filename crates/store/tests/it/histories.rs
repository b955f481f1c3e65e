//! Random histories: what is stored always equals what the ledger in memory says.
//!
//! Long because every property is checked on one kind of random history.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Key, exact};
use indicators::{DefinitionPolicy, Outcome, Question, TreePolicy};
use jiff::civil::Date;
use ledger::{Account, Tally};
use proptest::prelude::*;
use register::Matter;
use register::decide::{Statement, What};
use register::event::Happening;
use register::model::Name;
use store::Page;
use store::deadlines::{AsOf, DeadlinesAsk, Window};

use crate::world::{World, admin, day, fields, key, on_matter};
use crate::{oracle, world};

/// A move that may or may not be allowed; refused ones are skipped.
#[derive(Clone, Debug)]
struct Move {
    matter: usize,
    kind: usize,
    later_days: i8,
    choice: usize,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (0_usize..6, 0_usize..16, -3_i8..40, 0_usize..12)
        .prop_map(|(matter, kind, later_days, choice)| Move { matter, kind, later_days, choice });
    proptest::collection::vec(one, 1..60)
}

const UNITS: [&str; 5] = ["office", "d01", "d02", "clinic", "authority"];

/// Tries each move in turn; the matter's last day is the base of the next.
fn play(world: &mut World, moves: &[Move]) {
    for Move { matter, kind, later_days, choice } in moves {
        let is_report = *matter == 5;
        let register = if is_report { "heads" } else { "cases" };
        let number = format!("A-{matter}");
        let known = world.matters.get(&(key(register), number.clone()));
        let base = known.map_or(day(1, 15), |matter| matter.changed_on);
        let on = base.checked_add(jiff::Span::new().days(i64::from(*later_days))).unwrap();
        let latest = known.and_then(|matter| matter.in_force().last().map(|event| event.sequence));
        let unit = UNITS[choice % UNITS.len()];
        let sort = ["sort=red", "sort=blue", "urgent=yes", "urgent=no sort=red"][choice % 4];
        // Past, near and far: what is opened may be late from the first day.
        let due = on
            .checked_add(jiff::Span::new().days(i64::try_from(*choice).unwrap() * 4 - 8))
            .unwrap();
        let step =
            |name: &str, set: &str| What::Step { step: key(name), unit: None, set: fields(set) };
        let what = match kind {
            0 | 1 if is_report => What::Step {
                step: key("report"),
                unit: Some(key(["d01", "d02"][choice % 2])),
                set: fields(&format!("people={}", choice * 10)),
            },
            0 | 1 => What::Step {
                step: key("receive"),
                unit: Some(key(unit)),
                set: fields(&format!("subject=Trial{choice} {sort} due_on={due}")),
            },
            2 => step("sort_out", &format!("{sort} subject=Other{choice} due_on={due}")),
            3 => step("hand_over", &format!("lead={unit}")),
            4 | 5 => step("handle", sort),
            6 | 7 => {
                step("finish", &format!("pages={choice} fines=fine:{choice}00,warning,fine:1"))
            }
            8 => step("reopen", ""),
            9 => What::Note("seen".to_owned()),
            12..=14 => match known.and_then(|matter| correction(matter, *kind, *choice, on)) {
                Some(what) => what,
                None => continue,
            },
            15 => What::Reassign { to: key(unit), reason: "reorganised".to_owned() },
            _ => match latest {
                Some(of) => What::Reverse { of, reason: "wrong".to_owned() },
                None => continue,
            },
        };
        // Also on the day of what is taken back, so that it leaves no trace.
        let on = if *kind == 11 { base } else { on };
        let _refused = world.act(&on_matter(register, &number, on, what));
    }
}

/// What one of the events in force, or one that a correction was about, should have said.
fn correction(matter: &Matter, kind: usize, choice: usize, on: Date) -> Option<What> {
    let events: Vec<_> = matter.in_force().collect();
    let meant = events.get(choice % events.len().max(1))?;
    let opens = meant.event.before.is_none();
    let mut to = Statement::default();
    match kind {
        12 => to.effective_on = Some(on),
        13 if opens => to.unit = Some(key(UNITS[choice % UNITS.len()])),
        13 => to.set = fields(&format!("pages={}", choice * 7)),
        14 if opens => to.set = fields(&format!("due_on={on}")),
        _ => to.set = fields(["sort=red", "sort=blue", "urgent=yes"][choice % 3]),
    }
    Some(What::Correct { of: meant.sequence, to, reason: "it was otherwise".to_owned() })
}

const NAMES: [&str; 18] = [
    "received",
    "in_hand",
    "handling",
    "done",
    "done_red",
    "red_in_hand",
    "near",
    "overdue",
    "near_or_red",
    "penalties",
    "fined",
    "pages",
    "days",
    "people",
    "reports",
    "done_and_open",
    "growth",
    "mean_days",
];

fn questions() -> impl Strategy<Value = Vec<Question>> {
    let one = (
        0..NAMES.len(),
        0_usize..5,
        0_i64..400,
        proptest::option::of(0_i64..400),
        0_u64..80,
        0_usize..5,
    )
        .prop_map(|(name, unit, to, from, known_at, filter)| {
            let at = |days: i64| day(1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let mut narrowed = Filter::new();
            match filter {
                0 => narrowed.narrow(key("sort"), vec![key("red")]),
                1 => narrowed.narrow(key("urgent"), vec![key("yes"), key("no")]),
                _ => {}
            }
            Question {
                name: Name::new(key("trial"), key(NAMES[name])),
                unit: key(UNITS[unit]),
                from: from.map(at),
                as_of: at(to),
                // Beyond the journal stands for “as recorded now”.
                known_at: (known_at < 60).then_some(known_at),
                filter: narrowed,
                tree: if known_at % 2 == 0 { TreePolicy::AsWas } else { TreePolicy::AsIs },
                definition: DefinitionPolicy::InForce,
            }
        });
    proptest::collection::vec(one, 1..12)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stored_figures_equal_the_ledger_in_memory(moves in moves(), questions in questions(), size in 1_usize..20) {
        runtime().block_on(async {
            let mut world = World::new().await;
            play(&mut world, &moves);
            world.commit_by(size).await;
            let head = world::FOUNDING + world.happened.len() as u64;
            let found = store::figures::figures(&world.reader, &admin(), &world.catalogue, &questions).await.unwrap();
            for (question, found) in questions.iter().zip(found) {
                let expected = oracle::figure(&world.catalogue, &world.happened, question, head);
                prop_assert_eq!(found, expected, "{:?}", question);
            }
            Ok(())
        })?;
    }

    #[test]
    fn rows_add_up_to_the_part_they_stand_behind(moves in moves(), questions in questions()) {
        runtime().block_on(async {
            let mut world = World::new().await;
            play(&mut world, &moves);
            world.commit().await;
            let found = store::figures::figures(&world.reader, &admin(), &world.catalogue, &questions).await.unwrap();
            for figure in found.into_iter().flatten() {
                for part in figure.receipt.parts {
                    let Some(rows) = part.rows else { continue };
                    let page = store::rows::behind(&world.reader, &admin(), &world.catalogue, &rows, Page::new(1, 200)).await.unwrap();
                    let listed = page.rows.iter().map(|row| row.amount).fold(exact::whole(0), |sum, amount| sum + amount);
                    prop_assert_eq!(page.rows.len() as u64, page.total);
                    prop_assert_eq!(listed, page.sum);
                    prop_assert_eq!(page.sum, part.value.unwrap_or(exact::whole(0)), "{:?}", rows);
                }
            }
            Ok(())
        })?;
    }

    /// The list of deadlines and the figures of lights come about on two ways.
    #[test]
    fn what_is_listed_as_late_is_the_figure(moves in moves(), days in prop::collection::vec(0_i32..480, 6)) {
        runtime().block_on(async {
            let mut world = World::new().await;
            play(&mut world, &moves);
            world.commit().await;
            let now = (AsOf::Now(jiff::civil::Time::midnight()), admin().today);
            let on = |number: &i32| day(1, 1).checked_add(jiff::Span::new().days(*number)).unwrap();
            let others = days.iter().map(|number| (AsOf::EndOf(on(number)), on(number)));
            let times: Vec<(AsOf, Date)> = std::iter::once(now).chain(others).collect();
            let windows = [(Window::Late, "overdue"), (Window::Near, "near")];
            let (mut asked, mut counted) = (vec![], vec![]);
            for (place, (unit, (at, as_of))) in UNITS.iter().flat_map(|unit| times.iter().map(move |time| (unit, *time))).enumerate() {
                // Every page counts all windows; the rows of one are enough for a day that is past.
                let listed = windows.iter().enumerate().filter(|(window, _)| at == now.0 || place % 2 == *window);
                let mut counts = BTreeMap::new();
                for (_, (window, _)) in listed {
                    let list = DeadlinesAsk { window: *window, register: None, unit: Some(key(unit)), at, page: Page::new(1, 200) };
                    let page = store::deadlines::page(&world.reader, &admin(), &list).await.unwrap();
                    prop_assert_eq!(page.counts.get(window), Some(&(page.rows.len() as u64)));
                    counts = page.counts;
                }
                for (window, name) in windows {
                    counted.push(i64::try_from(counts[&window]).unwrap());
                    asked.push(Question {
                        name: Name::new(key("trial"), key(name)),
                        unit: key(unit),
                        from: None,
                        as_of,
                        known_at: None,
                        filter: Filter::new(),
                        tree: TreePolicy::AsWas,
                        definition: DefinitionPolicy::InForce,
                    });
                }
            }
            let figures = store::figures::figures(&world.reader, &admin(), &world.catalogue, &asked).await.unwrap();
            prop_assert_eq!(figures.len(), counted.len());
            for (figure, count) in figures.into_iter().zip(counted) {
                let figure = figure.unwrap();
                prop_assert_eq!(figure.outcome, Outcome::Number(exact::whole(count)), "{:?}", figure.question);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_rebuild_gives_the_same_whatever_the_transactions(moves in moves(), size in 1_usize..20) {
        runtime().block_on(async {
            let mut world = World::new().await;
            play(&mut world, &moves);
            world.commit_by(size).await;
            let live = world.dump().await;
            world.writer.rebuild(|_, _| {}).await.unwrap();
            prop_assert_eq!(&world.dump().await, &live);
            let mut other = World::new().await;
            play(&mut other, &moves);
            other.commit().await;
            prop_assert_eq!(other.dump().await, live);
            Ok(())
        })?;
    }

    #[test]
    fn matters_are_where_their_events_left_them(moves in moves()) {
        runtime().block_on(async {
            let mut world = World::new().await;
            play(&mut world, &moves);
            world.commit().await;
            for ((register, number), matter) in &world.matters {
                let found = store::matters::one(&world.reader, &admin(), register, number).await.unwrap().unwrap();
                prop_assert_eq!(&found, matter);
                let page = store::matters::page(&world.reader, &admin(), &store::matters::MattersAsk::of(register.clone())).await.unwrap();
                let row = page.rows.into_iter().find(|row| row.number == *number);
                prop_assert_eq!(row.is_some(), matter.place.is_some());
                let Some(row) = row else { continue };
                let place = matter.place.clone().unwrap();
                prop_assert_eq!((row.state, row.unit, row.dims), (place.state, place.unit, place.dims));
                prop_assert_eq!((row.opened_on, row.changed_on, row.version), (matter.opened_on, matter.changed_on, matter.version));
                let text = matter.fields.get(&key("subject")).map(|value| match value {
                    base::Value::Text(text) => text.clone(),
                    _ => String::new(),
                });
                prop_assert_eq!(row.title, text.unwrap_or_default());
                let due = matter.fields.get(&key("due_on")).and_then(|value| match value {
                    base::Value::Date(date) => Some(*date),
                    _ => None,
                });
                prop_assert_eq!(row.due_on, due);
            }
            Ok(())
        })?;
    }

    /// What happens to one matter does not depend on what happens to another, so neither do figures.
    #[test]
    fn the_order_of_independent_events_does_not_matter(moves in moves(), questions in questions()) {
        runtime().block_on(async {
            let mut by_matter = moves.clone();
            by_matter.sort_by_key(|at| at.matter);
            let questions: Vec<Question> = questions.into_iter().map(|question| Question { known_at: None, ..question }).collect();
            let mut outcomes = vec![];
            for moves in [moves, by_matter] {
                let mut world = World::new().await;
                play(&mut world, &moves);
                world.commit().await;
                let found = store::figures::figures(&world.reader, &admin(), &world.catalogue, &questions).await.unwrap();
                outcomes.push(found.into_iter().map(|figure| figure.map(|figure| figure.outcome)).collect::<Vec<_>>());
            }
            prop_assert_eq!(&outcomes[0], &outcomes[1]);
            Ok(())
        })?;
    }

    /// For every unit and cut-off: what came in is done, taken elsewhere, or in hand.
    #[test]
    fn every_unit_keeps_what_it_was_given(moves in moves(), cut in 0_i64..400, unit in 0_usize..5) {
        runtime().block_on(async {
            let mut world = World::new().await;
            play(&mut world, &moves);
            world.commit().await;
            let to: Date = day(1, 1).checked_add(jiff::Span::new().days(cut)).unwrap();
            let ask = |name: &str| Question {
                name: Name::new(key("trial"), key(name)),
                unit: key(UNITS[unit]),
                from: None,
                as_of: to,
                known_at: None,
                filter: Filter::new(), tree: TreePolicy::AsWas, definition: DefinitionPolicy::InForce };
            let cells = oracle::cells(&world.catalogue, &world.happened, u64::MAX);
            let register: Key = key("cases");
            let places = [Account::outside(&register), Account::transit(&register), Account::state(&register, &key("done"))];
            let span = base::Span::new(Date::MIN, to).unwrap();
            let tally: Tally = cells.flow(&places, |at| oracle::within(at, &key(UNITS[unit])), &Filter::new(), span).unwrap();
            let found = store::figures::figure(&world.reader, &admin(), &world.catalogue, &ask("in_hand")).await.unwrap().unwrap();
            prop_assert_eq!(found.outcome, Outcome::Number(exact::whole(-tally.stock().unwrap())));
            Ok(())
        })?;
    }
}

#[test]
fn histories_are_corrected_often_enough_to_be_worth_looking_at() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut corrections, mut reassigned, mut taken_back) = (0, 0, 0);
    for _ in 0..48 {
        let moves = Strategy::new_tree(&moves(), &mut runner).unwrap();
        let moves = proptest::strategy::ValueTree::current(&moves);
        let world = runtime().block_on(async {
            let mut world = World::new().await;
            play(&mut world, &moves);
            world
        });
        for happened in &world.happened {
            match &happened.event.what {
                Happening::Correction { .. } => corrections += 1,
                Happening::Reassigned { .. } => reassigned += 1,
                Happening::Reversal { .. } => taken_back += 1,
                Happening::Step(_) | Happening::Note(_) | Happening::Recounted { .. } => {}
            }
        }
    }
    assert!(corrections > 40 && reassigned > 20 && taken_back > 40, "{corrections} {reassigned}");
}
