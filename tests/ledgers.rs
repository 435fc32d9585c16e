//! The ledgers of the standards tell the truth: every clause that is kept names what shows it, and what is named exists.

#![allow(clippy::unwrap_used)] // all of it is test code

#[path = "samples/mod.rs"]
mod samples;

use std::path::{Path, PathBuf};

const LEDGERS: &[&str] =
    &["src/write/pdf/PDF_UA.md", "src/write/pdf/PDF_A.md", "src/write/epub/EPUB3.md", "src/write/epub/EPUB_A11Y.md"];

/// What can be named: the code, the defects that are tried, the files.
struct Known {
    code: String,
    defects: String,
    rules: String,
    files: Vec<PathBuf>,
}

impl Known {
    fn read() -> Known {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files: Vec<PathBuf> = ["src", "tests"].iter().flat_map(|f| samples::files(&root.join(f))).collect();
        let all = |wanted: &dyn Fn(&str) -> bool| -> String {
            let named = files.iter().filter(|path| wanted(&path.to_string_lossy().replace('\\', "/")));
            named.map(|path| std::fs::read_to_string(path).unwrap()).collect()
        };
        Known {
            code: all(&|path| path.ends_with(".rs")),
            defects: all(&|path| path.ends_with("check/mutants.rs")),
            rules: all(&|path| path.contains("epub/check/") && path.ends_with(".rs") && !path.ends_with("mutants.rs")),
            files,
        }
    }

    /// Whether a name in backticks is that of a test, of a rule that a mutant tries, of a case or of a file.
    fn has(&self, name: &str) -> bool {
        let quoted = format!("\"{name}\"");
        let rule = self.rules.contains(&quoted) && self.defects.contains(&quoted);
        let case = format!("{name}.case");
        let file = |path: &PathBuf| path.file_name().is_some_and(|f| f == name || *f.to_string_lossy() == case);
        rule || self.code.contains(&format!("fn {name}(")) || self.files.iter().any(file)
    }

    /// Whether a defect of this name is tried; `…` at its end stands for more.
    fn tries(&self, defect: &str) -> bool {
        let start = defect.strip_suffix('…').map(|start| format!("(\"{start}"));
        self.defects.contains(&start.unwrap_or_else(|| format!("(\"{defect}\",")))
    }
}

/// The words between two marks.
fn between(text: &str, mark: char) -> Vec<&str> {
    text.split(mark).skip(1).step_by(2).collect()
}

#[test]
fn what_the_ledgers_name_exists() {
    let known = Known::read();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for ledger in LEDGERS {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(ledger)).unwrap();
        for row in text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| --- ")) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let (clause, shown) = (cells[0], *cells.last().unwrap());
            if clause == "clause" {
                continue;
            }
            rows += 1;
            let unused = ["not used", "never claimed", "see EPUB_A11Y.md"].iter().any(|words| row.contains(words));
            if !unused && !["`", "*", "judge", "own", "veraPDF"].iter().any(|sign| shown.contains(sign)) {
                wrong.push(format!("{ledger}: {clause}: nothing shows it"));
            }
            for name in between(shown, '`').into_iter().filter(|name| !known.has(name)) {
                wrong.push(format!("{ledger}: {clause}: there is no `{name}`"));
            }
            for name in between(shown, '*').into_iter().filter(|name| !known.tries(name)) {
                wrong.push(format!("{ledger}: {clause}: no defect is called *{name}*"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows > 100);
}
