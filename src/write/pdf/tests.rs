//! Tests of whole files, from pages laid out by hand.

use super::write;
use crate::diagnostic::Diagnostics;
use crate::document::{
    Date, Document, ImageFormat, Language, Metadata, NumberStyle, Person, RasterFacts, Resource, ResourceId,
};
use crate::fonts::{FaceId, Fonts};
use crate::options::{Options, PdfOptions, PdfStandard};
use crate::typeset::model::*;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::sync::Arc;

/// Lays out text by hand: every character by its nominal glyph, line by line.
pub(super) struct TestSheet {
    pub layout: Layout,
    pub document: Document,
    fonts: Fonts,
    y: Length,
    x: Length,
}

const SIZE: f64 = 11.0;

impl TestSheet {
    pub(super) fn new() -> TestSheet {
        let mut layout = Layout::default();
        layout.structure.add(StructRole::Document, None);
        let mut sheet = TestSheet {
            layout,
            document: Document::default(),
            fonts: Fonts::default(),
            y: Length::ZERO,
            x: Length::ZERO,
        };
        sheet.document.metadata = Metadata {
            title: Some("Pages set by hand".into()),
            authors: vec![Person::named("A. Author"), Person::named("B. Author")],
            language: Some(Language::english()),
            issued: Date::day(2024, 2, 29),
            ..Metadata::default()
        };
        sheet.page();
        sheet
    }

    /// Begins a page.
    pub(super) fn page(&mut self) {
        let size = Size { width: Length::pt(420.0), height: Length::pt(595.0) };
        self.layout.pages.push(Page { size, ..Page::default() });
        let number = self.layout.pages.len().to_string();
        (self.x, self.y) = (Length::pt(200.0), Length::pt(570.0));
        self.run(FaceId(0), &number, Tag::Artifact(Artifact::Footer));
        (self.x, self.y) = (Length::pt(50.0), Length::pt(50.0));
    }

    /// Begins a line.
    pub(super) fn line(&mut self) {
        (self.x, self.y) = (Length::pt(50.0), self.y + Length::pt(15.0));
    }

    /// Adds a node.
    pub(super) fn node(&mut self, role: StructRole, parent: NodeId) -> NodeId {
        self.layout.structure.add(role, Some(parent))
    }

    /// Places an item at the position of the next run.
    pub(super) fn place(&mut self, item: PageItem, tag: Tag) {
        let at = Point { x: self.x, y: self.y };
        self.layout.pages.last_mut().unwrap().items.push(PlacedItem { at, item, tag });
    }

    /// Sets text on the line.
    pub(super) fn run(&mut self, face: FaceId, text: &str, tag: Tag) {
        let open = self.fonts.face(face);
        let size = Length::pt(SIZE);
        let mut glyphs = Vec::new();
        for c in text.chars() {
            let shown = match c {
                '\u{AD}' => '-',
                '\u{A0}' => ' ',
                c => c,
            };
            let id = open.glyph(shown).unwrap_or(0);
            let advance = size.scale(open.advance(id).into(), open.metrics.units_per_em.into()).0 as i32;
            glyphs.push(Glyph { id, text: c.len_utf8() as u8, advance, shifted: false });
        }
        self.glyphs(face, text, &glyphs, tag);
    }

    /// Sets glyphs on the line.
    pub(super) fn glyphs(&mut self, face: FaceId, text: &str, glyphs: &[Glyph], tag: Tag) {
        self.sorts(face, Sorts { glyphs: glyphs.to_vec(), text: text.to_owned(), ..Sorts::default() }, tag);
    }

    /// Sets glyphs, some with offsets, on the line.
    fn sorts(&mut self, face: FaceId, sorts: Sorts, tag: Tag) {
        let page = self.layout.pages.last_mut().unwrap();
        let sorts = Arc::new(sorts);
        let run = GlyphRun {
            face,
            size: Length::pt(SIZE),
            stretch: 1000,
            slanted: false,
            color: Color::BLACK,
            sorts: page.share(&sorts),
            glyphs: 0..sorts.glyphs.len() as u32,
            text: 0..sorts.text.len() as u32,
            right_to_left: false,
        };
        self.place(PageItem::Glyphs(run), tag);
        self.x += Length(sorts.glyphs.iter().map(|g| i64::from(g.advance)).sum());
    }

