//! The package document and container.xml.
//!
//! `epub-builder` writes container.xml and the metadata it supports (title, authors, subjects, description, rights,
//! modification date). It has no hooks for the rest that EPUB 3.3 and EPUB Accessibility require (manifest properties,
//! refinements, a package language, no guide), so the package document around its metadata is written here. It outputs
//! only whole archives: it is given no files, and the two documents are extracted from its archive.

use super::plan::BookPlan;
use super::{accessibility, archive, people, style};
use crate::document::Moment;
use crate::write::xhtml::xml;
use chrono::DateTime;
use epub_builder::{EpubBuilder, EpubVersion, MetadataOpf, ZipLibrary};
use std::fmt::Write as _;
use uuid::Uuid;

/// A file of the package.
#[derive(Debug)]
pub struct PackageItem {
    /// Its name, below the package document's folder.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Whether it is in the spine.
    pub in_spine: bool,
    /// Its properties (EPUB 3.3, appendix D.5), such as `mathml`.
    pub properties: String,
}

impl PackageItem {
    fn is_cover(&self) -> bool {
        !self.in_spine && self.properties == COVER
    }

    /// Its manifest id: NCNames allow fewer characters than file names.
    fn id(&self) -> String {
        let id = || format!("id_{}", self.name.replace(|c| !xml::is_name_char(c), "_"));
        if self.is_cover() { COVER.to_owned() } else { id() }
    }

    /// Its manifest item.
    fn line(&self) -> String {
        let mut line = format!("    <item media-type=\"{}\" id=\"{}\"", self.media_type, self.id());
        xml::push_attribute(&mut line, "href", &self.name);
        if !self.properties.is_empty() {
            xml::push_attribute(&mut line, "properties", &self.properties);
        }
        line + "/>\n"
    }
}

/// The property of the cover's picture, and its id.
const COVER: &str = "cover-image";

/// Input of the package document.
pub struct PackageInputs<'a> {
    /// The plan.
    pub plan: &'a BookPlan<'a>,
    /// All files except the navigation document and style sheets, in reading order.
    pub items: Vec<PackageItem>,
    /// What the text contains.
    pub facts: &'a crate::write::xhtml::FileFacts,
    /// Modification date, if known.
    pub changed: Option<Moment>,
    /// Whether fonts are embedded.
    pub faces: bool,
}

/// Modification date of a book without one. The standard requires a date (EPUB 3.3, 5.5.6); this one is recognizably
/// not real and precedes all others.
const UNKNOWN: &str = "1980-01-01T00:00:00Z";

/// The package document and container.xml.
///
/// # Errors
/// If the builder refuses its input or its template has changed.
pub fn write(package: &PackageInputs<'_>) -> Result<(String, String), String> {
    let raw = build(package).map_err(|e| format!("epub-builder: {e}"))?;
    let members = archive::read(&raw)?;
    let file = |name: &str| -> Result<String, String> {
        let member = members.iter().find(|m| m.name == name).ok_or_else(|| format!("epub-builder made no {name}"))?;
        String::from_utf8(member.read()?).map_err(|e| e.to_string())
    };
    let built = file("OEBPS/content.opf")?;
    let opf = [head(package), metadata(&built, package)?, manifest(package), spine(package)].concat() + "</package>\n";
    // The builder leaves blank lines for missing values.
    let lines: Vec<&str> = opf.lines().filter(|l| !l.trim().is_empty()).collect();
    Ok((lines.join("\n") + "\n", file("META-INF/container.xml")?))
}

fn build(package: &PackageInputs<'_>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let plan = package.plan;
    let metadata = &plan.document.metadata;
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.escape_html(false); // it would leave control characters
    builder.set_uuid(Uuid::nil()); // its own would be random; the identifier is written here
    let changed = package.changed.map_or_else(|| UNKNOWN.to_owned(), |moment| moment.to_string());
    builder.set_modified_date(DateTime::parse_from_rfc3339(&changed)?.to_utc());
    builder.set_title(xml::escape(&plan.title));
    for author in &metadata.authors {
        builder.metadata("author", xml::escape(&author.name))?;
    }
    for keyword in &metadata.keywords {
        builder.metadata("subject", xml::escape(keyword))?;
    }
    if let Some(description) = &metadata.description {
        builder.add_description(xml::escape(description));
    }
    if let Some(rights) = &metadata.rights {
        builder.set_license(xml::escape(rights));
    }
    if package.items.iter().any(PackageItem::is_cover) {
        let (name, content) = ("cover".to_owned(), COVER.to_owned());
        builder.add_metadata_opf(Box::new(MetadataOpf { name, content }));
    }
    let mut raw = Vec::new();
    builder.generate(&mut raw)?;
    Ok(raw)
}

/// The start of the package document.
fn head(package: &PackageInputs<'_>) -> String {
    let language = &package.plan.language;
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package version=\"3.0\"");
    xml::push_attribute(&mut out, "xml:lang", language.tag());
    if language.is_right_to_left() {
        out.push_str(" dir=\"rtl\"");
    }
    if package.faces {
        out.push_str(" prefix=\"ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/\"");
    }
    out + " xmlns=\"http://www.idpf.org/2007/opf\" unique-identifier=\"epub-id-1\">\n"
}

