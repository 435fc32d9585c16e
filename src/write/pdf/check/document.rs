//! Trailer, catalog, page tree and metadata.

use super::file::PdfFile;
use super::parse::{Dict, PdfValue};
use super::{Claims, PdfDefects, xmp};
use crate::options::PdfStandard;
use crate::write::pdf::metadata::WELL_TAGGED;
use crate::write::pdf::syntax::readable;
use std::collections::BTreeSet;

/// The pages in order, and the document's claims.
pub(super) struct Pages {
    /// Object numbers of the pages.
    pub ids: Vec<u32>,
    /// The standards that the file claims.
    pub claims: Claims,
    /// Object number of the catalog.
    pub catalog: u32,
}

/// Checks the document-level dictionaries.
pub(super) fn check(file: &PdfFile<'_>, findings: &mut PdfDefects) -> Option<Pages> {
    trailer(file, findings);
    let catalog_id = file.trailer.reference("Root");
    let catalog = catalog_id.and_then(|id| file.dict(id));
    let (Some(catalog_id), Some(catalog)) = (catalog_id, catalog) else {
        findings.add("7.7.2", None, "there is no catalog");
        return None;
    };
    let id = Some(catalog_id);
    findings.expect(
        catalog.name("Type") == Some(b"Catalog"),
        "7.7.2",
        id,
        "the catalog says that it is something else",
    );
    let marked = file.resolve(catalog.get("MarkInfo")).and_then(|m| m.get("Marked"));
    findings.expect(marked == Some(&PdfValue::Bool(true)), "UA 7.1", id, "the file does not say that it is tagged");
    let suspect = file.resolve(catalog.get("MarkInfo")).is_some_and(|m| m.get("Suspects").is_some());
    findings.expect(!suspect, "UA 7.1", id, "the file says that its tags are suspect");
    let shown = file.resolve(catalog.get("ViewerPreferences")).and_then(|v| v.get("DisplayDocTitle"));
    findings.expect(shown == Some(&PdfValue::Bool(true)), "UA 7.1", id, "viewers are not told to show the title");
    let language = catalog.text("Lang");
    findings.expect(language.as_deref().is_some_and(is_language), "UA 7.2", id, "the catalog names no language");
    let claims = metadata(file, catalog, findings);
    output_intent(file, catalog, claims, findings);
    let mut ids = Vec::new();
    match catalog.reference("Pages") {
        Some(root) => page_tree(file, root, &mut ids, findings),
        None => findings.add("7.7.3", id, "there is no page tree"),
    }
    labels(file, catalog, ids.len(), findings);
    Some(Pages { ids, claims, catalog: catalog_id })
}

fn trailer(file: &PdfFile<'_>, findings: &mut PdfDefects) {
    let ids: Vec<_> = file.trailer.array("ID").iter().filter_map(PdfValue::bytes).collect();
    findings.expect(
        ids.len() == 2 && ids.iter().all(|id| id.len() == 16),
        "A 6.1.3",
        None,
        "the file has no identifier",
    );
    findings.expect(file.trailer.get("Encrypt").is_none(), "A 6.1.3", None, "the file is encrypted");
    findings.expect(matches!(file.version, b"1.7" | b"2.0"), "A 6.1.2", None, "the version is neither 1.7 nor 2.0");
}

