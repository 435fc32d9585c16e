//! Bylines: who wrote it, in the languages whose papers say “by”, with the role and the paper that may follow.

use super::dates;
use super::evidence::Evidence;
use super::features::SMALL;
use super::limits::names::{BARE_NAME, BYLINE, NAME_WORDS, ROLE_LINE_WORDS, ROLE_WORDS, SIGNED_NAME, STAFF_WORDS};
use super::scores::byline as scores;
use crate::document::Person;
use crate::document::script::is_unspaced_letter;
use crate::source::Cut as _;
use crate::words::list::{self, List};

/// What a byline says.
#[derive(Clone, Debug, Default)]
pub(super) struct Byline {
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// The paper or agency it names.
    pub agency: Option<String>,
    /// A date that stands on the same line.
    pub issued: Option<dates::When>,
}

/// What stands in names, between them and behind them.
static PARTICLES: List = List::new(|cues| cues.particles);
static SUFFIXES: List = List::new(|cues| cues.name_suffixes);
static BETWEEN_NAMES: List = List::new(|cues| cues.between_names);
static BEHIND_NAMES: List = List::new(|cues| cues.behind_names);
static PAPERS: List = List::new(|cues| cues.papers);
static PICTURES: List = List::new(|cues| cues.pictures);
static NO_NAMES: List = List::new(|cues| cues.no_names);
static ROLES: List = List::new(|cues| cues.roles);
static STAFF: List = List::new(|cues| cues.staff);
static COMPANIES: List = List::new(|cues| cues.companies);
static SIGNS: List = List::new(|cues| cues.byline_signs);

/// Agencies that follow a name where a role may (“Ann Lee, Reuters”); proper names, the same in all languages.
const AGENCIES: &[&str] = &["reuters", "ap", "afp", "dpa"];

fn is_role_word(word: &str) -> bool {
    AGENCIES.contains(&word) || ROLES.holds(word)
}

fn is_between_names(word: &str) -> bool {
    word == "&" || BETWEEN_NAMES.holds(word)
}

/// Reads a line as a byline, with how sure that is; `after_title` tells that it stands below a title.
pub(super) fn parse(text: &str, after_title: bool) -> Option<(Byline, Evidence)> {
    let text = text.trim();
    if text.len() > BYLINE || text.is_empty() {
        return None;
    }
    let mut evidence = Evidence::default();
    if let Some(sign) = SIGNS.start_of(text) {
        let name = text.cut(sign.len()..).trim_start_matches([' ', ':', '：', '\u{3000}']).trim();
        let count = name.chars().filter(|c| is_unspaced_letter(*c)).count();
        if SIGNED_NAME.contains(&count) && !name.contains(['。', '，', '！']) {
            evidence.add(scores::OPENS_LIKE_A_BYLINE_WITH_A_NAME);
            let authors = name.split(['、', ' ', '\u{3000}']).filter(|n| !n.is_empty()).map(Person::named).collect();
            return Some((Byline { authors, ..Byline::default() }, evidence));
        }
    }
    let Some(opener) = open(text) else {
        return bare(text, after_title);
    };
    let mut byline = Byline::default();
    let rest = text.cut(opener.words.len()..).trim_start_matches([':', ' ', '\u{a0}', '\n']);
    if let Some(staff) = collective(rest) {
        evidence.add_naming(scores::OPENS_WITH, opener.words);
        evidence.add(scores::STAFF_FOLLOWS);
        evidence.add_if(after_title, scores::BELOW_THE_TITLE);
        byline.authors = vec![Person::named(staff.0)];
        rest_of(staff.1, &mut byline, &mut evidence)?;
        return Some((byline, evidence));
    }
    let (names, tail) = names(rest)?;
    if opener.below_title && !after_title {
        return None;
    }
    evidence.add_naming(scores::OPENS_WITH, opener.words);
    let words = text.split_whitespace().count();
    evidence.add(if names.len() > 1 { scores::NAMES_FOLLOW } else { scores::NAME_FOLLOWS });
    if words <= 8 {
        evidence.add(scores::AT_MOST_8_WORDS);
    }
    evidence.add_if(after_title, scores::BELOW_THE_TITLE);
    byline.authors = names.into_iter().map(Person::named).collect();
    rest_of(tail, &mut byline, &mut evidence)?;
    Some((byline, evidence))
}

/// The people of a paper without their names: “The Wanderline Staff”, “Our Correspondent”.
fn collective(text: &str) -> Option<(&str, &str)> {
    let end = text.find(['|', '•', '·', '\n', ',', '(', '–', '—']).unwrap_or(text.len());
    let name = text.cut(..end).trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.last()?.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let capital = |w: &&str| w.starts_with(|c: char| !c.is_lowercase()) || SMALL.holds(w);
    (words.len() <= STAFF_WORDS && STAFF.holds(&last) && words.iter().all(capital)).then(|| (name, text.cut(end..)))
}

