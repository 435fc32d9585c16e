//! Control characters and noncharacters go: no format may hold them (XML 1.0, 2.2), and nobody can read them. So do
//! the signs that stand for something that is not text: U+FFFC for an object, U+FFF9 to U+FFFB around a gloss.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, BlockKind, Document, Inline, InlineKind, Metadata, normalize, walk};
use crate::source::Span;
use std::collections::BTreeSet;

/// Strips what is no text from all texts of the document, and says so where somebody may miss it.
pub(super) fn strip_controls(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut gone = Gone::default();
    metadata(&mut document.metadata);
    let mut on_block = |block: &mut Block| {
        match &mut block.kind {
            BlockKind::Code(code) => {
                if code.text.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
                    code.text = code.text.replace(['\u{85}', '\u{2028}', '\u{2029}'], "\n");
                }
                gone.note(&code.text, block.span);
                strip(&mut code.text, true);
            }
            BlockKind::Math(math) => {
                gone.note(&math.tex, block.span);
                strip(&mut math.tex, true);
            }
            _ => {}
        }
        walk::for_each_inlines_mut(block, &mut |list| {
            let mut stripped = false;
            walk::inlines_mut(list, &mut |i| stripped |= inline(i, &mut gone));
            if stripped {
                // What is gone may have stood between two spaces.
                normalize(list);
            }
        });
    };
    walk::blocks_mut(&mut document.blocks, &mut on_block);
    for note in &mut document.notes {
        strip(&mut note.label, false);
        walk::blocks_mut(&mut note.blocks, &mut on_block);
    }
    gone.tell(diagnostics);
}

/// The signs for what is not text that were left out.
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

/// Strips the texts of an inline; says whether its own text lost something.
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
        person.role.iter_mut().for_each(|t| _ = strip(t, false));
    }
    metadata.credits.iter_mut().chain(&mut metadata.keywords).for_each(|t| _ = strip(t, false));
    metadata.extra.iter_mut().for_each(|(_, text)| _ = strip(text, false));
}

/// Takes out what is no text, and says whether there was any; line ends and tabs become spaces, in verbatim text they
/// stay.
fn strip(text: &mut String, verbatim: bool) -> bool {
    // Every such character begins with one of these bytes: few texts hold one at all.
    let suspect = |b: u8| b < 0x20 || b == 0x7f || b == 0xc2 || b >= 0xef;
    let stays = |b: u8| verbatim && matches!(b, b'\n' | b'\t');
    // Without a way out between them, many bytes are looked at in one step.
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, &b| any | (suspect(b) & !stays(b)));
    if text.as_bytes().chunks(64).any(any) {
        // What stands between a word and its gloss keeps them apart.
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

/// Whether a character is no text.
pub(super) fn is_noise(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{feff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffc}')
        || (c as u32 & 0xfffe) == 0xfffe
}
