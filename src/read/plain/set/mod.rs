//! Texts that our own writer of plain text has set: every form is known, so nothing has to be guessed.
//!
//! `write/txt/FORMAT.md` lists the forms. [`sign`] says by them whether a text is such a text; then its blocks are read by
//! rules, not by scores: [`block`] by the indents that every kind of block has of its own, [`list`] and [`table`] what
//! stands in items and cells, [`reference`] the notes and addresses at the end, [`inline`] the marks within the text.
//! What has none of these forms is a paragraph.

mod block;
mod inline;
mod list;
mod reference;
mod setting;
mod sign;
mod table;

use super::arena::Arena;
use super::evidence::Evidence;
use super::features::{End, Features};
use super::scores::limit;
use super::{byline, dates, rules, tail};
use crate::document::{Block, BlockKind, Document, Metadata, Role, plain};
use crate::read::Explanation;
use crate::source::Source;
use setting::{References, Region, Setting};

/// Why a text is taken for one of ours; `None`: it is not.
pub(super) fn recognize(arena: &Arena<'_>) -> Option<Evidence> {
    sign::evidence(arena).filter(|e| e.score() >= limit::OURS)
}

/// Reads a text that is one of ours.
pub(super) fn document(source: &Source, arena: &Arena<'_>) -> Document {
    let (body, references) = References::of(arena);
    let mut setting = Setting {
        source,
        text: arena.text,
        ascii: arena.text.is_ascii(),
        measure: sign::measure(&arena.lines[..body], arena.text),
        references,
    };
    let mut document = Document::default();
    let page = Region::page(setting.measure);
    let mut blocks = setting.spaced(&arena.lines[..body], page);
    head(&mut blocks, &mut document.metadata);
    tails(&mut blocks, &mut document.metadata);
    document.blocks = blocks.into_iter().map(|(_, block)| block).collect();
    let notes = std::mem::take(&mut setting.references.notes);
    document.notes = notes.into_iter().map(|note| setting.note(note)).collect();
    document
}

/// What each block of a text of ours was taken for.
pub(super) fn explain(source: &Source, arena: &Arena<'_>, evidence: &Evidence) -> Vec<Explanation> {
    let document = document(source, arena);
    let why: Vec<String> = std::iter::once("a text set by our own writer".to_owned())
        .chain(evidence.reasons().map(str::to_owned))
        .collect();
    let spans =
        document.blocks.iter().map(|b| (class(b), b.span)).chain(document.notes.iter().map(|n| ("note", n.span)));
    spans
        .filter_map(|(class, span)| {
            let range = source.range(span?);
            let line = |at: usize| source.line_column(at).0 as u32;
            let (line, end_line) = (line(range.start), line(range.end.max(range.start + 1) - 1));
            Some(Explanation { line, end_line, class, score: evidence.score(), reasons: why.clone() })
        })
        .collect()
}

/// A block's name in explanations.
fn class(block: &Block) -> &'static str {
    match (block.attributes.role, &block.kind) {
        (Some(Role::Title), _) => "title",
        (Some(Role::Subtitle), _) => "subtitle",
        (Some(Role::Kicker), _) => "kicker",
        (Some(Role::Standfirst), _) => "standfirst",
        (Some(Role::Byline), _) => "byline",
        (Some(Role::DateLine), _) => "date",
        (Some(Role::Verse), _) => "verse",
        (_, BlockKind::Paragraph(_)) => "paragraph",
        (_, BlockKind::Heading(_)) => "heading",
        (_, BlockKind::Code(_)) => "code",
        (_, BlockKind::Quote(_)) => "quote",
        (_, BlockKind::List(_)) => "list",
        (_, BlockKind::Definitions(_)) => "definitions",
        (_, BlockKind::Table(_)) => "table",
        (_, BlockKind::Figure(_)) => "figure",
        (_, BlockKind::Math(_)) => "formula",
        (_, BlockKind::Rule | BlockKind::PageBreak) => "break",
        (_, BlockKind::Group(_)) => "aside",
    }
}

