//! Whole books from hand-built documents.

use super::{Epub, archive};
use crate::diagnostic::Diagnostics;
use crate::document::*;
use crate::options::Options;
use crate::theme;
use crate::write::Writer;

fn t(text: &str) -> Inline {
    Inline::text(text, None)
}

fn i(kind: InlineKind) -> Inline {
    Inline::new(kind, None)
}

fn styled(markup: Markup, text: &str) -> Inline {
    i(InlineKind::Styled(markup, vec![t(text)]))
}

fn p(text: &str) -> Block {
    Block::paragraph(vec![t(text)], None)
}

fn b(kind: BlockKind) -> Block {
    Block::new(kind, None)
}

fn heading(level: u8, id: &str, text: &str) -> Block {
    let mut block = b(BlockKind::Heading(Heading { level, content: vec![t(text)], unlisted: false }));
    block.attributes.id = Some(id.to_owned()).filter(|i| !i.is_empty());
    block
}

fn link(target: Target, text: &str) -> Inline {
    i(InlineKind::Link(Link { target, title: None, content: vec![t(text)] }))
}

fn image(resource: Option<u32>, alt: &str) -> Inline {
    i(InlineKind::Image(Image {
        source: "a.png".into(),
        resource: resource.map(ResourceId),
        alt: alt.into(),
        title: Some("Title".into()),
        width: Some(Dimension::Percent(50.0)),
        height: None,
    }))
}

fn note(text: Vec<Inline>) -> Note {
    Note { label: "1".into(), blocks: vec![Block::paragraph(text, None)], span: None }
}

fn math(tex: &str) -> Math {
    let words = crate::math::speech::of_source(tex, &Language::english());
    Math { description: Some(Description { words, language: None }), ..Math::new(tex) }
}

fn group(role: Role, blocks: Vec<Block>) -> Block {
    b(BlockKind::Group(blocks)).role(role)
}

fn cell(text: &str) -> Cell {
    Cell::new(if text.is_empty() { vec![] } else { vec![p(text)] }, None)
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells, span: None }
}

fn item(task: Option<bool>, blocks: Vec<Block>) -> ListItem {
    ListItem { blocks, task, number: None, span: None }
}

const PNG: &[u8] = include_bytes!("../../../tests/dot.png");

fn png() -> Resource {
    Resource {
        name: "a.png".into(),
        format: ImageFormat::Png,
        bytes: PNG.into(),
        width: 1,
        height: 1,
        resolution: None,
        facts: crate::document::RasterFacts::default(),
    }
}

