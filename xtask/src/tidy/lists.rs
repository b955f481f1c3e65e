//! Checks that lists are complete: a kind that is in the folder must be in its list.

use super::Tracked;

/// A folder in which every file is one kind, and the file that lists them.
const KINDS: [(&str, &str); 4] = [
    ("crates/register/src/rule/", "crates/register/src/rule/mod.rs"),
    ("crates/indicators/src/kind/", "crates/indicators/src/kind/mod.rs"),
    ("crates/reports/src/style/", "crates/reports/src/style/mod.rs"),
    ("crates/web/src/pages/", "crates/web/src/pages/mod.rs"),
];

pub(super) fn kinds_listed(files: &[Tracked]) -> Vec<String> {
    let mut findings = vec![];
    for (folder, list) in KINDS {
        let listed =
            files.iter().find(|file| file.path == list).and_then(Tracked::text).unwrap_or_default();
        let members = files.iter().filter_map(|file| {
            let name = file.path.strip_prefix(folder)?.strip_suffix(".rs")?;
            (name != "mod" && !name.contains('/')).then_some(name)
        });
        findings.extend(
            members
                .filter(|name| !listed.contains(&format!("mod {name};")))
                .map(|name| format!("{folder}{name}.rs is not listed in {list}")),
        );
    }
    findings
}

pub(super) fn lints_inherited(files: &[Tracked]) -> Vec<String> {
    let manifests = files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    manifests
        .filter(|file| !file.text().is_some_and(|text| text.contains("[lints]\nworkspace = true")))
        .map(|file| format!("{}: does not inherit the workspace's lints", file.path))
        .collect()
}

pub(super) fn migrations_numbered(files: &[Tracked]) -> Vec<String> {
    let names = files.iter().filter_map(|file| file.path.strip_prefix("crates/store/migrations/"));
    names
        .enumerate()
        .filter(|(index, name)| !name.starts_with(&format!("{:04}_", index + 1)))
        .map(|(index, name)| {
            format!("crates/store/migrations/{name}: expected number {:04}", index + 1)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_outside_its_list_is_found() {
        let file = |path: &str, text: &str| Tracked {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let files = [
            file("crates/register/src/rule/mod.rs", "mod must_be;\n"),
            file("crates/register/src/rule/must_be.rs", ""),
            file("crates/register/src/rule/stray.rs", ""),
        ];
        assert_eq!(kinds_listed(&files).len(), 1);
        assert_eq!(migrations_numbered(&[file("crates/store/migrations/0002_x.sql", "")]).len(), 1);
    }
}
