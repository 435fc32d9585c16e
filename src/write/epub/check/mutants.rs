//! Valid books with one defect each, and the rule that must report it.

use super::super::archive::{self, ArchiveEntry};
use super::super::tests::{book, everything, written};
use super::check;

/// The files of a book, to be modified.
struct MutantFiles(Vec<(String, Vec<u8>)>);

impl MutantFiles {
    fn of(epub: &[u8]) -> MutantFiles {
        MutantFiles(archive::read(epub).unwrap().iter().map(|m| (m.name.to_owned(), m.read().unwrap())).collect())
    }

    fn file(&mut self, name: &str) -> &mut Vec<u8> {
        &mut self.0.iter_mut().find(|(n, _)| n == name).unwrap_or_else(|| panic!("no {name}")).1
    }

    /// Replaces the first `from` in a file.
    fn edit(mut self, name: &str, from: &str, to: &str) -> MutantFiles {
        let file = self.file(name);
        let text = String::from_utf8(file.clone()).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        *file = text.replacen(from, to, 1).into_bytes();
        self
    }

    /// The book with these files replaced.
    fn with_rest(self, epub: &[u8]) -> Vec<u8> {
        let mut files = MutantFiles::of(epub);
        self.0.into_iter().for_each(|(name, bytes)| *files.file(&name) = bytes);
        files.zip()
    }

    fn entries(&self) -> Vec<ArchiveEntry> {
        let entry = |(name, bytes): &(String, Vec<u8>)| match name.as_str() {
            "mimetype" => ArchiveEntry::stored(name, &bytes[..]),
            _ => ArchiveEntry::deflated(name, bytes),
        };
        self.0.iter().map(entry).collect()
    }

    fn zip(&self) -> Vec<u8> {
        archive::write(&self.entries()).unwrap()
    }
}

const OPF: &str = "OEBPS/content.opf";
const TEXT: &str = "OEBPS/text.xhtml";
const NAV: &str = "OEBPS/nav.xhtml";
const NCX: &str = "OEBPS/toc.ncx";
const CSS: &str = "OEBPS/stylesheet.css";
const CONTAINER: &str = "META-INF/container.xml";

#[test]
fn sound_books_have_no_findings() {
    for document in [everything(), book(), Default::default()] {
        let epub = written(&document);
        assert_eq!(check(&MutantFiles::of(&epub).zip()), []);
    }
}

