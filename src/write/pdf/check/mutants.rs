//! Files with one defect each: the check has to find every one of them.

use super::check;
use crate::options::PdfStandard;
use crate::write::deflate::zlib;
use crate::write::pdf::objects::Objects;
use crate::write::pdf::tests::sampler;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};

type Defect = fn(&mut Document);

/// Replaces text in the content of every page that has it, once.
fn content(document: &mut Document, from: &str, to: &str) {
    for page in document.get_pages().into_values() {
        let id = document.get_dictionary(page).unwrap().get(b"Contents").unwrap().as_reference().unwrap();
        replace(document, id, from, to);
    }
}

/// Replaces something in a stream, once.
fn replace(document: &mut Document, id: ObjectId, from: &str, to: &str) {
    let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let deflated = stream.dict.has(b"Filter");
    let bytes = if deflated { stream.decompressed_content().unwrap() } else { stream.content.clone() };
    if let Some(at) = memchr::memmem::find(&bytes, from.as_bytes()) {
        let changed = [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat();
        stream.set_content(if deflated { zlib(&changed) } else { changed });
    }
}

/// The first dictionary (or stream's dictionary) with this entry.
fn with<'a>(document: &'a mut Document, key: &str, value: &str) -> &'a mut Dictionary {
    document
        .objects
        .values_mut()
        .find_map(|object| {
            let dict = match object {
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => &mut stream.dict,
                _ => return None,
            };
            (dict.get(key.as_bytes()).and_then(Object::as_name).ok()? == value.as_bytes()).then_some(dict)
        })
        .unwrap_or_else(|| panic!("nothing has /{key} /{value}"))
}

fn catalog(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().unwrap()
}

fn element<'a>(document: &'a mut Document, kind: &str) -> &'a mut Dictionary {
    with(document, "S", kind)
}

fn referred(document: &mut Document, kind: &str, key: &str) -> ObjectId {
    with(document, "Type", kind).get(key.as_bytes()).unwrap().as_reference().unwrap()
}

fn metadata(document: &mut Document, from: &str, to: &str) {
    let id = referred(document, "Catalog", "Metadata");
    replace(document, id, from, to);
}

fn to_unicode(document: &mut Document, from: &str, to: &str) {
    let id = with(document, "Subtype", "Type0").get(b"ToUnicode").unwrap().as_reference().unwrap();
    replace(document, id, from, to);
}

