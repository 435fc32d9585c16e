//! A diagnostic with resolved positions, independent of its source, so that it can be reported later or stored.

use crate::diagnostic::{self, CODES, Code, CodeEntry, Diagnostic, Severity};
use crate::source::{Cut as _, Sources, Span};
use serde::{Deserialize, Serialize};

/// A diagnostic with resolved positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Number of its code.
    pub code: u16,
    /// Severity.
    pub severity: Severity,
    /// What happened.
    pub message: String,
    /// What the user can do.
    pub help: Option<String>,
    /// The file concerned, if any.
    pub file: Option<String>,
    /// Its position in the file.
    pub place: Option<Location>,
    /// Details, if it concerns several things.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<FindingDetail>,
}

/// A detail of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingDetail {
    /// What it is.
    pub message: String,
    /// Its own remedy, if different from the finding's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Its file and position, without the excerpt.
    pub place: Option<(String, Location)>,
}

impl FindingDetail {
    /// Position, message and remedy in one line.
    pub fn text(&self) -> String {
        let place = self.place.as_ref().map(|(file, place)| format!("{file}:{}:{}: ", place.line, place.column));
        let help = self.help.as_ref().map(|help| format!("; {help}"));
        format!("{}{}{}", place.unwrap_or_default(), self.message, help.unwrap_or_default())
    }
}

/// A position in a file with an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Line of the end, from 1.
    pub end_line: usize,
    /// Column behind the last character, from 1.
    pub end_column: usize,
    /// The text of the line around the position.
    pub excerpt: String,
    /// Number of characters of the line before the excerpt.
    pub skipped: usize,
}

/// Number of characters kept on either side of the position.
const AROUND: usize = 160;
/// Limit of details kept per kind and document; the rest are counted.
const MOST: usize = 1000;

impl Finding {
    /// A finding about a file as a whole, or about none.
    pub fn new(entry: &CodeEntry, file: Option<&str>, message: impl Into<String>) -> Finding {
        Finding {
            code: entry.code.0,
            severity: entry.severity,
            message: message.into(),
            help: None,
            file: file.map(str::to_owned),
            place: None,
            details: Vec::new(),
        }
    }

    /// Sets the remedy.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// The code's documentation.
    pub fn entry(&self) -> &'static CodeEntry {
        let at = CODES.binary_search_by_key(&Code(self.code), |e| e.code);
        at.map(|at| &CODES[at]).unwrap_or(&crate::diagnostic::codes::INTERNAL)
    }

    /// The code as text: `F0501`.
    pub fn code(&self) -> Code {
        Code(self.code)
    }

    fn resolve(diagnostic: Diagnostic, sources: &Sources) -> Finding {
        let Diagnostic { code, severity, span, message, help, details } = diagnostic;
        // Details have more precise positions than the whole.
        let spans: Vec<Option<Span>> = details.iter().take(MOST).map(|detail| narrowed(detail, sources)).collect();
        let span = spans.iter().flatten().min().copied().or(span);
        let more = details.len().saturating_sub(MOST);
        let more = (more > 0).then(|| FindingDetail { message: format!("and {more} more"), help: None, place: None });
        let known = |span: Span| {
            let place = Location { excerpt: String::new(), skipped: 0, ..place(sources, span)? };
            Some((sources.of(span)?.name().to_owned(), place))
        };
        let details = details.into_iter().zip(spans).map(|(detail, span)| FindingDetail {
            message: detail.message,
            help: detail.help,
            place: span.and_then(known),
        });
        let details = details.chain(more).collect();
        // Without a span it concerns the (first) source as a whole.
        let file = span.and_then(|s| sources.of(s)).or_else(|| sources.iter().next()).map(|s| s.name().to_owned());
        let place = span.and_then(|span| place(sources, span));
        Finding { code: code.0, severity, message, help, file, place, details }
    }
}

