//! Running programs and talking to the terminal.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Prints a line.
pub(crate) fn say(text: &str) {
    // A closed terminal is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Runs a program in the workspace root with its output shown; fails if it does.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<()> {
    run_with(program, arguments, &[])
}

/// As [`run`], with settings in its environment.
pub(crate) fn run_with(
    program: &str,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> Result<()> {
    say(&format!("\n▸ {program} {}", arguments.join(" ")));
    let begun = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(crate::root()?)
        .status()
        .with_context(|| format!("cannot start {program}"))?;
    if !status.success() {
        bail!("{program} {} ended with {status}", arguments.join(" "));
    }
    say(&format!("  {program} took {} s", begun.elapsed().as_secs()));
    Ok(())
}

/// What a program prints; fails if it does.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(crate::root()?)
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {program}"))?;
    if !output.status.success() {
        bail!("{program} {} ended with {}", arguments.join(" "), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a program is on the path.
pub(crate) fn exists(program: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether this runs as root.
pub(crate) fn is_root() -> Result<bool> {
    let who = Command::new("id").arg("-u").output().context("cannot ask who runs this")?;
    Ok(who.stdout.starts_with(b"0\n"))
}
