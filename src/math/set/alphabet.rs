//! The mathematical alphabets (Unicode, chapter 22.2).

use pulldown_latex::event::Font;

/// The character for `c` in an alphabet; by default, Latin and small Greek letters are italic, as variables are.
pub fn character(c: char, font: Option<Font>) -> char {
    let Some(font) = font else {
        return if c.is_ascii_alphabetic() || is_small_greek(c) { italic(c) } else { c };
    };
    match font {
        Font::UpRight => c,
        Font::Italic => italic(c),
        Font::Bold => letters(c, 0x1d400, 0x1d41a).or(greek(c, 0x1d6a8)).or(digits(c, 0x1d7ce)).unwrap_or(c),
        Font::BoldItalic => letters(c, 0x1d468, 0x1d482).or(greek(c, 0x1d71c)).unwrap_or(c),
        Font::BoldSymbol => {
            let upright = c.is_ascii_digit() || ('Α'..='Ω').contains(&c);
            character(c, Some(if upright { Font::Bold } else { Font::BoldItalic }))
        }
        Font::Script => exception(c, SCRIPT).or(letters(c, 0x1d49c, 0x1d4b6)).unwrap_or(c),
        Font::BoldScript => letters(c, 0x1d4d0, 0x1d4ea).unwrap_or(c),
        Font::Fraktur => exception(c, FRAKTUR).or(letters(c, 0x1d504, 0x1d51e)).unwrap_or(c),
        Font::BoldFraktur => letters(c, 0x1d56c, 0x1d586).unwrap_or(c),
        Font::DoubleStruck | Font::DoubleStruckItalic => {
            exception(c, DOUBLE_STRUCK).or(letters(c, 0x1d538, 0x1d552)).or(digits(c, 0x1d7d8)).unwrap_or(c)
        }
        Font::SansSerif => letters(c, 0x1d5a0, 0x1d5ba).or(digits(c, 0x1d7e2)).unwrap_or(c),
        Font::SansSerifItalic => letters(c, 0x1d608, 0x1d622).unwrap_or(c),
        Font::BoldSansSerif => letters(c, 0x1d5d4, 0x1d5ee).or(digits(c, 0x1d7ec)).unwrap_or(c),
        Font::SansSerifBoldItalic => letters(c, 0x1d63c, 0x1d656).unwrap_or(c),
        Font::Monospace => letters(c, 0x1d670, 0x1d68a).or(digits(c, 0x1d7f6)).unwrap_or(c),
    }
}

const SCRIPT: &[(char, char)] = &[
    ('B', 'ℬ'),
    ('E', 'ℰ'),
    ('F', 'ℱ'),
    ('H', 'ℋ'),
    ('I', 'ℐ'),
    ('L', 'ℒ'),
    ('M', 'ℳ'),
    ('R', 'ℛ'),
    ('e', 'ℯ'),
    ('g', 'ℊ'),
    ('o', 'ℴ'),
];
const FRAKTUR: &[(char, char)] = &[('C', 'ℭ'), ('H', 'ℌ'), ('I', 'ℑ'), ('R', 'ℜ'), ('Z', 'ℨ')];
const DOUBLE_STRUCK: &[(char, char)] =
    &[('C', 'ℂ'), ('H', 'ℍ'), ('N', 'ℕ'), ('P', 'ℙ'), ('Q', 'ℚ'), ('R', 'ℝ'), ('Z', 'ℤ')];

fn italic(c: char) -> char {
    match c {
        'h' => 'ℎ',
        'ı' => '𝚤',
        'ȷ' => '𝚥',
        _ => letters(c, 0x1d434, 0x1d44e).or(greek(c, 0x1d6e2)).unwrap_or(c),
    }
}

fn is_small_greek(c: char) -> bool {
    matches!(c, 'α'..='ω' | 'ϵ' | 'ϑ' | 'ϰ' | 'ϕ' | 'ϱ' | 'ϖ')
}

fn exception(c: char, list: &[(char, char)]) -> Option<char> {
    list.iter().find(|(from, _)| *from == c).map(|(_, to)| *to)
}

fn letters(c: char, upper: u32, lower: u32) -> Option<char> {
    match c {
        'A'..='Z' => char::from_u32(upper + (c as u32 - 'A' as u32)),
        'a'..='z' => char::from_u32(lower + (c as u32 - 'a' as u32)),
        _ => None,
    }
}

fn digits(c: char, zero: u32) -> Option<char> {
    c.to_digit(10).and_then(|d| char::from_u32(zero + d))
}

/// The character for a Greek letter in an alphabet whose capital alpha is `alpha`: small letters follow at 26, then
/// the variants.
fn greek(c: char, alpha: u32) -> Option<char> {
    let offset = match c {
        'Α'..='Ω' => c as u32 - 'Α' as u32,
        '∇' => 25,
        'α'..='ω' => 26 + (c as u32 - 'α' as u32),
        'ϵ' => 52,
        'ϑ' => 53,
        'ϰ' => 54,
        'ϕ' => 55,
        'ϱ' => 56,
        'ϖ' => 57,
        _ => return None,
    };
    char::from_u32(alpha + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_their_alphabets() {
        assert_eq!(character('x', None), '𝑥');
        assert_eq!(character('h', None), 'ℎ');
        assert_eq!(character('α', None), '𝛼');
        assert_eq!(character('Γ', None), 'Γ');
        assert_eq!(character('R', Some(Font::DoubleStruck)), 'ℝ');
        assert_eq!(character('L', Some(Font::Script)), 'ℒ');
        assert_eq!(character('ω', Some(Font::Bold)), '𝛚');
        assert_eq!(character('7', Some(Font::Bold)), '𝟕');
    }
}
