//! `++ctrl+alt+del++`: keys to press at once (PyMdown); `++anything else++` is text that was put in (markdown-it).

use crate::document::{Inline, InlineKind, Markup};
use crate::source::Span;

/// The names of keys that are words; a single sign and `f1` are keys as well.
const KEYS: [&str; 52] = [
    "alt",
    "alt-graph",
    "altgr",
    "arrow-down",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "backspace",
    "bksp",
    "break",
    "caps-lock",
    "cmd",
    "command",
    "context-menu",
    "control",
    "ctrl",
    "del",
    "delete",
    "down",
    "end",
    "enter",
    "esc",
    "escape",
    "fn",
    "home",
    "ins",
    "insert",
    "left",
    "left-click",
    "menu",
    "meta",
    "num-lock",
    "opt",
    "option",
    "page-down",
    "page-up",
    "pause",
    "pg-dn",
    "pg-up",
    "plus",
    "print-screen",
    "return",
    "right",
    "right-click",
    "scroll-lock",
    "shift",
    "space",
    "super",
    "tab",
    "up",
    "win",
    "windows",
];

/// The keys that stand between two marks, or what was put in.
pub(super) fn or_insertion(content: Vec<Inline>, span: Option<Span>) -> Vec<Inline> {
    let [Inline { kind: InlineKind::Text(text), .. }] = content.as_slice() else { return inserted(content, span) };
    if !text.split('+').all(|key| is_key(key.trim())) {
        return inserted(content, span);
    }
    let mut out = Vec::new();
    for (i, key) in text.split('+').enumerate() {
        if i > 0 {
            out.push(Inline::text("+", span));
        }
        let name = Inline::text(shown(key.trim()), span);
        out.push(Inline::new(InlineKind::Styled(Markup::Keyboard, vec![name]), span));
    }
    out
}

fn inserted(content: Vec<Inline>, span: Option<Span>) -> Vec<Inline> {
    vec![Inline::new(InlineKind::Styled(Markup::Underline, content), span)]
}

fn is_key(key: &str) -> bool {
    let name = key.to_ascii_lowercase();
    let quoted = key.len() > 2 && key.starts_with('"') && key.ends_with('"');
    let function = name.strip_prefix('f').is_some_and(|number| matches!(number.parse(), Ok(1..=24)));
    quoted || function || key.chars().count() == 1 || KEYS.contains(&name.as_str())
}

/// What stands on a key: `ctrl` → `Ctrl`, `page-up` → `Page Up`, `a` → `A`.
fn shown(key: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
    };
    match key.strip_prefix('"').and_then(|key| key.strip_suffix('"')) {
        Some(quoted) => quoted.to_owned(),
        None if key.len() > 1 => key.split('-').map(word).collect::<Vec<_>>().join(" "),
        None => key.to_uppercase(),
    }
}
