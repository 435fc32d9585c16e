//! Findings for programs: one JSON object per line.

use crate::cli::finding::{Finding, FindingDetail, Location};
use serde_json::{Map, Value, json};

/// A finding as a JSON object. Fields that do not apply are absent.
pub fn finding(finding: &Finding) -> Value {
    let mut value = json!({
        "code": finding.code().to_string(),
        "name": finding.entry().name,
        "severity": finding.severity,
        "message": finding.message,
    });
    let fields = value.as_object_mut().expect("an object was just made");
    if let Some(help) = &finding.help {
        fields.insert("help".into(), json!(help));
    }
    if let Some(file) = &finding.file {
        fields.insert("file".into(), json!(file));
    }
    if let Some(place) = &finding.place {
        set_place(fields, place);
    }
    if !finding.details.is_empty() {
        fields.insert("details".into(), finding.details.iter().map(detail).collect());
    }
    value
}

fn detail(detail: &FindingDetail) -> Value {
    let mut fields = Map::new();
    fields.insert("message".into(), json!(detail.message));
    if let Some(help) = &detail.help {
        fields.insert("help".into(), json!(help));
    }
    if let Some((file, place)) = &detail.place {
        fields.insert("file".into(), json!(file));
        set_place(&mut fields, place);
    }
    Value::Object(fields)
}

fn set_place(fields: &mut Map<String, Value>, place: &Location) {
    let named =
        [("line", place.line), ("column", place.column), ("endLine", place.end_line), ("endColumn", place.end_column)];
    fields.extend(named.map(|(name, number)| (name.to_owned(), json!(number))));
}
