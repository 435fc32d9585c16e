//! Inlines → the flat text of a paragraph: marks for emphasis and code, numbers of notes and links, `[Image: …]`.
//!
//! In flat text, U+000A is a line break, and no-break spaces prevent breaks; they become spaces when a line is
//! written.

use super::ascii;
use super::page::TextColumn;
use super::references::is_bare;
use crate::document::address::uri;
use crate::document::{Attributes, Direction, Inline, InlineKind, Link, Markup, Target, plain};
use crate::math::{Formula, unicode};
use crate::source::{Cut as _, Span};

/// Flattens inlines to `out`; `marks`: whether emphasis is marked (not in headings).
pub fn flatten(page: &mut TextColumn<'_>, list: &[Inline], marks: bool, out: &mut String) {
    let isolates = !page.options.ascii && list.iter().any(is_isolated) && plain(list).chars().any(runs_left);
    Flattener { page, marks, out, open: usize::MAX, isolates }.list(list, None);
}

/// Appends text without control characters and soft hyphens, in ASCII if requested.
pub fn push_plain(page: &mut TextColumn<'_>, text: &str, out: &mut String) {
    Flattener { page, marks: false, out, open: usize::MAX, isolates: false }.text(text, None);
}

struct Flattener<'p, 'a> {
    page: &'p mut TextColumn<'a>,
    marks: bool,
    out: &'p mut String,
    /// End of the last opening mark.
    open: usize,
    /// Whether the paragraph is right to left, so that left-to-right parts and explicit directions are isolated (UAX
    /// 9).
    isolates: bool,
}

impl Flattener<'_, '_> {
    /// Writes a list of inlines; `next`: the character after it.
    fn list(&mut self, list: &[Inline], next: Option<char>) {
        for (i, inline) in list.iter().enumerate() {
            let next = || list[i + 1..].iter().find_map(first_char).or(next);
            match &inline.kind {
                InlineKind::Text(text) => self.text(text, inline.span),
                InlineKind::Styled(markup, content) => self.styled(*markup, content, next()),
                InlineKind::Code(code) if self.isolates => {
                    self.isolate(Direction::LeftToRight, |own| own.code(code, inline.span));
                }
                InlineKind::Code(code) => self.code(code, inline.span),
                InlineKind::Link(link) => self.link(link, next()),
                InlineKind::Image(image) => {
                    if image.alt.is_empty() {
                        self.out.push_str("[Image]");
                    } else {
                        self.out.push_str("[Image: ");
                        self.text(&image.alt, inline.span);
                        self.out.push(']');
                    }
                }
                InlineKind::NoteRef(id) => {
                    // The mark is attached to the word before.
                    self.out.truncate(self.out.trim_end_matches([' ', '\u{a0}']).len());
                    self.out.push_str(&format!("[{}]", id.number()));
                }
                InlineKind::Math(math) => match formula(self.page, &math.tex, inline.span, unicode::line) {
                    Some(line) => push_printable(&line, self.out),
                    None => {
                        self.out.push('$');
                        self.text(&math.tex, inline.span);
                        self.out.push('$');
                    }
                },
                InlineKind::Span(Attributes { direction: Some(direction), .. }, content) if self.isolates => {
                    self.isolate(*direction, |own| own.list(content, None));
                }
                InlineKind::Span(_, content) => self.list(content, next()),
                InlineKind::Abbreviation(short) => self.list(&short.content, next()),
                InlineKind::LineBreak => self.out.push('\n'),
            }
        }
    }

    /// Writes within an isolate.
    fn isolate(&mut self, direction: Direction, write: impl FnOnce(&mut Self)) {
        self.out.push(if direction == Direction::RightToLeft { '\u{2067}' } else { '\u{2066}' });
        write(self);
        self.out.push('\u{2069}');
    }

    /// Text without control characters and soft hyphens, in ASCII if requested.
    fn text(&mut self, text: &str, span: Option<Span>) {
        if self.page.options.ascii && !text.is_ascii() {
            ascii::push(
                text,
                self.page.document.metadata.language.as_ref(),
                span,
                &mut self.page.shared.losses,
                self.out,
            );
        } else {
            push_printable(text, self.out);
        }
    }

    fn styled(&mut self, markup: Markup, content: &[Inline], next: Option<char>) {
        let (open, close) = match markup {
            Markup::Emphasis => ("_", "_"),
            Markup::Underline => ("__", "__"),
            Markup::Strong => ("*", "*"),
            Markup::Highlight => ("==", "=="),
            Markup::Strikeout => ("~~", "~~"),
            Markup::Keyboard => ("<", ">"),
            Markup::Superscript | Markup::Subscript => return self.script(markup == Markup::Superscript, content),
            Markup::SmallCaps | Markup::Small => return self.list(content, next),
        };
        let wanted = self.marks && !self.in_word() && !next.is_some_and(char::is_alphanumeric);
        if !wanted {
            return self.list(content, next);
        }
        let start = self.out.len();
        self.out.push_str(open);
        self.open = self.out.len();
        self.list(content, close.chars().next());
        let inner = self.out.cut(start + open.len()..);
        let fits = !closes_within(inner, open.cut(..1))
            && !inner.contains('\n')
            && inner.contains(char::is_alphanumeric)
            && !inner.starts_with(' ')
            && !inner.ends_with(' ');
        if fits {
            self.out.push_str(close);
        } else {
            self.out.replace_range(start..start + open.len(), "");
        }
    }