/// A document with every construct of the model.
pub(super) fn everything() -> Document {
    let list = |marker, tight| {
        b(BlockKind::List(List {
            marker,
            tight,
            items: vec![
                item(None, vec![p("One")]),
                item(
                    None,
                    vec![
                        p("Two"),
                        p("and more"),
                        b(BlockKind::Code(CodeBlock { text: "x".into(), ..CodeBlock::default() })),
                    ],
                ),
            ],
        }))
    };
    let ordered = |start, style| ListMarker::Ordered { start, style, delimiter: Delimiter::Parenthesis };
    let language = |tag: &str, text: &str| {
        let attributes = Attributes { language: Language::parse(tag), ..Attributes::default() };
        i(InlineKind::Span(attributes, vec![t(text)]))
    };
    let page_mark = |page: &str| {
        let attributes = Attributes {
            id: Some(format!("page-{page}")),
            role: Some(Role::PageMark),
            pairs: vec![("page".into(), page.into())],
            ..Attributes::default()
        };
        i(InlineKind::Span(attributes, Vec::new()))
    };
    let mut head = cell("Name");
    head.header = true;
    let mut wide = cell("Both");
    (wide.columns, wide.header) = (2, true);
    let mut tall = cell("tall");
    tall.rows = 9;
    let table = Table {
        caption: vec![t("A table")],
        columns: vec![
            Column { width: Some(0.4), ..Column::default() },
            Column::default(),
            Column { align: Align::Center, width: None },
        ],
        head: vec![row(vec![head.clone(), wide]), row(vec![cell(""), cell("n"), cell("c")])],
        body: vec![
            row(vec![head.clone(), cell("1,000.5"), cell("x")]),
            row(vec![tall, cell("−3"), Cell { align: Some(Align::End), ..cell("y") }]),
            row(vec![cell("20 %"), cell("z")]),
        ],
        foot: vec![row(vec![head, cell("6"), cell("")])],
    };
    let blocks = vec![
        p("Topic").role(Role::Kicker),
        heading(1, "title", "Everything & <more>").role(Role::Title),
        p("And the rest").role(Role::Subtitle),
        p("A summary.").role(Role::Standfirst),
        p("By Ann Lee").role(Role::Byline),
        p("1 March 2012").role(Role::DateLine),
        group(Role::Abstract, vec![p("An abstract.")]),
        heading(2, "inline", "Inline"),
        Block::paragraph(
            vec![
                styled(Markup::Emphasis, "a"),
                styled(Markup::Strong, "b"),
                styled(Markup::Strikeout, "c"),
                styled(Markup::Underline, "d"),
                styled(Markup::Superscript, "e"),
                styled(Markup::Subscript, "f"),
                styled(Markup::SmallCaps, "g"),
                styled(Markup::Highlight, "h"),
                styled(Markup::Keyboard, "i"),
                styled(Markup::Small, "j"),
                i(InlineKind::Code("a < b\u{0}".into())),
                i(InlineKind::LineBreak),
                link(Target::External("https://example.org/a b".into()), "out"),
                link(Target::Internal("inline".into()), "in"),
                link(Target::Internal("1 odd".into()), "odd"),
                image(Some(0), "A dot"),
                image(None, "lost"),
                i(InlineKind::NoteRef(NoteId(0))),
                i(InlineKind::NoteRef(NoteId(0))),
                i(InlineKind::Math(math("x^2 + \\frac{1}{2} < y"))),
                language("he", "שלום"),
                language("fr", "bonjour"),
                page_mark("12"),
                page_mark("xiii"),
                i(InlineKind::Abbreviation(Abbreviation { expansion: "Hyper".into(), content: vec![t("HTML")] })),
                i(InlineKind::Link(Link {
                    target: Target::External("http://example.org".into()),
                    title: Some("T".into()),
                    content: vec![
                        t("x"),
                        i(InlineKind::NoteRef(NoteId(2))),
                        link(Target::Internal("inline".into()), "y"),
                    ],
                })),
            ],
            None,
        ),
        heading(3, "1 odd", "Blocks"),
        b(BlockKind::Quote(vec![p("Words."), p("— Someone").role(Role::Attribution)])),
        group(Role::Epigraph, vec![p("Epigraph."), p("— Someone").role(Role::Attribution)]),
        group(Role::PullQuote, vec![p("Pulled.")]),
        group(
            Role::Verse,
            vec![Block::paragraph(vec![t("One"), i(InlineKind::LineBreak), t("two")], None), p("three")],
        ),
        group(Role::Letter, vec![p("1 High Street").role(Role::Address), p("Dear Sir")]),
        group(Role::Sidebar, vec![p("Beside.")]),
        group(Role::Alert(AlertKind::Note), vec![p("Text.")]),
        group(Role::Alert(AlertKind::Tip), vec![p("Titled").role(Role::Summary), p("Text.")]),
        group(Role::Alert(AlertKind::Warning), vec![p("Text.")]),
        group(Role::Details, vec![p("Summary").role(Role::Summary), p("Hidden.")]),
        list(ListMarker::Bullet, true),
        list(ordered(5, NumberStyle::LowerRoman), false),
        b(BlockKind::List(List {
            marker: ListMarker::Bullet,
            tight: true,
            items: vec![
                item(Some(true), vec![p("Done")]),
                item(Some(false), vec![p("Open"), list(ordered(1, NumberStyle::UpperAlpha), true)]),
            ],
        })),
        b(BlockKind::Definitions(vec![Definition {
            terms: vec![vec![t("Term")], vec![t("Other")]],
            definitions: vec![vec![p("One.")], vec![p("Two."), p("Three.")]],
            span: None,
        }])),
        b(BlockKind::Table(table)),
        b(BlockKind::Figure(Figure {
            blocks: vec![Block::paragraph(vec![image(Some(0), "A dot")], None)],
            caption: vec![t("A figure")],
            placement: Placement::Float,
        })),
        b(BlockKind::Code(CodeBlock {
            language: Some("rust".into()),
            text: "fn main() {\n    a::<b>();\n}".into(),
            links: Vec::new(),
        })),
        b(BlockKind::Math(math("\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}"))),
        b(BlockKind::Math(math("\\frac{"))),
        b(BlockKind::Rule),
        b(BlockKind::PageBreak),
        Block::paragraph(vec![t("Last."), i(InlineKind::NoteRef(NoteId(1)))], None),
        p("With research by Bo.").role(Role::Credit),
        p("Views are her own.").role(Role::Disclaimer),
        p("@ann").role(Role::Handle),
    ];
    Document {
        metadata: Metadata {
            title: Some("Everything & <more>".into()),
            subtitle: Some("And the rest".into()),
            authors: vec![Person::named("Ann Lee"), Person::named("Bo \u{1}")],
            contributors: vec![Person { role: Some("translator".into()), ..Person::named("Cy Dee") }],
            issued: Date::parse_iso("2012-03"),
            modified: Date::day(2015, 9, 29),
            language: Some(Language::english()),
            description: Some("a < b & c".into()),
            publisher: Some("P & Q".into()),
            keywords: vec!["one".into(), "two".into()],
            rights: Some("© Ann".into()),
            identifiers: vec!["978-0-14-243724-7".into()],
            series: Some(Series { name: "S".into(), position: Some("2".into()) }),
            ..Metadata::default()
        },
        build: Build::default(),
        blocks,
        notes: vec![
            note(vec![
                t("First, see "),
                i(InlineKind::NoteRef(NoteId(2))),
                link(Target::External("mailto:a@example.org".into()), "mail"),
            ]),
            Note { label: "b".into(), blocks: vec![b(BlockKind::Quote(vec![p("Second.")]))], span: None },
            note(vec![t("Third.")]),
        ],
        resources: vec![png()],
    }
}