/// File, text to replace, replacement, and the rule that must report it.
const EDITS: &[(&str, &str, &str, &str)] = &[
    ("mimetype", "epub", "zip", "mimetype-content"),
    (CONTAINER, "version=\"1.0\" xmlns", "version=\"2.0\" xmlns", "container-xml"),
    (CONTAINER, "content.opf", "package.opf", "container-xml"),
    (CONTAINER, "</rootfiles>", "", "container-xml"),
    (OPF, "version=\"3.0\"", "version=\"2.0\"", "package-version"),
    (OPF, " xml:lang=\"en\"", "", "language-missing"),
    (OPF, "http://www.idpf.org/2007/opf\" unique", "http://www.idpf.org/2008/opf\" unique", "package-namespace"),
    (OPF, "id=\"epub-id-1\"", "id=\"other\"", "metadata-identifier"),
    (OPF, "id=\"subtitle\"", "id=\"epub-id-1\"", "id-twice"),
    (OPF, "id=\"series\"", "id=\"1 series\"", "id-name"),
    (OPF, "<dc:language>en</dc:language>", "", "metadata-language"),
    (OPF, "<dc:language>en<", "<dc:language>C.UTF-8<", "metadata-language"),
    (OPF, "<dc:publisher>P &amp; Q<", "<dc:publisher> <", "metadata-empty"),
    (OPF, "property=\"dcterms:modified\">", "property=\"dcterms:created\">", "metadata-modified"),
    (OPF, "2015-09-29T00:00:00Z", "2015-09-29", "metadata-modified"),
    (OPF, "refines=\"#series\"", "refines=\"#serie\"", "metadata-refines"),
    (OPF, "property=\"schema:accessibilityHazard\"", "property=\"schema:hazard\"", "accessibility-hazard"),
    (OPF, "P &amp; Q", "P &nbsp; Q", "xml-entity"),
    (OPF, "</manifest>", "", "xml-well-formed"),
    (OPF, " media-type=\"text/css\"", "", "manifest-item"),
    (OPF, "image/png", "image/jpeg", "media-type-wrong"),
    (OPF, "image/png", "image/bmp", "media-type-foreign"),
    (OPF, "href=\"stylesheet.css\"", "href=\"style.css\"", "manifest-missing-file"),
    (OPF, "href=\"stylesheet.css\"", "href=\"../stylesheet.css\"", "manifest-href"),
    (
        OPF,
        "<item media-type=\"text/css\"",
        "<item media-type=\"text/css\" href=\"text.xhtml\" id=\"x\"/><item media-type=\"text/css\"",
        "manifest-twice",
    ),
    (OPF, " properties=\"nav\"", "", "manifest-nav"),
    (OPF, "properties=\"mathml\"", "", "manifest-property"),
    (OPF, "properties=\"mathml\"", "properties=\"mathml svg\"", "manifest-property"),
    (OPF, "properties=\"mathml\"", "properties=\"mathml remote-resources\"", "remote-resource"),
    (OPF, "properties=\"mathml\"", "properties=\"mathml maths\"", "manifest-property"),
    (OPF, "idref=\"id_text.xhtml\"", "idref=\"text.xhtml\"", "spine-idref"),
    (OPF, "<itemref", "<itemref idref=\"id_text.xhtml\"/><itemref", "spine-twice"),
    (OPF, "<itemref", "<itemref idref=\"id_stylesheet.css\"/><itemref", "spine-media-type"),
    (OPF, "<itemref", "<itemref linear=\"no\"", "spine-empty"),
    (OPF, "<spine toc", "<manifest/><spine toc", "package-order"),
    (TEXT, "<!DOCTYPE html>", "", "xml-doctype"),
    (TEXT, "<!DOCTYPE html>", "<!DOCTYPE html [<!ENTITY a \"b\">]>", "xml-doctype"),
    (TEXT, "</em>", "", "xml-well-formed"),
    (TEXT, "</body>\n</html>", "</body>", "xml-well-formed"),
    (TEXT, "<em>", "<em class=\"a\" class=\"b\">", "xml-well-formed"),
    (TEXT, "<em>", "<em title=\"a < b\">", "xml-well-formed"),
    (TEXT, "A summary.", "A&nbsp;summary.", "xml-entity"),
    (TEXT, "A summary.", "A\u{8}summary.", "xml-character"),
    (TEXT, "A summary.", "A&#x8;summary.", "xml-character"),
    (TEXT, " xmlns=\"http://www.w3.org/1999/xhtml\"", "", "content-root"),
    (TEXT, " lang=\"en\" xml:lang=\"en\"", " lang=\"en\"", "language-missing"),
    (TEXT, "lang=\"fr\" xml:lang=\"fr\"", "lang=\"fr\" xml:lang=\"de\"", "language-tag"),
    (TEXT, "dir=\"rtl\"", "dir=\"left\"", "direction"),
    (TEXT, "<title>Everything &amp; &lt;more&gt;</title>", "<title> </title>", "content-title"),
    (TEXT, " id=\"inline\"", " id=\"title\"", "id-twice"),
    (TEXT, " id=\"inline\"", " id=\"in line\"", "id-name"),
    (TEXT, " id=\"inline\"", " id=\"in.line\"", "id-name"),
    (TEXT, "href=\"#inline\"", "href=\"#outline\"", "reference-fragment"),
    (TEXT, "href=\"#inline\"", "href=\"other.xhtml\"", "reference-missing"),
    (TEXT, "href=\"#inline\"", "href=\"stylesheet.css\"", "reference-not-in-spine"),
    (TEXT, "href=\"#inline\"", "href=\"javascript:x()\"", "address-scheme"),
    (TEXT, "href=\"#inline\"", "href=\"file:///etc/passwd\"", "address-scheme"),
    (TEXT, "href=\"#inline\"", "href=\"http://example.org/a b\"", "address-invalid"),
    (TEXT, "href=\"#inline\"", "href=\"http://xn--a.org/\"", "address-invalid"),
    (TEXT, "href=\"#inline\"", "href=\"http://example.org/\u{fffd}\"", "address-invalid"),
    (TEXT, "href=\"#inline\"", "href=\"http://[1:2]/\"", "address-invalid"),
    (TEXT, "href=\"#inline\"", "href=\"magnet:?xt=urn:x\"", "address-scheme"),
    (TEXT, "href=\"#inline\"", "href=\"//example.org\"", "remote-resource"),
    (
        TEXT,
        "<em>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path fill=\"url(#none)\"/></svg><em>",
        "reference-fragment",
    ),
    (TEXT, "<em>", "<em style=\"fill:url('#none')\">", "reference-fragment"),
    (TEXT, "src=\"images/image-1.png\"", "src=\"http://example.org/a.png\"", "remote-resource"),
    (TEXT, "src=\"images/image-1.png\"", "src=\"images/image-2.png\"", "reference-missing"),
    (TEXT, "src=\"images/image-1.png\"", "src=\"\"", "image-src"),
    (TEXT, " alt=\"A dot\"", "", "image-alt"),
    (TEXT, "href=\"#fn-1\"", "href=\"#title\"", "note-reference"),
    (TEXT, "id=\"ref-1\"", "id=\"ref-9\"", "reference-fragment"),
    (TEXT, "<em>", "<script>x()</script><em>", "content-active"),
    (TEXT, "<em>", "<em onclick=\"x()\">", "content-active"),
    (TEXT, "<em>", "<em style=\"background:url(http://example.org/a)\">", "style-remote"),
    (TEXT, "<em>", "<marquee/><em>", "content-element"),
    (TEXT, "<em>", "<em><p>x</p>", "content-model"),
    (TEXT, "<li>One</li>", "<li><li>One</li></li>", "content-model"),
    (TEXT, "<li>One</li>", "One", "content-model"),
    (TEXT, "<a href=\"#inline\">in</a>", "<a href=\"#inline\"><a href=\"#inline\">in</a></a>", "content-model"),
    (TEXT, " scope=\"row\"", "", "table-scope"),
    (TEXT, "<title>", "<base href=\"x\"/><title>", "content-base"),
    (TEXT, "alttext=\"x squared", "alttext=\"x^2", "math-description"),
    (TEXT, "<math", "<math lang=\"en\" xml:lang=\"en\"", "math-language"),
    (TEXT, "<img", "<img srcset=\"a.png 2x\"", "content-srcset"),
    (NAV, "epub:type=\"toc\"", "epub:type=\"lot\"", "nav-toc"),
    (NAV, ">Inline</a>", "></a>", "nav-label"),
    (NAV, "text.xhtml#page-12", "text.xhtml#page-xiii", "page-list"),
    (NAV, "epub:type=\"page-list\"", "", "page-list"),
    (TEXT, " id=\"page-12\"", "", "page-list"),
    (TEXT, " aria-label=\"12\"", "", "page-mark"),
    (NAV, "href=\"text.xhtml#inline\"", "href=\"http://example.org\"", "nav-outward"),
    (NAV, "href=\"text.xhtml#inline\"", "href=\"text.xhtml#in\"", "reference-fragment"),
    (NAV, "epub:type=\"bodymatter\" href", "href", "nav-landmark"),
    (OPF, " toc=\"ncx\"", "", "ncx-missing"),
    (OPF, " toc=\"ncx\"", " toc=\"nav\"", "ncx-missing"),
    (OPF, ">urn:isbn:9780142437247<", ">urn:isbn:9780142437248<", "ncx-identifier"),
    (NCX, "urn:isbn:9780142437247", "urn:isbn:978-0-14-243724-7", "ncx-identifier"),
    (NCX, "<text>Inline<", "<text>In line<", "ncx-contents"),
    (NCX, "src=\"text.xhtml#inline\"", "src=\"text.xhtml\"", "ncx-contents"),
    (NCX, "src=\"text.xhtml#inline\"", "src=\"text.xhtml#in\"", "reference-fragment"),
    (NCX, "</navMap>", "<navPoint id=\"point-9\"/></navMap>", "ncx-contents"),
    (NCX, "<text>xiii<", "<text>13<", "ncx-pages"),
    (NCX, "id=\"point-2\"", "id=\"point-1\"", "id-twice"),
    (NCX, "id=\"point-2\"", "id=\"point.2\"", "id-name"),
    (NCX, "</navMap>", "", "xml-well-formed"),
    (NAV, ">Inline</a>", ">Outline</a>", "ncx-contents"),
    (CSS, "body {", "@import \"a.css\"; body {", "style-import"),
    (CSS, "body {", "body { background: url(http://example.org/a.png);", "remote-resource"),
    (CSS, "body {", "body { background: url(a.png);", "reference-missing"),
    (CSS, "body {", "body { direction: rtl;", "style-direction"),
    (CSS, "body {", "body {{", "style-broken"),
];

