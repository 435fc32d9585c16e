//! Inlines: lines → text, with addresses as links and `_x_`, `*x*`, `` `x` `` at word edges as markup.

use super::arena::Arena;
use crate::document::line_end::is_gapless;
use crate::document::{Inline, InlineBuilder, InlineKind, Link, Markup, Target};
use crate::source::{Cut as _, Excerpt, Source, Span};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// How far behind its opening a mark may close, in bytes.
const REACH: usize = 2000;

/// The longest text between two backquotes, in bytes.
const LONGEST_CODE: usize = 200;

/// What holds for the inlines of a whole source.
#[derive(Clone, Debug, Default)]
pub(super) struct Inlines {
    /// Whether text is brought to the normalization form C.
    pub normalize: bool,
    /// Whether `*x*` is emphasis, since `**x**` stands for strong text.
    pub stars_emphasize: bool,
    /// Whether nothing is inferred: text only.
    pub verbatim: bool,
    /// Words divided at a line's end that are joined again, by the byte of their hyphen.
    pub joins: std::collections::BTreeSet<u32>,
    /// The marks of notes: the bytes of the mark, and the note.
    pub marks: std::collections::BTreeMap<u32, (u32, crate::document::NoteId)>,
}

/// A paragraph's text.
#[derive(Debug, Default)]
struct Joined {
    excerpt: Excerpt,
    /// Whether a line's end is kept in it.
    breaks: bool,
}

impl Inlines {
    /// The inlines of some lines; with `breaks`, every line keeps its end.
    pub(super) fn lines(&self, source: &Source, arena: &Arena<'_>, lines: Range<usize>, breaks: bool) -> Vec<Inline> {
        let ranges = arena.lines[lines].iter().map(|l| l.start..l.end);
        self.ranges(source, arena.text, ranges, breaks)
    }

    /// The inlines of some byte ranges, one a line.
    pub(super) fn ranges(
        &self,
        source: &Source,
        text: &str,
        ranges: impl Iterator<Item = Range<u32>>,
        breaks: bool,
    ) -> Vec<Inline> {
        let mut joined = Joined::default();
        let mut before: Option<char> = None;
        for range in ranges {
            let mut line = text.cut(range.start as usize..range.end as usize);
            // Behind a zero width space a line may end: it is part of the text, though it looks like white space.
            if !breaks && text.cut(range.end as usize..).starts_with('\u{200b}') {
                line = text.cut(range.start as usize..range.end as usize + '\u{200b}'.len_utf8());
            }
            let Some(first) = line.chars().next() else { continue };
            if !joined.excerpt.text().is_empty() {
                if breaks {
                    joined.breaks = true;
                    joined.excerpt.push_own('\n');
                } else if !before.is_some_and(|b| is_gapless(b, first)) {
                    if self.joins.contains(&range.start) {
                        joined.excerpt.pop(); // the hyphen
                    } else if !(before == Some('-') && glued(joined.excerpt.text())) {
                        joined.excerpt.push_own(' ');
                    }
                }
            }
            before = line.chars().next_back();
            // A soft hyphen at a line's end divided a word there; once joined, the word needs none.
            if let Some(rest) = line.strip_suffix('\u{ad}') {
                line = rest;
            }
            joined.excerpt.push(line, range.start as usize);
        }
        self.parse(source, &joined)
    }

    fn parse(&self, source: &Source, joined: &Joined) -> Vec<Inline> {
        let text = joined.excerpt.text();
        let plain = self.verbatim || !has_signs(text);
        let marked = !self.marks.is_empty()
            && joined.excerpt.extent().is_some_and(|bytes| self.marks.range(bytes).next().is_some());
        if plain && !joined.breaks && !marked {
            return if text.is_empty() {
                Vec::new()
            } else {
                finish(vec![Inline::text(self.normal(text), joined.excerpt.span(source, 0..text.len()))])
            };
        }
        let mut out = Vec::new();
        let parser = Parser { inlines: self, source, excerpt: &joined.excerpt, plain };
        parser.run(0..text.len(), 0, &mut out);
        finish(out)
    }

    fn normal(&self, text: &str) -> String {
        if self.normalize { unicode_normalization::UnicodeNormalization::nfc(text).collect() } else { text.to_owned() }
    }
}

fn finish(list: Vec<Inline>) -> Vec<Inline> {
    let mut builder = InlineBuilder::new();
    list.into_iter().for_each(|i| builder.push(i));
    builder.finish()
}

/// Whether a hyphen at the end of a line stands between two letters, so that no space follows it.
fn glued(text: &str) -> bool {
    let mut back = text.chars().rev();
    back.next() == Some('-') && back.next().is_some_and(char::is_alphanumeric)
}

