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

/// No formula has more lines.
const MOST_LINES: usize = 300;

impl<'a> Scanner<'a> {
    /// Rewrites what the parser does not know within a line.
    pub(super) fn signs_in_line(&mut self, line: &Line<'a>) {
        let content = line.content();
        let in_code = |at: usize| content.cut(..at).matches('`').count() % 2 == 1;
        if self.in_line.substitutions {
            // `{~~old~>new~~}` is a deletion and an insertion (CriticMarkup).
            let mut from = 0;
            while let Some(start) = content.cut(from..).find("{~~").map(|i| from + i)
                && let Some(end) = content.cut(start..).find("~~}").map(|i| start + i)
            {
                from = end + 3;
                if let Some(arrow) = content.cut(start + 3..end).find("~>").map(|i| start + 3 + i)
                    && !in_code(start)
                {
                    let at = line.content_start();
                    self.sign(at + start, 3, "{--");
                    self.sign(at + arrow, 2, "--} {++");
                    self.sign(at + end, 3, "++}");
                }
            }
        }
        if self.in_line.sizes {
            let mut from = 0;
            while let Some(at) = content.cut(from..).find(" =").map(|i| from + i) {
                from = at + 2;
                let Some(size) =
                    content.cut(at + 2..).split(')').next().filter(|_| content.cut(at + 2..).contains(')'))
                else {
                    return;
                };
                let address = content.cut(..at).rfind("](").map(|i| content.cut(i + 2..at));
                let is_image =
                    address.is_some_and(|address| !address.contains([')', '(']) && content.cut(..at).contains("!["));
                let Some((width, height)) = super::wiki::size(size.trim()).filter(|_| is_image && !in_code(at)) else {
                    continue;
                };
                let side =
                    |name: &str, value: Option<f32>| value.map(|value| format!("{name}={value} ")).unwrap_or_default();
                let list = format!("{{{}{}}}", side("width", width), side("height", height));
                let place = line.content_start() + at;
                self.sign(place, 2 + size.len(), "");
                let behind = place + 2 + size.len() + 1;
                self.edits.push(Edit {
                    at: behind,
                    removed: 0,
                    with: With::Pieces(vec![Piece::Text(Cow::Owned(list))]),
                });
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
        let last = std::iter::once(line.clone())
            .chain(self.lines_from(self.next).take(MOST_LINES))
            .find_map(|line| line.text.find(&end).map(|at| (line.start + at + end.len(), self.behind(&line))));
        if let Some((at, next)) = last {
            self.sign(line.content_start(), 0, "$$");
            self.sign(at, 0, "$$");
            self.next = next;
        }
    }
}
