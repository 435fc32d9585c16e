//! Running text, and the lines that stand out of it.

use super::choice::choice;
use super::group::group;
use super::read::{Field, ThemeReader, ThemeValue};
use crate::fonts::Family;
use crate::measure::{Alignment, Color, Extent, Length};

group! {
    /// Running text.
    Text {
        /// Its family.
        family "family": Family,
        /// The size of the em.
        size "size": Extent,
        /// From baseline to baseline, in `em` of the text.
        leading "leading": Extent,
        /// Its color.
        color "color": Color,
        /// How lines fill the measure.
        align "align": Alignment,
        /// Indent of the first line of a paragraph that follows another.
        indent "indent": Extent,
        /// Space between paragraphs.
        space "space": Extent,
        /// Whether the first paragraph of a section is indented as well.
        indent_first "indent-first": bool,
        /// Whether figures in text have ascenders and descenders.
        old_style_figures "old-style-figures": bool,
        /// Whether words are divided.
        hyphenate "hyphenate": bool,
        /// Whether glyphs hang into the margin.
        protrusion "protrusion": bool,
        /// The most that glyphs are widened or narrowed, in thousandths.
        expansion "expansion": u16,
        /// Lines that the first letter of a chapter is tall; 0: no drop capital.
        drop_capital "drop-capital": u16,
        /// How stressed words stand out.
        emphasis "emphasis": Emphasis,
        /// The size of small print within a line, relative to the text around it.
        small "small": Ratio,
    }
}

group! {
    /// A line or a few that stand out: headings, title, captions.
    Display {
        /// The family.
        family "family": Family,
        /// The size of the em, relative to the text.
        size "size": Extent,
        /// From baseline to baseline, relative to its size.
        leading "leading": Ratio,
        /// Semibold.
        bold "bold": bool,
        /// Italic.
        italic "italic": bool,
        /// Small capitals.
        small_caps "small-caps": bool,
        /// Color.
        color "color": Color,
        /// How it stands in the measure.
        align "align": Alignment,
        /// White space above.
        before "before": Extent,
        /// White space below.
        after "after": Extent,
    }
}

choice! {
    /// How stressed words stand out.
    Emphasis {
        /// They slant.
        Italic "italic",
        /// They are bold, for readers whom slanted letters tire.
        Bold "bold",
    }
}

impl Text {
    /// Whether stressed words are bold.
    pub fn emphasis_bold(&self) -> bool {
        self.emphasis == Emphasis::Bold
    }
}

/// A ratio: in TOML a number such as `1.3`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio(pub f64);

/// The ratios that a theme can have.
const RATIOS: std::ops::RangeInclusive<f64> = 0.3..=4.0;

impl Ratio {
    /// The length times the ratio.
    pub fn of(self, length: Length) -> Length {
        Length((length.0 as f64 * self.0).round() as i64)
    }
}

impl Field for Ratio {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        let value_ref = value.get_ref();
        let text = value_ref.as_float().map(|f| f.as_str()).or(value_ref.as_integer().map(|i| i.as_str()));
        match text.and_then(|t| t.parse::<f64>().ok()).filter(|n| RATIOS.contains(n)) {
            Some(number) => *self = Ratio(number),
            None => reader.wrong(name, value, "a number from 0.3 to 4", ""),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "number", "minimum": RATIOS.start(), "maximum": RATIOS.end() })
    }
}
