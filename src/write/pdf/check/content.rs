//! Page content: all content is marked, and every glyph has a text.

use super::document::Pages;
use super::drawings::MOST_SAVED;
use super::file::PdfFile;
use super::fonts::{Codes, FontCodes};
use super::parse::{Dict, ObjectParser, PdfValue};
use super::{Claims, PdfDefects, human};
use rayon::prelude::*;

/// The number of marked-content sequences of each page; their identifiers count from 0.
pub(super) type Marked = Vec<usize>;

/// Checks the content of all pages.
pub(super) fn check(file: &PdfFile<'_>, pages: &Pages, fonts: &FontCodes, findings: &mut PdfDefects) -> Marked {
    let checked: Vec<(usize, PdfDefects)> = pages
        .ids
        .par_iter()
        .map(|&id| {
            let mut own = PdfDefects::default();
            let marked = page(file, id, pages.claims, fonts, &mut own);
            (marked, own)
        })
        .collect();
    let mut marked = Vec::with_capacity(checked.len());
    for (count, own) in checked {
        findings.append(own);
        marked.push(count);
    }
    images(file, pages.claims.a.is_some(), findings);
    marked
}

/// The image dictionaries (8.9.5).
fn images(file: &PdfFile<'_>, archival: bool, findings: &mut PdfDefects) {
    for (id, object) in file.objects.iter().enumerate() {
        let Some((PdfValue::Dict(image), Some(data))) = object.as_ref().map(|o| (&o.value, o.data)) else { continue };
        if image.name("Subtype") != Some(b"Image") {
            continue;
        }
        let at = Some(id as u32);
        let positive = |key| image.int(key).is_some_and(|v| v > 0);
        let bits = matches!(image.int("BitsPerComponent"), Some(1 | 2 | 4 | 8 | 16));
        let sized = positive("Width") && positive("Height") && bits && !data.is_empty();
        findings.expect(sized, "8.9.5", at, "the image has no size or no data");
        findings.expect(
            image.get("Interpolate") != Some(&PdfValue::Bool(true)),
            "A 6.2.8",
            at,
            "the image is interpolated",
        );
        if archival {
            let device = matches!(image.name("ColorSpace"), Some(b"DeviceGray" | b"DeviceRGB"));
            let space = file.resolve_array(image.get("ColorSpace"));
            let based = space.is_some_and(|s| match s {
                [PdfValue::Name(b"ICCBased"), PdfValue::Ref(profile)] => is_profile(file, *profile),
                [PdfValue::Name(b"Indexed"), PdfValue::Name(b"DeviceRGB"), PdfValue::Int(0..=255), _] => true,
                _ => false,
            });
            findings.expect(device || based, "A 6.2.4.3", at, "the image's colours depend on the device");
        }
        if let Some(mask) = image.get("SMask") {
            let gray = file.resolve(Some(mask)).is_some_and(|m| m.name("ColorSpace") == Some(b"DeviceGray"));
            findings.expect(gray, "11.6.5.3", at, "the image's mask is none");
        }
    }
}

/// Whether an object is an ICC profile for images with the number of components it states (A 6.2.4.2).
fn is_profile(file: &PdfFile<'_>, id: u32) -> bool {
    let Some((dict, data)) = file.stream(id) else { return false };
    let colours: &[u8] = match dict.int("N") {
        Some(1) => b"GRAY",
        Some(3) => b"RGB ",
        Some(4) => b"CMYK",
        _ => return false,
    };
    let class = matches!(data.get(12..16), Some(b"prtr" | b"mntr" | b"scnr" | b"spac"));
    let space = data.get(16..20) == Some(colours) || dict.int("N") == Some(3) && data.get(16..20) == Some(b"Lab ");
    class && space && data.get(36..40) == Some(b"acsp") && data.get(8).is_some_and(|&version| version < 5)
}

/// State while content is read.
#[derive(Default)]
struct ContentState {
    /// Whether a marked-content sequence is open; ours are never nested.
    marked: bool,
    in_text: bool,
    saved: usize,
    identifiers: usize,
}

/// Limit of operands; no operator takes more.
const MOST_OPERANDS: usize = 64;

