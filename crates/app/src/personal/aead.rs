//! Encryption with authentication: XChaCha20-Poly1305.
//!
//! Nonces of 192 bits may be drawn at random without ever meeting again, and the cipher takes the same
//! time whatever the key on every machine, with or without instructions for AES.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use ledger::digest::{Algorithm, Hash};

/// A key of 256 bits.
pub(super) type Secret = [u8; 32];

/// Random bytes of which none is ever used twice.
pub(super) type Nonce = [u8; 24];

/// Says how the bytes behind it are encrypted, so that another cipher may come later.
const XCHACHA20_POLY1305: u8 = 1;

/// Encrypts: the version, the nonce, the ciphertext with its tag. `about` is not encrypted but must be
/// the same when it is opened: what belongs to one place does not open at another.
pub(super) fn shut(key: &Secret, nonce: &Nonce, plain: &[u8], about: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let payload = Payload { msg: plain, aad: about };
    let encrypted = cipher.encrypt(&XNonce::from(*nonce), payload);
    let encrypted = encrypted.expect("only texts of 256 GiB are too long for the cipher");
    let mut shut = Vec::with_capacity(nonce.len() + encrypted.len() + 1);
    shut.push(XCHACHA20_POLY1305);
    shut.extend_from_slice(nonce);
    shut.extend_from_slice(&encrypted);
    shut
}

/// Opens what [`shut`] made. `None` if the key is another, or anything was changed.
pub(super) fn open(key: &Secret, shut: &[u8], about: &[u8]) -> Option<Vec<u8>> {
    let (version, rest) = shut.split_first()?;
    let (nonce, encrypted) = rest.split_first_chunk::<24>()?;
    if *version != XCHACHA20_POLY1305 {
        return None;
    }
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: encrypted, aad: about }).ok()
}

/// A digest over parts, each preceded by its length, that nobody can make without the key.
pub(super) fn keyed(key: &Secret, parts: &[&[u8]]) -> Hash {
    let lengths: Vec<[u8; 8]> =
        parts.iter().map(|part| (part.len() as u64).to_be_bytes()).collect();
    let parts = lengths.iter().zip(parts).flat_map(|(length, part)| [length.as_slice(), part]);
    hmac(key, &parts.collect::<Vec<_>>())
}

/// HMAC-SHA-256 (RFC 2104).
fn hmac(key: &Secret, message: &[&[u8]]) -> Hash {
    let (mut inner, mut outer) = ([0x36_u8; 64], [0x5c_u8; 64]);
    for pad in [&mut inner, &mut outer] {
        pad.iter_mut().zip(key).for_each(|(place, byte)| *place ^= byte);
    }
    let inside: Vec<&[u8]> = std::iter::once(&inner[..]).chain(message.iter().copied()).collect();
    Algorithm::Sha256.of(&[&outer, &Algorithm::Sha256.of(&inside)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shut_opens_with_its_key_at_its_place_only() {
        let shut_up = shut(&[1; 32], &[2; 24], "示例来电人".as_bytes(), b"here");
        assert_eq!(open(&[1; 32], &shut_up, b"here").as_deref(), Some("示例来电人".as_bytes()));
        assert_eq!(open(&[3; 32], &shut_up, b"here"), None);
        assert_eq!(open(&[1; 32], &shut_up, b"there"), None);
        for (index, _) in shut_up.iter().enumerate() {
            let mut changed = shut_up.clone();
            changed[index] ^= 1;
            assert_eq!(open(&[1; 32], &changed, b"here"), None, "byte {index}");
            assert_eq!(open(&[1; 32], &shut_up[..index], b"here"), None, "cut at {index}");
        }
        assert!(!shut_up.windows(3).any(|bytes| bytes == "示".as_bytes()));
    }

    /// draft-irtf-cfrg-xchacha-03, A.3.1.
    #[test]
    fn the_cipher_gives_the_example_of_its_standard() {
        let key: Secret = std::array::from_fn(|n| 0x80 + u8::try_from(n).unwrap());
        let nonce: Nonce = std::array::from_fn(|n| 0x40 + u8::try_from(n).unwrap());
        let about = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let plain = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
        let shut_up = shut(&key, &nonce, plain.as_bytes(), &about);
        let encrypted = ledger::digest::hex(&shut_up[25..]);
        assert!(encrypted.starts_with("bd6d179d3e83d43b9576579493c0e939572a1700252bfacc"));
        assert!(encrypted.ends_with("c0875924c1c7987947deafd8780acf49"));
    }

    /// RFC 4231, test case 1; its key of 20 bytes ends in zeros here, as the standard fills it up.
    #[test]
    fn the_keyed_digest_gives_the_example_of_its_standard() {
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        assert_eq!(
            ledger::digest::hex(&hmac(&key, &[b"Hi ", b"There"])),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn parts_cannot_slide_into_each_other() {
        assert_eq!(keyed(&[1; 32], &[b"a", b"bc"]), keyed(&[1; 32], &[b"a", b"bc"]));
        assert_ne!(keyed(&[1; 32], &[b"a", b"bc"]), keyed(&[1; 32], &[b"ab", b"c"]));
        assert_ne!(keyed(&[1; 32], &[b"a"]), keyed(&[2; 32], &[b"a"]));
    }
}
