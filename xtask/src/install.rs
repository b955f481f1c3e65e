//! Installs what the tests miss: a browser, an office program, fonts, PostgreSQL, Python's environments, `cargo-deny`.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{postgres, shell};

/// A program that tests call, and the Debian package it comes in.
const PROGRAMS: [(&str, &str); 3] =
    [("chromium", "chromium"), ("soffice", "libreoffice-writer"), ("pdftotext", "poppler-utils")];

/// A font family that rendered pages need, and its Debian package.
const FONT: (&str, &str) = ("Noto Serif CJK SC", "fonts-noto-cjk");

/// The version whose findings we know; a newer one may want a newer compiler.
const CARGO_DENY: &str = "0.20.2";

pub(crate) fn run() -> Result<()> {
    let mut packages: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(program, _)| !shell::exists(program))
        .map(|(_, package)| *package)
        .collect();
    if !has_font()? {
        packages.push(FONT.1);
    }
    // Its own service, if the system starts one, is not used: tests start a server of their own.
    if postgres::programs().is_none() {
        packages.push("postgresql");
    }
    // DuckDB, the second opinion on exported files, comes into a virtual environment.
    if shell::output("python3", &["-c", "import ensurepip, venv"]).is_err() {
        packages.push("python3-venv");
    }
    if !packages.is_empty() {
        debian(&packages)?;
    }
    if !shell::exists("cargo-deny") {
        shell::run("cargo", &["install", "cargo-deny", "--locked", "--version", CARGO_DENY])?;
    }
    Ok(())
}

fn has_font() -> Result<bool> {
    if !shell::exists("fc-list") {
        return Ok(false);
    }
    let families = shell::output("fc-list", &[":", "family"])?;
    Ok(families.contains(FONT.0))
}

fn debian(packages: &[&str]) -> Result<()> {
    if !shell::exists("apt-get") {
        bail!(
            "the tests need {}; install them with your system's package manager",
            packages.join(", ")
        );
    }
    let is_root = shell::is_root()?;
    let apt = |arguments: &[&str]| -> Result<()> {
        let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root {
            command.arg("apt-get");
        }
        shell::say(&format!("▸ apt-get {}", arguments.join(" ")));
        let status = command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .context("cannot start apt-get")?;
        if status.success() { Ok(()) } else { bail!("apt-get ended with {status}") }
    };
    apt(&["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(packages);
    apt(&install)
}
