//! Malicious sources and pictures: nothing in them runs, reads other files, grows without bounds or breaks an output.

#![allow(clippy::unwrap_used)] // all of it is test code

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use flate2::{Compression, write::GzEncoder};
use folio::diagnostic::Diagnostics;
use folio::files::MemoryFiles;
use folio::options::Options;
use folio::read::{self, Detected};
use folio::source::Input;
use folio::theme;
use folio::write;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

/// The outputs of a source.
struct Made {
    /// What was said: codes and messages.
    said: Vec<String>,
    pdf: Vec<u8>,
    /// The EPUB's files that are text, one behind the other.
    book: String,
    /// How many pictures the EPUB holds.
    pictures: usize,
    text: String,
}

/// Converts a source to every format; the PDF passes the outside check too.
fn make(reader: &str, source: &str, files: &[(&str, Vec<u8>)]) -> Made {
    let (mut diagnostics, mut options) = (Diagnostics::new(), Options::default());
    options.transform.max_pixels = 1_000_000;
    let input = Input::new("a", source);
    let files = MemoryFiles(files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect());
    let (_, document) =
        folio::read(&[Detected::asked(&input, read::by_name(reader).unwrap())], &files, &options, &mut diagnostics);
    let mut write = |name: &str| {
        let writer = write::by_name(name).unwrap();
        writer
            .write(&document, &theme::choose(&document, &options.look), &options, &mut diagnostics)
            .unwrap_or_else(|e| panic!("{name}: {e}"))
            .bytes
    };
    let (pdf, epub, text) = (write("pdf"), write("epub"), write("txt"));
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let report = validate_pdf_bytes(&pdf, &ValidationOptions::default().profile(profile)).unwrap();
        let failures: Vec<_> = report.failures.iter().map(|f| format!("{} {}", f.rule_id, f.message)).collect();
        assert!(report.is_compliant, "{profile:?}: {failures:#?}");
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let (mut book, mut pictures) = (String::new(), 0);
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let name = file.name().to_owned();
        let cover = name.contains("cover");
        pictures += usize::from(name.contains("images/") && !cover);
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if !cover {
            book += &String::from_utf8(bytes).unwrap_or_default();
        }
    }
    let said = diagnostics.iter().map(|d| format!("{} {}", d.code, d.message)).collect();
    Made { said, pdf, book, pictures, text: String::from_utf8(text).unwrap() }
}

/// Converts a document that shows one picture.
fn show(name: &str, bytes: impl Into<Vec<u8>>) -> Made {
    let source =
        format!("---\ntitle: A picture\nlang: en\n---\n\nWords before.\n\n![a picture]({name})\n\nWords behind.\n");
    let made = make("markdown", &source, &[(name, bytes.into())]);
    assert!(made.text.contains("Words before") && made.text.contains("Words behind"));
    made
}

fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"20\" \
         height=\"10\">{inside}</svg>"
    )
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PNG of one colour, as large as it says: it takes a thousandth of its pixels.
fn plain_png(side: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; (side * side) as usize]).unwrap();
    writer.finish().unwrap();
    out
}

/// Peak memory of this process, in MiB.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() >> 10
}

#[test]
fn a_drawing_runs_nothing_and_reaches_nowhere() {
    let made = show(
        "evil.svg",
        svg("<script>evil()</script><script xlink:href=\"https://example.org/evil.js\"/>\
             <rect width=\"9\" height=\"9\" onclick=\"evil()\" onload=\"evil()\"/>\
             <a xlink:href=\"javascript:evil()\"><rect width=\"3\" height=\"3\"/></a>\
             <style>@import url(https://example.org/evil.css); rect { fill: url(https://example.org/evil#a) }</style>\
             <foreignObject><iframe src=\"https://example.org/\"/></foreignObject>\
             <image xlink:href=\"https://example.org/evil.png\" width=\"9\" height=\"9\"/>\
             <image xlink:href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>\
             <use xlink:href=\"other.svg#a\"/><set attributeName=\"href\" to=\"javascript:evil()\"/>"),
    );
    for bad in ["evil", "script", "example.org", "etc/passwd", "foreignObject", "onclick", "other.svg"] {
        assert!(!made.book.replace("evil.svg", "").contains(bad), "`{bad}` is in the book");
    }
    assert_eq!(made.pictures, 1);
    assert!(made.said.iter().any(|s| s.starts_with("F0506")), "{:?}", made.said);
}

