//! Document metadata: XMP (ISO 16684-1) and the information dictionary, which agree.
//!
//! Dates come from the document only, never from the clock. Titles and names are untrusted: XML and PDF syntax is
//! escaped, control characters are removed.

use super::syntax::{readable, text};
use crate::document::{Date, Metadata, Moment};
use crate::options::PdfStandard;
use quick_xml::escape::partial_escape;
use std::fmt::Write;
use uuid::Uuid;

/// The Producer entry.
pub(super) const PRODUCER: &str = concat!("Folio ", env!("CARGO_PKG_VERSION"));

/// Document metadata in the form that both need.
#[derive(Clone, Debug, Default)]
pub(super) struct FileDescription {
    pub title: String,
    authors: Vec<String>,
    subject: Option<String>,
    keywords: Vec<String>,
    language: Option<String>,
    publisher: Option<String>,
    rights: Option<String>,
    identifier: Option<String>,
    created: Option<Date>,
    modified: Option<Moment>,
    /// The document identifier, the same for all versions of the document.
    pub document: Uuid,
}

impl FileDescription {
    /// From a document's metadata.
    pub(super) fn new(metadata: &Metadata, source_date: Option<u64>) -> FileDescription {
        let text = |t: &Option<String>| t.as_deref().map(clean).filter(|t| !t.is_empty());
        let title = text(&metadata.title).unwrap_or_else(|| "Untitled".into());
        FileDescription {
            document: Uuid::new_v5(&Uuid::NAMESPACE_OID, metadata.identity(&title).as_bytes()),
            title,
            authors: metadata.authors.iter().map(|a| clean(&a.name)).filter(|a| !a.is_empty()).collect(),
            subject: text(&metadata.description),
            keywords: metadata.keywords.iter().map(|k| clean(k)).filter(|k| !k.is_empty()).collect(),
            language: metadata.language.as_ref().map(|l| l.tag().to_owned()),
            publisher: text(&metadata.publisher),
            rights: text(&metadata.rights),
            identifier: text(&metadata.urns().into_iter().next()),
            created: metadata.issued,
            modified: metadata.changed(source_date),
        }
    }

    /// The information dictionary (ISO 32000-1, 14.3.3).
    pub(super) fn info(&self) -> Vec<u8> {
        let mut out = b"<<".to_vec();
        let mut entry = |key: &str, value: &str| {
            out.extend_from_slice(key.as_bytes());
            text(&mut out, &readable(value, PdfStandard::Ua1A2a)); // PDF 2.0 has no such dictionary
        };
        entry("/Title", &self.title);
        if !self.authors.is_empty() {
            entry("/Author", &self.authors.join("; "));
        }
        if let Some(subject) = &self.subject {
            entry("/Subject", subject);
        }
        if !self.keywords.is_empty() {
            entry("/Keywords", &self.keywords.join(", "));
        }
        entry("/Producer", PRODUCER);
        entry("/Creator", PRODUCER);
        if let Some(date) = self.created {
            entry("/CreationDate", &format!("D:{}", date.to_string().replace('-', "")));
        }
        if let Some(date) = self.modified {
            entry("/ModDate", &format!("D:{}", date.as_known().replace(['-', ':', 'T'], "")));
        }
        out.extend_from_slice(b">>");
        out
    }

    /// The XMP packet.
    pub(super) fn xmp(&self, standard: PdfStandard) -> Vec<u8> {
        let mut out = String::from(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
             xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
             xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n",
        );
        self.claims(&mut out, standard);
        let _ = writeln!(out, "<dc:format>application/pdf</dc:format>");
        alternatives(&mut out, "dc:title", &self.title);
        list(&mut out, "dc:creator", "Seq", &self.authors);
        if let Some(subject) = &self.subject {
            alternatives(&mut out, "dc:description", subject);
        }
        list(&mut out, "dc:subject", "Bag", &self.keywords);
        list(&mut out, "dc:language", "Bag", self.language.as_slice());
        list(&mut out, "dc:publisher", "Bag", self.publisher.as_slice());
        if let Some(rights) = &self.rights {
            alternatives(&mut out, "dc:rights", rights);
        }
        let keywords = (!self.keywords.is_empty()).then(|| self.keywords.join(", "));
        let date = |date: Option<Date>| date.map(|d| d.to_string());
        let simple = [
            ("dc:identifier", self.identifier.clone()),
            ("pdf:Keywords", keywords),
            ("pdf:Producer", Some(PRODUCER.into())),
            ("xmp:CreatorTool", Some(PRODUCER.into())),
            ("xmp:CreateDate", date(self.created)),
            ("xmp:ModifyDate", self.modified.map(|moment| moment.as_known())),
            ("xmpMM:DocumentID", Some(format!("uuid:{}", self.document))),
        ];
        for (name, value) in simple {
            if let Some(value) = value {
                let _ = writeln!(out, "<{name}>{}</{name}>", partial_escape(&value));
            }
        }
        out.push_str("</rdf:Description>\n");
        match standard {
            PdfStandard::Ua2A4 => declarations(&mut out),
            PdfStandard::None => {}
            _ => out.push_str(EXTENSION),
        }
        out.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
        out.into_bytes()
    }