/// A book: chapters, notes referred to from other files, links between files.
pub(super) fn book() -> Document {
    let mut blocks = vec![
        heading(1, "", "The Book").role(Role::Title),
        p("Ann Lee").role(Role::Byline),
        group(Role::Dedication, vec![p("For Bo")]),
        group(Role::Epigraph, vec![p("Words.")]),
    ];
    for chapter in 1..=3 {
        blocks.push(heading(1, &format!("c{chapter}"), &format!("Chapter {chapter}")));
        blocks.push(Block::paragraph(
            vec![
                t("See "),
                link(Target::Internal(format!("s{}", chapter % 3 + 1)), "the next"),
                i(InlineKind::NoteRef(NoteId(0))),
            ],
            None,
        ));
        for _ in 0..100 {
            blocks.push(p(&"word ".repeat(50)));
        }
        blocks.push(heading(2, &format!("s{chapter}"), "A section"));
        for _ in 0..if chapter == 2 { 1000 } else { 10 } {
            blocks.push(p(&"word ".repeat(100)));
        }
        blocks.push(heading(2, "", "A section"));
        blocks.push(p("End."));
    }
    Document {
        metadata: Metadata {
            title: Some("The Book".into()),
            authors: vec![Person::named("Ann Lee")],
            language: Some(Language::english()),
            ..Metadata::default()
        },
        blocks,
        notes: vec![note(vec![t("A note.")])],
        ..Document::default()
    }
}

pub(super) fn written(document: &Document) -> Vec<u8> {
    let document = Document { build: Build::of(document), ..document.clone() };
    Epub.write(
        &document,
        &theme::choose(&document, &Options::default().look),
        &Options::default(),
        &mut Diagnostics::new(),
    )
    .unwrap()
    .bytes
}

/// A file of a book.
fn file(epub: &[u8], name: &str) -> String {
    let member = archive::read(epub).unwrap().into_iter().find(|m| m.name == name).unwrap();
    String::from_utf8(member.read().unwrap()).unwrap()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(written(&everything()) == written(&everything()));
    assert!(written(&book()) == written(&book()));
}

