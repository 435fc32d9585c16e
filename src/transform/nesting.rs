//! The limit on how deep blocks are nested, where the user set one below what readers keep.

use super::TransformContext;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, Document, walk};

/// Says which block is the first that is nested too deep.
pub(super) fn check(document: &Document, context: &TransformContext<'_>, diagnostics: &mut Diagnostics) {
    let Some(most) = context.options.max_nesting else { return };
    let notes = document.notes.iter().map(|note| &note.blocks);
    let Some(block) = std::iter::once(&document.blocks).chain(notes).find_map(|blocks| too_deep(blocks, most)) else {
        return;
    };
    let message = format!("blocks are nested deeper than {most}");
    let help = "nest quotations, lists and tables less, or allow more with `--limit nesting=NUMBER`";
    diagnostics.push(Diagnostic::new(&codes::LIMIT_PASSED, block.span.map(|s| s.at_start()), message).help(help));
}

/// The first block that holds others and is itself in more than `most` that do.
fn too_deep(blocks: &[Block], most: usize) -> Option<&Block> {
    blocks.iter().find_map(|block| {
        let (mut holds, mut found) = (false, None);
        walk::for_each_child(block, &mut |children| {
            holds = true;
            if found.is_none() && most > 0 {
                found = too_deep(children, most - 1);
            }
        });
        if holds && most == 0 { Some(block) } else { found }
    })
}
