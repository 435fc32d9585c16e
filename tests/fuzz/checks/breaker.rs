//! The total-fit breaker: a paragraph of any text in any style and measure has every byte in its lines, once and in
//! order, and is the same when it is set again.

use folio::fonts::{Family, FontRole, Fonts};
use folio::typeset::model::*;
use folio::typeset::paragraph::{Setter, natural_widths, set};

/// How many bytes stand before the text.
const HEAD: usize = 12;

const FAMILIES: [Family; 4] = [Family::Serif, Family::Sans, Family::Mono, Family::Math];
const LANGUAGES: [&str; 8] = ["en", "de", "fr", "ru", "ja", "zh", "he", ""];
const ALIGNMENTS: [Alignment; 4] = [Alignment::Justify, Alignment::Start, Alignment::Center, Alignment::End];

/// The first bytes choose the measure, the style of the lines and of two runs; the rest is the text.
pub fn breaker(bytes: &[u8]) {
    let Some((head, rest)) = bytes.split_first_chunk::<HEAD>() else { return };
    let text = String::from_utf8_lossy(rest);
    // What the model promises of a text: normalized, so no carriage returns.
    let text = text.replace(['\r', '\0'], " ");
    let (paragraph, measure) = paragraph(head, text);
    let fonts = Fonts::default();
    let setter = Setter::new(&fonts);
    let lines = set(&paragraph, measure, &setter);
    every_byte_is_there(&paragraph, &lines);
    // What the setter remembers changes how fast, never what it answers.
    let again = set(&paragraph, measure, &setter);
    assert_eq!(format!("{lines:?}"), format!("{again:?}"), "setting twice gives different lines");
    let (least, most) = natural_widths(&paragraph, &setter);
    assert!(least <= most.max(least) && least >= Length::ZERO, "natural widths: {least:?}, {most:?}");
}

fn paragraph(head: &[u8; HEAD], text: String) -> (StyledParagraph, Length) {
    let [wide, fine, flags, align, indent, shaped, first, second, cut, size, hyphenation, expansion] = *head;
    let measure = Length(i64::from(wide) * (2 << 16) + i64::from(fine) * 511);
    let mut at = text.len() * usize::from(cut) / 255;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let sized = |by: u8| Length(i64::from(size % 40 + 1) * 65536 + i64::from(by));
    let run = |range: std::ops::Range<usize>, how: u8| StyledRun {
        range,
        font: FontRole { family: FAMILIES[usize::from(how & 3)], bold: how & 4 != 0, italic: how & 8 != 0 },
        size: sized(how),
        color: Color::BLACK,
        raise: Length::ZERO,
        features: FontFeatures {
            small_caps: flags & 0x80 != 0,
            no_ligatures: how & 16 != 0,
            ..FontFeatures::default()
        },
        language: LANGUAGES[usize::from(how >> 5)].to_owned(),
        hyphenate: how >> 5 != 7,
        decoration: Decoration::default(),
        node: NodeId(0),
        link: None,
        note: None,
        anchor: None,
        isolate: None,
    };
    let runs = [run(0..at, first), run(at..text.len(), second)];
    let object = |i: usize| InlineObject {
        width: Length::pt((i * 37 % 300) as f64),
        ascent: Length::pt(9.0),
        descent: Length::pt(2.0),
        content: ObjectContent::Space,
    };
    let paragraph = StyledParagraph {
        runs: runs.into_iter().filter(|run| !run.range.is_empty()).collect(),
        links: Vec::new(),
        objects: (0..text.matches('\u{FFFC}').count()).map(object).collect(),
        lines: LineStyle {
            alignment: ALIGNMENTS[usize::from(align & 3)],
            indent: Length(i64::from(indent as i8) * 65536),
            leading: Length::pt(14.0),
            protrusion: flags & 1 != 0,
            expansion: u16::from(expansion % 64),
            hyphenation: Hyphenation {
                shortest_word: hyphenation & 7,
                before: hyphenation >> 3 & 3,
                after: hyphenation >> 5,
            },
            shape: (0..shaped % 5)
                .map(|i| LineShape { indent: Length::pt(f64::from(i)), width: Length::pt(f64::from(shaped)) })
                .collect(),
            wrap_anywhere: flags & 2 != 0,
            keep_spaces: flags & 4 != 0,
        },
        right_to_left: flags & 8 != 0,
        text,
    };
    (paragraph, measure)
}

/// Every character of the text is in the lines, once and in order; forced ends are spaces, and a soft hyphen is there only
/// where a line ends at it.
fn every_byte_is_there(paragraph: &StyledParagraph, set: &SetLines) {
    let mut said = String::new();
    let (mut next, mut objects) = (0, 0);
    for line in &set.lines {
        assert_eq!(line.items.start, next, "lines hold all items, one behind the other");
        next = line.items.end;
        let items = &set.items[line.items.start as usize..line.items.end as usize];
        // What is no content is a mark where a line was cut.
        for item in items.iter().filter(|item| item.node.is_some()) {
            match &item.kind {
                LineItemKind::Glyphs(run) => {
                    let glyphs = set.sorts.glyphs(run);
                    let bytes: u32 = glyphs.iter().map(|g| u32::from(g.text)).sum();
                    assert_eq!(bytes, run.text.end - run.text.start, "the glyphs' lengths add up to their text");
                    said.push_str(set.sorts.text(run));
                }
                LineItemKind::Object(_) => objects += 1,
            }
        }
    }
    assert_eq!(next as usize, set.items.len(), "no item stands outside of the lines");
    assert_eq!(objects, paragraph.objects.len(), "every object stands in a line");
    let reordered = paragraph.right_to_left || paragraph.text.chars().any(from_right_to_left);
    let plain = |text: &str| {
        let kept = text.chars().filter(|c| !"\u{AD}\u{200B}\u{FFFC}".contains(*c));
        let mut text: Vec<char> = kept.map(|c| if c == '\n' || c == '\t' { ' ' } else { c }).collect();
        // Runs are in visual order: where that is another, what they hold is compared without an order.
        if reordered {
            text.sort_unstable();
        }
        text.into_iter().collect::<String>()
    };
    assert_eq!(plain(&said), plain(&paragraph.text), "text is lost, doubled or moved");
}

/// Whether a character runs from right to left or says that others do.
fn from_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
