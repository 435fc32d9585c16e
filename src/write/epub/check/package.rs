//! The package document (EPUB 3.3, chapter 5).

use super::{ContainerFile, FileDefects};
use crate::document::Language;
use crate::write::xhtml::xml;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A manifest item.
#[derive(Debug)]
pub struct ManifestItem {
    /// Its id.
    pub id: String,
    /// Its path in the container.
    pub path: String,
    /// Its media type.
    pub media_type: String,
    /// Its properties.
    pub properties: Vec<String>,
    /// Its position in the spine, from 0.
    pub place: Option<usize>,
}

/// The data of the package document that other checks need.
#[derive(Debug)]
pub struct PackageDocument {
    /// Its path in the container.
    pub path: String,
    /// The manifest.
    pub items: Vec<ManifestItem>,
    /// The unique identifier.
    pub identifier: Option<String>,
    /// The id of the NCX.
    pub ncx: Option<String>,
}

/// Core media types (EPUB 3.3, section 3.2) other than audio and scripts, which we never write.
const CORE: &[&str] = &[
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
    "font/ttf",
    "font/otf",
    "font/woff",
    "font/woff2",
    "application/font-sfnt",
    "application/vnd.ms-opentype",
    "application/font-woff",
    "text/css",
    "application/xhtml+xml",
    "application/x-dtbncx+xml",
    "application/smil+xml",
    "application/pls+xml",
];

/// State while the package document is parsed.
#[derive(Default)]
struct PackageState {
    unique_identifier: Option<String>,
    root: bool,
    ids: HashSet<String>,
    refines: Vec<(String, usize)>,
    /// Identifiers with their ids.
    identifiers: Vec<(Option<String>, String)>,
    ncx: Option<String>,
    titles: usize,
    languages: usize,
    modified: usize,
    modes: usize,
    features: usize,
    hazards: usize,
    summaries: usize,
    items: Vec<(ManifestItem, usize)>,
    spine: Vec<(String, bool, usize)>,
    sections: Vec<&'static str>,
}

/// A metadata element whose text is being read.
struct Waiting {
    name: String,
    property: Option<String>,
    id: Option<String>,
    text: String,
    at: usize,
}

/// Parses and checks it; `None` if it is not well-formed.
pub fn read(
    path: &str,
    files: &BTreeMap<&str, ContainerFile<'_>>,
    findings: &mut FileDefects<'_>,
) -> Option<PackageDocument> {
    let Some(text) = files.get(path).and_then(ContainerFile::text) else {
        findings.whole("package-unreadable", format!("{path} is not UTF-8"));
        return None;
    };
    let mut mine = FileDefects::new(path, text);
    let seen = scan(text, &mut mine);
    let package = seen.and_then(|seen| settle(seen, path, files, &mut mine));
    findings.list.append(&mut mine.list);
    package
}

fn scan(text: &str, findings: &mut FileDefects<'_>) -> Option<PackageState> {
    let mut reader = Reader::from_str(text);
    let mut seen = PackageState::default();
    let mut waiting: Option<Waiting> = None;
    loop {
        let at = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(start)) => waiting = seen.element(&start, at, findings).or(waiting),
            Ok(Event::Empty(start)) => {
                if let Some(empty) = seen.element(&start, at, findings) {
                    seen.metadata(empty, findings);
                }
            }
            Ok(Event::Text(more)) => {
                if let Some(waiting) = &mut waiting {
                    waiting.text.push_str(&more.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                let character = findings.referenced(&reference, at);
                if let Some(waiting) = &mut waiting {
                    waiting.text.push(character);
                }
            }
            Ok(Event::End(_)) => {
                if let Some(done) = waiting.take() {
                    seen.metadata(done, findings);
                }
            }
            Ok(Event::Eof) if seen.root => return Some(seen),
            Ok(Event::Eof) => {
                findings.whole("package-root", "there is no `package` element");
                return None;
            }
            Ok(_) => {}
            Err(e) => {
                findings.at(at, "xml-well-formed", format!("not well-formed: {e}"));
                return None;
            }
        }
    }
}

