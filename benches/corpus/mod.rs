//! What is measured: made-up prose of any length, the same bytes every time.
//!
//! Their words are as many, as long and as unevenly used as an English novel's (a vocabulary by Zipf's law), since
//! caches of words are what a real text would put to the test. Real documents: name one in `FOLIO_BENCH`.

/// Numbers that look random: a linear congruential generator (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

const COMMON: &str = "the of and a to in that it his I he but with as is was for all this at not by from him so be on one you \
     there or had have now were they which like their are some then when an upon more no out into what up man if them we old \
     would been over other only these its such though though very down yet long will before must who she her where here";
const ONSETS: [&str; 24] = [
    "b", "br", "c", "ch", "cl", "d", "f", "fl", "g", "gr", "h", "l", "m", "n", "p", "pr", "qu", "r", "s", "st", "t",
    "th", "tr", "w",
];
const NUCLEI: [&str; 10] = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "e", "o"];
const CODAS: [&str; 14] = ["", "", "n", "r", "st", "l", "nd", "ck", "m", "t", "s", "ll", "ve", "ng"];

fn vocabulary(dice: &mut Dice) -> Vec<String> {
    let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
    while words.len() < 18_000 {
        let mut word = String::new();
        for _ in 0..=dice.below(4) {
            word += ONSETS[dice.below(ONSETS.len())];
            word += NUCLEI[dice.below(NUCLEI.len())];
            word += CODAS[dice.below(CODAS.len())];
        }
        words.push(word);
    }
    words
}

/// A rank by Zipf's law: each doubling of the rank is as probable as any other.
fn rank(dice: &mut Dice, count: usize) -> usize {
    let doublings = count.ilog2() as usize + 1;
    let low = 1_usize << dice.below(doublings);
    (low - 1 + dice.below(low)).min(count - 1)
}

fn sentence(dice: &mut Dice, words: &[String], out: &mut String) {
    let length = 4 + dice.below(14) + dice.below(14);
    let speech = dice.below(6) == 0;
    if speech {
        out.push('"');
    }
    for i in 0..length {
        let word = &words[rank(dice, words.len())];
        if i == 0 {
            out.extend(word.chars().next().map(|c| c.to_ascii_uppercase()));
            out.push_str(&word[1..]);
        } else if dice.below(60) == 0 {
            out.push('*');
            out.push_str(word);
            out.push('*');
        } else {
            out.push_str(word);
        }
        if i + 1 < length {
            out.push_str(match dice.below(40) {
                0..=3 => ", ",
                4 => "; ",
                5 => "---",
                6 => "-",
                _ => " ",
            });
        }
    }
    out.push_str(match dice.below(12) {
        0 => "?",
        1 => "!",
        _ => ".",
    });
    if speech {
        out.push('"');
    }
}

/// Markdown of about this many words, with a chapter every 1,500.
pub fn novel(words: usize) -> String {
    let mut dice = Dice(1851);
    let vocabulary = vocabulary(&mut dice);
    let mut out = "---\ntitle: A Made-up Novel\nauthor: Nobody\nlang: en\n---\n\n".to_owned();
    let (mut written, mut chapter) = (0, 0);
    while written < words {
        if written >= chapter * 1500 {
            chapter += 1;
            out.push_str(&format!("# Chapter {chapter}\n\n"));
        }
        let start = out.len();
        for _ in 0..=dice.below(6) {
            sentence(&mut dice, &vocabulary, &mut out);
            out.push(' ');
        }
        written += out[start..].split_whitespace().count();
        out.pop();
        out.push_str("\n\n");
    }
    out
}
