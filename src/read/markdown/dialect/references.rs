//! References to what is numbered: `@fig:map`, `-@tbl-2` (the number alone), `\\ref{eq:a}`.

use crate::document::{Attributes, Inline, InlineKind, Link, Target};
use crate::source::{Cut as _, Span};

/// What names of things that are referred to begin with, behind a colon or a hyphen (pandoc-crossref, Quarto).
const KINDS: [&str; 8] = ["fig", "tbl", "tab", "lst", "eq", "sec", "thm", "lem"];
/// Those that are words as well, as `@def-con` is somebody's name: behind a colon only.
const WORDS: [&str; 10] = ["eqn", "cor", "prp", "def", "exm", "exr", "rem", "chap", "app", "alg"];

/// LaTeX's commands that refer to something, and whether they say what it is.
const COMMANDS: [(&str, bool); 6] = [
    ("\\ref{", false),
    ("\\eqref{", false),
    ("\\autoref{", true),
    ("\\cref{", true),
    ("\\Cref{", true),
    ("\\nameref{", true),
];

/// No label is longer, in bytes.
const LONGEST_LABEL: usize = 200;

/// The reference that a text begins with, and how many bytes it takes; `before`: what stands before it.
pub(super) fn at(text: &str, before: &str, span: Option<Span>) -> Option<(Inline, usize)> {
    if let Some((command, word)) = COMMANDS.iter().find(|(command, _)| text.starts_with(command)) {
        let inside = text.cut(command.len()..).head(LONGEST_LABEL);
        let label = inside.cut(..inside.find('}')?);
        let is_label = !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_:. ".contains(c));
        let length = command.len() + label.len() + 1;
        return is_label.then(|| (reference(label, text.cut(..length), *word, span), length));
    }
    let (word, rest) = match text.strip_prefix('-') {
        Some(rest) => (false, rest),
        None => (true, text),
    };
    let named = rest.strip_prefix('@')?;
    let end = named.find(|c: char| !(c.is_alphanumeric() || "-_:.".contains(c))).unwrap_or(named.len());
    let label = named.cut(..end).trim_end_matches(['.', ':', '-', '_']);
    let (kind, name) = label.split_once([':', '-'])?;
    let is_known = KINDS.contains(&kind) || WORDS.contains(&kind) && label.cut(kind.len()..).starts_with(':');
    if name.is_empty() || !is_known || before.ends_with(|c: char| c.is_alphanumeric() || c == '@') {
        return None;
    }
    let length = text.len() - rest.len() + 1 + label.len();
    Some((reference(label, text.cut(..length), word, span), length))
}

/// A reference to a label, `written` like this.
fn reference(label: &str, written: &str, word: bool, span: Option<Span>) -> Inline {
    let content = vec![Inline::text(written, span)];
    wrap(Link { target: Target::Internal(label.to_owned()), title: None, content }, word, span)
}

/// A link that is to show what it leads to.
pub(super) fn wrap(link: Link, word: bool, span: Option<Span>) -> Inline {
    let form = if word { "word" } else { "number" };
    let pairs = vec![(Attributes::REFERENCE.to_owned(), form.to_owned())];
    let attributes = Attributes { pairs, ..Attributes::default() };
    Inline::new(InlineKind::Span(attributes, vec![Inline::new(InlineKind::Link(link), span)]), span)
}