#[test]
fn every_defect_is_found_by_its_rule() {
    let epub = written(&everything());
    let mut missed = Vec::new();
    for (name, from, to, rule) in EDITS {
        let findings = check(&MutantFiles::of(&epub).edit(name, from, to).zip());
        if !findings.iter().any(|f| f.rule == *rule) {
            missed.push(format!("{name}: {from:?} -> {to:?}: {rule}, but {findings:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn what_a_book_must_have_is_missed() {
    let epub = written(&Default::default());
    let without = |name: &str, part: &str| {
        let mut files = MutantFiles::of(&epub);
        let file = files.file(name);
        let text = String::from_utf8(file.clone()).unwrap();
        assert!(text.contains(part), "{name} has no {part}");
        *file = text.lines().filter(|line| !line.contains(part)).collect::<Vec<_>>().join("\n").into_bytes();
        files.zip()
    };
    let edited = |name: &str, from: &str, to: &str| MutantFiles::of(&epub).edit(name, from, to).zip();
    let mut extra = epub.clone();
    extra[28] = 1;
    let list = "<nav epub:type=\"landmarks\">x</nav>";
    for (mutant, rule) in [
        (without(OPF, "<dc:title>"), "metadata-title"),
        (without(OPF, "schema:accessMode\""), "accessibility-mode"),
        (without(OPF, "schema:accessibilityFeature"), "accessibility-feature"),
        (without(OPF, "schema:accessibilitySummary"), "accessibility-summary"),
        (
            edited(OPF, "media-type=\"text/css\"", "media-type=\"text/css\" properties=\"cover-image\""),
            "manifest-cover",
        ),
        (MutantFiles(vec![(OPF.into(), b"<?xml version=\"1.0\"?>".to_vec())]).with_rest(&epub), "package-root"),
        (edited(NAV, "</body>", &format!("{list}</body>")), "nav-empty"),
        (edited(NAV, "</body>", &format!("{list}{list}</body>")), "nav-twice"),
        (without(TEXT, "body"), "content-body"),
        (edited(TEXT, "<head>", "<head><title/>"), "content-empty"),
        (extra, "mimetype-extra-field"),
    ] {
        let findings = check(&mutant);
        assert!(findings.iter().any(|f| f.rule == rule), "{rule}: {findings:?}");
    }
}

#[test]
fn defects_of_the_container_are_found() {
    let epub = written(&everything());
    let found = |bytes: &[u8], rule: &str| {
        let findings = check(bytes);
        assert!(findings.iter().any(|f| f.rule == rule), "{rule}: {findings:?}");
    };
    let files = MutantFiles::of(&epub);
    found(b"", "container-unreadable");
    found(&epub[..epub.len() / 2], "container-unreadable");
    let mut broken = epub.clone();
    let data = broken.windows(9).position(|w| w == b"OEBPS/con").unwrap() + 40;
    broken[data] ^= 0x55;
    found(&broken, "container-file-broken");

    let mut moved = files.entries();
    moved.swap(0, 1);
    found(&archive::write(&moved).unwrap(), "mimetype-first");
    let mut missing = files.entries();
    missing.remove(0);
    found(&archive::write(&missing).unwrap(), "mimetype-first");
    let mut compressed = epub.clone();
    let central = compressed.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    compressed[central + 10] = 8;
    found(&compressed, "mimetype-compressed");

    let with = |name: &str, bytes: &[u8]| {
        let mut entries = files.entries();
        entries.push(ArchiveEntry::stored(name, bytes));
        archive::write(&entries).unwrap()
    };
    found(&with("OEBPS/more.txt", b"x"), "manifest-lacks-file");
    found(&with("OEBPS/TEXT.xhtml", b"x"), "container-name-twice");
    found(&with("../x", b"x"), "container-name");
    found(&with("META-INF/encryption.xml", b"<x/>"), "container-encrypted");
    let without = |name: &str| {
        let mut files = MutantFiles::of(&epub);
        files.0.retain(|(n, _)| n != name);
        files.zip()
    };
    found(&without("OEBPS/images/image-1.png"), "manifest-missing-file");
    found(&without(CONTAINER), "container-xml-missing");
    found(&without(OPF), "container-xml");

    let mut latin = MutantFiles::of(&epub);
    *latin.file(OPF) = b"\xff\xfe".to_vec();
    found(&latin.zip(), "package-unreadable");
    let mut text = MutantFiles::of(&epub);
    *text.file("OEBPS/images/image-1.png") = b"no image".to_vec();
    found(&text.zip(), "media-type-wrong");
    let book = written(&book());
    found(&MutantFiles::of(&book).edit(NAV, "chapter-01.xhtml", "chapter-05.xhtml").zip(), "nav-order");
    let uncovered = MutantFiles::of(&book).edit(OPF, " properties=\"cover-image\"", "");
    found(&uncovered.edit("OEBPS/cover.xhtml", "images/cover.png", "cover.xhtml").zip(), "manifest-unused");
}
