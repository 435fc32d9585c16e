//! Splits a word into items of one script and one face.

use crate::fonts::{Choice, FontRole, Fonts};
use crate::source::Cut as _;
use harfrust::{Script, Tag};
use std::ops::Range;
use unicode_script::UnicodeScript;

/// Part of a word shaped in one call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShapingItem {
    /// Bytes of the word.
    pub range: Range<usize>,
    /// Its script.
    pub script: Script,
    /// Its face.
    pub choice: Choice,
    /// Whether no face has a glyph for its characters, or they are controls.
    pub missing: bool,
}

/// Splits a word where the script or the face changes, but never within a cluster: marks and joiners stay with their
/// base.
pub(super) fn items(text: &str, role: FontRole, fonts: &Fonts) -> Vec<ShapingItem> {
    let own = fonts.face_for(role);
    let face = fonts.face(own.face);
    if text.is_ascii() && text.bytes().all(|b| face.glyph(char::from(b)).is_some()) {
        return vec![ShapingItem { range: 0..text.len(), script: LATIN, choice: own, missing: false }];
    }
    let mut items: Vec<ShapingItem> = Vec::new();
    let mut scripts: Vec<Option<Script>> = Vec::new();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let script = real_script(c);
        // Items are single clusters until they are merged at the end.
        if let (true, Some(cluster), Some(known)) = (is_joined(c), items.last_mut(), scripts.last_mut()) {
            if let Some(choice) = shared(text.cut(cluster.range.clone()), c, cluster.choice, role, fonts) {
                (cluster.choice, cluster.missing, *known) = (choice, false, script);
            }
            cluster.range.end = end;
            continue;
        }
        let (choice, missing) = if is_ignorable(c) {
            // Default ignorable characters take the face of the character before them.
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
        items.push(ShapingItem { range: start..end, script: LATIN, choice, missing });
        scripts.push(script);
    }
    signs(text, own, fonts, &mut items, &scripts);
    join(&mut items, &mut scripts);
    // Common and Inherited characters, such as digits, take their neighbour's script.
    let mut before = scripts.iter().flatten().next().copied().unwrap_or(LATIN);
    for (item, script) in items.iter_mut().zip(scripts) {
        before = script.unwrap_or(before);
        item.script = before;
    }
    items
}

/// The face for a cluster whose base's own face lacks the mark: one that has both, if the base is common to all
/// scripts, such as the dotted circle that carries a mark (`◌े`).
fn shared(base: &str, mark: char, own: Choice, role: FontRole, fonts: &Fonts) -> Option<Choice> {
    let has = |choice: Choice, c: char| is_ignorable(c) || fonts.face(choice.face).glyph(c).is_some();
    let first = base.chars().next().filter(|&c| real_script(c).is_none())?;
    if has(own, mark) || !has(own, first) {
        return None;
    }
    fonts.fallback(mark, role).filter(|&choice| base.chars().all(|c| has(choice, c)))
}

/// Sets common signs in the face of the adjacent letters (those before first) if it has them: a comma of another
/// family differs in weight and position, and text extraction splits a word at a change of face. Characters other than
/// punctuation stay in the role's own face if it has them.
fn signs(text: &str, own: Choice, fonts: &Fonts, items: &mut [ShapingItem], scripts: &[Option<Script>]) {
    if items.iter().all(|item| item.choice == own) {
        return;
    }
    let is_sign = |item: &ShapingItem, own_face: bool| {
        let mut characters = text.cut(item.range.clone()).chars();
        characters.all(|c| if own_face { is_punctuation(c) } else { !c.is_alphanumeric() })
    };
    let mut take = |at: usize, beside: Option<usize>| {
        let (item, Some(beside)) = (&items[at], beside.and_then(|i| items.get(i))) else { return };
        let choice = beside.choice;
        let face = fonts.face(choice.face);
        if choice != own
            && !(beside.missing || item.missing)
            && scripts[at].is_none()
            && is_sign(item, item.choice == own)
            && text.cut(item.range.clone()).chars().all(|c| face.glyph(c).is_some())
        {
            items[at].choice = choice;
        }
    };
    (0..scripts.len()).for_each(|at| take(at, at.checked_sub(1)));
    (0..scripts.len()).rev().for_each(|at| take(at, Some(at + 1)));
}

/// Merges adjacent items of one face and script.
fn join(items: &mut Vec<ShapingItem>, scripts: &mut Vec<Option<Script>>) {
    let (old, known) = (std::mem::take(items), std::mem::take(scripts));
    for (item, script) in old.into_iter().zip(known) {
        match (items.last_mut(), scripts.last_mut()) {
            (Some(last), Some(known))
                if last.choice == item.choice
                    && last.missing == item.missing
                    && (known.is_none() || script.is_none() || *known == script) =>
            {
                last.range.end = item.range.end;
                *known = known.or(script);
            }
            _ => {
                items.push(item);
                scripts.push(script);
            }
        }
    }
}

/// Whether a character is punctuation common to many scripts.
fn is_punctuation(c: char) -> bool {
    matches!(c, '!' | '"' | '\'' | '('..=')' | ','..='/' | ':' | ';' | '?' | '[' | ']' | '{' | '}' | '«' | '»')
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}')
}

/// The face for the replacement character: the role's own, if it has the glyph.
fn unknown(own: Choice, role: FontRole, fonts: &Fonts) -> Choice {
    match fonts.face(own.face).glyph(UNKNOWN) {
        Some(_) => own,
        None => fonts.fallback(UNKNOWN, role).unwrap_or(own),
    }
}

/// Replacement for a character that no face has.
pub(super) const UNKNOWN: char = '\u{FFFD}';

/// Latin.
pub(super) const LATIN: Script = match Script::from_iso15924_tag(Tag::new(b"Latn")) {
    Some(script) => script,
    None => panic!("Latn is a script"),
};

/// The script of a character; `None` for Common and Inherited.
fn real_script(c: char) -> Option<Script> {
    use unicode_script::Script as Known;
    match c.script() {
        Known::Common | Known::Inherited | Known::Unknown => None,
        script => Script::from_iso15924_tag(Tag::from_be_bytes(script.as_iso15924_tag().to_be_bytes())),
    }
}

/// Whether a character extends the cluster before it: marks, joiners, variation selectors.
pub(super) fn is_joined(c: char) -> bool {
    c >= '\u{300}'
        && (unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'))
}

/// Whether a character is a control, which has no glyph and is not reported as missing.
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
