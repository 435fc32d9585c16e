//! A diagnostic with its place looked up: it outlives its source, so a batch can tell it later, store it or send it.

use crate::diagnostic::{self, CODES, Code, CodeEntry, Diagnostic, Severity};
use crate::source::{Cut as _, Sources, Span};
use serde::{Deserialize, Serialize};

/// A diagnostic as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The number of its code.
    pub code: u16,
    /// How bad it is.
    pub severity: Severity,
    /// What happened.
    pub message: String,
    /// What the user can do.
    pub help: Option<String>,
    /// The file it is about, where it is about one.
    pub file: Option<String>,
    /// Where in the file.
    pub place: Option<Location>,
    /// The things that it is about, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<FindingDetail>,
}

/// One of the things that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingDetail {
    /// What it is.
    pub message: String,
    /// What can be done about this one, where that is not the same for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The file that has it (first), and where, without the line's text.
    pub place: Option<(String, Location)>,
}

impl FindingDetail {
    /// Where it is, what it is and what can be done, in one line.
    pub fn text(&self) -> String {
        let place = self.place.as_ref().map(|(file, place)| format!("{file}:{}:{}: ", place.line, place.column));
        let help = self.help.as_ref().map(|help| format!("; {help}"));
        format!("{}{}{}", place.unwrap_or_default(), self.message, help.unwrap_or_default())
    }
}

/// A place in a file, with what stands there.
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
    /// The line's text around the place.
    pub excerpt: String,
    /// How many characters of the line stand before the excerpt.
    pub skipped: usize,
}

/// As many characters of a line are kept on either side of the place.
const AROUND: usize = 160;
/// As many details of one kind are kept of one document; the rest are only counted.
const MOST: usize = 1000;

impl Finding {
    /// One about a file as a whole, or about none.
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

    /// The same with a remedy.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// The code's documentation.
    pub fn entry(&self) -> &'static CodeEntry {
        let at = CODES.binary_search_by_key(&Code(self.code), |e| e.code);
        at.map(|at| &CODES[at]).unwrap_or(&crate::diagnostic::codes::INTERNAL)
    }

    /// The code as it is written: `F0501`.
    pub fn code(&self) -> Code {
        Code(self.code)
    }

    fn resolve(diagnostic: Diagnostic, sources: &Sources) -> Finding {
        let Diagnostic { code, severity, span, message, help, details } = diagnostic;
        // A detail's place is known better than that of the whole.
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
        // Without a span it is about the (first) source as a whole.
        let file = span.and_then(|s| sources.of(s)).or_else(|| sources.iter().next()).map(|s| s.name().to_owned());
        let place = span.and_then(|span| place(sources, span));
        Finding { code: code.0, severity, message, help, file, place, details }
    }
}

/// The span of a detail's character within the detail's span, where the source has it there as it is.
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

/// Looks up the places of diagnostics.
pub fn resolve(reports: Vec<Diagnostic>, sources: &Sources) -> Vec<Finding> {
    reports.into_iter().map(|diagnostic| Finding::resolve(diagnostic, sources)).collect()
}

/// Where a span stands, and the line there.
pub(super) fn place(sources: &Sources, span: Span) -> Option<Location> {
    let source = sources.of(span)?;
    let (text, range) = (source.text(), source.range(span));
    let found = sources.place(span)?;
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..range.start]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[range.start..]).map_or(text.len(), |at| range.start + at);
    // Counted back from the place, so that a line of a megabyte costs no more than another.
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