fn metadata(file: &PdfFile<'_>, catalog: &Dict<'_>, findings: &mut PdfDefects) -> Claims {
    let id = catalog.reference("Metadata");
    let packet = id.and_then(|id| file.objects.get(id as usize)?.as_ref());
    let Some((PdfValue::Dict(dict), Some(data))) = packet.map(|p| (&p.value, p.data)) else {
        findings.add("A 6.6.2.1", None, "there is no metadata stream");
        return Claims::default();
    };
    let plain =
        dict.get("Filter").is_none() && dict.name("Type") == Some(b"Metadata") && dict.name("Subtype") == Some(b"XML");
    findings.expect(plain, "A 6.6.2.1", id, "the metadata stream is not plain XML");
    let packet = match xmp::read(data) {
        Ok(packet) => packet,
        Err(why) => {
            findings.add("A 6.6.2.1", id, format!("the metadata is not well-formed: {why}"));
            return Claims::default();
        }
    };
    findings.expect(packet.first("dc:title").is_some_and(|t| !t.is_empty()), "UA 7.1", id, "the metadata has no title");
    let part = |name: &str| packet.first(name).and_then(|p| p.parse().ok());
    let claims = Claims { ua: part("pdfuaid:part"), a: part("pdfaid:part") };
    let conformance = packet.first("pdfaid:conformance");
    let level = match claims.a {
        Some(2 | 3) => conformance.is_some_and(|c| matches!(c, "A" | "U")),
        Some(4) => conformance.is_none() && packet.first("pdfaid:rev").is_some(),
        Some(_) => false,
        None => true,
    };
    findings.expect(level, "A 6.6.4", id, "the metadata names no level of PDF/A that ours keep");
    let year = claims.ua != Some(2) || packet.first("pdfuaid:rev").is_some();
    findings.expect(year, "UA-2 5", id, "the metadata does not tell the year of PDF/UA-2");
    // Only files that claim PDF/UA-2 declare well-tagged PDF.
    let declared = packet.all("pdfd:conformsTo").is_some_and(|uris| uris == WELL_TAGGED);
    let none = packet.all("pdfd:conformsTo").is_none();
    let sound = if claims.ua == Some(2) { declared } else { none };
    findings.expect(sound, "WTPDF 6.1", id, "the metadata does not declare what the file is");
    findings.expect(claims.a.is_none() || claims.ua.is_some(), "UA 5", id, "the metadata does not claim PDF/UA");
    if matches!(claims.a, Some(2 | 3)) {
        let described = packet.first("pdfaSchema:prefix") == Some("pdfuaid");
        findings.expect(described, "A 6.6.2.3", id, "the schema of PDF/UA's property is not described");
    }
    let version: &[u8] = if claims.a == Some(4) || claims.ua == Some(2) { b"2.0" } else { b"1.7" };
    findings.expect(file.version == version, "UA 5", id, "the version is not that of the standards claimed");
    match file.trailer.get("Info") {
        None => findings.expect(version == b"2.0", "14.3.3", None, "there is no information dictionary"),
        Some(_) if version == b"2.0" => findings.add("A4 6.1.3", None, "there is an information dictionary"),
        info => match file.resolve(info) {
            Some(info) => agreement(info, &packet, findings),
            None => findings.add("14.3.3", None, "the information dictionary is missing"),
        },
    }
    claims
}

/// The information dictionary must agree with the metadata.
fn agreement(info: &Dict<'_>, packet: &xmp::Packet, findings: &mut PdfDefects) {
    let date = |d: &str| format!("D:{}", d.replace(['-', ':', 'T'], ""));
    let pairs = [
        ("Title", packet.first("dc:title").map(str::to_owned)),
        ("Author", packet.all("dc:creator").map(|all| all.join("; "))),
        ("Subject", packet.first("dc:description").map(str::to_owned)),
        ("Keywords", packet.first("pdf:Keywords").map(str::to_owned)),
        ("Producer", packet.first("pdf:Producer").map(str::to_owned)),
        ("Creator", packet.first("xmp:CreatorTool").map(str::to_owned)),
        ("CreationDate", packet.first("xmp:CreateDate").map(date)),
        ("ModDate", packet.first("xmp:ModifyDate").map(date)),
    ];
    for (key, expected) in pairs {
        let expected = expected.as_deref().map(|text| readable(text, PdfStandard::Ua1A2a));
        if info.text(key).as_deref() != expected.as_deref() {
            findings.add("14.3.3", None, format!("{key} differs between metadata and information dictionary"));
        }
    }
}