#[test]
fn entities_are_not_expanded() {
    let laughs: String =
        (1..12).map(|i| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10))).collect();
    let head = format!("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY l0 \"laugh\">{laughs}]>");
    let outside = "<!DOCTYPE svg [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>";
    for (name, source) in [
        ("laughs.svg", head.clone() + &svg("<text y=\"9\">&l11;</text>")),
        ("titled.svg", head.clone() + &svg("<title>&l11;</title><rect width=\"9\" height=\"9\"/>")),
        ("attribute.svg", head + &svg("<rect width=\"9\" height=\"9\" id=\"&l11;\"/>")),
        ("outside.svg", outside.to_owned() + &svg("<text y=\"9\">&secret;</text>")),
    ] {
        let started = Instant::now();
        let made = show(name, source);
        assert!(started.elapsed() < Duration::from_secs(10), "{name} took {:?}", started.elapsed());
        assert!(!made.book.contains("laughlaugh") && !made.book.contains("root:x:"), "{name}");
        assert!(made.pdf.len() < 200_000, "{name} has grown to {} bytes", made.pdf.len());
    }
    // HTML has no entities of a document's own: what looks like them is text.
    let source =
        "<!DOCTYPE html [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><title>T</title><p lang=en>x &b; y &secret;</p>";
    let made = make("html", source, &[]);
    assert!(made.text.contains("&b;") && !made.text.contains("aaaaaaaa"), "{}", made.text);
}

#[test]
fn what_multiplies_in_a_drawing_is_refused_or_bounded() {
    // Each level uses the one below ten times.
    let level = |i: u32| format!("<g id=\"l{i}\">{}</g>", format!("<use xlink:href=\"#l{}\"/>", i - 1).repeat(10));
    let uses: String = (1..9).map(level).collect();
    let pattern = |i: u32| {
        format!(
            "<pattern id=\"p{i}\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\">{}</pattern>",
            format!("<rect width=\"9\" height=\"9\" fill=\"url(#p{})\"/>", i - 1).repeat(10)
        )
    };
    let patterns: String = (1..9).map(pattern).collect();
    let mask = |i: u32| {
        let by = format!("mask=\"url(#m{})\"", i - 1);
        format!("<mask id=\"m{i}\"><g {by}><rect width=\"9\" height=\"9\" {by}/></g></mask>")
    };
    let masks: String = (1..40).map(mask).collect();
    let styled = |i: u32| {
        let inside = format!("<path d=\"M0 0L1 1\" class=\"c{}\"/>", i - 1).repeat(10);
        format!("<style>path.c{i} {{ marker-start: url(#k{i}) }}</style><marker id=\"k{i}\">{inside}</marker>")
    };
    let rules: String = (1..9).map(styled).collect();
    let dot = "<rect width=\"1\" height=\"1\"/>";
    let inner = svg(&format!("<defs><g id=\"l0\">{dot}</g>{uses}</defs><use xlink:href=\"#l8\"/>"));
    for (name, source) in [
        ("uses.svg", inner.clone()),
        (
            "patterns.svg",
            svg(&format!(
                "<defs><pattern id=\"p0\">{dot}</pattern>{patterns}</defs><rect width=\"9\" height=\"9\" fill=\"url(#p8)\"/>"
            )),
        ),
        ("rules.svg", svg(&format!("<defs>{rules}</defs><path d=\"M0 0L1 1\" stroke=\"red\" class=\"c8\"/>"))),
        (
            "inner.svg",
            svg(&format!(
                "<image width=\"9\" height=\"9\" xlink:href=\"data:image/svg+xml;base64,{}\"/>",
                BASE64.encode(inner.as_bytes())
            )),
        ),
        ("masks.svg", svg(&format!("<defs><mask id=\"m0\">{dot}</mask>{masks}</defs><g mask=\"url(#m39)\">{dot}</g>"))),
        ("circle.svg", svg("<g id=\"a\"><use xlink:href=\"#b\"/></g><g id=\"b\"><use xlink:href=\"#a\"/></g>")),
        ("deep.svg", svg(&format!("{}{}", "<g>".repeat(20_000), "</g>".repeat(20_000)))),
        ("dashes.svg", svg("<path d=\"M0 0H20\" stroke=\"red\" stroke-dasharray=\"0.0000001\"/>")),
        ("wide.svg", svg("").replace("width=\"20\"", "width=\"1e30\"")),
    ] {
        let started = Instant::now();
        let made = show(name, source);
        assert!(started.elapsed() < Duration::from_secs(20), "{name} took {:?}", started.elapsed());
        assert!(made.pdf.len() < 4_000_000, "{name} has grown to {} bytes", made.pdf.len());
        if ["uses.svg", "patterns.svg", "rules.svg", "inner.svg", "masks.svg"].contains(&name) {
            assert!(made.said.iter().any(|s| s.starts_with("F0502")), "{name} is left out unsaid: {:?}", made.said);
        }
    }
}

