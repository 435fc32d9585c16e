//! Findings for people: position, message, marked excerpt, remedy.

use crate::cli::finding::{Finding, Location};
use crate::cli::streams::live_terminal;
use crate::diagnostic::Severity;
use std::fmt::Write;
use std::io::IsTerminal;
use unicode_width::UnicodeWidthChar;

/// Terminal properties for findings.
#[derive(Clone, Copy, Debug)]
pub struct TerminalStyle {
    /// Width in columns.
    pub width: usize,
    /// Whether colour is supported.
    pub colour: bool,
}

impl TerminalStyle {
    /// The style for standard error; respects `NO_COLOR` (<https://no-color.org>) and `TERM=dumb`.
    pub fn of_stderr() -> TerminalStyle {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let colour = live_terminal() && !set("NO_COLOR");
        let terminal = std::io::stderr().is_terminal().then(terminal_size::terminal_size).flatten();
        let width = terminal.map_or(100, |(width, _)| usize::from(width.0)).clamp(40, 200);
        TerminalStyle { width, colour }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn severity(&self, severity: Severity, text: &str) -> String {
        self.paint(colour(severity), text)
    }
}

fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;36",
    }
}

/// Limit of details shown; the rest are counted.
const SHOWN: usize = 8;
/// Width of a tab.
const TAB: usize = 4;

/// Findings with excerpts and remedies, separated by blank lines.
pub fn render(findings: &[Finding], style: &TerminalStyle) -> String {
    let mut out = String::new();
    findings.iter().for_each(|finding| one(finding, style, &mut out));
    out
}

fn one(finding: &Finding, style: &TerminalStyle, out: &mut String) {
    let head = style.severity(finding.severity, &format!("{}[{}]", finding.severity, finding.code()));
    let _ = writeln!(out, "{head}: {}", style.paint("1", &visible(&finding.message)));
    let gutter = finding.place.as_ref().map_or(1, |p| p.line.to_string().len());
    let bar = style.paint("34", "|");
    match (&finding.file, &finding.place) {
        (Some(file), Some(place)) => {
            let arrow = style.paint("34", "-->");
            let _ = writeln!(out, "{:gutter$}{arrow} {}:{}:{}", "", visible(file), place.line, place.column);
            let (line, marks) = excerpt(place, style.width.saturating_sub(gutter + 3));
            let _ = writeln!(out, "{:gutter$} {bar}", "");
            let _ = writeln!(out, "{} {bar} {line}", style.paint("34", &place.line.to_string()));
            let _ = writeln!(out, "{:gutter$} {bar} {}", "", style.severity(finding.severity, &marks));
        }
        (Some(file), None) => {
            let _ = writeln!(out, " {} {}", style.paint("34", "-->"), visible(file));
        }
        _ => {}
    }
    let equals = style.paint("34", "=");
    // One more detail takes no more space than the line with the count.
    let shown = if finding.details.len() > SHOWN + 1 { SHOWN } else { finding.details.len() };
    for detail in &finding.details[..shown] {
        let _ = writeln!(out, "{:gutter$} {equals} {}", "", visible(&detail.text()));
    }
    if shown < finding.details.len() {
        let rest = finding.details.len() - shown;
        let _ = writeln!(out, "{:gutter$} {equals} and {rest} more; `--diagnostics short` lists them", "");
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(out, "{:gutter$} {equals} {}: {}", "", style.paint("1", "help"), visible(help));
    }
    out.push('\n');
}

/// One line per finding or detail, in source order: `file:line:column: severity[CODE]: message`.
pub fn short(findings: &[Finding], style: &TerminalStyle) -> String {
    struct ReportLine<'a> {
        file: Option<&'a str>,
        place: Option<(usize, usize)>,
        text: String,
    }
    let line = |finding: &Finding, file, place: Option<&Location>, message| {
        let head = style.severity(finding.severity, &format!("{}[{}]", finding.severity, finding.code()));
        let place = place.map(|place| (place.line, place.column));
        ReportLine { file, place, text: format!("{head}: {}", visible(message)) }
    };
    let mut lines = Vec::new();
    for finding in findings {
        if finding.details.is_empty() {
            lines.push(line(finding, finding.file.as_deref(), finding.place.as_ref(), &finding.message));
        }
        lines.extend(finding.details.iter().map(|detail| match &detail.place {
            Some((file, place)) => line(finding, Some(file.as_str()), Some(place), &detail.message),
            None => line(finding, finding.file.as_deref(), None, &detail.message),
        }));
    }
    let mut files: Vec<Option<&str>> = Vec::new();
    for line in &lines {
        if !files.contains(&line.file) {
            files.push(line.file);
        }
    }
    lines.sort_by_key(|line| {
        (files.iter().position(|file| *file == line.file), line.place.unwrap_or((1, 1)), line.place.is_none())
    });
    let mut out = String::new();
    for ReportLine { file, place, text } in lines {
        let file = file.map(|file| visible(file) + ":").unwrap_or_default();
        let place = place.map(|(line, column)| format!("{line}:{column}:")).unwrap_or_default();
        let space = if file.is_empty() { "" } else { " " };
        let _ = writeln!(out, "{file}{place}{space}{text}");
    }
    out
}

