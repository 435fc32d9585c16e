//! Lines → inlines: marks at the edges of words, numbers of notes and links, pictures, formulas, addresses.

use super::super::line::Line;
use super::setting::Setting;
use crate::document::line_end::is_tight;
use crate::document::{Image, Inline, InlineBuilder, InlineKind, Link, Markup, Math, NoteId, Target};
use crate::source::{Cut as _, Excerpt, Span};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// What stands for the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// A space.
    Space,
    /// Nothing: a word goes on.
    Nothing,
    /// The line ends there.
    Break,
}

impl After {
    /// Nothing in place of a space where the texts belong together.
    pub(super) fn or_tight(self, before: &str, after: &str) -> After {
        if self == After::Space && is_tight(before, after) { After::Nothing } else { self }
    }
}

/// Marks, the longer ones first, and what they mean.
const MARKS: [(&str, Markup); 5] = [
    ("~~", Markup::Strikeout),
    ("==", Markup::Highlight),
    ("__", Markup::Underline),
    ("_", Markup::Emphasis),
    ("*", Markup::Strong),
];

/// How deep marks may stand in each other.
const DEEPEST: usize = 8;

/// How far behind its opening a mark may close.
const REACH: usize = 4000;

impl Setting<'_> {
    /// The inlines of some lines; `after[i]` says what stands for the end of line `i`.
    pub(super) fn inlines(&self, lines: &[Line], after: &[After]) -> Vec<Inline> {
        let mut excerpt = Excerpt::default();
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                match after.get(i - 1) {
                    Some(After::Nothing) => {}
                    Some(After::Break) => excerpt.push_own('\n'),
                    _ => excerpt.push_own(' '),
                }
            }
            excerpt.push(line.of(self.text), line.start as usize);
        }
        let mut out = Vec::new();
        let all = 0..excerpt.text().len();
        Parser { setting: self, excerpt: &excerpt, brackets: brackets(excerpt.text()) }.run(all, 0, &mut out);
        let mut builder = InlineBuilder::new();
        out.into_iter().for_each(|inline| builder.push(inline));
        builder.finish()
    }
}

/// Where each square bracket that is opened closes, in the order of the opening ones.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for i in memchr::memchr2_iter(b'[', b']', text.as_bytes()) {
        if text.as_bytes()[i] == b'[' {
            open.push(i);
        } else if let Some(start) = open.pop() {
            pairs.push((start, i));
        }
    }
    pairs.sort_unstable();
    pairs
}

struct Parser<'p, 't> {
    setting: &'p Setting<'t>,
    excerpt: &'p Excerpt,
    brackets: Vec<(usize, usize)>,
}

/// An inline with the bytes that it takes.
type Piece = (Range<usize>, Inline);

impl Parser<'_, '_> {
    fn run(&self, range: Range<usize>, depth: usize, out: &mut Vec<Inline>) {
        let bytes = self.excerpt.text().as_bytes();
        let (mut from, mut at) = (range.start, range.start);
        while at < range.end {
            let found = match bytes[at] {
                b'\n' => Some((at..at + 1, Inline::new(InlineKind::LineBreak, None))),
                b'_' | b'*' | b'~' | b'=' => self.styled(at, range.end, depth),
                b'`' => self.code(at, range.end),
                b'<' => self.keyboard(at, range.end, depth),
                b'$' => self.formula(at, range.end),
                b'[' => self.bracket(from, at, range.end, depth, out),
                b':' if bytes[at..].starts_with(b"://") => self.address(from, at, range.end),
                b'w' if bytes[at..].starts_with(b"www.") => self.host(at, range.end),
                b'@' => self.mail(from, at, range.end),
                _ => None,
            };
            match found {
                Some((taken, inline)) => {
                    self.text(from..taken.start.max(from), out);
                    out.push(inline);
                    at = taken.end;
                    from = at;
                }
                None => at += 1,
            }
        }
        self.text(from..range.end, out);
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.excerpt.span(self.setting.source, range)
    }

    fn text(&self, range: Range<usize>, out: &mut Vec<Inline>) {
        if range.is_empty() {
            return;
        }
        let text = self.excerpt.text().cut(range.clone());
        // U+2007, with which the writer keeps a paragraph's first word from reading as a list marker.
        let text = if text.contains('\u{2007}') { text.replace('\u{2007}', " ") } else { text.to_owned() };
        out.push(Inline::text(text, self.span(range)));
    }

    fn before(&self, at: usize) -> Option<char> {
        self.excerpt.text().cut(..at).chars().next_back()
    }

