//! Content hashes for the cache and the stamps.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A SHA-256 hash: exactly 64 lower-case hexadecimal digits, so that an untrusted one can only name a file of the
/// cache.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Hash(String);

impl Hash {
    /// Parses a hash; `None` if invalid.
    pub fn parse(text: &str) -> Option<Hash> {
        let digits = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        digits.then(|| Hash(text.to_owned()))
    }
}

impl TryFrom<String> for Hash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Hash, Self::Error> {
        Hash::parse(&text).ok_or("no hash")
    }
}

impl std::ops::Deref for Hash {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Hashes bytes.
pub fn hash(bytes: &[u8]) -> Hash {
    finish(Sha256::new_with_prefix(bytes))
}

/// The hash of a hasher's input.
pub fn finish(hasher: Sha256) -> Hash {
    Hash(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
