//! Removes control characters and noncharacters, which no output format may contain (XML 1.0, 2.2), and placeholders
//! of non-text content: U+FFFC for an object, U+FFF9 to U+FFFB around interlinear annotations.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::literal::is_stand_in;
use crate::document::{
    Attributes, Block, BlockKind, CodeBlock, CodeLink, Document, Inline, InlineKind, Metadata, normalize, walk,
};
use crate::source::{Cut as _, Span};
use std::collections::BTreeSet;
use std::ops::Range;

/// Strips these from all texts of the document, and reports the significant ones.
pub(super) fn strip_controls(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut gone = Gone::default();
    blocks(&mut document.blocks, &mut gone);
    for note in &mut document.notes {
        strip(&mut note.label, false);
        blocks(&mut note.blocks, &mut gone);
    }
    gone.tell(diagnostics);
}

/// Strips the texts of blocks and removes those that become empty: screen readers announce an empty heading, and an
/// empty paragraph is a gap.
fn blocks(list: &mut Vec<Block>, gone: &mut Gone) {
    list.retain_mut(|block| {
        match &mut block.kind {
            BlockKind::Code(code) => {
                gone.note(&code.text, block.span);
                verbatim(code);
            }
            BlockKind::Math(math) => {
                gone.note(&math.tex, block.span);
                strip(&mut math.tex, true);
            }
            _ => {}
        }
        let mut emptied = false;
        walk::for_each_inlines_mut(block, &mut |line| {
            let mut stripped = false;
            walk::inlines_mut(line, &mut |i| stripped |= inline(i, gone));
            if stripped {
                // A removed character may have been between two spaces.
                normalize(line);
                emptied |= line.is_empty();
            }
        });
        walk::for_each_child_mut(block, &mut |children| {
            let any = !children.is_empty();
            blocks(children, gone);
            emptied |= any && children.is_empty();
        });
        !emptied || !is_empty(block) || keep_name(block)
    });
}

/// Whether a block has no content.
fn is_empty(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => content.is_empty(),
        BlockKind::Heading(heading) => heading.content.is_empty(),
        BlockKind::Quote(children) | BlockKind::Group(children) => children.is_empty(),
        _ => false,
    }
}

/// Reduces an empty block to its id as a link target; returns whether it has one.
fn keep_name(block: &mut Block) -> bool {
    let Some(id) = block.attributes.id.take() else { return false };
    block.kind = BlockKind::Group(Vec::new());
    block.attributes = Attributes { id: Some(id), ..Attributes::default() };
    true
}

/// Strips verbatim text and adjusts the ranges of its links.
fn verbatim(code: &mut CodeBlock) {
    let clean = |range: Range<usize>, text: &str| {
        let mut piece = text.cut(range).replace(['\u{85}', '\u{2028}', '\u{2029}'], "\n");
        strip(&mut piece, true);
        piece
    };
    let mut text = String::with_capacity(code.text.len());
    let mut links = Vec::with_capacity(code.links.len());
    for (range, link) in code.stretches() {
        let start = text.len();
        text.push_str(&clean(range, &code.text));
        links.extend(link.map(|link| CodeLink { range: start..text.len(), ..link.clone() }));
    }
    (code.text, code.links) = (text, links);
}

/// The placeholders that were removed.
#[derive(Default)]
struct Gone {
    signs: BTreeSet<char>,
    count: usize,
    first: Option<Span>,
}

impl Gone {
    fn note(&mut self, text: &str, span: Option<Span>) {
        if text.as_bytes().iter().fold(true, |none, &b| none & (b < 0xef)) {
            return;
        }
        for c in text.chars().filter(|&c| c != '\u{feff}' && !c.is_control() && is_noise(c)) {
            self.signs.insert(c);
            self.count += 1;
            self.first = self.first.or(span);
        }
    }

    fn tell(self, diagnostics: &mut Diagnostics) {
        if self.signs.is_empty() {
            return;
        }
        let names: Vec<String> = self.signs.iter().take(5).map(|&c| format!("U+{:04X}", u32::from(c))).collect();
        let more = if self.signs.len() > names.len() { " …" } else { "" };
        let what = match self.count {
            1 => "a character that is no text is left out".to_owned(),
            n => format!("{n} characters that are no text are left out"),
        };
        let message = format!("{what}: {}{more}", names.join(", "));
        diagnostics.push(Diagnostic::new(&codes::NO_TEXT_LEFT_OUT, self.first, message));
    }
}