/// What follows the names: roles, a paper, a date; `None` where it is a sentence.
fn rest_of(tail: &str, byline: &mut Byline, evidence: &mut Evidence) -> Option<()> {
    let tail = tail.trim().trim_start_matches([',', '|', '•', '·', '/', '-', '–', '—', '(', '\n']).trim();
    if tail.is_empty() {
        return Some(());
    }
    for part in tail.split(['|', '•', '·', '/', '\n', '–', '—']) {
        let part = part.trim().trim_end_matches(')').trim();
        if part.is_empty() {
            continue;
        }
        if let Some(line) = dates::date_line(part) {
            byline.issued = line.issued.or(line.modified);
            evidence.add(scores::DATE_FOLLOWS);
            continue;
        }
        let words: Vec<&str> = part.split_whitespace().collect();
        let lower = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let small = words.iter().filter(|w| w.starts_with(|c: char| c.is_lowercase())).count();
        let role = words.iter().any(|w| is_role_word(&lower(w)));
        let paper = BEHIND_NAMES.holds(&lower(words[0]));
        if words.len() > ROLE_WORDS || (!role && !paper && small * 2 > words.len()) || is_sentence(part) {
            return None;
        }
        if let Some(at) = dates::find(part) {
            byline.issued = byline.issued.or(Some(at.date));
        }
        if role && !paper {
            evidence.add(scores::ROLE_FOLLOWS);
            if let Some(author) = byline.authors.last_mut()
                && author.role.is_none()
            {
                author.role = Some(part.trim_end_matches([',', '.']).to_owned());
            }
        } else if paper && PAPERS.holds(&lower(words[0])) {
            byline.agency = Some(words[1..].join(" "));
        }
    }
    Some(())
}

fn is_sentence(part: &str) -> bool {
    let words = part.split_whitespace().count();
    words > 4 && part.ends_with(['.', '?', '!']) && !COMPANIES.words().iter().any(|end| part.ends_with(end))
}

/// The words that open a byline.
#[derive(Clone, Copy)]
struct Opener {
    /// In lower case, as many bytes as in the text.
    words: &'static str,
    /// Whether it opens a byline only below a title.
    below_title: bool,
}

fn openers() -> impl Iterator<Item = Opener> {
    list::all().flat_map(|cues| cues.bylines).map(|&(words, below_title)| Opener { words, below_title })
}

/// The longest opener that a text begins with.
fn open(text: &str) -> Option<Opener> {
    let opens = |opener: &Opener| {
        let Some(head) = text.get(..opener.words.len()) else { return false };
        let behind = text.cut(opener.words.len()..);
        let follows = behind.starts_with([' ', ':', '\u{a0}', '\n']) || opener.words.ends_with(':');
        follows && head.to_lowercase() == opener.words
    };
    openers().filter(opens).reduce(|best, opener| if best.words.len() < opener.words.len() { opener } else { best })
}

/// The opener that is all of a text: the name stands below it.
pub(super) fn alone(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    openers().map(|opener| opener.words).find(|&words| words == lower)
}

/// A name without an opener, below a title. Weak evidence by itself: the caller adds what its neighbours say.
fn bare(text: &str, after_title: bool) -> Option<(Byline, Evidence)> {
    if !after_title || text.contains(['?', '!', ':', '“', '"', '@']) || text.ends_with('.') && !ends_with_suffix(text)
    {
        return None;
    }
    // Scientific papers number the affiliations of their authors: `A. Lee¹, B. Ek²`.
    let mut bare_text = String::with_capacity(text.len());
    let mut depth = 0;
    for c in text.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        let number = matches!(c, '¹' | '²' | '³' | '⁴'..='⁹' | '*' | '†' | '‡') || depth > 0 || c == ')';
        if !number && !c.is_ascii_digit() {
            bare_text.push(c);
        }
    }
    let numbered = text.contains(['(', '¹', '²', '³'])
        && text.chars().filter(|c| c.is_alphabetic()).count()
            == bare_text.chars().filter(|c| c.is_alphabetic()).count()
        && text.contains(|c: char| c.is_numeric());
    let text = if numbered { bare_text.trim().to_owned().replace(" ,", ",") } else { text.to_owned() };
    let text = text.as_str();
    let (names, tail) = names(text)?;
    let first = names.first()?;
    let words = first.split_whitespace().count();
    if !BARE_NAME.contains(&words) {
        return None;
    }
    let mut evidence = Evidence::new(scores::NAMES_ALONE);
    evidence.add(scores::NAME_ALONE_BELOW_THE_TITLE);
    evidence.add_if(numbered && names.len() > 1, scores::NUMBERS_BEHIND_THE_NAMES);
    let mut byline = Byline { authors: names.iter().map(|n| Person::named(n.as_str())).collect(), ..Byline::default() };
    let before = evidence.score();
    rest_of(tail, &mut byline, &mut evidence)?;
    if evidence.score() > before {
        evidence.add(scores::WITH_WHAT_THEY_ARE);
    } else if !tail.trim().is_empty() {
        return None;
    }
    Some((byline, evidence))
}