    /// Code in backquotes; in double ones if it contains one.
    fn code(&mut self, code: &str, span: Option<Span>) {
        let mark = match code {
            _ if !self.marks || code.trim().is_empty() || self.out.ends_with('`') => "",
            _ if !code.contains('`') => "`",
            _ if !code.contains("``") && !code.starts_with('`') && !code.ends_with('`') => "``",
            _ => "",
        };
        self.out.push_str(mark);
        let code = if code.contains(['\n', '\r']) { code.replace(['\n', '\r'], " ") } else { code.to_owned() };
        self.text(&code, span);
        self.out.push_str(mark);
    }

    /// Superscripts and subscripts: as Unicode characters where they exist.
    fn script(&mut self, raised: bool, content: &[Inline]) {
        let text = plain(content);
        let signs = if raised { unicode::raised(&text) } else { unicode::lowered(&text) };
        match signs {
            Some(signs) if !self.page.options.ascii => self.out.push_str(&signs),
            _ => {
                let ordinal = raised && matches!(text.as_str(), "st" | "nd" | "rd" | "th" | "e" | "er" | "o" | "a");
                let number = !raised && text.bytes().all(|b| b.is_ascii_digit());
                let one = text.chars().all(char::is_alphanumeric);
                if !ordinal && !number {
                    self.out.push(if raised { '^' } else { '_' });
                    if !one {
                        self.out.push('(');
                    }
                }
                self.list(content, None);
                if !ordinal && !number && !one {
                    self.out.push(')');
                }
            }
        }
    }

    fn link(&mut self, link: &Link, next: Option<char>) {
        let start = self.out.len();
        self.list(&link.content, next);
        let Target::External(address) = &link.target else { return };
        let ascii = self.page.options.ascii.then(|| uri(address));
        let address = ascii.as_ref().unwrap_or(address);
        let text = self.out.cut(start..);
        if text.is_empty() {
            return self.out.push_str(address);
        }
        if is_bare(text, address) {
            if self.isolates {
                self.out.insert(start, '\u{2066}');
                self.out.push('\u{2069}');
            }
            return;
        }
        let word = is_word(text) && (self.out.cut(..start).ends_with([' ', '\n', '(', '“', '‘']) || start == 0);
        let image = text.starts_with("[Image")
            && matches!(link.content.as_slice(), [image] if matches!(image.kind, InlineKind::Image(_)));
        let place = self.page.shared.links.place(address, link.title.as_deref());
        let number = self.page.document.notes.len() + place + 1;
        if word {
            self.out.push_str(&format!("\u{a0}[{number}]"));
        } else {
            if !image {
                self.out.insert(start, '[');
                self.out.push(']');
            }
            self.out.push_str(&format!("[{number}]"));
        }
    }

    /// Whether the preceding character is a letter.
    fn in_word(&self) -> bool {
        self.out.len() != self.open
            && self.out.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '*' | '~' | '`'))
    }
}

/// Whether a mark occurs in a text where it could be read as the closing one, that is, not between letters.
fn closes_within(text: &str, mark: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(mark)
        .any(|(i, _)| !letter(text.cut(..i).chars().next_back()) || !letter(text.cut(i + mark.len()..).chars().next()))
}

/// Whether a link's text is one word, so that its extent is clear without brackets.
fn is_word(text: &str) -> bool {
    let edge = |c: char| c.is_alphanumeric() || matches!(c, '`' | '_' | '*');
    !text.contains([' ', '\n', '\u{a0}', '\u{202f}', '[', ']', '(', '“', '‘'])
        && text.starts_with(edge)
        && text.ends_with(edge)
}

/// A formula as Unicode text; `None`: it stays in TeX, as always in ASCII.
pub fn formula<T>(
    page: &mut TextColumn<'_>,
    tex: &str,
    span: Option<Span>,
    form: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    if page.options.ascii {
        return None;
    }
    let text = form(tex);
    // An invalid formula was reported before, for all formats.
    if text.is_none() && Formula::parse(tex).is_ok() {
        page.shared.formulas.push(span);
    }
    text
}

/// Appends text without control characters and soft hyphens; tabs become spaces.
pub fn push_printable(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for i in 0..bytes.len() {
        let length = match bytes[i] {
            0x20..=0x7e => continue,
            0xc2 if (0x80..0xa0).contains(&bytes[i + 1]) || bytes[i + 1] == 0xad => 2,
            0x80.. => continue,
            _ => 1,
        };
        out.push_str(text.cut(from..i));
        if matches!(bytes[i], b'\t' | b'\n' | b'\r') {
            out.push(' ');
        }
        from = i + length;
    }
    out.push_str(text.cut(from..));
}

/// Whether an inline is isolated in right-to-left text.
fn is_isolated(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Code(_) | InlineKind::Link(_) => true,
        InlineKind::Span(attributes, content) => attributes.direction.is_some() || content.iter().any(is_isolated),
        InlineKind::Styled(_, content) => content.iter().any(is_isolated),
        InlineKind::Abbreviation(short) => short.content.iter().any(is_isolated),
        _ => false,
    }
}

/// Whether a letter is right to left.
pub fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The first visible character of an inline.
fn first_char(inline: &Inline) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.chars().next(),
        InlineKind::Styled(_, content) | InlineKind::Span(_, content) => content.iter().find_map(first_char),
        InlineKind::Link(link) => link.content.iter().find_map(first_char),
        InlineKind::Abbreviation(short) => short.content.iter().find_map(first_char),
        InlineKind::Image(_) | InlineKind::NoteRef(_) => Some('['),
        InlineKind::Math(_) => Some('$'),
        InlineKind::LineBreak => Some(' '),
    }
}