fn info(document: &mut Document) -> &mut Dictionary {
    let id = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

fn parent_tree(document: &mut Document) -> &mut Vec<Object> {
    let id = referred(document, "StructTreeRoot", "ParentTree");
    document.get_dictionary_mut(id).unwrap().get_mut(b"Nums").unwrap().as_array_mut().unwrap()
}

fn text(value: &str) -> Object {
    Object::String(value.into(), StringFormat::Literal)
}

fn kids(dict: &mut Dictionary) -> &mut Vec<Object> {
    dict.get_mut(b"K").unwrap().as_array_mut().unwrap()
}

/// A text string in UTF-16.
fn utf16(value: &str) -> Object {
    let units = [0xFEFF].into_iter().chain(value.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// Adds an empty element to the first of a type, as the last child or at an index.
fn add(document: &mut Document, parent: &str, place: Option<usize>, kind: &str) -> ObjectId {
    let is_parent =
        |o: &Object| o.as_dict().is_ok_and(|d| d.get(b"S").and_then(Object::as_name).ok() == Some(parent.as_bytes()));
    let id = *document.objects.iter().find(|(_, o)| is_parent(o)).unwrap_or_else(|| panic!("no {parent}")).0;
    let name = |name: &str| Object::Name(name.into());
    let mut element = Dictionary::from_iter([("S", name(kind)), ("P", id.into()), ("K", Object::Array(Vec::new()))]);
    if let Ok(namespace) = document.get_dictionary(id).unwrap().get(b"NS") {
        element.set("NS", namespace.clone());
    }
    let own = document.add_object(element);
    let siblings = kids(document.get_dictionary_mut(id).unwrap());
    siblings.insert(place.unwrap_or(siblings.len()), own.into());
    own
}

/// Sets the column or row span of the first cell of a type.
fn spans(document: &mut Document, cell: &str, key: &str, span: i64) {
    element(document, cell).get_mut(b"A").unwrap().as_dict_mut().unwrap().set(key, span);
}

/// Name and implementation of each defect.
const DEFECTS: &[(&str, Defect)] = &[
    ("declared to be well-tagged by PDF 1.7", |d| {
        let declared = "<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0</pdfd:conformsTo>\n<dc:format>";
        metadata(d, "<dc:format>", declared);
    }),
    ("table head without a body", |d| element(d, "TBody").set("S", "THead")),
    ("no Marked", |d| drop(catalog(d).remove(b"MarkInfo"))),
    ("no Lang", |d| drop(catalog(d).remove(b"Lang"))),
    ("Lang is no language", |d| catalog(d).set("Lang", text("C.UTF-8"))),
    ("title not shown", |d| drop(catalog(d).remove(b"ViewerPreferences"))),
    ("no metadata", |d| drop(catalog(d).remove(b"Metadata"))),
    ("metadata filtered", |d| with(d, "Subtype", "XML").set("Filter", "FlateDecode")),
    ("metadata not well-formed", |d| metadata(d, "</dc:title>", "")),
    ("metadata with a control character", |d| metadata(d, "Pages set", "Pages \u{1}set")),
    ("no title in the metadata", |d| metadata(d, "Pages set by hand", "")),
    ("title differs", |d| info(d).set("Title", text("Something else"))),
    ("author differs", |d| info(d).set("Author", text("A. Author"))),
    ("date differs", |d| metadata(d, "<xmp:CreateDate>2024-02-29", "<xmp:CreateDate>2024-02-28")),
    ("no claim of PDF/UA", |d| metadata(d, "<pdfuaid:part>1</pdfuaid:part>", "")),
    ("wrong level of PDF/A", |d| metadata(d, "<pdfaid:conformance>A", "<pdfaid:conformance>Z")),
    ("PDF/UA's schema not described", |d| metadata(d, "<pdfaSchema:prefix>pdfuaid", "<pdfaSchema:prefix>x")),
    ("part that 1.7 does not fit", |d| metadata(d, "<pdfaid:part>2", "<pdfaid:part>4")),
    ("no output intent", |d| drop(catalog(d).remove(b"OutputIntents"))),
    ("broken profile", |d| {
        let profile = d.objects.values_mut().find_map(|o| match o {
            Object::Stream(s) if s.dict.get(b"N").is_ok_and(|n| n.as_i64().ok() == Some(3)) => Some(s),
            _ => None,
        });
        profile.unwrap().set_content(zlib(b"no profile"));
    }),
    ("action on opening", |d| catalog(d).set("OpenAction", Dictionary::new())),
    ("no page labels", |d| drop(catalog(d).remove(b"PageLabels"))),
    ("wrong number of pages", |d| with(d, "Type", "Pages").set("Count", 3)),
    ("page of another tree", |d| with(d, "Type", "Page").set("Parent", (2, 0))),
    ("page without size", |d| drop(with(d, "Type", "Page").remove(b"MediaBox"))),
    ("page as large as a house", |d| {
        with(d, "Type", "Page").set("MediaBox", vec![0.into(), 0.into(), 99_999.into(), 100.into()]);
    }),
    ("no tab order", |d| drop(with(d, "Type", "Page").remove(b"Tabs"))),
    ("no structure parent key", |d| drop(with(d, "Type", "Page").remove(b"StructParents"))),
    ("no content", |d| drop(with(d, "Type", "Page").remove(b"Contents"))),
    ("no resources", |d| drop(with(d, "Type", "Page").remove(b"Resources"))),
    ("font not embedded", |d| drop(with(d, "Type", "FontDescriptor").remove(b"FontFile2"))),
    ("font program empty", |d| {
        let id = referred(d, "FontDescriptor", "FontFile2");
        d.get_object_mut(id).unwrap().as_stream_mut().unwrap().set_content(zlib(b""));
    }),
    ("font without ToUnicode", |d| drop(with(d, "Subtype", "Type0").remove(b"ToUnicode"))),
    ("glyph means U+0000", |d| to_unicode(d, "<0041>", "<0000>")),
    ("glyph means U+FEFF", |d| to_unicode(d, "<0041>", "<FEFF>")),
    ("glyph has no text", |d| to_unicode(d, "<0002>", "<00F2>")),
    ("glyph has no width", |d| {
        let font = with(d, "Subtype", "Type0").get_mut(b"DescendantFonts").unwrap().as_array_mut().unwrap();
        font[0].as_dict_mut().unwrap().set("W", vec![900.into(), Object::Array(vec![500.into()])]);
    }),
    ("codes that run down", |d| with(d, "Subtype", "Type0").set("Encoding", "Identity-V")),
    ("other encoding", |d| with(d, "Subtype", "Type0").set("Encoding", "WinAnsiEncoding")),
    ("font names differ", |d| with(d, "Type", "FontDescriptor").set("FontName", "ABCDEF+Other")),
    ("no subset tag", |d| with(d, "Subtype", "Type0").set("BaseFont", "SourceSerif")),
    ("no CIDToGIDMap", |d| {
        let font = with(d, "Subtype", "Type0").get_mut(b"DescendantFonts").unwrap().as_array_mut().unwrap();
        font[0].as_dict_mut().unwrap().remove(b"CIDToGIDMap");
    }),
    ("descriptor without heights", |d| drop(with(d, "Type", "FontDescriptor").remove(b"CapHeight"))),
    ("text that is nobody's", |d| content(d, "/H1<</MCID 0>>BDC\nBT", "BT")),
    ("marked content not closed", |d| content(d, "EMC", "")),
    ("marked content closed twice", |d| content(d, "EMC", "EMC EMC")),
    ("marked content within such", |d| content(d, "BT", "/Span<</MCID 90>>BDC BT")),
    ("identifier twice", |d| content(d, "MCID 1>>", "MCID 0>>")),
    ("identifier missing", |d| content(d, "<</MCID 0>>", "<</Lang(en)>>")),
    ("drawing that is nobody's", |d| {
        content(d, "/Artifact<</Type/Pagination", "1 0 0 1 re f /Artifact<</Type/Pagination")
    }),
    ("artifact of no type", |d| content(d, "/Type/Pagination", "/Type/Nonsense")),
    ("unknown operator", |d| content(d, "BT", "BT xyzzy")),
    ("font not among the resources", |d| content(d, "/F0 ", "/F99 ")),
    ("image not among the resources", |d| content(d, "/I0 Do", "/I99 Do")),
    ("text outside of a text object", |d| content(d, "ET\n", "ET [(\0\x01)]TJ\n")),
    ("state not restored", |d| content(d, "cm /I0 Do Q", "cm /I0 Do")),
    ("state restored too often", |d| content(d, "cm /I0 Do Q", "cm /I0 Do Q Q")),
    ("a code of no glyph", |d| content(d, "(", "(\x7F")),
    ("content does not inflate", |d| {
        let id = referred(d, "Page", "Contents");
        d.get_object_mut(id).unwrap().as_stream_mut().unwrap().set_content(b"nonsense".to_vec());
    }),
    ("image without size", |d| drop(with(d, "Subtype", "Image").remove(b"Width"))),
    ("image in the printer's colours", |d| with(d, "Subtype", "Image").set("ColorSpace", "DeviceCMYK")),
    ("mask in colour", |d| {
        let mask = d.objects.values().find_map(|o| o.as_stream().ok()?.dict.get(b"SMask").ok()?.as_reference().ok());
        d.get_object_mut(mask.unwrap()).unwrap().as_stream_mut().unwrap().dict.set("ColorSpace", "DeviceRGB");
    }),
    ("no structure tree", |d| drop(catalog(d).remove(b"StructTreeRoot"))),
    ("no parent tree", |d| drop(with(d, "Type", "StructTreeRoot").remove(b"ParentTree"))),
    ("structure is no document", |d| element(d, "Document").set("S", "Part")),
    ("content in no element", |d| kids(element(d, "H1")).clear()),
    ("content in two elements", |d| {
        let held = kids(element(d, "H1")).clone();
        kids(element(d, "H2")).extend(held);
    }),
    ("content that no page has", |d| kids(element(d, "H1")).push(Object::Integer(500))),
    ("parent tree leads elsewhere", |d| {
        let id = parent_tree(d)[1].as_reference().unwrap();
        d.get_object_mut(id).unwrap().as_array_mut().unwrap().swap(0, 1);
    }),
    ("parent tree too short", |d| {
        let id = parent_tree(d)[1].as_reference().unwrap();
        d.get_object_mut(id).unwrap().as_array_mut().unwrap().pop();
    }),
    ("parent tree without an annotation", |d| {
        let tree = parent_tree(d);
        tree.truncate(tree.len() - 2);
    }),
    ("parent tree out of order", |d| parent_tree(d).rotate_left(2)),
    ("next key taken", |d| with(d, "Type", "StructTreeRoot").set("ParentTreeNextKey", 0)),
    ("element with another parent", |d| {
        let other = element(d, "L").get(b"P").unwrap().clone();
        element(d, "LI").set("P", other);
    }),
    ("element twice in the tree", |d| {
        let list = kids(element(d, "L"));
        list.push(list[0].clone());
    }),
    ("element lost", |d| drop(kids(element(d, "L")).pop())),
    ("type that means nothing", |d| element(d, "Code").set("S", "Kode")),
    ("type no longer mapped", |d| drop(with(d, "Type", "StructTreeRoot").remove(b"RoleMap"))),
    ("heading levels jump", |d| element(d, "H2").set("S", "H4")),
    ("figure without description", |d| drop(element(d, "Figure").remove(b"Alt"))),
    ("figure without place", |d| drop(element(d, "Figure").remove(b"A"))),
    ("formula without description", |d| drop(element(d, "Formula").remove(b"Alt"))),
    ("formula described by its source", |d| element(d, "Formula").set("Alt", text("x^{2}"))),
    ("note without identifier", |d| drop(element(d, "Note").remove(b"ID"))),
    ("identifier of two", |d| {
        let id = element(d, "Note").get(b"ID").unwrap().clone();
        element(d, "TH").set("ID", id);
    }),
    ("identifiers not listed", |d| drop(with(d, "Type", "StructTreeRoot").remove(b"IDTree"))),
    ("header cell of no scope", |d| drop(element(d, "TH").remove(b"A"))),
    ("cell with an unknown header", |d| {
        let cell = element(d, "TD").get_mut(b"A").unwrap().as_dict_mut().unwrap();
        cell.set("Headers", vec![text("three")]);
    }),
    ("cell that covers nothing", |d| element(d, "TD").get_mut(b"A").unwrap().as_dict_mut().unwrap().set("ColSpan", 0)),
    ("item outside of a list", |d| element(d, "L").set("S", "Div")),
    ("cell outside of a row", |d| element(d, "TR").set("S", "Sect")),
    ("paragraph in a row", |d| element(d, "TD").set("S", "P")),
    ("language of a span is none", |d| {
        let span = d.objects.values_mut().find_map(|o| {
            let dict = o.as_dict_mut().ok()?;
            (dict.has(b"Lang") && dict.has(b"S")).then_some(dict)
        });
        span.unwrap().set("Lang", text("greek?"));
    }),
    ("link not printed", |d| drop(with(d, "Subtype", "Link").remove(b"F"))),
    ("link without description", |d| drop(with(d, "Subtype", "Link").remove(b"Contents"))),
    ("link of another page", |d| with(d, "Subtype", "Link").set("P", (2, 0))),
    ("link without place", |d| drop(with(d, "Subtype", "Link").remove(b"Rect"))),
    ("link that does nothing", |d| drop(with(d, "Subtype", "Link").remove(b"A"))),
    ("link that leads nowhere", |d| {
        let link = with(d, "Subtype", "Link");
        link.remove(b"A");
        link.set("Dest", text("nowhere"));
    }),
    ("link that runs a script", |d| {
        with(d, "Subtype", "Link").get_mut(b"A").unwrap().as_dict_mut().unwrap().set("S", "JavaScript");
    }),
    ("link in no element", |d| drop(kids(element(d, "Link")).pop())),
    ("link in a paragraph", |d| element(d, "Link").set("S", "Span")),
    ("annotation of another kind", |d| with(d, "Subtype", "Link").set("Subtype", "Popup")),
    ("destination on no page", |d| {
        let names = destinations(d);
        names[1].as_array_mut().unwrap()[0] = Object::Reference((2, 0));
    }),
    ("destinations out of order", |d| destinations(d).rotate_left(2)),
    ("outline entry without title", |d| outline(d).set("Title", text(" "))),
    ("outline entry that leads nowhere", |d| outline(d).set("Dest", text("nowhere"))),
    ("outline in a circle", |d| {
        let first = outline_root(d).get(b"First").unwrap().clone();
        outline(d).set("Next", first);
    }),
    ("outline's count wrong", |d| outline_root(d).set("Count", 9)),
    ("outline's last entry wrong", |d| outline_root(d).set("Last", (2, 0))),
    ("reference to nothing", |d| catalog(d).set("Extra", (9999, 0))),
    ("glyph means a private character", |d| to_unicode(d, "<0041>", "<E000>")),
    ("row too short", |d| spans(d, "TD", "ColSpan", 1)),
    ("row without cells", |d| _ = add(d, "TBody", None, "TR")),
    ("cell that reaches out of its row", |d| spans(d, "TD", "ColSpan", 3)),
    ("cell that reaches out of its part", |d| spans(d, "TH", "RowSpan", 2)),
    ("cell on another", |d| {
        let row = add(d, "THead", None, "TR");
        spans(d, "TH", "RowSpan", 2);
        let cell = Dictionary::from_iter([("ColSpan", 2.into()), ("O", Object::Name("Table".into()))]);
        let kids = Object::Array(Vec::new());
        let cell = [("S", Object::Name("TD".into())), ("P", row.into()), ("K", kids), ("A", cell.into())];
        let cell = d.add_object(Dictionary::from_iter(cell));
        self::kids(d.get_dictionary_mut(row).unwrap()).push(cell.into());
    }),
    ("two heads of a table", |d| _ = add(d, "Table", None, "THead")),
    ("two feet of a table", |d| (0..2).for_each(|_| _ = add(d, "Table", None, "TFoot"))),
    ("two captions", |d| (0..2).for_each(|_| _ = add(d, "Table", Some(0), "Caption"))),
    ("caption in the middle", |d| _ = add(d, "Table", Some(1), "Caption")),
    ("caption behind a list", |d| _ = add(d, "L", None, "Caption")),
    ("caption behind a contents list", |d| _ = add(d, "TOC", None, "Caption")),
    ("standard type with another meaning", |d| role(d, "P", "Span")),
    ("type that is mapped to none", |d| role(d, "Em", "Stress")),
    ("string beyond the limits", |d| element(d, "Figure").set("Alt", text(&"x".repeat(40_000)))),
    ("tags that are suspect", |d| {
        catalog(d).get_mut(b"MarkInfo").unwrap().as_dict_mut().unwrap().set("Suspects", true);
    }),
    ("two output intents", |d| {
        let intents = catalog(d).get_mut(b"OutputIntents").unwrap().as_array_mut().unwrap();
        intents.push(intents[0].clone());
    }),
    ("image of other pictures", |d| with(d, "Subtype", "Image").set("Alternates", Object::Array(Vec::new()))),
    ("image of odd bits", |d| with(d, "Subtype", "Image").set("BitsPerComponent", 3)),
    ("font with a list of its glyphs", |d| with(d, "Type", "FontDescriptor").set("CIDSet", (1, 0))),
    ("page with actions", |d| with(d, "Type", "Page").set("AA", Dictionary::new())),
    ("stream in another file", |d| with(d, "Subtype", "Image").set("F", text("x"))),
    ("stream packed by LZW", |d| with(d, "Subtype", "Image").set("Filter", "LZWDecode")),
    ("requirements", |d| catalog(d).set("Requirements", Object::Array(Vec::new()))),
    ("states saved too deep", |d| {
        content(d, "cm /I0 Do Q", &format!("cm /I0 Do Q {}{}", "q ".repeat(29), "Q ".repeat(29)))
    }),
    (".notdef shown", |d| content(d, "(", "(\0\0")),
    ("drawing that marks content", |d| drawing(d, b"/P<</MCID 0>>BDC EMC")),
    ("drawing of states too deep", |d| drawing(d, "q ".repeat(29).as_bytes())),
    ("drawing that shows what it does not name", |d| drawing(d, b"/X0 Do")),
    ("drawing by PostScript", |d| drawing(d, b"PS")),
    ("number beyond the limits", |d| outline_root(d).set("Count", 1i64 << 40)),
];

/// Makes the first image a drawing.
fn drawing(document: &mut Document, content: &[u8]) {
    let image = |o: &&mut Object| {
        o.as_stream().is_ok_and(|s| s.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"))
    };
    let image = document.objects.values_mut().find(image).unwrap().as_stream_mut().unwrap();
    let sides = [0, 0, 9, 9].map(Object::from).to_vec();
    let name = |name: &str| Object::Name(name.into());
    let entries =
        [("Type", name("XObject")), ("Subtype", name("Form")), ("BBox", sides.into()), ("Filter", name("FlateDecode"))];
    *image = Stream::new(Dictionary::from_iter(entries), zlib(content));
}

fn role(document: &mut Document, own: &str, meant: &str) {
    let root = with(document, "Type", "StructTreeRoot");
    root.get_mut(b"RoleMap").unwrap().as_dict_mut().unwrap().set(own, Object::Name(meant.into()));
}

fn destinations(document: &mut Document) -> &mut Vec<Object> {
    let names = catalog(document).get(b"Names").unwrap().as_dict().unwrap();
    let id = names.get(b"Dests").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(id).unwrap().get_mut(b"Names").unwrap().as_array_mut().unwrap()
}

fn outline_root(document: &mut Document) -> &mut Dictionary {
    with(document, "Type", "Outlines")
}

fn outline(document: &mut Document) -> &mut Dictionary {
    let first = outline_root(document).get(b"First").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(first).unwrap()
}

fn saved(document: Document) -> Vec<u8> {
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap().0;
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).ok().map(|id| id.0);
    let version = document.version.clone();
    Objects::adopt(document, &[]).save(&version, root, info, [0; 16], &Default::default())
}

/// The sample's objects, without object streams.
fn loaded(bytes: &[u8]) -> Document {
    let mut document = Document::load_mem(bytes).unwrap();
    let holds = |o: &Object| {
        let kind = |s: &Stream| s.dict.get(b"Type").and_then(Object::as_name).map(<[u8]>::to_vec);
        o.as_stream().is_ok_and(|s| matches!(kind(s).as_deref(), Ok(b"ObjStm" | b"XRef")))
    };
    document.objects.retain(|_, object| !holds(object));
    document
}

#[test]
fn every_defect_is_found() {
    find_all(PdfStandard::Ua1A2a, DEFECTS);
    assert!(DEFECTS.len() >= 100);
}

/// Applies each defect to the sample, which is valid, and asserts that it is found.
fn find_all(standard: PdfStandard, defects: &[(&str, Defect)]) {
    let bytes = sampler().write(standard);
    let sound = saved(loaded(&bytes));
    assert_eq!(check(&sound), []);
    let mut missed = Vec::new();
    for (name, defect) in defects {
        let mut document = loaded(&bytes);
        defect(&mut document);
        let mutant = saved(document);
        if let Some(folder) = std::env::var_os("MUTANTS") {
            let name = format!("{standard:?} {name}.pdf").replace([' ', '/'], "-");
            std::fs::write(std::path::Path::new(&folder).join(name), &mutant).unwrap();
        }
        if mutant == sound || check(&mutant).is_empty() {
            missed.push((name, mutant == sound));
        }
    }
    assert!(missed.is_empty(), "not found, or not changed (true): {missed:?}");
}

/// Defects under PDF/UA-2 and PDF/A-4 only.
const DEFECTS_2: &[(&str, Defect)] = &[
    ("contents entry without its heading", |d| drop(element(d, "TOCI").remove(b"Ref"))),
    ("contents entry of nothing", |d| element(d, "TOCI").set("Ref", vec![Object::Reference((1, 0))])),
    ("note that does not refer back", |d| drop(element(d, "FENote").remove(b"Ref"))),
    ("note that forgets one of its marks", |d| {
        element(d, "FENote").get_mut(b"Ref").unwrap().as_array_mut().unwrap().pop();
    }),
    ("list with labels of no kind", |d| drop(element(d, "L").remove(b"A"))),
    ("type of no namespace", |d| drop(element(d, "FENote").remove(b"NS"))),
    ("type of PDF 1.7 in PDF 2.0", |d| element(d, "FENote").set("S", "Footnote")),
    ("version of PDF/A-2", |d| metadata(d, "<pdfaid:part>4", "<pdfaid:part>2")),
    ("year of PDF/A-4 not told", |d| metadata(d, "<pdfaid:rev>2020</pdfaid:rev>", "")),
    ("year of PDF/UA-2 not told", |d| metadata(d, "<pdfuaid:rev>2024</pdfuaid:rev>", "")),
    ("not declared to be well-tagged", |d| metadata(d, "wtpdf#accessibility1.0", "")),
    ("declared by another name", |d| metadata(d, "wtpdf#reuse1.0", "wtpdf#reuse2.0")),
    ("declared to be half of it", |d| metadata(d, "wtpdf#reuse1.0", "wtpdf#accessibility1.0")),
    ("element that MathML does not know", |d| element(d, "msup").set("S", "mpower")),
    ("element of MathML outside of a formula", |d| element(d, "Formula").set("S", "P")),
    ("element of MathML in another namespace", |d| {
        let other = element(d, "P").get(b"NS").unwrap().clone();
        element(d, "mi").set("NS", other);
    }),
    ("power without an exponent", |d| drop(kids(element(d, "msup")).pop())),
    ("content in a power", |d| {
        let content = element(d, "mn").get(b"K").unwrap().clone();
        let page = element(d, "mn").get(b"Pg").unwrap().clone();
        element(d, "msup").set("K", content);
        element(d, "msup").set("Pg", page);
    }),
    ("attributes of MathML of no namespace", |d| {
        drop(element(d, "math").get_mut(b"A").unwrap().as_dict_mut().unwrap().remove(b"NS"))
    }),
    ("information dictionary", |d| {
        let id = d.add_object(Dictionary::from_iter([("Title", text("Pages set by hand"))]));
        d.trailer.set("Info", id);
    }),
];

/// Misplaced elements and private-use characters in texts: defects in PDF 2.0 only.
const MISPLACED: &[(&str, Defect)] = &[
    ("caption of the document", |d| _ = add(d, "Document", None, "Caption")),
    ("caption in a division", |d| {
        add(d, "Document", None, "Div");
        add(d, "Div", None, "Caption");
    }),
    ("span among paragraphs", |d| _ = add(d, "Document", None, "Span")),
    ("aside in an aside", |d| _ = add(d, "Aside", None, "Aside")),
    ("aside in a quotation", |d| _ = add(d, "BlockQuote", None, "Aside")),
    ("quotation in a cell", |d| _ = add(d, "TD", None, "BlockQuote")),
    ("heading in a note", |d| _ = add(d, "FENote", None, "H2")),
    ("paragraph in a paragraph", |d| _ = add(d, "P", None, "P")),
    ("paragraph through a part of a paragraph", |d| {
        add(d, "P", None, "Part");
        add(d, "Part", None, "P");
    }),
    ("content of a section", |d| element(d, "Code").set("S", "Sect")),
    ("content of a division of the document", |d| element(d, "H2").set("S", "Div")),
    ("private character in a description", |d| element(d, "Figure").set("Alt", utf16("a\u{E000}"))),
    ("private character in the outline", |d| outline(d).set("Title", utf16("\u{F0000}"))),
    ("private character of a link", |d| with(d, "Subtype", "Link").set("Contents", utf16("\u{E000}"))),
    ("private character as what is said", |d| content(d, "<</MCID 0>>", "<</MCID 0/ActualText<FEFFE000>>>")),
    ("destination that is no element", |d| drop(destinations(d)[1].as_dict_mut().unwrap().remove(b"SD"))),
];

#[test]
fn every_misplaced_element_is_found() {
    find_all(PdfStandard::Ua2A4, MISPLACED);
}

#[test]
fn every_defect_of_pdf_2_0_is_found() {
    find_all(PdfStandard::Ua2A4, DEFECTS_2);
}

#[test]
fn every_defect_of_the_bytes_is_found() {
    let bytes = sampler().write(PdfStandard::Ua1A2a);
    let changed = |from: &[u8], to: &[u8]| {
        let at = memchr::memmem::find(&bytes, from).unwrap_or_else(|| panic!("no {from:?}"));
        [&bytes[..at], to, &bytes[at + from.len()..]].concat()
    };
    let mutants = [
        ("empty", Vec::new()),
        ("no header", bytes[1..].to_vec()),
        ("another version", changed(b"%PDF-1.7", b"%PDF-1.3")),
        ("no binary comment", changed(b"%\xE2\xE3\xCF\xD3", b"%abcd")),
        ("cut off", bytes[..bytes.len() - 2].to_vec()),
        ("bytes behind the end", [&bytes[..], b"x"].concat()),
        ("bytes before the first object", changed(b"\xD3\n", b"\xD3\n\n")),
        ("object with another number", changed(b"\nendobj\n", b"\nendobj\n9")),
        ("length too long", changed(b"/N 3/Filter/FlateDecode/Length ", b"/N 3/Filter/FlateDecode/Length 1")),
        ("no endstream", changed(b"\nendstream", b"\nendstrean")),
        ("startxref elsewhere", changed(b"startxref\n", b"startxref\n1")),
        ("identifiers of no length", changed(b"/ID[<", b"/ID[<00")),
    ];
    for (name, mutant) in mutants {
        assert!(!check(&mutant).is_empty(), "{name}");
    }
}

#[test]
fn nothing_makes_the_check_panic() {
    let bytes = sampler().write(PdfStandard::Ua1A2a);
    // Every byte of the tail in turn, and every 97th of the rest.
    let tail = bytes.len() - 200;
    for at in (0..tail).step_by(97).chain(tail..bytes.len()) {
        let mut mutant = bytes.clone();
        mutant[at] ^= 0x15;
        let _ = check(&mutant);
        let _ = check(&mutant[..at]);
    }
}
