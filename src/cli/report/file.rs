//! `--report FILE.json`: the results of all documents, for programs; `convert merge-reports` merges the reports of
//! shards.
//!
//! Documents are written as they are reported, so that memory does not grow with the report.

use super::json;
use super::summary::BatchSummary;
use crate::cli::exit::Exit;
use crate::cli::record::{Made, Record};
use crate::source::Cut as _;
use serde_json::{Map, Value, json};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A report being written.
pub struct ReportFile {
    path: PathBuf,
    out: BufWriter<tempfile::NamedTempFile>,
    count: usize,
}

impl ReportFile {
    /// Begins a report, which is moved to `path` when finished.
    ///
    /// # Errors
    /// If the folder is not writable.
    pub fn begin(path: &Path) -> io::Result<ReportFile> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let part = crate::cli::save::part(path, None)?;
        let mut out = BufWriter::new(part);
        write!(out, "{{\"tool\":\"folio {}\",\"documents\":[", env!("CARGO_PKG_VERSION"))?;
        Ok(ReportFile { path: path.to_owned(), out, count: 0 })
    }

    /// Adds a document. Errors are returned by `finish`.
    pub fn add(&mut self, record: &Record) {
        self.put(&document(record));
    }

    /// Adds a document's accessibility statement.
    pub fn add_statement(&mut self, record: &Record) {
        let failed = || json!({ "sources": record.sources, "outcome": "failed" });
        self.put(&record.statement.clone().unwrap_or_else(failed));
    }

    fn put(&mut self, document: &Value) {
        let comma = if self.count > 0 { "," } else { "" };
        self.count += 1;
        let _ = write!(self.out, "{comma}\n{document}");
    }

    /// Finishes the report and moves it to its path.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self, exit: Exit, summary: &BatchSummary, elapsed: Duration) -> io::Result<()> {
        let rest =
            json!({ "summary": figures(summary), "exit": exit as u8, "seconds": rounded(elapsed.as_secs_f64()) });
        let rest = rest.to_string();
        // The summary is an object whose fields are appended to this one.
        write!(self.out, "\n],{}", rest.cut(1..))?;
        self.out.write_all(b"\n")?;
        let part = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        part.persist(&self.path)?;
        Ok(())
    }
}

fn document(record: &Record) -> Value {
    let outcome = match (record.unchanged, record.exit) {
        (_, exit) if exit > Exit::Denied => "failed",
        (true, _) => "unchanged",
        _ => "converted",
    };
    let output = |made: &Made| {
        json!({
            "format": made.format,
            "path": made.to.to_string(),
            "bytes": made.bytes,
            "seconds": rounded(made.seconds),
            "savingSeconds": rounded(made.saving),
        })
    };
    json!({
        "sources": record.sources,
        "outcome": outcome,
        "outputs": record.outputs.iter().map(output).collect::<Vec<_>>(),
        "readingSeconds": rounded(record.reading.as_secs_f64()),
        "figures": record.figures,
        "places": record.places,
        "findings": record.findings.iter().map(json::finding).collect::<Vec<_>>(),
    })
}

fn figures(summary: &BatchSummary) -> Value {
    json!({
        "converted": summary.converted,
        "unchanged": summary.unchanged,
        "failed": summary.failed,
        "outputs": summary.outputs,
        "warnings": summary.warnings,
        "errors": summary.errors,
    })
}

/// Rounds to microseconds.
fn rounded(seconds: f64) -> f64 {
    (seconds * 1e6).round() / 1e6
}

/// Merges reports: documents sorted by source names, summaries added, the worst exit code.
///
/// # Errors
/// The index of an invalid report, and the reason.
pub fn merge(reports: &[Vec<u8>]) -> Result<(String, u8), (usize, String)> {
    let mut documents: Vec<Value> = Vec::new();
    let mut summary: Map<String, Value> = Map::new();
    let (mut exit, mut seconds) = (0, 0.0f64);
    for (i, bytes) in reports.iter().enumerate() {
        let mut report: Value = serde_json::from_slice(bytes).map_err(|e| (i, e.to_string()))?;
        let missing = |what: &str| (i, format!("it is no report: it has no `{what}`"));
        let Some(Value::Array(list)) = report.get_mut("documents").map(Value::take) else {
            return Err(missing("documents"));
        };
        let Some(own) = report.get("summary").and_then(Value::as_object) else { return Err(missing("summary")) };
        let code = report.get("exit").and_then(Value::as_u64).ok_or_else(|| missing("exit"))?;
        documents.extend(list);
        for (name, value) in own {
            let sum = summary.get(name).and_then(Value::as_u64).unwrap_or(0) + value.as_u64().unwrap_or(0);
            summary.insert(name.clone(), sum.into());
        }
        exit = exit.max(u8::try_from(code).unwrap_or(u8::MAX));
        // Shards run in parallel.
        seconds = seconds.max(report.get("seconds").and_then(Value::as_f64).unwrap_or(0.0));
    }
    documents.sort_by_cached_key(|d| d["sources"].to_string());
    let documents: Vec<String> = documents.iter().map(Value::to_string).collect();
    let rest = json!({ "summary": summary, "exit": exit, "seconds": seconds }).to_string();
    let tool = format!("folio {}", env!("CARGO_PKG_VERSION"));
    Ok((format!("{{\"tool\":\"{tool}\",\"documents\":[\n{}\n],{}\n", documents.join(",\n"), rest.cut(1..)), exit))
}