    /// `_x_`, `*x*`, `~~x~~`, `==x==`, `__x__`: the marks touch the words inside, and no word outside.
    fn styled(&self, at: usize, end: usize, depth: usize) -> Option<Piece> {
        let text = self.excerpt.text().cut(..end);
        let (mark, markup) = MARKS.iter().find(|m| text.cut(at..).starts_with(m.0))?;
        if depth >= DEEPEST || self.before(at).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let inside = at + mark.len();
        let first = text.cut(inside..).chars().next()?;
        if first.is_whitespace() || text.cut(inside..).starts_with(mark.cut(..1)) {
            return None;
        }
        let limit = (inside + REACH).min(end);
        let close = memchr::memmem::find_iter(&text.as_bytes()[inside..limit], mark.as_bytes())
            .map(|i| inside + i)
            .find(|&close| {
                let after = text.cut(close + mark.len()..).chars().next();
                let inner = text.cut(..close).chars().next_back();
                close > inside
                    && !inner.is_some_and(char::is_whitespace)
                    && !after.is_some_and(|c| c.is_alphanumeric() || mark.starts_with(c))
                    && !self.in_code(inside, close)
            })?;
        let content = text.cut(inside..close);
        if content.contains('\n') || !content.contains(char::is_alphanumeric) {
            return None;
        }
        let mut inner = Vec::new();
        self.run(inside..close, depth + 1, &mut inner);
        let taken = at..close + mark.len();
        Some((taken.clone(), Inline::new(InlineKind::Styled(*markup, inner), self.span(taken))))
    }

    /// Whether a backquote is open between two places.
    fn in_code(&self, from: usize, to: usize) -> bool {
        memchr::memchr_iter(b'`', &self.excerpt.text().as_bytes()[from..to]).count() % 2 == 1
    }

    fn code(&self, at: usize, end: usize) -> Option<Piece> {
        let text = self.excerpt.text().cut(..end);
        let mark = if text.cut(at..).starts_with("``") { "``" } else { "`" };
        let inside = at + mark.len();
        let close = inside + text.cut(inside..).find(mark)?;
        let content = text.cut(inside..close);
        if content.trim().is_empty() || content.contains('\n') || self.before(at) == Some('`') {
            return None;
        }
        let taken = at..close + mark.len();
        Some((taken.clone(), Inline::new(InlineKind::Code(content.to_owned()), self.span(taken))))
    }

    /// `<Ctrl>`: no tag and no comparison, but a few words.
    fn keyboard(&self, at: usize, end: usize, depth: usize) -> Option<Piece> {
        let text = self.excerpt.text().cut(..end);
        let close = at + 1 + text.cut(at + 1..).bytes().take(40).position(|b| b == b'>')?;
        let content = text.cut(at + 1..close);
        let after = text.cut(close + 1..).chars().next();
        let edges = !content.starts_with([' ', '/', '!', '=', '-']) && !content.ends_with([' ', '/', '=', '-']);
        if !edges
            || content.contains(['<', '\n', '=', '"', '@'])
            || content.contains("://")
            || !content.contains(char::is_alphanumeric)
            || self.before(at).is_some_and(char::is_alphanumeric)
            || after.is_some_and(char::is_alphanumeric)
            || depth >= DEEPEST
        {
            return None;
        }
        let mut inner = Vec::new();
        self.run(at + 1..close, depth + 1, &mut inner);
        Some((at..close + 1, Inline::new(InlineKind::Styled(Markup::Keyboard, inner), self.span(at..close + 1))))
    }

