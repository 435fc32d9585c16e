//! Plain text output as a whole: nothing is lost, the format's rules are kept, and our own reader reads it back.
//!
//! The documents are those of the golden cases and of `input/`.

#![allow(clippy::unwrap_used)] // helpers of tests

use folio::diagnostic::{Diagnostics, codes};
use folio::document::*;
use folio::files::Memory;
use folio::math::unicode;
use folio::options::{Options, Wrap};
use folio::source::{Source, Sources};
use folio::{read, write};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Every document at hand: its name and what was read.
fn documents() -> Vec<(String, Document)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("tests/cases"), &mut files);
    collect(&root.join("input"), &mut files);
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        let (reader, text) = match extension {
            "case" => {
                let Some(input) = section(&text, "input") else { continue };
                let from = section(&text, "options")
                    .and_then(|o| o.lines().find_map(|l| l.strip_prefix("from = ").map(str::to_owned)));
                let reader = match from.as_deref() {
                    Some(name) => read::by_name(name).unwrap(),
                    None if name.contains("/plain/") => read::by_name("text").unwrap(),
                    None if name.contains("/html/") => read::by_name("html").unwrap(),
                    None => read::by_name("markdown").unwrap(),
                };
                (reader, input)
            }
            "md" => (read::by_name("markdown").unwrap(), text),
            "txt" => (read::by_name("text").unwrap(), text),
            "html" => (read::by_name("html").unwrap(), text),
            _ => continue,
        };
        out.push((name, document(reader, &text)));
    }
    assert!(out.len() > 10, "the cases were not found");
    out
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => collect(&path, files),
            path => files.push(path),
        }
    }
}

/// A section of a case's text.
fn section(text: &str, name: &str) -> Option<String> {
    let start = text.find(&format!("--- {name}\n"))? + name.len() + 5;
    let body = &text[start..];
    let end = body.match_indices("--- ").map(|(i, _)| i).find(|&i| {
        let line = body[i..].lines().next().unwrap_or("");
        (i == 0 || body.as_bytes()[i - 1] == b'\n') && line[4..].bytes().all(|b| b.is_ascii_lowercase())
    });
    Some(body[..end.unwrap_or(body.len())].to_owned())
}

fn document(reader: &dyn read::Reader, text: &str) -> Document {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    sources.add(Source::new("input", text, 0));
    let options = Options::default();
    let reader = read::by_name(reader.name()).unwrap();
    folio::read(&sources, &[reader], &Memory::default(), &options, &mut diagnostics)
}

fn text(document: &Document, options: &Options) -> (String, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let bytes = write::by_name("txt").unwrap().write(document, options, &mut diagnostics).unwrap();
    (String::from_utf8(bytes).expect("valid UTF-8"), diagnostics)
}

/// All choices of lines and measure that are tried.
fn choices() -> Vec<Options> {
    let mut out = Vec::new();
    for (wrap, width, ascii) in [
        (Wrap::Optimal, 72, false),
        (Wrap::Optimal, 40, true),
        (Wrap::Greedy, 60, false),
        (Wrap::Greedy, 12, false),
        (Wrap::Flowed, 72, false),
        (Wrap::None, 72, false),
    ] {
        let mut options = Options::default();
        (options.text.wrap, options.text.width, options.text.ascii) = (wrap, width, ascii);
        out.push(options);
    }
    out
}

#[test]
fn lines_end_well() {
    for (name, document) in documents() {
        for options in choices() {
            let (out, _) = text(&document, &options);
            let about = format!("{name}, {:?}", options.text);
            assert!(!out.contains(|c: char| c != '\n' && c.is_control()), "a control character: {about}");
            assert!(out.is_empty() || out.ends_with('\n') && !out.ends_with("\n\n"), "one final newline: {about}");
            assert!(!out.starts_with('\n'), "no blank line first: {about}");
            assert!(!options.text.ascii || out.is_ascii(), "ASCII only: {about}");
            for line in out.lines() {
                let flowed = options.text.wrap == Wrap::Flowed;
                let trimmed = line.trim_end();
                assert!(line == trimmed || flowed && line.strip_suffix(' ') == Some(trimmed), "{line:?}: {about}");
            }
        }
    }
}

// Nothing lost: what a document must show is collected here a second time, by hand, furniture included; the output must
// show exactly these characters in exactly this order. Only marks that are made of ASCII punctuation, bullets, dashes
// and lines are passed over on both sides, and the rows of a table may stand in each other's lines.

