//! Checks that a file is a valid EPUB 3.3 of the kind that we write. Every output passes it before it is returned;
//! also `convert check FILE.epub`.
//!
//! It implements EPUB 3.3 (container, package, navigation, content documents) and stricter rules of our own: no remote
//! resources, no scripts, a language in every file. It does not replace EPUBCheck (the full HTML content model and CSS
//! are out of scope), but takes only milliseconds, because each file is read once and files are read in parallel.

mod container;
mod content;
mod ncx;
mod package;
mod references;
mod style;

use super::archive::{self, Member};
use crate::cancel::Cancel;
use quick_xml::events::BytesRef;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A defect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct EpubDefect {
    /// The file in the container; empty: the container itself.
    pub file: String,
    /// The line in it, from 1, where there is one.
    pub line: Option<usize>,
    /// The rule's name in kebab case, such as `manifest-missing-file`.
    pub rule: &'static str,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl std::fmt::Display for EpubDefect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:", self.file)?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            f.write_str(" ")?;
        }
        write!(f, "{} [{}]", self.message, self.rule)
    }
}

/// Collects the defects of one file.
struct FileDefects<'a> {
    file: &'a str,
    text: &'a str,
    list: Vec<EpubDefect>,
}

/// Limit of defects reported per file.
const MOST: usize = 50;

impl<'a> FileDefects<'a> {
    fn new(file: &'a str, text: &'a str) -> Self {
        FileDefects { file, text, list: Vec::new() }
    }

    /// Adds a defect at a byte of the file's text.
    fn at(&mut self, at: usize, rule: &'static str, message: impl Into<String>) {
        if self.list.len() < MOST {
            let line = self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|&&b| b == b'\n').count() + 1;
            self.list.push(EpubDefect { file: self.file.to_owned(), line: Some(line), rule, message: message.into() });
        }
    }

    /// The character of a reference at a byte; an undeclared one is reported.
    fn referenced(&mut self, reference: &BytesRef<'_>, at: usize) -> char {
        referenced(reference).unwrap_or_else(|| {
            let name = reference.xml10_content();
            match reference.is_char_ref() {
                true => self.at(at, "xml-character", format!("`&{name};` is no character")),
                false => self.at(at, "xml-entity", format!("`&{name};` is not declared")),
            }
            '\u{fffd}'
        })
    }

    /// Adds a defect of the file as a whole.
    fn whole(&mut self, rule: &'static str, message: impl Into<String>) {
        if self.list.len() < MOST {
            self.list.push(EpubDefect { file: self.file.to_owned(), line: None, rule, message: message.into() });
        }
    }
}

/// The character of a reference: a predefined entity (XML 1.0, 4.6) or character reference (4.1); `None` if undeclared
/// or not a character.
fn referenced(reference: &BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        let character = reference.resolve_char_ref().ok().flatten();
        return character.filter(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..));
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// A file of the container, unpacked.
struct ContainerFile<'a> {
    name: &'a str,
    bytes: Vec<u8>,
}

impl ContainerFile<'_> {
    fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// The defects of an EPUB, in the order of its files; empty if none was found.
///
/// Memory and time are linear in the file's size, whatever the file.
pub fn check(bytes: &[u8]) -> Vec<EpubDefect> {
    // Books usually unpack to about five times their size.
    checked(bytes, (64 << 20) + 32 * bytes.len() as u64, &Cancel::default())
}

/// Checks a book just written, without a limit on its compression ratio.
pub(super) fn check_own(bytes: &[u8], cancel: &Cancel) -> Vec<EpubDefect> {
    checked(bytes, u64::MAX, cancel)
}

/// Checks a book with a limit of unpacked bytes.
fn checked(bytes: &[u8], most: u64, cancel: &Cancel) -> Vec<EpubDefect> {
    let mut findings = FileDefects::new("", "");
    let members = match archive::read(bytes) {
        Ok(members) => members,
        Err(why) => {
            findings.whole("container-unreadable", format!("the file {why}"));
            return findings.list;
        }
    };
    container::layout(&members, &mut findings);
    if members.iter().map(|m| m.size() as u64).sum::<u64>() > most {
        findings.whole("container-too-large", format!("it unpacks to more than {most} bytes"));
        return findings.list;
    }
    let unpacked: Vec<(&Member<'_>, Result<Vec<u8>, &str>)> = members
        .par_iter()
        .map(|m| {
            cancel.check();
            (m, m.read())
        })
        .collect();
    let mut files: BTreeMap<&str, ContainerFile<'_>> = BTreeMap::new();
    for (member, bytes) in unpacked {
        match bytes {
            Ok(bytes) => drop(files.insert(member.name, ContainerFile { name: member.name, bytes })),
            Err(why) => findings.whole("container-file-broken", format!("`{}` {why}", member.name)),
        }
    }
    let Some(opf) = container::package_path(&files, &mut findings) else { return findings.list };
    let Some(package) = package::read(opf, &files, &mut findings) else { return findings.list };
    let mut list = findings.list;
    let contents: Vec<(content::ContentDocument<'_>, Vec<EpubDefect>)> = package
        .items
        .par_iter()
        .filter_map(|item| {
            cancel.check();
            let file = files.get(item.path.as_str())?;
            let mut findings = FileDefects::new(file.name, file.text().unwrap_or(""));
            let content = content::read(item, file, &mut findings);
            Some((content, findings.list))
        })
        .collect();
    let (contents, found): (Vec<_>, Vec<_>) = contents.into_iter().unzip();
    list.extend(found.into_iter().flatten());
    cancel.check();
    references::check(&package, &contents, &mut list);
    ncx::check(&package, &contents, &mut list);
    list
}

#[cfg(test)]
mod mutants;
