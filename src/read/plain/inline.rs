//! Inlines: lines → text, with addresses as links and `_x_`, `*x*`, `` `x` `` at word edges as markup.

use super::arena::Arena;
use super::features::is_wide;
use crate::document::{Inline, InlineBuilder, InlineKind, Link, Markup, Target};
use crate::source::Source;
use std::ops::Range;

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

/// Text made of pieces of the source, and where each came from.
#[derive(Debug, Default)]
struct Joined {
    text: String,
    /// Where a piece begins in `text`, and where in the source.
    pieces: Vec<(usize, u32)>,
    /// Where lines end that are kept.
    breaks: Vec<usize>,
}

impl Joined {
    fn push(&mut self, text: &str, source: u32) {
        if !text.is_empty() {
            self.pieces.push((self.text.len(), source));
            self.text.push_str(text);
        }
    }

    /// The place in the source of a place in the text.
    fn place(&self, at: usize) -> u32 {
        let i = self.pieces.partition_point(|p| p.0 <= at).max(1) - 1;
        self.pieces.get(i).map_or(0, |p| p.1 + (at - p.0) as u32)
    }
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
            let mut line = &text[range.start as usize..range.end as usize];
            let Some(first) = line.chars().next() else { continue };
            if !joined.text.is_empty() {
                if breaks {
                    joined.breaks.push(joined.text.len());
                    joined.text.push('\n');
                } else if !before.is_some_and(|b| is_tight(b) && is_tight(first)) {
                    if self.joins.contains(&range.start) {
                        joined.text.pop(); // the hyphen
                    } else if !(before == Some('-') && glued(&joined.text)) {
                        joined.text.push(' ');
                    }
                }
            }
            before = line.chars().next_back();
            // A soft hyphen at a line's end has done its work.
            if let Some(rest) = line.strip_suffix('\u{ad}') {
                line = rest;
            }
            joined.push(line, range.start);
        }
        self.parse(source, &joined)
    }

    fn parse(&self, source: &Source, joined: &Joined) -> Vec<Inline> {
        let text = joined.text.as_str();
        let span = |range: Range<usize>| {
            let end = if range.end > range.start {
                joined.place(range.end - 1) as usize + last_length(text, range.end)
            } else {
                joined.place(range.end) as usize
            };
            let start = joined.place(range.start) as usize;
            source.span(start..end.max(start))
        };
        let plain = self.verbatim || !has_signs(text);
        let marked = !self.marks.is_empty()
            && self.marks.range(joined.place(0)..=joined.place(text.len().saturating_sub(1))).next().is_some();
        if plain && joined.breaks.is_empty() && !marked {
            return if text.is_empty() {
                Vec::new()
            } else {
                finish(vec![Inline::text(self.normal(text), span(0..text.len()))])
            };
        }
        let mut out = Vec::new();
        let parser = Parser { inlines: self, joined, span: &span, plain };
        parser.run(0..text.len(), 0, &mut out);
        finish(out)
    }

    fn normal(&self, text: &str) -> String {
        if self.normalize { unicode_normalization::UnicodeNormalization::nfc(text).collect() } else { text.to_owned() }
    }
}

fn last_length(text: &str, end: usize) -> usize {
    text[..end].chars().next_back().map_or(0, char::len_utf8)
}

fn finish(list: Vec<Inline>) -> Vec<Inline> {
    let mut builder = InlineBuilder::new();
    list.into_iter().for_each(|i| builder.push(i));
    builder.finish()
}

/// Whether a line that ends or begins with this character is joined without a space.
fn is_tight(c: char) -> bool {
    is_wide(c)
        || matches!(
            c,
            '、' | '。'
                | '，'
                | '「'
                | '」'
                | '『'
                | '』'
                | '（'
                | '）'
                | '：'
                | '；'
                | '！'
                | '？'
                | '《'
                | '》'
                | '・'
                | 'ー'
                | '“'
                | '”'
        )
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
    joined: &'p Joined,
    span: &'p dyn Fn(Range<usize>) -> crate::source::Span,
    plain: bool,
}