    /// Sets a line of a new element.
    pub(super) fn element(&mut self, role: StructRole, parent: NodeId, text: &str) -> NodeId {
        let node = self.node(role, parent);
        self.line();
        self.run(FaceId(0), text, Tag::Node(node));
        node
    }

    /// A link at the last word; `width` is its width.
    pub(super) fn link(&mut self, target: LinkTarget, node: NodeId) {
        let size = Size { width: Length::pt(60.0), height: Length::pt(12.0) };
        let item = PageItem::Link { size, target, description: "where it leads".into() };
        self.place(item, Tag::Node(node));
    }

    pub(super) fn destination(&mut self, name: &str, node: NodeId) {
        let page = self.layout.pages.len() as u32 - 1;
        let at = Point { x: Length::ZERO, y: self.y };
        self.layout.destinations.push(Destination { name: name.into(), page, at, node: Some(node) });
        self.layout.destinations.sort_by(|a, b| a.name.cmp(&b.name));
    }

    pub(super) fn resource(&mut self, format: ImageFormat, bytes: &[u8]) -> ResourceId {
        let (facts, bytes) = (RasterFacts::of(format, bytes), Arc::from(bytes));
        let resource = Resource { name: "x".into(), format, bytes, width: 4, height: 4, resolution: None, facts };
        self.document.resources.push(resource);
        ResourceId(self.document.resources.len() as u32 - 1)
    }

    pub(super) fn write(self, standard: PdfStandard) -> Vec<u8> {
        let mut diagnostics = Diagnostics::new();
        let options = Options { pdf: PdfOptions { standard, ..PdfOptions::default() }, ..Options::default() };
        let bytes = write(&self.document, self.layout, &self.fonts, &options, &mut diagnostics).unwrap();
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        match standard {
            PdfStandard::Ua1A2a => assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]),
            PdfStandard::Ua1A2u => assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA2u]),
            PdfStandard::Ua1A3a => assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA3a]),
            // The judge knows neither PDF 2.0 nor files without a claim.
            PdfStandard::Ua2A4 | PdfStandard::None => {}
        }
        bytes
    }
}

