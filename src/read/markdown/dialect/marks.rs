//! The marks that a line holds as text: what opens and closes, and what stands for itself.

use super::attributes::AttributeList;
use super::{emoji, references};
use crate::document::{Inline, InlineKind, Markup};
use crate::source::{Cut as _, Source, Span, TextOrigin};

/// A mark in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `[`
    Bracket,
    /// `^[`
    Note,
    /// `]`, which closes either.
    BracketEnd,
    /// `==`, `++`: open where a word begins, close where one ends.
    Pair(Pair),
    /// `{++` and so on, of CriticMarkup.
    Critic(Critic),
    /// `++}`
    CriticEnd(Critic),
}

/// A pair of equal marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// `==marked==`
    Highlight,
    /// `++inserted++`, `++ctrl+c++`
    Insertion,
}

/// The kinds of CriticMarkup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Critic {
    /// `{++ ++}`
    Insertion,
    /// `{-- --}`
    Deletion,
    /// `{== ==}`
    Highlight,
    /// `{>> <<}`
    Comment,
}

impl Critic {
    const ALL: [(Critic, &'static str, &'static str); 4] = [
        (Critic::Insertion, "{++", "++}"),
        (Critic::Deletion, "{--", "--}"),
        (Critic::Highlight, "{==", "==}"),
        (Critic::Comment, "{>>", "<<}"),
    ];

    /// What it does to text; a comment is a note.
    pub(super) fn markup(self) -> Option<Markup> {
        match self {
            Critic::Insertion => Some(Markup::Underline),
            Critic::Deletion => Some(Markup::Strikeout),
            Critic::Highlight => Some(Markup::Highlight),
            Critic::Comment => None,
        }
    }
}

/// A part of a line.
#[derive(Debug)]
pub(super) enum Token {
    /// Anything that is no mark.
    Piece(Inline),
    /// A mark; whether it may open, and whether it may close.
    Mark { mark: Mark, text: &'static str, opens: bool, closes: bool, span: Option<Span> },
    /// A list of attributes for what stands right before it.
    Attributes(AttributeList, Inline),
}

/// Splits a line at its marks.
pub(super) fn split(source: &Source, line: Vec<Inline>) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(line.len() + 8);
    for inline in line {
        match &inline.kind {
            InlineKind::Text(text) if text.contains(['[', ']', '{', '=', '+', ':', '}', '@', '\\']) => {
                text_tokens(text, &source.origin(inline.span, text), &mut tokens);
            }
            _ => tokens.push(Token::Piece(inline)),
        }
    }
    tokens
}

/// Whether attributes may follow: a bracket that closes, or what is no text.
fn takes_attributes(token: Option<&Token>) -> bool {
    match token {
        Some(Token::Mark { mark, .. }) => *mark == Mark::BracketEnd,
        Some(Token::Piece(piece)) => !matches!(piece.kind, InlineKind::Text(_) | InlineKind::LineBreak),
        Some(Token::Attributes(..)) | None => false,
    }
}

/// The first bytes of all marks.
const SIGNS: &[u8] = b"{[]^=+-<:@\\";

fn text_tokens(text: &str, origin: &TextOrigin<'_>, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let (mut done, mut at) = (0, 0);
    let piece = |from: usize, to: usize, tokens: &mut Vec<Token>| {
        if to > from {
            tokens.push(Token::Piece(Inline::text(text.cut(from..to), origin.of(from..to))));
        }
    };
    while at < bytes.len() {
        if !SIGNS.contains(&bytes[at]) {
            at += 1;
            continue;
        }
        let rest = text.cut(at..);
        let found: Option<(usize, Token)> = match bytes[at] {
            b'{' => {
                let before = if at == done { tokens.last() } else { None };
                let list = AttributeList::parse(rest).filter(|list| {
                    takes_attributes(before) || list.of_block && text.cut(at + list.length..).trim().is_empty()
                });
                match list {
                    Some(list) => {
                        let length = list.length;
                        let inline = Inline::text(rest.cut(..length), origin.of(at..at + length));
                        Some((length, Token::Attributes(list, inline)))
                    }
                    None => critic(rest, true)
                        .map(|(mark, sign)| (3, mark_token(mark, sign, (true, false), origin.of(at..at + 3)))),
                }
            }
            b'+' | b'-' | b'=' | b'<' if let Some((mark, sign)) = critic(rest, false) => {
                Some((3, mark_token(mark, sign, (false, true), origin.of(at..at + 3))))
            }
            b'=' | b'+' if rest.cut(1..).starts_with(char::from(bytes[at])) => {
                let run = bytes[at..].iter().take_while(|&&b| b == bytes[at]).count();
                let before = text.cut(..at).chars().next_back();
                let after = rest.cut(run..).chars().next();
                // Letters of scripts that part no words, or join them to the next, stand beside a mark as spaces do elsewhere.
                let is_word = |c: Option<char>| c.is_some_and(|c| c < '\u{590}' && c.is_alphanumeric());
                let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
                // What stands before and behind is known only within the text: at its ends there is markup.
                let opens = !is_word(before) && (!is_space(after) || at + run == bytes.len());
                let closes = (!is_space(before) || at == 0) && !is_word(after);
                let pair = if bytes[at] == b'=' {
                    (Mark::Pair(Pair::Highlight), "==")
                } else {
                    (Mark::Pair(Pair::Insertion), "++")
                };
                match (run, opens || closes) {
                    (2, true) => Some((2, mark_token(pair.0, pair.1, (opens, closes), origin.of(at..at + 2)))),
                    _ => {
                        at += run;
                        continue;
                    }
                }
            }
            b'@' | b'-' | b'\\' => references::at(rest, text.cut(..at), origin.of(at..text.len()))
                .map(|(inline, length)| (length, Token::Piece(Inline { span: origin.of(at..at + length), ..inline }))),
            b'^' if rest.starts_with("^[") => {
                Some((2, mark_token(Mark::Note, "^[", (true, false), origin.of(at..at + 2))))
            }
            b'[' => Some((1, mark_token(Mark::Bracket, "[", (true, false), origin.of(at..at + 1)))),
            b']' => Some((1, mark_token(Mark::BracketEnd, "]", (false, true), origin.of(at..at + 1)))),
            b':' => emoji::at(rest)
                .filter(|_| !text.cut(..at).ends_with(|c: char| c.is_alphanumeric() || c == ':'))
                .map(|(sign, length)| (length, Token::Piece(Inline::text(sign, origin.of(at..at + length))))),
            _ => None,
        };
        match found {
            Some((length, token)) => {
                piece(done, at, tokens);
                tokens.push(token);
                at += length;
                done = at;
            }
            None => at += 1,
        }
    }
    piece(done, text.len(), tokens);
}

fn mark_token(mark: Mark, text: &'static str, (opens, closes): (bool, bool), span: Option<Span>) -> Token {
    Token::Mark { mark, text, opens, closes, span }
}

/// The mark of CriticMarkup that a text begins with.
fn critic(text: &str, opens: bool) -> Option<(Mark, &'static str)> {
    Critic::ALL.into_iter().find_map(|(kind, open, close)| {
        let (mark, sign) = if opens { (Mark::Critic(kind), open) } else { (Mark::CriticEnd(kind), close) };
        text.starts_with(sign).then_some((mark, sign))
    })
}
