//! Loads the sample year and questions it, beside plain SQLite on the same data in the same run.
//!
//! ```text
//! cargo xtask bench [SCALE]
//! ```
//!
//! `SCALE` multiplies the hotline tickets (default 4). Read the ratios; the times depend on the machine.

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use app::Commands;
use base::ctx::{Actor, Rights};
use base::dims::Filter;
use base::{Ctx, Key, Lang};
use indicators::{DefinitionPolicy, Outcome, Question, TreePolicy};
use jiff::civil::date;
use register::model::{Catalogue, Name};
use rusqlite::Connection;
use store::{Open, Reader};

/// Acts, and rows of the plain table, per transaction.
const BATCH: usize = 5_000;
/// How often a question is asked; the median counts.
const ASKED: usize = 31;

type Outcomes<T> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Outcomes<()> {
    let scale: u32 = std::env::args().nth(1).map_or(Ok(4), |scale| scale.parse())?;
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("taizhang.db");
    let (reader, writer) = store::open(&database, Open::Create).await?;
    let commands = Commands::new(writer);

    let (events, loading) = load(&commands, &reader, scale).await?;
    let plain = plain_inserts(&database, &folder.path().join("plain.db"))?;
    println!("n = {events} events at scale {scale}, batches of {BATCH}, synchronous=FULL\n");
    println!("{:<44} {:>14} {:>14} {:>8}", "", "Taizhang", "plain SQLite", "ratio");
    rate("load, events/s (peer: bare inserts)", events, loading, plain);

    let catalogue = store::catalogue::current(&reader).await?;
    let ctx = asking("operator");
    let conn = reading(&database)?;
    for (what, question, sql) in peers()? {
        compare(&reader, &ctx, &catalogue, &conn, (what, question, sql)).await?;
    }
    report(&reader, &ctx, &catalogue, events).await?;

    let begun = Instant::now();
    app::verify::run(&reader, |_, _| {}).await?;
    println!("verify: {:.0} events/s", per_second(events, begun.elapsed()));
    let begun = Instant::now();
    commands.rebuild(|_, _| {}).await?;
    println!("rebuild: {:.0} events/s", per_second(events, begun.elapsed()));
    let size = std::fs::metadata(&database)?.len();
    println!("bytes per event, everything included: {}", size / events.max(1));
    Ok(())
}

fn asking(id: &'static str) -> Ctx {
    let actor = Actor {
        id: Key::literal(id),
        name: id.to_owned(),
        scope: Key::literal("authority"),
        rights: Rights::All,
    };
    Ctx { actor, today: date(2022, 1, 10), now: jiff::Timestamp::UNIX_EPOCH, lang: Lang::En }
}

/// The sample year through the ordinary commands. Answers how many events, and how long it took.
async fn load(commands: &Commands, reader: &Reader, scale: u32) -> Outcomes<(u64, Duration)> {
    let ctx = asking("operator");
    commands.define_units(&ctx, sample::organisation()).await?;
    let packs = sample::packs().into_iter().map(|pack| pack.files).collect();
    commands.adopt_packs(&ctx, packs).await?;
    commands.define_people(&ctx, sample::people()).await?;
    let catalogue = store::catalogue::current(reader).await?;
    let people = store::people::all(reader).await?;
    let actors: BTreeMap<&Key, Actor> =
        people.iter().map(|person| (&person.id, app::people::actor(&catalogue, person))).collect();
    let head = store::journal::head(reader).await?;
    let acts = sample::acts(2021, scale, head.sequence);
    let begun = Instant::now();
    for batch in acts.chunks(BATCH) {
        let mut submitted = vec![];
        for planned in batch {
            let actor = actors.get(&planned.actor).ok_or("an act of nobody")?.clone();
            let today = sample::day_of(planned.at);
            submitted
                .push((Ctx { actor, today, now: planned.at, lang: Lang::En }, planned.act.clone()));
        }
        for outcome in commands.submit_all(submitted).await? {
            outcome?;
        }
    }
    Ok((acts.len() as u64, begun.elapsed()))
}

