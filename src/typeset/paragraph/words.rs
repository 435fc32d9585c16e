//! A hash table of words that stores the hash key beside each text: the hot path of typesetting.

/// Open addressing; the hash does not depend on the platform.
#[derive(Default)]
pub(super) struct WordCache {
    entries: Vec<WordEntry>,
    /// 0 is empty, else an index into `entries` plus one; the length is a power of two.
    table: Vec<u32>,
    texts: String,
}

struct WordEntry {
    hash: u64,
    kind: u32,
    start: u32,
    end: u32,
}

impl WordCache {
    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The index of a word of a kind, in order of insertion, and whether it is new.
    pub(super) fn number(&mut self, text: &str, kind: u32) -> (usize, bool) {
        if self.entries.len() * 2 >= self.table.len() {
            self.grow();
        }
        let hash = hash(text.as_bytes(), u64::from(kind));
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(index) = self.table[slot].checked_sub(1) {
            let entry = &self.entries[index as usize];
            if entry.hash == hash
                && entry.kind == kind
                && &self.texts.as_bytes()[entry.start as usize..entry.end as usize] == text.as_bytes()
            {
                return (index as usize, false);
            }
            slot = (slot + 1) & mask;
        }
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        self.entries.push(WordEntry { hash, kind, start, end: self.texts.len() as u32 });
        self.table[slot] = self.entries.len() as u32;
        (self.entries.len() - 1, true)
    }

    fn grow(&mut self) {
        let length = (self.table.len() * 2).max(4096);
        self.table = vec![0; length];
        for (i, entry) in self.entries.iter().enumerate() {
            let mut slot = entry.hash as usize & (length - 1);
            while self.table[slot] != 0 {
                slot = (slot + 1) & (length - 1);
            }
            self.table[slot] = i as u32 + 1;
        }
    }
}

/// Mixes eight bytes at a time by multiplication.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |h: u64, v: u64| {
        let product = u128::from(h ^ v) * u128::from(K);
        product as u64 ^ (product >> 64) as u64
    };
    let mut h = mix(seed.wrapping_add(0x51_7C_C1_B7), bytes.len() as u64 ^ K);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        h = mix(h, u64::from_le_bytes(chunk.try_into().expect("chunks are eight bytes long"))).wrapping_add(K);
    }
    let rest = chunks.remainder().iter().fold(0, |v, &b| v << 8 | u64::from(b));
    mix(h, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_given_once_and_kept() {
        let mut words = WordCache::default();
        let all: Vec<String> = (0..10_000).map(|i| format!("word {i}")).collect();
        for (i, word) in all.iter().enumerate() {
            assert_eq!(words.number(word, 1), (i, true));
        }
        assert_eq!(words.number("word 7", 1), (7, false));
        assert_eq!(words.number("word 7", 2), (10_000, true), "the kind belongs to it");
        assert_eq!(words.len(), 10_001);
    }
}
