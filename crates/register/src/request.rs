//! Giving a command twice does it once.

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