fn has_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b'_', b'*', b'`', bytes).is_some()
        || memchr::memchr(b'@', bytes).is_some()
        || memchr::memchr_iter(b':', bytes).any(|i| bytes[i..].starts_with(b"://"))
        || memchr::memchr2_iter(b'w', b'W', bytes).any(|i| starts_www(text, i))
}

struct Parser<'p> {
    inlines: &'p Inlines,
    source: &'p Source,
    excerpt: &'p Excerpt,
    plain: bool,
}

impl Parser<'_> {
    fn run(&self, range: Range<usize>, depth: usize, out: &mut Vec<Inline>) {
        let text = self.excerpt.text();
        let bytes = text.as_bytes();
        let mut from = range.start;
        let mut at = range.start;
        while at < range.end {
            let b = bytes[at];
            if !self.inlines.marks.is_empty()
                && let Some(&(length, note)) =
                    self.excerpt.source_of(at).and_then(|at| self.inlines.marks.get(&(at as u32)))
            {
                let end = (at + length as usize).min(range.end);
                self.text(from..at, out);
                out.push(Inline::new(InlineKind::NoteRef(note), self.span(at..end)));
                at = end;
                from = at;
                continue;
            }
            let found = match b {
                b'\n' => {
                    self.text(from..at, out);
                    out.push(Inline::new(InlineKind::LineBreak, None));
                    at += 1;
                    from = at;
                    continue;
                }
                _ if self.plain => None,
                b'_' | b'*' if depth < 4 => self.styled(at, range.end, depth),
                b'`' => self.code(at, range.end),
                b':' if bytes[at..].starts_with(b"://") => self.address(from, at, range.end),
                b'w' | b'W' if starts_www(text, at) => self.www(at, range.end),
                b'@' => self.mail(from, at, range.end),
                _ => None,
            };
            match found {
                Some((start, end, inline)) => {
                    self.text(from..start, out);
                    out.push(inline);
                    at = end;
                    from = end;
                }
                None => at += 1,
            }
        }
        self.text(from..range.end, out);
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.excerpt.span(self.source, range)
    }

    fn text(&self, range: Range<usize>, out: &mut Vec<Inline>) {
        if !range.is_empty() {
            out.push(Inline::text(self.inlines.normal(self.excerpt.text().cut(range.clone())), self.span(range)));
        }
    }

    /// `_x_`, `*x*`, `**x**`: the marks touch the words inside, and no word outside.
    fn styled(&self, at: usize, end: usize, depth: usize) -> Option<(usize, usize, Inline)> {
        let text = self.excerpt.text().cut(..end);
        let mark = text.as_bytes()[at];
        let double = text.as_bytes().get(at + 1) == Some(&mark);
        let width = 1 + usize::from(double);
        let before = text.cut(..at).chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c as u32 == u32::from(mark)) {
            return None;
        }
        let inside = at + width;
        let first = text.cut(inside..).chars().next()?;
        if first.is_whitespace() || first as u32 == u32::from(mark) || matches!(first, ')' | ',' | '.' | ';') {
            return None;
        }
        let mut from = inside + first.len_utf8();
        let limit = end.min(inside + REACH);
        while let Some(found) = text.as_bytes().get(from..limit).and_then(|rest| memchr::memchr(mark, rest)) {
            let close = from + found;
            let run = text.as_bytes()[close..].iter().take_while(|&&b| b == mark).count();
            let inner = text.cut(..close).chars().next_back()?;
            let after = text.cut(close + run..).chars().next();
            if run == width && !inner.is_whitespace() && after.is_none_or(|c| !c.is_alphanumeric()) {
                let content = text.cut(inside..close);
                // Asterisks a sentence apart are note marks or products, not a pair.
                if mark == b'*' && (content.len() > 300 || content.contains(". ") && !double)
                    || !content.contains(char::is_alphanumeric)
                {
                    return None;
                }
                let markup = match (mark, double) {
                    (b'_', false) => Markup::Emphasis,
                    (b'*', false) if self.inlines.stars_emphasize => Markup::Emphasis,
                    _ => Markup::Strong,
                };
                let mut inner = Vec::new();
                self.run(inside..close, depth + 1, &mut inner);
                let inline = Inline::new(InlineKind::Styled(markup, inner), self.span(at..close + run));
                return Some((at, close + run, inline));
            }
            from = close + run;
        }
        None
    }

    fn code(&self, at: usize, end: usize) -> Option<(usize, usize, Inline)> {
        let text = self.excerpt.text().cut(..end);
        let before = text.cut(..at).chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '`') {
            return None;
        }
        let rest = text.cut(at + 1..).head(LONGEST_CODE);
        let close = rest.find('`')?;
        let content = rest.cut(..close);
        let after = text.cut(at + 1 + close + 1..).chars().next();
        if content.is_empty()
            || content.starts_with(char::is_whitespace)
            || content.ends_with(char::is_whitespace)
            || content.contains(['\n', '\'', '’'])
            || after.is_some_and(|c| c.is_alphanumeric() || c == '`' || c == '\'')
        {
            return None;
        }
        let stop = at + close + 2;
        Some((at, stop, Inline::new(InlineKind::Code(content.to_owned()), self.span(at..stop))))
    }

    /// An address around `://`.
    fn address(&self, from: usize, at: usize, end: usize) -> Option<(usize, usize, Inline)> {
        let text = self.excerpt.text().cut(..end);
        let scheme = text
            .cut(from..at)
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
            .count();
        let start = at - scheme;
        let name = text.cut(start..at).to_ascii_lowercase();
        if !matches!(name.as_str(), "http" | "https" | "ftp" | "ftps" | "gopher" | "gemini" | "sftp" | "news" | "irc") {
            return None;
        }
        let stop = url_end(text, at + 3);
        (stop > at + 3).then(|| (start, stop, self.link(start..stop, text.cut(start..stop).to_owned())))
    }

    fn www(&self, at: usize, end: usize) -> Option<(usize, usize, Inline)> {
        let text = self.excerpt.text().cut(..end);
        let stop = url_end(text, at + 4);
        let host = text.cut(at + 4..stop).split('/').next().unwrap_or("");
        (host.contains('.') && host.len() >= 4)
            .then(|| (at, stop, self.link(at..stop, format!("http://{}", text.cut(at..stop)))))
    }

    /// An e-mail address around `@`.
    fn mail(&self, from: usize, at: usize, end: usize) -> Option<(usize, usize, Inline)> {
        let text = self.excerpt.text().cut(..end);
        let local = text
            .cut(from..at)
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+' | b'-' | b'%'))
            .count();
        let host =
            text.cut(at + 1..).bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let stop = at + 1 + text.cut(at + 1..at + 1 + host).trim_end_matches(['.', '-']).len();
        let start = at - local
            + (text.cut(at - local..at).len()
                - text.cut(at - local..at).trim_start_matches(['.', '_', '-', '+']).len());
        let name = text.cut(at + 1..stop);
        let top = name.rsplit('.').next().unwrap_or("");
        let good = start < at
            && name.contains('.')
            && top.len() >= 2
            && top.bytes().all(|b| b.is_ascii_alphabetic())
            && !name.contains("..");
        if !good
            || text.cut(stop..).starts_with(|c| c == '@' || is_combining_mark(c))
            || text.cut(..start).ends_with('@')
        {
            return None;
        }
        let scheme = text.cut(from..start).ends_with("mailto:");
        let begin = if scheme { start - 7 } else { start };
        Some((begin, stop, self.link(begin..stop, format!("mailto:{}", text.cut(start..stop)))))
    }

    fn link(&self, range: Range<usize>, target: String) -> Inline {
        let span = self.span(range.clone());
        let content = vec![Inline::text(self.excerpt.text().cut(range), span)];
        Inline::new(InlineKind::Link(Link { target: Target::External(target), title: None, content }), span)
    }
}

