//! Measures importing: `cargo run --release -p app --example load -- REGISTER FILE FOLDER [all]`.
//!
//! Makes an installation of the sample authority in the folder if there is none, and imports the file
//! into it; `all` asks for all or nothing.

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use app::Commands;
use app::import::{self, Order};
use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang};
use jiff::Timestamp;
use store::Open;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (register, file, folder, all) = match arguments.as_slice() {
        [register, file, folder] => (*register, *file, *folder, false),
        [register, file, folder, "all"] => (*register, *file, *folder, true),
        _ => return Err("REGISTER FILE FOLDER [all]".into()),
    };
    std::fs::create_dir_all(folder)?;
    let database = Path::new(folder).join("taizhang.db");
    let (_, writer) = store::open(&database, Open::Create).await?;
    let commands = Commands::new(writer);
    let ctx = asking()?;
    commands.define_units(&ctx, sample::organisation()).await?;
    let packs = sample::packs().into_iter().map(|pack| pack.files).collect();
    commands.adopt_packs(&ctx, packs).await?;

    let order = Order {
        register: Key::new(register)?,
        file: PathBuf::from(file),
        sheet: None,
        all_or_nothing: all,
        results: Some(Path::new(folder).join("results.xlsx")),
    };
    let begun = Instant::now();
    let mut checked = None;
    let mut watch = |progress: import::Progress| {
        if progress.phase == import::Phase::Loading {
            checked.get_or_insert_with(|| begun.elapsed());
        }
    };
    let outcome = import::run(&commands, &ctx, &order, &mut watch).await?;
    let elapsed = begun.elapsed();
    for (name, value) in outcome.lines(Lang::En) {
        println!("{name}: {value}");
    }
    let millis = u64::try_from(elapsed.as_millis())?.max(1);
    println!(
        "{elapsed:.1?} (first batch after {:.1?}): {} rows a second",
        checked.unwrap_or_default(),
        outcome.rows * 1_000 / millis
    );
    Ok(())
}

fn asking() -> Result<Ctx, Box<dyn Error>> {
    let actor = Actor {
        id: Key::literal("operator"),
        name: "operator".to_owned(),
        scope: Key::literal("authority"),
        rights: Rights::All,
    };
    let now: Timestamp = "2022-12-31T04:00:00Z".parse()?;
    Ok(Ctx { actor, today: jiff::civil::date(2022, 12, 31), now, lang: Lang::En })
}
