//! Tail matter: the typed lines at the end of an article, and those of their kind that stand elsewhere.

use super::evidence::{Evidence, Ground};
use super::features::Features;
use super::rules;
use super::scores::{limit, tail as scores};
use crate::document::Role;

struct Pattern {
    role: Role,
    /// What the text begins with, lower case; a final `|` wants a word's end.
    starts: &'static [&'static str],
    /// What stands anywhere in it, lower case.
    holds: &'static [&'static str],
    why: &'static str,
}

const PATTERNS: &[Pattern] = &[
    Pattern {
        role: Role::Copyright,
        starts: &[
            "©",
            "(c) 1",
            "(c) 2",
            "copyright ©",
            "copyright (c)",
            "copyright 1",
            "copyright 2",
            "℗",
            "all rights reserved",
            "copr.",
        ],
        holds: &[
            "all rights reserved",
            "alle rechte vorbehalten",
            "tous droits réservés",
            "todos los derechos reservados",
            "tutti i diritti riservati",
            "все права защищены",
            "版权所有",
            "creative commons",
            "licensed under cc",
        ],
        why: "names who holds the rights",
    },
    Pattern {
        role: Role::Correction,
        starts: &[
            "correction:",
            "corrections:",
            "correction —",
            "correction (",
            "clarification:",
            "corrected:",
            "editor’s note:",
            "editor's note:",
            "editors’ note:",
            "editors' note:",
            "an earlier version of this",
            "a previous version of this",
            "this article was amended",
            "this story has been updated",
            "this article has been updated",
            "this story has been corrected",
            "this article has been corrected",
            "this article was updated",
            "this story was updated",
            "korrektur:",
            "richtigstellung:",
            "corrección:",
            "fe de errores:",
            "correction :",
            "rectificatif :",
            "anmerkung der redaktion:",
            "update:",
            "this post has been updated",
            "this piece was amended",
        ],
        holds: &[
            "an earlier version of this article",
            "an earlier version of this story",
            "a previous version of this article",
            "an earlier version misstated",
        ],
        why: "says what was corrected",
    },
    Pattern {
        role: Role::Disclaimer,
        starts: &[
            "views expressed",
            "the views expressed",
            "opinions expressed",
            "the opinions expressed",
            "the views and opinions",
            "views and opinions",
            "disclaimer:",
            "disclaimer —",
            "disclosure:",
            "the author’s views",
            "the author's views",
            "this article reflects the",
            "this article is for information",
            "this article is not",
            "this is not financial advice",
            "nothing in this article",
            "haftungsausschluss",
            "die hier geäußerten",
            "les opinions exprimées",
            "las opiniones expresadas",
            "le opinioni espresse",
            "мнение автора",
            "this is an opinion",
            "this article does not constitute",
            "this publication does not",
            "this release contains forward-looking",
            "this press release contains forward-looking",
            "certain statements in this",
            "safe harbor statement",
        ],
        holds: &[
            "do not necessarily reflect",
            "does not necessarily reflect",
            "do not represent the views",
            "not necessarily those of",
            "do not represent those of",
            "are those of the author",
            "are the author’s own",
            "are the author's own",
            "for informational purposes only",
            "is not intended as medical advice",
            "does not constitute financial advice",
            "spiegeln nicht unbedingt",
            "ne reflètent pas nécessairement",
            "no reflejan necesariamente",
        ],
        why: "says whose views these are",
    },
    Pattern {
        role: Role::Credit,
        starts: &[
            "with research by",
            "research by",
            "additional research by",
            "reporting by",
            "additional reporting",
            "with reporting by",
            "with additional reporting",
            "edited by",
            "editing by",
            "translated by",
            "translation by",
            "translated from",
            "photo by",
            "photos by",
            "photo:",
            "photos:",
            "photo credit",
            "photograph by",
            "photographs by",
            "photography by",
            "image:",
            "images:",
            "image credit",
            "illustration by",
            "illustrations by",
            "illustration:",
            "graphics by",
            "graphic by",
            "graphic:",
            "compiled by",
            "produced by",
            "proofread by",
            "fact-checked by",
            "fact checking by",
            "video by",
            "audio by",
            "with contributions from",
            "with files from",
            "contributed to this report",
            "contributed reporting",
            "source:",
            "sources:",
            "credit:",
            "credits:",
            "cover photo",
            "cover image",
            "header image",
            "written and edited by",
            "reporting and writing by",
            "writing by",
            "foto:",
            "fotos:",
            "bild:",
            "übersetzung:",
            "übersetzt von",
            "aus dem englischen",
            "recherche:",
            "redaktion:",
            "mitarbeit:",
            "photo :",
            "photos :",
            "crédit photo",
            "traduit par",
            "traduction :",
            "fotografía:",
            "foto de",
            "traducido por",
            "traducción:",
            "fotografie:",
            "traduzione di",
            "a cura di",
            "фото:",
            "перевод:",
            "перевёл",
            "источник:",
            "редактор:",
            "责任编辑",
            "编辑:",
            "编辑：",
            "責任編輯",
            "來源:",
            "来源:",
            "来源：",
            "the writer is ",
            "with thanks to ",
        ],
        holds: &[
            "contributed to this report",
            "contributed reporting",
            "contributed to this article",
            "contributed to this story",
            "contributed research",
        ],
        why: "says who worked on it",
    },
    Pattern {
        role: Role::Handle,
        starts: &[
            "follow ",
            "find us on",
            "find me on",
            "twitter:",
            "twitter |",
            "x:",
            "mastodon:",
            "bluesky:",
            "instagram:",
            "facebook:",
            "on twitter",
            "tweet at",
            "email the author",
            "e-mail the author",
            "contact the author",
            "contact the reporter",
            "contact us at",
            "reach the reporter",
            "write to the author",
            "folgen sie",
            "suivez",
            "síguenos",
            "sigue a",
            "seguici su",
            "segui ",
            "sign up for our newsletter",
            "subscribe to our newsletter",
            "join us on",
            "connect with ",
        ],
        holds: &[" on twitter", " on x:", " on instagram", " on facebook", " on bluesky", " on mastodon"],
        why: "says where to follow somebody",
    },
    Pattern {
        role: Role::Related,
        starts: &[
            "related:",
            "related |",
            "related article",
            "related topic",
            "related link",
            "related content",
            "related coverage",
            "related reading",
            "related stories",
            "related story",
            "read more:",
            "read more about",
            "read also:",
            "also read:",
            "also read |",
            "see also:",
            "more on this",
            "more from ",
            "more:",
            "read next:",
            "recommended:",
            "recommended reading:",
            "further reading:",
            "don’t miss:",
            "don't miss:",
            "you may also like",
            "mehr zum thema",
            "lesen sie auch",
            "lesen sie mehr",
            "lire aussi",
            "à lire aussi",
            "lea también",
            "lee también",
            "leggi anche",
            "читайте также",
            "read the full",
            "learn more:",
            "watch:",
            "listen:",
            "in pictures:",
            "explore more",
        ],
        holds: &[],
        why: "leads to more to read",
    },
];

