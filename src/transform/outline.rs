//! Levels of headings without jumps.
//!
//! The title of the document is level 1. Where the sections of the source begin below it at level 2 or deeper, they
//! begin at 2; where the source has headings of level 1 beside the title (the chapters of a book), they stay at 1.
//! Without a title the uppermost headings are level 1. From there on, a heading is one level below the one it
//! stands under (PDF/UA-1, 7.4.2: no level is skipped), and headings that were alike under one parent stay alike.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, BlockKind, Document, Role, walk};

/// Closes up the levels that jump.
pub(super) fn close_up(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut title = false;
    let mut top = u8::MAX;
    walk::blocks(&document.blocks, &mut |block| {
        title |= block.is(Role::Title);
        if let Some(level) = level(block) {
            top = top.min(level);
        }
    });
    let first = if title && top > 1 { 2 } else { 1 };
    let mut open: Vec<(u8, u8)> = Vec::new(); // the source's level, and the level it got
    let mut on_block = |block: &mut Block| {
        let Some(source) = level(block) else { return };
        while open.last().is_some_and(|&(above, _)| above >= source) {
            open.pop();
        }
        let wanted = open.last().map_or(first, |&(_, above)| above + 1).min(6);
        if let Some(&(above, _)) = open.last()
            && source > above + 1
        {
            let message = format!("the level of the heading jumps from {above} to {source}: it was closed up");
            let place = block.span.map(|s| s.at_start());
            diagnostics.push(Diagnostic::new(&codes::HEADING_LEVELS, place, message));
        }
        open.push((source, wanted));
        if let BlockKind::Heading(heading) = &mut block.kind {
            heading.level = wanted;
        }
    };
    walk::blocks_mut(&mut document.blocks, &mut on_block);
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut on_block);
    }
}

/// The level of a heading of a section.
fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) if !block.is(Role::Title) && !block.is(Role::Subtitle) => {
            Some(heading.level.clamp(1, 6))
        }
        _ => None,
    }
}