/// A document with every feature.
pub(super) fn sampler() -> TestSheet {
    let mut sheet = TestSheet::new();
    let root = NodeId(0);
    let title = sheet.element(StructRole::Title, root, "Efficient Office Affairs");
    sheet.destination("title", title);
    let paragraph = sheet.node(StructRole::Paragraph, root);
    let text = |sheet: &mut TestSheet| sheet.node(StructRole::Text, paragraph);
    let first = text(&mut sheet);
    sheet.line();
    sheet.run(FaceId(0), "A well-known paragraph with a hyphen\u{AD}", Tag::Node(first));
    sheet.line();
    sheet.run(FaceId(0), "ated word, no\u{A0}break, and ", Tag::Node(first));
    let link = sheet.node(StructRole::Link, paragraph);
    sheet.link(LinkTarget::Uri("https://example.org/ä".into()), link);
    sheet.run(FaceId(1), "a link", Tag::Node(link));
    let second = text(&mut sheet);
    sheet.run(FaceId(0), " and ", Tag::Node(second));
    let inner = sheet.node(StructRole::Link, paragraph);
    sheet.link(LinkTarget::Destination("end".into()), inner);
    sheet.run(FaceId(0), "another", Tag::Node(inner));
    let third = text(&mut sheet);
    sheet.run(FaceId(0), ". ", Tag::Node(third));
    let reference = sheet.node(StructRole::Reference, paragraph);
    sheet.run(FaceId(0), "1", Tag::Node(reference));
    let note = sheet.node(StructRole::Note, root);
    sheet.layout.structure.properties(reference).reference = Some(note);
    let again = sheet.node(StructRole::Reference, paragraph);
    sheet.run(FaceId(0), "1", Tag::Node(again));
    sheet.layout.structure.properties(again).reference = Some(note);
    let strong = sheet.node(StructRole::Strong, paragraph);
    sheet.run(FaceId(2), " Strong. ", Tag::Node(strong));
    let foreign = sheet.node(StructRole::Span, paragraph);
    sheet.layout.structure.properties(foreign).language = Some("el".into());
    sheet.run(FaceId(0), "Ελληνικά", Tag::Node(foreign));
    let short = sheet.node(StructRole::Span, paragraph);
    sheet.layout.structure.properties(short).expansion = Some("World Wide Web".into());
    sheet.run(FaceId(0), " WWW", Tag::Node(short));

    sheet.element(StructRole::Heading(2), root, "A list");
    let list = sheet.node(StructRole::List, root);
    sheet.layout.structure.properties(list).numbering = Some(Numbering::Decimal);
    for label in ["1. ", "2. "] {
        let item = sheet.node(StructRole::ListItem, list);
        sheet.element(StructRole::Label, item, label);
        let body = sheet.node(StructRole::ListBody, item);
        let inside = sheet.node(StructRole::Paragraph, body);
        sheet.run(FaceId(0), "What the item says", Tag::Node(inside));
    }
    sheet.element(StructRole::Heading(4), root, "A table");
    let table = sheet.node(StructRole::Table, root);
    let head = sheet.node(StructRole::TableHead, table);
    let row = sheet.node(StructRole::Row, head);
    for name in ["one", "two"] {
        let cell = sheet.element(StructRole::HeaderCell, row, name);
        let properties = sheet.layout.structure.properties(cell);
        (properties.scope, properties.id) = (Some(Scope::Column), Some(name.into()));
    }
    let body = sheet.node(StructRole::TableBody, table);
    let row = sheet.node(StructRole::Row, body);
    let cell = sheet.element(StructRole::DataCell, row, "both");
    let properties = sheet.layout.structure.properties(cell);
    (properties.column_span, properties.headers) = (Some(2), vec!["one".into(), "two".into()]);
    let contents = sheet.node(StructRole::Contents, root);
    let entry = sheet.node(StructRole::ContentsItem, contents);
    let listed = sheet.node(StructRole::Reference, entry);
    let listed = sheet.node(StructRole::Link, listed);
    sheet.line();
    sheet.link(LinkTarget::Destination("end".into()), listed);
    sheet.run(FaceId(0), "The end 2", Tag::Node(listed));

    sheet.page();
    sheet.line();
    sheet.run(FaceId(0), "and goes on over the page.", Tag::Node(third));
    let figure = sheet.node(StructRole::Figure, root);
    sheet.layout.structure.properties(figure).alt = Some("Zwölf Scheiben".into());
    let id = sheet.resource(ImageFormat::Png, &png(png::ColorType::Rgba));
    let size = Size { width: Length::pt(80.0), height: Length::pt(40.0) };
    sheet.line();
    sheet.place(PageItem::Image { resource: id, size }, Tag::Node(figure));
    let decoration = sheet.node(StructRole::Figure, root);
    let id = sheet.resource(ImageFormat::Png, &png(png::ColorType::Rgb));
    sheet.place(PageItem::Image { resource: id, size }, Tag::Node(decoration));
    sheet.place(PageItem::Rectangle { size, color: Color::rgb(0xC0FFEE) }, Tag::Artifact(Artifact::Layout));
    sheet.y += Length::pt(40.0);
    let block = sheet.node(StructRole::Paragraph, root);
    let formula = sheet.node(StructRole::Formula, block);
    sheet.layout.structure.properties(formula).alt = Some("x squared".into());
    let element = |sheet: &mut TestSheet, parent, name, attributes: &[(&'static str, &str)]| {
        let node = sheet.node(StructRole::Mathematics, parent);
        let attributes = attributes.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        sheet.layout.structure.properties(node).mathematics = Some(MathElement { name, attributes });
        node
    };
    let math = element(&mut sheet, formula, "math", &[("display", "inline")]);
    let power = element(&mut sheet, math, "msup", &[]);
    let base = element(&mut sheet, power, "mi", &[]);
    let exponent = element(&mut sheet, power, "mn", &[]);
    sheet.layout.structure.properties(exponent).actual_text = Some("2".into());
    let sign = sheet.node(StructRole::MathematicalSign, formula);
    sheet.line();
    sheet.run(FaceId(0), "x", Tag::Node(base));
    sheet.run(FaceId(0), "²", Tag::Node(exponent));
    let path = Path {
        segments: vec![
            PathSegment::Move(Point::default()),
            PathSegment::Line(Point { x: Length::pt(20.0), y: Length::pt(3.0) }),
            PathSegment::Curve(Point::default(), Point::default(), Point { x: Length::pt(5.0), y: Length::pt(5.0) }),
            PathSegment::Close,
        ],
        fill: Some(Color::rgb(0x336699)),
        stroke: Some((Color::BLACK, Length::pt(0.5))),
    };
    sheet.place(PageItem::Path(path), Tag::Node(sign));
    let last = sheet.element(StructRole::Heading(3), root, "The end");
    sheet.destination("end", last);
    sheet.layout.structure.properties(entry).reference = Some(last);
    let aside = sheet.node(StructRole::Aside, root);
    sheet.element(StructRole::Paragraph, aside, "Beside the text.");
    let code = sheet.node(StructRole::Paragraph, root);
    let code = sheet.node(StructRole::Code, code);
    sheet.line();
    sheet.run(FaceId(7), "let x = 1;", Tag::Node(code));
    let quote = sheet.node(StructRole::BlockQuote, root);
    sheet.element(StructRole::Paragraph, quote, "Quoted.");
    sheet.line();
    sheet.run(FaceId(0), "1 What the note says.", Tag::Node(note));
    sheet.layout.outline = vec![
        OutlineEntry { title: "Efficient Office Affairs".into(), depth: 0, destination: "title".into() },
        OutlineEntry { title: "Das Ende – ‘schön’".into(), depth: 1, destination: "end".into() },
    ];
    sheet.layout.labels = vec![
        PageLabels { page: 0, style: Some(NumberStyle::LowerRoman), start: 1 },
        PageLabels { page: 1, style: Some(NumberStyle::Decimal), start: 1 },
    ];
    sheet
}

/// A small PNG.
pub(super) fn png(color: png::ColorType) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 4, 4);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    let samples: Vec<u8> = (0..16 * color.samples() as u32).map(|i| (i * 7) as u8).collect();
    encoder.write_header().unwrap().write_image_data(&samples).unwrap();
    file
}