/// What must come next in the output.
enum Wanted {
    /// These characters, in this order.
    Ordered(String),
    /// These characters, in any order (a table's rows of several lines).
    Anyhow(String),
}

struct Collector<'a> {
    document: &'a Document,
    wanted: Vec<Wanted>,
    links: Vec<String>,
}

impl Collector<'_> {
    fn push(&mut self, text: &str) {
        match self.wanted.last_mut() {
            Some(Wanted::Ordered(last)) => last.push_str(text),
            _ => self.wanted.push(Wanted::Ordered(text.to_owned())),
        }
    }

    fn document(&mut self) {
        self.blocks(&self.document.blocks);
        for (i, note) in self.document.notes.iter().enumerate() {
            self.push(&format!("{}", i + 1));
            self.blocks(&note.blocks);
        }
        let first = self.document.notes.len() + 1;
        for (i, address) in std::mem::take(&mut self.links).iter().enumerate() {
            self.push(&format!("{}{address}", i + first));
        }
    }

    fn blocks(&mut self, list: &[Block]) {
        list.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.inlines(content),
            BlockKind::Heading(heading) => self.inlines(&heading.content),
            BlockKind::Code(code) => self.push(&code.text),
            BlockKind::Quote(children) => self.blocks(children),
            BlockKind::Group(children) => {
                if let Some(Role::Alert(kind)) = block.attributes.role {
                    let name = format!("{kind:?}").to_uppercase();
                    let title = children.first().filter(|b| b.is(Role::Summary)).and_then(inlines_of);
                    if !title.is_some_and(|t| plain(t).eq_ignore_ascii_case(&name)) {
                        self.push(&name);
                    }
                }
                self.blocks(children);
            }
            BlockKind::List(list) => {
                for (i, item) in list.items.iter().enumerate() {
                    if let ListMarker::Ordered { start, style, .. } = list.marker {
                        self.push(&style.format(start + i as u64));
                    }
                    if item.task == Some(true) {
                        self.push("x");
                    }
                    self.blocks(&item.blocks);
                }
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    definition.terms.iter().for_each(|term| self.inlines(term));
                    definition.definitions.iter().for_each(|d| self.blocks(d));
                }
            }
            BlockKind::Table(table) => {
                self.inlines(&table.caption);
                let before = std::mem::take(&mut self.wanted);
                table.rows().flat_map(|r| &r.cells).for_each(|cell| self.blocks(&cell.blocks));
                let cells = std::mem::replace(&mut self.wanted, before);
                let all = cells
                    .iter()
                    .map(|w| match w {
                        Wanted::Ordered(t) | Wanted::Anyhow(t) => t.as_str(),
                    })
                    .collect();
                self.wanted.push(Wanted::Anyhow(all));
            }
            BlockKind::Figure(figure) => {
                self.blocks(&figure.blocks);
                self.inlines(&figure.caption);
            }
            BlockKind::Math(math) => self.math(&math.tex, true),
            BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }

    fn inlines(&mut self, list: &[Inline]) {
        for inline in list {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => self.push(text),
                InlineKind::Styled(_, content) | InlineKind::Span(_, content) => self.inlines(content),
                InlineKind::Abbreviation(short) => self.inlines(&short.content),
                InlineKind::Link(link) => {
                    self.inlines(&link.content);
                    let Target::External(address) = &link.target else { continue };
                    let said = plain(&link.content);
                    if said.is_empty() {
                        self.push(address);
                    } else if said != *address && format!("mailto:{said}") != *address {
                        let place = self.links.iter().position(|a| a == address).unwrap_or_else(|| {
                            self.links.push(address.clone());
                            self.links.len() - 1
                        });
                        self.push(&format!("{}", self.document.notes.len() + place + 1));
                    }
                }
                InlineKind::Image(image) => {
                    self.push("Image");
                    self.push(&image.alt);
                }
                InlineKind::NoteRef(id) => self.push(&format!("{}", id.0 + 1)),
                InlineKind::Math(math) => self.math(&math.tex, false),
                InlineKind::LineBreak => {}
            }
        }
    }

    fn math(&mut self, tex: &str, display: bool) {
        let text = if display { unicode::lines(tex).map(|l| l.concat()) } else { unicode::line(tex) };
        self.push(&text.unwrap_or(tex.to_owned()));
    }
}