/// The accessibility metadata of a document that holds one image.
fn claims(alt: &str, format: ImageFormat, bytes: &[u8]) -> Vec<String> {
    let resource = Resource { format, bytes: bytes.into(), ..png() };
    let document = Document {
        blocks: vec![Block::paragraph(vec![t("Text."), image(Some(0), alt)], None)],
        resources: vec![resource],
        ..Document::default()
    };
    let opf = file(&written(&document), "OEBPS/content.opf");
    let claim = |line: &str| {
        let line = line.trim().strip_prefix("<meta property=\"schema:access")?;
        Some(line.trim_end_matches("</meta>").replace("\">", " "))
    };
    opf.lines().filter_map(claim).filter(|c| !c.starts_with("ibilitySummary")).collect()
}

#[test]
fn what_is_said_of_a_picture_may_look_like_style() {
    let picture = Block::paragraph(vec![image(Some(0), "what `fill=\"url(#g)\"` paints")], None);
    let document = Document { blocks: vec![picture], resources: vec![png()], ..Document::default() };
    assert!(file(&written(&document), "OEBPS/text.xhtml").contains("url(#g)"));
}

#[test]
fn claims_are_true() {
    let always =
        ["ibilityFeature displayTransformability", "ibilityFeature readingOrder", "ibilityFeature tableOfContents"];
    let all = |first: &[&'static str], last: &[&'static str]| -> Vec<&'static str> { [first, &always, last].concat() };
    assert_eq!(
        claims("A dot", ImageFormat::Png, PNG),
        all(
            &["Mode textual", "Mode visual", "ModeSufficient textual", "ModeSufficient textual,visual"],
            &["ibilityFeature alternativeText", "ibilityHazard none"]
        )
    );
    assert_eq!(
        claims("", ImageFormat::Gif, b"GIF89a NETSCAPE2.0"),
        all(&["Mode textual", "Mode visual", "ModeSufficient textual,visual"], &["ibilityHazard unknown"])
    );
}

#[test]
fn faces_are_embedded_where_they_are_asked_for() {
    let mut options = Options::default();
    options.epub.embed_fonts = true;
    let epub = Epub
        .write(&everything(), &theme::choose(&everything(), &options.look), &options, &mut Diagnostics::new())
        .unwrap()
        .bytes;
    let fonts: Vec<_> =
        archive::read(&epub).unwrap().iter().filter_map(|m| m.name.strip_prefix("OEBPS/fonts/")).collect();
    assert_eq!(
        fonts,
        [
            "serif.ttf",
            "serif-italic.ttf",
            "serif-bold.ttf",
            "serif-bold-italic.ttf",
            "sans-bold.ttf",
            "mono.ttf",
            "mono-bold.ttf"
        ]
    );
    assert!(file(&epub, "OEBPS/stylesheet.css").contains("url(fonts/mono.ttf)"));
}

#[test]
fn every_word_is_there_once() {
    let epub = written(&everything());
    let text = file(&epub, "OEBPS/text.xhtml");
    for word in ["Topic", "And the rest", "A summary.", "Ann Lee", "1 March 2012", "Views are her own.", "@ann"] {
        let visible = text.split_once("<body").unwrap().1;
        assert_eq!(visible.matches(word).count(), 1, "{word}");
    }
}

