//! Numbers of sections, figures, tables, listings and formulas, and what refers to them.
//!
//! What has a name that says what it is (`fig:`, `tbl:`, `lst:`, `eq:`, with `:` or `-`, after pandoc-crossref and Quarto) is
//! numbered, by chapter where a book's sections are; sections are where the front matter asks for it. A reference (a span with
//! [`Attributes::REFERENCE`] around a link) gets the words of what it leads to.

use super::anchors::{Names, start_of};
use crate::document::{
    Attributes, Block, BlockKind, Build, Document, Figure, Inline, InlineKind, Language, Link, Markup, Role, Target,
    plain, walk,
};
use crate::source::Sources;
use crate::words::Labels;
use std::collections::BTreeMap;

/// The attribute that holds the words by which a block is referred to.
const LABEL: &str = "label";

/// What is numbered by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Series {
    Figure,
    Table,
    Listing,
    Equation,
}

impl Series {
    /// What a name says that something is.
    fn of(id: &str) -> Option<Series> {
        let (prefix, _) = id.split_once([':', '-', '.'])?;
        Some(match prefix {
            "fig" | "figure" => Series::Figure,
            "tbl" | "tab" | "table" => Series::Table,
            "lst" | "listing" => Series::Listing,
            "eq" | "eqn" | "equation" => Series::Equation,
            _ => return None,
        })
    }

    fn word(self, labels: &Labels) -> &'static str {
        match self {
            Series::Figure => labels.figure,
            Series::Table => labels.table,
            Series::Listing => labels.listing,
            Series::Equation => labels.equation,
        }
    }
}

/// Numbers what is to be numbered: captions and headings begin with their numbers, formulas end with them.
pub(super) fn assign(document: &mut Document) {
    let depth = document.metadata.number_sections.unwrap_or(0);
    let mut named = false;
    walk::blocks(&document.blocks, &mut |block| {
        named |= block.attributes.id.as_deref().is_some_and(|id| Series::of(id).is_some());
    });
    if depth == 0 && !named {
        return;
    }
    let language = document.metadata.language.clone().unwrap_or_else(Language::english);
    let labels = &language.terms().labels;
    let build = Build::of(document);
    let mut pass = Numbering {
        labels,
        depth,
        build,
        sections: Vec::new(),
        appendix: false,
        by_chapter: depth > 0 && build.kind.is_book(),
        counts: BTreeMap::new(),
    };
    pass.blocks(&mut document.blocks);
}

struct Numbering<'a> {
    labels: &'a Labels,
    /// Headings are numbered down to this level below the chapters'.
    depth: u8,
    build: Build,
    /// The numbers of the open sections, from the chapter on.
    sections: Vec<u32>,
    /// Whether chapters are those of the appendix.
    appendix: bool,
    by_chapter: bool,
    counts: BTreeMap<Series, u32>,
}