impl PackageState {
    fn element(&mut self, start: &BytesStart<'_>, at: usize, findings: &mut FileDefects<'_>) -> Option<Waiting> {
        let get = |name: &str| {
            let value = start.try_get_attribute(name).ok().flatten()?.value.into_owned();
            quick_xml::escape::unescape(&value).ok().map(|v| v.trim().to_owned())
        };
        if start.attributes().any(|a| a.is_err()) {
            findings.at(at, "xml-well-formed", "an attribute is not well-formed or there twice");
        }
        let id = get("id");
        if let Some(id) = &id {
            if !xml::is_ncname(id) {
                findings.at(at, "id-name", format!("`{id}` is no XML name"));
            }
            if !self.ids.insert(id.clone()) {
                findings.at(at, "id-twice", format!("the id `{id}` is there twice"));
            }
        }
        let name = start.name().0.to_owned();
        match name.as_str() {
            "package" => {
                self.root = true;
                self.unique_identifier = get("unique-identifier");
                if get("version").as_deref() != Some("3.0") {
                    findings.at(at, "package-version", "the package is not of version 3.0");
                }
                if get("xmlns").as_deref() != Some("http://www.idpf.org/2007/opf") {
                    findings.at(at, "package-namespace", "the package is not in the namespace of OPF");
                }
                if get("xml:lang").and_then(|l| Language::parse(&l)).is_none() {
                    findings.at(at, "language-missing", "the package has no xml:lang");
                }
            }
            "metadata" => self.section("metadata", at, findings),
            "manifest" => self.section("manifest", at, findings),
            "spine" => {
                self.ncx = get("toc");
                self.section("spine", at, findings);
            }
            "item" => {
                let item = ManifestItem {
                    id: id.unwrap_or_default(),
                    path: get("href").unwrap_or_default(),
                    media_type: get("media-type").unwrap_or_default(),
                    properties: get("properties").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
                    place: None,
                };
                if item.id.is_empty() || item.path.is_empty() || item.media_type.is_empty() {
                    findings.at(at, "manifest-item", "an item lacks its id, href or media-type");
                }
                self.items.push((item, at));
            }
            "itemref" => {
                let linear = get("linear").is_none_or(|l| l != "no");
                self.spine.push((get("idref").unwrap_or_default(), linear, at));
            }
            _ if name.starts_with("dc:") || name == "meta" => {
                if let Some(refined) = get("refines") {
                    self.refines.push((refined, at));
                }
                return Some(Waiting { name, property: get("property"), id, text: String::new(), at });
            }
            _ => {}
        }
        None
    }

    fn section(&mut self, name: &'static str, at: usize, findings: &mut FileDefects<'_>) {
        self.sections.push(name);
        if !["metadata", "manifest", "spine"].starts_with(&self.sections[..]) {
            findings.at(at, "package-order", "metadata, manifest and spine are not there once each, in this order");
        }
    }

    fn metadata(&mut self, element: Waiting, findings: &mut FileDefects<'_>) {
        let Waiting { name, property, id, text, at } = element;
        let text = text.trim();
        if text.is_empty() && !(name == "meta" && property.is_none()) {
            findings.at(at, "metadata-empty", format!("`{}` is empty", property.as_deref().unwrap_or(&name)));
            return;
        }
        match (name.as_str(), property.as_deref()) {
            ("dc:identifier", _) => self.identifiers.push((id, text.to_owned())),
            ("dc:title", _) => self.titles += 1,
            ("dc:language", _) => {
                self.languages += 1;
                if Language::parse(text).is_none() {
                    findings.at(at, "metadata-language", format!("`{text}` is no BCP 47 language tag"));
                }
            }
            ("meta", Some("dcterms:modified")) => {
                self.modified += 1;
                if !is_moment(text) {
                    findings.at(at, "metadata-modified", format!("`{text}` is not CCYY-MM-DDThh:mm:ssZ"));
                }
            }
            ("meta", Some("schema:accessMode")) => self.modes += 1,
            ("meta", Some("schema:accessibilityFeature")) => self.features += 1,
            ("meta", Some("schema:accessibilityHazard")) => self.hazards += 1,
            ("meta", Some("schema:accessibilitySummary")) => self.summaries += 1,
            _ => {}
        }
    }
}

fn is_moment(text: &str) -> bool {
    let pattern = b"0000-00-00T00:00:00Z";
    text.len() == pattern.len()
        && text.bytes().zip(pattern).all(|(b, p)| if *p == b'0' { b.is_ascii_digit() } else { b == *p })
}

fn settle(
    seen: PackageState,
    path: &str,
    files: &BTreeMap<&str, ContainerFile<'_>>,
    findings: &mut FileDefects<'_>,
) -> Option<PackageDocument> {
    let unique = seen.unique_identifier.as_ref();
    let identifier = seen.identifiers.iter().find(|(id, _)| id.as_ref() == unique);
    if unique.is_none() || identifier.is_none() {
        findings.whole("metadata-identifier", "`unique-identifier` names no dc:identifier");
    }
    for (count, rule, what) in [
        (seen.titles, "metadata-title", "a dc:title"),
        (seen.languages, "metadata-language", "a dc:language"),
        (seen.modified, "metadata-modified", "a dcterms:modified"),
        (seen.modes, "accessibility-mode", "a schema:accessMode"),
        (seen.features, "accessibility-feature", "a schema:accessibilityFeature"),
        (seen.hazards, "accessibility-hazard", "a schema:accessibilityHazard"),
        (seen.summaries, "accessibility-summary", "a schema:accessibilitySummary"),
    ] {
        if count == 0 {
            findings.whole(rule, format!("the package has not {what}"));
        }
    }
    if seen.modified > 1 {
        findings.whole("metadata-modified", "dcterms:modified is there more than once");
    }
    for (refined, at) in &seen.refines {
        if !refined.strip_prefix('#').is_some_and(|id| seen.ids.contains(id)) {
            findings.at(*at, "metadata-refines", format!("`{refined}` refines nothing that is there"));
        }
    }
    if seen.sections.len() < 3 {
        findings.whole("package-order", "metadata, manifest and spine are not there once each, in this order");
    }
    let items = manifest(&seen, path, files, findings);
    spine(&seen, items, path, findings)
}