#[test]
fn a_book_is_split_by_chapter_and_by_size() {
    let epub = written(&book());
    let names: Vec<_> = archive::read(&epub).unwrap().iter().map(|m| m.name.to_owned()).collect();
    assert_eq!(
        names,
        [
            "mimetype",
            "META-INF/container.xml",
            "OEBPS/content.opf",
            "OEBPS/cover.xhtml",
            "OEBPS/title.xhtml",
            "OEBPS/front-1.xhtml",
            "OEBPS/front-2.xhtml",
            "OEBPS/chapter-01.xhtml",
            "OEBPS/chapter-02.xhtml",
            "OEBPS/chapter-03.xhtml",
            "OEBPS/chapter-04.xhtml",
            "OEBPS/chapter-05.xhtml",
            "OEBPS/images/cover.png",
            "OEBPS/nav.xhtml",
            "OEBPS/toc.ncx",
            "OEBPS/stylesheet.css",
            "OEBPS/newer.css"
        ]
    );
    assert!(
        file(&epub, "OEBPS/chapter-05.xhtml").contains("chapter-02.xhtml#")
            || file(&epub, "OEBPS/chapter-05.xhtml").contains("chapter-01.xhtml#s1")
    );
    let nav = file(&epub, "OEBPS/nav.xhtml");
    assert!(nav.contains("<a href=\"chapter-01.xhtml\">Chapter 1</a>\n<ol>\n<li><a href=\"chapter-01.xhtml#s1\">"));
}

/// No file exceeds the limit; split blocks continue without loss.
#[test]
fn tables_with_long_parts_lose_nothing() {
    let words = |name: &str, count: usize| (0..count).map(|n| format!("{name}{n} ")).collect::<String>();
    let long = |name: &str| row(vec![cell(&words(name, 40_000)), cell(&format!("{name}-end"))]);
    let short = |name: &str| row(vec![cell(&format!("{name}-0")), cell(&format!("{name}-end"))]);
    for (case, head, body, foot, order) in [
        ("a long head and no rows", vec![long("h")], vec![], vec![], "caption h0 h39999 h-end"),
        (
            "a long row alone",
            vec![short("h")],
            vec![long("b")],
            vec![short("f")],
            "caption h-0 b0 b39999 b-end f-0 f-end",
        ),
        (
            "a long row first",
            vec![short("h")],
            vec![long("b"), short("c")],
            vec![],
            "caption h-0 h-end b0 b39999 c-0 c-end",
        ),
        (
            "a long row last",
            vec![],
            vec![short("c"), long("b")],
            vec![short("f")],
            "caption c-0 c-end b0 b39999 b-end f-0",
        ),
        ("a long foot", vec![short("h")], vec![short("b")], vec![long("f")], "caption h-0 b-0 b-end f0 f39999 f-end"),
        ("a long foot alone", vec![], vec![], vec![long("f")], "caption f0 f39999 f-end"),
    ] {
        let columns = vec![Column::default(), Column::default()];
        let table = Table { caption: vec![t("caption")], columns, head, body, foot };
        let title = heading(1, "", "Long").role(Role::Title);
        let metadata =
            Metadata { title: Some("Long".into()), language: Some(Language::english()), ..Metadata::default() };
        let document = Document { metadata, blocks: vec![title, b(BlockKind::Table(table))], ..Document::default() };
        let epub = written(&document);
        let members = archive::read(&epub).unwrap();
        let texts = members.iter().filter(|m| m.name.ends_with("xhtml") && !m.name.ends_with("nav.xhtml"));
        let text: String = texts.map(|m| String::from_utf8(m.read().unwrap()).unwrap()).collect();
        let mut at = 0;
        for word in order.split(' ') {
            at += text[at..].find(word).unwrap_or_else(|| panic!("{case}: {word} is lost or moved")) + word.len();
        }
    }
}

/// A paragraph that is one long inline, of whatever kind, is cut within it.
#[test]
fn long_inlines_are_cut() {
    const COUNT: usize = 40_000;
    let words = (0..COUNT).map(|n| format!("w{n} ")).collect::<String>();
    let kinds = [
        ("code", InlineKind::Code(words.clone())),
        ("stress", InlineKind::Styled(Markup::Strong, vec![t(&words)])),
        ("a link", link(Target::External("https://example.org/".into()), &words).kind),
        ("code in a span", InlineKind::Span(Attributes::default(), vec![i(InlineKind::Code(words))])),
    ];
    for (kind, content) in kinds {
        let metadata =
            Metadata { title: Some("Long".into()), language: Some(Language::english()), ..Metadata::default() };
        let blocks = vec![heading(1, "", "Long").role(Role::Title), Block::paragraph(vec![i(content)], None)];
        let epub = written(&Document { metadata, blocks, ..Document::default() });
        let members = archive::read(&epub).unwrap();
        let texts = members.iter().filter(|m| m.name.ends_with("xhtml") && !m.name.ends_with("nav.xhtml"));
        let texts: Vec<_> = texts.map(|m| String::from_utf8(m.read().unwrap()).unwrap()).collect();
        let largest = texts.iter().map(String::len).max().unwrap();
        assert!(largest <= super::plan::MOST, "{kind}: a file of {largest} bytes");
        let (text, mut at) = (texts.concat(), 0);
        for word in (0..COUNT).map(|n| format!("w{n} ")) {
            at += text[at..].find(&word).unwrap_or_else(|| panic!("{kind}: {word} is lost or moved")) + word.len();
        }
    }
}

