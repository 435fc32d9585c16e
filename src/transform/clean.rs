//! Control characters and noncharacters go: no format may hold them (XML 1.0, 2.2), and nobody can read them.

use crate::document::{Block, BlockKind, Document, Inline, InlineKind, Metadata, walk};

/// Strips what is no text from all texts of the document.
pub(super) fn strip_controls(document: &mut Document) {
    metadata(&mut document.metadata);
    let mut on_block = |block: &mut Block| {
        match &mut block.kind {
            BlockKind::Code(code) => strip(&mut code.text, true),
            BlockKind::Math(math) => strip(&mut math.tex, true),
            _ => {}
        }
        walk::for_each_inlines_mut(block, &mut |list| walk::inlines_mut(list, &mut inline));
    };
    walk::blocks_mut(&mut document.blocks, &mut on_block);
    for note in &mut document.notes {
        strip(&mut note.label, false);
        walk::blocks_mut(&mut note.blocks, &mut on_block);
    }
}

fn inline(inline: &mut Inline) {
    match &mut inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => strip(text, false),
        InlineKind::Math(math) => strip(&mut math.tex, true),
        InlineKind::Image(image) => {
            strip(&mut image.alt, false);
            image.title.iter_mut().for_each(|t| strip(t, false));
        }
        InlineKind::Link(link) => link.title.iter_mut().for_each(|t| strip(t, false)),
        InlineKind::Abbreviation(short) => strip(&mut short.expansion, false),
        _ => {}
    }
}

fn metadata(metadata: &mut Metadata) {
    let Metadata { title, subtitle, authors, contributors, description, publisher, .. } = metadata;
    for text in [title, subtitle, description, publisher].into_iter().flatten() {
        strip(text, false);
    }
    let Metadata { place, agency, disclaimer, rights, identifier, page_source, .. } = metadata;
    for text in [place, agency, disclaimer, rights, identifier, page_source].into_iter().flatten() {
        strip(text, false);
    }
    for person in authors.iter_mut().chain(contributors) {
        strip(&mut person.name, false);
        person.role.iter_mut().for_each(|t| strip(t, false));
    }
    metadata.credits.iter_mut().chain(&mut metadata.keywords).for_each(|t| strip(t, false));
    metadata.extra.iter_mut().for_each(|(_, text)| strip(text, false));
}

/// Takes out what is no text; line ends and tabs become spaces, in verbatim text they stay.
fn strip(text: &mut String, verbatim: bool) {
    // Every such character begins with one of these bytes: few texts hold one at all.
    let suspect = |b: u8| b < 0x20 || b == 0x7f || b == 0xc2 || b >= 0xef;
    let stays = |b: u8| verbatim && matches!(b, b'\n' | b'\t');
    // Without a way out between them, many bytes are looked at in one step.
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, &b| any | (suspect(b) & !stays(b)));
    if text.as_bytes().chunks(64).any(any) {
        if !verbatim && text.contains(['\n', '\r', '\t']) {
            *text = text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ");
        }
        text.retain(|c| !is_noise(c) || verbatim && matches!(c, '\n' | '\t'));
    }
}

fn is_noise(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{fdd0}'..='\u{fdef}') || (c as u32 & 0xfffe) == 0xfffe
}
