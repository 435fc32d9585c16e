//! Plain text output as a whole: nothing is lost, the format's rules are kept, and our own reader reads it back.
//!
//! The documents are those of the golden cases and of `input/`; [`round_trip`] reads them back, and any others by hand.

#![allow(clippy::unwrap_used)] // helpers of tests

mod round_trip;
#[path = "../samples/mod.rs"]
mod samples;

use folio::diagnostic::{Diagnostics, codes};
use folio::document::*;
use folio::files::MemoryFiles;
use folio::math::unicode;
use folio::options::{Options, Wrap};
use folio::read::Detected;
use folio::source::Input;
use folio::theme;
use folio::{read, write};
use unicode_normalization::UnicodeNormalization;

/// Every document at hand: its name and what was read.
fn documents() -> Vec<(String, Document)> {
    samples::samples().into_iter().map(|sample| (sample.name, document(sample.reader, &sample.text))).collect()
}

fn document(reader: &dyn read::Reader, text: &str) -> Document {
    let mut diagnostics = Diagnostics::new();
    let input = Input::new("input", text);
    let options = Options::default();
    let reader = read::by_name(reader.name()).unwrap();
    folio::read(&[Detected::asked(&input, reader)], &MemoryFiles::default(), &options, &mut diagnostics).1
}

fn text(document: &Document, options: &Options) -> (String, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let bytes = write::by_name("txt")
        .unwrap()
        .write(document, &theme::choose(document, &options.look), options, &mut diagnostics)
        .unwrap()
        .bytes;
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
    /// How deep in tables, where code has no label.
    tables: usize,
    /// Flowed text has none either.
    flowed: bool,
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
            BlockKind::Code(code) => {
                if self.tables == 0 && !self.flowed {
                    self.push(code.language.as_deref().unwrap_or_default());
                }
                let mut at = 0;
                for link in &code.links {
                    let Target::External(address) = &link.target else { continue };
                    self.push(&code.text[at..link.range.end]);
                    at = link.range.end;
                    if code.text[link.range.clone()] != *address {
                        self.link(address.clone());
                    }
                }
                self.push(&code.text[at..]);
            }
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
                for (item, number) in list.items.iter().zip(list.numbers()) {
                    if let ListMarker::Ordered { style, .. } = list.marker {
                        self.push(&style.format(number));
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
                self.tables += 1;
                table.rows().flat_map(|r| &r.cells).for_each(|cell| self.blocks(&cell.blocks));
                self.tables -= 1;
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
                    if link.content.is_empty() {
                        self.push(address);
                    } else if said != *address
                        && format!("mailto:{said}") != *address
                        && !(said.starts_with("www.") && format!("http://{said}") == *address)
                    {
                        let title = link.title.as_ref().map_or(String::new(), |title| format!("“{title}”"));
                        self.link(format!("{address}{title}"));
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

    /// The number of an address in the list of links.
    fn link(&mut self, entry: String) {
        let place = self.links.iter().position(|a| *a == entry).unwrap_or_else(|| {
            self.links.push(entry);
            self.links.len() - 1
        });
        self.push(&format!("{}", self.document.notes.len() + place + 1));
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
            // Text in another direction is isolated (UAX 9).
            || ('\u{2066}'..='\u{2069}').contains(&c)
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
            let mut collector = Collector {
                document: &document,
                wanted: Vec::new(),
                links: Vec::new(),
                tables: 0,
                flowed: options.text.wrap == Wrap::Flowed,
            };
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
                6 => InlineKind::Math(Math::new("x^2 + \\frac{1}{2}")),
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
                links: Vec::new(),
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
                    .map(|_| ListItem { blocks: self.blocks(depth - 1), task: None, number: None, span: None })
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
