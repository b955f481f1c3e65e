//! Tree and definition policies in addresses.

use base::day;
use indicators::{DefinitionPolicy, TreePolicy};

/// Reads `as_was`, `as_is`, `as_closed.4096.2021-12-31`.
pub(crate) fn tree(text: &str) -> Option<TreePolicy> {
    match text {
        "as_was" => Some(TreePolicy::AsWas),
        "as_is" => Some(TreePolicy::AsIs),
        closed => {
            let (known_at, on) = closed.strip_prefix("as_closed.")?.split_once('.')?;
            Some(TreePolicy::AsClosed { known_at: known_at.parse().ok()?, on: day::read(on)? })
        }
    }
}

/// The text that [`tree`] reads; `None` for the usual policy.
pub(crate) fn tree_text(policy: TreePolicy) -> Option<String> {
    match policy {
        TreePolicy::AsWas => None,
        TreePolicy::AsIs => Some("as_is".to_owned()),
        TreePolicy::AsClosed { known_at, on } => Some(format!("as_closed.{known_at}.{on}")),
    }
}

/// Reads `in_force`, `latest`, and the number of a version.
pub(crate) fn definition(text: &str) -> Option<DefinitionPolicy> {
    match text {
        "in_force" => Some(DefinitionPolicy::InForce),
        "latest" => Some(DefinitionPolicy::Latest),
        version => Some(DefinitionPolicy::Version(version.parse().ok()?)),
    }
}

/// The text that [`definition`] reads; `None` for the usual policy.
pub(crate) fn definition_text(policy: DefinitionPolicy) -> Option<String> {
    match policy {
        DefinitionPolicy::InForce => None,
        DefinitionPolicy::Latest => Some("latest".to_owned()),
        DefinitionPolicy::Version(version) => Some(version.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in ["as_is", "as_closed.4096.2021-12-31"] {
            assert_eq!(tree_text(tree(text).unwrap()).unwrap(), text);
        }
        for text in ["latest", "3"] {
            assert_eq!(definition_text(definition(text).unwrap()).unwrap(), text);
        }
        assert_eq!((tree("as_was"), tree_text(TreePolicy::AsWas)), (Some(TreePolicy::AsWas), None));
        assert_eq!((tree("as_closed.x"), definition("newest")), (None, None));
    }
}
