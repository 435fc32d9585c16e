//! An allowlist of the dictionary keys that we write. What the standards forbid (`Alternates`, `TR`, `AA`, `CIDSet`,
//! external streams, other filters …) is not on it.

use super::PdfDefects;
use super::file::PdfFile;
use super::parse::{Dict, PdfValue};

/// Allowed keys by kind of dictionary: `Type`, or `Type` and `Subtype`.
const KEYS: &[(&str, &[&str])] = &[
    (
        "Catalog",
        &[
            "Lang",
            "MarkInfo",
            "Metadata",
            "Names",
            "Outlines",
            "OutputIntents",
            "PageLabels",
            "PageMode",
            "Pages",
            "StructTreeRoot",
            "ViewerPreferences",
        ],
    ),
    ("Pages", &["Count", "Kids"]),
    (
        "Page",
        &[
            "Annots",
            "Contents",
            "CropBox",
            "Group",
            "MediaBox",
            "Parent",
            "Resources",
            "StructParents",
            "Tabs",
            "TrimBox",
        ],
    ),
    ("AnnotLink", &["A", "Border", "Contents", "Dest", "F", "P", "Rect", "StructParent"]),
    ("FontType0", &["BaseFont", "DescendantFonts", "Encoding", "ToUnicode"]),
    ("FontCIDFontType0", &["BaseFont", "CIDSystemInfo", "DW", "FontDescriptor", "W"]),
    ("FontCIDFontType2", &["BaseFont", "CIDSystemInfo", "CIDToGIDMap", "DW", "FontDescriptor", "W"]),
    (
        "FontDescriptor",
        &[
            "Ascent",
            "CapHeight",
            "Descent",
            "Flags",
            "FontBBox",
            "FontFile2",
            "FontFile3",
            "FontName",
            "ItalicAngle",
            "StemV",
        ],
    ),
    ("ExtGState", &["BM", "CA", "SMask", "ca"]),
    ("Mask", &["BC", "G", "S"]),
    (
        "Pattern",
        &[
            "BBox",
            "Filter",
            "Length",
            "Matrix",
            "PaintType",
            "PatternType",
            "Resources",
            "Shading",
            "TilingType",
            "XStep",
            "YStep",
        ],
    ),
    (
        "XObjectImage",
        &["BitsPerComponent", "ColorSpace", "Decode", "DecodeParms", "Filter", "Height", "Length", "SMask", "Width"],
    ),
    ("XObjectForm", &["BBox", "Filter", "Group", "Length", "Matrix", "Resources"]),
    ("MetadataXML", &["Length"]),
    ("ObjStm", &["Filter", "First", "Length", "N"]),
    ("OutputIntent", &["DestOutputProfile", "Info", "OutputConditionIdentifier", "S"]),
    ("Outlines", &["Count", "First", "Last"]),
    ("StructTreeRoot", &["IDTree", "K", "Namespaces", "ParentTree", "ParentTreeNextKey", "RoleMap"]),
    ("Namespace", &["NS"]),
    ("OBJR", &["Obj", "Pg"]),
    ("MCR", &["MCID", "Pg"]),
];

/// Blend modes (A 6.2.10).
const BLEND_MODES: &[&[u8]] = &[
    b"Normal",
    b"Multiply",
    b"Screen",
    b"Overlay",
    b"Darken",
    b"Lighten",
    b"ColorDodge",
    b"ColorBurn",
    b"HardLight",
    b"SoftLight",
    b"Difference",
    b"Exclusion",
    b"Hue",
    b"Saturation",
    b"Color",
    b"Luminosity",
];

/// Checks the dictionaries of all objects.
pub(super) fn check(file: &PdfFile<'_>, findings: &mut PdfDefects) {
    for (id, object) in file.objects.iter().enumerate() {
        let Some(object) = object else { continue };
        let at = Some(id as u32);
        check_value(&object.value, at, findings);
        if let (PdfValue::Dict(stream), Some(_)) = (&object.value, object.data) {
            let filter = matches!(stream.get("Filter"), None | Some(PdfValue::Name(b"FlateDecode" | b"DCTDecode")));
            findings.expect(filter, "A 6.1.7", at, "a stream is packed as ours never are");
            let inside = ["F", "FFilter", "FDecodeParms"].iter().all(|key| stream.get(key).is_none());
            findings.expect(inside, "A 6.1.7", at, "a stream's data is in another file");
        }
    }
}

fn check_value(value: &PdfValue<'_>, at: Option<u32>, findings: &mut PdfDefects) {
    match value {
        PdfValue::Dict(dict) => {
            check_dict(dict, at, findings);
            dict.0.iter().for_each(|(_, value)| check_value(value, at, findings));
        }
        PdfValue::Array(items) => items.iter().for_each(|item| check_value(item, at, findings)),
        _ => {}
    }
}

fn check_dict(dict: &Dict<'_>, at: Option<u32>, findings: &mut PdfDefects) {
    let Some(kind) = dict.name("Type").and_then(|kind| std::str::from_utf8(kind).ok()) else { return };
    let subtype = dict.name("Subtype").and_then(|kind| std::str::from_utf8(kind).ok()).unwrap_or("");
    let known = |(name, _): &&(&str, &[&str])| name.strip_prefix(kind) == Some(subtype) && name.len() >= kind.len();
    let Some((_, keys)) = KEYS.iter().find(known) else { return };
    let own = |key: &&[u8]| matches!(*key, b"Type" | b"Subtype") || keys.iter().any(|k| k.as_bytes() == *key);
    if let Some((key, _)) = dict.0.iter().find(|(key, _)| !own(key)) {
        let key = String::from_utf8_lossy(key);
        findings.add("A 6", at, format!("{kind} holds an entry that ours never does: {key}"));
    }
    let blend = matches!(dict.get("BM"), None | Some(PdfValue::Name(_)))
        && dict.name("BM").is_none_or(|mode| BLEND_MODES.contains(&mode));
    findings.expect(blend, "A 6.2.10", at, "the blend mode is none");
}
