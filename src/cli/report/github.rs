//! Findings as GitHub workflow commands (`::warning file=…,line=…::message`), shown on the lines of a pull request.
//! See "Workflow commands for GitHub Actions" in GitHub's documentation.

use super::human::visible;
use crate::cli::finding::Finding;
use crate::diagnostic::Severity;

/// The workflow command for a finding.
pub fn command(finding: &Finding) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(file) = &finding.file {
        properties.push(format!("file={}", property(&visible(file))));
        if let Some(place) = &finding.place {
            properties.push(format!("line={},endLine={}", place.line, place.end_line));
            // Columns are supported only within one line.
            if place.line == place.end_line {
                properties.push(format!("col={},endColumn={}", place.column, place.end_column.max(place.column)));
            }
        }
    }
    properties.push(format!("title={}", property(&format!("{} {}", finding.code(), finding.entry().name))));
    let details: String = finding.details.iter().map(|d| format!("\n{}", visible(&d.text()))).collect();
    let help = finding.help.as_ref().map(|h| format!("\nhelp: {}", visible(h))).unwrap_or_default();
    format!("::{kind} {}::{}", properties.join(","), data(&format!("{}{details}{help}", visible(&finding.message))))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::finding::{FindingDetail, Location};
    use crate::diagnostic::codes;

    #[test]
    fn what_would_end_a_property_is_escaped() {
        let mut finding = Finding::new(&codes::LINK_DEAD, Some("a,b:c.md"), "100 %\x1b[31m").help("mend it");
        finding.place =
            Some(Location { line: 3, column: 4, end_line: 3, end_column: 9, excerpt: String::new(), skipped: 0 });
        finding.details.push(FindingDetail { message: "one".into(), help: None, place: None });
        assert_eq!(
            command(&finding),
            "::warning file=a%2Cb%3Ac.md,line=3,endLine=3,col=4,endColumn=9,title=F0601 link-dead::100 %25\u{FFFD}[31m%0Aone%0Ahelp: mend it"
        );
    }
}
