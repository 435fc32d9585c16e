//! The words of a text, counted and told apart.

use super::texts;

/// A number for some words (FNV-1a).
pub(super) fn hash<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in word.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// How many words a text has; two ideographs are one.
pub(super) fn count(text: &str) -> usize {
    let (mut close, mut count) = (0_usize, 0);
    for word in words(text) {
        let ideographs = word.chars().filter(|&c| texts::stands_close(c)).count();
        close += ideographs;
        count += usize::from(ideographs == 0);
    }
    count + close.div_ceil(2)
}

/// The words of a text in lower case.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}
