//! Syntax highlighting: each class of [`crate::highlight`] has a color with a contrast of 7 to 1 on any panel (WCAG
//! 2.2, 1.4.6); the most important ones differ without color too (comments italic, keywords bold).

use crate::highlight::{CodeClass, CodeToken, highlight};
use crate::typeset::model::{Color, StyledParagraph, StyledRun};

/// The color of a class; `None`: the text color.
fn ink(class: CodeClass) -> Option<Color> {
    let value = match class {
        CodeClass::Comment | CodeClass::Prompt => 0x48525d,
        CodeClass::String | CodeClass::Added => 0x1b5e20,
        CodeClass::Number | CodeClass::Constant => 0x8a3300,
        CodeClass::Keyword => 0x6a1b6e,
        CodeClass::Type | CodeClass::Tag | CodeClass::Key => 0x14497a,
        CodeClass::Function => 0x0b4f6c,
        CodeClass::Meta => 0x6b4a00,
        CodeClass::Removed => 0x9b1c1c,
        CodeClass::Output => return None,
    };
    Some(Color::rgb(value))
}

/// Highlights a paragraph of verbatim text, which must be one run.
pub(super) fn color(paragraph: &mut StyledParagraph, language: &str) {
    let [base] = paragraph.runs.as_slice() else { return };
    let base = base.clone();
    let pieces = highlight(language, &paragraph.text);
    let mut runs = Vec::with_capacity(2 * pieces.len() + 1);
    let mut end = base.range.start;
    for CodeToken { range, class } in pieces {
        let Some(color) = ink(class) else { continue };
        if range.start > end {
            runs.push(StyledRun { range: end..range.start, ..base.clone() });
        }
        let mut run = base.clone();
        end = range.end;
        run.range = range;
        run.color = color;
        run.font.italic |= class == CodeClass::Comment;
        run.font.bold |= class == CodeClass::Keyword;
        runs.push(run);
    }
    if end < base.range.end {
        runs.push(StyledRun { range: end..base.range.end, ..base.clone() });
    }
    paragraph.runs = runs;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(color: Color) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }

    #[test]
    fn every_ink_keeps_its_contrast_on_a_light_panel() {
        let panel = luminance(Color::rgb(0xf2f2f2));
        for class in [
            CodeClass::Comment,
            CodeClass::String,
            CodeClass::Number,
            CodeClass::Keyword,
            CodeClass::Type,
            CodeClass::Function,
            CodeClass::Constant,
            CodeClass::Meta,
            CodeClass::Tag,
            CodeClass::Key,
            CodeClass::Added,
            CodeClass::Removed,
            CodeClass::Prompt,
        ] {
            let ratio = (panel + 0.05) / (luminance(ink(class).unwrap()) + 0.05);
            assert!(ratio >= 7.0, "{class:?}: {ratio:.1}");
        }
    }
}
