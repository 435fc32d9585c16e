//! Accessibility metadata (EPUB Accessibility 1.1, chapter 2), computed from what the file holds.

use super::archive;
use super::plan::BookPlan;
use crate::document::{BlockKind, Language};
use crate::words;
use crate::write::xhtml::FileFacts;
use quick_xml::events::Event;

/// Property and value, in order.
pub fn metadata(plan: &BookPlan<'_>, facts: &FileFacts) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let mut say = |property, value: &str| out.push((property, value.to_owned()));
    let described = facts.silent_images == 0;
    let visual = facts.images > 0;
    let headings = plan.document.blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading(_)));
    say("schema:accessMode", "textual");
    if visual {
        say("schema:accessMode", "visual");
    }
    if described {
        say("schema:accessModeSufficient", "textual");
    }
    if visual {
        say("schema:accessModeSufficient", "textual,visual");
    }
    say("schema:accessibilityFeature", "displayTransformability");
    say("schema:accessibilityFeature", "readingOrder");
    say("schema:accessibilityFeature", "tableOfContents");
    if headings {
        say("schema:accessibilityFeature", "structuralNavigation");
    }
    if visual && described {
        say("schema:accessibilityFeature", "alternativeText");
    }
    if !facts.pages.is_empty() {
        say("schema:accessibilityFeature", "pageNavigation");
        say("schema:accessibilityFeature", "pageBreakMarkers");
        if let Some(source) = &plan.document.metadata.page_source {
            say("pageBreakSource", source.trim());
        }
    }
    if facts.formulas > 0 {
        say("schema:accessibilityFeature", "MathML");
        if facts.sources == 0 && facts.foreign_descriptions == 0 {
            say("schema:accessibilityFeature", "describedMath");
        }
    }
    if facts.sources > 0 {
        say("schema:accessibilityFeature", "latex");
    }
    say("schema:accessibilityHazard", if animated(plan, facts) { "unknown" } else { "none" });
    say("schema:accessibilitySummary", &summary(facts, headings, &plan.language));
    out
}

/// The accessibility metadata of a finished book, as properties and values in order; empty if the file is not a book.
pub fn claims(bytes: &[u8]) -> Vec<(String, String)> {
    read(bytes).unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let members = archive::read(bytes).ok()?;
    let package = members.iter().find(|member| member.name == "OEBPS/content.opf")?.read().ok()?;
    let package = String::from_utf8(package).ok()?;
    let mut reader = quick_xml::Reader::from_str(&package);
    let (mut out, mut open) = (Vec::new(), None);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if start.name().0 == "meta" => {
                let property = start.try_get_attribute("property").ok()?.map(|a| a.value.to_string());
                open = property.filter(|p| p.starts_with("schema:access")).map(|p| (p, String::new()));
            }
            Event::Text(text) => open.iter_mut().for_each(|(_, value)| value.push_str(&text.xml10_content())),
            Event::End(_) => out.extend(open.take()),
            Event::Eof => return Some(out),
            _ => {}
        }
    }
}

/// Whether an image may be animated and is not known to be free of flashing.
fn animated(plan: &BookPlan<'_>, facts: &FileFacts) -> bool {
    facts.resources.iter().any(|&id| {
        let bytes = &plan.document.resource(id).bytes;
        let has = |chunk: &[u8]| memchr::memmem::find(bytes, chunk).is_some();
        match plan.document.resource(id).format {
            crate::document::ImageFormat::Gif => has(b"NETSCAPE2.0"),
            crate::document::ImageFormat::WebP => has(b"ANIM"),
            crate::document::ImageFormat::Png => has(b"acTL"),
            _ => false,
        }
    })
}

fn summary(facts: &FileFacts, headings: bool, language: &Language) -> String {
    let say = words::summary(language.tag());
    let mut sentences = vec![say.reflows];
    if headings {
        sentences.push(say.headings);
    }
    match (facts.images, facts.silent_images) {
        (0, _) => {}
        (_, 0) => sentences.push(say.described),
        (images, silent) if images == silent => sentences.push(say.silent),
        _ => sentences.push(say.partly_silent),
    }
    if facts.formulas > 0 {
        sentences.push(match facts.foreign_descriptions {
            0 => say.formulas,
            _ => say.formulas_in_english,
        });
    }
    if !facts.pages.is_empty() {
        sentences.push(say.pages);
    }
    if facts.tables > 0 {
        sentences.push(say.tables);
    }
    let numbers = [facts.silent_images, facts.images];
    numbers.iter().fold(sentences.join(say.between), |text, number| text.replacen("{}", &number.to_string(), 1))
}
