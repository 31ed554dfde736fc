//! Names by content, and integrity attributes.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// `stem-<16 hex digits>.extension`: the name changes with the content, so it may be cached for ever.
pub(crate) fn hashed_name(stem: &str, extension: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{hash}.{extension}")
}

/// The value of an `integrity` attribute.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_the_content() {
        assert_eq!(hashed_name("a", "js", b"1"), hashed_name("a", "js", b"1"));
        assert_ne!(hashed_name("a", "js", b"1"), hashed_name("a", "js", b"2"));
        assert_eq!(hashed_name("a", "js", b"").len(), "a-0123456789abcdef.js".len());
    }

    #[test]
    fn the_integrity_of_nothing_is_the_published_one() {
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(integrity(b""), empty);
    }
}
