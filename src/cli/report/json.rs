//! Findings for programs: one JSON object a line.

use crate::cli::finding::Finding;
use serde_json::{Value, json};

/// A finding as a JSON object. Fields that do not apply are absent.
pub fn finding(finding: &Finding) -> Value {
    let mut value = json!({
        "code": finding.code().to_string(),
        "name": finding.entry().name,
        "severity": finding.severity,
        "message": finding.message,
    });
    let fields = value.as_object_mut().expect("an object was just made");
    let mut set = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    if let Some(help) = &finding.help {
        set("help", json!(help));
    }
    if let Some(file) = &finding.file {
        set("file", json!(file));
    }
    if let Some(place) = &finding.place {
        set("line", json!(place.line));
        set("column", json!(place.column));
        set("endLine", json!(place.end_line));
        set("endColumn", json!(place.end_column));
    }
    value
}