/// The characters that count: compatibility forms are their letters (x² is x2), so that scripts compare.
fn counting(text: &str) -> Vec<char> {
    let passed = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || c.is_ascii_punctuation()
            || matches!(c, '•' | '·' | '–' | '—' | '−' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
            || ('\u{2500}'..='\u{257f}').contains(&c)
    };
    text.chars().filter(|&c| !passed(c)).nfkc().filter(|&c| !passed(c)).collect()
}

#[test]
fn nothing_is_lost_or_moved() {
    let generated = (0..150).map(|seed| (format!("generated {seed}"), Generator(seed * 7919 + 1).document()));
    for (name, document) in documents().into_iter().chain(generated) {
        for options in choices().into_iter().filter(|o| !o.text.ascii) {
            let (out, diagnostics) = text(&document, &options);
            if diagnostics.iter().any(|d| d.code == codes::TEXT_TABLE_RECORDS.code) {
                continue; // Records repeat the head in every row.
            }
            let mut collector = Collector { document: &document, wanted: Vec::new(), links: Vec::new() };
            collector.document();
            let got = counting(&out);
            let mut at = 0;
            for wanted in &collector.wanted {
                let (Wanted::Ordered(text) | Wanted::Anyhow(text)) = wanted;
                let mut want = counting(text);
                let mut have = got[at..got.len().min(at + want.len())].to_vec();
                at += want.len();
                if matches!(wanted, Wanted::Anyhow(_)) {
                    want.sort_unstable();
                    have.sort_unstable();
                }
                if let Some(i) = (0..want.len()).find(|&i| have.get(i) != Some(&want[i])) {
                    let show =
                        |list: &[char]| list[i.saturating_sub(20)..list.len().min(i + 20)].iter().collect::<String>();
                    panic!("{name}, {:?}:\nwanted …{}…\n   got …{}…", options.text, show(&want), show(&have));
                }
            }
            let more: String = got.iter().skip(at).take(40).collect();
            assert!(more.is_empty(), "{name}, {:?}: more than there should be: {more}", options.text);
        }
    }
}

/// Documents of all kinds of block, nested and combined at random, the same every time.
struct Generator(u64);

impl Generator {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn document(&mut self) -> Document {
        let mut document = Document { blocks: self.blocks(3), ..Document::default() };
        // Notes that the text may refer to.
        document.notes = (0..3)
            .map(|i| Note { label: format!("{i}"), blocks: vec![Block::paragraph(self.inlines(1), None)], span: None })
            .collect();
        document
    }

    fn words(&mut self) -> String {
        const WORDS: [&str; 20] = [
            "a",
            "of",
            "word",
            "longer",
            "well-made",
            "Mr.",
            "X",
            "No.",
            "4",
            "1.",
            "-",
            "https://example.org/a-b?c=d",
            "“quoted”",
            "日本語",
            "e\u{301}te\u{301}",
            "👩‍👩‍👧",
            "snake_case",
            "(bracketed)",
            "—",
            "3\u{a0}km",
        ];
        let count = 1 + self.below(14);
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(20) as usize]).collect();
        words.join(" ")
    }

    fn inlines(&mut self, depth: u64) -> Vec<Inline> {
        let mut builder = InlineBuilder::new();
        for _ in 0..1 + self.below(4) {
            let words = self.words();
            if self.below(2) == 0 {
                builder.text(" ", None);
            }
            let inner = if depth > 0 { self.inlines(depth - 1) } else { vec![Inline::text(words.clone(), None)] };
            let kind = match self.below(12) {
                0 => InlineKind::Styled(Markup::Emphasis, inner),
                1 => InlineKind::Styled(Markup::Strong, inner),
                2 => InlineKind::Styled(Markup::Superscript, vec![Inline::text("2", None)]),
                3 => InlineKind::Code(words),
                4 => {
                    let target = Target::External(format!("https://example.org/{}", self.below(5)));
                    InlineKind::Link(Link { target, title: None, content: vec![Inline::text(words, None)] })
                }
                5 => InlineKind::NoteRef(NoteId(self.below(3) as u32)),
                6 => InlineKind::Math(Math { tex: "x^2 + \\frac{1}{2}".to_owned() }),
                7 => InlineKind::LineBreak,
                _ => InlineKind::Text(words),
            };
            builder.push(Inline::new(kind, None));
        }
        builder.finish()
    }

    fn blocks(&mut self, depth: u64) -> Vec<Block> {
        (0..1 + self.below(4)).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: u64) -> Block {
        let kind = match self.below(if depth > 0 { 12 } else { 4 }) {
            0..=2 => BlockKind::Paragraph(self.inlines(1)),
            3 => BlockKind::Code(CodeBlock {
                language: None,
                text: format!("{}\n\tx\n\n{}", self.words(), self.words()),
            }),
            4 => BlockKind::Heading(Heading {
                level: 1 + self.below(6) as u8,
                content: vec![Inline::text(self.words(), None)],
                unlisted: false,
            }),
            5 => BlockKind::Quote(self.blocks(depth - 1)),
            6 | 7 => {
                let ordered = ListMarker::Ordered {
                    start: self.below(20),
                    style: NumberStyle::Decimal,
                    delimiter: Delimiter::Period,
                };
                let marker = if self.below(2) == 0 { ListMarker::Bullet } else { ordered };
                let items = (0..1 + self.below(3))
                    .map(|_| ListItem { blocks: self.blocks(depth - 1), task: None, span: None })
                    .collect();
                BlockKind::List(List { marker, tight: self.below(2) == 0, items })
            }
            8 => {
                let definitions = vec![self.blocks(depth - 1)];
                BlockKind::Definitions(vec![Definition { terms: vec![self.inlines(0)], definitions, span: None }])
            }
            9 => {
                let mut row = |spans: bool| {
                    let mut cells: Vec<Cell> =
                        (0..3).map(|_| Cell::new(vec![Block::paragraph(self.inlines(0), None)], None)).collect();
                    if spans {
                        (cells[0].columns, cells[1].rows) = (1 + self.below(2) as u16, 1 + self.below(2) as u16);
                    }
                    Row { cells, span: None }
                };
                let (head, body) = (vec![row(false)], vec![row(true), row(false)]);
                BlockKind::Table(Table { head, body, ..Table::default() })
            }
            10 => {
                let alert = Block::new(BlockKind::Group(self.blocks(depth - 1)), None);
                return alert.role(Role::Alert(AlertKind::Tip));
            }
            _ => BlockKind::Rule,
        };
        Block::new(kind, None)
    }
}

