//! The user's limit on block nesting, if lower than the readers'.

use super::TransformContext;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, Document, walk};

/// Reports the first block nested too deeply.
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

/// The first container block nested in more than `most` others.
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
