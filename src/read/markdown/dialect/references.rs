//! References to what is numbered: `@fig:map`, `-@tbl-2` (the number alone), `\\ref{eq:a}`.

use crate::document::{Attributes, Inline, InlineKind, Link, Target};
use crate::source::{Cut as _, Span};

/// What names of things that are referred to begin with (pandoc-crossref, Quarto).
const KINDS: [&str; 20] = [
    "fig", "tbl", "tab", "lst", "eq", "eqn", "sec", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol",
    "rem", "chap", "app", "alg",
];

/// LaTeX's commands that refer to something, and whether they say what it is.
const COMMANDS: [(&str, bool); 6] = [
    ("\\ref{", false),
    ("\\eqref{", false),
    ("\\autoref{", true),
    ("\\cref{", true),
    ("\\Cref{", true),
    ("\\nameref{", true),
];

/// The reference that a text begins with, and how many bytes it takes; `before`: what stands before it.
pub(super) fn at(text: &str, before: &str, span: Option<Span>) -> Option<(Inline, usize)> {
    if let Some((command, word)) = COMMANDS.iter().find(|(command, _)| text.starts_with(command)) {
        let inside = text.cut(command.len()..);
        let label = inside.cut(..inside.find('}')?);
        let is_label = !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_:. ".contains(c));
        return is_label.then(|| (reference(label, *word, span), command.len() + label.len() + 1));
    }
    let (word, rest) = match text.strip_prefix('-') {
        Some(rest) => (false, rest),
        None => (true, text),
    };
    let named = rest.strip_prefix('@')?;
    let end = named.find(|c: char| !(c.is_alphanumeric() || "-_:.".contains(c))).unwrap_or(named.len());
    let label = named.cut(..end).trim_end_matches(['.', ':', '-', '_']);
    let (kind, name) = label.split_once([':', '-'])?;
    if name.is_empty() || !KINDS.contains(&kind) || before.ends_with(|c: char| c.is_alphanumeric() || c == '@') {
        return None;
    }
    Some((reference(label, word, span), text.len() - rest.len() + 1 + label.len()))
}

fn reference(label: &str, word: bool, span: Option<Span>) -> Inline {
    let link =
        Link { target: Target::Internal(label.to_owned()), title: None, content: vec![Inline::text(label, span)] };
    wrap(link, word, span)
}

/// A link that is to show what it leads to.
pub(super) fn wrap(link: Link, word: bool, span: Option<Span>) -> Inline {
    let form = if word { "word" } else { "number" };
    let pairs = vec![(Attributes::REFERENCE.to_owned(), form.to_owned())];
    let attributes = Attributes { pairs, ..Attributes::default() };
    Inline::new(InlineKind::Span(attributes, vec![Inline::new(InlineKind::Link(link), span)]), span)
}
