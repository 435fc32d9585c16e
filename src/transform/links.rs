//! Links: resolves internal ones to ids, validates external ones.

use super::anchors::{Names, start_of};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::address::{self, Scheme};
use crate::document::{Document, Inline, InlineKind, Link, Target, plain, walk};
use crate::read::READERS;
use crate::source::{Sources, Span};
use crate::spelling::nearest;
use std::path::Path;

/// Limit of suggestions for broken links: each takes a search over all ids.
const SUGGESTIONS: usize = 100;
/// Maximum URL length in bytes: what every program is recommended to support (RFC 9110, 4.1). In a PDF a URL is
/// repeated for every line of the link.
const MOST_ADDRESS: usize = 8000;

/// Resolves every link; a broken one is replaced by its text.
pub(super) fn resolve(document: &mut Document, names: &Names, sources: &Sources, diagnostics: &mut Diagnostics) {
    let mut pass = LinkPass { names, sources, diagnostics, suggested: 0 };
    walk::all_inlines_mut(document, &mut |list| pass.list(list));
    walk::all_code_mut(document, &mut |code, span| {
        code.links.retain_mut(|link| match pass.target(&link.target, span) {
            Some(target) if !link.range.is_empty() => {
                link.target = target;
                true
            }
            _ => false,
        });
    });
}

struct LinkPass<'a> {
    names: &'a Names,
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    suggested: usize,
}

