//! Embedded fonts: the faces that the text's scripts need, subset with glyph ids kept, so that kerning, ligatures and
//! small capitals still work.

use crate::document::{Document, InlineKind, Markup, text, walk};
use crate::fonts::{EMBEDDED, Face, Family, FontRole, Fonts};
use crate::theme::Theme;
use skrifa::raw::TableProvider;
use skrifa::raw::collections::IntSet;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// A font file of the package.
#[derive(Debug)]
pub struct FontFile {
    /// Its name in the package.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its CSS family name.
    family: String,
    role: FontRole,
}

/// Features whose glyphs are kept: common ones, and those that join letters in some scripts.
const FEATURES: &[&[u8; 4]] = &[
    b"liga", b"clig", b"calt", b"ccmp", b"locl", b"rlig", b"smcp", b"c2sc", b"onum", b"lnum", b"tnum", b"pnum",
    b"sups", b"subs", b"rclt", b"isol", b"init", b"medi", b"med2", b"fina", b"fin2", b"fin3", b"nukt", b"akhn",
    b"rphf", b"rkrf", b"pref", b"blwf", b"half", b"abvf", b"pstf", b"vatu", b"cjct", b"cfar", b"pres", b"abvs",
    b"blws", b"psts", b"haln", b"ljmo", b"vjmo", b"tjmo",
];

/// Tables to keep; `glyf` and `loca` are rebuilt.
const TABLES: &[&[u8; 4]] = &[
    b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"cmap", b"cvt ", b"fpgm", b"gasp", b"hhea", b"hmtx", b"maxp", b"name", b"prep",
];

/// A script counts as used if at least one in this many letters belongs to it; an occasional word is left to the
/// reading system's fonts.
const RARE: usize = 50;
/// Limit of embedded system faces.
const MOST_MORE: usize = 4;

/// The faces to embed for a document and theme: the theme's faces that have letters of the text, and system faces for
/// other letters.
pub fn files(document: &Document, theme: &Theme, fonts: &Fonts) -> Vec<FontFile> {
    let text = text::text(document);
    let mut letters: BTreeMap<char, usize> = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        *letters.entry(c).or_default() += 1;
    }
    let all: usize = letters.values().sum();
    let mut characters: BTreeSet<char> = text.chars().filter(|c| !c.is_control()).collect();
    // Characters added by the writer: numbers of notes and lists, brackets, the ellipsis of reading systems, hyphens.
    characters.extend((' '..='~').chain("\u{2010}–—‘’“”…•☐☑".chars()));
    let (mut italic, mut code) = (false, false);
    walk::all_inlines(document, &mut |inline| {
        italic |= matches!(inline.kind, InlineKind::Styled(Markup::Emphasis, _));
        code |= matches!(inline.kind, InlineKind::Code(_) | InlineKind::Styled(Markup::Keyboard, _));
    });
    walk::blocks(&document.blocks, &mut |block| code |= matches!(block.kind, crate::document::BlockKind::Code(_)));
    let wanted = |role: &FontRole| match role.family {
        own if own == theme.text.family => !role.italic || italic,
        own if own == theme.heading_1.family => role.bold && !role.italic,
        Family::Serif | Family::Sans => false,
        Family::Mono => code && !role.italic,
        Family::Math => false,
    };
    let number = |count: usize| count > 0 && count * RARE >= all;
    let mut out = Vec::new();
    for embedded in EMBEDDED.iter().filter(|e| wanted(&e.role)) {
        let face = fonts.face(fonts.face_for(embedded.role).face);
        let has: usize = letters.iter().filter(|(c, _)| face.glyph(**c).is_some()).map(|(_, count)| count).sum();
        // The monospaced face is needed for code even if most of the text is in another script.
        if number(has) || embedded.role.family == Family::Mono || all == 0 {
            let bytes = subset(embedded.data, 0, &characters);
            let family = family(embedded.role).to_owned();
            out.extend(bytes.map(|bytes| FontFile { name: name(embedded.role), bytes, family, role: embedded.role }));
        }
    }
    let role = FontRole { family: theme.text.family, ..FontRole::default() };
    let own = fonts.face(fonts.face_for(role).face);
    letters.retain(|c, _| own.glyph(*c).is_none());
    out.extend(
        more(letters, &characters, fonts, role).into_iter().filter(|(_, count)| number(*count)).map(|(file, _)| file),
    );
    out
}