fn page(file: &PdfFile<'_>, id: u32, claims: Claims, fonts: &FontCodes, findings: &mut PdfDefects) -> usize {
    let Some(page) = file.dict(id) else { return 0 };
    let Some(content) = page.reference("Contents") else { return 0 };
    let Some((_, bytes)) = file.stream(content) else {
        findings.add("7.8.2", Some(content), "the content can't be inflated");
        return 0;
    };
    let none = Dict::default();
    let resources = file.resolve(page.get("Resources")).unwrap_or(&none);
    let part = |key| file.resolve(resources.get(key)).unwrap_or(&none);
    let (known_fonts, xobjects) = (part("Font"), part("XObject"));
    let mut state = ContentState::default();
    let mut font: Option<&Codes> = None;
    let mut parser = ObjectParser::new(&bytes);
    let mut operands: Vec<PdfValue<'_>> = Vec::new();
    // Whether the strings among the operands have only glyphs of the font.
    let mut glyphs: Option<bool> = None;
    loop {
        let mut bad = |rule, message: &str| findings.add(rule, Some(content), message);
        parser.space();
        if parser.rest().is_empty() {
            break;
        }
        if let Some(sound) = shown(&mut parser, font) {
            glyphs = Some(sound);
            continue;
        }
        if let Some(value) = parser.value() {
            operands.push(value);
            if operands.len() > MOST_OPERANDS {
                bad("7.8.2", "there is no end of operands");
                return state.identifiers;
            }
            continue;
        }
        let operator = parser.word();
        match operator {
            b"BDC" | b"BMC" => {
                if state.marked {
                    bad("14.6", "marked content lies in marked content");
                }
                state.marked = true;
                begin(&operands, &mut state, &mut bad);
                if let (Some(PdfValue::Dict(dict)), true) = (operands.last(), claims.ua == Some(2)) {
                    human(dict, &["ActualText", "Alt", "E"], Some(content), findings);
                }
            }
            b"EMC" => {
                if !std::mem::take(&mut state.marked) {
                    bad("14.6", "marked content ends that did not begin");
                }
            }
            b"BT" | b"ET" => {
                if state.in_text == (operator == b"BT") {
                    bad("9.4.1", "text objects begin and end out of turn");
                }
                state.in_text = operator == b"BT";
            }
            b"q" => {
                state.saved += 1;
                if state.saved > MOST_SAVED {
                    bad("A 6.1.13", "too many graphics states are saved in each other");
                }
            }
            b"Q" => match state.saved.checked_sub(1) {
                Some(saved) => state.saved = saved,
                None => bad("8.4.2", "the graphics state is restored that was not saved"),
            },
            b"Tf" => {
                let name = match operands.first() {
                    Some(PdfValue::Name(name)) => std::str::from_utf8(name).ok(),
                    _ => None,
                };
                font = name.and_then(|n| known_fonts.reference(n)).and_then(|id| fonts.get(&id));
                if font.is_none() {
                    bad("9.3.1", "a font is chosen that the page's resources do not name");
                }
            }
            b"TJ" | b"Tj" => {
                if !state.in_text {
                    bad("9.4.1", "text is shown outside of a text object");
                }
                if !state.marked {
                    bad("UA 7.1", "text is neither content of an element nor an artifact");
                }
                if glyphs != Some(true) || !operands.is_empty() {
                    bad("UA 7.21.7", "a glyph is shown that has no text or no width");
                }
            }
            b"Do" => {
                let name = match operands.first() {
                    Some(PdfValue::Name(name)) => std::str::from_utf8(name).ok(),
                    _ => None,
                };
                if name.and_then(|n| xobjects.reference(n)).is_none() {
                    bad("8.8", "something is drawn that the page's resources do not name");
                }
                if !state.marked {
                    bad("UA 7.1", "an image is neither content of an element nor an artifact");
                }
            }
            b"f" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" | b"sh" => {
                if !state.marked {
                    bad("UA 7.1", "a drawing is neither content of an element nor an artifact");
                }
            }
            b"Td" | b"Tm" | b"Tw" | b"Tz" | b"Ts" | b"rg" | b"RG" | b"w" | b"re" | b"m" | b"l" | b"c" | b"h"
            | b"cm" | b"n" | b"W" | b"W*" | b"J" | b"j" | b"M" | b"d" | b"gs" | b"g" | b"G" => {}
            _ => {
                bad("A 6.2.2", "there is an operator that we never write");
                return state.identifiers;
            }
        }
        operands.clear();
        glyphs = None;
    }
    let mut bad = |rule, message: &str| findings.add(rule, Some(content), message);
    if state.marked || state.in_text || state.saved != 0 {
        bad("14.6", "something is still open at the end of the content");
    }
    state.identifiers
}