#[test]
fn long_blocks_are_cut() {
    let words = |from: usize, count: usize| (from..from + count).map(|n| format!("w{n} ")).collect::<String>();
    let code: String = (0..6000).map(|n| format!("let v{n} = \"{n}\" & v; // a line\n")).collect();
    let mut head = cell("Head");
    head.header = true;
    let mut tall = cell("tall");
    tall.rows = 3;
    let rows = (0..6000).map(|n| match n % 3 {
        0 => row(vec![tall.clone(), cell(&format!("r{n} of a table of many rows"))]),
        _ => row(vec![cell(&format!("r{n} of a table of many rows"))]),
    });
    let table = Table {
        caption: vec![t("A table")],
        columns: vec![Column::default(), Column::default()],
        head: vec![row(vec![head.clone(), head])],
        body: rows.collect(),
        foot: Vec::new(),
    };
    let items = (0..4000).map(|n| item(None, vec![p(&format!("i{n} {}", words(0, 12)))])).collect();
    let ordered = ListMarker::Ordered { start: 3, style: NumberStyle::Decimal, delimiter: Delimiter::Period };
    let link = link(Target::Internal("end".into()), "to the end");
    let mut last = p("The end.");
    last.attributes.id = Some("end".into());
    let document = Document {
        metadata: Metadata { title: Some("Long".into()), language: Some(Language::english()), ..Metadata::default() },
        blocks: vec![
            heading(1, "", "Long").role(Role::Title),
            b(BlockKind::Code(CodeBlock {
                language: Some("rust".into()),
                text: code.trim_end().into(),
                links: Vec::new(),
            })),
            heading(2, "", "Table"),
            b(BlockKind::Table(table)),
            b(BlockKind::List(List { marker: ordered, tight: true, items })),
            Block::paragraph(vec![t(&words(0, 60_000)), i(InlineKind::NoteRef(NoteId(0))), link], None),
            b(BlockKind::Quote((0..3000).map(|n| p(&words(n * 20, 20))).collect())),
            last,
        ],
        notes: vec![note(vec![t("A note.")])],
        ..Document::default()
    };
    let epub = written(&document);
    let mut text = String::new();
    let mut files = 0;
    for member in
        archive::read(&epub).unwrap().iter().filter(|m| m.name.ends_with("xhtml") && !m.name.ends_with("nav.xhtml"))
    {
        assert!(member.size() <= super::plan::MOST, "{} has {} bytes", member.name, member.size());
        text.push_str(&String::from_utf8(member.read().unwrap()).unwrap());
        files += 1;
    }
    assert!(files > 8, "{files} files");
    let in_order = |prefix: &str, count: usize| {
        let mut at = 0;
        for n in 0..count {
            let word = format!("{prefix}{n} ");
            at += text[at..].find(&word).unwrap_or_else(|| panic!("{word} is lost or moved")) + word.len();
        }
    };
    in_order("r", 6000);
    in_order("i", 4000);
    in_order("w", 60_000);
    for n in 0..6000 {
        assert_eq!(text.matches(&format!(">\"{n}\"<")).count(), 1, "line {n}");
    }
    assert!(text.matches("<thead>").count() > 2 && text.matches("<caption>").count() == 1);
    assert!(text.contains("<ol start=\"3\"") && text.matches("<ol class=\"continued\" start=").count() > 1);
    assert!(text.matches("<pre class=\"continued\">").count() > 2);
}
