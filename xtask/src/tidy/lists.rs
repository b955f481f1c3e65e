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

/// The steps of a database's layout, by folder.
const MIGRATIONS: [&str; 2] =
    ["crates/store/migrations/sqlite/", "crates/store/migrations/postgres/"];

pub(super) fn migrations_numbered(files: &[Tracked]) -> Vec<String> {
    let steps = MIGRATIONS.map(|folder| {
        let names = files.iter().filter_map(|file| file.path.strip_prefix(folder));
        names.collect::<Vec<_>>()
    });
    let mut findings = vec![];
    for (folder, names) in MIGRATIONS.iter().zip(&steps) {
        for (index, name) in names.iter().enumerate() {
            let number = format!("{:04}", index + 1);
            if !name.starts_with(&format!("{number}_")) {
                findings.push(format!("{folder}{name}: expected number {number}"));
            }
        }
    }
    let [one, other] = &steps;
    if one != other {
        findings.push(format!("{} have other steps than {}", MIGRATIONS[0], MIGRATIONS[1]));
    }
    findings
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
    }

    #[test]
    fn a_step_of_one_database_only_is_found() {
        let step =
            |path: &str| Tracked { path: format!("crates/store/migrations/{path}"), bytes: vec![] };
        let both = ["sqlite/0001_x.sql", "postgres/0001_x.sql"];
        assert_eq!(migrations_numbered(&both.map(step)), Vec::<String>::new());
        let gap = ["sqlite/0002_x.sql", "postgres/0002_x.sql"];
        assert_eq!(migrations_numbered(&gap.map(step)).len(), 2);
        assert_eq!(migrations_numbered(&[step("sqlite/0001_x.sql")]).len(), 1);
    }
}
