//! Margin kerning: protrusion of glyphs into the margin, for an optically straight edge.
//!
//! Hàn Thế Thành, *Micro-typographic extensions to the TeX typesetting system*, TUGboat 21 (2000), 317–434. The
//! amounts are in thousandths of a glyph's width and were chosen by eye on the embedded faces.

use super::shape::{ShapedSegment, Shaper};

/// Protrusion of a character at the start of a line.
pub(super) fn start(c: char) -> i64 {
    match c {
        '“' | '”' | '„' | '"' => 450,
        '‘' | '’' | '‚' | '\'' => 550,
        '«' | '‹' => 300,
        '(' | '[' | '{' => 80,
        '-' | '\u{2010}' => 300,
        '–' => 200,
        '—' => 120,
        // The empty half of full-width brackets (JLREQ 3.1.5).
        '「' | '『' | '（' | '【' | '《' | '〈' | '〔' | '［' | '｛' => 500,
        'A' | 'V' | 'W' | 'Y' | 'T' => 50,
        'v' | 'w' | 'y' => 50,
        'C' | 'G' | 'O' | 'Q' | 'c' | 'e' | 'o' => 25,
        'J' | 'j' | 'x' | 'X' => 40,
        _ => 0,
    }
}

/// Protrusion of a character at the end of a line.
pub(super) fn end(c: char) -> i64 {
    match c {
        '.' | ',' | '،' | '۔' => 650,
        '-' | '\u{2010}' | '\u{AD}' => 550,
        ':' | ';' | '؛' | '׃' => 400,
        '’' | '‘' | '\'' => 550,
        '”' | '“' | '"' => 400,
        '»' | '›' => 300,
        '!' | '?' | '؟' => 120,
        '–' => 250,
        // The empty half of full-width marks and brackets (JLREQ 3.1.9, CLREQ 3.1.6).
        '、' | '。' | '，' | '．' | '」' | '』' | '）' | '】' | '》' | '〉' | '〕' | '］' | '｝' => 500,
        '—' => 150,
        ')' | ']' | '}' => 100,
        '*' => 200,
        'A' | 'V' | 'W' | 'Y' | 'T' | 'P' | 'F' | 'L' => 50,
        'r' | 'f' | 'k' | 't' | 'v' | 'w' | 'x' | 'y' => 50,
        'D' | 'O' | 'b' | 'c' | 'o' | 'p' => 25,
        _ => 0,
    }
}

/// `share` thousandths of the width of a segment's rightmost or leftmost glyph, in scaled points at a size.
pub(super) fn amount(shaper: &Shaper, segment: &ShapedSegment, c: char, share: i64, right: bool, size: i64) -> i64 {
    let glyphs = shaper.glyphs(segment);
    let glyph = if right { glyphs.last() } else { glyphs.first() };
    // Ligatures and clusters of several characters do not protrude.
    let Some(glyph) = glyph.filter(|g| usize::from(g.text) == c.len_utf8()) else { return 0 };
    i64::from(glyph.advance) * size / segment.units * share / 1000
}
