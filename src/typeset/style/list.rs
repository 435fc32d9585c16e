//! Lists and definitions → items with hanging labels.

use super::frame::BlockFrame;
use super::{DEEPEST, Styler};
use crate::document::{Block, BlockKind, Definition, Delimiter, List, ListItem, ListMarker, NumberStyle, plain};
use crate::fonts::Family;
use crate::typeset::model::*;

impl Styler<'_> {
    /// A list: all labels end at one position, all item texts begin at another.
    pub(super) fn list(&mut self, list: &List, frame: &BlockFrame) {
        let theme = self.theme;
        self.lead_on(false);
        let node = self.node(StructRole::List, frame);
        self.flow.structure.properties(node).numbering = Some(numbering(list, frame.bullets));
        let em = frame.text.size;
        let gap = theme.length(theme.list.gap);
        let numbers = list.numbers();
        let labels: Vec<String> =
            numbers.iter().enumerate().map(|(i, &number)| self.label(list, i, number, frame.bullets)).collect();
        let mut widest = Length::ZERO;
        if matches!(list.marker, ListMarker::Ordered { .. }) {
            let most = labels.iter().map(|l| l.chars().count()).max().unwrap_or(0) as i64;
            widest = em.scale(most * 52 - 20, 100);
        }
        let indent = theme.length(theme.list.indent).max(widest + gap);
        let fits = frame.depth < DEEPEST && frame.width + self.floor(frame) > indent * 4;
        let body = frame.inset(if fits { indent } else { gap }, Length::ZERO);
        let first = self.flow.items.len();
        let space = if list.tight { Length::ZERO } else { theme.length(theme.list.space) };
        for (i, (item, label)) in list.items.iter().zip(labels).enumerate() {
            let item_node = self.flow.structure.add(StructRole::ListItem, Some(node));
            let label_node = self.flow.structure.add(StructRole::Label, Some(item_node));
            let body_node = self.flow.structure.add(StructRole::ListBody, Some(item_node));
            let mut own = body.below(body_node);
            own.indent = Length::ZERO;
            own.space = if list.tight { Length::ZERO } else { space };
            own.bullets += usize::from(list.marker == ListMarker::Bullet);
            let start = self.flow.items.len();
            self.follows_paragraph = false;
            self.blocks(&item.blocks, &own);
            let has_line = matches!(self.flow.items.get(start), Some(FlowItem { content: FlowContent::Paragraph(_), extra, .. }) if extra.as_ref().is_none_or(|e| e.label.is_none()));
            if !has_line {
                // An item without text gets an empty line for its label.
                let empty = self.plain("\u{a0}", body_node, &own);
                let mut item = self.item(FlowContent::Paragraph(empty), &own);
                (item.artifact, item.keep_with_next) = (true, true);
                self.flow.items.insert(start, item);
            }
            let mut beside = own.clone();
            if matches!(list.marker, ListMarker::Ordered { .. }) {
                beside.text.features.tabular_figures = true;
            }
            if item.task.is_some() {
                beside.text.font.family = Family::Math;
            }
            let text = self.plain(&label, label_node, &beside);
            if let Some(done) = item.task {
                let text = if done { "done" } else { "to do" };
                self.flow.structure.properties(label_node).actual_text = Some(text.to_owned());
            }
            self.flow.items[start].extra().label = Some(Label { text, end: -gap });
            // Discourages a page break after a short first item and before a short last one.
            let alone = i == 0 && is_short(item) || i + 2 == list.items.len() && is_short(&list.items[i + 1]);
            if list.items.len() > 2 && alone {
                self.flow.items.last_mut().expect("an item has a line").list_edge = true;
            }
            let (before, after) = if i == 0 { (Length::ZERO, space) } else { (space, space) };
            self.around(start, before, after);
        }
        if frame.bullets == 0 && frame.depth < 2 || !list.tight {
            let around = theme.length(theme.list.around);
            self.around(first, around, around);
        }
        self.follows_paragraph = false;
    }

    fn label(&self, list: &List, index: usize, number: u64, depth: usize) -> String {
        if let Some(done) = list.items[index].task {
            return if done { "\u{2611}" } else { "\u{2610}" }.to_owned();
        }
        match list.marker {
            ListMarker::Bullet => {
                let bullets = &self.theme.list.bullets;
                let bullet = bullets.chars().nth(depth).or_else(|| bullets.chars().last());
                bullet.unwrap_or('•').to_string()
            }
            ListMarker::Ordered { style, delimiter, .. } => {
                let number = style.format(number);
                match delimiter {
                    Delimiter::Period => format!("{number}."),
                    Delimiter::Parenthesis => format!("{number})"),
                    Delimiter::Parentheses => format!("({number})"),
                }
            }
        }
    }

    /// A definition list: terms, each with indented definitions below.
    pub(super) fn definitions(&mut self, list: &[Definition], frame: &BlockFrame) {
        let theme = self.theme;
        let node = self.node(StructRole::List, frame);
        self.flow.structure.properties(node).numbering = Some(Numbering::Description);
        let first = self.flow.items.len();
        let space = theme.length(theme.list.space);
        for definition in list {
            let item = self.flow.structure.add(StructRole::ListItem, Some(node));
            let start = self.flow.items.len();
            for term in &definition.terms {
                let label = self.flow.structure.add(StructRole::Label, Some(item));
                let mut own = frame.below(item);
                own.text.font.bold = true;
                own.text.align = Alignment::Start;
                let paragraph = self.styled(term, label, &own);
                let mut item = self.item(FlowContent::Paragraph(paragraph), frame);
                item.keep_with_next = true;
                self.push(item);
            }
            let body = self.flow.structure.add(StructRole::ListBody, Some(item));
            let mut own = frame.below(body).inset(theme.length(theme.list.indent), Length::ZERO);
            own.indent = Length::ZERO;
            own.space = space;
            let explained = self.flow.items.len();
            for blocks in &definition.definitions {
                self.follows_paragraph = false;
                self.blocks(blocks, &own);
            }
            // A definition is set close below its term.
            if let Some(item) = self.flow.items.get_mut(explained)
                && matches!(item.content, FlowContent::Paragraph(_))
            {
                item.before = Length::ZERO;
            }
            self.notes(&own);
            self.around(start, space, space);
            if let Some(FlowItem { keep_with_next, .. }) = self.flow.items.last_mut() {
                *keep_with_next = false;
            }
        }
        let around = theme.length(theme.list.around);
        self.around(first, around, around);
        self.follows_paragraph = false;
    }
}

/// Whether an item is at most about a line long.
fn is_short(item: &ListItem) -> bool {
    matches!(item.blocks.as_slice(), [Block { kind: BlockKind::Paragraph(content), .. }] if plain(content).len() < 160)
}

fn numbering(list: &List, depth: usize) -> Numbering {
    match list.marker {
        ListMarker::Bullet => match depth {
            0 => Numbering::Disc,
            1 => Numbering::Circle,
            _ => Numbering::Square,
        },
        ListMarker::Ordered { style, .. } => match style {
            NumberStyle::Decimal => Numbering::Decimal,
            NumberStyle::LowerAlpha => Numbering::LowerAlpha,
            NumberStyle::UpperAlpha => Numbering::UpperAlpha,
            NumberStyle::LowerRoman => Numbering::LowerRoman,
            NumberStyle::UpperRoman => Numbering::UpperRoman,
        },
    }
}
