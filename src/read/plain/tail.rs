//! Tail matter: the typed lines at the end of an article, and those of their kind that stand elsewhere.

use super::evidence::{Evidence, Ground};
use super::features::Features;
use super::limits::foot::{LONGEST, SEARCHED};
use super::rules;
use super::scores::{limit, tail as scores};
use crate::document::Role;
use crate::words::list::List;

struct Pattern {
    role: Role,
    /// What the text begins with, and what stands anywhere in it, in lower case.
    starts: List,
    holds: Option<List>,
    why: &'static str,
}

/// The kinds of tail matter in the order in which they are asked.
static PATTERNS: [Pattern; 6] = [
    Pattern {
        role: Role::Copyright,
        starts: List::new(|cues| cues.tail.rights),
        holds: Some(List::new(|cues| cues.tail.rights_within)),
        why: "names who holds the rights",
    },
    Pattern {
        role: Role::Correction,
        starts: List::new(|cues| cues.tail.corrections),
        holds: Some(List::new(|cues| cues.tail.corrections_within)),
        why: "says what was corrected",
    },
    Pattern {
        role: Role::Disclaimer,
        starts: List::new(|cues| cues.tail.disclaimers),
        holds: Some(List::new(|cues| cues.tail.disclaimers_within)),
        why: "says whose views these are",
    },
    Pattern {
        role: Role::Credit,
        starts: List::new(|cues| cues.tail.credits),
        holds: Some(List::new(|cues| cues.tail.credits_within)),
        why: "says who worked on it",
    },
    Pattern {
        role: Role::Handle,
        starts: List::new(|cues| cues.tail.handles),
        holds: Some(List::new(|cues| cues.tail.handles_within)),
        why: "says where to follow somebody",
    },
    Pattern {
        role: Role::Related,
        starts: List::new(|cues| cues.tail.related),
        holds: None,
        why: "leads to more to read",
    },
];

/// Signs before the year or the holder of rights, the same in all languages.
const RIGHTS: [&str; 4] = ["©", "(c) 1", "(c) 2", "℗"];

/// Labels of accounts: names of networks, no words of a language.
const NETWORKS: [&str; 7] = ["twitter:", "twitter |", "x:", "mastodon:", "bluesky:", "instagram:", "facebook:"];

impl Pattern {
    /// Whether a text opens as this kind does.
    fn opens(&self, start: &str) -> bool {
        let own: &[&str] = match self.role {
            Role::Copyright => &RIGHTS,
            Role::Handle => &NETWORKS,
            _ => &[],
        };
        own.iter().any(|sign| start.starts_with(sign)) || self.starts.begins(start)
    }
}

/// What a text is at the end of an article; `from_end` counts the units behind it, `body` says whether prose came
/// before it.
pub(super) fn role(text: &str, lines: usize, from_end: usize, body: bool) -> Option<(Role, Evidence)> {
    let text = text.trim_start_matches(['*', '_', '[', '(', '—', '–', '-', ' ', '“', '"', '|']);
    if text.len() > LONGEST {
        return None;
    }
    if rules::is_end_mark(text) {
        return None; // classified from its line, with its signs
    }
    let start: String = text.chars().take(64).collect::<String>().to_lowercase();
    // Only short texts are looked through.
    let whole = if text.len() <= SEARCHED { text.to_lowercase() } else { String::new() };
    for pattern in &PATTERNS {
        let starts = pattern.opens(&start);
        let holds = pattern.holds.as_ref().is_some_and(|list| list.within(&whole));
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
