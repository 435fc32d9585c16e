//! Formats based on ZIP or OLE containers.

use super::kind::{self, Format};
use memchr::memmem;

/// The document format of a ZIP archive, by the names of its files (APPNOTE.TXT 6.3.10).
pub(super) fn zip(bytes: &[u8]) -> &'static Format {
    if let Some(media_type) = media_type(bytes) {
        let kinds: [(&[u8], &Format); 5] = [
            (b"application/epub+zip", &kind::EPUB),
            (b"application/vnd.oasis.opendocument.text", &kind::ODT),
            (b"application/vnd.oasis.opendocument.spreadsheet", &kind::ODS),
            (b"application/vnd.oasis.opendocument.presentation", &kind::ODP),
            (b"application/vnd.oasis.opendocument.", &kind::ODG),
        ];
        if let Some((_, kind)) = kinds.iter().find(|(start, _)| media_type.starts_with(start)) {
            return kind;
        }
    }
    let names = names(bytes);
    let has = |start: &[u8]| names.iter().any(|name| name.starts_with(start));
    let kinds: [(&[u8], &Format); 13] = [
        (b"word/", &kind::DOCX),
        (b"xl/", &kind::XLSX),
        (b"ppt/", &kind::PPTX),
        (b"visio/", &kind::VISIO),
        (b"FixedDocSeq.fdseq", &kind::XPS),
        (b"FixedDocumentSequence.fdseq", &kind::XPS),
        (b"META-INF/container.xml", &kind::EPUB),
        (b"Index/Document.iwa", &kind::PAGES_APP),
        (b"Index.zip", &kind::PAGES_APP),
        (b"index.apxl", &kind::PAGES_APP),
        (b"AndroidManifest.xml", &kind::APK),
        (b"META-INF/MANIFEST.MF", &kind::JAR),
        (b"mimetype", &kind::ZIP),
    ];
    if names.len() == 1 && names[0].ends_with(b".fb2") {
        return &kind::FB2;
    }
    kinds.iter().find(|(start, _)| has(start)).map_or(&kind::ZIP, |(_, kind)| kind)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes([two[0], two[1]])))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize)
}

/// The content of `mimetype`, if it is the first file and stored uncompressed, as EPUB and OpenDocument require.
fn media_type(bytes: &[u8]) -> Option<&[u8]> {
    let name = bytes.get(30..30 + u16_at(bytes, 26)?)?;
    let start = 30 + name.len() + u16_at(bytes, 28)?;
    (name == b"mimetype" && u16_at(bytes, 8)? == 0).then(|| bytes.get(start..).unwrap_or_default())
}

/// Limit of names examined.
const NAMES: usize = 4096;

/// The file names of an archive: from the central directory or, in truncated archives, from the local headers.
fn names(bytes: &[u8]) -> Vec<&[u8]> {
    let tail = bytes.len().saturating_sub(0xffff + 22);
    let end = memmem::rfind(&bytes[tail..], b"PK\x05\x06").map(|at| tail + at);
    let directory = end.and_then(|end| u32_at(bytes, end + 16)).and_then(|at| bytes.get(at..)).unwrap_or_default();
    let listed = walk(directory, b"PK\x01\x02", |entry| {
        let name = u16_at(entry, 28)?;
        Some((46..46 + name, 46 + name + u16_at(entry, 30)? + u16_at(entry, 32)?))
    });
    if !listed.is_empty() {
        return listed;
    }
    walk(bytes, b"PK\x03\x04", |entry| {
        let name = u16_at(entry, 26)?;
        Some((30..30 + name, 30 + name + u16_at(entry, 28)? + u32_at(entry, 18)?))
    })
}

/// The names in consecutive entries that begin with `mark`; `entry` returns position and length of the name.
fn walk<'b>(
    bytes: &'b [u8],
    mark: &[u8],
    entry: impl Fn(&[u8]) -> Option<(std::ops::Range<usize>, usize)>,
) -> Vec<&'b [u8]> {
    let (mut names, mut at) = (Vec::new(), 0usize);
    while let Some(rest) = bytes.get(at..).filter(|rest| rest.starts_with(mark) && names.len() < NAMES) {
        let Some((name, length)) = entry(rest) else { break };
        let Some(name) = rest.get(name) else { break };
        names.push(name);
        at = at.saturating_add(length);
    }
    names
}

/// The document format of an OLE file (MS-CFB), by the UTF-16 names in its directory.
pub(super) fn ole(bytes: &[u8]) -> &'static Format {
    let kinds = [
        ("EncryptedPackage", &kind::ENCRYPTED),
        ("WordDocument", &kind::DOC),
        ("PowerPoint Document", &kind::PPT),
        ("Workbook", &kind::XLS),
        ("__properties_version1.0", &kind::MSG),
        ("VisioDocument", &kind::VISIO),
        ("Book", &kind::XLS),
    ];
    let sector = 1usize << u16_at(bytes, 30).unwrap_or(9).clamp(7, 16);
    let first = u32_at(bytes, 48).and_then(|n| n.checked_add(1)?.checked_mul(sector)).unwrap_or(0);
    // The first directory sector describes the file itself; embedded documents come later.
    let directory = bytes.get(first..).map_or(bytes, |rest| &rest[..rest.len().min(sector)]);
    let named = |within: &[u8]| {
        let utf16 = |name: &str| name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        kinds.iter().find(|(name, _)| memmem::find(within, &utf16(name)).is_some()).map(|(_, kind)| *kind)
    };
    named(directory).or_else(|| named(bytes)).unwrap_or(&kind::OLE)
}