    /// The conformance claims (ISO 19005-2, 6.6.4; ISO 19005-4, 6.7.3; ISO 14289-1, 5; ISO 14289-2, 5).
    fn claims(&self, out: &mut String, standard: PdfStandard) {
        out.push_str(match standard {
            PdfStandard::Ua1A2a => {
                "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n\
                 <pdfuaid:part>1</pdfuaid:part>\n"
            }
            PdfStandard::Ua1A2u => {
                "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>\n\
                 <pdfuaid:part>1</pdfuaid:part>\n"
            }
            PdfStandard::Ua1A3a => {
                "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n\
                 <pdfuaid:part>1</pdfuaid:part>\n"
            }
            PdfStandard::Ua2A4 => {
                "<pdfaid:part>4</pdfaid:part>\n<pdfaid:rev>2020</pdfaid:rev>\n\
                 <pdfuaid:part>2</pdfuaid:part>\n<pdfuaid:rev>2024</pdfuaid:rev>\n"
            }
            PdfStandard::None => "",
        });
    }
}

/// The extension schema for PDF/UA's property, which PDF/A requires (ISO 19005-2, 6.6.2.3.3).
const EXTENSION: &str = "<rdf:Description rdf:about=\"\" \
    xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
    xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n\
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n\
    <pdfaProperty:name>part</pdfaProperty:name>\n<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n\
    <pdfaProperty:category>internal</pdfaProperty:category>\n\
    <pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>\n\
    </rdf:li></rdf:Seq></pdfaSchema:property>\n\
    </rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

/// The two conformance levels of “Well-Tagged PDF (WTPDF) 1.0” (6.1): accessibility and reuse.
pub(super) const WELL_TAGGED: [&str; 2] =
    ["http://pdfa.org/declarations/wtpdf#accessibility1.0", "http://pdfa.org/declarations/wtpdf#reuse1.0"];

/// The PDF Declarations of conformance to Well-Tagged PDF (“PDF Declarations”, PDF Association 2019).
fn declarations(out: &mut String) {
    out.push_str(
        "<rdf:Description rdf:about=\"\" xmlns:pdfd=\"http://pdfa.org/declarations/\">\n<pdfd:declarations><rdf:Bag>\n",
    );
    for uri in WELL_TAGGED {
        let _ = writeln!(out, "<rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>{uri}</pdfd:conformsTo></rdf:li>");
    }
    out.push_str("</rdf:Bag></pdfd:declarations>\n</rdf:Description>\n");
}

fn alternatives(out: &mut String, name: &str, value: &str) {
    let value = partial_escape(value);
    let _ = writeln!(out, "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt></{name}>");
}

fn list(out: &mut String, name: &str, kind: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    let _ = write!(out, "<{name}><rdf:{kind}>");
    for value in values {
        let _ = write!(out, "<rdf:li>{}</rdf:li>", partial_escape(value));
    }
    let _ = writeln!(out, "</rdf:{kind}></{name}>");
}

/// Text without control characters and characters that XML excludes, with single spaces.
fn clean(text: &str) -> String {
    let kept = |c: &char| !matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}');
    let text: String = text.chars().filter(kept).map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_metadata_stays_text() {
        let metadata = Metadata {
            title: Some("</rdf:li>]]><x a=\"&\u{0}\u{1B}\u{FFFE}\r\n) /JS (x".into()),
            ..Metadata::default()
        };
        let description = FileDescription::new(&metadata, None);
        let xmp = String::from_utf8(description.xmp(PdfStandard::Ua1A2a)).unwrap();
        assert!(xmp.contains("&lt;/rdf:li&gt;]]&gt;&lt;x a=\"&amp; ) /JS (x</rdf:li>"), "{xmp}");
        let info = String::from_utf8(description.info()).unwrap();
        assert!(info.contains("a=\"& \\) /JS \\(x)"), "{info}");
    }

    #[test]
    fn dates_are_the_documents_own() {
        let metadata = Metadata { issued: Date::day(2012, 3, 1), ..Metadata::default() };
        let description = FileDescription::new(&metadata, None);
        assert!(String::from_utf8(description.info()).unwrap().contains("/CreationDate(D:20120301)"));
        let xmp = String::from_utf8(description.xmp(PdfStandard::Ua1A2a)).unwrap();
        assert!(xmp.contains("<xmp:CreateDate>2012-03-01</xmp:CreateDate>"));
        let none =
            String::from_utf8(FileDescription::new(&Metadata::default(), None).xmp(PdfStandard::Ua1A2a)).unwrap();
        assert!(!none.contains("Date>"));
        let built = FileDescription::new(&metadata, Some(1_700_000_000));
        assert!(String::from_utf8(built.info()).unwrap().contains("/ModDate(D:20231114221320Z)"));
    }
}