/// Whether a line says what somebody is: the second line of a byline.
pub(super) fn is_role(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is = |w: &str| is_role_word(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    (1..=ROLE_LINE_WORDS).contains(&words.len()) && !text.ends_with(['.', '?', '!', ':']) && words.iter().any(|w| is(w))
        || words.len() <= 6 && words.iter().all(|w| w.starts_with(char::is_uppercase)) && words.iter().any(|w| is(w))
}

/// The names at the start of a text, and what follows them.
pub(super) fn names(text: &str) -> Option<(Vec<String>, &str)> {
    let mut names = Names { list: Vec::new(), name: Vec::new(), rest: text };
    while names.take_word()? {}
    let Names { list, rest, .. } = names;
    let lettered = list.iter().all(|name| name.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    (!list.is_empty() && lettered).then_some((list, rest))
}

/// Names that are read word by word.
struct Names<'t> {
    list: Vec<String>,
    /// The words of the name that is read.
    name: Vec<&'t str>,
    /// The rest of the text, not yet consumed.
    rest: &'t str,
}

impl<'t> Names<'t> {
    /// Reads the next word, and tells whether the names go on; `None` where they are none.
    fn take_word(&mut self) -> Option<bool> {
        let rest = self.rest.trim_start_matches([' ', '\u{a0}', '\t']);
        if rest.starts_with(['\n', '|', '•', '·', '/', '–', '—', '(']) || rest.is_empty() {
            self.end_name(rest);
            return Some(false);
        }
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(')).unwrap_or(rest.len());
        let (word, behind) = (rest.cut(..length), rest.cut(length..));
        if !self.name.is_empty() && is_between_names(&word.to_lowercase()) {
            self.end_name(behind);
            // What follows must be a name again.
            return behind.trim_start().starts_with(char::is_uppercase).then_some(true);
        }
        let lower = word.trim_end_matches(['.', ';']).to_lowercase();
        if self.belongs(word, &lower, behind) {
            self.name.push(word);
            self.rest = behind;
            return (self.name.len() <= NAME_WORDS).then(|| !behind.starts_with(',') || self.goes_on());
        }
        // “By March 2026 …”, “By The Numbers”: no name.
        if is_capital(word) || self.list.is_empty() && self.name.is_empty() {
            return None;
        }
        // A small word: only what follows a byline may stand here.
        self.end_name(rest);
        (BEHIND_NAMES.holds(&lower) || PICTURES.holds(&lower)).then_some(false)
    }

    /// Whether a word belongs to a name: it has a capital and is no word of a sentence, or is a particle within the name.
    fn belongs(&self, word: &str, lower: &str, behind: &str) -> bool {
        let initial = word.ends_with('.') && lower.chars().count() == 1;
        let particle = PARTICLES.holds(lower);
        is_capital(word) && (initial || !NO_NAMES.holds(lower)) && !lower.contains(|c: char| c.is_numeric())
            || particle && (!self.name.is_empty() || behind.trim_start().starts_with(char::is_uppercase))
    }

    /// Behind a comma: whether another name follows, and not what they are.
    fn goes_on(&mut self) -> bool {
        let after = self.rest.cut(1..).trim_start();
        if is_suffix(after) {
            self.rest = after;
            return true;
        }
        let few = matches!(names_until_comma(after), Some(n) if BARE_NAME.contains(&n));
        if few && !is_role(first_part(after)) {
            self.end_name(after);
            return true;
        }
        let and = after.split_once(' ').filter(|(word, _)| is_between_names(word));
        self.end_name(and.map_or(self.rest, |(_, behind)| behind));
        and.is_some()
    }

    /// Ends the name that is read; `rest` is what follows.
    fn end_name(&mut self, rest: &'t str) {
        if !self.name.is_empty() {
            self.list.push(tidy(&self.name.join(" ")));
            self.name.clear();
        }
        self.rest = rest;
    }
}

/// Whether a word begins with a capital, or has one behind an elided article.
fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        || word.contains(char::is_uppercase) && word.starts_with(['’', '\'', 'd', 'a', 'o'])
}

/// Whether what stands behind a comma belongs to the name before it: “Jr”, “III”.
fn is_suffix(text: &str) -> bool {
    let numeral = ["III", "II"].into_iter().find(|numeral| text.starts_with(numeral));
    let suffix = SUFFIXES.start_of(text).or(numeral);
    suffix.is_some_and(|suffix| !text.cut(suffix.len()..).starts_with(char::is_alphabetic))
}

/// Whether a text ends with what belongs to a name and has a stop: “Ann Lee Jr.”
fn ends_with_suffix(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    SUFFIXES.holds(last.trim_end_matches('.'))
}

fn first_part(text: &str) -> &str {
    text.split([',', '|', '\n']).next().unwrap_or(text)
}

/// How many capitalized words stand before the next comma, where all of them are.
fn names_until_comma(text: &str) -> Option<usize> {
    let part = first_part(text);
    let mut count = 0;
    for word in part.split_whitespace().enumerate().take_while(|&(i, w)| i == 0 || !is_between_names(w)).map(|(_, w)| w)
    {
        let lower = word.to_lowercase();
        if !word.starts_with(char::is_uppercase) && !PARTICLES.holds(&lower) || NO_NAMES.holds(&lower) {
            return None;
        }
        count += 1;
    }
    (count > 0).then_some(count)
}

/// A name that is set in capitals, as names are written.
fn tidy(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 5 || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut out = String::new();
    for word in name.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        let count = word.chars().filter(|c| c.is_alphabetic()).count();
        let initials = word.contains('.') || count == 1 || matches!(word, "II" | "III" | "IV");
        let mut first = true;
        let mut before = ' ';
        let stem = if word.starts_with("MC") && count > 4 { 2 } else { usize::MAX };
        for (i, c) in word.chars().enumerate() {
            if initials
                || first
                || i == stem
                || !before.is_alphabetic() && before != '’' && before != '\''
                || (i == 2 && matches!(before, '’' | '\''))
            {
                out.push(c);
            } else {
                out.extend(c.to_lowercase());
            }
            first = false;
            before = c;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(text: &str) -> Vec<String> {
        parse(text, true).map(|(b, _)| b.authors.into_iter().map(|p| p.name).collect()).unwrap_or_default()
    }

    #[test]
    fn bylines() {
        assert_eq!(authors("By MIRA OKONKWO-HALE"), ["Mira Okonkwo-Hale"]);
        assert_eq!(authors("By Ann Lee and Bo Ek"), ["Ann Lee", "Bo Ek"]);
        assert_eq!(authors("by Ann Lee, Bo Ek & Cy Dee"), ["Ann Lee", "Bo Ek", "Cy Dee"]);
        assert_eq!(authors("By J. R. R. Hale, Staff Writer"), ["J. R. R. Hale"]);
        assert_eq!(authors("Von Jörg van der Meer"), ["Jörg van der Meer"]);
        assert_eq!(authors("Von Ann Lee, Bo Ek, und Cy Dee"), ["Ann Lee", "Bo Ek", "Cy Dee"]);
        assert_eq!(authors("By Ann Lee, Jr., and Srinivas Rao"), ["Ann Lee Jr.", "Srinivas Rao"]);
        assert_eq!(authors("By Ann Lee, Srinivas Rao"), ["Ann Lee", "Srinivas Rao"]);
        assert_eq!(authors("By PATRICK O’BRIEN"), ["Patrick O’Brien"]);
        assert_eq!(authors("文/王小明"), ["王小明"]);
        assert_eq!(authors("By Ann Lee | March 3, 2026"), ["Ann Lee"]);
        assert_eq!(authors("By Ann Lee for The Coast Paper"), ["Ann Lee"]);
        assert_eq!(authors("By Ann Lee from the Coast"), ["Ann Lee"]);
        assert_eq!(authors("Ann Lee Jr."), ["Ann Lee Jr."]);
        assert!(authors("Ann Miller left.").is_empty());
        assert_eq!(authors("By The Wanderline Staff"), ["The Wanderline Staff"]);
    }

    #[test]
    fn what_is_said_of_a_byline_holds() {
        let reasons = |after_title| {
            let (_, evidence) = parse("By The Wanderline Staff", after_title).unwrap();
            evidence.reasons().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(reasons(true), ["opens with “by”", "a staff follows", "below the title"]);
        assert_eq!(reasons(false), ["opens with “by”", "a staff follows"]);
    }

    #[test]
    fn what_opens_much_else_is_a_byline_only_below_a_title() {
        assert!(parse("Von Jörg Meer", false).is_some() && parse("By Ann Lee", false).is_some());
        assert!(parse("Af Jens Holm", true).is_some() && parse("Af Jens Holm", false).is_none());
    }

    #[test]
    fn sentences_are_no_bylines() {
        for text in [
            "By noon the crowd had grown",
            "By Monday the crowd had grown.",
            "By the Numbers",
            "By March 2026 the work was done",
            "By Sea and by Land",
            "Por la mañana",
            "Von hier nach dort",
            "By Harbour Street they stopped",
        ] {
            assert!(authors(text).is_empty(), "{text}: {:?}", authors(text));
        }
    }
}
