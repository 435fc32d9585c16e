//! MyST's roles: a name in braces right before code.

use crate::document::{Abbreviation, Attributes, Inline, InlineKind, Link, Markup, Math, Target};
use crate::source::Cut as _;

/// Directives that are code; what stands behind them names its language.
pub(in super::super) const CODE: [&str; 6] =
    ["code", "code-block", "code-cell", "sourcecode", "literalinclude", "eval-rst"];

/// Makes what they say of the roles in a line: a name in braces right before code.
pub(super) fn find(line: &mut Vec<Inline>) {
    let mut at = 1;
    while at < line.len() {
        let named = match (&line[at - 1].kind, &line[at].kind) {
            (InlineKind::Text(before), InlineKind::Code(code)) => {
                role_name(before).map(|name| (name.to_owned(), code.clone()))
            }
            _ => None,
        };
        if let Some((name, said)) = named
            && let Some(kind) = role(&name, &said, line[at].span)
        {
            line[at].kind = kind;
            if let InlineKind::Text(before) = &mut line[at - 1].kind {
                before.truncate(before.len() - name.len() - 2);
            }
        }
        at += 1;
    }
    line.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
}

/// The name in braces that a text ends with.
fn role_name(text: &str) -> Option<&str> {
    let inside = text.strip_suffix('}')?;
    let name = inside.cut(inside.rfind('{')? + 1..);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
    is_name.then_some(name)
}

fn role(name: &str, said: &str, span: Option<crate::source::Span>) -> Option<InlineKind> {
    let text = |said: &str| vec![Inline::text(said, span)];
    // `words <target>`
    let (words, target) = match said.trim_end().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((words, target)) if !words.trim().is_empty() => (words.trim(), target),
        _ => (said, said),
    };
    Some(match name {
        "abbr" => match said.trim_end().strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            Some((short, expansion)) => InlineKind::Abbreviation(Abbreviation {
                expansion: expansion.trim().to_owned(),
                content: text(short.trim()),
            }),
            None => InlineKind::Span(Attributes::default(), text(said)),
        },
        "kbd" => InlineKind::Styled(Markup::Keyboard, text(said)),
        "sub" => InlineKind::Styled(Markup::Subscript, text(said)),
        "sup" => InlineKind::Styled(Markup::Superscript, text(said)),
        "sc" | "smallcaps" => InlineKind::Styled(Markup::SmallCaps, text(said)),
        "u" | "underline" => InlineKind::Styled(Markup::Underline, text(said)),
        "del" | "strike" => InlineKind::Styled(Markup::Strikeout, text(said)),
        "emphasis" | "dfn" => InlineKind::Styled(Markup::Emphasis, text(said)),
        "strong" => InlineKind::Styled(Markup::Strong, text(said)),
        "math" => InlineKind::Math(Math::new(said)),
        "ref" | "numref" | "eq" | "prf:ref" if words == target => {
            let link = Link { target: Target::Internal(target.trim().to_owned()), title: None, content: text(words) };
            super::references::wrap(link, name != "eq", span).kind
        }
        "ref" | "numref" | "eq" | "prf:ref" | "term" => InlineKind::Link(Link {
            target: Target::Internal(target.trim().to_owned()),
            title: None,
            content: text(words),
        }),
        "doc" | "download" => InlineKind::Link(Link {
            target: Target::External(target.trim().to_owned()),
            title: None,
            content: text(words),
        }),
        _ => return None,
    })
}
