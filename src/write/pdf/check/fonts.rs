//! Fonts: embedded, subset, and with a text for every code.

use super::PdfDefects;
use super::file::PdfFile;
use super::parse::{Dict, ObjectParser, PdfValue};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The valid codes of fonts, by object number.
pub(super) type FontCodes = BTreeMap<u32, Codes>;

/// The codes that have a text, a width and a glyph.
pub(super) struct Codes {
    /// One bit per code.
    bits: Vec<u64>,
    /// Codes below 256 whose bytes are not escaped in strings; most strings consist of them.
    plain: [bool; 256],
}

impl Codes {
    pub(super) fn has(&self, code: u16) -> bool {
        self.bits[usize::from(code >> 6)] >> (code & 63) & 1 == 1
    }

    /// Length of the string's prefix that consists of unescaped, valid two-byte codes.
    pub(super) fn plain(&self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while let Some(&[0, low]) = bytes.get(at..at + 2)
            && self.plain[usize::from(low)]
        {
            at += 2;
        }
        at
    }

    /// Adds the table of codes whose bytes are not escaped in strings.
    fn with_plain(mut self) -> Codes {
        self.plain = std::array::from_fn(|code| self.has(code as u16) && !matches!(code as u8, b'(' | b')' | b'\\'));
        self
    }

    fn none() -> Codes {
        Codes { bits: vec![0; 1024], plain: [false; 256] }
    }

    /// The set of these codes.
    #[cfg(test)]
    pub(super) fn of(codes: &[u16]) -> Codes {
        let mut all = Codes::none();
        codes.iter().for_each(|&code| all.add(code));
        all.with_plain()
    }

    fn add(&mut self, code: u16) {
        self.bits[usize::from(code >> 6)] |= 1 << (code & 63);
    }
}

/// Checks all fonts of a file.
pub(super) fn check(file: &PdfFile<'_>, findings: &mut PdfDefects) -> FontCodes {
    let ids: Vec<u32> = (0..file.objects.len() as u32)
        .filter(|&id| file.dict(id).is_some_and(|d| d.name("Subtype") == Some(b"Type0")))
        .collect();
    let checked: Vec<_> = ids
        .par_iter()
        .map(|&id| {
            let mut own = PdfDefects::default();
            let codes = file.dict(id).map(|font| font_codes(file, id, font, &mut own));
            (id, codes, own)
        })
        .collect();
    let mut fonts = FontCodes::new();
    for (id, codes, own) in checked {
        findings.0.extend(own.0);
        fonts.insert(id, codes.unwrap_or_else(Codes::none));
    }
    fonts
}

