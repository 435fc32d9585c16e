//! The hashes by which the cache and the stamps know what is in a file.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A SHA-256 hash: 64 digits of hexadecimal in lower case and nothing else, whoever wrote it, so that it names a file of
/// the cache and no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Hash(String);

impl Hash {
    /// A hash that was read; `None` where it is none.
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

/// The hash of some bytes.
pub fn hash(bytes: &[u8]) -> Hash {
    finish(Sha256::new_with_prefix(bytes))
}

/// The hash of what was put into a hasher.
pub fn finish(hasher: Sha256) -> Hash {
    Hash(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
