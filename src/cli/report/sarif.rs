//! Findings as a SARIF 2.1.0 log (OASIS Standard, Static Analysis Results Interchange Format), for the code scanners
//! of forges.

use crate::cli::finding::{Finding, FindingDetail, Location};
use crate::diagnostic::{CodeEntry, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Base of relative paths (§3.4.4), left undefined because it differs between machines (§3.14.14).
const ROOT: &str = "%SRCROOT%";
const MEANT: &str = "the checkout where a forge names it, otherwise the folder that the command was run in";

/// A log under construction. Results are kept as text, to save memory in large batches.
#[derive(Default)]
pub struct Log {
    results: Vec<String>,
    rules: BTreeMap<u16, &'static CodeEntry>,
}

impl Log {
    /// Adds findings.
    pub fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            self.rules.insert(finding.code, finding.entry());
            self.results.push(result(finding).to_string());
        }
    }

    /// The complete log (§3.13), with one run.
    pub fn finish(self) -> String {
        let rules: Vec<Value> = self.rules.values().map(|entry| rule(entry)).collect();
        let driver = json!({
            "name": "folio",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        });
        format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{{\"{ROOT}\":{{\"description\":{{\"text\":\"{MEANT}\"}}}}}},\
             \"results\":[{}]}}]}}",
            self.results.join(",")
        )
    }
}

/// A reportingDescriptor (§3.49).
fn rule(entry: &CodeEntry) -> Value {
    let cause = entry.cause();
    let first = cause.split_inclusive(". ").next().unwrap_or(&cause).trim();
    json!({
        "id": entry.code.to_string(),
        "name": entry.name,
        "shortDescription": { "text": first },
        "fullDescription": { "text": cause },
        "help": { "text": entry.remedy() },
        "defaultConfiguration": { "level": level(entry.severity) },
    })
}

/// A result (§3.27).
fn result(finding: &Finding) -> Value {
    let details: String = finding.details.iter().map(|d| format!("\n{}", d.text())).collect();
    let help = finding.help.as_ref().map(|h| format!("\nHelp: {h}")).unwrap_or_default();
    let mut value = json!({
        "ruleId": finding.code().to_string(),
        "level": level(finding.severity),
        "message": { "text": format!("{}{details}{help}", finding.message) },
    });
    if let Some(file) = &finding.file {
        value["locations"] = json!([{ "physicalLocation": location(file, finding.place.as_ref()) }]);
    }
    let related = |detail: &FindingDetail| {
        let (file, place) = detail.place.as_ref()?;
        let text = json!({ "text": detail.message });
        Some(json!({ "physicalLocation": location(file, Some(place)), "message": text }))
    };
    let related: Vec<Value> = finding.details.iter().filter_map(related).collect();
    if !related.is_empty() {
        value["relatedLocations"] = json!(related);
    }
    value
}

/// A physicalLocation (§3.29).
fn location(file: &str, place: Option<&Location>) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri(file) } });
    if !file.starts_with('/') {
        location["artifactLocation"]["uriBaseId"] = json!(ROOT);
    }
    if let Some(place) = place {
        location["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        });
    }
    location
}

/// The level (§3.27.10).
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a relative reference (RFC 3986): what is not allowed in a path segment is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::new();
    let absolute = path.starts_with('/');
    // A colon in the first segment would make it a scheme (RFC 3986, 4.2).
    if !absolute && path.split('/').next().is_some_and(|first| first.contains(':')) {
        out.push_str("./");
    }
    if absolute {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'@' => {
                out.push(byte as char)
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn a_log_is_json_with_its_rules() {
        let mut log = Log::default();
        log.add(&[Finding::new(&codes::LINK_DEAD, Some("a b.md"), "no such place").help("mend it")]);
        let value: Value = serde_json::from_str(&log.finish()).unwrap();
        let run = &value["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "F0601");
        assert_eq!(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20b.md");
    }

    #[test]
    fn details_are_related_locations_where_they_have_a_place() {
        let place = Location { line: 3, column: 4, end_line: 3, end_column: 5, excerpt: String::new(), skipped: 0 };
        let there = FindingDetail { message: "one".into(), help: None, place: Some(("a.md".into(), place)) };
        let nowhere = FindingDetail { message: "two".into(), help: None, place: None };
        let finding = Finding::new(&codes::GLYPH_MISSING, Some("a.md"), "both").help("mend it");
        let value = result(&Finding { details: vec![there, nowhere], ..finding });
        assert_eq!(value["message"]["text"], "both\na.md:3:4: one\ntwo\nHelp: mend it");
        let [related] = &value["relatedLocations"].as_array().unwrap()[..] else { panic!("{value}") };
        assert_eq!(
            (&related["message"]["text"], &related["physicalLocation"]["region"]["startLine"]),
            (&json!("one"), &json!(3))
        );
    }

    #[test]
    fn paths_are_relative_references() {
        assert_eq!(uri("ä/b.md"), "%C3%A4/b.md");
        assert_eq!(uri("a:b.md"), "./a:b.md");
        assert_eq!(uri("/x/y.md"), "file:///x/y.md");
    }
}
