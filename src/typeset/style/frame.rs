//! Properties that blocks inherit from their container: position, text style, language.

use crate::fonts::FontRole;
use crate::theme::{Display, Theme};
use crate::typeset::model::*;
use std::rc::Rc;

/// Properties inherited from the container.
#[derive(Clone, Debug)]
pub(super) struct BlockFrame {
    /// Offset from the left edge of the column.
    pub left: Length,
    /// Width (in cells: relative to the cell's width).
    pub width: Length,
    /// The parent node of blocks here.
    pub parent: NodeId,
    /// The innermost panel.
    pub panel: Option<u32>,
    /// Text style.
    pub text: TextStyle,
    /// Alignment of lines and pictures requested by the source.
    pub align: Option<Alignment>,
    /// Indent of a paragraph that follows another.
    pub indent: Length,
    /// Space between paragraphs.
    pub space: Length,
    /// BCP 47.
    pub language: Rc<str>,
    /// Whether lines run from right to left.
    pub right_to_left: bool,
    /// Nesting depth of bulleted lists.
    pub bullets: usize,
    /// Nesting depth of blocks.
    pub depth: usize,
}

impl BlockFrame {
    /// The frame indented by `start` and `end`, in the direction of text.
    pub(super) fn inset(&self, start: Length, end: Length) -> BlockFrame {
        let left = if self.right_to_left { end } else { start };
        BlockFrame { left: self.left + left, width: self.width - start - end, depth: self.depth + 1, ..self.clone() }
    }

    /// The frame with another parent node.
    pub(super) fn below(&self, parent: NodeId) -> BlockFrame {
        BlockFrame { parent, ..self.clone() }
    }

    /// The frame with the text style of a display.
    pub(super) fn display(&self, display: &Display, theme: &Theme) -> BlockFrame {
        let mut frame = self.clone();
        let size = theme.length(display.size);
        frame.text = TextStyle {
            font: FontRole { family: display.family, bold: display.bold, italic: display.italic },
            size,
            leading: display.leading.of(size),
            color: display.color,
            features: FontFeatures { small_caps: display.small_caps, ..FontFeatures::default() },
            align: self.align.unwrap_or(display.align),
            hyphenate: false,
            ..self.text.clone()
        };
        frame.text.features.old_style_figures = display.small_caps;
        frame.indent = Length::ZERO;
        frame
    }
}

/// Text style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextStyle {
    pub font: FontRole,
    pub size: Length,
    pub leading: Length,
    pub color: Color,
    pub raise: Length,
    pub features: FontFeatures,
    pub align: Alignment,
    pub hyphenate: bool,
    pub protrusion: bool,
    pub expansion: u16,
    pub decoration: Decoration,
}

impl TextStyle {
    /// The theme's style for running text.
    pub(super) fn running(theme: &Theme) -> TextStyle {
        let text = &theme.text;
        TextStyle {
            font: FontRole { family: text.family, bold: false, italic: false },
            size: theme.size(),
            leading: theme.leading(),
            color: text.color,
            raise: Length::ZERO,
            features: FontFeatures { old_style_figures: text.old_style_figures, ..FontFeatures::default() },
            align: text.align,
            hyphenate: text.hyphenate,
            protrusion: text.protrusion,
            expansion: text.expansion,
            decoration: Decoration::default(),
        }
    }

    /// The style at another size, with the leading in proportion.
    pub(super) fn resized(&self, size: Length) -> TextStyle {
        let leading = self.leading.scale(size.0, self.size.0.max(1));
        TextStyle { size, leading, ..self.clone() }
    }

    /// The line style for this text style.
    pub(super) fn lines(&self) -> LineStyle {
        LineStyle {
            alignment: self.align,
            leading: self.leading,
            protrusion: self.protrusion && self.align == Alignment::Justify,
            expansion: if self.align == Alignment::Justify { self.expansion } else { 0 },
            ..LineStyle::default()
        }
    }
}