impl Parser<'_> {
    fn run(&self, range: Range<usize>, depth: usize, out: &mut Vec<Inline>) {
        let text = self.joined.text.as_str();
        let bytes = text.as_bytes();
        let mut from = range.start;
        let mut at = range.start;
        while at < range.end {
            let b = bytes[at];
            if !self.inlines.marks.is_empty()
                && let Some(&(length, note)) = self.inlines.marks.get(&self.joined.place(at))
            {
                let end = (at + length as usize).min(range.end);
                self.text(from..at, out);
                out.push(Inline::new(InlineKind::NoteRef(note), (self.span)(at..end)));
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

    fn text(&self, range: Range<usize>, out: &mut Vec<Inline>) {
        if !range.is_empty() {
            out.push(Inline::text(self.inlines.normal(&self.joined.text[range.clone()]), (self.span)(range)));
        }
    }

    /// `_x_`, `*x*`, `**x**`: the marks touch the words inside, and no word outside.
    fn styled(&self, at: usize, end: usize, depth: usize) -> Option<(usize, usize, Inline)> {
        let text = &self.joined.text[..end];
        let mark = text.as_bytes()[at];
        let double = text.as_bytes().get(at + 1) == Some(&mark);
        let width = 1 + usize::from(double);
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c as u32 == u32::from(mark)) {
            return None;
        }
        let inside = at + width;
        let first = text[inside..].chars().next()?;
        if first.is_whitespace() || first as u32 == u32::from(mark) || matches!(first, ')' | ',' | '.' | ';') {
            return None;
        }
        let mut from = inside + first.len_utf8();
        let limit = end.min(inside + 2000);
        while let Some(found) = memchr::memchr(mark, &text.as_bytes()[from..limit]) {
            let close = from + found;
            let run = text.as_bytes()[close..].iter().take_while(|&&b| b == mark).count();
            let inner = text[..close].chars().next_back()?;
            let after = text[close + run..].chars().next();
            if run == width && !inner.is_whitespace() && after.is_none_or(|c| !c.is_alphanumeric()) {
                let content = &text[inside..close];
                // Asterisks of notes and products do not pair over sentences.
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
                let inline = Inline::new(InlineKind::Styled(markup, inner), (self.span)(at..close + run));
                return Some((at, close + run, inline));
            }
            from = close + run;
        }
        None
    }

    fn code(&self, at: usize, end: usize) -> Option<(usize, usize, Inline)> {
        let text = &self.joined.text[..end];
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '`') {
            return None;
        }
        let rest = &text[at + 1..end.min(floor(text, at + 200))];
        let close = rest.find('`')?;
        let content = &rest[..close];
        let after = text[at + 1 + close + 1..].chars().next();
        if content.is_empty()
            || content.starts_with(char::is_whitespace)
            || content.ends_with(char::is_whitespace)
            || content.contains(['\n', '\'', '’'])
            || after.is_some_and(|c| c.is_alphanumeric() || c == '`' || c == '\'')
        {
            return None;
        }
        let stop = at + close + 2;
        Some((at, stop, Inline::new(InlineKind::Code(content.to_owned()), (self.span)(at..stop))))
    }

    /// An address around `://`.
    fn address(&self, from: usize, at: usize, end: usize) -> Option<(usize, usize, Inline)> {
        let text = &self.joined.text[..end];
        let scheme = text[from..at]
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
            .count();
        let start = at - scheme;
        let name = text[start..at].to_ascii_lowercase();
        if !matches!(name.as_str(), "http" | "https" | "ftp" | "ftps" | "gopher" | "gemini" | "sftp" | "news" | "irc") {
            return None;
        }
        let stop = url_end(text, at + 3);
        (stop > at + 3).then(|| (start, stop, self.link(start..stop, text[start..stop].to_owned())))
    }

    fn www(&self, at: usize, end: usize) -> Option<(usize, usize, Inline)> {
        let text = &self.joined.text[..end];
        let stop = url_end(text, at + 4);
        let host = text[at + 4..stop].split('/').next().unwrap_or("");
        (host.contains('.') && host.len() >= 4)
            .then(|| (at, stop, self.link(at..stop, format!("http://{}", &text[at..stop]))))
    }

    /// An e-mail address around `@`.
    fn mail(&self, from: usize, at: usize, end: usize) -> Option<(usize, usize, Inline)> {
        let text = &self.joined.text[..end];
        let local = text[from..at]
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+' | b'-' | b'%'))
            .count();
        let host = text[at + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let stop = at + 1 + text[at + 1..at + 1 + host].trim_end_matches(['.', '-']).len();
        let start = at - local
            + (text[at - local..at].len() - text[at - local..at].trim_start_matches(['.', '_', '-', '+']).len());
        let name = &text[at + 1..stop];
        let top = name.rsplit('.').next().unwrap_or("");
        let good = start < at
            && name.contains('.')
            && top.len() >= 2
            && top.bytes().all(|b| b.is_ascii_alphabetic())
            && !name.contains("..");
        if !good || text[stop..].starts_with('@') || text[..start].ends_with('@') {
            return None;
        }
        let scheme = text[from..start].ends_with("mailto:");
        let begin = if scheme { start - 7 } else { start };
        Some((begin, stop, self.link(begin..stop, format!("mailto:{}", &text[start..stop]))))
    }

    fn link(&self, range: Range<usize>, target: String) -> Inline {
        let span = (self.span)(range.clone());
        let content = vec![Inline::text(&self.joined.text[range], span)];
        Inline::new(InlineKind::Link(Link { target: Target::External(target), title: None, content }), span)
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn starts_www(text: &str, at: usize) -> bool {
    text.as_bytes()[at..].get(..4).is_some_and(|w| w.eq_ignore_ascii_case(b"www."))
        && !text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '@' | '/'))
}

/// Where an address ends: before white space, quotation marks and final punctuation, brackets balanced.
pub(super) fn url_end(text: &str, from: usize) -> usize {
    let mut end = from;
    let (mut round, mut square) = (0i32, 0i32);
    for (i, c) in text[from..].char_indices() {
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
    let trimmed =
        text[from..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '‘', '*', '_', '—', '–', '(', '[']);
    from + trimmed.len()
}
