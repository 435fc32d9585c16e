//! Figures and images.

use super::frame::BlockFrame;
use super::inline::{heard, placeholder_text};
use super::{Styler, figure_name};
use crate::document::{Block, BlockKind, Dimension, Figure, Image, Inline, InlineKind, Placement};
use crate::typeset::model::*;

/// Longest description, in bytes, that is framed in place of a missing image; a longer one is set as text, which can
/// be split between pages.
const MOST_FRAMED: usize = 400;

impl Styler<'_> {
    /// An image as a block.
    pub(super) fn image_block(&mut self, image: &Image, frame: &BlockFrame) {
        let start = self.flow.items.len();
        self.image_item(image, frame, None);
        let space = self.theme.length(self.theme.figure.space);
        self.around(start, space, space);
        self.follows_paragraph = false;
    }

    /// Adds an image; `node`: the figure it belongs to, if any.
    fn image_item(&mut self, image: &Image, frame: &BlockFrame, node: Option<NodeId>) {
        let tallest = self.theme.figure.tallest;
        let tallest = tallest.resolve(self.theme.size(), self.theme.leading(), self.area.height);
        let whole = if self.in_notes > 0 { self.area.height / 2 } else { self.area.height };
        let tallest = tallest.min(whole);
        let width = if frame.width > Length::ZERO { frame.width } else { self.area.width / 3 };
        let size = self.image_size(image, Size { width, height: tallest });
        let node = match node {
            Some(node) => Some(node),
            None if image.alt.is_empty() && image.resource.is_some() => None,
            None => Some(self.node(StructRole::Figure, frame)),
        };
        if let Some(node) = node {
            let figure = self.flow.structure.nodes[node.0 as usize].role == StructRole::Figure;
            let own = if figure { node } else { self.flow.structure.nodes[node.0 as usize].parent.unwrap_or(node) };
            self.flow.structure.properties(own).alt.get_or_insert_with(|| heard(image).to_owned());
        }
        let mut item = match image.resource {
            Some(resource) => self.item(FlowContent::Image { resource, size, node, align: image_align(frame) }, frame),
            None => {
                let node = node.unwrap_or(frame.parent);
                let mut own = frame.display(&self.theme.caption, self.theme);
                own.text.align = Alignment::Center;
                let text = self.plain(&placeholder_text(&image.alt, &image.source), node, &own);
                if text.text.len() > MOST_FRAMED {
                    self.item(FlowContent::Paragraph(text), frame)
                } else {
                    let size = Size { width, height: own.text.leading * 5 };
                    self.item(FlowContent::Placeholder { size, text }, frame)
                }
            }
        };
        item.keep_together = true;
        self.push(item);
    }

    /// The size of an image: as the source requests, else its natural size (96 pixels per inch unless it says
    /// otherwise), scaled down to the limit.
    pub(super) fn image_size(&self, image: &Image, limit: Size) -> Size {
        let Size { width, height } = limit;
        let length = |dimension: Dimension, whole: Length| match dimension {
            Dimension::Pixels(n) => Length::pt(f64::from(n.clamp(0.0, 100_000.0)) * 0.75),
            Dimension::Points(n) => Length::pt(f64::from(n.clamp(0.0, 100_000.0))),
            Dimension::Percent(n) => Length((whole.0 as f64 * f64::from(n.clamp(0.0, 100.0)) / 100.0) as i64),
        };
        let (pixels_wide, pixels_high, resolution) = match image.resource {
            Some(id) => {
                let resource = self.document.resource(id);
                (resource.width.max(1), resource.height.max(1), resource.resolution)
            }
            None => (4, 1, None),
        };
        let (w, h) = (i64::from(pixels_wide), i64::from(pixels_high));
        let per_inch = resolution.filter(|r| (30.0..=2400.0).contains(r)).unwrap_or(96.0);
        let natural = Length::pt(f64::from(pixels_wide) * 72.0 / f64::from(per_inch));
        let (mut wide, mut high) = match (image.width, image.height) {
            (Some(a), Some(b)) => (length(a, width), length(b, height)),
            (Some(a), None) => (length(a, width), length(a, width).scale(h, w)),
            (None, Some(b)) => (length(b, height).scale(w, h), length(b, height)),
            (None, None) => (natural, natural.scale(h, w)),
        };
        let least = Length::pt(1.0);
        (wide, high) = (wide.max(least), high.max(least));
        if wide > width {
            (wide, high) = (width, high.scale(width.0, wide.0));
        }
        if high > height {
            (wide, high) = (wide.scale(height.0, high.0), height);
        }
        Size { width: wide.max(least), height: high.max(least) }
    }

    /// A figure with its caption.
    pub(super) fn figure(&mut self, figure: &Figure, frame: &BlockFrame) {
        let theme = self.theme;
        let float = figure.placement != Placement::Here && frame.depth == 0;
        let outer = if float { std::mem::take(&mut self.flow.items) } else { Vec::new() };
        let start = self.flow.items.len();
        let image = the_image(&figure.blocks);
        let node = self.node(if image.is_some() { StructRole::Figure } else { StructRole::Division }, frame);
        let inner = frame.below(node);
        self.follows_paragraph = false;
        match image {
            Some(image) if figure.caption.is_empty() => self.image_item(image, &inner, Some(node)),
            Some(image) => {
                let text = self.flow.structure.add(StructRole::Text, Some(node));
                self.image_item(image, &inner, Some(text));
            }
            None => self.blocks(&figure.blocks, &inner),
        }
        if !figure.caption.is_empty() {
            for item in &mut self.flow.items[start..] {
                item.keep_with_next = true;
            }
            let caption = self.flow.items.len();
            let mut style = theme.caption.clone();
            style.before = theme.figure.gap;
            let below = match self.flow.items.last().map(|item| &item.content) {
                Some(FlowContent::Image { size, .. }) if style.align == Alignment::Start => {
                    self.below_picture(size.width, &mut style.align, &inner)
                }
                _ => inner,
            };
            self.display_text(&figure.caption, StructRole::Caption, &style, &below);
            debug_assert!(caption < self.flow.items.len());
        }
        if !figure.caption.is_empty() && self.in_notes == 0 && theme.contents.figures {
            self.figures += 1;
            self.name(start, &figure_name(self.figures), node);
        }
        let space = theme.length(theme.figure.space);
        if float {
            let items = std::mem::replace(&mut self.flow.items, outer);
            let place = match figure.placement {
                Placement::Here | Placement::Float => FloatPlace::Anywhere,
                Placement::Top => FloatPlace::Head,
                Placement::Bottom => FloatPlace::Foot,
            };
            let item = self.item(FlowContent::Float { items, place }, frame);
            self.push(item);
        } else {
            self.around(start, space, space);
        }
        self.follows_paragraph = false;
    }

    /// The frame of a caption below a picture narrower than the measure: aligned with the picture's edge, or centered
    /// below a small one.
    fn below_picture(&self, width: Length, align: &mut Alignment, frame: &BlockFrame) -> BlockFrame {
        let side = (frame.width - width) / 2;
        if frame.width == Length::ZERO || side <= Length::ZERO {
            return frame.clone();
        }
        if width < frame.width / 2 {
            *align = Alignment::Center;
            return frame.inset(frame.width / 8, frame.width / 8);
        }
        frame.inset(side, side)
    }
}

/// The image of a figure that holds nothing else.
fn the_image(blocks: &[Block]) -> Option<&Image> {
    match blocks {
        [Block { kind: BlockKind::Paragraph(content), .. }] => match content.as_slice() {
            [Inline { kind: InlineKind::Image(image), .. }] => Some(image),
            _ => None,
        },
        _ => None,
    }
}

/// Alignment of a picture: centered unless the source says otherwise.
fn image_align(frame: &BlockFrame) -> Alignment {
    match frame.align {
        Some(Alignment::Start) if frame.right_to_left => Alignment::End,
        Some(Alignment::End) if frame.right_to_left => Alignment::Start,
        Some(Alignment::Start) => Alignment::Start,
        Some(Alignment::End) => Alignment::End,
        _ => Alignment::Center,
    }
}
