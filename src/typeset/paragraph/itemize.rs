//! A word → stretches of one script and one face.

use crate::fonts::{Choice, FontRole, Fonts};
use crate::source::Cut as _;
use harfrust::{Script, Tag};
use std::ops::Range;
use unicode_script::UnicodeScript;

/// A stretch of a word that is shaped as one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// Bytes of the word.
    pub range: Range<usize>,
    /// Its script.
    pub script: Script,
    /// Its face.
    pub choice: Choice,
    /// Whether no face has a glyph for its characters.
    pub missing: bool,
}

/// Cuts a word where the script or the face changes. A cluster is never cut: marks and joiners keep to their base.
pub(super) fn items(text: &str, role: FontRole, fonts: &Fonts) -> Vec<Item> {
    let own = fonts.face_for(role);
    let face = fonts.face(own.face);
    if text.is_ascii() && text.bytes().all(|b| face.glyph(char::from(b)).is_some()) {
        return vec![Item { range: 0..text.len(), script: LATIN, choice: own, missing: false }];
    }
    let mut items: Vec<Item> = Vec::new();
    let mut scripts: Vec<Option<Script>> = Vec::new();
    // Where the last cluster begins.
    let mut cluster = 0;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let script = real_script(c);
        let sticks = is_joined(c) && !items.is_empty();
        if sticks {
            items.last_mut().expect("there is one").range.end = end;
            if let Some(choice) = shared(text.cut(cluster..start), c, items.last().map(|i| i.choice), role, fonts) {
                let range = cluster..end;
                match items.last_mut() {
                    Some(last) if last.range.start < cluster => last.range.end = cluster,
                    _ => _ = (items.pop(), scripts.pop()),
                }
                items.push(Item { range, script: LATIN, choice, missing: false });
                scripts.push(script);
            }
            continue;
        }
        cluster = start;
        let (choice, missing) = if is_ignorable(c) {
            // What is never drawn stays with what it stands behind.
            items.last().map_or((own, false), |last| (last.choice, last.missing))
        } else if face.glyph(c).is_some() {
            (own, false)
        } else {
            match fonts.fallback(c, role) {
                Some(choice) => (choice, false),
                None => (unknown(own, role, fonts), true),
            }
        };
        let missing = missing || is_blank(c);
        match (items.last_mut(), scripts.last_mut()) {
            (Some(last), Some(known))
                if last.choice == choice
                    && last.missing == missing
                    && (known.is_none() || script.is_none() || *known == script) =>
            {
                last.range.end = end;
                *known = known.or(script);
            }
            _ => {
                items.push(Item { range: start..end, script: LATIN, choice, missing });
                scripts.push(script);
            }
        }
    }
    // What has no script of its own, such as digits, takes its neighbour's.
    let mut before = scripts.iter().flatten().next().copied().unwrap_or(LATIN);
    for (item, script) in items.iter_mut().zip(scripts) {
        before = script.unwrap_or(before);
        item.script = before;
    }
    items
}

/// The face of a cluster where the one of its base lacks a mark: one that has both, for a base that belongs to no script,
/// such as the dotted circle on which a mark is shown (`◌े`).
fn shared(base: &str, mark: char, own: Option<Choice>, role: FontRole, fonts: &Fonts) -> Option<Choice> {
    let has = |choice: Choice, c: char| is_ignorable(c) || fonts.face(choice.face).glyph(c).is_some();
    let first = base.chars().next().filter(|&c| real_script(c).is_none())?;
    if own.is_none_or(|own| has(own, mark) || !has(own, first)) {
        return None;
    }
    fonts.fallback(mark, role).filter(|&choice| base.chars().all(|c| has(choice, c)))
}

/// The face with a sign for unknown characters: the role's own, if it has one.
fn unknown(own: Choice, role: FontRole, fonts: &Fonts) -> Choice {
    match fonts.face(own.face).glyph(UNKNOWN) {
        Some(_) => own,
        None => fonts.fallback(UNKNOWN, role).unwrap_or(own),
    }
}

/// Stands for a character that no face has a glyph for.
pub(super) const UNKNOWN: char = '\u{FFFD}';

/// Latin.
pub(super) const LATIN: Script = match Script::from_iso15924_tag(Tag::new(b"Latn")) {
    Some(script) => script,
    None => panic!("Latn is a script"),
};

/// The script of a character; `None` where it is common to many.
fn real_script(c: char) -> Option<Script> {
    use unicode_script::Script as Known;
    match c.script() {
        Known::Common | Known::Inherited | Known::Unknown => None,
        script => Script::from_iso15924_tag(Tag::from_be_bytes(script.as_iso15924_tag().to_be_bytes())),
    }
}

/// Whether a character belongs to the one before it: marks, joiners, variation selectors.
fn is_joined(c: char) -> bool {
    c >= '\u{300}'
        && (unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'))
}

/// Whether a character is a control, for which nothing is drawn and nothing is missing.
pub(super) fn is_blank(c: char) -> bool {
    c.is_control()
}

/// Whether a character is never drawn (Unicode `Default_Ignorable_Code_Point`, and controls).
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}'
        | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
