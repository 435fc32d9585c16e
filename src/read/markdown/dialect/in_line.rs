//! Signs within a line that the parser would tear: sizes of pictures, substitutions; and formulas on lines of their own.

use super::line::Line;
use super::scanner::Scanner;
use crate::read::markdown::edit::{Edit, Piece, With};
use crate::source::Cut as _;
use std::borrow::Cow;

/// The environments of LaTeX that are formulas of their own.
const ENVIRONMENTS: [&str; 12] = [
    "equation",
    "align",
    "gather",
    "multline",
    "eqnarray",
    "alignat",
    "flalign",
    "math",
    "displaymath",
    "aligned",
    "gathered",
    "cases",
];

/// No formula is longer, in bytes.
const LONGEST_FORMULA: usize = 20_000;
/// No address of a picture is longer, in bytes.
const LONGEST_ADDRESS: usize = 2_000;

/// Where code stands in a line, as far as its backquotes tell; asked from left to right.
struct CodeSpans<'a> {
    text: &'a str,
    done: usize,
    inside: bool,
}

impl CodeSpans<'_> {
    fn holds(&mut self, at: usize) -> bool {
        self.inside ^= self.text.cut(self.done..at).matches('`').count() % 2 == 1;
        self.done = at;
        self.inside
    }
}

impl<'a> Scanner<'a> {
    /// Rewrites what the parser does not know within a line.
    pub(super) fn signs_in_line(&mut self, line: &Line<'a>) {
        let content = line.content();
        let at = line.content_start();
        let mut code = CodeSpans { text: content, done: 0, inside: false };
        if self.in_line.substitutions {
            // `{~~old~>new~~}` is a deletion and an insertion (CriticMarkup).
            let mut from = 0;
            while let Some(start) = content.cut(from..).find("{~~").map(|i| from + i)
                && let Some(end) = content.cut(start..).find("~~}").map(|i| start + i)
            {
                from = end + 3;
                if let Some(arrow) = content.cut(start + 3..end).find("~>").map(|i| start + 3 + i)
                    && !code.holds(start)
                {
                    self.sign(at + start, 3, "{--");
                    self.sign(at + arrow, 2, "--} {++");
                    self.sign(at + end, 3, "++}");
                }
            }
        }
        if self.in_line.sizes {
            let mut code = CodeSpans { text: content, done: 0, inside: false };
            let mut from = 0;
            while let Some(start) = content.cut(from..).find("](").map(|i| from + i) {
                from = start + 2;
                let address = content.cut(from..).head(LONGEST_ADDRESS);
                let Some(length) = address.find(')') else { continue };
                let Some((before, size)) = address.cut(..length).rsplit_once(" =") else { continue };
                let near = content.floor_char_boundary(start.saturating_sub(LONGEST_ADDRESS));
                let is_image =
                    content.cut(near..start).rfind('[').is_some_and(|open| content.cut(..near + open).ends_with('!'));
                let Some((width, height)) = super::wiki::size(size.trim()).filter(|_| is_image && !code.holds(start))
                else {
                    continue;
                };
                let side =
                    |name: &str, value: Option<f32>| value.map(|value| format!("{name}={value} ")).unwrap_or_default();
                let list = format!("{{{}{}}}", side("width", width), side("height", height));
                self.sign(at + from + before.len(), length - before.len(), "");
                let pieces = vec![Piece::Text(Cow::Owned(list))];
                self.edits.push(Edit { at: at + from + length + 1, removed: 0, with: With::Pieces(pieces) });
                from += length;
            }
        }
    }

    /// `\begin{align} … \end{align}` outside of dollar signs is a formula (pandoc's `raw_tex`, MathJax).
    pub(super) fn environment(&mut self, line: &Line<'a>) {
        let Some((name, _)) = line.content().cut(7..).split_once('}') else { return };
        if !ENVIRONMENTS.contains(&name.trim_end_matches('*')) {
            return;
        }
        let end = format!("\\end{{{name}}}");
        let start = line.content_start();
        let length = self.text.cut(start..).head(LONGEST_FORMULA).find(&end);
        // A blank line ends a formula, as it does a paragraph.
        if let Some(length) = length.filter(|&length| !self.text.cut(start..start + length).contains("\n\n")) {
            let at = start + length + end.len();
            self.sign(start, 0, "$$");
            self.sign(at, 0, "$$");
            self.next = at;
        }
    }
}
