//! What a run is asked for on the command line.

use std::path::PathBuf;
use std::time::Duration;

use crate::Outcome;
use crate::beijing::EVENTS;

/// What is to be measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// 1 is 57 million events.
    pub scale: f64,
    /// The server that the ledger itself lies on; without one it lies in a file of SQLite.
    pub database: Option<String>,
    /// `duckdb`, `clickhouse`, `postgres`.
    pub versus: Vec<String>,
    /// Where databases stay from run to run; without it they go when the run ends.
    pub keep: Option<PathBuf>,
    /// A Python that has the peers.
    pub python: Option<PathBuf>,
    /// A PostgreSQL server for the peers.
    pub postgres: Option<String>,
    /// Files with what the measurements of commands and of bookings have printed.
    pub commands: Option<(PathBuf, PathBuf)>,
    /// Whether everything is rebuilt and verified at the end.
    pub replay: bool,
    /// Where the results are written.
    pub results: PathBuf,
    /// How long the ledger is asked the same question.
    pub patience: Duration,
}

/// How many events a scale has.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of millions times a number near one"
)]
pub fn events(scale: f64) -> u64 {
    (EVENTS as f64 * scale).round() as u64
}

impl Options {
    /// Reads `beijing-year --scale 0.01 …`.
    ///
    /// # Errors
    ///
    /// A word about what is not understood.
    pub fn read(arguments: &[String]) -> Outcome<Options> {
        let mut options = Options {
            scale: 0.01,
            database: None,
            versus: vec![],
            keep: None,
            python: None,
            postgres: None,
            commands: None,
            replay: true,
            results: PathBuf::from("target/bench"),
            patience: Duration::from_secs(4),
        };
        let mut words = arguments.iter();
        if words.next().map(String::as_str) != Some("beijing-year") {
            return Err("what is measured is called beijing-year".into());
        }
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
            match word.as_str() {
                "--scale" => options.scale = value.parse()?,
                "--database" => options.database = Some(value.clone()).filter(|at| at != "sqlite"),
                "--vs" => options.versus = value.split(',').map(str::to_owned).collect(),
                "--keep" => options.keep = Some(value.into()),
                "--python" => options.python = Some(value.into()),
                "--postgres" => options.postgres = Some(value.clone()),
                "--commands" => {
                    let folder = PathBuf::from(value);
                    let file = |name| folder.join(name);
                    options.commands = Some((file("interactive.txt"), file("bookings.txt")));
                }
                "--replay" => options.replay = value != "no",
                "--results" => options.results = value.into(),
                _ => return Err(format!("{word} is not an option").into()),
            }
        }
        Ok(options)
    }

    pub(crate) fn vs(&self, peer: &str) -> bool {
        self.versus.iter().any(|named| named == peer)
    }
}