// The round trip: what the writer wrote, read back by the reader of plain text, has the same blocks.

/// The blocks of a document, a line each: where it stands (kinds from the outside in), and its letters.
fn outline(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    entries(&document.blocks, "", &mut out);
    for note in &document.notes {
        entries(&note.blocks, "note/", &mut out);
    }
    out
}

fn entries(list: &[Block], path: &str, out: &mut Vec<String>) {
    for block in list {
        match &block.kind {
            BlockKind::Paragraph(content) => {
                // A picture alone: its text.
                out.push(format!("{path}{}|{}", role(block, "paragraph"), letters(content)));
            }
            BlockKind::Heading(heading) => {
                let kind = if block.is(Role::Title) { "title".to_owned() } else { format!("heading{}", heading.level) };
                out.push(format!("{path}{kind}|{}", letters(&heading.content)));
            }
            BlockKind::Code(code) => out.push(format!("{path}code|{}", folded(&code.text))),
            BlockKind::Quote(children) => entries(children, &format!("{path}quote/"), out),
            BlockKind::Group(children) => match block.attributes.role {
                // Forms that are read back as the quotation they look like.
                Some(Role::Epigraph | Role::PullQuote | Role::Letter | Role::Abstract | Role::Dedication) => {
                    entries(children, &format!("{path}quote/"), out);
                }
                Some(role) => entries(children, &format!("{path}{role:?}/"), out),
                None => entries(children, path, out),
            },
            BlockKind::List(list) => {
                let kind = match list.marker {
                    ListMarker::Bullet => "bullets",
                    ListMarker::Ordered { .. } => "numbers",
                };
                for item in &list.items {
                    let task = item.task.map_or("", |done| if done { "[x]" } else { "[ ]" });
                    entries(&item.blocks, &format!("{path}{kind}{task}/"), out);
                }
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    definition.terms.iter().for_each(|t| out.push(format!("{path}term|{}", letters(t))));
                    definition.definitions.iter().for_each(|d| entries(d, &format!("{path}definition/"), out));
                }
            }
            BlockKind::Table(table) => {
                if !table.caption.is_empty() {
                    out.push(format!("{path}caption|{}", letters(&table.caption)));
                }
                for (part, rows) in [("head", &table.head), ("row", &table.body), ("foot", &table.foot)] {
                    for row in rows {
                        let cells: Vec<String> = row
                            .cells
                            .iter()
                            .map(|c| {
                                let mut inside = Vec::new();
                                entries(&c.blocks, "", &mut inside);
                                inside
                                    .iter()
                                    .map(|e| e.split_once('|').map_or("", |(_, t)| t))
                                    .collect::<Vec<_>>()
                                    .join(" ")
                            })
                            .collect();
                        out.push(format!("{path}{part}|{}", cells.join("|")));
                    }
                }
            }
            BlockKind::Figure(figure) => {
                entries(&figure.blocks, path, out);
                if !figure.caption.is_empty() {
                    out.push(format!("{path}caption|{}", letters(&figure.caption)));
                }
            }
            // A formula on lines of its own is a quotation's paragraph to a reader.
            BlockKind::Math(math) => out.push(format!("{path}quote/paragraph|{}", folded(&formula(&math.tex)))),
            BlockKind::Rule => out.push(format!("{path}rule|")),
            // Not written at all.
            BlockKind::PageBreak => {}
        }
    }
}

