//! The sample authority with its packs in force and its people at work.

#![expect(clippy::unwrap_used, reason = "fixtures of tests fail loudly")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base::ctx::Rights;
use base::{Actor, Ctx, Key, Lang, Right, Say};
use indicators::{Answer, Ask, Figure, IndicatorError, Question};
use ledger::Cells;
use register::event::PersonDefined;
use register::model::Catalogue;
use sample::Planned;
use testkit::{Book, oracle};

/// The books after a year, and what was refused on the way.
pub(crate) struct Year {
    pub(crate) book: Book,
    pub(crate) refused: Vec<String>,
    /// The balances of each register by themselves, so that a question scans only its own.
    cells: BTreeMap<Key, Cells>,
}

impl Year {
    /// Evaluates a question as known at a point of the record, or now.
    pub(crate) fn figure(&self, question: &Question) -> Result<Figure, IndicatorError> {
        let asks = indicators::asks(self.book.catalogue(), question)?;
        let answered = asks.into_iter().map(|ask| {
            let answer = self.answer(&ask);
            (ask, answer)
        });
        let answers = answered.collect();
        indicators::evaluate(self.book.catalogue(), question, &answers, self.book.head())
    }

    fn answer(&self, ask: &Ask) -> Answer {
        let (register, known_at) = match ask {
            Ask::Tally { accounts, known_at, .. } => {
                (accounts.first().unwrap().register(), known_at)
            }
            Ask::Coverage { register, known_at, .. } => (register, known_at),
        };
        let then = known_at.map(|known_at| cells_of(&self.book, register, Some(known_at)));
        let cells = then.as_ref().or_else(|| self.cells.get(register)).unwrap();
        oracle::answer(self.book.catalogue(), &self.book.units, cells, ask).unwrap()
    }
}

fn cells_of(book: &Book, register: &Key, known_at: Option<u64>) -> Cells {
    let own = book.happened().iter().filter(|happened| happened.event.register == *register);
    oracle::cells(book.catalogue(), own, known_at)
}

/// The acts of the seed and scale that the demo loads unless told otherwise.
pub(crate) static ACTS: LazyLock<Vec<Planned>> = LazyLock::new(|| sample::acts(2021, 1, 0));

/// The year they make.
pub(crate) static FIRST: LazyLock<Year> = LazyLock::new(|| live_through(&ACTS));

/// Another seed, and twice as many municipal tickets.
pub(crate) static OTHER: LazyLock<Year> = LazyLock::new(|| live_through(&sample::acts(7, 2, 0)));

fn live_through(acts: &[Planned]) -> Year {
    let catalogue = catalogue();
    let actors: BTreeMap<Key, Actor> = sample::people()
        .iter()
        .map(|person| (person.id.clone(), actor(&catalogue, person)))
        .collect();
    let mut book = Book::new(catalogue);
    for unit in sample::organisation() {
        if let Some(parent) = &unit.parent {
            book.units.add_under(parent, &unit.key, &unit.kind);
        }
    }
    let mut refused = vec![];
    for Planned { at, actor, act } in acts {
        let actor = actors.get(actor).unwrap().clone();
        let ctx = Ctx { actor, today: sample::day_of(*at), now: *at, lang: Lang::En };
        if let Err(unable) = book.act(&ctx, act) {
            let number = act.number.as_deref().unwrap_or_default();
            refused.push(format!("{number} on {}: {}", act.effective_on, unable.say(Lang::En)));
        }
    }
    let packs = book.catalogue().packs.iter();
    let registers = packs.flat_map(|pack| &pack.registers).map(|register| &register.key);
    let cells = registers.map(|key| (key.clone(), cells_of(&book, key, None))).collect();
    Year { book, refused, cells }
}

/// The packs of the sample, all without a fault.
pub(crate) fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    for pack in sample::packs() {
        let reading = register::pack::read(&pack.files);
        let faults: Vec<String> = reading.faults.iter().map(|fault| fault.say(Lang::En)).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", pack.key);
        catalogue.adopt(reading.pack.unwrap());
    }
    catalogue
}

fn actor(catalogue: &Catalogue, person: &PersonDefined) -> Actor {
    let mut rights: Vec<Right> = vec![];
    for role in &person.roles {
        let (pack, role) = role.split_once('.').unwrap();
        let pack = catalogue.pack(&Key::new(pack).unwrap()).unwrap();
        rights.extend(pack.roles.get(&Key::new(role).unwrap()).unwrap().iter().cloned());
    }
    Actor {
        id: person.id.clone(),
        name: person.name.clone(),
        scope: person.unit.clone(),
        rights: Rights::Only(rights.into_iter().collect()),
    }
}