/// The excerpt, cut to `width` columns, and the marks below it.
fn excerpt(place: &Location, width: usize) -> (String, String) {
    let first = place.column - 1 - place.skipped;
    let last = if place.end_line > place.line { usize::MAX } else { place.end_column - 1 - place.skipped };
    let cells: Vec<(String, usize)> = place.excerpt.chars().map(cell).collect();
    let wide = |range: &[(String, usize)]| range.iter().map(|c| c.1).sum::<usize>();

    // In a long line, the position is placed a third from the left.
    let mut start = 0;
    if place.skipped > 0 || wide(&cells) > width {
        start = first.min(cells.len());
        while start > 0 && wide(&cells[start - 1..first.min(cells.len())]) <= width / 3 {
            start -= 1;
        }
        if place.skipped == 0 && wide(&cells[..first.min(cells.len())]) <= width / 2 {
            start = 0;
        }
    }
    let cut_left = start > 0 || place.skipped > 0;
    let mut line = String::from(if cut_left { "…" } else { "" });
    let mut marks = String::from(if cut_left { " " } else { "" });
    let mut used = line.chars().count();
    let mut cut_right = false;
    for (i, (text, columns)) in cells.iter().enumerate().skip(start) {
        if used + columns + 1 > width && i + 1 < cells.len() {
            cut_right = true;
            break;
        }
        used += columns;
        line.push_str(text);
        let mark = if i < first {
            ' '
        } else if i < last || i == first {
            '^'
        } else {
            ' '
        };
        marks.extend(std::iter::repeat_n(mark, *columns));
    }
    if cut_right {
        line.push('…');
    }
    let marks = marks.trim_end();
    let marks = if marks.is_empty() { format!("{}^", " ".repeat(used)) } else { marks.to_owned() };
    (line.trim_end().to_owned(), marks)
}

/// A printable form of a character, and its width.
fn cell(c: char) -> (String, usize) {
    match c {
        '\t' => (" ".repeat(TAB), TAB),
        c if hides(c) => ("\u{FFFD}".to_owned(), 1),
        c => (c.to_string(), c.width().unwrap_or(0)),
    }
}

/// Text from a source or file name without terminal escapes, line ends and bidi controls.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if hides(c) { '\u{FFFD}' } else { c }).collect()
}

/// Control characters, and bidi controls that can disguise text.
fn hides(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::finding::FindingDetail;
    use crate::diagnostic::codes;

    fn finding(line: &str, column: usize, end_column: usize) -> Finding {
        let place = Location { line: 12, column, end_line: 12, end_column, excerpt: line.to_owned(), skipped: 0 };
        Finding {
            file: Some("a.md".into()),
            place: Some(place),
            ..Finding::new(&codes::IMAGE_MISSING, None, "image not found").help("look for it")
        }
    }

    fn shown(finding: &Finding, width: usize) -> String {
        render(std::slice::from_ref(finding), &TerminalStyle { width, colour: false })
    }

    #[test]
    fn a_place_is_marked() {
        let text = shown(&finding("see ![A map](x.png) here", 5, 20), 80);
        let expected = "\
warning[F0501]: image not found
  --> a.md:12:5
   |
12 | see ![A map](x.png) here
   |     ^^^^^^^^^^^^^^^
   = help: look for it

";
        assert_eq!(text, expected);
    }

    #[test]
    fn details_stand_before_the_help() {
        let details = vec![FindingDetail { message: "one\u{202E}".into(), help: None, place: None }];
        let text = shown(&Finding { details, ..finding("x", 1, 2) }, 80);
        assert!(text.ends_with("   | ^\n   = one\u{FFFD}\n   = help: look for it\n\n"), "{text}");
    }

    #[test]
    fn tabs_wide_and_steering_characters_keep_the_marks_in_place() {
        let text = shown(&finding("\t日本\x1b[31m![x](y)", 9, 16), 80);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[3], "12 |     日本\u{FFFD}[31m![x](y)");
        assert_eq!(lines[4], "   |              ^^^^^^^");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = format!("{}HERE{}", "a".repeat(300), "b".repeat(300));
        let text = shown(&finding(&line, 301, 305), 60);
        let lines: Vec<_> = text.lines().collect();
        assert!(lines.iter().all(|l| l.chars().count() <= 60), "{text}");
        let (at, mark) = (lines[3].find("HERE").unwrap(), lines[4].find("^^^^").unwrap());
        assert_eq!(lines[3][..at].chars().count(), lines[4][..mark].chars().count());
        assert!(lines[3].contains("…a") && lines[3].ends_with("b…"));
    }

    #[test]
    fn a_place_at_the_end_of_a_line_has_a_mark() {
        assert!(shown(&finding("ab", 3, 3), 80).contains("12 | ab\n   |   ^\n"));
        assert!(shown(&finding("", 1, 1), 80).contains("12 | \n   | ^\n"));
    }

    #[test]
    fn many_details_are_counted_and_listed_by_the_short_form() {
        let place = |line| Location { line, ..finding("x", 1, 2).place.unwrap() };
        let detail = |line| FindingDetail {
            message: format!("link {line}"),
            help: Some("mend it".into()),
            place: Some(("b.md".to_owned(), place(line))),
        };
        let many = Finding { details: (1..=SHOWN + 2).map(detail).collect(), ..finding("x", 1, 2) };
        let text = shown(&many, 80);
        assert!(text.contains("\n   = b.md:8:1: link 8; mend it\n   = and 2 more; `--diagnostics short`"), "{text}");
        let other = Finding { place: Some(place(4)), file: Some("b.md".into()), ..finding("y", 1, 2) };
        let short = short(&[many, other], &TerminalStyle { width: 80, colour: false });
        let lines: Vec<_> = short.lines().collect();
        assert_eq!(lines.len(), SHOWN + 3);
        assert_eq!(lines[3..5], ["b.md:4:1: warning[F0501]: link 4", "b.md:4:1: warning[F0501]: image not found"]);
        let few = Finding { details: (1..=SHOWN + 1).map(detail).collect(), ..finding("x", 1, 2) };
        assert!(shown(&few, 80).contains("b.md:9:1: link 9"), "as many as fit without the line that counts");
    }
}
