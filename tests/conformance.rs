//! What we write keeps the standards: every sample and a document of each kind, judged by `page_validation` (the rules of
//! veraPDF, for PDF/UA-1 and PDF/A-2a) and by our own checks. The files stay in `target/tmp`, where `tests/judges/run` shows
//! them to EPUBCheck, qpdf and poppler.

#![allow(clippy::unwrap_used)] // all of it is test code

use folio::diagnostic::{Diagnostics, Severity};
use folio::files::Disk;
use folio::options::Options;
use folio::read::{self, Reader};
use folio::source::Sources;
use folio::write;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::path::{Path, PathBuf};

/// Every sample in `input/`.
fn samples() -> Vec<PathBuf> {
    let mut list: Vec<PathBuf> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("input"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    list.sort();
    assert!(list.len() >= 3, "there are samples");
    list
}

/// The sample in all formats, with what was said about it.
fn convert(path: &Path) -> (Vec<(&'static str, Vec<u8>)>, Vec<String>) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    sources.add(read::decode::decode(name, &bytes, 0, &mut diagnostics).with_path(path));
    let readers: Vec<&dyn Reader> = sources.iter().map(read::detect).collect();
    let options = Options::default();
    let document = folio::read(&sources, &readers, &Disk::new(None, 1 << 24), &options, &mut diagnostics);
    let files = write::WRITERS
        .iter()
        .map(|w| (w.extension(), w.write(&document, &options, &mut diagnostics).unwrap()))
        .collect();
    let said = diagnostics
        .iter()
        .filter(|d| d.severity != Severity::Note)
        .map(|d| format!("{} {}", d.code, d.message))
        .collect();
    (files, said)
}

#[test]
fn samples_give_no_warning_and_valid_files() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("samples");
    std::fs::create_dir_all(&out).unwrap();
    for path in samples() {
        let (files, said) = convert(&path);
        assert_eq!(said, Vec::<String>::new(), "{}", path.display());
        for (extension, bytes) in files {
            let name = out.join(path.file_stem().unwrap()).with_extension(extension);
            std::fs::write(&name, &bytes).unwrap();
            if extension == "pdf" {
                judge(&name, &bytes);
            }
        }
    }
}

/// Lets the outside judge look at a PDF, for accessibility and for archiving.
fn judge(name: &Path, bytes: &[u8]) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).unwrap();
        let failures: Vec<_> = report.failures.iter().map(|f| format!("{} {}", f.rule_id, f.message)).collect();
        assert!(report.is_compliant, "{} {profile:?}: {failures:#?}", name.display());
    }
}