/// Start of marked content: of an element, with the next identifier, or of an artifact (14.8.2.2).
fn begin(operands: &[PdfValue<'_>], state: &mut ContentState, bad: &mut impl FnMut(&'static str, &str)) {
    let identifier = match operands {
        [PdfValue::Name(b"Artifact"), PdfValue::Dict(dict)] => {
            if !matches!(dict.name("Type"), Some(b"Layout" | b"Pagination" | b"Background" | b"Page")) {
                bad("14.8.2.2", "an artifact is of no known type");
            }
            return;
        }
        [PdfValue::Name(b"Artifact")] => return,
        [PdfValue::Name(_), PdfValue::Dict(dict)] => dict.int("MCID"),
        _ => None,
    };
    match identifier {
        Some(identifier) if identifier == state.identifiers as i64 => state.identifiers += 1,
        Some(_) => bad("14.7.4.3", "the identifiers of marked content do not count from 0"),
        None => bad("14.7.4.3", "marked content has no identifier"),
    }
}

/// Skips a string, or an array of strings and numbers; returns whether all their glyphs have a text and a width in the
/// font, or `None` for anything else. Most of a page is such strings, so they are not parsed into values.
fn shown(parser: &mut ObjectParser<'_>, font: Option<&Codes>) -> Option<bool> {
    let bytes = parser.rest();
    if bytes.first() == Some(&b'(') {
        let (sound, length) = string(bytes, font)?;
        parser.at += length;
        return Some(sound);
    }
    if bytes.first() != Some(&b'[') {
        return None;
    }
    let (mut at, mut all) = (1, true);
    loop {
        match *bytes.get(at)? {
            b' ' | b'\n' => at += 1,
            b'(' => {
                let (sound, length) = string(&bytes[at..], font)?;
                all &= sound;
                at += length;
            }
            b']' => {
                parser.at += at + 1;
                return Some(all);
            }
            b'-' | b'.' | b'0'..=b'9' => {
                let (is_number, length) = number(&bytes[at..]);
                all &= is_number;
                at += length;
            }
            _ => return None,
        }
    }
}

/// Skips a number: whether it has digits, and its length.
fn number(bytes: &[u8]) -> (bool, usize) {
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(sign);
    let mut at = sign + whole;
    if bytes.get(at) != Some(&b'.') {
        return (whole > 0, at);
    }
    let part = digits(at + 1);
    at += 1 + part;
    (whole + part > 0, at)
}

/// Skips a string: whether its glyphs are valid, and its length.
fn string(bytes: &[u8], font: Option<&Codes>) -> Option<(bool, usize)> {
    let mut all = font.is_some();
    let mut at = 1;
    loop {
        at += font.map_or(0, |font| font.plain(&bytes[at..]));
        let first = *bytes.get(at)?;
        if first == b')' {
            return Some((all, at + 1));
        }
        match (first, *bytes.get(at + 1)?) {
            (b'(' | b'\\', _) | (_, b'(' | b'\\') => {
                let mut parser = ObjectParser::new(bytes);
                let bytes = parser.value()?.bytes()?;
                return Some((font.is_some_and(|font| has_all(font, &bytes)), parser.at));
            }
            (_, b')') => return Some((false, at + 2)),
            (high, low) => all &= font.is_some_and(|font| font.has(u16::from_be_bytes([high, low]))),
        }
        at += 2;
    }
}

/// Whether all codes of a string have a text and a width.
fn has_all(font: &Codes, bytes: &[u8]) -> bool {
    let (pairs, rest) = bytes.as_chunks::<2>();
    rest.is_empty() && pairs.iter().all(|&pair| font.has(u16::from_be_bytes(pair)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_string_is_looked_up() {
        let pairs = Codes::of(&[0x0041, 0x4142]);
        // The operands, the expected result, and the rest of the stack.
        let try_one = |content: &'static [u8]| {
            let mut parser = ObjectParser::new(content);
            (shown(&mut parser, Some(&pairs)), parser.rest())
        };
        assert_eq!(try_one(b"[(\0AAB)-12.5(\0A)3]TJ"), (Some(true), &b"TJ"[..]));
        assert_eq!(try_one(b"(A\\102)Tj"), (Some(true), &b"Tj"[..]), "66 as an octal escape");
        assert_eq!(try_one(b"[(\0A)(\0B)]TJ"), (Some(false), &b"TJ"[..]), "no code of the font");
        assert_eq!(try_one(b"[(\0A)-]TJ"), (Some(false), &b"TJ"[..]), "no number");
        assert_eq!(try_one(b"[(\0AA)]TJ"), (Some(false), &b"TJ"[..]), "half a code");
        assert_eq!(try_one(b"[/Name]TJ").0, None, "something else");
        assert_eq!(shown(&mut ObjectParser::new(b"(\0A)"), None), Some(false), "no font is chosen");
    }
}
