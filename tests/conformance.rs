//! What we write keeps the standards: every sample in every format, without a warning, before the judges.

#![allow(clippy::unwrap_used)] // all of it is test code

mod judged;

use folio::diagnostic::{Diagnostics, Severity};
use folio::files::Disk;
use folio::options::{Options, PdfStandard};
use folio::read;
use folio::source::Input;
use folio::theme;
use folio::write;
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
    let mut diagnostics = Diagnostics::new();
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let (input, options) = (Input::new(name, bytes).with_path(path), Options::default());
    let detected = read::detect(&input, None).unwrap_or_else(|r| panic!("{name} is {}", r.what));
    let (_, document) = folio::read(&[detected], &Disk::new(None, 1 << 24), &options, &mut diagnostics);
    let mut files: Vec<_> = write::WRITERS
        .iter()
        .map(|w| {
            let theme = theme::choose(&document, &options.look);
            (w.extension(), w.write(&document, &theme, &options, &mut diagnostics).unwrap().bytes)
        })
        .collect();
    let mut modern = options.clone();
    modern.pdf.standard = PdfStandard::Ua2A4;
    let pdf = write::by_name("pdf").unwrap();
    let theme = theme::choose(&document, &modern.look);
    files.push(("ua-2.pdf", pdf.write(&document, &theme, &modern, &mut diagnostics).unwrap().bytes));
    let said = diagnostics
        .iter()
        .filter(|d| d.severity != Severity::Note)
        .map(|d| format!("{} {}", d.code, d.message))
        .collect();
    (files, said)
}

#[test]
fn samples_give_no_warning_and_valid_files() {
    for path in samples() {
        let (files, said) = convert(&path);
        assert_eq!(said, Vec::<String>::new(), "{}", path.display());
        let (_, modern) = files.last().unwrap();
        for level in ["accessibility1.0", "reuse1.0"] {
            let declared = format!("<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#{level}</pdfd:conformsTo>");
            assert!(memchr::memmem::find(modern, declared.as_bytes()).is_some(), "{}: {level}", path.display());
        }
        for (extension, bytes) in files {
            judged::judge(&format!("samples/{}.{extension}", path.file_stem().unwrap().display()), &bytes);
        }
    }
}