/// The title block: what stands above the title and what stands below it up to the first two blank lines.
fn head(blocks: &mut [(u32, Block)], metadata: &mut Metadata) {
    let Some(title) = blocks.iter().position(|(_, b)| b.is(Role::Title)) else { return };
    if let BlockKind::Heading(heading) = &blocks[title].1.kind {
        metadata.title = Some(plain(&heading.content));
    }
    for (_, block) in &mut blocks[..title] {
        if let BlockKind::Paragraph(content) = &block.kind {
            let text = plain(content);
            let date = dates::date_line(&text);
            block.attributes.role = Some(if date.is_some() { Role::DateLine } else { Role::Kicker });
        }
    }
    for (blank, block) in &mut blocks[title + 1..] {
        let BlockKind::Paragraph(content) = &block.kind else { return };
        if *blank >= 2 {
            return;
        }
        let text = plain(content);
        let features = Features::of(&text);
        let role = if *blank == 0 {
            metadata.subtitle.get_or_insert(text);
            Role::Subtitle
        } else if let Some(date) = dates::date_line(&text) {
            metadata.issued = metadata.issued.or(date.issued.and_then(dates::When::known));
            metadata.modified = metadata.modified.or(date.modified.and_then(dates::When::known));
            Role::DateLine
        } else if features.words <= 12 && !matches!(features.end, End::Stop | End::Call | End::Ellipsis) {
            if let Some((found, _)) = byline::parse(&text, true).filter(|_| metadata.authors.is_empty()) {
                metadata.authors = found.authors;
                metadata.agency = metadata.agency.take().or(found.agency);
            }
            Role::Byline
        } else {
            metadata.description.get_or_insert(text);
            Role::Standfirst
        };
        block.attributes.role = Some(role);
    }
}

/// Tail matter: two blank lines stand before the first of its paragraphs.
fn tails(blocks: &mut [(u32, Block)], metadata: &mut Metadata) {
    // What stands before: tail matter, an end mark, a page break.
    let (mut open, mut ended, mut broken) = (false, false, false);
    let count = blocks.len();
    let last = blocks.iter().rposition(|(_, b)| !matches!(b.kind, BlockKind::Paragraph(_))).unwrap_or(0);
    let title = blocks.iter().rposition(|(_, b)| b.is(Role::Title));
    let headed = |(_, b): &&(u32, Block)| b.attributes.role.is_some();
    let body = title.map_or(0, |title| title + blocks[title..].iter().take_while(headed).count());
    for (i, (blank, block)) in blocks.iter_mut().enumerate() {
        let BlockKind::Paragraph(content) = &block.kind else {
            open = false;
            broken = matches!(block.kind, BlockKind::PageBreak);
            continue;
        };
        // “Updated: …” near the head or at the end.
        let near = i < body + 6 || i + 6 >= count;
        if near
            && block.attributes.role.is_none()
            && let Some(date) = Some(plain(content)).filter(|t| t.len() < 100).and_then(|t| dates::date_line(&t))
            && date.labelled
        {
            metadata.issued = metadata.issued.or(date.issued.and_then(dates::When::known));
            metadata.modified = metadata.modified.or(date.modified.and_then(dates::When::known));
            block.attributes.role = Some(Role::DateLine);
            continue;
        }
        let begins = *blank >= 2 && !std::mem::take(&mut broken);
        open = (open || begins) && i > body && block.attributes.role.is_none();
        if !open {
            continue;
        }
        let text = plain(content);
        let known = tail::role(&text, 1, 0, true).map(|(role, _)| role);
        let role = match known {
            _ if rules::is_end_mark(&text) => Role::EndMark,
            Some(role) => role,
            // At the end only tail matter stands behind two blank lines: a short line says who worked on it, a longer one more.
            None if ended || i < last => {
                open = false;
                continue;
            }
            None if Features::of(&text).words <= 10 => Role::Credit,
            None => Role::Disclaimer,
        };
        ended = role == Role::EndMark;
        block.attributes.role = Some(role);
        match role {
            Role::Credit => metadata.credits.push(text),
            Role::Disclaimer => drop(metadata.disclaimer.get_or_insert(text)),
            Role::Copyright => drop(metadata.rights.get_or_insert(text)),
            _ => {}
        }
    }
}