    /// `$x$`: no spaces inside the signs, no letter or figure behind them.
    fn formula(&self, at: usize, end: usize) -> Option<Piece> {
        let text = self.excerpt.text().cut(..end);
        let inside = at + 1;
        let edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == '$');
        if edge(text.cut(inside..).chars().next()) || self.before(at).is_some_and(|c| c.is_alphanumeric() || c == '$') {
            return None;
        }
        let limit = (inside + REACH).min(end);
        let close = inside + memchr::memchr(b'$', &text.as_bytes()[inside..limit])?;
        let after = text.cut(close + 1..).chars().next();
        if edge(text.cut(..close).chars().next_back()) || after.is_some_and(|c| c.is_alphanumeric() || c == '$') {
            return None;
        }
        let content = text.cut(inside..close);
        if content.contains('\n') {
            return None;
        }
        let tex = content.to_owned();
        Some((at..close + 1, Inline::new(InlineKind::Math(Math::new(tex)), self.span(at..close + 1))))
    }

    /// `[1]`, `word [7]`, `[several words][7]`, `[Image: what it shows]`.
    fn bracket(&self, from: usize, at: usize, end: usize, depth: usize, out: &mut Vec<Inline>) -> Option<Piece> {
        let text = self.excerpt.text().cut(..end);
        let pair = self.brackets.binary_search_by_key(&at, |p| p.0).ok()?;
        let close = self.brackets[pair].1;
        if close >= end {
            return None;
        }
        let inner = text.cut(at + 1..close);
        let references = &self.setting.references;
        // `[text][7]`: the text is the link.
        if let Some((link, stop)) = self.number(close + 1, end).and_then(|(n, stop)| Some((self.link(n)?, stop)))
            && depth < DEEPEST
        {
            let (target, title) = link;
            let picture = inner.starts_with("Image: ") || inner == "Image";
            let mut content = Vec::new();
            if picture {
                content.push(self.image(at..close + 1));
            } else {
                self.run(at + 1..close, depth + 1, &mut content);
            }
            let kind = InlineKind::Link(Link { target, title, content });
            return Some((at..stop, Inline::new(kind, self.span(at..stop))));
        }
        if inner == "Image" || inner.starts_with("Image: ") && inner.len() > 7 {
            return Some((at..close + 1, self.image(at..close + 1)));
        }
        let (number, stop) = self.number(at, end)?;
        if number >= 1 && number <= references.count {
            let kind = InlineKind::NoteRef(NoteId(number as u32 - 1));
            return Some((at..stop, Inline::new(kind, self.span(at..stop))));
        }
        let (target, title) = self.link(number)?;
        // `word [7]`: the word before is the link.
        let space = text.cut(..at).strip_suffix([' ', '\u{a0}']).map(str::len)?;
        let start = match out.last() {
            // Code and the like.
            Some(Inline { kind: InlineKind::Code(_) | InlineKind::Styled(..), .. }) if space == from => {
                let content = vec![out.pop()?];
                let span = content[0].span;
                let kind = InlineKind::Link(Link { target, title, content });
                let whole = self.span(at..stop);
                return Some((from..stop, Inline::new(kind, span.map_or(whole, |s| s.to(whole)))));
            }
            _ => {
                let word = text.cut(from..space).rfind([' ', '\n', '\u{a0}']).map_or(from, |i| {
                    let i = from + i;
                    i + text.cut(i..).chars().next().map_or(1, char::len_utf8)
                });
                word + (text.cut(word..space).len() - text.cut(word..space).trim_start_matches(['(', '“', '‘']).len())
            }
        };
        if start >= space {
            return None;
        }
        let mut content = Vec::new();
        self.text(start..space, &mut content);
        let kind = InlineKind::Link(Link { target, title, content });
        Some((start..stop, Inline::new(kind, self.span(start..stop))))
    }

    /// The number in brackets that stands at a place, and where it ends.
    fn number(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let rest = self.excerpt.text().cut(..end).get(at..)?.strip_prefix('[')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let good = (1..=6).contains(&digits) && rest.cut(digits..).starts_with(']');
        Some((rest.cut(..digits).parse().ok().filter(|_| good)?, at + digits + 2))
    }

    /// The address with this number.
    fn link(&self, number: usize) -> Option<(Target, Option<String>)> {
        let references = &self.setting.references;
        let link = references.links.get(number.checked_sub(references.count + 1)?)?;
        Some((link.target.clone(), link.title.clone()))
    }

    fn image(&self, range: Range<usize>) -> Inline {
        let inner = self.excerpt.text().cut(range.start + 1..range.end - 1);
        let alt = inner.strip_prefix("Image: ").unwrap_or("").replace('\n', " ");
        let image = Image { source: String::new(), resource: None, alt, title: None, width: None, height: None };
        Inline::new(InlineKind::Image(image), self.span(range))
    }

    /// An address around `://`.
    fn address(&self, from: usize, at: usize, end: usize) -> Option<Piece> {
        let text = self.excerpt.text().cut(..end);
        let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-');
        let scheme = text.as_bytes()[from..at].iter().rev().take_while(|b| part(b)).count();
        let start = at - scheme;
        let known = matches!(
            text.cut(start..at).to_ascii_lowercase().as_str(),
            "http" | "https" | "ftp" | "ftps" | "sftp" | "gopher" | "gemini" | "irc" | "news"
        );
        let stop = super::super::inline::url_end(text, at + 3);
        (known && stop > at + 3).then(|| self.leads(start..stop, text.cut(start..stop).to_owned()))
    }

    fn host(&self, at: usize, end: usize) -> Option<Piece> {
        let text = self.excerpt.text().cut(..end);
        let stop = super::super::inline::url_end(text, at + 4);
        let host = text.get(at + 4..stop)?.split('/').next().unwrap_or("");
        let free = !self.before(at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '@' | '/'));
        (free && host.contains('.')).then(|| self.leads(at..stop, format!("http://{}", text.cut(at..stop))))
    }

    /// An address around `@`.
    fn mail(&self, from: usize, at: usize, end: usize) -> Option<Piece> {
        let text = self.excerpt.text().cut(..end);
        let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+' | b'-' | b'%');
        let before = text.as_bytes()[from..at].iter().rev().take_while(|b| local(b)).count();
        let host =
            text.cut(at + 1..).bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let stop = at + 1 + text.cut(at + 1..at + 1 + host).trim_end_matches(['.', '-']).len();
        let (start, name) = (at - before, text.cut(at + 1..stop));
        let top = name.rsplit('.').next().unwrap_or("");
        let good = before > 0 && name.contains('.') && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
        let whole = !text.cut(stop..).starts_with(is_combining_mark);
        (good && whole).then(|| self.leads(start..stop, format!("mailto:{}", text.cut(start..stop))))
    }

    /// An autolink: the text is the address.
    fn leads(&self, range: Range<usize>, target: String) -> Piece {
        let span = self.span(range.clone());
        let content = vec![Inline::text(self.excerpt.text().cut(range.clone()), span)];
        (range, Inline::new(InlineKind::Link(Link { target: Target::External(target), title: None, content }), span))
    }
}
