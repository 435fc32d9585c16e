//! What tests make, before the judges: a PDF is judged at once by our own check and by `page_validation` (the rules of
//! veraPDF) for the standards that it claims; every file stays in `target/tmp`, where `tests/judges/run` shows it to
//! EPUBCheck, qpdf and poppler. Each test that makes such files has this as a module.

#![allow(clippy::unwrap_used, dead_code)] // all of it is test code, and no test uses all of it

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

/// Keeps a file below `target/tmp`. `name` ends in its kind: `cases/markdown-lists.pdf`.
///
/// # Panics
/// When it is a PDF that a judge finds fault with, or an EPUB in which our own check does.
pub fn judge(name: &str, bytes: &[u8]) {
    match faults(name, bytes) {
        Ok(faults) => assert_eq!(faults, Vec::<String>::new(), "{name}"),
        Err(own) => panic!("{name}: {own:#?}"),
    }
}

/// Judges what is new below a folder: the PDFs and EPUBs that are ours and sound by our own check. What a test spoils on
/// purpose is not.
pub fn judge_all(folder: &Path, name: &str) {
    /// What was judged already: many tests make the same file.
    static SEEN: Mutex<BTreeSet<Vec<u8>>> = Mutex::new(BTreeSet::new());
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if let Some(kind @ ("pdf" | "epub")) = path.extension().and_then(|e| e.to_str()) {
                let Ok(bytes) = std::fs::read(&path) else { continue };
                if own(kind, &bytes).is_empty() && SEEN.lock().unwrap().insert(bytes.clone()) {
                    let stem = path.file_stem().unwrap().to_string_lossy();
                    let stem = stem.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
                    judge(&format!("{name}-{stem}.{kind}"), &bytes);
                }
            }
        }
    }
}

/// What our own check finds.
fn own(kind: &str, bytes: &[u8]) -> Vec<String> {
    match kind {
        "pdf" => folio::write::pdf::check::check(bytes).iter().map(ToString::to_string).collect(),
        "epub" => folio::write::epub::check::check(bytes).iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// What the outside judge finds in a PDF; an error is what our own check finds.
fn faults(name: &str, bytes: &[u8]) -> Result<Vec<String>, Vec<String>> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    let kind = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    let own = own(kind, bytes);
    if !own.is_empty() {
        return Err(own);
    }
    let mut list = Vec::new();
    for profile in if kind == "pdf" { claims(bytes) } else { Vec::new() } {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).unwrap();
        let failures = report.failures.iter().map(|f| format!("{profile:?} {} {}", f.rule_id, f.message));
        list.extend(failures);
        assert!(report.is_compliant || !list.is_empty(), "{name}: {profile:?} fails without a reason");
    }
    Ok(list)
}

/// The standards that a PDF claims, as far as the judge knows them: those of PDF 1.7.
fn claims(bytes: &[u8]) -> Vec<ValidationProfile> {
    let says = |text: &str| memchr::memmem::find(bytes, text.as_bytes()).is_some();
    let level = |part: u8, level: char| {
        says(&format!("<pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>{level}</pdfaid:conformance>"))
    };
    let all = [
        (says("<pdfuaid:part>1<"), ValidationProfile::PdfUa1),
        (level(2, 'A'), ValidationProfile::PdfA2a),
        (level(2, 'U'), ValidationProfile::PdfA2u),
        (level(3, 'A'), ValidationProfile::PdfA3a),
    ];
    all.into_iter().filter_map(|(claimed, profile)| claimed.then_some(profile)).collect()
}
