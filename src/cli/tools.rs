//! Small subcommands: checking files, merging reports.

use super::exit::Exit;
use super::finding::Finding;
use super::mistake::Mistake;
use super::report::{Teller, file};
use super::streams::{reason, say};
use super::{save, sources};
use crate::diagnostic::codes;
use crate::write::{epub, pdf};
use std::path::{Path, PathBuf};

/// `convert check`: checks files by the rules of their format.
///
/// # Errors
/// If a file's format is not supported.
pub fn check(files: &[PathBuf], teller: &mut Teller) -> Result<Exit, Mistake> {
    let mut exit = Exit::Done;
    for path in files {
        let name = sources::shown(path);
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                exit = exit.max(Exit::Input);
                teller.tell(&[unreadable(path, &error)]);
                continue;
            }
        };
        let faults: Vec<String> = if bytes.starts_with(b"PK") {
            epub::check::check(&bytes).iter().map(ToString::to_string).collect()
        } else if bytes.starts_with(b"%PDF") {
            pdf::check::check(&bytes).iter().map(ToString::to_string).collect()
        } else {
            return Err(Mistake::usage(format!("{name} is neither a PDF nor an EPUB"), "only these are checked"));
        };
        if faults.is_empty() {
            say(&format!("{name}: no fault found\n"));
        } else {
            exit = exit.max(Exit::Denied);
            let lines: Vec<String> = faults.iter().map(|fault| format!("{name}: {fault}\n")).collect();
            say(&lines.concat());
        }
    }
    Ok(exit)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Finding {
    let message = format!("cannot be read: {}", reason(error));
    Finding::new(&codes::INPUT_UNREADABLE, Some(&sources::shown(path)), message)
}

/// `convert merge-reports`: merges the reports of shards; exits as the worst of them.
///
/// # Errors
/// If a file is not a report.
pub fn merge(files: &[PathBuf], output: Option<&Path>, teller: &mut Teller) -> Result<Exit, Mistake> {
    let mut reports = Vec::new();
    for path in files {
        match std::fs::read(path) {
            Ok(bytes) => reports.push(bytes),
            Err(error) => {
                teller.tell(&[unreadable(path, &error)]);
                return Ok(Exit::Input);
            }
        }
    }
    let merged = file::merge(&reports);
    let (text, code) = merged.map_err(|(i, why)| {
        Mistake::usage(format!("{}: {why}", sources::shown(&files[i])), "a report is what `--report FILE.json` writes")
    })?;
    match output {
        None => say(&text),
        Some(path) => {
            if let Err(error) = save::save(path, text.as_bytes(), save::Flush::First) {
                let message = format!("cannot be written: {}", reason(&error));
                teller.tell(&[Finding::new(&codes::OUTPUT_UNWRITABLE, Some(&sources::shown(path)), message)]);
                return Ok(Exit::Output);
            }
        }
    }
    Ok(Exit::from_code(code))
}
