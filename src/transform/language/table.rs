//! Which of a script's languages a text is in, by a table of weights: how much each group of letters speaks for each
//! language.
//!
//! ```text
//! #latin en:0 de:0 nn:2 ?:5 …
//! _th !/"3
//! und "?
//! ```
//!
//! A head names the script and its languages, each with what the odds are against it before a text is seen (`?`: a
//! language that is never said, but must not pass for another). Then a line a feature: up to five letters, `_` for a
//! word's edge, and pairs of signs: the language (`!` the first, `"` the second, in the order of ASCII) and its weight
//! (`!` is none; each sign more is a [`UNIT`]th of a natural logarithm). Every place of a text counts for the longest
//! feature that ends there; the language with the highest sum is the likeliest (naive Bayes).
//!
//! The table is made by `tests/training/languages.py`, which says what from.

use std::ops::Range;

/// The tables of all scripts.
const TABLES: &str = include_str!("table.txt");
/// The sign of the first language, and of no weight.
const ZERO: u8 = b'!';
/// As many steps of weight are one unit of the logarithm.
const UNIT: f32 = 6.0;
/// The longest feature, in letters and edges.
const LONGEST: usize = 5;
/// A word's edge.
const EDGE: char = '_';

/// The weights of one script's languages.
pub(super) struct Table {
    languages: Vec<Candidate>,
    /// The pairs of each feature; the first row is empty.
    rows: Vec<&'static [u8]>,
    /// Open addressing; row 0 is a free slot.
    slots: Vec<Slot>,
}

struct Candidate {
    tag: &'static str,
    /// Taken off its sum.
    against: f32,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    key: u32,
    row: u16,
}

/// What a text's letters say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    /// The likeliest language; `None`: one that is never said.
    pub(super) tag: Option<&'static str>,
    /// How far it is before the next, as a logarithm of odds.
    pub(super) lead: f32,
    /// How usual the text's features are in it, on average.
    pub(super) fit: f32,
    /// How many features the text has.
    pub(super) features: usize,
}

impl Table {
    /// The table of this script.
    pub(super) fn of(script: &str) -> Table {
        let start = TABLES.find(&format!("#{script} ")).map_or(TABLES.len(), |at| at + script.len() + 2);
        let part = &TABLES[start..];
        let part = &part[..part.find("\n#").unwrap_or(part.len())];
        let (head, features) = part.split_once('\n').unwrap_or_default();
        let candidate = |entry: &'static str| {
            let (tag, against) = entry.split_once(':').unwrap_or((entry, ""));
            Candidate { tag, against: against.parse().unwrap_or(0.0) }
        };
        let mut table = Table {
            languages: head.split(' ').map(candidate).collect(),
            rows: vec![&[]],
            // Half full at most, so that a search ends soon.
            slots: vec![Slot::default(); (features.lines().count() * 2).next_power_of_two()],
        };
        for (feature, pairs) in features.lines().filter_map(|line| line.split_once(' ')) {
            let key = feature.chars().rev().fold(SEED, mix);
            let at = table.slot(key);
            let row = u16::try_from(table.rows.len()).expect("a table has at most 60,000 features");
            table.slots[at] = Slot { key, row };
            table.rows.push(pairs.as_bytes());
        }
        table
    }

    /// Where a feature stands, or would stand.
    fn slot(&self, key: u32) -> usize {
        let last = self.slots.len() - 1;
        let mut at = key as usize & last;
        while self.slots[at].row != 0 && self.slots[at].key != key {
            at = (at + 1) & last;
        }
        at
    }

    /// Weighs a text.
    pub(super) fn weigh(&self, text: &str) -> Verdict {
        let mut sums = vec![0_u32; self.languages.len()];
        let mut features = 0;
        let mut recent = Recent { letters: [EDGE; LONGEST] };
        let mut see = |letter: char| {
            if letter == EDGE && recent.letters[LONGEST - 1] == EDGE {
                return;
            }
            recent.letters.rotate_left(1);
            recent.letters[LONGEST - 1] = letter;
            let row = self.rows[usize::from(self.longest(&recent.letters))];
            features += usize::from(!row.is_empty());
            for pair in row.chunks_exact(2) {
                sums[usize::from(pair[0] - ZERO)] += u32::from(pair[1] - ZERO);
            }
        };
        for c in text.chars() {
            match c {
                'a'..='z' => see(c),
                'A'..='Z' => see(c.to_ascii_lowercase()),
                _ if c.is_alphabetic() || is_joined(c) => c.to_lowercase().for_each(&mut see),
                _ => see(EDGE),
            }
        }
        see(EDGE);
        self.verdict(&sums, features)
    }

    /// The row of the longest feature that ends here.
    fn longest(&self, letters: &[char; LONGEST]) -> u16 {
        let (mut key, mut row) = (SEED, 0);
        for (i, &letter) in letters.iter().rev().enumerate() {
            key = mix(key, letter);
            let found = self.slots[self.slot(key)].row;
            row = if found == 0 { row } else { found };
            if letter == EDGE && i > 0 {
                break;
            }
        }
        row
    }

    fn verdict(&self, sums: &[u32], features: usize) -> Verdict {
        let sum = |i: usize| sums[i] as f32 / UNIT - self.languages[i].against;
        let highest = |range: Range<usize>, but: Option<&str>| {
            range.filter(|&i| Some(self.languages[i].tag) != but).max_by(|&a, &b| sum(a).total_cmp(&sum(b)))
        };
        let best = highest(0..sums.len(), None).expect("a table has languages");
        let tag = self.languages[best].tag;
        let next = highest(0..sums.len(), Some(tag)).map_or(f32::MIN, sum);
        Verdict {
            tag: Some(tag).filter(|tag| *tag != "?"),
            lead: sum(best) - next,
            fit: sum(best) / features.max(1) as f32,
            features,
        }
    }
}

/// The last letters of a text.
struct Recent {
    letters: [char; LONGEST],
}

/// Vowel signs and the like: no letters, but parts of words.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{200c}')
}

const SEED: u32 = 0x811c_9dc5;

fn mix(hash: u32, c: char) -> u32 {
    let mixed = (hash ^ c as u32).wrapping_mul(0x9e37_79b1);
    mixed ^ (mixed >> 15)
}