/// System faces for letters that the embedded faces lack, by number of letters.
fn more(
    mut letters: BTreeMap<char, usize>,
    characters: &BTreeSet<char>,
    fonts: &Fonts,
    role: FontRole,
) -> Vec<(FontFile, usize)> {
    let mut out = Vec::new();
    while let Some((&letter, &times)) = letters.iter().max_by_key(|(c, count)| (**count, std::cmp::Reverse(**c))) {
        letters.remove(&letter);
        let id =
            fonts.fallback(letter, role).map(|choice| choice.face).filter(|id| usize::from(id.0) >= EMBEDDED.len());
        let Some(id) = id else { continue };
        let face: &Face = fonts.face(id);
        let mut count = times;
        let has = |c: char| face.glyph(c).is_some();
        letters.retain(|c, times| {
            let own = has(*c);
            count += if own { *times } else { 0 };
            !own
        });
        let number = out.len() + 1;
        let (name, family) = (format!("fonts/more-{number}.ttf"), format!("more-{number}"));
        if let Some(bytes) = subset(face.data(), face.index(), characters) {
            out.push((FontFile { name, bytes, family, role }, count));
        }
        if out.len() == MOST_MORE {
            break;
        }
    }
    out
}

fn family(role: FontRole) -> &'static str {
    match role.family {
        Family::Serif => "serif",
        Family::Sans => "sans",
        Family::Mono => "mono",
        Family::Math => "math",
    }
}

fn name(role: FontRole) -> String {
    let weight = if role.bold { "-bold" } else { "" };
    let slope = if role.italic { "-italic" } else { "" };
    format!("fonts/{}{weight}{slope}.ttf", family(role))
}

/// The CSS for the faces; followed by generic families, so that the reader's choice of font still works.
pub fn style(files: &[FontFile], theme: &Theme) -> String {
    let mut out = String::new();
    for file in files {
        let weight = if file.role.bold { "bold" } else { "normal" };
        let slope = if file.role.italic { "italic" } else { "normal" };
        out.push_str(&format!(
            "@font-face {{ font-family: \"folio-{}\"; font-weight: {weight}; font-style: {slope}; src: url({}); }}\n",
            file.family, file.name
        ));
    }
    let has = |family: &str| files.iter().any(|file| file.family == family);
    let stack = |role: Family| {
        let own = family(FontRole { family: role, ..FontRole::default() });
        let generic = if role == Family::Sans { "sans-serif" } else { "serif" };
        let more = files.iter().map(|file| file.family.as_str()).filter(|name| name.starts_with("more-"));
        let mut names: Vec<String> = Some(own)
            .filter(|name| has(name))
            .into_iter()
            .chain(more)
            .map(|name| format!("\"folio-{name}\""))
            .collect();
        names.push(generic.to_owned());
        names.join(", ")
    };
    if files.iter().any(|file| file.family != "mono") {
        let heads = "h1, h2, h3, h4, h5, h6, th, .kicker, .summary";
        out.push_str(&format!("body {{ font-family: {}; }}\n", stack(theme.text.family)));
        out.push_str(&format!("{heads} {{ font-family: {}; }}\n", stack(theme.heading_1.family)));
    }
    if has("mono") {
        out.push_str("code, pre, kbd { font-family: \"folio-mono\", monospace; }\n");
    }
    out
}

/// The face with only the outlines that the characters can need; `None` if it is not a TrueType face.
fn subset(data: &[u8], index: u32, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = FontRef::from_index(data, index).ok()?;
    let glyphs = needed(&font, characters)?;
    let loca = font.loca(None).ok()?;
    let glyf = font.data_for_tag(Tag::new(b"glyf"))?;
    let mut outlines: Vec<u8> = Vec::new();
    let mut offsets: Vec<u8> = vec![0; 4];
    for glyph in 0..font.maxp().ok()?.num_glyphs() {
        if glyphs.contains(GlyphId::from(glyph)) {
            let (from, to) = (loca.get_raw(usize::from(glyph))?, loca.get_raw(usize::from(glyph) + 1)?);
            outlines.extend(glyf.as_bytes().get(from as usize..to as usize)?);
            outlines.resize(outlines.len().next_multiple_of(4), 0);
        }
        offsets.extend((outlines.len() as u32).to_be_bytes());
    }
    let mut head = font.data_for_tag(Tag::new(b"head"))?.as_bytes().to_vec();
    head.get_mut(8..12)?.fill(0); // checkSumAdjustment, filled in at the end
    *head.get_mut(51)? = 1; // indexToLocFormat: long
    let mut post = font.data_for_tag(Tag::new(b"post"))?.as_bytes().get(..32)?.to_vec();
    post[..4].copy_from_slice(&[0, 3, 0, 0]); // version 3: no glyph names
    let mut tables: Vec<([u8; 4], Vec<u8>)> =
        vec![(*b"glyf", outlines), (*b"head", head), (*b"loca", offsets), (*b"post", post)];
    for &tag in TABLES {
        if let Some(table) = font.data_for_tag(Tag::new(tag)) {
            tables.push((*tag, table.as_bytes().to_vec()));
        }
    }
    Some(lay_out(tables))
}