/// Validates a file with the external validator.
pub(super) fn assert_valid(bytes: &[u8], profiles: &[ValidationProfile]) {
    for &profile in profiles {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).unwrap();
        let failures: Vec<_> = report.failures.iter().map(|f| format!("{} {}", f.rule_id, f.message)).collect();
        assert!(report.is_compliant, "{profile:?}: {failures:#?}");
    }
}

#[test]
fn one_of_everything_is_pdf_ua_1_and_pdf_a_2a() {
    let bytes = sampler().write(PdfStandard::Ua1A2a);
    if let Some(path) = std::env::var_os("KEEP") {
        std::fs::write(path, &bytes).unwrap();
    }
    assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]);
}

#[test]
fn an_empty_document_is_valid() {
    let bytes =
        write(&Document::default(), Layout::default(), &Fonts::default(), &Options::default(), &mut Diagnostics::new())
            .unwrap();
    assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]);
}

/// A page with one image.
fn pictured(format: ImageFormat, bytes: &[u8]) -> Vec<u8> {
    let mut sheet = TestSheet::new();
    let figure = sheet.node(StructRole::Figure, NodeId(0));
    sheet.layout.structure.properties(figure).alt = Some("A picture".into());
    let resource = sheet.resource(format, bytes);
    let size = Size { width: Length::pt(80.0), height: Length::pt(80.0) };
    sheet.place(PageItem::Image { resource, size }, Tag::Node(figure));
    sheet.write(PdfStandard::Ua1A2a)
}

/// The image dictionaries of a file, as they are written.
fn image_dictionaries(bytes: &[u8]) -> Vec<String> {
    let starts = memchr::memmem::find_iter(bytes, b"<</Type/XObject/Subtype/Image");
    starts
        .map(|at| {
            String::from_utf8_lossy(&bytes[at..at + memchr::memmem::find(&bytes[at..], b"stream").unwrap()])
                .into_owned()
        })
        .collect()
}

