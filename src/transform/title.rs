//! Unifies the title in the metadata and in the text.
//!
//! With a title in the metadata, the first heading with the same text becomes the title block; if there is none, one
//! is inserted. Authors and date follow it, unless the text has them. Without a title in the metadata, a single
//! heading of level 1 at the start is the title of an article; several are chapters of a book and are left as they
//! are. Afterwards the metadata always has a title.

use super::dates;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, BlockKind, Document, Heading, Inline, InlineKind, Language, Metadata, Role, plain, text};
use crate::math::legible;
use crate::options::TransformOptions;

/// Number of blocks after the title in which the authors may be named, so that no byline is added.
const NEAR: usize = 4;

/// Sets the title in the metadata and in the text.
pub(super) fn settle(document: &mut Document, options: &TransformOptions, diagnostics: &mut Diagnostics) {
    let Document { metadata, blocks, .. } = document;
    if let Some(block) = find(blocks, &|b| b.is(Role::Title)) {
        if let (BlockKind::Heading(heading), None) = (&block.kind, &metadata.title) {
            metadata.title = Some(words(&heading.content));
        }
    } else {
        let at = match metadata.title.clone() {
            Some(title) => title_block(blocks, &title),
            None => headline(metadata, blocks, options),
        };
        parts(metadata, blocks, at);
    }
    if metadata.title.as_ref().is_none_or(|t| t.is_empty()) {
        let title = fallback(blocks, options);
        let message = format!("there is no title: `{title}` is the title in the metadata");
        let help = "say `title:` in the front matter, or `--title`";
        diagnostics.push(Diagnostic::new(&codes::TITLE_MADE, None, message).help(help));
        metadata.title = Some(title);
    }
    if document.metadata.subtitle.is_none() {
        let subtitle = find(&mut document.blocks, &|b| b.is(Role::Subtitle)).and_then(|b| match &b.kind {
            BlockKind::Paragraph(content) => Some(words(content)),
            BlockKind::Heading(heading) => Some(words(&heading.content)),
            _ => None,
        });
        document.metadata.subtitle = subtitle.filter(|t| !t.is_empty());
    }
}

/// Makes the title block; returns the index after it.
fn title_block(blocks: &mut Vec<Block>, title: &str) -> usize {
    let mut at = None;
    let heading = first_heading(blocks, 0, &mut at);
    match heading {
        Some(block) if same(&heading_words(block), title) => {
            make_title(block);
            at.unwrap_or(0) + 1
        }
        _ => {
            let content = vec![Inline::text(title, None)];
            let heading = BlockKind::Heading(Heading { level: 1, content, unlisted: false });
            blocks.insert(0, Block::new(heading, None).role(Role::Title));
            1
        }
    }
}

/// Inserts subtitle, authors, date and abstract at `at`, unless the text has them.
fn parts(metadata: &Metadata, blocks: &mut Vec<Block>, at: usize) {
    let mut at = at.min(blocks.len());
    let near: String = blocks[at..].iter().take(NEAR).map(block_text).collect();
    let near = fold_words(&near);
    let says = |text: &str| near.contains(&fold_words(text));
    // Each part is placed below the previous ones, whether found or inserted.
    let mut add = |role: Role, text: Option<String>| {
        if find(blocks, &|b: &Block| b.is(role)).is_some() {
            at += usize::from(blocks.get(at).is_some_and(|b| b.is(role)));
        } else if let Some(text) = text {
            match blocks.get_mut(at) {
                // The source repeats it directly below the title.
                Some(next) if same(&block_text(next), &text) => next.attributes.role = Some(role),
                _ => blocks.insert(at, paragraph(&text).role(role)),
            }
            at += 1;
        }
    };
    add(Role::Subtitle, metadata.subtitle.clone());
    let names: Vec<&str> = metadata.authors.iter().map(|a| a.name.as_str()).collect();
    let named = names.first().is_none_or(|name| says(name));
    add(Role::Byline, (!named).then(|| enumerate(&names, metadata.language.as_ref())));
    let written = metadata.issued_as_written.as_ref().map(|date| date.text.clone());
    let in_words = || Some(dates::in_words(metadata.issued?, metadata.language.as_ref()?));
    let dated = metadata.issued.is_some_and(|date| says(&date.to_string()));
    add(Role::DateLine, written.or_else(in_words).filter(|line| !dated && !says(line)));
    let said = metadata.summary.first().is_none_or(|first| says(first));
    if !said && find(blocks, &|b: &Block| b.is(Role::Abstract)).is_none() {
        let paragraphs = metadata.summary.iter().map(|text| paragraph(text)).collect();
        blocks.insert(at.min(blocks.len()), Block::new(BlockKind::Group(paragraphs), None).role(Role::Abstract));
    }
}

