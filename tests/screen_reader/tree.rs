//! Reads a tagged PDF as a screen reader does: the structure tree, and for each piece of content the text that its glyphs
//! stand for. It knows nothing of the writer: `lopdf` reads the objects, the fonts' ToUnicode tables say what glyphs mean.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use unicode_bidi::{BidiClass, BidiInfo, Level};
use unicode_normalization::UnicodeNormalization;

/// An element of the structure tree.
pub struct Element {
    pub kind: String,
    /// What is said of it: `ID`, `Alt`, `Lang`, `Scope`, …, in this order.
    pub properties: Vec<(String, String)>,
    pub kids: Vec<Kid>,
}

pub enum Kid {
    Element(Element),
    /// A piece of content: what a person hears.
    Text(String),
    /// A link: where it leads, and what is said of it.
    Link(String, String),
}

/// The tree of a file, from its root.
pub fn read(bytes: &[u8]) -> Element {
    let document = Document::load_mem(bytes).unwrap();
    let pieces = (document.get_pages().into_values()).map(|page| (page, pieces(&document, page))).collect();
    let catalog = document.catalog().unwrap();
    let root = dictionary(&document, catalog.get(b"StructTreeRoot").unwrap());
    let top = root.get(b"K").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    read_block(Reader { document: &document, pieces }.element(top))
}

/// An element before the directions of its pieces are known.
struct Unread {
    kind: String,
    properties: Vec<(String, String)>,
    kids: Vec<UnreadKid>,
}

enum UnreadKid {
    Element(Unread),
    Piece(Piece),
    Link(String, String),
}

struct Reader<'a> {
    document: &'a Document,
    /// By page, each marked piece.
    pieces: BTreeMap<ObjectId, BTreeMap<i64, Piece>>,
}

impl Reader<'_> {
    fn element(&self, id: ObjectId) -> Unread {
        let own = self.document.get_dictionary(id).unwrap();
        let kind = String::from_utf8_lossy(own.get(b"S").unwrap().as_name().unwrap()).into_owned();
        let page = own.get(b"Pg").and_then(Object::as_reference).ok();
        let mut kids = Vec::new();
        for kid in own.get(b"K").unwrap().as_array().unwrap() {
            match kid {
                Object::Reference(id) => kids.push(UnreadKid::Element(self.element(*id))),
                Object::Integer(piece) => kids.push(self.piece(page.unwrap(), *piece)),
                Object::Dictionary(kid) if kid.get(b"Type").and_then(Object::as_name).unwrap() == b"MCR" => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).unwrap();
                    kids.push(self.piece(page, kid.get(b"MCID").unwrap().as_i64().unwrap()));
                }
                Object::Dictionary(kid) => kids.push(self.link(kid.get(b"Obj").unwrap())),
                other => panic!("{kind} holds {other:?}"),
            }
        }
        Unread { kind, properties: self.properties(own), kids }
    }

    fn piece(&self, page: ObjectId, piece: i64) -> UnreadKid {
        UnreadKid::Piece(self.pieces[&page].get(&piece).cloned().unwrap_or_default())
    }

    fn link(&self, object: &Object) -> UnreadKid {
        let annotation = dictionary(self.document, object);
        let to = match annotation.get(b"Dest") {
            Ok(name) => format!("#{}", string(name)),
            Err(_) => string(annotation.get(b"A").unwrap().as_dict().unwrap().get(b"URI").unwrap()),
        };
        UnreadKid::Link(to, string(annotation.get(b"Contents").unwrap()))
    }

    /// What is said of an element, without where it stands on its page.
    fn properties(&self, own: &Dictionary) -> Vec<(String, String)> {
        let mut list = Vec::new();
        for key in ["ID", "T", "Lang", "E", "Alt", "ActualText"] {
            if let Ok(value) = own.get(key.as_bytes()) {
                list.push((key.to_owned(), string(value)));
            }
        }
        let attributes = own.get(b"A").ok().map(|a| dictionary(self.document, a));
        for key in ["ListNumbering", "Scope", "ColSpan", "RowSpan", "Headers", "Placement", "WritingMode"] {
            if let Some(Ok(value)) = attributes.map(|a| a.get(key.as_bytes())) {
                let value = match value {
                    Object::Array(list) => list.iter().map(string).collect::<Vec<_>>().join(" "),
                    value => string(value),
                };
                list.push((key.to_owned(), value));
            }
        }
        // Attributes of MathML are of its namespace.
        let owner = attributes.and_then(|a| a.get(b"O").and_then(Object::as_name).ok());
        for (key, value) in attributes.into_iter().flatten().filter(|_| owner == Some(b"NSO")) {
            if !matches!(key.as_slice(), b"O" | b"NS") {
                list.push((String::from_utf8_lossy(key).into_owned(), string(value)));
            }
        }
        list
    }
}

