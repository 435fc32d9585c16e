//! Geometry of the set pages: everything stands within its page, whatever the source.

#![allow(clippy::unwrap_used)] // all of it is test code

mod page;
mod samples;

use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::{Disk, MemoryFiles};
use folio::measure::{Margins, PageSize};
use folio::options::Options;
use folio::read::{self, Detected};
use folio::source::Input;
use folio::typeset::model::{Layout, Length, PageItem};

fn document(reader: &'static dyn read::Reader, source: &str) -> Document {
    let mut said = Diagnostics::new();
    let input = Input::new("a", source);
    folio::read(&[Detected::asked(&input, reader)], &MemoryFiles::default(), &Options::default(), &mut said).1
}

fn layout(reader: &str, source: &str, options: &Options) -> Layout {
    page::set(&document(read::by_name(reader).unwrap(), source), options)
}

#[test]
fn what_leaves_its_page_or_stands_on_other_text_is_found() {
    let made = || layout("markdown", "One line of words.\n\nAnother line.\n", &Options::default());
    assert_eq!(page::faults(&made()), Vec::<String>::new());
    let moved = |x: f64, y: f64| {
        let mut layout = made();
        let glyphs = |p: &&mut folio::typeset::model::PlacedItem| matches!(p.item, PageItem::Glyphs(_));
        let first = layout.pages[0].items.iter_mut().find(glyphs).unwrap();
        first.at.x += Length::pt(x);
        first.at.y += Length::pt(y);
        page::faults(&layout).len()
    };
    assert_eq!(
        (moved(2.0, 1.0), moved(0.0, 13.0)),
        (0, 1),
        "the next line is 13.5 pt below, on which it is not to stand"
    );
    assert_eq!([moved(-200.0, 0.0), moved(500.0, 0.0), moved(0.0, -150.0), moved(0.0, 800.0)], [1; 4]);
}

#[test]
fn every_source_stands_within_its_pages() {
    for sample in samples::samples() {
        page::judge(&document(sample.reader, &sample.text), &Options::default(), &sample.name);
    }
}

/// A page may be a line longer than others, where its margin has room for it.
#[test]
fn long_pages_stand_within_narrow_margins() {
    let mut options = Options::default();
    (options.look.page_size, options.look.margin) = (PageSize::parse("a5").ok(), Margins::parse("2mm").ok());
    for lines in 25..45 {
        let source: String = (0..lines).map(|i| format!("{}\n\n", words('a', 60 + i * 7 % 40))).collect();
        page::judge(&document(read::by_name("markdown").unwrap(), &source), &options, &format!("{lines} paragraphs"));
    }
}

/// Words that are all different: `a0 a1 …`.
fn words(letter: char, count: usize) -> String {
    (0..count).map(|i| format!("{letter}{i} ")).collect()
}

/// So many paragraphs, each of a word of its own.
fn paragraphs(count: usize) -> String {
    (0..count).map(|i| format!("<p>p{i}</p>")).collect()
}

