//! Random commands of several clients, given all at once and given one by one: same answers, same
//! database. Among them are repeats, stale versions and keys used for something else.

use std::collections::BTreeMap;

use app::{AppError, Command, Done};
use base::ctx::Rights;
use base::{Ctx, Say};
use proptest::prelude::*;
use tokio::task::JoinSet;

use super::authority::{Authority, asking, day, key, open, step};

/// A command of a client, in small numbers so that they meet.
#[derive(Clone, Copy, Debug)]
struct Given {
    client: u8,
    /// 0: open with a number of the system; 1: open with a given number; 2 to 5: steps.
    what: u8,
    matter: u8,
    key: Option<u8>,
    seen: Option<u32>,
    /// The one before is given again instead.
    again: bool,
}

fn given() -> impl Strategy<Value = Given> {
    let key = proptest::option::weighted(0.6, 0_u8..12);
    let seen = proptest::option::weighted(0.3, 0_u32..4);
    (0_u8..4, 0_u8..6, 0_u8..5, key, seen, proptest::bool::weighted(0.2)).prop_map(
        |(client, what, matter, key, seen, again)| Given { client, what, matter, key, seen, again },
    )
}

impl Given {
    fn ctx(self) -> Ctx {
        let mut ctx = asking("authority", Rights::All);
        ctx.actor.id = key(&format!("client_{}", self.client));
        ctx
    }

    fn command(self) -> Command {
        let name = format!("N{}", self.matter);
        // Some of these numbers have the form of the system's own.
        let own = format!("AJ-2021-{:04}@d01", self.matter * 2);
        let at = ("cases", name.as_str());
        let act = match self.what {
            0 => open(day(3, 1), "@office"),
            1 if self.matter > 2 => open(day(3, 1), &own),
            1 => open(day(3, 1), &format!("{name}@office")),
            2 => step(day(3, 2), at, "handle", ""),
            3 => step(day(3, 2), at, "hand_over", "lead=d02"),
            4 => step(day(3, 3), at, "finish", "fines=100"),
            _ => step(day(3, 4), at, "reopen", ""),
        };
        let key = self.key.map(|key| format!("key-{key}"));
        Command { act, seen: self.seen, key }
    }
}

/// What an answer says, so that two can be compared.
fn told(answer: &Result<Done, AppError>) -> String {
    match answer {
        Ok(done) => format!("done {} {}", done.sequence, done.number),
        Err(error) => error.say(base::Lang::En),
    }
}

/// Everything at once, in the order of the list; the sequencer cuts it into batches as it comes.
async fn at_once(authority: &Authority, list: &[Given]) -> Vec<String> {
    let mut waiting = JoinSet::new();
    for (place, given) in list.iter().copied().enumerate() {
        let commands = authority.commands.clone();
        waiting.spawn(async move {
            (place, told(&commands.submit(&given.ctx(), given.command()).await))
        });
        if place % 7 == 3 {
            tokio::task::yield_now().await;
        }
    }
    let answers: BTreeMap<usize, String> = waiting.join_all().await.into_iter().collect();
    answers.into_values().collect()
}

async fn one_by_one(authority: &Authority, list: &[Given]) -> Vec<String> {
    let mut answers = vec![];
    for given in list {
        answers.push(told(&authority.commands.submit(&given.ctx(), given.command()).await));
    }
    answers
}

/// What keys promise, without a database: the first success under a key is the answer to every
/// repeat, and anything else under it is refused.
fn check_keys(list: &[Given], answers: &[String]) {
    let mut done: BTreeMap<(u8, u8), (Command, &str)> = BTreeMap::new();
    for (given, answer) in list.iter().zip(answers) {
        let Some(key) = given.key else { continue };
        let command = Command { seen: None, ..given.command() };
        let is_done = answer.starts_with("done ");
        match done.get(&(given.client, key)) {
            Some((first, told)) if first.act == command.act => {
                assert_eq!(answer, told, "{given:?}");
            }
            Some(_) => assert!(answer.contains("with other content"), "{given:?}: {answer}"),
            None if is_done => {
                done.insert((given.client, key), (command, answer.as_str()));
            }
            None => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn all_at_once_is_as_one_by_one(drawn in proptest::collection::vec(given(), 1..90)) {
        let mut list: Vec<Given> = vec![];
        for given in drawn {
            let before = list.last().copied().filter(|_| given.again);
            list.push(before.unwrap_or(given));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (one, other) = (Authority::new().await, Authority::new().await);
            let answers = one_by_one(&one, &list).await;
            assert_eq!(at_once(&other, &list).await, answers);
            check_keys(&list, &answers);
            let dumps = [&one, &other].map(|authority| store::verify::dump(&authority.reader));
            let [one_dump, other_dump] = dumps;
            assert_eq!(one_dump.await.unwrap(), other_dump.await.unwrap());
            app::verify::run(&other.reader, |_, _| {}).await.unwrap();
        });
    }
}