fn reading(path: &Path) -> Outcomes<Connection> {
    Ok(Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

/// The same records as bare rows into a table without anything else: what the disk and SQLite allow.
fn plain_inserts(from: &Path, to: &Path) -> Outcomes<Duration> {
    let source = reading(from)?;
    let mut asked = source
        .prepare("SELECT sequence, effective_day, recorded_us, actor, basis, body FROM record")?;
    let rows = asked
        .query_map([], |row| {
            let numbers: (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let texts: (String, String, Vec<u8>) = (row.get(3)?, row.get(4)?, row.get(5)?);
            Ok((numbers, texts))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut conn = Connection::open(to)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.execute_batch("CREATE TABLE record (sequence INTEGER PRIMARY KEY, day INTEGER, us INTEGER, actor TEXT, basis TEXT, body BLOB)")?;
    let begun = Instant::now();
    for batch in rows.chunks(BATCH) {
        let tx = conn.transaction()?;
        {
            let mut insert = tx.prepare_cached("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)")?;
            for ((sequence, day, us), (actor, basis, body)) in batch {
                insert.execute((sequence, day, us, actor, basis, body))?;
            }
        }
        tx.commit()?;
    }
    Ok(begun.elapsed())
}

/// A figure, the question for it, and the plain SQL that scans for the same number.
type Peer = (&'static str, Question, &'static str);

fn peers() -> Outcomes<[Peer; 3]> {
    let year = Some(date(2021, 1, 1));
    let question = |name: &str, from| -> Outcomes<Question> {
        let name = Name::read(name).ok_or("a name is pack.key")?;
        let (unit, as_of) = (Key::literal("commission"), date(2021, 12, 31));
        Ok(Question {
            name,
            unit,
            from,
            as_of,
            known_at: None,
            filter: Filter::new(),
            tree: TreePolicy::AsWas,
            definition: DefinitionPolicy::InForce,
        })
    };
    Ok([
        ("flow: valid call-backs of the year", question("hotline.valid", year)?, VALID),
        ("stock: applications in hand", question("disclosure.in_hand", None)?, IN_HAND),
        ("sum: doses of the year, from report rows", question("vaccination.doses", year)?, DOSES),
    ])
}

/// 18628 and 18992 are 2021-01-01 and 2021-12-31 as days since 1970.
const VALID: &str = "SELECT count(*) FROM record r JOIN unit u ON u.key = json_extract(r.body, '$.matter.after.unit') \
    JOIN unit c ON c.key = 'commission' AND u.lft BETWEEN c.lft AND c.rgt \
    WHERE r.kind = 'matter' AND r.effective_day BETWEEN 18628 AND 18992 \
    AND json_extract(r.body, '$.matter.register') = 'hotline' \
    AND json_extract(r.body, '$.matter.after.state') = 'called_back' \
    AND json_extract(r.body, '$.matter.before.state') <> 'called_back' \
    AND json_extract(r.body, '$.matter.after.dims.valid') = 'yes' \
    AND json_extract(r.body, '$.matter.after.dims.kind') <> 'smoking' \
    AND NOT EXISTS (SELECT 1 FROM event e WHERE e.reverses = r.sequence)";
const IN_HAND: &str = "SELECT count(*) FROM (SELECT json_extract(r.body, '$.matter.after.state') AS state, \
    json_extract(r.body, '$.matter.after.unit') AS unit, \
    row_number() OVER (PARTITION BY json_extract(r.body, '$.matter.number') ORDER BY r.sequence DESC) AS place \
    FROM record r WHERE r.kind = 'matter' AND r.effective_day <= 18992 \
    AND json_extract(r.body, '$.matter.register') = 'disclosure') last \
    JOIN unit u ON u.key = last.unit JOIN unit c ON c.key = 'commission' AND u.lft BETWEEN c.lft AND c.rgt \
    WHERE last.place = 1 AND last.state NOT IN ('answered', 'withdrawn', 'not_handled')";
const DOSES: &str = "SELECT sum(json_extract(line.value, '$.quantity.integer')) FROM record r, \
    json_each(r.body, '$.matter.posted.doses.lines') line \
    WHERE r.kind = 'matter' AND r.effective_day BETWEEN 18628 AND 18992 \
    AND json_extract(r.body, '$.matter.register') = 'doses' \
    AND json_extract(r.body, '$.matter.what.step') = 'report' \
    AND NOT EXISTS (SELECT 1 FROM event e WHERE e.reverses = r.sequence)";

async fn compare(
    reader: &Reader,
    ctx: &Ctx,
    catalogue: &Catalogue,
    conn: &Connection,
    (what, question, sql): Peer,
) -> Outcomes<()> {
    let (mut ours, mut theirs) = (vec![], vec![]);
    for _ in 0..ASKED {
        let begun = Instant::now();
        let figure = store::figures::figure(reader, ctx, catalogue, &question).await??;
        ours.push(begun.elapsed());
        let begun = Instant::now();
        let scanned: i64 = conn.query_row(sql, [], |row| row.get(0))?;
        theirs.push(begun.elapsed());
        if figure.outcome != Outcome::Number(base::exact::whole(scanned)) {
            return Err(format!("{what}: {:?}, but a scan finds {scanned}", figure.outcome).into());
        }
    }
    let (ours, theirs) = (median(&mut ours), median(&mut theirs));
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("{what:<44} {:>11.2} ms {:>11.2} ms {ratio:>7.1}×", millis(ours), millis(theirs));
    Ok(())
}

/// All published figures together: now, and as known at the middle of the record.
async fn report(reader: &Reader, ctx: &Ctx, catalogue: &Catalogue, events: u64) -> Outcomes<()> {
    for (what, known_at) in [("now", None), ("as known at half of the record", Some(events / 2))] {
        let questions: Vec<Question> = sample::published()
            .into_iter()
            .map(|published| Question { known_at, ..published.question })
            .collect();
        let mut taken = vec![];
        for _ in 0..ASKED {
            let begun = Instant::now();
            store::figures::figures(reader, ctx, catalogue, &questions).await?;
            taken.push(begun.elapsed());
        }
        println!("{} figures {what}: {:.1} ms", questions.len(), millis(median(&mut taken)));
    }
    Ok(())
}

fn rate(what: &str, events: u64, ours: Duration, theirs: Duration) {
    let (ours, theirs) = (per_second(events, ours), per_second(events, theirs));
    println!("{what:<44} {ours:>14.0} {theirs:>14.0} {:>7.2}×", ours / theirs);
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
fn per_second(events: u64, taken: Duration) -> f64 {
    events as f64 / taken.as_secs_f64()
}

fn millis(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1_000.0
}

fn median(taken: &mut [Duration]) -> Duration {
    taken.sort_unstable();
    taken.get(taken.len() / 2).copied().unwrap_or_default()
}
