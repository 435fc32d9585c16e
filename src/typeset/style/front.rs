//! Front matter: title page and contents list, then the document itself.

use super::frame::BlockFrame;
use super::{Styler, any_block, figure_name, table_name};
use crate::document::{Block, BlockKind, Build, Document, Heading, Role as R, plain};
use crate::theme::Theme;
use crate::typeset::model::*;
use std::collections::BTreeMap;

impl Styler<'_> {
    /// Sets the whole document.
    pub(super) fn front(&mut self, frame: &BlockFrame) {
        let (document, theme) = (self.document, self.theme);
        let blocks = &document.blocks;
        let head = blocks.iter().take_while(|b| b.attributes.role.is_some_and(is_title_block)).count();
        let contents = theme.contents.show && any_block(blocks, |k| matches!(k, BlockKind::Heading(_)));
        let title_page = theme.page.title_page && head > 0;
        self.flow.title_page = title_page;
        if title_page {
            let space = self.item(FlowContent::Space(self.area.height.scale(3, 10)), frame);
            self.push(space);
        }
        self.blocks(&blocks[..head], frame);
        if head > 0 {
            let last = self.flow.items.last_mut().expect("the title block has items");
            last.keep_with_next = !title_page && !contents;
            last.after = last.after.max(theme.leading().scale(7, 4));
        }
        let mut listed = false;
        for (title, entries) in self.lists(contents) {
            self.contents(&title, &entries, title_page && !listed, frame);
            listed = true;
        }
        if title_page || contents && theme.page.chapters != crate::theme::Opening::Inline {
            self.flow.front = self.flow.items.len();
        }
        self.follows_paragraph = false;
        self.opens = true;
        let first = self.flow.items.len();
        self.blocks(&blocks[head..], frame);
        if (self.flow.front > 0 || contents && title_page)
            && let Some(item) = self.flow.items.get_mut(first)
            && item.begin == Begin::Anywhere
        {
            item.begin = if theme.page.two_sided { Begin::Right } else { Begin::Page };
        } else if self.flow.front > 0
            && theme.page.two_sided
            && let Some(item) = self.flow.items.get_mut(first)
        {
            item.begin = Begin::Right;
        }
    }

    /// The contents list and the lists of figures and tables that are enabled, with their titles.
    fn lists(&self, contents: bool) -> Vec<(String, Vec<TocEntry>)> {
        let (document, theme) = (self.document, self.theme);
        let terms = self.language.terms();
        let mut lists = Vec::new();
        if contents {
            let title = match theme.contents.title.as_str() {
                "" => terms.contents,
                title => title,
            };
            lists.push((title.to_owned(), entries(document, theme)));
        }
        let (figures, tables) = captions(document);
        if theme.contents.figures && !figures.is_empty() {
            lists.push((terms.figures.to_owned(), figures));
        }
        if theme.contents.tables && !tables.is_empty() {
            lists.push((terms.tables.to_owned(), tables));
        }
        lists
    }

    /// Sets the references from contents entries to their target nodes, once these exist.
    pub(super) fn refer(&mut self) {
        let items = self.flow.items.iter().filter_map(|item| item.extra.as_ref());
        let named: BTreeMap<&str, NodeId> =
            items.flat_map(|extra| &extra.destinations).map(|(name, node)| (name.as_str(), *node)).collect();
        for (entry, name) in std::mem::take(&mut self.listed) {
            self.flow.structure.properties(entry).reference = named.get(name.as_str()).copied();
        }
    }

    fn contents(&mut self, title: &str, entries: &[TocEntry], new_page: bool, frame: &BlockFrame) {
        let theme = self.theme;
        let style = theme.heading(2).clone();
        let start = self.flow.items.len();
        let head = self.node(StructRole::Paragraph, frame);
        let own = frame.display(&style, theme);
        let text = self.plain(title, head, &own);
        let mut item = self.item(FlowContent::Paragraph(text), frame);
        item.keep_with_next = true;
        item.after = theme.leading().scale(3, 4);
        item.before = theme.leading();
        if new_page {
            item.begin = if theme.page.two_sided { Begin::Right } else { Begin::Page };
        }
        self.push(item);
        let list = self.node(StructRole::Contents, frame);
        let deepest = entries.iter().map(|e| e.level).max().unwrap_or(1);
        for entry in entries {
            let node = self.flow.structure.add(StructRole::ContentsItem, Some(list));
            self.listed.push((node, entry.destination.clone()));
            let reference = self.flow.structure.add(StructRole::Reference, Some(node));
            let link = self.flow.structure.add(StructRole::Link, Some(reference));
            self.flow.structure.properties(link).title = Some(entry.title.clone());
            let words = self.flow.structure.add(StructRole::Text, Some(link));
            let number = self.flow.structure.add(StructRole::Text, Some(link));
            let em = theme.size();
            let indent = em.scale(i64::from(entry.level - 1) * 14, 10);
            let mut own = frame.inset(indent + em.scale(3, 2), em * 3);
            own.text.align = Alignment::Start;
            own.text.hyphenate = false;
            own.text.font.bold = entry.level == 1 && deepest > 1;
            let mut text = self.plain(&entry.title, words, &own);
            text.lines.indent = -em.scale(3, 2);
            text.links.push(LinkTarget::Destination(entry.destination.clone()));
            text.runs.iter_mut().for_each(|run| run.link = Some(0));
            let mut item = self.item(FlowContent::Paragraph(text), &own);
            if entry.level == 1 && deepest > 1 {
                item.before = theme.leading() / 2;
                item.keep_with_next = true;
            }
            item.keep_together = true;
            item.extra().page_of = Some(PageOf {
                destination: entry.destination.clone(),
                font: FontChoice {
                    font: own.text.font,
                    size: own.text.size,
                    color: own.text.color,
                    features: FontFeatures { tabular_figures: true, ..FontFeatures::default() },
                },
                node: number,
                leaders: theme.contents.leaders && !(entry.level == 1 && deepest > 1),
                right_to_left: own.right_to_left,
                link: Some(LinkTarget::Destination(entry.destination.clone())),
            });
            self.push(item);
        }
        if let Some(last) = self.flow.items.last_mut() {
            last.keep_with_next = false;
            last.after = theme.leading() * 2;
        }
        debug_assert!(start < self.flow.items.len());
        self.follows_paragraph = false;
    }
}