impl Element {
    /// One of its properties.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.properties.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// An element of MathML as its text.
    pub fn mathml(&self) -> String {
        let escaped =
            |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let mut out = format!("<{}", self.kind);
        for (key, value) in self.properties.iter().filter(|(key, _)| key != "ActualText") {
            out += &format!(" {key}=\"{}\"", escaped(value));
        }
        if self.kind == "mspace" {
            return out + "/>";
        }
        out += ">";
        match self.get("ActualText") {
            Some(text) => out += &escaped(text),
            None => {
                for kid in &self.kids {
                    match kid {
                        Kid::Element(element) => out += &element.mathml(),
                        Kid::Text(text) => out += &escaped(text),
                        Kid::Link(..) => panic!("a link in a formula"),
                    }
                }
            }
        }
        out + &format!("</{}>", self.kind)
    }

    /// The tree as lines: kinds, what is said of them, and the pieces of text.
    pub fn print(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        *out += &format!("{indent}{}", self.kind);
        for (key, value) in &self.properties {
            *out += &format!(" {key}={value:?}");
        }
        *out += "\n";
        for kid in &self.kids {
            match kid {
                Kid::Element(element) => element.print(depth + 1, out),
                Kid::Text(text) => *out += &format!("{indent}  {text:?}\n"),
                Kid::Link(to, said) => *out += &format!("{indent}  → {to} {said:?}\n"),
            }
        }
    }
}

/// A piece of content: what its glyphs stand for, in visual order, or what is said instead.
#[derive(Clone, Default)]
struct Piece {
    glyphs: Vec<String>,
    said: Option<String>,
}

impl Piece {
    /// The direction of its letters, if it has any.
    fn runs_left(&self) -> Option<bool> {
        let class = |c: char| match unicode_bidi::bidi_class(c) {
            BidiClass::R | BidiClass::AL => Some(true),
            BidiClass::L | BidiClass::EN | BidiClass::AN => Some(false),
            _ => None,
        };
        self.glyphs.iter().chain(&self.said).flat_map(|text| text.chars()).find_map(class)
    }

    /// What is said, its glyphs taken from the right or from the left.
    fn text(&self, runs_left: bool) -> String {
        let glyphs = self.glyphs.iter();
        let shown: String = if runs_left { glyphs.rev().cloned().collect() } else { glyphs.cloned().collect() };
        self.said.clone().unwrap_or_else(|| letters(&shown))
    }
}

/// An element with lines of its own, and those in it. A piece is of one direction: that of its letters, or else what the
/// bidirectional algorithm (UAX 9) gives its signs in the text of these lines, which run as the element says.
fn read_block(block: Unread) -> Element {
    let runs_left = block.properties.iter().any(|(key, value)| key == "WritingMode" && value == "RlTb");
    let mut line = Line::default();
    line.take(&block);
    let base = if runs_left { Level::rtl() } else { Level::ltr() };
    let levels = BidiInfo::new(&line.text, Some(base)).levels;
    let mut directions = line.starts.iter().map(|&at| levels.get(at).is_some_and(Level::is_rtl));
    read_line(block, &mut directions)
}

/// The text of an element's lines, with where each of its pieces begins.
#[derive(Default)]
struct Line {
    text: String,
    starts: Vec<usize>,
}

impl Line {
    fn take(&mut self, element: &Unread) {
        // What has a direction of its own is an isolate; code runs from left to right.
        let isolate = match element.properties.iter().find(|(key, _)| key == "WritingMode") {
            _ if !is_inline(&element.kind) => None,
            Some((_, mode)) if mode == "RlTb" => Some("\u{2067}"),
            None if element.kind != "Code" => None,
            _ => Some("\u{2066}"),
        };
        self.text.push_str(isolate.unwrap_or_default());
        for kid in &element.kids {
            match kid {
                UnreadKid::Element(kid) if is_inline(&kid.kind) => self.take(kid),
                UnreadKid::Piece(piece) => {
                    self.starts.push(self.text.len());
                    self.text.push_str(&piece.text(piece.runs_left() == Some(true)));
                }
                _ => {}
            }
        }
        self.text.push_str(if isolate.is_some() { "\u{2069}" } else { "" });
    }
}

