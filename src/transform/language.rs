//! Which language the text is in, where nobody said so: by its letters, and by its commonest words.
//!
//! The environment is never asked: the same text gives the same document everywhere.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Document, InlineKind, Language, walk};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How much of a text is looked at, in bytes.
const ENOUGH: usize = 60_000;

/// Settles the document's language: a guess where there is none, English where nothing can be told.
pub(super) fn settle(document: &mut Document, diagnostics: &mut Diagnostics) {
    if document.metadata.language.is_some() {
        return;
    }
    let found = guess(&sample(document));
    if let Some(tag) = found.filter(|tag| *tag != "en") {
        let message = format!("the language was guessed: `{tag}`");
        let help = format!("say `lang: {tag}` in the front matter, or `--lang {tag}`");
        diagnostics.push(Diagnostic::new(&codes::LANGUAGE_GUESSED, None, message).help(help));
    } else {
        let help = "say `lang: en` in the front matter, or `--lang en`";
        let message = "the language is not said: `en` was taken";
        diagnostics.push(Diagnostic::new(&codes::LANGUAGE_ASSUMED, None, message).help(help));
    }
    document.metadata.language = Language::parse(found.unwrap_or("en"));
}

/// The first words of the document.
fn sample(document: &Document) -> String {
    let mut text = document.metadata.title.clone().unwrap_or_default();
    for block in &document.blocks {
        walk::blocks(std::slice::from_ref(block), &mut |block| {
            walk::for_each_inlines(block, &mut |list| {
                if text.len() < ENOUGH {
                    text.push(' ');
                    walk::inlines(list, &mut |inline| {
                        if let InlineKind::Text(words) = &inline.kind {
                            text.push_str(words);
                        }
                    });
                }
            });
        });
        if text.len() >= ENOUGH {
            break;
        }
    }
    text
}

/// The language that a text is probably in, as a tag; `None`: too little to tell.
fn guess(text: &str) -> Option<&'static str> {
    by_letters(text).or_else(|| by_words(text))
}

/// A language whose script tells it.
fn by_letters(text: &str) -> Option<&'static str> {
    let (mut letters, mut kana, mut han, mut hangul) = (0, 0, 0, 0);
    let (mut cyrillic, mut greek, mut hebrew, mut arabic) = (0, 0, 0, 0);
    let (mut thai, mut devanagari, mut armenian, mut georgian) = (0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        match c {
            '\u{3041}'..='\u{30ff}' => kana += 1,
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}' => han += 1,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            '\u{400}'..='\u{52f}' => cyrillic += 1,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => greek += 1,
            '\u{590}'..='\u{5ff}' => hebrew += 1,
            '\u{600}'..='\u{6ff}' => arabic += 1,
            '\u{e00}'..='\u{e7f}' => thai += 1,
            '\u{900}'..='\u{97f}' => devanagari += 1,
            '\u{530}'..='\u{58f}' => armenian += 1,
            '\u{10a0}'..='\u{10ff}' => georgian += 1,
            _ => {}
        }
    }
    let most = |count: usize| count >= 4 && count * 2 > letters;
    let any = |set: &[char]| text.contains(set);
    if most(kana + han) && kana * 10 > han {
        return Some("ja");
    }
    if most(han) {
        return Some("zh");
    }
    if most(cyrillic) {
        return Some(match () {
            () if any(&['ї', 'є', 'ґ']) => "uk",
            () if any(&['ў']) => "be",
            () if any(&['ђ', 'ћ', 'џ', 'љ', 'њ']) => "sr",
            () if !any(&['ы', 'э']) && any(&['ъ']) => "bg",
            () => "ru",
        });
    }
    if most(arabic) {
        return Some(if any(&['پ', 'چ', 'ژ', 'گ']) { "fa" } else { "ar" });
    }
    let rest = [
        (hangul, "ko"),
        (greek, "el"),
        (hebrew, "he"),
        (thai, "th"),
        (devanagari, "hi"),
        (armenian, "hy"),
        (georgian, "ka"),
    ];
    rest.into_iter().find(|&(count, _)| most(count)).map(|(_, tag)| tag)
}

