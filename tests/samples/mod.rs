//! What the tests are tried on: the golden cases, as they stand in their files, and the sources of all of them and of
//! `input/`. Each test that needs it has it as a module.

#![allow(dead_code)] // no test uses all of it

use folio::read::{self, Reader};
use std::path::{Path, PathBuf};

/// A case as it stands in its file: a comment, then sections.
pub struct Case {
    /// What stands before the first section.
    pub comment: String,
    /// The sections in order: their names and what is in them.
    pub sections: Vec<(String, String)>,
}

impl Case {
    pub fn parse(text: &str) -> Case {
        let mut case = Case { comment: String::new(), sections: Vec::new() };
        for line in text.split_inclusive('\n') {
            if let Some(name) = line.strip_prefix("--- ").map(str::trim)
                && !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_lowercase())
            {
                case.sections.push((name.to_owned(), String::new()));
            } else if let Some((_, body)) = case.sections.last_mut() {
                body.push_str(line);
            } else {
                case.comment.push_str(line);
            }
        }
        case
    }

    pub fn section(&self, name: &str) -> Option<&str> {
        self.sections.iter().find(|(n, _)| n == name).map(|(_, body)| body.as_str())
    }

    /// The case as its file has it.
    pub fn print(&self) -> String {
        let sections = self.sections.iter().map(|(name, body)| format!("--- {name}\n{body}"));
        std::iter::once(self.comment.clone()).chain(sections).collect()
    }

    /// What reads its input: the reader that its options name, else that of its area, the folder it is in.
    pub fn reader(&self, path: &Path) -> Option<&'static dyn Reader> {
        let mut options = self.section("options").unwrap_or("").lines().filter_map(|line| line.split_once('='));
        let area = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        read::by_name(match options.find(|(name, _)| name.trim() == "from") {
            Some((_, name)) => name.trim(),
            None => match area {
                Some("plain") => "text",
                Some("html") => "html",
                _ => "markdown",
            },
        })
    }
}

/// A source at hand: its name, its reader and its text.
pub struct Sample {
    pub name: String,
    pub reader: &'static dyn Reader,
    pub text: String,
}

/// The inputs of all cases, and `input/`.
pub fn samples() -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    for path in files(&root.join("input")).into_iter().chain(files(&root.join("tests/cases"))) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        let (reader, text) = if extension == "case" {
            let case = Case::parse(&text);
            let reader = case.reader(&path).unwrap_or_else(|| panic!("{name}: no such reader"));
            (reader, case.section("input").unwrap_or_else(|| panic!("{name}: no input")).to_owned())
        } else if let Some(reader) = reader_of(extension) {
            (reader, text)
        } else {
            continue;
        };
        out.push(Sample { name, reader, text });
    }
    assert!(out.len() > 100, "the cases were not found");
    out
}

/// The reader for a file by its extension.
pub fn reader_of(extension: &str) -> Option<&'static dyn Reader> {
    read::READERS.iter().copied().find(|r| r.extensions().contains(&extension))
}

/// All files below a folder, in order of their paths.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the tests can be read").flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => out.push(path),
            }
        }
    }
    out.sort();
    out
}
