//! Normalizes heading levels so that none is skipped.
//!
//! The document title is level 1. If the source's sections begin below it at level 2 or deeper, they begin at 2; if it
//! has further headings of level 1 (chapters), these stay at 1. Without a title, the topmost headings are level 1.
//! Below, a heading is at most one level below its parent (PDF/UA-1, 7.4.2), and headings of one level under the same
//! parent stay on one level.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, BlockKind, Document, Role, walk};

/// Closes gaps between heading levels.
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
    let mut open: Vec<(u8, u8)> = Vec::new(); // level in the source, and assigned level
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

/// The level of a section heading.
fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) if !block.is(Role::Title) && !block.is(Role::Subtitle) => {
            Some(heading.level.clamp(1, 6))
        }
        _ => None,
    }
}
