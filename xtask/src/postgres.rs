//! A private PostgreSQL server for one run: nothing of it was there before, nothing stays.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell;

/// Where tests find the server.
pub(crate) const VARIABLE: &str = "TAIZHANG_TEST_POSTGRES";

/// The script that starts, guards and removes a server.
const SCRIPT: &str = include_str!("postgres.sh");

/// What tests may do without: the server is thrown away anyway.
const FAST: &str = "-c fsync=off -c full_page_writes=off -c max_connections=300";

/// What an installation runs with, for measuring.
const DURABLE: &str = "-c max_connections=300 -c shared_buffers=1GB -c max_wal_size=8GB";

/// What becomes of the last second if the machine fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    None,
    Full,
}

/// A running server. It ends with this value, and with this process however that ends.
pub(crate) struct Server {
    guard: Child,
    url: String,
}

/// Prints the address of a fresh server and keeps it until the program is interrupted.
pub(crate) fn run(durability: Durability) -> Result<()> {
    let server = Server::start(durability)?;
    shell::say(&format!(
        "{VARIABLE}={}\n\nCtrl-C stops this server and removes it. In another terminal, for example:\n\n  \
         export {VARIABLE}={}\n  cargo test --package store",
        server.url, server.url
    ));
    loop {
        std::thread::park();
    }
}

impl Server {
    /// Makes a cluster in a temporary folder and starts it on a free port of the loopback address.
    pub(crate) fn start(durability: Durability) -> Result<Server> {
        // Somebody else may take the port between asking for it and using it.
        let mut attempts = 3;
        loop {
            attempts -= 1;
            match Server::start_once(durability) {
                Ok(server) => return Ok(server),
                Err(error) if attempts == 0 => return Err(error),
                Err(_) => {}
            }
        }
    }

    /// `postgres://…`, with the password.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn start_once(durability: Durability) -> Result<Server> {
        let programs = programs()
            .context("PostgreSQL is not installed; on Debian: apt-get install postgresql")?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let password = password()?;
        let settings = match durability {
            Durability::None => FAST,
            Durability::Full => DURABLE,
        };
        let mut guard = as_nobody_special()?
            .args(["sh", "-c", SCRIPT, "postgres"])
            .arg(&programs)
            .args([&port.to_string(), settings])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start PostgreSQL")?;
        let stdin = guard.stdin.as_mut().context("the pipe is there")?;
        writeln!(stdin, "{password}")?;
        let mut said = BufReader::new(guard.stdout.take().context("the pipe is there")?);
        let mut line = String::new();
        said.read_line(&mut line)?;
        if !line.starts_with("ready ") {
            said.read_to_string(&mut line)?;
            // It has ended by itself; its exit status says no more than its words.
            let _ = guard.wait();
            bail!("PostgreSQL does not start:\n{line}");
        }
        let url = format!("postgres://taizhang:{password}@127.0.0.1:{port}/postgres");
        Ok(Server { guard, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // Whether it ended well or not, it has ended.
        let _ = self.guard.wait();
    }
}

/// The folder of the server's programs: Debian keeps them off the path, one folder for each version.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let debian = versions
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max();
    let elsewhere = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file())
    };
    debian.map(|(_, folder)| folder).or_else(elsewhere)
}

/// The server refuses to run as root; Debian's package brings a user for it.
fn as_nobody_special() -> Result<Command> {
    if shell::is_root()? {
        let mut command = Command::new("runuser");
        command.args(["--user", "postgres", "--"]);
        Ok(command)
    } else {
        Ok(Command::new("env"))
    }
}

/// The server answers on the loopback address, so that others on this machine must not guess it.
fn password() -> Result<String> {
    let mut bytes = [0_u8; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