fn output_intent(file: &PdfFile<'_>, catalog: &Dict<'_>, claims: Claims, findings: &mut PdfDefects) {
    if claims.a.is_none() {
        return;
    }
    let intents = catalog.array("OutputIntents");
    let intent = file.resolve(intents.first()).filter(|_| intents.len() == 1);
    let sound = intent.is_some_and(|intent| {
        let profile = intent.reference("DestOutputProfile").and_then(|id| file.stream(id));
        intent.name("S") == Some(b"GTS_PDFA1")
            && intent.get("OutputConditionIdentifier").is_some()
            && profile.is_some_and(|(dict, data)| {
                dict.int("N") == Some(3)
                    && data.get(..4).is_some_and(|size| size == (data.len() as u32).to_be_bytes())
                    && data.get(36..40) == Some(b"acsp")
                    && data.get(16..20) == Some(b"RGB ")
                    && matches!(data.get(12..16), Some(b"prtr" | b"mntr"))
                    && data.get(8).is_some_and(|&version| version < 5)
            })
    });
    findings.expect(sound, "A 6.2.3", None, "there is no output intent with a profile for RGB");
}

fn page_tree(file: &PdfFile<'_>, root: u32, ids: &mut Vec<u32>, findings: &mut PdfDefects) {
    let Some(tree) = file.dict(root) else { return };
    findings.expect(
        tree.name("Type") == Some(b"Pages"),
        "7.7.3.2",
        Some(root),
        "the page tree says that it is something else",
    );
    let kids = tree.array("Kids");
    let count = tree.int("Count");
    findings.expect(count == Some(kids.len() as i64), "7.7.3.2", Some(root), "the number of pages is wrong");
    findings.expect(!kids.is_empty(), "7.7.3.2", Some(root), "there is no page");
    let mut known = BTreeSet::new();
    for kid in kids {
        let (PdfValue::Ref(id), Some(page)) = (kid, file.resolve(Some(kid))) else {
            findings.add("7.7.3.3", Some(root), "a page is not there");
            continue;
        };
        if !known.insert(*id) {
            findings.add("7.7.3.3", Some(*id), "a page is in the page tree twice");
            continue;
        }
        ids.push(*id);
        let id = Some(*id);
        let is_page = page.name("Type") == Some(b"Page") && page.reference("Parent") == Some(root);
        findings.expect(is_page, "7.7.3.3", id, "a page is none, or not of this page tree");
        let side = |v: &PdfValue<'_>| v.number();
        let media: Vec<f64> = page.array("MediaBox").iter().filter_map(side).collect();
        let sound = matches!(media[..], [x, y, right, top] if right > x && top > y && (3.0..=14400.0).contains(&(right - x)) && (3.0..=14400.0).contains(&(top - y)));
        findings.expect(sound, "A 6.1.13", id, "the page has no size, or an impossible one");
        findings.expect(page.name("Tabs") == Some(b"S"), "UA 7.18.3", id, "the tab order is not that of the structure");
        findings.expect(page.int("StructParents").is_some(), "14.7.4.4", id, "the page has no structure parent key");
        let content = page.reference("Contents").and_then(|c| file.objects.get(c as usize)?.as_ref()?.data);
        findings.expect(content.is_some(), "7.8.2", id, "the page has no content");
        findings.expect(file.resolve(page.get("Resources")).is_some(), "7.8.3", id, "the page has no resources");
        findings.expect(page.get("AA").is_none(), "A 6.5.2", id, "the page has actions");
    }
}

fn labels(file: &PdfFile<'_>, catalog: &Dict<'_>, pages: usize, findings: &mut PdfDefects) {
    let numbers = file.resolve(catalog.get("PageLabels")).map_or(&[][..], |l| l.array("Nums"));
    let starts: Vec<i64> = numbers.iter().step_by(2).filter_map(|n| n.number().map(|n| n as i64)).collect();
    let sound = starts.first() == Some(&0)
        && starts.is_sorted_by(|a, b| a < b)
        && starts.last().is_some_and(|&last| last < pages.max(1) as i64)
        && numbers.len() == starts.len() * 2;
    findings.expect(sound, "12.4.2", None, "the page labels do not begin with the first page, or are out of order");
}

/// Whether a text has the form of a language tag (RFC 5646).
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or("");
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
