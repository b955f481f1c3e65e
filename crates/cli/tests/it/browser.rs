//! The pages in a real browser.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::fixture::{command, copy, path};

/// Pages served for one test; ended with it.
struct Served {
    child: Child,
    address: String,
    _folder: TempDir,
}

impl Drop for Served {
    fn drop(&mut self) {
        // Ending a process that has ended is no failure of the test.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve() -> Served {
    let folder = copy();
    let mut child = command()
        .args(["serve", "--port", "0", "--today", "2022-01-10", "--dir", path(folder.path())])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split_whitespace().find(|word| word.starts_with("http://"));
    let address = address.unwrap_or_else(|| panic!("no address in: {line}")).to_owned();
    Served { child, address, _folder: folder }
}

/// The page as the browser has built it.
fn dom(served: &Served, page: &str) -> String {
    let profile = TempDir::new().unwrap();
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", path(profile.path())))
        .args(["--dump-dom", &format!("{}{page}", served.address)])
        .output()
        .unwrap_or_else(|error| panic!("chromium: {error}; `cargo xtask test` installs it"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_pages_open_from_registers_down_to_rows() {
    let served = serve();
    for (page, words) in [
        ("", vec!["依申请公开", "127.0.0.1"]),
        ("registers/disclosure", vec!["XXGK-2021-", "<caption"]),
        ("registers/disclosure/XXGK-2021-0001", vec!["XXGK-2021-0001", "<form"]),
        (
            "figures/disclosure.received?unit=commission&from=2021-01-01&as_of=2021-12-31",
            vec!["207"],
        ),
        ("reports/self-assessment", vec!["5677.91万剂", "<data"]),
    ] {
        let dom = dom(&served, page);
        for word in words {
            assert!(dom.contains(word), "/{page} lacks {word}:\n{dom}");
        }
    }
}