/// What a text is at the end of an article; `from_end` counts the units behind it, `body` says whether prose came
/// before it.
pub(super) fn role(text: &str, lines: usize, from_end: usize, body: bool) -> Option<(Role, Evidence)> {
    let text = text.trim_start_matches(['*', '_', '[', '(', '—', '–', '-', ' ', '“', '"', '|']);
    if text.len() > 1500 {
        return None;
    }
    if rules::is_end_mark(text) {
        return None; // settled where its marks are still there
    }
    let start: String = text.chars().take(64).collect::<String>().to_lowercase();
    // Only short texts are looked through.
    let whole = if text.len() <= 700 { text.to_lowercase() } else { String::new() };
    for pattern in PATTERNS {
        let starts = pattern.starts.iter().any(|s| start.starts_with(s));
        let holds = pattern.holds.iter().any(|s| whole.contains(s));
        if !starts && !holds {
            continue;
        }
        let mut evidence = Evidence::default();
        let weight = if starts { scores::OPENS_WITH_ITS_WORDS } else { scores::HOLDS_ITS_WORDS };
        evidence.add(Ground::new(weight, pattern.why));
        evidence.add_if(from_end <= 6, scores::NEAR_THE_END);
        evidence.add_if(from_end > 6 && from_end <= 15, scores::IN_THE_LAST_PART);
        let features = Features::of(&text.chars().take(400).collect::<String>());
        evidence.add_if(features.words <= 40, scores::SHORT);
        evidence.add_if(lines > 6, scores::MANY_LINES);
        evidence.add_if(!body, scores::NO_TEXT_BEFORE_IT);
        match pattern.role {
            Role::Handle => {
                let at = text.contains('@') || text.contains("http") || text.contains("www.") || holds;
                evidence.add(if at { scores::ACCOUNT_OR_AN_ADDRESS } else { scores::NO_ACCOUNT });
                evidence.add_if(features.words > 30, scores::LONG);
            }
            Role::Copyright if start.starts_with('©') || start.starts_with("(c)") || start.starts_with("copyright") => {
                evidence.add(scores::OPENS_WITH_THE_SIGN);
            }
            Role::Credit => {
                // A sentence may begin so: “Reporting by night is hard.”
                let names = text.split_whitespace().skip(1).filter(|w| w.starts_with(char::is_uppercase)).count();
                evidence.add_if(names == 0, scores::NO_NAME);
                evidence.add_if(features.words > 45, scores::LONG);
                let label = start.contains(':') && start.find(':').is_some_and(|c| c < 20);
                evidence.add_if(label, scores::LABEL);
            }
            Role::Related => evidence.add_if(features.words > 30, scores::LONG),
            Role::Correction => {
                evidence.add(scores::ITS_WORDS_ARE_HARDLY_USED_OTHERWISE);
                evidence.add_if(start.starts_with("update:") && from_end > 6, scores::MAY_BE_NEWS);
            }
            _ => {}
        }
        if evidence.score() >= limit::TAIL {
            return Some((pattern.role, evidence));
        }
    }
    handles(text, from_end)
}

