//! The container (EPUB 3.3, chapter 4).

use super::{ContainerFile, FileDefects};
use crate::write::epub::archive::Member;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, HashSet};

/// Checks the order and names of the files, and `mimetype`.
pub fn layout(members: &[Member<'_>], findings: &mut FileDefects<'_>) {
    match members.first() {
        Some(first) if first.name == "mimetype" && first.offset == 0 => {
            if !first.stored {
                findings.whole("mimetype-compressed", "`mimetype` is compressed");
            }
            if first.extra {
                findings.whole("mimetype-extra-field", "the header of `mimetype` has an extra field");
            }
            if first.size() > 20 || first.read().as_deref() != Ok(b"application/epub+zip") {
                findings.whole("mimetype-content", "`mimetype` is not `application/epub+zip`");
            }
        }
        _ => findings.whole("mimetype-first", "the first file is not `mimetype`"),
    }
    let mut names = HashSet::new();
    for member in members {
        let name = member.name;
        if !names.insert(name.to_lowercase()) {
            findings.whole("container-name-twice", format!("`{name}` is there twice"));
        }
        let odd = |c: char| c.is_control() || "\"*:<>?\\|".contains(c);
        if name.contains(odd) || name.starts_with('/') || name.split('/').any(|p| p == ".." || p.ends_with('.')) {
            findings.whole("container-name", format!("`{name}` is no file name that a container may hold"));
        }
    }
    if names.contains("meta-inf/encryption.xml") {
        findings.whole("container-encrypted", "files are encrypted");
    }
}

/// The path of the package document, from `META-INF/container.xml`.
pub fn package_path<'f>(
    files: &'f BTreeMap<&str, ContainerFile<'_>>,
    findings: &mut FileDefects<'_>,
) -> Option<&'f str> {
    const NAME: &str = "META-INF/container.xml";
    let Some(text) = files.get(NAME).and_then(ContainerFile::text) else {
        findings.whole("container-xml-missing", format!("there is no {NAME}"));
        return None;
    };
    let mut reader = Reader::from_str(text);
    let mut path = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let get = |name: &str| start.try_get_attribute(name).ok().flatten().map(|a| a.value.into_owned());
                match start.local_name().as_ref() {
                    "container"
                        if get("version").as_deref() != Some("1.0")
                            || get("xmlns").as_deref() != Some("urn:oasis:names:tc:opendocument:xmlns:container") =>
                    {
                        findings.whole("container-xml", format!("{NAME} is not of version 1.0"));
                    }
                    "rootfile" if get("media-type").as_deref() == Some("application/oebps-package+xml") => {
                        path = path.or_else(|| get("full-path"));
                    }
                    _ => {}
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(e) => {
                findings.whole("container-xml", format!("{NAME} is not well-formed: {e}"));
                return None;
            }
        }
    }
    let found = path.and_then(|path| files.get_key_value(path.as_str()).map(|(name, _)| *name));
    if found.is_none() {
        findings.whole("container-xml", format!("{NAME} names no package document that is there"));
    }
    found
}
