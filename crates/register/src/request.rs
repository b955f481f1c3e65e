//! Giving a command twice does it once.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Under which key a record was asked for, and what was asked: the same key with the same content is
/// the same request, however often it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Chosen by whoever gave the command; means something only together with the actor.
    pub key: String,
    /// Of what the command said.
    #[serde(with = "hexadecimal")]
    pub digest: Digest,
}

/// The first half of a SHA-256 digest: enough to tell contents apart, and half the bytes.
pub type Digest = [u8; 16];

/// What stands between a body and its request. In a body of the journal `"request":{"key":` cannot be
/// anything else: values of fields are tagged with their kind, and within texts quotes are escaped.
const BETWEEN: &[u8] = br#","request":{"key":"#;

/// No request is longer: a key of 64 characters, each of them escaped, and 32 digits.
const REQUEST_BYTES_MAX: usize = 256;

/// Writes a request into the JSON of a body, as its last part.
///
/// ```
/// use register::request::{Request, split, write};
///
/// let request = Request { key: "5f-1".to_owned(), digest: [0; 16] };
/// let mut json = br#"{"units":[]}"#.to_vec();
/// write(&mut json, &request);
/// assert!(json.starts_with(br#"{"units":[],"request":{"key":"5f-1","digest":"00"#));
/// let (body, found) = split(&json);
/// assert_eq!((&*body, found), (&br#"{"units":[]}"#[..], Some(request)));
/// ```
pub fn write(body: &mut Vec<u8>, request: &Request) {
    let written = serde_json::to_vec(request).expect("a request is plain");
    body.pop_if(|last| *last == b'}');
    body.extend_from_slice(br#","request":"#);
    body.extend_from_slice(&written);
    body.push(b'}');
}

/// The JSON of a body without its request, and the request, if there is one.
#[must_use]
pub fn split(json: &[u8]) -> (Cow<'_, [u8]>, Option<Request>) {
    let tail = json.len().saturating_sub(REQUEST_BYTES_MAX);
    let window = json.get(tail..).unwrap_or_default();
    let place = window.windows(BETWEEN.len()).rposition(|part| part == BETWEEN);
    let found = place.and_then(|place| {
        let (body, rest) = json.split_at_checked(tail.saturating_add(place))?;
        let request = rest.strip_prefix(br#","request":"#)?.strip_suffix(b"}")?;
        Some((body, serde_json::from_slice(request).ok()?))
    });
    match found {
        None => (Cow::Borrowed(json), None),
        Some((body, request)) => (Cow::Owned([body, b"}"].concat()), Some(request)),
    }
}

/// As text in text, as bytes elsewhere.
mod hexadecimal {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Digest;

    pub(super) fn serialize<S: Serializer>(digest: &Digest, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            to.collect_str(&format_args!("{:032x}", u128::from_be_bytes(*digest)))
        } else {
            digest.serialize(to)
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Digest, D::Error> {
        if !from.is_human_readable() {
            return Digest::deserialize(from);
        }
        let text = String::deserialize(from)?;
        let is_digest = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let number = is_digest.then(|| u128::from_str_radix(&text, 16).ok()).flatten();
        number.map(u128::to_be_bytes).ok_or_else(|| D::Error::custom("a digest has 32 digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_else_is_taken_for_a_request() {
        let text = r#"a note that says ","request":{"key":"k","digest":"00"}}"#;
        let plain = serde_json::to_vec(&crate::event::Happening::Note(text.to_owned())).unwrap();
        assert_eq!(split(&plain), (Cow::Borrowed(&plain[..]), None));
        for odd in ["", "{}", r#"{"a":1,"request":{"key":7}}"#, r#"{"a":1,"request":{"key":"#] {
            assert_eq!(split(odd.as_bytes()), (Cow::Borrowed(odd.as_bytes()), None));
        }
        // The longest request there can be, and a body longer than what is looked at.
        let key = "\"".repeat(64);
        let request = Request { key, digest: [0xff; 16] };
        let body = format!("{{\"matter\":\"{}\"}}", "x".repeat(1_000)).into_bytes();
        let mut written = body.clone();
        write(&mut written, &request);
        assert_eq!(split(&written), (Cow::Owned(body), Some(request)));
    }

    #[test]
    fn a_request_is_readable_and_comes_back() {
        let mut digest = [0; 16];
        (digest[0], digest[15]) = (1, 0xab);
        let request = Request { key: "5f-1".to_owned(), digest };
        let text = serde_json::to_string(&request).unwrap();
        assert_eq!(text, r#"{"key":"5f-1","digest":"010000000000000000000000000000ab"}"#);
        assert_eq!(serde_json::from_str::<Request>(&text).unwrap(), request);
        for wrong in ["\"00\"", "\"+10000000000000000000000000000ab\"", "7"] {
            let text = format!(r#"{{"key":"k","digest":{wrong}}}"#);
            assert!(serde_json::from_str::<Request>(&text).is_err(), "{text}");
        }
    }
}
