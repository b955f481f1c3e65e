//! Checks of what stands in files.

use std::collections::BTreeSet;
use std::path::Path;

use super::Tracked;

/// Lines of a Rust file; above it, split or say why at the top.
const RUST_LINES_MAX: usize = 300;
/// Bytes of a file that we wrote; vendored assets and pictures may be larger.
const BLOB_BYTES_MAX: usize = 512 * 1024;
/// The words at the top of a file that explain its length.
const LONG_BECAUSE: &str = "//! Long because ";

pub(super) fn long_files(files: &[Tracked]) -> Vec<String> {
    let rust = files.iter().filter(|file| file.path.ends_with(".rs"));
    rust.filter_map(|file| {
        let text = file.text()?;
        let lines = text.lines().count();
        let explained = text.lines().take(20).any(|line| line.starts_with(LONG_BECAUSE));
        (lines > RUST_LINES_MAX && !explained).then(|| {
            format!("{}: {lines} lines; split it, or say `{LONG_BECAUSE}…` at the top", file.path)
        })
    })
    .collect()
}

pub(super) fn leftovers(files: &[Tracked]) -> Vec<String> {
    // Put together here so that this file does not find itself.
    let words =
        [["FIX", "ME"], ["XX", "X:"], ["TO", "DO:"], ["todo", "!("], ["unimpl", "emented!("]];
    let words: Vec<String> = words.iter().map(|halves| halves.concat()).collect();
    each_line(files, |line| {
        words
            .iter()
            .find(|word| line.contains(word.as_str()))
            .map(|word| format!("left over: {word}"))
    })
}

pub(super) fn machine_paths(files: &[Tracked]) -> Vec<String> {
    let folders = ["work", "farm", "root"].map(|folder| format!("/{folder}/"));
    each_line(files, |line| {
        let found = folders.iter().find(|folder| {
            line.match_indices(folder.as_str()).any(|(at, _)| {
                let before = line.get(..at).and_then(|head| head.chars().next_back());
                !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}'))
            })
        });
        found.map(|folder| format!("a path of one machine: {folder}"))
    })
}

fn each_line(files: &[Tracked], check: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let ours = files.iter().filter(|file| !file.is_vendored() && !file.path.ends_with(".lock"));
    ours.filter_map(|file| Some((file, file.text()?)))
        .flat_map(|(file, text)| {
            let lines = text.lines().enumerate();
            let findings: Vec<String> = lines
                .filter_map(|(index, line)| {
                    Some(format!("{}:{}: {}", file.path, index + 1, check(line)?))
                })
                .collect();
            findings
        })
        .collect()
}

pub(super) fn big_blobs(files: &[Tracked]) -> Vec<String> {
    let own = files.iter().filter(|file| !file.is_vendored());
    own.filter(|file| file.bytes.len() > BLOB_BYTES_MAX)
        .map(|file| format!("{}: {} KiB; at most 512", file.path, file.bytes.len() / 1024))
        .collect()
}

pub(super) fn dead_links(files: &[Tracked]) -> Vec<String> {
    let present: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let pages = files.iter().filter(|file| file.path.ends_with(".md") && !file.is_vendored());
    pages
        .filter_map(|page| Some((page, page.text()?)))
        .flat_map(|(page, text)| {
            links(text)
                .filter(|link| !resolves(&page.path, link, &present))
                .map(|link| format!("{}: dead link {link}", page.path))
                .collect::<Vec<String>>()
        })
        .collect()
}

/// Targets of `[…](target)` that point into the project.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| {
        !link.contains("://") && !link.starts_with('#') && !link.starts_with("mailto:")
    })
}

fn resolves(page: &str, link: &str, present: &BTreeSet<&str>) -> bool {
    let target = link.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = Path::new(page)
        .parent()
        .and_then(Path::to_str)
        .unwrap_or_default()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    let folder = format!("{path}/");
    present.contains(path.as_str()) || present.iter().any(|file| file.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Tracked {
        Tracked { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_long_file_must_say_why() {
        let long = "x\n".repeat(301);
        assert_eq!(long_files(&[file("a.rs", &long)]).len(), 1);
        assert!(
            long_files(&[file("a.rs", &format!("{LONG_BECAUSE}of a table.\n{long}"))]).is_empty()
        );
        assert!(long_files(&[file("a.md", &long)]).is_empty());
    }

    #[test]
    fn links_resolve_from_their_page() {
        let files = [
            file("docs/a.md", "[b](b.md) [c](../c/d.md#x) [w](https://x) [gone](gone.md)"),
            file("docs/b.md", ""),
            file("c/d.md", ""),
        ];
        assert_eq!(dead_links(&files), ["docs/a.md: dead link gone.md"]);
    }

    #[test]
    fn paths_of_a_machine_are_seen() {
        let bad = ["see /ro", "ot/x"].concat();
        assert_eq!(machine_paths(&[file("a.md", &bad)]).len(), 1);
        assert!(machine_paths(&[file("a.md", "crates/work/x and ../root/y")]).is_empty());
    }
}