/// The glyphs of the characters, their alternates by features, and the components of both.
fn needed(font: &FontRef<'_>, characters: &BTreeSet<char>) -> Option<IntSet<GlyphId>> {
    let charmap = font.charmap();
    let mut glyphs: IntSet<GlyphId> = characters.iter().filter_map(|&c| charmap.map(c)).collect();
    glyphs.insert(GlyphId::NOTDEF);
    if let Ok(gsub) = font.gsub() {
        let mut lookups = IntSet::empty();
        let features = gsub.feature_list().ok()?;
        for record in features.feature_records() {
            if FEATURES.iter().any(|f| record.feature_tag() == Tag::new(f)) {
                let feature = record.feature(features.offset_data()).ok()?;
                lookups.extend(feature.lookup_list_indices().iter().map(|i| i.get()));
            }
        }
        gsub.closure_glyphs(&lookups, &mut glyphs).ok()?;
    }
    let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
    let mut waiting: Vec<GlyphId> = glyphs.iter().collect();
    while let Some(glyph) = waiting.pop() {
        if let Ok(Some(skrifa::raw::tables::glyf::Glyph::Composite(composite))) = loca.get_glyf(glyph, &glyf) {
            for component in composite.components() {
                let part = component.glyph;
                if glyphs.insert(part) {
                    waiting.push(part);
                }
            }
        }
    }
    Some(glyphs)
}

/// Assembles a font file from tables (OpenType, “Organization of an OpenType Font”).
fn lay_out(mut tables: Vec<([u8; 4], Vec<u8>)>) -> Vec<u8> {
    tables.sort();
    let count = tables.len() as u16;
    let power = count.ilog2() as u16;
    let range = 16 << power;
    let mut out = vec![0, 1, 0, 0];
    for field in [count, range, power, count * 16 - range] {
        out.extend(field.to_be_bytes());
    }
    let mut offset = out.len() + 16 * tables.len();
    let mut head = 0;
    for (tag, table) in &tables {
        if tag == b"head" {
            head = offset;
        }
        out.extend(tag);
        for field in [checksum(table), offset as u32, table.len() as u32] {
            out.extend(field.to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xB1B0_AFBAu32.wrapping_sub(checksum(&out));
    out[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    out
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::instance::{LocationRef, Size};

    #[test]
    fn the_style_sheet_names_the_families_that_are_there() {
        let theme = crate::theme::Theme::default();
        let file = |family: &str| FontFile {
            name: format!("fonts/{family}.ttf"),
            bytes: Vec::new(),
            family: family.to_owned(),
            role: FontRole::default(),
        };
        let all = style(&["serif", "sans", "mono", "more-1"].map(file), &theme);
        assert!(all.contains("body { font-family: \"folio-serif\", \"folio-more-1\", serif; }"), "{all}");
        assert!(all.contains("code, pre, kbd { font-family: \"folio-mono\", monospace; }"), "{all}");
        let other = style(&["more-1"].map(file), &theme);
        assert!(other.contains("body { font-family: \"folio-more-1\", serif; }"), "{other}");
        assert!(!other.contains("folio-mono") && !other.contains("folio-s"), "{other}");
    }

    #[test]
    fn a_subset_draws_its_letters_and_no_others() {
        let data = EMBEDDED[0].data;
        let bytes = subset(data, 0, &"fiÄ1".chars().collect()).unwrap();
        assert!(bytes.len() < data.len() * 3 / 4, "{} of {}", bytes.len(), data.len()); // the rest is kerning
        assert_eq!(checksum(&bytes), 0xB1B0_AFBA);
        let font = FontRef::new(&bytes).unwrap();
        let bounds = |c: char| {
            let glyph = font.charmap().map(c).unwrap();
            font.glyph_metrics(Size::unscaled(), LocationRef::default()).bounds(glyph).map(|b| b.x_max > b.x_min)
        };
        assert_eq!(bounds('Ä'), Some(true));
        assert_ne!(bounds('z'), Some(true));
        assert!(font.gsub().is_ok() && font.gpos().is_ok());
    }
}