fn starts_www(text: &str, at: usize) -> bool {
    text.as_bytes()[at..].get(..4).is_some_and(|w| w.eq_ignore_ascii_case(b"www."))
        && !text.cut(..at).chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '@' | '/'))
}

/// Where an address ends: before white space, quotation marks and final punctuation, brackets balanced.
pub(super) fn url_end(text: &str, from: usize) -> usize {
    let mut end = from;
    let (mut round, mut square) = (0i32, 0i32);
    for (i, c) in text.cut(from..).char_indices() {
        let stop = c.is_whitespace()
            || matches!(
                c,
                '<' | '>'
                    | '"'
                    | '“'
                    | '”'
                    | '«'
                    | '»'
                    | '`'
                    | '|'
                    | '{'
                    | '}'
                    | '\\'
                    | '^'
                    | '。'
                    | '，'
                    | '、'
                    | '）'
                    | '」'
                    | '…'
            )
            || c == ')' && round == 0
            || c == ']' && square == 0;
        if stop {
            break;
        }
        round += i32::from(c == '(') - i32::from(c == ')');
        square += i32::from(c == '[') - i32::from(c == ']');
        end = from + i + c.len_utf8();
    }
    let trimmed = text
        .cut(from..end)
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '‘', '*', '_', '—', '–', '(', '[']);
    from + trimmed.len()
}
