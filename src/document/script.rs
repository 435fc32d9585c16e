//! Line-layout properties of scripts: word spaces, full-width characters.

/// Whether a character is written without spaces between words: ideographs, kana, bopomofo and Yi with their full-width
/// punctuation. This is the “space-discarding character set” of CSS Text 4; Hangul, which has spaces, is none of it.
///
/// ```
/// use folio::document::script::is_unspaced;
/// assert!("猫はー。　Ａｶ".chars().all(is_unspaced) && !"cat한“…".chars().any(is_unspaced));
/// ```
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x2e80..=0x312f | 0x3190..=0xa4cf | 0xf900..=0xfaff | 0xfe10..=0xfe1f | 0xfe30..=0xfe6f
        | 0xff01..=0xff9f | 0xffe0..=0xffe6 | 0x16fe0..=0x1b2ff | 0x1f200..=0x1f2ff | 0x2_0000..=0x3_ffff)
}

/// Whether a character is a letter of an unspaced script.
pub fn is_unspaced_letter(c: char) -> bool {
    is_unspaced(c) && c.is_alphabetic() && !matches!(c, '\u{ff01}'..='\u{ff60}')
}

/// Whether a character is Korean.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{ffa0}'..='\u{ffdc}')
}

/// Whether a character is full-width, with break opportunities on both sides.
pub fn is_square(c: char) -> bool {
    is_unspaced(c) || matches!(c, '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' | '\u{ffa0}'..='\u{ffdc}')
}

/// Whether adjacent words may have no space between them: the scripts of [`is_unspaced`], and those of South East Asia
/// and Tibet, which separate only phrases.
pub fn is_run_on(c: char) -> bool {
    is_unspaced(c)
        || matches!(c, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1980}'..='\u{1aad}'
            | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}
