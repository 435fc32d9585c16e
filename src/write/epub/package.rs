//! The package document: made by `epub-builder`, completed here.
//!
//! The builder knows the container and what a package document has, but not everything that EPUB 3.3 and its
//! accessibility specification ask for, and it has no hooks. It packs whatever it is told of, so it is told of no file
//! but the style sheet, and an empty one; its package document is amended: each amendment names the text it replaces and fails when that text is not there exactly once, so
//! that no change of the builder's template goes unseen.

use super::plan::Plan;
use super::{accessibility, archive, people};
use crate::document::Moment;
use crate::source::Cut as _;
use crate::write::xhtml::xml;
use chrono::DateTime;
use epub_builder::{EpubBuilder, EpubVersion, MetadataOpf, ZipLibrary};
use std::fmt::Write as _;
use uuid::Uuid;

/// A file of the package.
#[derive(Debug)]
pub struct Item {
    /// Its name, below the package document's folder.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Whether it is a place in the reading order.
    pub in_spine: bool,
    /// Its properties (EPUB 3.3, appendix D.5), such as `mathml`.
    pub properties: String,
}

impl Item {
    fn is_cover(&self) -> bool {
        !self.in_spine && self.properties == COVER
    }

    /// Its id in the manifest: XML's names have fewer characters than files'.
    fn id(&self) -> String {
        let id = || format!("id_{}", self.name.replace(|c| !xml::is_name_char(c), "_"));
        if self.is_cover() { COVER.to_owned() } else { id() }
    }

    /// Its line in the manifest.
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

/// What the package document is made of.
pub struct Package<'a> {
    /// The plan.
    pub plan: &'a Plan<'a>,
    /// All files but the navigation document and the style sheet, in reading order.
    pub items: Vec<Item>,
    /// What the text holds.
    pub facts: &'a crate::write::xhtml::Facts,
    /// When it was last changed, where anybody says so.
    pub changed: Option<Moment>,
    /// Whether it brings faces of its own.
    pub faces: bool,
}

/// When a book was changed of which nobody says when. The standard wants a moment (EPUB 3.3, 5.5.6); this one can be told
/// from a true one, and it is before any.
const UNKNOWN: &str = "1980-01-01T00:00:00Z";

/// What the builder writes for the identifier and the moment of change, until they are put in their place.
const PLACEHOLDER: Uuid = Uuid::nil();

/// The package document and the container file, or what went wrong.
///
/// # Errors
/// When the builder refuses its input or its template is not the known one.
pub fn write(package: &Package<'_>) -> Result<(String, String), String> {
    let raw = build(package).map_err(|e| format!("epub-builder: {e}"))?;
    let members = archive::read(&raw)?;
    let file = |name: &str| -> Result<String, String> {
        let member = members.iter().find(|m| m.name == name).ok_or_else(|| format!("epub-builder made no {name}"))?;
        String::from_utf8(member.read()?).map_err(|e| e.to_string())
    };
    let mut opf = file("OEBPS/content.opf")?;
    amend(&mut opf, package)?;
    Ok((opf, file("META-INF/container.xml")?))
}

fn build(package: &Package<'_>) -> Result<Vec<u8>, epub_builder::Error> {
    let plan = package.plan;
    let metadata = &plan.document.metadata;
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.escape_html(false); // it would leave control characters
    builder.set_uuid(PLACEHOLDER);
    builder.set_modified_date(DateTime::UNIX_EPOCH);
    builder.set_title(xml::escape(&plan.title));
    builder.add_language(plan.language.tag());
    if plan.language.is_right_to_left() {
        builder.metadata("direction", "rtl")?;
    }
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
    builder.stylesheet(std::io::empty())?;
    if package.items.iter().any(Item::is_cover) {
        let (name, content) = ("cover".to_owned(), COVER.to_owned());
        builder.add_metadata_opf(Box::new(MetadataOpf { name, content }));
    }
    let mut raw = Vec::new();
    builder.generate(&mut raw)?;
    Ok(raw)
}

/// Replaces what stands there exactly once.
fn replace(text: &mut String, from: &str, to: &str) -> Result<(), String> {
    let at = text.find(from).ok_or_else(|| format!("epub-builder's template has no `{from}`"))?;
    if text.cut(at + from.len()..).contains(from) {
        return Err(format!("epub-builder's template has `{from}` twice"));
    }
    text.replace_range(at..at + from.len(), to);
    Ok(())
}

/// Removes from `start` to the end of `end`.
fn remove(text: &mut String, start: &str, end: &str) -> Result<(), String> {
    let at = text.find(start).ok_or_else(|| format!("epub-builder's template has no `{start}`"))?;
    let length = text.cut(at..).find(end).ok_or_else(|| format!("epub-builder's template has no `{end}`"))? + end.len();
    text.replace_range(at..at + length, "");
    Ok(())
}

fn amend(opf: &mut String, package: &Package<'_>) -> Result<(), String> {
    let plan = package.plan;
    let mut attributes = String::from("<package version=\"3.0\"");
    xml::push_attribute(&mut attributes, "xml:lang", plan.language.tag());
    if plan.language.is_right_to_left() {
        attributes.push_str(" dir=\"rtl\"");
    }
    if package.faces {
        attributes
            .push_str(" prefix=\"ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/\"");
    }
    replace(opf, "<package version=\"3.0\"", &attributes)?;
    // The builder gives the language the first author's id.
    replace(opf, "<dc:language id=\"epub-creator-0\">", "<dc:language>")?;
    replace(opf, "  </metadata>", &format!("{}  </metadata>", more_metadata(package)))?;
    let identity = xml::escape(&plan.identity());
    replace(opf, &format!(">urn:uuid:{PLACEHOLDER}<"), &format!(">{identity}<"))?;
    let changed = package.changed.map_or_else(|| UNKNOWN.to_owned(), |moment| moment.to_string());
    replace(opf, ">1970-01-01T00:00:00Z<", &format!(">{changed}<"))?;
    // The landmarks of the navigation document say what the guide of EPUB 2 said.
    remove(opf, "  <guide>", "</guide>\n")?;
    let lines: String = package.items.iter().map(Item::line).collect();
    replace(opf, "  </manifest>", &format!("{lines}  </manifest>"))?;
    let contents = plan.contents_page.and_then(|at| plan.parts.get(at));
    let mut itemrefs = String::new();
    for item in package.items.iter().filter(|item| item.in_spine) {
        if contents.is_some_and(|part| part.name == item.name) {
            itemrefs.push_str("    <itemref idref=\"nav\"/>\n");
        }
        let _ = writeln!(itemrefs, "    <itemref idref=\"{}\"/>", item.id());
    }
    replace(opf, "  </spine>", &format!("{itemrefs}  </spine>"))?;
    if !plan.language.is_right_to_left() {
        replace(opf, "<spine toc=\"ncx\" page-progression-direction=\"ltr\">", "<spine toc=\"ncx\">")?;
    }
    // epub-builder's template leaves blank lines for missing values.
    let lines: Vec<&str> = opf.lines().filter(|l| !l.trim().is_empty()).collect();
    *opf = lines.join("\n") + "\n";
    Ok(())
}

/// The metadata that the builder has no words for.
fn more_metadata(package: &Package<'_>) -> String {
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
        // Apple Books shows a book's own faces only where it is told so.
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