/// The metadata: the builder's, completed by identifier, language and what it does not support.
fn metadata(built: &str, package: &PackageInputs<'_>) -> Result<String, String> {
    let parted = |text: &'_ str, at: &str| -> Result<(String, String), String> {
        let parts = text.split_once(at).ok_or_else(|| format!("epub-builder's template has no `{at}`"))?;
        Ok((parts.0.to_owned(), parts.1.to_owned()))
    };
    let (_, rest) = parted(built, "</dc:identifier>\n")?;
    let (title, rest) = parted(&rest, "</dc:title>\n")?;
    let (rest, _) = parted(&rest, "  </metadata>")?;
    let identity = xml::escape(&package.plan.identity());
    let language = package.plan.language.tag();
    let more = more_metadata(package);
    Ok(format!(
        "  <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n            \
         xmlns:opf=\"http://www.idpf.org/2007/opf\">\n    \
         <dc:identifier id=\"epub-id-1\">{identity}</dc:identifier>\n\
         {title}</dc:title>\n    <dc:language>{language}</dc:language>\n{rest}{more}  </metadata>\n"
    ))
}

fn manifest(package: &PackageInputs<'_>) -> String {
    let mut out = String::from("  <manifest>\n");
    out.push_str("    <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n");
    out.push_str("    <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n");
    let (name, media_type) = (style::SHEETS[0].to_owned(), "text/css");
    out.push_str(&PackageItem { name, media_type, in_spine: false, properties: String::new() }.line());
    out.extend(package.items.iter().map(PackageItem::line));
    out + "  </manifest>\n"
}

/// The spine.
fn spine(package: &PackageInputs<'_>) -> String {
    let plan = package.plan;
    let direction = if plan.language.is_right_to_left() { " page-progression-direction=\"rtl\"" } else { "" };
    let mut out = format!("  <spine toc=\"ncx\"{direction}>\n");
    let contents = plan.contents_page.and_then(|at| plan.parts.get(at));
    for item in package.items.iter().filter(|item| item.in_spine) {
        if contents.is_some_and(|part| part.name == item.name) {
            out.push_str("    <itemref idref=\"nav\"/>\n");
        }
        let _ = writeln!(out, "    <itemref idref=\"{}\"/>", item.id());
    }
    out + "  </spine>\n"
}

/// Metadata that the builder does not support.
fn more_metadata(package: &PackageInputs<'_>) -> String {
    let plan = package.plan;
    let metadata = &plan.document.metadata;
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str("    ");
        out.push_str(&text);
        out.push('\n');
    };
    // The first is the unique identifier.
    for urn in metadata.urns().iter().skip(1) {
        line(format!("<dc:identifier>{}</dc:identifier>", xml::escape(urn)));
    }
    if let Some(source) = metadata.page_source.as_deref().map(str::trim).filter(|s| !s.is_empty()) {
        line(format!("<dc:source>{}</dc:source>", xml::escape(source)));
    }
    if let Some(subtitle) = metadata.subtitle.as_deref().filter(|s| !s.trim().is_empty()) {
        line(format!("<dc:title id=\"subtitle\">{}</dc:title>", xml::escape(subtitle)));
        line("<meta refines=\"#subtitle\" property=\"title-type\">subtitle</meta>".to_owned());
    }
    if let Some(date) = metadata.issued {
        line(format!("<dc:date>{date}</dc:date>"));
    }
    if let Some(publisher) = metadata.publisher.as_deref().or(metadata.agency.as_deref()) {
        line(format!("<dc:publisher>{}</dc:publisher>", xml::escape(publisher)));
    }
    for (i, author) in metadata.authors.iter().enumerate() {
        if let Some(name) = people::file_as(author, &plan.language) {
            line(format!("<meta refines=\"#epub-creator-{i}\" property=\"file-as\">{}</meta>", xml::escape(&name)));
        }
        if metadata.authors.len() > 1 {
            line(format!("<meta refines=\"#epub-creator-{i}\" property=\"display-seq\">{}</meta>", i + 1));
        }
    }
    for (i, person) in metadata.contributors.iter().enumerate() {
        let id = format!("contributor-{}", i + 1);
        line(format!("<dc:contributor id=\"{id}\">{}</dc:contributor>", xml::escape(&person.name)));
        if let Some(code) = person.role.as_deref().map(|r| people::relator(r).unwrap_or("ctb")) {
            line(format!("<meta refines=\"#{id}\" property=\"role\" scheme=\"marc:relators\">{code}</meta>"));
        }
        if let Some(name) = people::file_as(person, &plan.language) {
            line(format!("<meta refines=\"#{id}\" property=\"file-as\">{}</meta>", xml::escape(&name)));
        }
    }
    if let Some(series) = &metadata.series {
        let name = xml::escape(&series.name);
        line(format!("<meta property=\"belongs-to-collection\" id=\"series\">{name}</meta>"));
        line("<meta refines=\"#series\" property=\"collection-type\">series</meta>".to_owned());
        if let Some(position) = series.position.as_deref().filter(|p| is_position(p)) {
            line(format!("<meta refines=\"#series\" property=\"group-position\">{position}</meta>"));
        }
    }
    if package.faces {
        // Apple Books uses embedded fonts only with this property.
        line("<meta property=\"ibooks:specified-fonts\">true</meta>".to_owned());
    }
    for (property, value) in accessibility::metadata(plan, package.facts) {
        line(format!("<meta property=\"{property}\">{}</meta>", xml::escape(&value)));
    }
    out
}

/// `2` or `2.1` (EPUB 3.3, appendix D.3.10).
fn is_position(text: &str) -> bool {
    !text.is_empty() && text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_numbers() {
        assert!(is_position("2.1") && !is_position("II") && !is_position("2."));
    }
}