#[test]
fn every_kind_of_png_is_kept() {
    use png::ColorType::{Grayscale, GrayscaleAlpha, Rgb, Rgba};
    let cases = [
        (Grayscale, 1, "/DeviceGray"),
        (GrayscaleAlpha, 2, "/DeviceGray"),
        (Rgb, 1, "/DeviceRGB"),
        (Rgba, 2, "/DeviceRGB"),
    ];
    for (color, images, space) in cases {
        let bytes = pictured(ImageFormat::Png, &png(color));
        assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]);
        let dictionaries = image_dictionaries(&bytes);
        assert_eq!(dictionaries.len(), images, "{color:?}");
        assert!(dictionaries.last().unwrap().contains(space), "{color:?}: {dictionaries:?}");
        assert!(dictionaries.iter().all(|d| d.contains("/Width 4/Height 4")), "{dictionaries:?}");
    }
}

#[test]
fn palettes_depths_and_interlacing_are_kept() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 4, 1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Two);
    encoder.set_palette(vec![0, 0, 0, 255, 0, 0, 0, 255, 0]);
    encoder.write_header().unwrap().write_image_data(&[0b00_01_10_00]).unwrap();
    let bytes = pictured(ImageFormat::Png, &file);
    assert_valid(&bytes, &[ValidationProfile::PdfA2a]);
    assert!(
        image_dictionaries(&bytes)[0]
            .contains("/BitsPerComponent 2/ColorSpace[/Indexed/DeviceRGB 2<000000FF000000FF00>]")
    );

    let mut deep = Vec::new();
    let mut encoder = png::Encoder::new(&mut deep, 1, 1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Sixteen);
    encoder.write_header().unwrap().write_image_data(&[1, 2, 3, 4, 5, 6]).unwrap();
    let bytes = pictured(ImageFormat::Png, &deep);
    assert_valid(&bytes, &[ValidationProfile::PdfA2a]);
    assert!(image_dictionaries(&bytes)[0].contains("/BitsPerComponent 16"));
}

#[test]
fn broken_images_are_left_out_and_the_file_is_valid() {
    let whole = png(png::ColorType::Rgb);
    for bytes in [&whole[..whole.len() / 2], b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF\xE0", b"", b"GIF89a"] {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            assert_valid(&pictured(format, bytes), &[ValidationProfile::PdfUa1]);
        }
    }
}

#[test]
fn a_jpeg_is_passed_through_as_it_is() {
    let mut file = Vec::new();
    let pixels = image::RgbImage::from_fn(8, 8, |x, y| image::Rgb([x as u8 * 30, y as u8 * 30, 99]));
    image::codecs::jpeg::JpegEncoder::new(&mut file).encode_image(&pixels).unwrap();
    let bytes = pictured(ImageFormat::Jpeg, &file);
    assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]);
    assert!(memchr::memmem::find(&bytes, &file).is_some());
    assert!(
        image_dictionaries(&bytes)[0]
            .contains("/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode")
    );
}

#[test]
fn identical_images_are_stored_once() {
    let mut sheet = TestSheet::new();
    let size = Size { width: Length::pt(80.0), height: Length::pt(80.0) };
    for _ in 0..3 {
        let resource = sheet.resource(ImageFormat::Png, &png(png::ColorType::Rgb));
        sheet.place(PageItem::Image { resource, size }, Tag::Artifact(Artifact::Layout));
    }
    assert_eq!(image_dictionaries(&sheet.write(PdfStandard::Ua1A2a)).len(), 1);
}

#[test]
fn the_bytes_do_not_depend_on_the_threads() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| sampler().write(PdfStandard::Ua1A2a))
    };
    let one = with(1);
    assert!(one == with(2) && one == with(4));
}