#[test]
fn what_costs_much_is_refused_before_it_is_drawn() {
    let letters = "many words ".repeat(100_000);
    let (dot, line) = ("<rect width=\"1\" height=\"1\"/>", format!("M0 0{}", "l1 1-1 2".repeat(10_000)));
    let marker = "<marker id=\"m\"><path d=\"M0 0h1v1z\"/></marker>";
    let stops = |with: &str| {
        format!(
            "<linearGradient id=\"g\" {with}>{}</linearGradient>",
            "<stop offset=\".5\" stop-color=\"red\"/>".repeat(900)
        )
    };
    let filled = "<rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>";
    let deep = |name: &str, inside: &str| {
        format!("{}{inside}{}", format!("<{name}>").repeat(900), format!("</{name}>").repeat(900))
    };
    let entity = format!("<!DOCTYPE svg [<!ENTITY a \"{}\">]>", "words ".repeat(2000));
    for (name, source) in [
        ("letters.svg", svg(&format!("<text y=\"9\">{letters}</text>"))),
        (
            "path.svg",
            svg(&format!("<path id=\"p\" d=\"M0 9h9\"/><text><textPath href=\"#p\">{letters}</textPath></text>")),
        ),
        ("pieces.svg", svg(&format!("<text y=\"9\">{}</text>", "<tspan>ab</tspan>".repeat(5000)))),
        ("entity.svg", entity + &svg(&format!("<text y=\"9\">{}</text>", "&a;".repeat(100)))),
        (
            "markers.svg",
            svg(&format!(
                "{marker}{marker}<path stroke=\"red\" marker-mid=\"url(#m)\" d=\"{line}{line}{line}{line}\"/>"
            )),
        ),
        (
            "inherited.svg",
            svg(&format!("{marker}<g style=\"marker: url(#m)\">{}</g>", format!("<path d=\"{line}\"/>").repeat(9))),
        ),
        (
            "patterns.svg",
            svg(&format!(
                "<pattern id=\"g\" width=\"1\" height=\"1\">{}</pattern><g fill=\"url(#g)\">{}</g>",
                dot.repeat(2000),
                dot.repeat(2000)
            )),
        ),
        ("stops.svg", svg(&(stops("") + &filled.repeat(200)))),
        ("repeated.svg", svg(&(stops("spreadMethod=\"repeat\" x2=\".0001\"") + &filled.repeat(200)))),
        (
            "curves.svg",
            svg(&format!("<path stroke=\"red\" stroke-width=\"99\" d=\"M0 0{}\"/>", "c1 2 3 1 4 4".repeat(400_000))),
        ),
        (
            "dashes.svg",
            svg(&format!("<g stroke=\"red\" stroke-dasharray=\"{}\">{}</g>", "1 ".repeat(50_000), dot.repeat(500))),
        ),
        ("deep.svg", svg(&deep("g", &dot.repeat(50_000)))),
        ("switches.svg", svg(&deep("switch", &dot.repeat(50_000)))),
        ("rules.svg", svg(&format!("<style>{}</style>{}", ".a{fill:red}".repeat(20_000), dot.repeat(20_000)))),
        ("selector.svg", svg(&format!("<style>q g g g g rect{{fill:red}}</style>{}", deep("g", dot)))),
        ("attributes.svg", svg(&format!("<rect {}/>", (0..100_000).map(|i| format!("a{i}='' ")).collect::<String>()))),
    ] {
        let made = show(name, source);
        assert!(made.said.iter().any(|s| s.starts_with("F0502")), "{name} is not refused: {:?}", made.said);
        assert!(made.pdf.len() < 100_000, "{name} has grown to {} bytes", made.pdf.len());
    }
    // One picture that is used often is stored once; what is usual is drawn.
    let noise: Vec<u8> = (0..90_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut png = Vec::new();
    let image = image::RgbImage::from_raw(300, 100, noise).unwrap();
    image.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let href = format!("data:image/png;base64,{}", BASE64.encode(&png));
    let once = format!("<image id=\"i\" width=\"9\" height=\"9\" href=\"{href}\"/>");
    let made = show("often.svg", svg(&(once + &"<use href=\"#i\"/>".repeat(200))));
    assert!(
        made.pdf.len() < 2 * png.len() && made.said.is_empty(),
        "{} of {}: {:?}",
        made.pdf.len(),
        png.len(),
        made.said
    );
    let chart = format!(
        "{marker}<path stroke=\"red\" marker-mid=\"url(#m)\" d=\"{}\"/><text y=\"9\">{}</text>",
        &line[..9000],
        &letters[..5000]
    );
    assert_eq!(show("chart.svg", svg(&chart)).said, [""; 0]);
}

#[test]
#[cfg(target_os = "linux")]
fn what_unpacks_to_much_takes_little_memory() {
    let before = peak();
    let bomb = gzipped(svg(&" ".repeat(400 << 20)).as_bytes());
    assert!(bomb.len() < 600_000);
    // A zipped drawing, alone and in another drawing; pictures with more pixels than are allowed, alone and in a drawing.
    let nested = svg(&format!(
        "<image width=\"9\" height=\"9\" xlink:href=\"data:image/svg+xml;base64,{}\"/>",
        BASE64.encode(&bomb)
    ));
    let large = plain_png(20_000);
    assert!(large.len() < 1_000_000, "{}", large.len());
    let inside = svg(&format!(
        "<image width=\"9\" height=\"9\" xlink:href=\"data:image/png;base64,{}\"/>",
        BASE64.encode(&large)
    ));
    let started = peak();
    for (name, bytes) in [
        ("bomb.svgz", bomb),
        ("nested.svg", nested.into_bytes()),
        ("large.png", large),
        ("inside.svg", inside.into_bytes()),
    ] {
        let made = show(name, bytes);
        let grown = peak() - started;
        assert!(grown < 200, "{name}: {grown} MiB more ({before}, {started} before)");
        assert!(made.pdf.len() < 2_000_000, "{name}: {} bytes", made.pdf.len());
        assert!(made.said.iter().any(|s| s.starts_with("F050")), "{name}: {:?}", made.said);
    }
}

#[test]
fn a_picture_that_is_two_things_is_one_of_them() {
    let dot = include_bytes!("dot.png");
    let html = b"<html><script>evil()</script></html>";
    let zip = b"PK\x03\x04evil";
    // Behind a whole picture: the EPUB's reader takes it for the picture that it is.
    for tail in [&html[..], zip, b"%PDF-1.7 evil"] {
        let made = show("two.png", [&dot[..], tail].concat());
        assert_eq!(made.pictures, 1, "{:?}", made.said);
        assert!(!made.pdf.windows(4).any(|w| w == b"evil"), "the tail is in the PDF");
    }
    // What begins otherwise is no picture, whatever its name.
    for (name, bytes) in [
        ("page.png", html.to_vec()),
        (
            "a.svg",
            b"<html><body><svg xmlns='http://www.w3.org/2000/svg'/><script>evil()</script></body></html>".to_vec(),
        ),
        ("a.gif", [b"GIF89a", &html[..]].concat()),
        ("a.jpg", [b"\xff\xd8\xff", &html[..]].concat()),
        ("text.svg", b"evil <svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
    ] {
        let made = show(name, bytes);
        assert_eq!(made.pictures, 0, "{name}");
        assert!(made.said.iter().any(|s| s.starts_with("F0502") || s.starts_with("F0504")), "{name}: {:?}", made.said);
    }
}

#[test]
fn a_page_of_the_web_runs_nothing_and_reaches_nowhere() {
    let source = "<!doctype html><html lang=en><head><title>A page</title><base href=\"javascript:evil()//\">\
        <meta http-equiv=refresh content=\"0;url=https://evil.example/\"><link rel=stylesheet href=\"//evil.example/a.css\">\
        <style>p { background: url(https://evil.example/a.png) } @import 'https://evil.example';</style></head>\
        <body onload=\"evil()\"><p onclick='evil()' style=\"background:url(javascript:evil())\">Words of the page.</p>\
        <a href=\"javascript:evil()\">one</a> <a href=\" java\tscript:evil()\">two</a> <a href=\"JaVaScRiPt:evil()\">three</a>\
        <a href=\"&#106;avascript:evil()\">four</a> <a href=\"vbscript:evil()\">five</a> \
        <a href=\"data:text/html,<script>evil()</script>\">six</a> <a href=\"file:///etc/evil\">seven</a>\
        <a href=\"\u{1}javascript:evil()\">eight</a> <a href=\"jav&#x0A;ascript:evil()\">nine</a>\
        <img src=\"https://evil.example/a.png\" onerror=\"evil()\" alt=\"a picture\">\
        <iframe src=\"https://evil.example\"></iframe><object data=\"evil.swf\"></object><embed src=\"evil.swf\">\
        <svg onload=\"evil()\"><script>evil()</script></svg><math><mtext onclick=\"evil()\">x</mtext></math>\
        <form action=\"https://evil.example\"><input onfocus=\"evil()\" value=\"typed\"></form>\
        <script>evil()</script><noscript>Without scripts.</noscript><template><p>evil</p></template>\
        <p id='x\" onclick=\"evil()'>Last words.</p></body></html>";
    let made = make("html", source, &[]);
    let lower = made.book.to_lowercase();
    for bad in ["javascript:", "vbscript:", "<script", "evil.example", "onload=\"", "onerror=", "<iframe", "etc/evil"] {
        assert!(!lower.contains(bad), "`{bad}` is in the book: {}", made.book);
    }
    let attribute = made.book.split('<').any(|tag| tag.split('>').next().is_some_and(|t| t.contains(" onclick=\"")));
    assert!(!attribute, "a handler is in the book: {}", made.book);
    let pdf = String::from_utf8_lossy(&made.pdf);
    assert!(!pdf.contains("javascript:") && !pdf.contains("/JavaScript") && !pdf.contains("/Launch"), "in the PDF");
    for word in
        ["Words of the page.", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "Last words."]
    {
        assert!(made.text.contains(word), "{word}: {}", made.text);
    }
}

#[test]
fn hostile_metadata_stays_text_in_every_format() {
    let long = "A very long title. ".repeat(5_000);
    let values = [
        "</dc:title><script>evil()</script>",
        "]]><!-- evil --> <?evil?> &evil; &#0; \" ' >",
        ")>> /OpenAction << /S /JavaScript /JS (evil) >> endobj \\",
        "\u{1}\u{2}\u{7}\u{8}\u{b}\u{c}\u{1b}[31m\u{7f}\u{80}\u{85}\u{9f} controls",
        "\u{202e}desrever\u{2066} \u{200f}marks\u{feff}\u{fffe}\u{ffff}\u{e000}",
        "two\nlines\r\nand\tmore",
        "𝕬 astral 🎉 \u{10ffff}",
        " ",
        &long,
    ];
    for value in values {
        let written = serde_json::to_string(value).unwrap();
        let source = format!(
            "---\ntitle: {written}\nsubtitle: {written}\nauthor: [{written}, {written}]\ndescription: {written}\n\
             keywords: [{written}]\npublisher: {written}\nrights: {written}\nisbn: {written}\nseries: {written}\n\
             date: {written}\nlang: {written}\ncover: {written}\ntheme: {written}\n---\n\n# A head\n\nWords.\n"
        );
        let made = make("markdown", &source, &[]);
        assert!(made.text.contains("Words."), "{value:?}");
        for bad in ["<script", "<?evil", "<!-- evil"] {
            assert!(!made.book.contains(bad), "`{bad}` of {value:?} is in the book");
        }
        assert!(
            !made.book.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')),
            "controls of {value:?} in the book"
        );
        assert!(!made.text.contains(|c: char| c.is_control() && c != '\n'), "controls of {value:?} in the text");
        let file = lopdf::Document::load_mem(&made.pdf).unwrap();
        let catalog = file.catalog().unwrap();
        assert!(!catalog.has(b"OpenAction") && !catalog.has(b"AA"), "{value:?} is in the catalog");
        // The same by way of HTML.
        let text = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let source = format!(
            "<html lang=\"{text}\"><head><title>{text}</title><meta name=author content=\"{text}\">\
             <meta name=description content=\"{text}\"><meta name=keywords content=\"{text}\"></head><p>Words.</html>"
        );
        let made = make("html", &source, &[]);
        assert!(made.text.contains("Words.") && !made.book.contains("<script"), "{value:?}");
    }
}

#[test]
fn odd_metadata_make_valid_files() {
    const NAMES: &str = "subtitle author creator editor contributor date modified lang description abstract keywords \
                         rights publisher isbn identifier series belongs-to-collection group-position page-source \
                         cover page-size margin font-size toc list-of-figures place agency credits disclaimer";
    for value in [
        "\"\"",
        "\"\\x07\"",
        "\"\\u200b\"",
        "\"\\uFFFE\"",
        "[]",
        "{}",
        "[[a, [b]], c]",
        "{a: {b: c}}",
        "{name: \"\"}",
        "[~, \"\", {name: x}]",
        "[{type: main}]",
        "\"]]> <b>&amp;\"",
        "12345678901234567890",
        "-1",
        "II",
        "\"\u{202e}abc\"",
        "🎉 & <x> *y",
    ] {
        let fields: String = NAMES.split_whitespace().map(|name| format!("{name}: {value}\n")).collect();
        let made = make("markdown", &format!("---\n{fields}---\nText.\n"), &[]);
        assert!(made.text.contains("Text."), "{value}");
        let made = make("markdown", &format!("---\ntitle: {value}\n{fields}---\nText.\n"), &[]);
        assert!(made.book.contains("Text."), "{value}");
    }
    // A place in a series that has no name was none of the collections that EPUB knows.
    let made = make("markdown", "---\ntitle: T\ngroup-position: 2\n---\nText.\n", &[]);
    assert!(made.said.iter().any(|said| said.starts_with("F0302 a place in a series")), "{:?}", made.said);
    assert!(!made.book.contains("belongs-to-collection"));
}