impl LinkPass<'_> {
    fn list(&mut self, list: &mut Vec<Inline>) {
        let mut at = 0;
        while at < list.len() {
            let span = list[at].span;
            match &mut list[at].kind {
                InlineKind::Styled(_, content) | InlineKind::Span(_, content) => self.list(content),
                InlineKind::Abbreviation(short) => self.list(&mut short.content),
                InlineKind::Link(link) => {
                    self.list(&mut link.content);
                    match self.target(&link.target, span) {
                        Some(target) if is_something(link) => link.target = target,
                        _ => {
                            let content = std::mem::take(&mut link.content);
                            list.splice(at..=at, content);
                            continue;
                        }
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// The resolved target; `None`, after a diagnostic, if broken or forbidden.
    fn target(&mut self, target: &Target, span: Option<Span>) -> Option<Target> {
        let source = start_of(self.sources, span);
        match target {
            Target::Internal(id) => self.internal(source, id, span),
            Target::External(address) => {
                // Browsers ignore white space and control characters in a scheme, so they must not disguise one.
                let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
                if address.len() > MOST_ADDRESS {
                    let message = format!("the link's address has {} bytes; {MOST_ADDRESS} are kept", address.len());
                    self.diagnostics.push(Diagnostic::new(&codes::LINK_LONG, span, message));
                    return None;
                }
                match address::scheme(&address) {
                    Scheme::Refused(scheme) => {
                        let message =
                            format!("the link's address begins with `{scheme}:`, which is not known to be safe");
                        self.diagnostics.push(Diagnostic::new(&codes::LINK_UNSAFE, span, message));
                        None
                    }
                    Scheme::Kept(_) => Some(Target::External(address::iri(&address))),
                    Scheme::None if address.starts_with("//") => {
                        Some(Target::External(address::iri(&format!("https:{address}"))))
                    }
                    Scheme::None => self.relative(source, &address, span),
                }
            }
        }
    }

    fn internal(&mut self, source: u32, id: &str, span: Option<Span>) -> Option<Target> {
        let decoded = decode(id);
        let found = self.names.find(source, id).or_else(|| self.names.find(source, &decoded));
        if let Some(name) = found {
            return Some(Target::Internal(name.to_owned()));
        }
        let mut diagnostic = Diagnostic::new(&codes::LINK_DEAD, span, format!("nothing here is called `#{decoded}`"));
        if self.suggested < SUGGESTIONS {
            self.suggested += 1;
            if let Some(near) = nearest(&decoded, self.names.all.iter().map(String::as_str), 3) {
                diagnostic = diagnostic.help(format!("did you mean `#{near}`?"));
            }
        }
        self.diagnostics.push(diagnostic);
        None
    }

    /// A link relative to the source: another source, a mail address without its scheme, or broken.
    fn relative(&mut self, source: u32, address: &str, span: Option<Span>) -> Option<Target> {
        if is_mail(address) {
            return Some(Target::External(address::iri(&format!("mailto:{address}"))));
        }
        let (path, id) = address.split_once('#').unwrap_or((address, ""));
        let path = decode(path.split('?').next().unwrap_or(path));
        let here =
            span.and_then(|s| self.sources.of(s)).map_or("", |s| s.path().and_then(|p| p.to_str()).unwrap_or(s.name()));
        let wanted = normal(&format!("{}/{path}", here.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)));
        let other = if path.is_empty() {
            Some(source)
        } else {
            let same = |name: &str| {
                normal(name) == wanted || normal(name).rsplit_once('.').map(|(stem, _)| stem) == Some(&wanted)
            };
            // Names that are not valid Unicode may look alike in lossy form, so they are not compared.
            let found = self.sources.iter().find(|s| s.path().map_or(Some(s.name()), Path::to_str).is_some_and(same));
            found.map(crate::source::Source::start)
        };
        let Some(other) = other else {
            let message = format!("the link leads to `{address}`, which is no part of this document");
            let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
            let help = if is_host(address.split(['/', '?', '#']).next().unwrap_or("")) {
                format!("write the whole address: `https://{address}`")
            } else if READERS.iter().any(|reader| reader.extensions().contains(&extension.as_str())) {
                "convert the file together with this one (`--join`), or give its whole address on the web".to_owned()
            } else {
                "give the file's whole address on the web (`https://…`)".to_owned()
            };
            self.diagnostics.push(Diagnostic::new(&codes::LINK_DEAD, span, message).help(help));
            return None;
        };
        let id = decode(id);
        let name = if id.is_empty() { self.names.beginning(other) } else { self.names.find_in(other, &id) };
        match name {
            Some(name) => Some(Target::Internal(name.to_owned())),
            None => self.internal(other, &id, span),
        }
    }
}

/// Whether a link has visible or audible content.
fn is_something(link: &Link) -> bool {
    let mut something = !plain(&link.content).trim().is_empty() || !link.content.is_empty() && link.title.is_some();
    walk::inlines(&link.content, &mut |inline| something |= matches!(inline.kind, InlineKind::Image(_)));
    something
}

/// Whether a name is a host rather than a file name such as `data.csv`, `main.rs` or `notes.md`.
fn is_host(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "com", "org", "net", "edu", "gov", "int", "info", "io", "dev", "eu", "uk", "us", "ca", "au", "nz", "de", "at",
        "ch", "fr", "es", "pt", "it", "nl", "be", "se", "no", "dk", "fi", "cz", "sk", "hu", "ro", "gr", "tr", "ru",
        "ua", "il", "in", "jp", "cn", "kr", "br", "mx", "ar", "cl",
    ];
    let valid = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let (name, _port) = name.split_once(':').unwrap_or((name, ""));
    let known = name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    name.split('.').all(valid) && (name.starts_with("www.") || known)
}

fn is_mail(address: &str) -> bool {
    let Some((local, host)) = address.split_once('@') else { return false };
    !local.is_empty()
        && host.contains('.')
        && address.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_+@".contains(&b))
}

/// Removes `.` and `..` from a path.
fn normal(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if out.last().is_some_and(|p| *p != "..") => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out.join("/")
}

/// Percent-decodes a text; unchanged if the result is not UTF-8.
pub(super) fn decode(text: &str) -> String {
    String::from_utf8(bytes(text)).unwrap_or_else(|_| text.to_owned())
}

/// Percent-decodes to bytes; file names need not be valid Unicode.
pub(super) fn bytes(text: &str) -> Vec<u8> {
    percent_encoding::percent_decode_str(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read() {
        assert_eq!(decode("a%20b%zz"), "a b%zz");
    }

    #[test]
    fn a_path_goes_up_as_far_as_it_went_down() {
        for (path, wanted) in [
            ("a/../b", "b"),
            ("a/b/../../c.md", "c.md"),
            ("../a", "../a"),
            ("../../a", "../../a"),
            ("a/../../b", "../b"),
            ("./a//b\\c", "a/b/c"),
            (".", ""),
        ] {
            assert_eq!(normal(path), wanted, "{path}");
        }
    }

    #[test]
    fn hosts_and_files() {
        for host in ["example.com", "www.example.museum", "docs.example.co.uk", "localhost.example.org:8080"] {
            assert!(is_host(host), "{host}");
        }
        for file in ["data.csv", "main.rs", "notes.md", "archive.tar.gz", "run.sh", "com", ".com", "my file.com", ""] {
            assert!(!is_host(file), "{file}");
        }
    }
}
