//! Tokenizer for TeX notation, and arguments of commands.

use crate::source::Cut as _;
/// A token of a formula's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TexToken<'a> {
    /// A command without its backslash: letters, or one other character.
    Command(&'a str),
    /// `{`
    Open,
    /// `}`
    Close,
    /// White space.
    Space,
    /// Any other character.
    Character(char),
}

/// Reads tokens; comments (`% …` to the end of the line) are skipped.
#[derive(Clone, Debug)]
pub(super) struct TexReader<'a> {
    text: &'a str,
}

impl<'a> TexReader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        TexReader { text }
    }

    /// The unread rest.
    pub(super) fn rest(&self) -> &'a str {
        self.text
    }

    /// The next token.
    pub(super) fn token(&mut self) -> Option<TexToken<'a>> {
        while let Some(comment) = self.text.strip_prefix('%') {
            self.text = comment.split_once('\n').map_or("", |(_, next)| next);
        }
        let mut characters = self.text.chars();
        let first = characters.next()?;
        let rest = characters.as_str();
        let (token, rest) = match first {
            '{' => (TexToken::Open, rest),
            '}' => (TexToken::Close, rest),
            c if c.is_whitespace() => (TexToken::Space, rest.trim_start()),
            '\\' => {
                let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
                (TexToken::Command(rest.cut(..length)), rest.cut(length..))
            }
            c => (TexToken::Character(c), rest),
        };
        self.text = rest;
        Some(token)
    }

    /// Skips white space.
    pub(super) fn space(&mut self) {
        self.text = self.text.trim_start();
    }

    /// Skips white space and `character`, if it comes next.
    pub(super) fn skip(&mut self, character: char) -> bool {
        match self.text.trim_start().strip_prefix(character) {
            Some(rest) => {
                self.text = rest;
                true
            }
            None => false,
        }
    }

    /// The argument of a command: a group without braces, a command, or a character; `None`: at the end.
    pub(super) fn argument(&mut self) -> Option<&'a str> {
        self.space();
        let before = self.text;
        match self.token()? {
            TexToken::Open => {
                let inside = self.text;
                let mut depth = 1;
                loop {
                    let here = self.text;
                    match self.token()? {
                        TexToken::Open => depth += 1,
                        TexToken::Close => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 {
                        return Some(inside.cut(..inside.len() - here.len()));
                    }
                }
            }
            TexToken::Close => {
                self.text = before;
                None
            }
            _ => Some(before.cut(..before.len() - self.text.len())),
        }
    }

    /// The optional argument in brackets, if one follows.
    pub(super) fn optional(&mut self) -> Option<&'a str> {
        let inside = self.text.trim_start().strip_prefix('[')?;
        let mut depth = 0;
        let mut reader = TexReader::new(inside);
        loop {
            let here = reader.text;
            match reader.token()? {
                TexToken::Open => depth += 1,
                TexToken::Close => depth -= 1,
                TexToken::Character(']') if depth == 0 => {
                    self.text = reader.text;
                    return Some(inside.cut(..inside.len() - here.len()));
                }
                _ => {}
            }
        }
    }
}