struct TocEntry {
    level: u8,
    title: String,
    destination: String,
}

/// The entries of the contents list, with the destination names of the headings.
fn entries(document: &Document, theme: &Theme) -> Vec<TocEntry> {
    let mut found = Vec::new();
    let mut count = 0;
    collect(&document.blocks, document.build, theme.contents.levels, &mut count, &mut found);
    found
}

/// Must visit headings in the order in which `heading_name` is called.
fn collect(blocks: &[Block], build: Build, levels: u16, count: &mut usize, found: &mut Vec<TocEntry>) {
    for block in blocks {
        if let BlockKind::Heading(Heading { level, content, unlisted }) = &block.kind {
            let role_free = block.attributes.role.is_none();
            *count += usize::from(role_free || block.is(R::Title));
            let title = plain(content);
            if role_free && !unlisted && u16::from(build.rank(*level)) <= levels && !title.is_empty() {
                let destination = block.attributes.id.clone().unwrap_or_else(|| format!("heading-{count}"));
                // Parts are level 1 of the list.
                let level = if build.has_parts() { level.saturating_sub(build.top) + 1 } else { (*level).max(1) };
                found.push(TocEntry { level, title, destination });
            }
        }
        crate::document::walk::for_each_child(block, &mut |children| collect(children, build, levels, count, found));
    }
}

/// The captioned figures and tables, with their destination names.
fn captions(document: &Document) -> (Vec<TocEntry>, Vec<TocEntry>) {
    let (mut figures, mut tables) = (Vec::new(), Vec::new());
    let entry = |caption, destination| TocEntry { level: 1, title: plain(caption), destination };
    crate::document::walk::blocks(&document.blocks, &mut |block| match &block.kind {
        BlockKind::Figure(figure) if !figure.caption.is_empty() => {
            figures.push(entry(&figure.caption, figure_name(figures.len() + 1)));
        }
        BlockKind::Table(table) if !table.caption.is_empty() => {
            tables.push(entry(&table.caption, table_name(tables.len() + 1)));
        }
        _ => {}
    });
    (figures, tables)
}

fn is_title_block(role: R) -> bool {
    matches!(role, R::Title | R::Kicker | R::Subtitle | R::Standfirst | R::Byline | R::DateLine)
}
