//! Which of a script's languages a text is in, by a table of weights: how much each group of letters speaks for each
//! language.
//!
//! The table is a file of bytes, so that nothing has to be read before a text is weighed: for each script
//!
//! - a line of text: the script and its languages, each with what the odds are against it before a text is seen (`?`:
//!   a language that is never said, but must not pass for another);
//! - two numbers of two bytes (all are little-endian): of features, and of slots, as a power of two;
//! - the slots: the key of a feature (four bytes) and the number of its row (two; [`FREE`] in a free one);
//! - the rows: a weight, one byte, for each language, in [`UNIT`]ths of a natural logarithm.
//!
//! A feature is up to five letters, or a word's edge and letters; its key is a hash of them, from the last to the first.
//! Every place of a text counts for the longest feature that ends there; the language with the highest sum is the
//! likeliest (naive Bayes). `tests/training/languages.py` makes the table, and says what from.

/// The tables of all scripts.
const TABLES: &[u8] = include_bytes!("table.bin");
/// As many steps of weight are one unit of the logarithm.
const UNIT: f32 = 6.0;
/// The longest feature, in letters and edges.
const LONGEST: usize = 5;
/// A word's edge.
const EDGE: char = '_';
/// The row of a slot that is free.
const FREE: u16 = 0xffff;
/// The bytes of a slot.
const SLOT: usize = 6;

/// The weights of one script's languages.
pub(super) struct ScriptWeights {
    languages: Vec<LanguageWeights>,
    /// Open addressing.
    slots: &'static [u8],
    rows: &'static [u8],
}

struct LanguageWeights {
    tag: &'static str,
    /// Taken off its sum.
    against: f32,
}

/// What a text's letters say.
#[derive(Clone, Copy, Debug)]
pub(super) struct LanguageVerdict {
    /// The likeliest language; `None`: one that is never said.
    pub(super) tag: Option<&'static str>,
    /// How far it is before the next, as a logarithm of odds.
    pub(super) lead: f32,
    /// How usual the text's features are in it, on average.
    pub(super) fit: f32,
    /// How many features the text has.
    pub(super) features: usize,
}

impl ScriptWeights {
    /// The table of this script.
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

    /// Weighs a text.
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
                // Saturated where a text is far longer than is needed to tell.
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

/// Takes so many bytes off the front.
fn take(rest: &mut &'static [u8], count: usize) -> &'static [u8] {
    let (front, behind) = rest.split_at(count);
    *rest = behind;
    front
}

fn number(bytes: &[u8]) -> u16 {
    u16::from_le_bytes([bytes[0], bytes[1]])
}

/// Vowel signs and the like: no letters, but parts of words.
pub(super) fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{200c}')
}

const SEED: u32 = 0x811c_9dc5;

fn mix(hash: u32, c: char) -> u32 {
    let mixed = (hash ^ c as u32).wrapping_mul(0x9e37_79b1);
    mixed ^ (mixed >> 15)
}
