//! Naive Bayes classification of the languages of a script, by a table of weights.
//!
//! The table is a binary file that needs no parsing. For each script it contains:
//!
//! - a line of text: the script and its languages, each with its prior log odds against (`?`: a language that is never
//!   reported but must not be taken for another);
//! - two two-byte numbers (all are little-endian): number of features, and number of slots, a power of two;
//! - the slots: key of a feature (four bytes) and index of its row (two; [`FREE`] if free);
//! - the rows: one byte per language, the weight in [`UNIT`]ths of a natural logarithm.
//!
//! A feature is a sequence of up to five letters, which may include a word boundary; its key is a hash of them, from
//! last to first. Every position of a text counts for the longest feature that ends there; the language with the
//! highest sum is the most likely. `tests/training/languages.py` generates the table and documents its sources.

/// The tables of all scripts.
const TABLES: &[u8] = include_bytes!("table.bin");
/// Weight steps per natural logarithm.
const UNIT: f32 = 6.0;
/// Maximum length of a feature, in letters and boundaries.
const LONGEST: usize = 5;
/// A word boundary.
const EDGE: char = '_';
/// Row index of a free slot.
const FREE: u16 = 0xffff;
/// Size of a slot in bytes.
const SLOT: usize = 6;

/// The weights of one script's languages.
pub(super) struct ScriptWeights {
    languages: Vec<LanguageWeights>,
    /// Hash table with open addressing.
    slots: &'static [u8],
    rows: &'static [u8],
}

struct LanguageWeights {
    tag: &'static str,
    /// Prior log odds, subtracted from its sum.
    against: f32,
}

/// Classification of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct LanguageVerdict {
    /// The most likely language; `None` if it is one that is never reported.
    pub(super) tag: Option<&'static str>,
    /// Log odds against the second most likely.
    pub(super) lead: f32,
    /// Average weight of the text's features in it.
    pub(super) fit: f32,
    /// Number of features in the text.
    pub(super) features: usize,
}

impl ScriptWeights {
    /// The table of a script.
    pub(super) fn of(script: &str) -> ScriptWeights {
        let mut rest = TABLES;
        loop {
            let end = memchr::memchr(b'\n', rest).expect("every script has a table");
            let head = take(&mut rest, end);
            let mut words = std::str::from_utf8(head).expect("heads are text").split(' ');
            let is_wanted = words.next() == Some(script);
            let candidate = |entry: &'static str| {
                let (tag, against) = entry.split_once(':').unwrap_or((entry, ""));
                LanguageWeights { tag, against: against.parse().unwrap_or(0_u8).into() }
            };
            let languages: Vec<LanguageWeights> = words.map(candidate).collect();
            let numbers = &take(&mut rest, 5)[1..];
            let (features, power) = (number(&numbers[..2]), number(&numbers[2..]));
            let slots = take(&mut rest, SLOT << power);
            let rows = take(&mut rest, languages.len() * usize::from(features));
            if is_wanted {
                return ScriptWeights { languages, slots, rows };
            }
        }
    }

    /// The row of a feature.
    fn row(&self, key: u32) -> Option<u16> {
        let last = self.slots.len() / SLOT - 1;
        let mut at = key as usize & last;
        loop {
            let slot = &self.slots[at * SLOT..][..SLOT];
            let row = number(&slot[4..]);
            if row == FREE {
                return None;
            }
            if slot[..4] == key.to_le_bytes() {
                return Some(row);
            }
            at = (at + 1) & last;
        }
    }

    /// Classifies a text.
    pub(super) fn weigh(&self, text: &str) -> LanguageVerdict {
        let mut sums = vec![0_u16; self.languages.len()];
        let mut features = 0;
        let mut recent = [EDGE; LONGEST];
        let mut see = |letter: char| {
            if letter == EDGE && recent[LONGEST - 1] == EDGE {
                return;
            }
            recent.rotate_left(1);
            recent[LONGEST - 1] = letter;
            if let Some(row) = self.longest(&recent) {
                features += 1;
                let row = &self.rows[usize::from(row) * sums.len()..][..sums.len()];
                // Saturates on texts far longer than necessary.
                sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum = sum.saturating_add(u16::from(weight)));
            }
        };
        for c in text.chars() {
            match c {
                'a'..='z' => see(c),
                'A'..='Z' => see(c.to_ascii_lowercase()),
                _ if c.is_ascii() => see(EDGE),
                _ if c.is_alphabetic() || is_joined(c) => c.to_lowercase().for_each(&mut see),
                _ => see(EDGE),
            }
        }
        see(EDGE);
        self.verdict(&sums, features)
    }

    /// The row of the longest feature that ends here.
    fn longest(&self, letters: &[char; LONGEST]) -> Option<u16> {
        let (mut key, mut row) = (SEED, None);
        for (i, &letter) in letters.iter().rev().enumerate() {
            key = mix(key, letter);
            row = self.row(key).or(row);
            if letter == EDGE && i > 0 {
                break;
            }
        }
        row
    }

    fn verdict(&self, sums: &[u16], features: usize) -> LanguageVerdict {
        let sum = |i: usize| f32::from(sums[i]) / UNIT - self.languages[i].against;
        let highest = |but: Option<&str>| {
            (0..sums.len()).filter(|&i| Some(self.languages[i].tag) != but).max_by(|&a, &b| sum(a).total_cmp(&sum(b)))
        };
        let best = highest(None).expect("a table has languages");
        let tag = self.languages[best].tag;
        let next = highest(Some(tag)).map_or(f32::MIN, sum);
        LanguageVerdict {
            tag: Some(tag).filter(|tag| *tag != "?"),
            lead: sum(best) - next,
            fit: sum(best) / features.max(1) as f32,
            features,
        }
    }
}

/// Splits off the first bytes.
fn take(rest: &mut &'static [u8], count: usize) -> &'static [u8] {
    let (front, behind) = rest.split_at(count);
    *rest = behind;
    front
}

fn number(bytes: &[u8]) -> u16 {
    u16::from_le_bytes([bytes[0], bytes[1]])
}

/// Marks that are parts of words but not letters, such as vowel signs.
pub(super) fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{200c}')
}

const SEED: u32 = 0x811c_9dc5;

fn mix(hash: u32, c: char) -> u32 {
    let mixed = (hash ^ c as u32).wrapping_mul(0x9e37_79b1);
    mixed ^ (mixed >> 15)
}