/// Sources that are hard to break into pages: parts taller than several pages, or taller or wider than one.
fn tall() -> Vec<(&'static str, &'static str, String)> {
    let many = paragraphs(150);
    let rows = |count: usize| (0..count).map(|i| format!("<tr><td>r{i}<td>s{i}")).collect::<String>();
    let terms = |count: usize| (0..count).map(|i| format!("a_{{{i}}}")).collect::<Vec<_>>();
    vec![
        (
            "a cell over two rows",
            "html",
            format!("<table><tr><td rowspan=2>{many}<td>a<tr><td>b<tr><td>c<td>d</table>"),
        ),
        (
            "cells over rows in steps",
            "html",
            (0..6)
                .map(|i| {
                    let of = |c: char, n: usize| words(c, n).replace(' ', &format!("x{i} "));
                    let (a, b, c, d) = (of('a', 120), of('b', 20), of('c', 200), of('d', 60));
                    format!("<tr><td rowspan=3>{a}<td>{b}<td rowspan=2>{c}<tr><td>y{i}<tr><td>{d}<td>z{i}")
                })
                .fold("<table>".to_owned(), |table, rows| table + &rows),
        ),
        (
            "a cell over all rows",
            "html",
            format!("<table><tr><td rowspan=99>{}<td>x{}", words('a', 400), rows(98).replace("<td>s", "s")),
        ),
        (
            "cells whose lines stand out of step",
            "html",
            format!("<table><tr><td rowspan=2>{}<td>b<tr><td>{}</table>", words('a', 900), words('c', 1200)),
        ),
        (
            "cells of lines that are not equally far apart",
            "html",
            format!(
                "<table><tr><td><pre>{}</pre><td>{}<td>{many}</table>",
                words('a', 300).replace(' ', "\n"),
                words('c', 900)
            ),
        ),
        (
            "rows that cells join, out of step",
            "html",
            (0..9)
                .map(|i| {
                    let of = |c: char, n: usize| words(c, n).replace(' ', &format!("w{i} "));
                    format!("<tr><td rowspan=2><small>{}</small><td>{}", of('a', 150), of('b', 120))
                })
                .fold("<table>".to_owned(), |table, rows| table + &rows),
        ),
        ("a cell that heads its row", "html", format!("<table><tr><td>k<td>l<tr><th>{}<td>b</table>", words('a', 900))),
        ("a head", "html", format!("<table><thead><tr><th>{}<th>k</thead>{}</table>", words('a', 3000), rows(40))),
        (
            "a head of rows that cells join",
            "html",
            format!("<table><thead><tr><th rowspan=2>{many}<th colspan=2>k<tr><th>l<th>m</thead>{}</table>", rows(9)),
        ),
        ("a foot", "html", format!("<table>{}<tfoot><tr><td>{}<td>k</tfoot></table>", rows(3), words('a', 1500))),
        (
            "a table in a cell",
            "html",
            format!("<table><tr><td><table><thead><tr><th>h<th>i</thead>{}</table><td>k", rows(150)),
        ),
        ("a caption", "html", format!("<table><caption>{}</caption>{}</table>", words('a', 2000), rows(2))),
        ("a float", "html", format!("<p>a<figure class=float>{many}<figcaption>c</figcaption></figure><p>b")),
        (
            "floats",
            "html",
            format!("<p>a<figure class=float>{many}</figure><figure class=float>{}</figure><p>b", words('c', 900)),
        ),
        ("an aside", "html", format!("<aside>{many}</aside>")),
        (
            "an item with a table",
            "html",
            format!("<ul><li><table><tr><td rowspan=2>{many}<td>q<tr><td>z</table><li>b</ul>"),
        ),
        (
            "more columns than fit",
            "html",
            format!("<table><tr>{}", (0..300).map(|i| format!("<td>r{i}")).collect::<String>()),
        ),
        (
            "missing pictures",
            "html",
            format!("<img src=a.png alt='{}'><p>b <img src=b.png alt='{}'>", words('a', 150), words('c', 900)),
        ),
        ("a note", "markdown", format!("a[^1]\n\n[^1]: {}", words('b', 3000))),
        ("a table in a note", "markdown", {
            let rows: String = (0..150).map(|i| format!("    | r{i} | s{i} |\n")).collect();
            format!("a[^1]\n\n[^1]: b\n\n    | h | i |\n    |---|---|\n{rows}")
        }),
        ("a title", "markdown", format!("---\ntitle: {}\n---\n\n# {}\n\nz\n", words('a', 400), words('b', 600))),
        (
            "words without end",
            "markdown",
            format!("# {}\n\n## {}\n\n- {}\n", "x".repeat(500), "y".repeat(900), "z".repeat(3000)),
        ),
        ("formulas in a word", "markdown", (0..40).map(|i| format!("w{i}$a_{{{i}}}$")).collect()),
        ("words tied without end", "markdown", words('a', 300).replace(' ', "\u{a0}")),
        ("headings in a row", "markdown", (0..150).map(|i| format!("## h{i}\n\n")).collect()),
        ("code", "markdown", format!("```\n{}\n```\n", (0..150).map(|i| format!("l{i}\n")).collect::<String>())),
        (
            "a wide formula",
            "markdown",
            format!("$${}$$\n\nand ${}$ in a line\n", terms(99).join("+"), terms(99).join("+")),
        ),
        ("a wide fraction", "markdown", format!("$$\\frac{{{}}}{{b}}$$\n", terms(30).join("+"))),
    ]
}

#[test]
fn what_is_taller_or_wider_than_a_page_is_parted_or_made_to_fit() {
    for (about, reader, source) in tall() {
        let document = document(read::by_name(reader).unwrap(), &source);
        for size in ["a4", "a6", "70mm x 60mm"] {
            let mut options = Options::default();
            options.look.page_size = PageSize::parse(size).ok();
            page::judge(&document, &options, &format!("{about}, {size}"));
        }
        let layout = page::set(&document, &Options::default());
        let mut read = String::new();
        for text in (0..layout.pages.len()).flat_map(|page| page::texts(&layout, page)).filter(|text| !text.artifact) {
            read.push_str(&text.text);
            read.push(' ');
        }
        // Of a formula only the letters' count is told: they are others than in the source.
        if reader == "html" || !source.contains("a_{") {
            let mut said: Vec<&str> =
                source.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| numbered(w)).collect();
            let mut found: Vec<&str> =
                read.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| numbered(w)).collect();
            said.sort_unstable();
            found.sort_unstable();
            assert!(said == found, "{about}: {} words of {}", found.len(), said.len());
        } else {
            assert_eq!(read.matches('𝑎').count(), source.matches("a_{").count(), "{about}: {read}");
        }
    }
}

