//! Addresses of pages, with everything that came from outside percent-encoded.

use std::fmt::Write;

/// An address under construction: path first, then its query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    path: String,
    query: String,
}

impl Address {
    /// The path of these segments: `["registers", "hotline"]` is `/registers/hotline`.
    pub(crate) fn of(segments: &[&str]) -> Address {
        let mut path = String::new();
        for segment in segments {
            path.push('/');
            encode(segment, &mut path);
        }
        Address { path, query: String::new() }
    }

    /// With one more `name=value`.
    pub(crate) fn and(mut self, name: &str, value: &str) -> Address {
        self.query.push(if self.query.is_empty() { '?' } else { '&' });
        encode(name, &mut self.query);
        self.query.push('=');
        encode(value, &mut self.query);
        self
    }

    /// With every pair of these.
    pub(crate) fn and_all<'a>(
        self,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Address {
        pairs.into_iter().fold(self, |address, (name, value)| address.and(name, value))
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.path, self.query)
    }
}

fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            write!(into, "%{byte:02X}").expect("writing to a string does not fail");
        }
    }
}

/// A path of this site that a form may send people back to; anything else leads to the front page.
pub(crate) fn local(path: &str) -> &str {
    let is_local = path.starts_with('/') && !path.starts_with("//");
    let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_local && is_plain { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_and_values_cannot_break_out() {
        let address = Address::of(&["registers", "a/b?台"]).and("text", "x&y=1");
        assert_eq!(address.to_string(), "/registers/a%2Fb%3F%E5%8F%B0?text=x%26y%3D1");
        assert_eq!(address.and("page", "2").to_string().matches('&').count(), 1);
    }

    #[test]
    fn only_paths_of_this_site_are_led_back_to() {
        assert_eq!(local("/registers/hotline?page=2"), "/registers/hotline?page=2");
        for elsewhere in ["https://example.org", "//example.org", "/\\example.org", "/a\r\nb", ""] {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
    }
}