/// A line of accounts: `@one on X | @two.example on Bluesky`.
fn handles(text: &str, from_end: usize) -> Option<(Role, Evidence)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let accounts = words.iter().filter(|w| w.starts_with('@') && w.len() > 2).count();
    if accounts == 0 || words.len() > 8 + 4 * accounts || from_end > 8 {
        return None;
    }
    if words.len() > 3 && accounts == 1 && from_end > 3 {
        return None;
    }
    let mut evidence = Evidence::of(scores::ACCOUNTS);
    evidence.add_if(words.len() <= 4 * accounts + 3, scores::HARDLY_ANYTHING_ELSE);
    evidence.add_if(from_end <= 6, scores::ACCOUNTS_NEAR_THE_END);
    (evidence.score() >= limit::TAIL).then_some((Role::Handle, evidence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_lines() {
        let role = |t| role(t, 1, 2, true).map(|r| r.0);
        assert_eq!(role("With research by Olivia Li."), Some(Role::Credit));
        assert_eq!(role("Reporting by Ann Lee in Ellery; editing by Sam Ito."), Some(Role::Credit));
        assert_eq!(role("Reporting by night is hard."), None);
        assert_eq!(
            role("The views expressed are those of the author and do not represent Coastwire."),
            Some(Role::Disclaimer)
        );
        assert_eq!(role("Follow Stephen on Twitter: @Stephen"), Some(Role::Handle));
        assert_eq!(role("© 2026 Coastwire. All rights reserved."), Some(Role::Copyright));
        assert_eq!(role("Follow the river to the sea and you will find the town."), None);
        assert_eq!(role("Correction: the wall is 3.2 metres high."), Some(Role::Correction));
    }
}