#[test]
fn clusters_that_no_table_can_spell_say_their_text() {
    let mut sheet = TestSheet::new();
    let paragraph = sheet.node(StructRole::Paragraph, NodeId(0));
    let tag = Tag::Node(paragraph);
    let glyph = |sheet: &TestSheet, c, text: usize| {
        let id = sheet.fonts.face(FaceId(0)).glyph(c).unwrap();
        Glyph { id, text: text as u8, advance: Length::pt(6.0).0 as i32, ..Glyph::default() }
    };
    // A letter and a mark that were not composed; then two glyphs for one character; then one that no face has.
    let apart = vec![glyph(&sheet, 'q', 1), Glyph { shifted: true, ..glyph(&sheet, '\u{301}', 2) }];
    let shifts = vec![Shift { glyph: 1, right: Length::ZERO, up: Length::pt(1.0) }];
    sheet.sorts(FaceId(0), Sorts { glyphs: apart, shifts, text: "q\u{301}".to_owned() }, tag);
    let several = [glyph(&sheet, 'o', 3), glyph(&sheet, 'e', 0)];
    sheet.glyphs(FaceId(0), "\u{1E9E}", &several, tag);
    let missing = [Glyph { id: 0, text: 3, advance: Length::pt(6.0).0 as i32, ..Glyph::default() }];
    sheet.glyphs(FaceId(0), "\u{4E2D}", &missing, tag);
    sheet.run(FaceId(0), " after", tag);
    let bytes = sheet.write(PdfStandard::Ua1A2a);
    assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]);
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let content = document.get_page_content(document.get_pages()[&1]);
    let content = String::from_utf8_lossy(&content);
    assert_eq!(content.matches("/ActualText").count(), 2, "{content}");
    assert!(content.contains("1 Ts\n") && content.contains("0 Ts\n"), "{content}");
    assert!(content.contains("/ActualText<FEFF1E9E>") && content.contains("/ActualText<FEFF4E2D>"));
}

#[test]
fn the_other_standards_of_pdf_1_7_are_kept() {
    for (standard, profile) in [
        (PdfStandard::Ua1A2u, ValidationProfile::PdfA2u),
        (PdfStandard::Ua1A3a, ValidationProfile::PdfA3a),
        (PdfStandard::None, ValidationProfile::PdfA1b),
    ] {
        let bytes = sampler().write(standard);
        if standard != PdfStandard::None {
            assert_valid(&bytes, &[profile, ValidationProfile::PdfUa1]);
        }
        if let Some(path) = std::env::var_os("KEEP") {
            std::fs::write(format!("{}.{standard:?}.pdf", path.display()), &bytes).unwrap();
        }
    }
}

#[test]
fn pdf_2_0_passes_the_own_check() {
    let bytes = sampler().write(PdfStandard::Ua2A4);
    assert!(bytes.starts_with(b"%PDF-2.0"));
    if let Some(path) = std::env::var_os("KEEP") {
        std::fs::write(format!("{}.ua2.pdf", path.display()), &bytes).unwrap();
    }
}

#[test]
fn glyphs_stand_where_they_were_set() {
    // A hundred glyphs whose advances differ from the font's by a third of a thousandth: no drift.
    let mut sheet = TestSheet::new();
    let paragraph = sheet.node(StructRole::Paragraph, NodeId(0));
    let face = sheet.fonts.face(FaceId(0));
    let id = face.glyph('n').unwrap();
    let width =
        Length::pt(11.0).0 as f64 * (f64::from(face.advance(id)) / f64::from(face.metrics.units_per_em) + 0.00034);
    let glyphs: Vec<Glyph> =
        (0..100).map(|_| Glyph { id, text: 1, advance: width.round() as i32, ..Glyph::default() }).collect();
    sheet.glyphs(FaceId(0), &"n".repeat(100), &glyphs, Tag::Node(paragraph));
    let bytes = sheet.write(PdfStandard::Ua1A2a);
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let content = lopdf::content::Content::decode(&document.get_page_content(document.get_pages()[&1])).unwrap();
    let shown = content.operations.iter().rfind(|o| o.operator == "TJ").unwrap();
    let moved: i64 = shown.operands[0].as_array().unwrap().iter().filter_map(|o| o.as_i64().ok()).sum();
    let stated = (f64::from(face_width(id)) * 100.0 - moved as f64) * 11.0 / 1000.0;
    let wanted = width.round() * 100.0 / 65536.0;
    assert!((stated - wanted).abs() < 0.02, "{stated} {wanted} {moved}");
}