impl Numbering<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(_) => self.heading(block),
                BlockKind::Figure(_) | BlockKind::Table(_) | BlockKind::Math(_) | BlockKind::Paragraph(_) => {
                    self.named(block)
                }
                _ => {}
            }
            walk::for_each_child_mut(block, &mut |children| self.blocks(children));
        }
    }

    fn heading(&mut self, block: &mut Block) {
        let BlockKind::Heading(heading) = &mut block.kind else { return };
        if self.depth == 0 || matches!(block.attributes.role, Some(Role::Title | Role::Subtitle)) {
            return;
        }
        let has = |class: &str| block.attributes.classes.iter().any(|known| known == class);
        let Some(level) = heading.level.checked_sub(self.build.chapter).map(usize::from) else { return };
        if has("unnumbered") || level >= usize::from(self.depth) {
            return;
        }
        if level == 0 {
            if has("appendix") && !self.appendix {
                self.appendix = true;
                self.sections.clear();
            }
            if self.by_chapter {
                self.counts.clear();
            }
        }
        self.sections.truncate(level + 1);
        while self.sections.len() <= level {
            self.sections.push(0);
        }
        self.sections[level] += 1;
        let number = self.section_number(level + 1);
        let word = match level {
            0 if self.appendix => self.labels.appendix,
            0 if self.build.kind.is_book() => self.labels.chapter,
            _ => self.labels.section,
        };
        let shown = format!("{number}\u{2002}");
        heading.content.insert(0, Inline::text(shown, None));
        block.attributes.pairs.push((LABEL.to_owned(), numbered(self.labels, word, &number)));
    }

    /// The number of the open section, with so many of its parts.
    fn section_number(&self, parts: usize) -> String {
        let part = |(i, number): (usize, &u32)| {
            if i == 0 && self.appendix {
                crate::document::NumberStyle::UpperAlpha.format(u64::from(*number))
            } else {
                number.to_string()
            }
        };
        self.sections.iter().take(parts).enumerate().map(part).collect::<Vec<_>>().join(".")
    }

    /// Numbers a block whose name says what it is.
    fn named(&mut self, block: &mut Block) {
        let Some(series) = block.attributes.id.as_deref().and_then(Series::of) else { return };
        let fits = matches!(
            (&block.kind, series),
            (BlockKind::Math(_), Series::Equation) | (BlockKind::Table(_), Series::Table) | (BlockKind::Figure(_), _)
        );
        if !fits {
            return;
        }
        let count = self.counts.entry(series).or_default();
        *count += 1;
        let own = count.to_string();
        let number = match self.by_chapter.then(|| self.section_number(1)).filter(|chapter| !chapter.is_empty()) {
            Some(chapter) => format!("{chapter}.{own}"),
            None => own,
        };
        let label = numbered(self.labels, series.word(self.labels), &number);
        match &mut block.kind {
            BlockKind::Figure(Figure { caption, .. }) => lead(caption, &label),
            BlockKind::Table(table) => lead(&mut table.caption, &label),
            BlockKind::Math(math) if !math.tex.contains("\\tag") => math.tex.push_str(&format!(" \\tag{{{number}}}")),
            _ => {}
        }
        block.attributes.pairs.push((LABEL.to_owned(), label));
    }
}

/// A word with its number.
fn numbered(labels: &Labels, word: &str, number: &str) -> String {
    labels.numbered.replace("{word}", word).replace("{number}", number)
}

/// Puts what something is called before its caption.
fn lead(caption: &mut Vec<Inline>, label: &str) {
    let stop = if caption.is_empty() { "" } else { "." };
    let label =
        Inline::new(InlineKind::Styled(Markup::Strong, vec![Inline::text(format!("{label}{stop}"), None)]), None);
    if !caption.is_empty() {
        caption.insert(0, Inline::text(" ", None));
    }
    caption.insert(0, label);
}

/// Gives every reference the words of what it leads to.
pub(super) fn refer(document: &mut Document, names: &Names, sources: &Sources) {
    let mut any = false;
    walk::all_inlines(document, &mut |inline| {
        any |=
            matches!(&inline.kind, InlineKind::Span(attributes, _) if attributes.get(Attributes::REFERENCE).is_some());
    });
    if !any {
        return;
    }
    let mut words: BTreeMap<String, (Option<String>, String)> = BTreeMap::new();
    walk::blocks(&document.blocks, &mut |block| {
        let Some(id) = &block.attributes.id else { return };
        let said = match &block.kind {
            BlockKind::Heading(heading) => plain(&heading.content),
            BlockKind::Figure(figure) => plain(&figure.caption),
            BlockKind::Table(table) => plain(&table.caption),
            _ => String::new(),
        };
        words.insert(id.clone(), (block.attributes.get(LABEL).map(str::to_owned), said));
    });
    walk::all_inlines_mut(document, &mut |list| references(list, &words, names, sources));
}

fn references(
    list: &mut Vec<Inline>,
    words: &BTreeMap<String, (Option<String>, String)>,
    names: &Names,
    sources: &Sources,
) {
    for inline in list {
        if let Some(content) = walk::content_mut(inline) {
            references(content, words, names, sources);
        }
        let span = inline.span;
        let InlineKind::Span(attributes, content) = &mut inline.kind else { continue };
        let Some(form) = attributes.get(Attributes::REFERENCE) else { continue };
        let number_only = form == "number";
        let [Inline { kind: InlineKind::Link(Link { target: Target::Internal(id), content: shown, .. }), .. }] =
            content.as_mut_slice()
        else {
            continue;
        };
        let name = names.find(start_of(sources, span), id);
        if let Some((label, said)) = name.and_then(|name| words.get(name)) {
            let text = match label {
                Some(label) if number_only => label.rsplit('\u{a0}').next().unwrap_or(label).to_owned(),
                Some(label) => label.clone(),
                None => said.clone(),
            };
            if !text.is_empty() {
                *shown = vec![Inline::text(text, span)];
            }
        }
        attributes.pairs.retain(|(name, _)| name != Attributes::REFERENCE);
    }
}