/// The span of a detail's character within the detail's span, if the source contains it literally.
fn narrowed(detail: &diagnostic::Detail, sources: &Sources) -> Option<Span> {
    let span = detail.span?;
    let exact = || {
        let (source, character) = (sources.of(span)?, detail.character?);
        let range = source.range(span);
        let at = range.start + source.slice(span).find(character)?;
        Some(source.span(at..at + character.len_utf8()))
    };
    exact().or(Some(span))
}

/// Resolves the positions of diagnostics.
pub fn resolve(reports: Vec<Diagnostic>, sources: &Sources) -> Vec<Finding> {
    reports.into_iter().map(|diagnostic| Finding::resolve(diagnostic, sources)).collect()
}

/// The position of a span, with an excerpt.
pub(super) fn place(sources: &Sources, span: Span) -> Option<Location> {
    let source = sources.of(span)?;
    let (text, range) = (source.text(), source.range(span));
    let found = sources.place(span)?;
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..range.start]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[range.start..]).map_or(text.len(), |at| range.start + at);
    // Counted backwards from the position, so that long lines cost no more.
    let before: usize = text.cut(start..range.start).chars().rev().take(AROUND).map(char::len_utf8).sum();
    let skipped = found.column - 1 - text.cut(range.start - before..range.start).chars().count();
    let excerpt = text.cut(range.start - before..end).chars().take(2 * AROUND).collect();
    Some(Location {
        line: found.line,
        column: found.column,
        end_line: found.end_line,
        end_column: found.end_column,
        excerpt,
        skipped,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;
    use crate::source::Source;

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::new();
        sources.add(Source::new("a.md", text, 0));
        sources
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let sources = sources(&format!("first\n{}here{}\nlast", "é".repeat(1000), "x".repeat(1000)));
        let span = sources.iter().next().unwrap().span(6 + 2000..6 + 2004);
        let place = place(&sources, span).unwrap();
        assert_eq!((place.line, place.column, place.end_column), (2, 1001, 1005));
        assert_eq!(place.skipped, 1000 - AROUND);
        assert_eq!(place.excerpt.chars().count(), 2 * AROUND);
        assert!(place.excerpt.chars().skip(AROUND).collect::<String>().starts_with("here"));
    }

    #[test]
    fn a_detail_stands_where_the_source_has_its_character_first() {
        let sources = sources("first\n``` x\na\n  漢\n```\n&#x5b57;\n");
        let source = sources.iter().next().unwrap();
        let detail = |character: char, start, end| diagnostic::Detail {
            message: character.to_string(),
            help: None,
            span: Some(source.span(start..end)),
            character: Some(character),
        };
        let details = vec![detail('字', 24, 32), detail('漢', 6, 23)];
        let diagnostic = Diagnostic::new(&codes::GLYPH_MISSING, details[1].span, "x");
        let diagnostic = Diagnostic { details, ..diagnostic };
        let findings = resolve(vec![diagnostic], &sources);
        let told: Vec<_> = findings[0].details.iter().map(FindingDetail::text).collect();
        assert_eq!(told, ["a.md:6:1: 字", "a.md:4:3: 漢"]);
        let place = findings[0].place.as_ref().unwrap();
        assert_eq!((place.line, place.column, place.end_column), (4, 3, 4), "the whole stands where its first is");
        let json = crate::cli::report::json::finding(&findings[0]);
        let first = serde_json::json!(
            { "message": "漢", "file": "a.md", "line": 4, "column": 3, "endLine": 4, "endColumn": 4 });
        assert_eq!(json["details"][1], first);
    }

    #[test]
    fn beyond_a_thousand_details_are_counted() {
        let mut diagnostics = diagnostic::Diagnostics::new();
        (0..1500).for_each(|i| diagnostics.push(Diagnostic::new(&codes::LINK_DEAD, None, format!("link {i}"))));
        let [finding] = &resolve(diagnostics.reports(), &sources("x"))[..] else { panic!("one kind") };
        assert_eq!(finding.message, "1500 links lead nowhere");
        assert_eq!(finding.details.len(), MOST + 1);
        assert_eq!(finding.details[MOST].message, "and 500 more");
    }
}