fn read_line(element: Unread, directions: &mut impl Iterator<Item = bool>) -> Element {
    let kids = element.kids.into_iter().map(|kid| match kid {
        UnreadKid::Element(kid) if is_inline(&kid.kind) => Kid::Element(read_inline(kid, directions)),
        UnreadKid::Element(kid) => Kid::Element(read_block(kid)),
        UnreadKid::Piece(piece) => {
            let resolved = directions.next().unwrap();
            Kid::Text(piece.text(piece.runs_left().unwrap_or(resolved)))
        }
        UnreadKid::Link(to, said) => Kid::Link(to, said),
    });
    Element { kind: element.kind, properties: element.properties, kids: kids.collect() }
}

/// The same, behind a pointer: the type of an iterator must not grow with the depth.
fn read_inline(element: Unread, directions: &mut dyn Iterator<Item = bool>) -> Element {
    read_line(element, &mut { directions })
}

/// Whether an element is part of the lines of another.
pub fn is_inline(kind: &str) -> bool {
    // All types of MathML begin with an m.
    matches!(kind, "Span" | "Em" | "Strong" | "Quote" | "Code" | "Link" | "Reference") || kind.starts_with('m')
}

/// The marked pieces of a page.
fn pieces(document: &Document, page: ObjectId) -> BTreeMap<i64, Piece> {
    let mut fonts = BTreeMap::new();
    for (name, font) in document.get_page_fonts(page).unwrap() {
        let table = document.get_object(font.get(b"ToUnicode").unwrap().as_reference().unwrap()).unwrap();
        fonts.insert(name, meanings(&table.as_stream().unwrap().decompressed_content().unwrap()));
    }
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut pieces: Vec<(i64, Piece)> = Vec::new();
    let mut font: &Meanings = &Meanings::new();
    // The open piece, and whether its glyphs are heard.
    let mut open: Option<(i64, bool)> = None;
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => font = &fonts[operands[0].as_name().unwrap()],
            "BDC" => {
                let properties = operands[1].as_dict().unwrap();
                let said = properties.get(b"ActualText").ok();
                open = properties.get(b"MCID").ok().map(|piece| (piece.as_i64().unwrap(), said.is_none()));
                if let Some((piece, _)) = open {
                    pieces.push((piece, Piece { said: said.map(string), ..Piece::default() }));
                }
            }
            "EMC" => open = None,
            "TJ" => {
                let Some((_, true)) = open else { continue };
                let piece = &mut pieces.last_mut().unwrap().1;
                for shown in operands[0].as_array().unwrap() {
                    let Object::String(codes, _) = shown else { continue };
                    let width = font.keys().next().map_or(1, Vec::len);
                    piece.glyphs.extend(codes.chunks(width).map(|code| font[code].clone()));
                }
            }
            "Tj" | "'" | "\"" => panic!("ours show text with TJ"),
            _ => {}
        }
    }
    pieces.into_iter().collect()
}

/// The text with ligatures of lam and alef as their letters.
fn letters(text: &str) -> String {
    let is_ligature = |c: char| ('\u{FEF5}'..='\u{FEFC}').contains(&c);
    let parts = text.split_inclusive(is_ligature).flat_map(|part| match part.char_indices().next_back() {
        Some((at, c)) if is_ligature(c) => [part[..at].to_owned(), part[at..].nfkc().collect()],
        _ => [part.to_owned(), String::new()],
    });
    parts.collect()
}

/// What each code of a font means; all of a font's codes have one length.
type Meanings = BTreeMap<Vec<u8>, String>;

/// A ToUnicode table (ISO 32000-1, 9.10.3). Ours list the codes one by one.
fn meanings(table: &[u8]) -> Meanings {
    let table = String::from_utf8_lossy(table);
    assert!(!table.contains("beginbfrange"), "ranges are not read");
    let mut out = Meanings::new();
    let mut inside = false;
    for line in table.lines() {
        if line.ends_with("beginbfchar") || line == "endbfchar" {
            inside = line != "endbfchar";
        } else if inside {
            let parts: Vec<&str> = line.split(['<', '>']).filter(|p| !p.trim().is_empty()).collect();
            out.insert(bytes(parts[0]), utf16(&bytes(parts[1])));
        }
    }
    out
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[i * 2..i * 2 + 2], 16).unwrap()).collect()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
    String::from_utf16(&units).unwrap()
}

/// A string, a name or a number as text.
fn string(object: &Object) -> String {
    match object {
        Object::String(bytes, _) if bytes.starts_with(&[0xFE, 0xFF]) => utf16(&bytes[2..]),
        Object::String(bytes, _) | Object::Name(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Object::Integer(number) => number.to_string(),
        other => panic!("{other:?} is no text"),
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).unwrap(),
        object => object.as_dict().unwrap(),
    }
}