fn role(block: &Block, kind: &str) -> String {
    match block.attributes.role {
        Some(Role::Attribution | Role::Summary) | None => kind.to_owned(),
        Some(role) => format!("{role:?}"),
    }
}

/// The letters and digits of inlines, without the numbers of notes and links and the word `Image`.
fn letters(content: &[Inline]) -> String {
    let mut text = String::new();
    push_letters(content, &mut text);
    folded(&text)
}

fn push_letters(list: &[Inline], out: &mut String) {
    for inline in list {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => push_letters(content, out),
            InlineKind::Abbreviation(short) => push_letters(&short.content, out),
            InlineKind::Link(link) => push_letters(&link.content, out),
            InlineKind::Image(image) => out.push_str(&image.alt),
            InlineKind::Math(math) => out.push_str(&formula(&math.tex)),
            InlineKind::NoteRef(_) => {}
            InlineKind::LineBreak => out.push(' '),
        }
    }
}

fn formula(tex: &str) -> String {
    unicode::line(tex).unwrap_or(tex.to_owned())
}

fn folded(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    // `[12]` is furniture when it comes back as text.
    while let Some(open) = rest.find('[') {
        let digits = rest[open + 1..].bytes().take_while(u8::is_ascii_digit).count();
        kept.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        if digits > 0 && rest[digits..].starts_with(']') {
            rest = &rest[digits + 1..];
        }
    }
    kept.push_str(rest);
    let kept = kept.replace("Image: ", "").replace("Image]", "");
    kept.nfkc().filter(|c| c.is_alphanumeric()).collect()
}

/// Blocks of `before` that are in `after`, in order.
fn survivors(before: &[String], after: &[String]) -> (usize, Vec<String>) {
    let changes = similar::capture_diff_slices(similar::Algorithm::Myers, before, after);
    let (mut same, mut lost) = (0, Vec::new());
    for change in changes {
        let range = change.old_range();
        match change.tag() {
            similar::DiffTag::Equal => same += range.len(),
            _ => lost.extend(before[range].iter().cloned()),
        }
    }
    (same, lost)
}

/// What does not come back, and why: lines `NAME: how many: reason` in `tests/round-trip.txt`.
fn waivers() -> Vec<(String, usize)> {
    include_str!("round-trip.txt")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|line| {
            let mut parts = line.splitn(3, ": ");
            let (name, count, reason) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap_or(""));
            assert!(!reason.is_empty(), "a waiver without a reason: {line}");
            (name.to_owned(), count.parse().unwrap())
        })
        .collect()
}

#[test]
fn our_reader_reads_our_text_back() {
    let waivers = waivers();
    let (mut all, mut kept, mut wrong) = (0, 0, String::new());
    // The cases of other areas try what has no form in plain text.
    let own = |name: &str| ["input/", "tests/cases/txt/", "tests/cases/math/"].iter().any(|p| name.starts_with(p));
    for (name, before) in documents().into_iter().filter(|(name, _)| own(name)) {
        let (out, _) = text(&before, &Options::default());
        let after = document(read::by_name("text").unwrap(), &out);
        let (before, after) = (outline(&before), outline(&after));
        let (same, lost) = survivors(&before, &after);
        all += before.len();
        kept += same;
        let waived = waivers.iter().find(|(n, _)| *n == name).map_or(0, |(_, count)| *count);
        if lost.len() > waived {
            wrong.push_str(&format!("{name}: {} blocks lost, {waived} waived\n", lost.len()));
            for line in lost.iter().take(12) {
                wrong.push_str(&format!("    {}\n", line.chars().take(100).collect::<String>()));
            }
        }
    }
    println!("{kept} of {all} blocks come back");
    assert!(wrong.is_empty(), "{wrong}");
}
