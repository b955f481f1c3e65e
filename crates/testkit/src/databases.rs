//! The databases that tests run on: for each test a file of its own, or a schema of its own.
//!
//! A test asks for [`Database::fresh`] and is written once. Run as it is, it gets SQLite. One test of
//! each suite, which calls [`everything_on_postgresql`], runs the whole suite a second time, on
//! PostgreSQL. Whatever is about the file itself lies in a module that this second run leaves out.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use tokio_postgres::NoTls;

/// Names the server to use: `postgres://…`, with the right to make schemas.
const SERVER: &str = "TAIZHANG_TEST_POSTGRES";

/// Says on which database [`Database::fresh`] is: `sqlite` (as without it) or `postgres`.
const CHOICE: &str = "TAIZHANG_TEST_DATABASE";

/// How to come by a server.
const ADVICE: &str = "tests on PostgreSQL need a server: `cargo xtask test` starts one for its run; \
                      `cargo xtask postgres` starts one and says how to name it";

/// An empty database for one test; it goes when this goes.
#[derive(Debug)]
pub struct Database {
    /// Also where a test on PostgreSQL keeps its files.
    folder: TempDir,
    schema: Option<Schema>,
}

/// A schema on the test server.
#[derive(Debug)]
struct Schema {
    server: String,
    name: String,
}

impl Database {
    /// On the database that this run of the suite is about.
    #[must_use]
    pub fn fresh() -> Database {
        if is_on_postgres() { Database::postgres().expect(ADVICE) } else { Database::sqlite() }
    }

    /// A file in a folder of its own.
    #[must_use]
    pub fn sqlite() -> Database {
        Database { folder: TempDir::new().expect("a temporary folder"), schema: None }
    }

    /// A schema of its own. `None`, with a line that says so, if no server is named; in CI that is a
    /// failure.
    #[must_use]
    pub fn postgres() -> Option<Database> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let server = server()?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        let folder = TempDir::new().expect("a temporary folder");
        Some(Database { folder, schema: Some(Schema { server, name }) })
    }

    /// Where it is, as `--database` takes it: a path or an address. Nothing is there yet.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.schema {
            None => self.file().to_str().expect("temporary paths are UTF-8").to_owned(),
            Some(schema) => schema.address(),
        }
    }

    /// The file of a database that is one.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("t.db")
    }

    /// A folder for other files of the test.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.schema.is_some()
    }

    /// Makes what a program would otherwise make first: the schema. A file makes itself.
    ///
    /// # Errors
    ///
    /// What the database says to it.
    pub async fn make(&self) -> Result<(), String> {
        match &self.schema {
            None => Ok(()),
            Some(schema) => run(&schema.server, &format!("CREATE SCHEMA {}", schema.name)).await,
        }
    }

    /// Does this behind the program's back.
    ///
    /// # Errors
    ///
    /// What the database says to it.
    pub async fn tamper(&self, statements: &str) -> Result<(), String> {
        match &self.schema {
            None => {
                let conn = rusqlite::Connection::open(self.file()).map_err(|e| e.to_string())?;
                conn.execute_batch(statements).map_err(|error| error.to_string())
            }
            Some(schema) => run(&schema.address(), statements).await,
        }
    }
}

impl Schema {
    fn address(&self) -> String {
        let Schema { server, name } = self;
        let mark = if server.contains('?') { '&' } else { '?' };
        format!("{server}{mark}options=-csearch_path%3D{name}&application_name={name}")
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let Schema { server, name } = self;
        // Connections of the test may still be open, and would hold what is to be dropped.
        let statements = format!(
            "SET client_min_messages = warning; \
             SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
             WHERE application_name = '{name}'; \
             DROP SCHEMA IF EXISTS {name} CASCADE"
        );
        std::thread::scope(|scope| {
            // A runtime cannot be started within the one that the test runs in.
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let runtime = runtime.expect("a runtime");
                // The server may be gone before its tests; then the schema is gone too.
                let _ = runtime.block_on(run(server, &statements));
            });
        });
    }
}

async fn run(address: &str, statements: &str) -> Result<(), String> {
    let (client, connection) =
        tokio_postgres::connect(address, NoTls).await.map_err(|error| error.to_string())?;
    let talking = tokio::spawn(connection);
    let done = client.batch_execute(statements).await;
    drop(client);
    // Its errors are those of the statements.
    let _ = talking.await;
    done.map_err(|error| match error.as_db_error() {
        Some(told) => told.message().to_owned(),
        None => error.to_string(),
    })
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says where they run")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn is_on_postgres() -> bool {
    let choice = setting(CHOICE).unwrap_or_else(|| "sqlite".to_owned());
    let known = ["sqlite", "postgres"].contains(&choice.as_str());
    assert!(known, "{CHOICE}={choice}: choose `sqlite` or `postgres`");
    choice == "postgres"
}

fn server() -> Option<String> {
    let server = setting(SERVER);
    if server.is_none() {
        assert_ne!(setting("CI").as_deref(), Some("true"), "{SERVER} is not set: {ADVICE}");
        // Past the test's own output, which nobody sees if it passes.
        let _ = writeln!(std::io::stderr(), "skipped, {SERVER} is not set: {ADVICE}");
    }
    server
}

/// Runs all tests of the calling suite again on PostgreSQL, except itself and what is `only_sqlite`
/// (parts of names of tests).
///
/// # Panics
///
/// If one fails, with everything that they said.
pub fn everything_on_postgresql(own_name: &str, only_sqlite: &[&str]) {
    // The second run is not to start a third.
    if is_on_postgres() || server().is_none() {
        return;
    }
    let suite = std::env::current_exe().expect("a running program has a path");
    let mut command = Command::new(suite);
    command.env(CHOICE, "postgres").args(["--skip", own_name]);
    for name in only_sqlite {
        command.args(["--skip", name]);
    }
    let output = command.output().expect("the suite runs again");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && !text.contains("running 0 tests"),
        "on PostgreSQL:\n{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