fn manifest(
    seen: &PackageState,
    path: &str,
    files: &BTreeMap<&str, ContainerFile<'_>>,
    findings: &mut FileDefects<'_>,
) -> Vec<ManifestItem> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut paths = HashSet::new();
    let mut items = Vec::new();
    for (item, at) in &seen.items {
        let href = &item.path;
        if href.contains([':', '#', '?', ' ', '\\', '%']) || href.starts_with('/') || href.split('/').any(|p| p == "..")
        {
            findings.at(*at, "manifest-href", format!("`{href}` is no plain relative path"));
            continue;
        }
        let full = if folder.is_empty() { href.clone() } else { format!("{folder}/{href}") };
        if !paths.insert(full.clone()) {
            findings.at(*at, "manifest-twice", format!("`{href}` is in the manifest twice"));
            continue;
        }
        match files.get(full.as_str()) {
            None => findings.at(*at, "manifest-missing-file", format!("`{href}` is not in the container")),
            Some(file) => {
                if !CORE.contains(&item.media_type.as_str()) {
                    findings.at(*at, "media-type-foreign", format!("`{}` is no core media type", item.media_type));
                } else if !matches(&item.media_type, &file.bytes) {
                    findings.at(*at, "media-type-wrong", format!("`{href}` is not {}", item.media_type));
                }
            }
        }
        items.push(ManifestItem {
            id: item.id.clone(),
            path: full,
            media_type: item.media_type.clone(),
            properties: item.properties.clone(),
            place: None,
        });
    }
    for name in files.keys() {
        if !paths.contains(*name) && *name != path && *name != "mimetype" && !name.starts_with("META-INF/") {
            findings.whole("manifest-lacks-file", format!("`{name}` is not in the manifest"));
        }
    }
    let with = |property: &'static str| items.iter().filter(move |i| i.properties.iter().any(|p| p == property));
    if with("nav").count() != 1 {
        findings.whole("manifest-nav", "not exactly one item is the navigation document");
    }
    if with("cover-image").count() > 1 || with("cover-image").any(|i| !i.media_type.starts_with("image/")) {
        findings.whole("manifest-cover", "the cover image is not one image");
    }
    const PROPERTIES: &[&str] = &["nav", "cover-image", "mathml", "svg", "scripted", "remote-resources", "switch"];
    for property in items.iter().flat_map(|i| &i.properties) {
        if !PROPERTIES.contains(&property.as_str()) {
            findings.whole("manifest-property", format!("`{property}` is no property of an item"));
        }
    }
    items
}

/// Whether the first bytes match the media type.
fn matches(media_type: &str, bytes: &[u8]) -> bool {
    let start = |magic: &[u8]| bytes.starts_with(magic);
    match media_type {
        "image/png" => start(b"\x89PNG\r\n\x1a\n"),
        "image/jpeg" => start(b"\xff\xd8\xff"),
        "image/gif" => start(b"GIF87a") || start(b"GIF89a"),
        "image/webp" => start(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        "font/ttf" => start(b"\0\x01\0\0") || start(b"true"),
        "font/otf" => start(b"OTTO"),
        "font/woff" => start(b"wOFF"),
        "font/woff2" => start(b"wOF2"),
        _ => std::str::from_utf8(bytes).is_ok(),
    }
}

fn spine(
    seen: &PackageState,
    mut items: Vec<ManifestItem>,
    path: &str,
    findings: &mut FileDefects<'_>,
) -> Option<PackageDocument> {
    let places: HashMap<String, usize> = items.iter().enumerate().map(|(i, item)| (item.id.clone(), i)).collect();
    for (place, (idref, _, at)) in seen.spine.iter().enumerate() {
        match places.get(idref).map(|&i| &mut items[i]) {
            None => findings.at(*at, "spine-idref", format!("`{idref}` is not in the manifest")),
            Some(item) if item.place.is_some() => {
                findings.at(*at, "spine-twice", format!("`{idref}` is in the spine twice"));
            }
            Some(item) => {
                if !matches!(item.media_type.as_str(), "application/xhtml+xml" | "image/svg+xml") {
                    findings.at(*at, "spine-media-type", format!("`{idref}` is no content document"));
                }
                item.place = Some(place);
            }
        }
    }
    if !seen.spine.iter().any(|s| s.1) {
        findings.whole("spine-empty", "the spine has no linear item");
    }
    let unique = seen.identifiers.iter().find(|(id, _)| id.is_some() && *id == seen.unique_identifier);
    let identifier = unique.map(|(_, text)| text.clone());
    Some(PackageDocument { path: path.to_owned(), items, identifier, ncx: seen.ncx.clone() })
}
