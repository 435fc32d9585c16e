//! Vocabularies: one file per language; `en.txt` documents the format.
//!
//! To add a language, add a file and an entry in [`LANGUAGES`]. The tests report missing words.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The combining long solidus, which negates a symbol.
const STRUCK: char = '\u{338}';

/// The languages with a vocabulary, by primary subtag.
const LANGUAGES: [(&str, &str); 5] = [
    ("en", include_str!("en.txt")),
    ("de", include_str!("de.txt")),
    ("fr", include_str!("fr.txt")),
    ("es", include_str!("es.txt")),
    ("zh", include_str!("zh.txt")),
];

static WORDS: LazyLock<Vec<SpeechWords>> =
    LazyLock::new(|| LANGUAGES.iter().map(|(tag, text)| SpeechWords::read(tag, text)).collect());

/// The vocabulary of a language, by primary subtag.
pub(super) fn of(language: &str) -> Option<&'static SpeechWords> {
    WORDS.iter().find(|words| words.tag == language)
}

/// The English vocabulary, the fallback.
pub(super) fn english() -> &'static SpeechWords {
    &WORDS[0]
}

macro_rules! phrases {
    ($($name:ident)*) => {
        /// The vocabulary of a language. Phrases have placeholders `{1}`, `{2}` …
        pub(super) struct SpeechWords {
            /// The language's primary subtag.
            pub tag: &'static str,
            $(pub $name: &'static str,)*
            functions: BTreeMap<&'static str, &'static str>,
            units: BTreeMap<&'static str, &'static str>,
            signs: BTreeMap<char, &'static str>,
        }

        impl SpeechWords {
            fn read(tag: &'static str, text: &'static str) -> SpeechWords {
                let (phrases, rest) = text.split_once("\nfunctions\n").unwrap_or((text, ""));
                let (functions, rest) = rest.split_once("\nunits\n").unwrap_or((rest, ""));
                let (units, signs) = rest.split_once("\nsigns\n").unwrap_or((rest, ""));
                let phrases: BTreeMap<&str, &str> = phrases
                    .lines()
                    .filter(|line| !line.starts_with('#'))
                    .filter_map(|line| line.split_once(':').map(|(name, words)| (name, words.strip_prefix(' ').unwrap_or(words))))
                    .collect();
                let one = |(sign, name): (&'static str, &'static str)| sign.chars().next().map(|sign| (sign, name));
                SpeechWords {
                    tag,
                    $($name: phrases.get(stringify!($name)).copied().unwrap_or(""),)*
                    functions: entries(functions).collect(),
                    units: entries(units).collect(),
                    signs: entries(signs).filter_map(one).collect(),
                }
            }

            /// Every phrase, by its name.
            #[cfg(test)]
            fn phrases(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

phrases! {
    numerals part parts named_fraction mixed_number number_comma over fraction stacked choose binomial
    square_root square_root_long cube_root cube_root_long root root_long
    squared cubed power power_long transposed degrees arc_minutes arc_seconds
    sub sub_long sup sup_long sub_before sup_before above below label_above label_below quantity
    from_to over_domain up_to of applied limit_as approaches log_base inverse
    absolute absolute_long norm norm_long floor floor_long ceiling ceiling_long determinant
    parentheses brackets set empty_set such_that given bra ket evaluated_at evaluated_from
    interval_closed interval_open interval_left_open interval_right_open
    matrix table row cases case lines line blank boxed crossed_out not negated
    capital bold script fraktur double_struck per semicolon yields contractions unread nothing
    hat tilde bar vector dot double_dot check breve acute grave ring underlined arc
}

/// The entries of a list: key up to the first space, and value.
fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().flat_map(|line| line.split("; ")).filter_map(|entry| entry.trim().split_once(' '))
}

impl SpeechWords {
    /// Name of a symbol, if known.
    pub(super) fn sign(&self, sign: char) -> Option<String> {
        if sign == ';' {
            return Some(self.semicolon.to_owned());
        }
        if let Some(name) = self.signs.get(&sign) {
            return Some((*name).to_owned());
        }
        // A struck-through symbol is a negation.
        let mut parts = std::iter::once(sign).nfd();
        match (parts.next(), parts.next(), parts.next()) {
            (Some(base), Some(STRUCK), None) => self.signs.get(&base).map(|name| self.negated(name)),
            (Some(base), None, None) if base != sign => self.sign(base),
            _ => None,
        }
    }

    /// Negated name of a symbol.
    pub(super) fn negated(&self, name: &str) -> String {
        match self.negated.split_once('|') {
            Some((from, to)) if name.starts_with(from) => name.replacen(from, to, 1),
            _ => fill(self.not, &[name]),
        }
    }

    /// Spoken form of a function name.
    pub(super) fn function(&self, name: &str) -> Option<&'static str> {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        self.functions.get(name.as_str()).copied()
    }

    /// Name of a unit, plural (`true`) or singular.
    pub(super) fn unit(&self, unit: &str, several: bool) -> Option<&'static str> {
        let names = self.units.get(unit)?;
        let (many, one) = names.split_once('/').unwrap_or((names, names));
        Some(if several { many } else { one })
    }

    /// Word between a function and its argument; may be empty.
    pub(super) fn applied(&self) -> &'static str {
        if self.applied == "-" { "" } else { self.applied }
    }

    /// Applies contractions: `de el` → `del`.
    pub(super) fn contracted(&self, said: &str) -> String {
        let mut said = format!(" {said} ");
        for (apart, one) in self.contractions.split(", ").filter_map(|pair| pair.split_once('=')) {
            said = said.replace(&format!(" {apart} "), &format!(" {one} "));
        }
        said.trim().to_owned()
    }

    /// A fraction of small numbers: one half, three quarters.
    pub(super) fn common_fraction(&self, numerator: usize, denominator: usize) -> Option<String> {
        let parts = if numerator == 1 { self.part } else { self.parts };
        let part = parts.split(' ').nth(denominator.checked_sub(2)?)?;
        let number = self.numerals.split(' ').nth(numerator.checked_sub(1)?)?;
        Some(fill(self.named_fraction, &[number, part]))
    }
}

/// A phrase with its placeholders filled. If words set off by a comma stand behind the last one (“, end fraction”), a pause
/// follows them too.
pub(super) fn fill(phrase: &str, parts: &[&str]) -> String {
    let mut out = String::with_capacity(phrase.len() + parts.iter().map(|part| part.len()).sum::<usize>());
    let mut pieces = phrase.split('{');
    out.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (number, words) = piece.split_once('}').unwrap_or(("", piece));
        let part = number.parse::<usize>().ok().and_then(|number| parts.get(number.checked_sub(1)?));
        out.push_str(part.copied().unwrap_or(""));
        out.push_str(words);
    }
    let end = phrase.rsplit('}').next().unwrap_or("");
    if let Some(pause) = end.chars().find(|c| matches!(c, ',' | '，')) {
        out.push(pause);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_has_every_phrase_and_every_name() {
        let english = english();
        let holes = |phrase: &str| phrase.matches('{').count();
        for (words, (tag, text)) in WORDS.iter().zip(LANGUAGES) {
            for ((name, phrase), (_, pattern)) in words.phrases().into_iter().zip(english.phrases()) {
                assert!(!phrase.is_empty(), "{tag} lacks {name}");
                assert_eq!(holes(phrase), holes(pattern), "{tag}: {name}");
            }
            let known: BTreeSet<&str> = words.phrases().iter().map(|(name, _)| *name).collect();
            for line in text.lines().take_while(|line| *line != "functions").filter(|line| !line.starts_with('#')) {
                let name = line.split(':').next().unwrap();
                assert!(line.is_empty() || known.contains(name), "{tag}: nothing asks for {name}");
            }
            assert_eq!(words.numerals.split(' ').count(), 9, "{tag}");
            assert_eq!((words.part.split(' ').count(), words.parts.split(' ').count()), (9, 9), "{tag}");
            let keys = |words: &SpeechWords| {
                let names = words.functions.keys().chain(words.units.keys()).map(|name| (*name).to_owned());
                names.chain(words.signs.keys().map(|sign| sign.to_string())).collect::<BTreeSet<String>>()
            };
            let (own, all) = (keys(words), keys(english));
            assert_eq!(all.difference(&own).collect::<Vec<_>>(), Vec::<&String>::new(), "{tag} lacks");
            assert_eq!(own.difference(&all).collect::<Vec<_>>(), Vec::<&String>::new(), "only {tag} has");
            for (sign, name) in &words.signs {
                assert!(!name.contains(['\\', '{', '}', '^', '_']), "{tag}: {sign} is called {name}");
            }
        }
    }

    #[test]
    fn what_is_struck_through_is_the_negation() {
        let say = |tag: &str, sign| of(tag).unwrap().sign(sign).unwrap();
        assert_eq!(say("en", '≰'), "is not less than or equal to");
        assert_eq!(say("en", '⊈'), "is not a subset of or equal to");
        assert_eq!(say("de", '≯'), "nicht größer als");
        assert_eq!(say("zh", '≮'), "不小于");
        assert!(english().sign('\u{25a9}').is_none());
    }
}