fn font_codes(file: &PdfFile<'_>, id: u32, font: &Dict<'_>, findings: &mut PdfDefects) -> Codes {
    let at = Some(id);
    // Other CMaps are valid, but some text extractors support only the predefined ones.
    let identity = font.name("Encoding") == Some(b"Identity-H");
    findings.expect(identity, "A 6.2.11.3", at, "the font's codes are not those of its glyphs");
    let descendant = file.resolve(file.resolve_array(font.get("DescendantFonts")).and_then(<[_]>::first));
    let Some(descendant) = descendant else {
        findings.add("9.7.4", at, "the font has no descendant");
        return Codes::none();
    };
    let kind = descendant.name("Subtype");
    findings.expect(matches!(kind, Some(b"CIDFontType0" | b"CIDFontType2")), "9.7.4", at, "the descendant is no font");
    let mapped = match (kind, descendant.reference("CIDToGIDMap").and_then(|id| file.stream(id))) {
        (Some(b"CIDFontType2"), Some((_, map))) => Some(mapped(&map)),
        _ => None,
    };
    if kind == Some(b"CIDFontType2") {
        let known = mapped.is_some() || descendant.name("CIDToGIDMap") == Some(b"Identity");
        findings.expect(known, "A 6.2.11.3.2", at, "the font does not say which glyphs its codes are");
    }
    let descriptor = file.resolve(descendant.get("FontDescriptor"));
    let names = [font.name("BaseFont"), descendant.name("BaseFont"), descriptor.and_then(|d| d.name("FontName"))];
    let tagged =
        |n: Option<&[u8]>| n.is_some_and(|n| n.len() > 7 && n[6] == b'+' && n[..6].iter().all(u8::is_ascii_uppercase));
    let alike = tagged(names[0]) && names.iter().all(|name| *name == names[0]);
    findings.expect(alike, "9.6.4", at, "the font has no name, or several");
    let program = descriptor.and_then(|d| d.reference("FontFile2").or(d.reference("FontFile3")));
    let program = program.and_then(|id| file.stream(id));
    let embedded = program.is_some_and(|(_, data)| data.len() > 100);
    findings.expect(embedded, "A 6.2.11.4.1", at, "the font is not embedded");
    let entries = ["Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"];
    let complete = descriptor.is_some_and(|d| entries.iter().all(|key| d.get(key).is_some()));
    findings.expect(complete, "9.8.1", at, "the font's descriptor lacks something");

    let widths = widths(descendant.array("W"));
    findings.expect(widths.is_some(), "9.7.4.3", at, "the font's widths can't be read");
    let map = font.reference("ToUnicode").and_then(|id| file.stream(id));
    let texts = map.and_then(|(_, data)| texts(&data));
    match &texts {
        None => findings.add("UA 7.21.7", at, "the font does not say what its glyphs mean"),
        Some((_, false)) => {
            findings.add("UA 7.21.7", at, "a glyph means U+0000, U+FEFF, U+FFFE, a private character or nothing")
        }
        Some(_) => {}
    }
    let mut codes = Codes::none();
    if let (Some(widths), Some((texts, _))) = (widths, texts) {
        for (both, (text, width)) in codes.bits.iter_mut().zip(texts.bits.iter().zip(&widths.bits)) {
            *both = text & width;
        }
        // No page shows `.notdef` (UA 7.21.8).
        codes.bits[0] &= !1;
    }
    if let Some(mapped) = mapped {
        codes.bits.iter_mut().zip(mapped.bits).for_each(|(code, mapped)| *code &= mapped);
    }
    codes.with_plain()
}

/// The codes that a `CIDToGIDMap` maps to glyphs other than `.notdef` (9.7.4.2).
fn mapped(map: &[u8]) -> Codes {
    let mut codes = Codes::none();
    for (code, glyph) in (0..=u16::MAX).zip(map.chunks_exact(2)) {
        if glyph != [0, 0] {
            codes.add(code);
        }
    }
    codes
}

/// The codes with a width (9.7.4.3), in the form `c [w …]`, the only one we write.
fn widths(items: &[PdfValue<'_>]) -> Option<Codes> {
    let mut codes = Codes::none();
    for pair in items.chunks(2) {
        let [PdfValue::Int(first), PdfValue::Array(widths)] = pair else { return None };
        for (code, width) in (*first..).zip(widths) {
            width.number()?;
            codes.add(u16::try_from(code).ok()?);
        }
    }
    Some(codes)
}

/// The codes with a ToUnicode text (9.10.3), and whether all texts are valid.
fn texts(data: &[u8]) -> Option<(Codes, bool)> {
    let mut codes = Codes::none();
    let mut sound = true;
    let mut rest = data;
    let unit = |v: &PdfValue<'_>| match v.bytes()?[..] {
        [high, low] => Some(u16::from_be_bytes([high, low])),
        _ => None,
    };
    let fine = |v: &PdfValue<'_>| {
        let units: Vec<u16> = v
            .bytes()
            .unwrap_or_default()
            .chunks(2)
            .map(|u| u16::from_be_bytes([u[0], *u.get(1).unwrap_or(&0)]))
            .collect();
        !units.is_empty()
            && !units.iter().any(|u| matches!(u, 0 | 0xE000..=0xF8FF | 0xDB80..=0xDBFF | 0xFEFF | 0xFFFE))
            && String::from_utf16(&units).is_ok()
    };
    while let Some(begin) = memchr::memmem::find(rest, b" beginbf") {
        let kind = &rest[begin + 8..];
        let ranges = kind.starts_with(b"range");
        let mut parser = ObjectParser::new(kind.strip_prefix(if ranges { &b"range"[..] } else { b"char" })?);
        while !parser.eat(b"endbf") {
            let first = unit(&parser.value()?)?;
            let last = if ranges { unit(&parser.value()?)? } else { first };
            let text = parser.value()?;
            match &text {
                PdfValue::Array(all) => sound &= all.iter().all(fine),
                one => sound &= fine(one),
            }
            (first..=last).for_each(|code| codes.add(code));
        }
        rest = parser.rest();
    }
    Some((codes, sound))
}
