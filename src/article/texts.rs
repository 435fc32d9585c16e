//! What the words of a block say of it, in any language ([`crate::words::cues`]).

use crate::words::cues::Around;
use crate::words::list;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What words can say: how it is called, and where the words stand.
type Text = (&'static str, fn(&Around) -> &'static [&'static str]);

pub(super) const TEXTS: &[Text] = &[
    ("share", |a| a.shares),
    ("subscribe", |a| a.subscribes),
    ("comments", |a| a.comments),
    ("other articles", |a| a.related),
    ("advertisement", |a| a.adverts),
    ("tags", |a| a.tags),
    ("consent", |a| a.consents),
    ("rights", |a| a.rights),
    ("editors’ remark", |a| a.remarks),
    ("credit", |a| a.credits),
    ("menu", |a| a.menus),
];

/// The number of what words say that lead to other articles.
pub(super) const RELATED: usize = 3;

/// What words say that are a page's own: all but credits, remarks and rights.
pub(super) const OF_PAGE: u16 = 0b100_0011_1111;

/// How many characters of a block are looked at.
const MOST: usize = 300;

/// What a block's words say, a bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// Anywhere at its beginning.
    pub(super) anywhere: u16,
    /// With its very first words.
    pub(super) first: u16,
}

/// Beginnings by their first two characters, each with the bit of what it says.
type Beginnings = HashMap<[char; 2], Vec<(&'static str, u16)>>;

/// The words of all languages.
static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let mut all = Beginnings::new();
    for (i, (_, list)) in TEXTS.iter().enumerate() {
        for text in list::all().flat_map(|cues| list(&cues.around)) {
            all.entry(key(text)).or_default().push((text, 1 << i));
        }
    }
    all
});

fn key(text: &str) -> [char; 2] {
    let mut chars = text.chars();
    [chars.next().unwrap_or(' '), chars.next().unwrap_or(' ')]
}

/// Whether words are written without spaces between them, so that one may begin at any letter.
pub(super) fn stands_close(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// What a text in lower case says.
pub(super) fn said(text: &str) -> Said {
    let mut out = Said::default();
    let (mut before, mut words) = (' ', 0);
    let end = text.char_indices().nth(MOST).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or(text);
    for (at, c) in text.char_indices() {
        let begins = !before.is_alphanumeric() || stands_close(c);
        before = c;
        if !begins || c.is_whitespace() {
            continue;
        }
        words += usize::from(c.is_alphanumeric());
        let rest = text.get(at..).unwrap_or("");
        for (start, bit) in BEGINNINGS.get(&key(rest)).into_iter().flatten() {
            if begins_with(rest, start) {
                out.anywhere |= bit;
                if words <= 1 {
                    out.first |= bit;
                }
            }
        }
    }
    out
}

/// Whether a text begins so; a space at the end stands for the end of a word.
fn begins_with(text: &str, start: &str) -> bool {
    match start.strip_suffix(' ') {
        Some(word) => text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)),
        None => text.starts_with(start),
    }
}

/// Whether words are a page's own: they ask to share, to subscribe or to comment, or lead elsewhere.
pub fn speaks_of_page(text: &str) -> bool {
    said(&text.to_lowercase()).anywhere & OF_PAGE != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_language_tell() {
        let share = |text: &str| said(text).anywhere & 1;
        assert!(
            share("teilen") == 1 && share("分享到") == 1 && share("shared rooms") == 0 && share("to share it") == 1
        );
        assert_eq!(said("to share it").first & 1, 0);
    }
}
