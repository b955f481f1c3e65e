//! The digest that an installation commits with: SHA-256, or SM3 where the law asks for a national one.

use std::fmt;
use std::str::FromStr;

use base::{Lang, Say};
use sha2::Digest;

/// A digest of 256 bits.
pub type Hash = [u8; 32];

/// The digest of an installation, chosen once when it is made.
///
/// - SHA-256: FIPS 180-4.
/// - SM3: GB/T 32905-2016 《信息安全技术 SM3密码杂凑算法》, also ISO/IEC 10118-3:2018.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// FIPS 180-4.
    #[default]
    Sha256,
    /// GB/T 32905-2016.
    Sm3,
}

impl Algorithm {
    /// Every algorithm, in the order in which they are offered.
    pub const ALL: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sm3];

    /// Its name in settings, seals and proofs: `sha-256`, `sm3`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha-256",
            Algorithm::Sm3 => "sm3",
        }
    }

    /// The digest of parts put one after the other.
    #[must_use]
    pub fn of(self, parts: &[&[u8]]) -> Hash {
        match self {
            Algorithm::Sha256 => digest::<sha2::Sha256>(parts),
            Algorithm::Sm3 => digest::<sm3::Sm3>(parts),
        }
    }
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Hash
where
    Hash: From<sha2::digest::Output<D>>,
{
    let mut state = D::new();
    for part in parts {
        state.update(part);
    }
    state.finalize().into()
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is not that of a digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no digest \"{name}\"; write sha-256 or sm3")]
pub struct UnknownAlgorithm {
    /// As it was written.
    pub name: String,
}

impl Say for UnknownAlgorithm {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!("没有“{}”这种杂凑算法；请写 sha-256 或 sm3", self.name),
        }
    }
}

/// Reads a name: `sha-256`, `sha256`, `SM3`.
impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(name: &str) -> Result<Algorithm, UnknownAlgorithm> {
        let plain = |text: &str| text.to_ascii_lowercase().replace('-', "");
        let found = Algorithm::ALL.into_iter().find(|known| plain(known.name()) == plain(name));
        found.ok_or_else(|| UnknownAlgorithm { name: name.to_owned() })
    }
}

/// A digest as people compare it: lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A digest from its 64 hexadecimal digits, in either case. `None` if it is anything else.
#[must_use]
pub fn unhex(text: &str) -> Option<Hash> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut hash: Hash = [0; 32];
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        let is_hex = pair.bytes().all(|digit| digit.is_ascii_hexdigit());
        *byte = u8::from_str_radix(pair, 16).ok().filter(|_| is_hex)?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(algorithm: Algorithm, text: &str, expected: &str) {
        assert_eq!(hex(&algorithm.of(&[text.as_bytes()])), expected);
        // In whatever parts the bytes come, the digest is the same.
        let (head, tail) = text.as_bytes().split_at(text.len() / 3);
        assert_eq!(hex(&algorithm.of(&[head, b"", tail])), expected);
    }

    /// GB/T 32905-2016, Annex A.1 and A.2.
    #[test]
    fn sm3_gives_the_examples_of_its_standard() {
        let first = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        check(Algorithm::Sm3, "abc", first);
        let second = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";
        check(Algorithm::Sm3, &"abcd".repeat(16), second);
    }

    /// FIPS 180-4 (examples of NIST, SHA256.pdf).
    #[test]
    fn sha_256_gives_the_examples_of_its_standard() {
        let first = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        check(Algorithm::Sha256, "abc", first);
        let second = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
        check(
            Algorithm::Sha256,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            second,
        );
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        for (name, meant) in [
            ("sm3", Algorithm::Sm3),
            ("SM3", Algorithm::Sm3),
            ("sha256", Algorithm::Sha256),
            ("SHA-256", Algorithm::Sha256),
        ] {
            assert_eq!(name.parse(), Ok(meant));
        }
        assert_eq!(
            "md5".parse::<Algorithm>().unwrap_err().to_string(),
            "there is no digest \"md5\"; write sha-256 or sm3"
        );
    }

    #[test]
    fn hexadecimal_goes_both_ways() {
        let hash = Algorithm::Sm3.of(&[b"abc"]);
        assert_eq!(unhex(&hex(&hash)), Some(hash));
        assert_eq!(unhex(&hex(&hash).to_uppercase()), Some(hash));
        for bad in ["", "66", &"g".repeat(64), &"+1".repeat(32), &"中".repeat(21)] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }
}