/// Finds the title of a document without one: its only heading of level 1, before any text. Returns the index after
/// it, or zero.
fn headline(metadata: &mut Metadata, blocks: &mut [Block], options: &TransformOptions) -> usize {
    let mut chapters = 0;
    crate::document::walk::blocks(blocks, &mut |block| {
        chapters += usize::from(matches!(&block.kind, BlockKind::Heading(h) if h.level == 1));
    });
    let mut at = None;
    let Some(block) = first_heading(blocks, 0, &mut at) else { return 0 };
    let at = at.unwrap_or(0);
    let words = heading_words(block);
    let is_first = !matches!(&block.kind, BlockKind::Heading(h) if h.level > 1);
    if is_first && chapters == 1 && !blocks[..at].iter().any(says_something) {
        let mut unused = None;
        if let Some(block) = first_heading(blocks, 0, &mut unused) {
            make_title(block);
        }
        metadata.title = Some(words);
        return at + 1;
    }
    if chapters < 2 || options.name.is_none() {
        metadata.title = Some(words);
    }
    0
}

/// The title of a document without title and headings: the source's name, else its first words.
fn fallback(blocks: &[Block], options: &TransformOptions) -> String {
    if let Some(name) = options.name.as_deref().map(str::trim).filter(|n| !n.is_empty()) {
        return name.to_owned();
    }
    let mut title = String::new();
    for word in blocks.iter().map(block_text).find(|t| !t.trim().is_empty()).unwrap_or_default().split_whitespace() {
        if title.chars().count() + word.chars().count() > 60 {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    if title.is_empty() { "Untitled".to_owned() } else { title }
}

/// The first heading, also inside leading groups; `at`: index of its top-level block.
fn first_heading<'a>(blocks: &'a mut [Block], depth: usize, at: &mut Option<usize>) -> Option<&'a mut Block> {
    for (i, block) in blocks.iter_mut().enumerate() {
        match &block.kind {
            BlockKind::Heading(_) => {
                *at = Some(i);
                return Some(block);
            }
            BlockKind::Group(_) if block.attributes.role.is_none() && depth < crate::read::MAX_DEPTH => {
                if !holds_heading(block) {
                    continue;
                }
                *at = Some(i);
                let BlockKind::Group(inside) = &mut block.kind else { unreachable!("matched above") };
                return first_heading(inside, depth + 1, &mut None);
            }
            _ => {}
        }
    }
    None
}

fn holds_heading(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Heading(_) => true,
        BlockKind::Group(inside) if block.attributes.role.is_none() => inside.iter().any(holds_heading),
        _ => false,
    }
}

fn find<'a>(blocks: &'a mut [Block], wanted: &dyn Fn(&Block) -> bool) -> Option<&'a mut Block> {
    for block in blocks {
        if wanted(block) {
            return Some(block);
        }
        if let BlockKind::Group(inside) = &mut block.kind
            && let Some(found) = find(inside, wanted)
        {
            return Some(found);
        }
    }
    None
}

fn make_title(block: &mut Block) {
    block.attributes.role = Some(Role::Title);
    if let BlockKind::Heading(heading) = &mut block.kind {
        heading.level = 1;
    }
}

/// Whether a block is more than an image, rule or anchor.
fn says_something(block: &Block) -> bool {
    let words = |content: &[Inline]| {
        content
            .iter()
            .any(|i| !matches!(i.kind, InlineKind::Image(_)) && !plain(std::slice::from_ref(i)).trim().is_empty())
    };
    match &block.kind {
        _ if block.is(Role::Kicker) => false,
        BlockKind::Rule | BlockKind::PageBreak | BlockKind::Figure(_) => false,
        BlockKind::Paragraph(content) => words(content),
        _ => true,
    }
}

fn heading_words(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading(heading) => words(&heading.content),
        _ => String::new(),
    }
}

fn words(content: &[Inline]) -> String {
    legible(content).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn block_text(block: &Block) -> String {
    text::text(&Document { blocks: vec![block.clone()], ..Document::default() })
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(vec![Inline::text(words, None)], None)
}

/// Whether two titles have the same letters and digits.
fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words in lower case, surrounded by spaces for substring search.
fn fold_words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let mut out = String::from(" ");
    for word in words {
        out.push_str(&word.to_lowercase());
        out.push(' ');
    }
    out
}

/// Joins names as in a sentence.
fn enumerate(names: &[&str], language: Option<&Language>) -> String {
    let terms = language.and_then(|language| crate::words::of(language.tag())?.terms.as_ref());
    match names {
        [before @ .., last]
            if !before.is_empty()
                && let Some((terms, and)) = terms.and_then(|t| Some((t, t.and?))) =>
        {
            let comma = if terms.serial_comma && before.len() > 1 { "," } else { "" };
            format!("{}{comma} {and} {last}", before.join(", "))
        }
        _ => names.join(", "),
    }
}
