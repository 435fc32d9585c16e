//! Reads a tagged PDF as a screen reader does: the structure tree, and for each piece of content the text that its glyphs
//! stand for. It knows nothing of the writer: `lopdf` reads the objects, the fonts' ToUnicode tables say what glyphs mean.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use unicode_bidi::BidiClass;
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
    let texts = (document.get_pages().into_values()).map(|page| (page, texts(&document, page))).collect();
    let catalog = document.catalog().unwrap();
    let root = dictionary(&document, catalog.get(b"StructTreeRoot").unwrap());
    let top = root.get(b"K").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    Reader { document: &document, texts }.element(top)
}

struct Reader<'a> {
    document: &'a Document,
    /// By page, the text of each marked piece.
    texts: BTreeMap<ObjectId, BTreeMap<i64, String>>,
}

impl Reader<'_> {
    fn element(&self, id: ObjectId) -> Element {
        let own = self.document.get_dictionary(id).unwrap();
        let kind = String::from_utf8_lossy(own.get(b"S").unwrap().as_name().unwrap()).into_owned();
        let page = own.get(b"Pg").and_then(Object::as_reference).ok();
        let mut kids = Vec::new();
        for kid in own.get(b"K").unwrap().as_array().unwrap() {
            match kid {
                Object::Reference(id) => kids.push(Kid::Element(self.element(*id))),
                Object::Integer(piece) => kids.push(self.text(page.unwrap(), *piece)),
                Object::Dictionary(kid) if kid.get(b"Type").and_then(Object::as_name).unwrap() == b"MCR" => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).unwrap();
                    kids.push(self.text(page, kid.get(b"MCID").unwrap().as_i64().unwrap()));
                }
                Object::Dictionary(kid) => kids.push(self.link(kid.get(b"Obj").unwrap())),
                other => panic!("{kind} holds {other:?}"),
            }
        }
        Element { kind, properties: self.properties(own), kids }
    }

    fn text(&self, page: ObjectId, piece: i64) -> Kid {
        Kid::Text(self.texts[&page].get(&piece).cloned().unwrap_or_default())
    }

    fn link(&self, object: &Object) -> Kid {
        let annotation = dictionary(self.document, object);
        let to = match annotation.get(b"Dest") {
            Ok(name) => format!("#{}", string(name)),
            Err(_) => string(annotation.get(b"A").unwrap().as_dict().unwrap().get(b"URI").unwrap()),
        };
        Kid::Link(to, string(annotation.get(b"Contents").unwrap()))
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
        for key in ["ListNumbering", "Scope", "ColSpan", "RowSpan", "Headers", "Placement"] {
            if let Some(Ok(value)) = attributes.map(|a| a.get(key.as_bytes())) {
                let value = match value {
                    Object::Array(list) => list.iter().map(string).collect::<Vec<_>>().join(" "),
                    value => string(value),
                };
                list.push((key.to_owned(), value));
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
#[derive(Default)]
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
}

/// Signs and spaces without a letter on a page with text from right to left, in logical order. Which way they run depends on the
/// paragraph, which a piece of content does not know: a sign that closes stands at the text before it, any other at the
/// text behind it.
fn punctuation(text: &str) -> String {
    let (signs, spaces) = (text.trim(), text.len() - text.trim().len());
    let closes = signs.starts_with([',', '.', ';', ':', '!', '?', ')', ']', '”', '’', '»', '…', '،', '؛', '؟']);
    let spaces = " ".repeat(spaces);
    if closes { format!("{signs}{spaces}") } else { format!("{spaces}{signs}") }
}

/// The text of each marked piece of a page in logical order: a piece is of one direction.
fn texts(document: &Document, page: ObjectId) -> BTreeMap<i64, String> {
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
    let directions: Vec<Option<bool>> = pieces.iter().map(|(_, piece)| piece.runs_left()).collect();
    let mixed = directions.contains(&Some(true));
    let mut texts: BTreeMap<i64, String> = BTreeMap::new();
    for (at, (piece, Piece { mut glyphs, said })) in pieces.into_iter().enumerate() {
        if directions[at] == Some(true) {
            glyphs.reverse();
        }
        let text = said.unwrap_or_else(|| letters(&glyphs.concat()));
        *texts.entry(piece).or_default() += &if directions[at].is_none() && mixed { punctuation(&text) } else { text };
    }
    texts
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
