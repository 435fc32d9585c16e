//! The package document: made by `epub-builder`, completed here.
//!
//! The builder knows the container, the manifest and the spine, but not everything that EPUB 3.3 and its
//! accessibility specification ask for, and it has no hooks. So it is given empty files, and its package document
//! is amended: each amendment names the text it replaces and fails when that text is not there exactly once, so
//! that no change of the builder's template goes unseen.

use super::plan::Plan;
use super::{accessibility, archive, people, xml};
use crate::document::{Date, Metadata};
use crate::source::Cut as _;
use chrono::{DateTime, NaiveDate, Utc};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
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

/// What the package document is made of.
pub struct Package<'a> {
    /// The plan.
    pub plan: &'a Plan<'a>,
    /// All files but the navigation document and the style sheet, in reading order.
    pub items: Vec<Item>,
    /// What the text holds.
    pub facts: &'a super::chapter::Facts,
    /// Seeds the identifier: the same text has the same one.
    pub seed: u128,
}

/// The day of files that say no date.
const NO_DAY: (i32, u32, u32) = (1980, 1, 1);

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
    builder.set_uuid(identifier(package));
    builder.set_modified_date(modified(metadata));
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
    for item in &package.items {
        if item.in_spine {
            builder.add_content(EpubContent::new(&item.name, std::io::empty()))?;
        } else if item.properties.contains("cover-image") {
            builder.add_cover_image(&item.name, std::io::empty(), item.media_type)?;
        } else {
            builder.add_resource(&item.name, std::io::empty(), item.media_type)?;
        }
    }
    let mut raw = Vec::new();
    builder.generate(&mut raw)?;
    Ok(raw)
}

/// A name that is the book's alone: by its ISBN, DOI or URN where it has one, else by its text.
fn identifier(package: &Package<'_>) -> Uuid {
    let metadata = &package.plan.document.metadata;
    match metadata.identifier.as_deref().map(str::trim).filter(|i| !i.is_empty()) {
        Some(identifier) => Uuid::new_v5(&Uuid::NAMESPACE_OID, identifier.as_bytes()),
        None => {
            let mut name = package.plan.title.clone();
            for author in &metadata.authors {
                let _ = write!(name, "\n{}", author.name);
            }
            let _ = write!(name, "\n{:032x}", package.seed);
            Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
        }
    }
}

fn modified(metadata: &Metadata) -> DateTime<Utc> {
    let day = |date: Date| {
        let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
        NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(month), u32::from(day))
    };
    let known = metadata.modified.or(metadata.issued).and_then(day);
    let (year, month, first) = NO_DAY;
    let date = known.or_else(|| NaiveDate::from_ymd_opt(year, month, first)).unwrap_or_default();
    date.and_time(chrono::NaiveTime::MIN).and_utc()
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
    replace(opf, "<package version=\"3.0\"", &attributes)?;
    // The builder gives the language the first author's id.
    replace(opf, "<dc:language id=\"epub-creator-0\">", "<dc:language>")?;
    replace(opf, "  </metadata>", &format!("{}  </metadata>", more_metadata(package)))?;
    // EPUB 3 needs neither the table of contents of EPUB 2 nor its guide.
    replace(opf, "    <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n", "")?;
    replace(opf, "<spine toc=\"ncx\" ", "<spine ")?;
    remove(opf, "  <guide>", "</guide>\n")?;
    for item in package.items.iter().filter(|i| !i.properties.is_empty() && i.in_spine) {
        let href = format!(" href=\"{}\"/>", item.name);
        replace(opf, &href, &format!(" href=\"{}\" properties=\"{}\"/>", item.name, item.properties))?;
    }
    if let Some(part) = plan.contents_page.and_then(|at| plan.parts.get(at)) {
        // The builder's ids are the names with `id_` before them.
        let itemref = format!("    <itemref idref=\"id_{}\"/>\n", part.name);
        replace(opf, &itemref, &format!("    <itemref idref=\"nav\"/>\n{itemref}"))?;
    }
    if !plan.language.is_right_to_left() {
        replace(opf, "<spine page-progression-direction=\"ltr\">", "<spine>")?;
    }
    // The template leaves blank lines where there is nothing to say.
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
    if let Some(identifier) = metadata.identifier.as_deref().map(str::trim).filter(|i| !i.is_empty()) {
        line(format!("<dc:identifier>{}</dc:identifier>", xml::escape(&urn(identifier))));
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
        if let Some(name) = people::file_as(author) {
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
        if let Some(name) = people::file_as(person) {
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
    for (property, value) in accessibility::metadata(plan, package.facts) {
        line(format!("<meta property=\"{property}\">{}</meta>", xml::escape(&value)));
    }
    out
}

/// `2` or `2.1` (EPUB 3.3, appendix D.3.10).
fn is_position(text: &str) -> bool {
    !text.is_empty() && text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// An ISBN or a DOI as a URN; any other name as it is.
fn urn(identifier: &str) -> String {
    let bare = identifier.trim_start_matches("ISBN").trim_start_matches("isbn").trim_start_matches([':', ' ']);
    let digits: String = bare.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let isbn = digits.len() == 13 && digits.bytes().all(|b| b.is_ascii_digit()) && digits.starts_with("97")
        || digits.len() == 10
            && digits.cut(..9).bytes().all(|b| b.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    if isbn {
        return format!("urn:isbn:{digits}");
    }
    match identifier.strip_prefix("doi:").unwrap_or(identifier) {
        doi if doi.starts_with("10.") && doi.contains('/') => format!("https://doi.org/{doi}"),
        _ => identifier.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_urns() {
        assert_eq!(urn("ISBN 978-0-14-243724-7"), "urn:isbn:9780142437247");
        assert_eq!(urn("0-8044-2957-X"), "urn:isbn:080442957X");
        assert_eq!(urn("doi:10.1000/182"), "https://doi.org/10.1000/182");
        assert_eq!(urn("urn:nbn:de:101:1"), "urn:nbn:de:101:1");
        assert!(is_position("2.1") && !is_position("II") && !is_position("2."));
    }
}