/// The commonest words of languages in Latin letters, such as few others have.
const WORDS: [(&str, &str); 16] = [
    ("en", "the and of to that is was for with his you are this have from they not which but were"),
    ("de", "der die und das nicht ist ich sie von mit den dem ein eine auf sich auch wird im zu"),
    ("fr", "le les des une est et dans que qui pour pas sur avec vous nous ce cette il au du"),
    ("es", "el los las una que y del por con para es se su como pero más fue al lo muy"),
    ("it", "il che di non una per sono gli della è con del si ma come anche più questo nel dei"),
    ("pt", "o os as uma que não do da em um para com se por mais dos como foi ao são"),
    ("nl", "de het een van en ik niet dat zijn op te aan met voor er maar als ook naar bij"),
    ("sv", "och att det som en på är av för inte den med jag ett till har var om han de"),
    ("da", "og at det er en af til på som ikke den med for der jeg et han har var blev"),
    ("nb", "og det er en av til på som ikke den med for jeg et han har var ble seg fra"),
    ("fi", "ja on ei että hän oli se mutta ovat kun niin joka myös tai mukaan sen minä ole"),
    ("pl", "i w nie na się z do że jest to jak po co ale za od tak jego przez był"),
    ("cs", "a se v na je že to s z do o jsem ale jako by jeho pro byl také když"),
    ("hu", "a az és hogy nem is egy volt meg de csak ez már mint azt el még ki vagy"),
    ("ro", "și în de la nu care cu este un pe din mai să a fost o ce se pentru lui"),
    ("tr", "ve bir bu için de ile çok daha olarak ne gibi sonra kadar ama var olan değil o en"),
];

/// The language most of whose common words the text has.
fn by_words(text: &str) -> Option<&'static str> {
    /// The words, each with a bit for every language that has it.
    static KNOWN: LazyLock<BTreeMap<&str, u16>> = LazyLock::new(|| {
        let mut known = BTreeMap::new();
        for (language, (_, words)) in WORDS.iter().enumerate() {
            words.split(' ').for_each(|word| *known.entry(word).or_default() |= 1 << language);
        }
        known
    });
    let mut counts = [0_usize; WORDS.len()];
    let mut total = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty() && w.len() <= 12) {
        total += 1;
        if total > 6000 {
            break;
        }
        let lower;
        let word = if word.chars().any(char::is_uppercase) {
            lower = word.to_lowercase();
            lower.as_str()
        } else {
            word
        };
        let languages = KNOWN.get(word).copied().unwrap_or(0);
        for (language, count) in counts.iter_mut().enumerate() {
            *count += usize::from(languages >> language & 1);
        }
    }
    let best = (0..WORDS.len()).rev().max_by_key(|&i| counts[i])?;
    let second = (0..WORDS.len()).filter(|&i| i != best).map(|i| counts[i]).max().unwrap_or(0);
    // Danish and Norwegian share most words; any lead tells them apart.
    let clear = counts[best] >= 4 && counts[best] * 10 >= total && counts[best] > second;
    clear.then_some(WORDS[best].0)
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn languages_by_letters_and_words() {
        let en = "It is a truth that the man who was in the house and the garden is not for you.";
        let de = "Der Mann und die Frau sind nicht in dem Haus, das auf dem Berg steht.";
        assert_eq!(guess(en), Some("en"));
        assert_eq!(guess(de), Some("de"));
        assert_eq!(guess("Le chat est dans la maison et les enfants sont avec nous sur la route."), Some("fr"));
        assert_eq!(guess("El perro y los gatos son de la casa que está en las montañas con una puerta."), Some("es"));
        assert_eq!(guess("Все счастливые семьи похожи друг на друга."), Some("ru"));
        assert_eq!(guess("吾輩は猫である。名前はまだ無い。"), Some("ja"));
        assert_eq!(guess("Lorem ipsum"), None);
    }
}