/// Whether a word is one of those that [`words`] makes: a letter and a number.
fn numbered(word: &str) -> bool {
    word.len() > 1
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word[1..].starts_with(|c: char| c.is_ascii_digit())
}

#[test]
fn pictures_are_made_to_fit_their_page_and_their_cell() {
    let dot = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dot.png")).unwrap();
    let files = MemoryFiles([("dot.png".to_owned(), dot)].into());
    let source = "<p><img src=dot.png alt=a width=3000 height=3000><p>b <img src=dot.png alt=a width=30 height=30000> c\
        <table><thead><tr><th>h<th>i</thead><tr><td><img src=dot.png alt=a width=300 height=3000><td>j<td>\
        <img src=dot.png alt=a width=4000 height=30></table>\
        <figure><img src=dot.png alt=a width=300 height=9000><figcaption>k</figcaption></figure>";
    let mut said = Diagnostics::new();
    let input = Input::new("a", source);
    let html = read::by_name("html").unwrap();
    let (_, document) = folio::read(&[Detected::asked(&input, html)], &files, &Options::default(), &mut said);
    for size in ["a4", "a6", "70mm x 60mm"] {
        let mut options = Options::default();
        options.look.page_size = PageSize::parse(size).ok();
        let layout = page::set(&document, &options);
        let pictures = layout.pages.iter().flat_map(|p| &p.items).filter(|p| matches!(p.item, PageItem::Image { .. }));
        assert_eq!((pictures.count(), page::faults(&layout)), (5, vec![]), "{size}");
    }
}

#[test]
fn from_right_to_left_lines_end_at_the_left_and_their_stops_hang_there() {
    // Words of three letters: their lines end in all kinds of marks.
    let words: String = (0..400).map(|i| format!("אבג{} ", ["", ".", "", ",", ":", "", "!"][i % 7])).collect();
    let source = format!("---\nlang: he\n---\n\nאבג.\n\n{words}\n\nאבג {words}\n");
    let layout = layout("markdown", &source, &Options::default());
    assert_eq!(page::faults(&layout), Vec::<String>::new());
    let texts = page::texts(&layout, 0);
    let (left, right) = texts
        .iter()
        .filter(|t| !t.artifact && t.text.contains('א'))
        .fold((f64::MAX, 0.0), |(l, r), t| (l.min(t.left), t.right.max(r)));
    let mut lines: Vec<(f64, Vec<&page::Text>)> = Vec::new();
    for text in texts.iter().filter(|t| !t.artifact) {
        match lines.last_mut() {
            Some((baseline, line)) if *baseline == text.baseline => line.push(text),
            _ => lines.push((text.baseline, vec![text])),
        }
    }
    let (mut hung, mut indented) = (0, 0);
    for (_, mut line) in lines {
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
        for pair in line.windows(2) {
            assert!(pair[0].right <= pair[1].left + 0.05, "“{}” is on “{}”", pair[0].text, pair[1].text);
        }
        if line[0].text.trim() == "." && line[0].left < left {
            hung += 1;
            assert!((line[1].left - left).abs() < line[0].size / 4.0, "the letters stand near the edge");
        }
        indented += usize::from(line.last().is_some_and(|last| last.right < right - 5.0));
    }
    assert!(hung > 3, "{hung} stops hang at the left");
    assert_eq!(indented, 2, "two paragraphs follow another");
}

/// `PAGES='a.md b.html' cargo test --test pages by_hand -- --nocapture`: any files, with the fonts of this machine.
#[test]
fn by_hand() {
    let mut options = Options::default();
    options.pdf.font_folders = folio::fonts::usual_folders(None);
    for path in std::env::var("PAGES").unwrap_or_default().split_whitespace() {
        let reader =
            samples::reader_of(path.rsplit('.').next().unwrap()).unwrap_or_else(|| panic!("{path}: no reader"));
        let mut said = Diagnostics::new();
        let input = Input::new(path, std::fs::read(path).unwrap()).with_path(path);
        let (_, document) =
            folio::read(&[Detected::asked(&input, reader)], &Disk::new(None, 1 << 24), &Options::default(), &mut said);
        let layout = page::set(&document, &options);
        let faults = page::faults(&layout);
        println!("{path}: {} pages, {} faults", layout.pages.len(), faults.len());
        faults.iter().take(3).for_each(|fault| println!("    {fault}"));
    }
}