/// Strips the texts of an inline; returns whether its own text changed.
fn inline(inline: &mut Inline, gone: &mut Gone) -> bool {
    let span = inline.span;
    match &mut inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => {
            gone.note(text, span);
            return strip(text, false);
        }
        InlineKind::Math(math) => {
            gone.note(&math.tex, span);
            strip(&mut math.tex, true);
        }
        InlineKind::Image(image) => {
            gone.note(&image.alt, span);
            strip(&mut image.alt, false);
            image.title.iter_mut().for_each(|t| _ = strip(t, false));
        }
        InlineKind::Link(link) => link.title.iter_mut().for_each(|t| _ = strip(t, false)),
        InlineKind::Abbreviation(short) => _ = strip(&mut short.expansion, false),
        _ => {}
    }
    false
}

/// Strips the metadata and normalizes white space; empty values become `None`, so that writers need not check.
pub(super) fn metadata(metadata: &mut Metadata) {
    let Metadata { title, subtitle, description, publisher, place, agency, disclaimer, rights, .. } = metadata;
    for text in [title, subtitle, description, publisher, place, agency, disclaimer, rights] {
        optional(text);
    }
    let Metadata { page_source, cover, .. } = metadata;
    optional(page_source);
    // A file name may contain consecutive spaces.
    cover.take_if(|cover| {
        strip(&mut cover.text, false);
        cover.text.trim().is_empty()
    });
    let Metadata { authors, contributors, issued_as_written, modified_as_written, theme, series, extra, .. } = metadata;
    for people in [authors, contributors] {
        people.iter_mut().for_each(|person| optional(&mut person.role));
        people.retain_mut(|person| settled(&mut person.name));
    }
    for written in [issued_as_written, modified_as_written, theme] {
        written.take_if(|written| !settled(&mut written.text));
    }
    series.iter_mut().for_each(|series| optional(&mut series.position));
    series.take_if(|series| !settled(&mut series.name));
    extra.retain_mut(|(name, text)| settled(name) && settled(text));
    for texts in [&mut metadata.credits, &mut metadata.keywords, &mut metadata.summary, &mut metadata.identifiers] {
        texts.retain_mut(settled);
    }
}

/// Strips an optional text.
fn optional(text: &mut Option<String>) {
    text.take_if(|text| !settled(text));
}

/// Strips a text; returns whether anything is left.
fn settled(text: &mut String) -> bool {
    strip(text, false);
    if text.trim().len() < text.len() || text.contains("  ") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    !text.is_empty()
}

/// Strips a text and returns whether it changed; line ends and tabs become spaces, except in verbatim text.
fn strip(text: &mut String, verbatim: bool) -> bool {
    // Bytes with which the characters to remove begin; rare in most texts.
    let suspect = |b: u8| b < 0x20 || b == 0x7f || b == 0xc2 || b >= 0xef;
    let stays = |b: u8| verbatim && matches!(b, b'\n' | b'\t');
    // No early exit, so that the loop is vectorized.
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, &b| any | (suspect(b) & !stays(b)));
    if text.as_bytes().chunks(64).any(any) {
        // Annotation separators become spaces, to keep word and gloss apart.
        if text.contains('\u{fffa}') {
            *text = text.replace('\u{fffa}', " ");
        }
        if !verbatim && text.contains(['\n', '\r', '\t']) {
            *text = text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ");
        }
        let before = text.len();
        text.retain(|c| !is_noise(c) || verbatim && matches!(c, '\n' | '\t'));
        return text.len() < before;
    }
    false
}

/// Whether a character is removed.
pub(super) fn is_noise(c: char) -> bool {
    // Stand-ins of the readers are kept.
    c.is_control()
        || !is_stand_in(c) && matches!(c, '\u{feff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffc}')
        || (c as u32 & 0xfffe) == 0xfffe
}