/// The two-byte codes in the strings of a page's content.
fn codes(bytes: &[u8]) -> Vec<u16> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let content = document.get_page_content(document.get_pages()[&1]);
    let content = lopdf::content::Content::decode(&content).unwrap();
    let shown = content.operations.iter().filter(|o| o.operator == "TJ");
    let strings = shown.flat_map(|o| o.operands[0].as_array().unwrap()).filter_map(|o| o.as_str().ok());
    strings.flat_map(|s| s.as_chunks::<2>().0).map(|pair| u16::from_be_bytes(*pair)).collect()
}

#[test]
fn the_rarest_glyphs_have_the_codes_that_strings_escape() {
    let mut sheet = TestSheet::new();
    let paragraph = sheet.node(StructRole::Paragraph, NodeId(0));
    let face = sheet.fonts.face(FaceId(0));
    let text = "abcdefghijklm nopqrstuvwxyz ABCDEFGHIJKLM NOPQRSTUVWXYZ dim dim dim";
    let glyph = |c: char| Glyph { id: face.glyph(c).unwrap(), text: 1, advance: 65536, ..Glyph::default() };
    let glyphs: Vec<Glyph> = text.chars().map(glyph).collect();
    sheet.glyphs(FaceId(0), text, &glyphs, Tag::Node(paragraph));
    let codes = codes(&sheet.write(PdfStandard::Ua1A2a));
    let times = |code: u16| codes.iter().filter(|&&c| c == code).count();
    for escaped in [13, 40, 41] {
        assert_eq!(times(escaped), 1, "code {escaped}");
    }
}

fn face_width(id: u16) -> u16 {
    super::faces::OpenFace::open(&Fonts::default(), FaceId(0)).widths[usize::from(id)]
}

#[test]
fn a_drawing_is_vectors_with_gradients_clips_masks_and_text() {
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">
<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f" stop-opacity=".2"/></linearGradient>
<radialGradient id="r"><stop offset=".2" stop-color="#ff0"/><stop offset="1" stop-color="#080"/></radialGradient>
<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="3" fill="#906"/></pattern>
<clipPath id="c"><circle cx="50" cy="50" r="40"/></clipPath>
<mask id="m"><rect width="200" height="100" fill="#fff" opacity=".5"/></mask></defs>
<rect width="100" height="100" fill="url(#g)" clip-path="url(#c)"/>
<rect x="100" width="50" height="50" fill="url(#r)" mask="url(#m)"/>
<rect x="150" width="50" height="50" fill="url(#p)" stroke="#000" stroke-dasharray="3 1"/>
<g opacity=".5"><path d="M100 60 Q150 90 200 60 Z" fill-rule="evenodd"/></g>
<text x="100" y="90" font-size="14" font-family="sans-serif">Drawn text</text>
<image href="/etc/hostname" width="10" height="10"/></svg>"##;
    let bytes = pictured(ImageFormat::Svg, svg);
    assert_valid(&bytes, &[ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]);
    if let Some(path) = std::env::var_os("KEEP") {
        std::fs::write(format!("{}.svg.pdf", path.display()), &bytes).unwrap();
    }
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let has = |key: &[u8], value: i64| {
        document.objects.values().any(|o| {
            let dict = o.as_dict().or_else(|_| o.as_stream().map(|s| &s.dict));
            dict.is_ok_and(|d| d.get(key).is_ok_and(|v| v.as_i64().ok() == Some(value)))
        })
    };
    assert!(has(b"PatternType", 1) && has(b"PatternType", 2));
    assert!(image_dictionaries(&bytes).is_empty());
    // The circles' colour, #906.
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok()?.decompressed_content().ok());
    let contents: Vec<String> = streams.map(|content| String::from_utf8_lossy(&content).into_owned()).collect();
    let fills = contents.iter().flat_map(|content| content.lines()).filter_map(|line| line.strip_suffix(" rg"));
    let parts = |line: &str| line.split_whitespace().filter_map(|n| n.parse::<f32>().ok()).collect::<Vec<_>>();
    let fills: Vec<Vec<f32>> = fills.map(parts).collect();
    let is_near =
        |fill: &Vec<f32>| fill.len() == 3 && fill.iter().zip([0.6, 0.0, 0.4]).all(|(a, b)| (a - b).abs() < 0.001);
    assert!(fills.iter().any(is_near), "{fills:?}");
}
