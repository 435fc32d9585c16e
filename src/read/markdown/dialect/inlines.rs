//! What a dialect's marks in a line mean, found in the document that was built: attributes, notes in the line, marked and
//! inserted text, links between pages.

use super::attributes::AttributeList;
use super::escaped;
use super::found::Found;
use super::marks::{Critic, Mark, Pair, Token, split};
use super::shorts::Defined;
use super::{keys, references, roles, wiki};
use crate::document::{
    Attributes, Block, BlockKind, Dimension, Document, Image, Inline, InlineKind, Link, Markup, Note, NoteId, walk,
};
use crate::read::markdown::edit::NOTHING;
use crate::source::{Cut as _, Source, Span};
use memchr::memmem;

/// Marks within each other are read so deep; what is deeper is text.
const DEEPEST: usize = 12;

/// Reads the marks in the lines of a document, whose text is `text`; `found`: what was found in it.
pub(in super::super) fn read(document: &mut Document, source: &Source, text: &str, found: &Found) {
    if !may_hold_marks(text) && found.shorts.is_empty() && found.examples.is_empty() {
        return;
    }
    let has_wiki_links = memmem::find(text.as_bytes(), b"]]: ").is_none();
    let defined = Defined::new(found);
    let mut reader = Reader { source, defined, notes: Vec::new(), first_note: document.notes.len(), has_wiki_links };
    reader.blocks(&mut document.blocks);
    for note in &mut document.notes {
        reader.blocks(&mut note.blocks);
    }
    document.notes.append(&mut reader.notes);
}

/// Whether a text holds a sign that one of the marks begins with, or that was escaped.
fn may_hold_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    const SIGNS: [&[u8]; 8] = [b"^[", b"[[", b"{", b"==", b"++", b"|", b"\\", b"[]("];
    SIGNS.iter().any(|sign| memmem::find(bytes, sign).is_some())
        || memchr::memchr_iter(b'@', bytes).any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase))
        || memchr::memchr_iter(b':', bytes)
            .any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) || bytes.get(at + 1) == Some(&b'+'))
}

struct Reader<'a> {
    source: &'a Source,
    defined: Defined<'a>,
    notes: Vec<Note>,
    /// The number of the first of them.
    first_note: usize,
    /// Whether double brackets are links: not where the text tries to define addresses for them (CommonMark, example 590).
    has_wiki_links: bool,
}

/// An open mark and what came behind it.
struct Open {
    mark: Mark,
    text: &'static str,
    span: Option<Span>,
    content: Vec<Inline>,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
        // A list of attributes on a line of its own, with no block above it.
        let mut waiting = None;
        for mut block in std::mem::take(blocks) {
            if let Some(above) = out.last_mut()
                && let Some(list) = of_formula(above, &block)
            {
                give(above, &list);
                continue;
            }
            let lone = is_lone(&block);
            if let BlockKind::Heading(heading) = &mut block.kind
                && let Some(list) = AttributeList::at_end(&mut heading.content)
            {
                heading.content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
                give(&mut block, &list);
            }
            let mut of_block = None;
            walk::for_each_inlines_mut(&mut block, &mut |line| of_block = self.line(line, lone).or(of_block.take()));
            let is_empty = matches!(&block.kind, BlockKind::Paragraph(content) if content.is_empty());
            match (of_block, out.last_mut()) {
                (Some(list), Some(above)) if is_empty => {
                    give(above, &list);
                    continue;
                }
                (Some(list), None) if is_empty => {
                    waiting = Some(list);
                    continue;
                }
                (Some(list), _) => give(&mut block, &list),
                (None, _) => {}
            }
            if let Some(list) = waiting.take() {
                give(&mut block, &list);
            }
            walk::for_each_child_mut(&mut block, &mut |children| self.blocks(children));
            out.push(block);
        }
        *blocks = out;
    }

    /// Reads the marks of a line; gives the attributes in it that are those of the block. `lone`: an image is all that the
    /// block holds.
    fn line(&mut self, line: &mut Vec<Inline>, lone: bool) -> Option<AttributeList> {
        for inline in line.iter_mut() {
            self.inside(inline);
        }
        if self.has_wiki_links {
            wiki::find(self.source, line);
        }
        roles::find(line);
        self.defined.number_examples(line);
        let marked = line.iter().any(|inline| match &inline.kind {
            InlineKind::Text(text) => holds_mark(text),
            _ => false,
        });
        let mut of_block = None;
        if marked {
            let tokens = split(self.source, std::mem::take(line));
            *line = self.assemble(tokens, lone, &mut of_block);
        }
        self.defined.mark_forms(self.source, line);
        for inline in line.iter_mut() {
            match &mut inline.kind {
                InlineKind::Text(text) if escaped::is_in(text) => *text = escaped::restored(text),
                InlineKind::Image(image) => finish_image(image),
                _ => {}
            }
        }
        of_block
    }

    /// Reads the marks in what an inline holds.
    fn inside(&mut self, inline: &mut Inline) {
        match &mut inline.kind {
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => _ = self.line(content, false),
            InlineKind::Link(link) if refers(link) => {
                link.content.truncate(1);
                if let Some(Inline { kind: InlineKind::Text(text), .. }) = link.content.first_mut() {
                    *text = text.replace(NOTHING, "");
                }
                *inline = references::wrap(link.clone(), true, inline.span);
            }
            InlineKind::Link(link) => _ = self.line(&mut link.content, false),
            InlineKind::Abbreviation(short) => _ = self.line(&mut short.content, false),
            InlineKind::Text(_)
            | InlineKind::Code(_)
            | InlineKind::Image(_)
            | InlineKind::NoteRef(_)
            | InlineKind::Math(_)
            | InlineKind::LineBreak => {}
        }
    }

    /// Matches the marks of a line.
    fn assemble(&mut self, tokens: Vec<Token>, lone: bool, of_block: &mut Option<AttributeList>) -> Vec<Inline> {
        let mut open: Vec<Open> = Vec::new();
        let mut out = Vec::with_capacity(tokens.len());
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                Token::Piece(inline) => push(top(&mut open, &mut out), inline),
                Token::Mark { mark, text, opens, closes, span } => {
                    let matched = if closes { open.iter().rposition(|o| closes_mark(mark, o.mark)) } else { None };
                    if let Some(at) = matched.filter(|&at| !open[at].content.is_empty() || at + 1 < open.len()) {
                        while open.len() > at + 1 {
                            dissolve(&mut open, &mut out);
                        }
                        let Some(opened) = open.pop() else { continue };
                        let attributes = match tokens.peek() {
                            Some(Token::Attributes(..)) if opened.mark == Mark::Bracket => match tokens.next() {
                                Some(Token::Attributes(list, _)) => Some(list),
                                _ => None,
                            },
                            _ => None,
                        };
                        let closed = self.close(opened, attributes, (text, span));
                        let to = top(&mut open, &mut out);
                        closed.into_iter().for_each(|inline| push(to, inline));
                    } else if opens && open.len() < DEEPEST {
                        open.push(Open { mark, text, span, content: Vec::new() });
                    } else {
                        push(top(&mut open, &mut out), Inline::text(text, span));
                    }
                }
                Token::Attributes(list, written) => {
                    let to = top(&mut open, &mut out);
                    match to.last_mut() {
                        Some(last) if !list.of_block && !is_text(last) => {
                            if let Some(list) = attach(last, list, lone) {
                                *of_block = Some(list);
                            }
                        }
                        Some(last) if list.of_block && !is_text(last) && tokens.peek().is_some() => {
                            _ = attach(last, list, false)
                        }
                        _ if list.of_block => {
                            trim_end(to);
                            *of_block = Some(list);
                        }
                        _ => push(to, written),
                    }
                }
            }
        }
        while !open.is_empty() {
            dissolve(&mut open, &mut out);
        }
        out
    }

    /// What stands between two marks.
    fn close(
        &mut self,
        opened: Open,
        attributes: Option<AttributeList>,
        (text, end): (&'static str, Option<Span>),
    ) -> Vec<Inline> {
        let span = match (opened.span, end) {
            (Some(start), Some(end)) => Some(start.to(end)),
            (start, end) => start.or(end),
        };
        let content = opened.content;
        let kind = match (opened.mark, attributes) {
            (Mark::Bracket, Some(list)) => span_kind(&list, content),
            (Mark::Note, _) | (Mark::Critic(Critic::Comment), _) => InlineKind::NoteRef(self.note(content, span)),
            (Mark::Pair(Pair::Highlight), _) => InlineKind::Styled(Markup::Highlight, content),
            (Mark::Pair(Pair::Insertion), _) => return keys::or_insertion(content, span),
            (Mark::Critic(critic), _) => match critic.markup() {
                Some(markup) => InlineKind::Styled(markup, content),
                None => return content,
            },
            // `[@fig:a; @fig:b]`: brackets around references are none of the text.
            (Mark::Bracket, None) if content.iter().any(is_reference) => {
                let mut content = content;
                for inline in &mut content {
                    if let InlineKind::Text(text) = &mut inline.kind {
                        *text = text.replace(';', ",");
                    }
                }
                return content;
            }
            // Brackets that say nothing.
            (Mark::Bracket | Mark::BracketEnd | Mark::CriticEnd(_), _) => {
                let mut out = vec![Inline::text(opened.text, opened.span)];
                content.into_iter().for_each(|inline| push(&mut out, inline));
                push(&mut out, Inline::text(text, end));
                return out;
            }
        };
        vec![Inline::new(kind, span)]
    }

    /// A note of these words.
    fn note(&mut self, content: Vec<Inline>, span: Option<Span>) -> NoteId {
        let id = NoteId((self.first_note + self.notes.len()) as u32);
        let mut content = content;
        crate::document::normalize(&mut content);
        let blocks = vec![Block::paragraph(content, span)];
        self.notes.push(Note { label: String::new(), blocks, span });
        id
    }
}

/// The attributes of the formula `above` a block, where they are all that the block holds: `{#eq:a}` (pandoc-crossref, Quarto),
/// `(eq-a)` (MyST).
fn of_formula(above: &Block, block: &Block) -> Option<AttributeList> {
    let (BlockKind::Math(_), BlockKind::Paragraph(content)) = (&above.kind, &block.kind) else { return None };
    let [Inline { kind: InlineKind::Text(text), .. }] = content.as_slice() else { return None };
    let text = text.trim();
    let label = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let is_label = |label: &&str| {
        label.starts_with("eq") && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'))
    };
    match label.filter(is_label) {
        Some(label) => AttributeList::parse(&format!("{{#{label}}}")),
        None => AttributeList::parse(text).filter(|list| list.length == text.len()),
    }
}

/// Whether a block holds nothing but an image, and perhaps its attributes.
fn is_lone(block: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else { return false };
    match content.as_slice() {
        [Inline { kind: InlineKind::Image(_), .. }] => true,
        [Inline { kind: InlineKind::Image(_), .. }, Inline { kind: InlineKind::Text(text), .. }] => {
            AttributeList::parse(text).is_some_and(|list| text.cut(list.length..).trim().is_empty())
        }
        _ => false,
    }
}

/// Whether a text holds a sign that a mark begins with.
fn holds_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b'[', b'{', b'=', bytes).is_some()
        || memchr::memchr3(b'+', b':', b'@', bytes).is_some()
        || memchr::memchr(b'\\', bytes).is_some()
}

/// Whether a link has no words of its own: `[](#fig:a)`.
fn refers(link: &Link) -> bool {
    matches!(link.content.first(), Some(Inline { kind: InlineKind::Text(text), .. }) if text.starts_with(NOTHING))
}

/// Whether an inline is a reference to what is numbered.
fn is_reference(inline: &Inline) -> bool {
    matches!(&inline.kind, InlineKind::Span(attributes, _) if attributes.get(Attributes::REFERENCE).is_some())
}

fn closes_mark(mark: Mark, open: Mark) -> bool {
    match mark {
        Mark::BracketEnd => matches!(open, Mark::Bracket | Mark::Note),
        Mark::CriticEnd(critic) => open == Mark::Critic(critic),
        Mark::Pair(_) => open == mark,
        Mark::Bracket | Mark::Note | Mark::Critic(_) => false,
    }
}

fn top<'o>(open: &'o mut [Open], out: &'o mut Vec<Inline>) -> &'o mut Vec<Inline> {
    open.last_mut().map_or(out, |open| &mut open.content)
}

/// Makes text of the mark that was opened last.
fn dissolve(open: &mut Vec<Open>, out: &mut Vec<Inline>) {
    let Some(opened) = open.pop() else { return };
    let to = top(open, out);
    push(to, Inline::text(opened.text, opened.span));
    opened.content.into_iter().for_each(|inline| push(to, inline));
}

/// Adds an inline; text joins the text before it.
fn push(to: &mut Vec<Inline>, inline: Inline) {
    if let (Some(Inline { kind: InlineKind::Text(last), span }), InlineKind::Text(text)) = (to.last_mut(), &inline.kind)
    {
        last.push_str(text);
        *span = match (*span, inline.span) {
            (Some(a), Some(b)) => Some(a.to(b)),
            (a, b) => a.or(b),
        };
        return;
    }
    to.push(inline);
}

fn is_text(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Text(_) | InlineKind::LineBreak)
}

/// Takes away the spaces at the end of a line.
fn trim_end(line: &mut Vec<Inline>) {
    while let Some(last) = line.last_mut() {
        match &mut last.kind {
            InlineKind::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    return;
                }
                line.pop();
            }
            InlineKind::LineBreak => _ = line.pop(),
            _ => return,
        }
    }
}

/// `[text]{.class}`
fn span_kind(list: &AttributeList, content: Vec<Inline>) -> InlineKind {
    let markup = list.raw.classes().find_map(|class| {
        Some(match class {
            "smallcaps" | "small-caps" | "sc" => Markup::SmallCaps,
            "underline" | "ul" => Markup::Underline,
            "mark" | "highlight" => Markup::Highlight,
            "kbd" => Markup::Keyboard,
            "small" => Markup::Small,
            _ => return None,
        })
    });
    let attributes = list.raw.model();
    match markup {
        Some(markup) if attributes.id.is_none() && attributes.language.is_none() => InlineKind::Styled(markup, content),
        Some(markup) => InlineKind::Span(attributes, vec![Inline::new(InlineKind::Styled(markup, content), None)]),
        None => InlineKind::Span(attributes, content),
    }
}

/// Gives attributes to an inline; what belongs to the block that holds only an image is given back.
fn attach(inline: &mut Inline, list: AttributeList, lone: bool) -> Option<AttributeList> {
    if let InlineKind::Image(image) = &mut inline.kind {
        let (width, height) = list.size();
        image.width = width.or(image.width);
        image.height = height.or(image.height);
        let id = list.raw.text("id").unwrap_or_default();
        let caption = list.raw.text("fig-cap").or_else(|| list.raw.text("caption")).map(str::to_owned);
        let alt = list.raw.text("fig-alt").or_else(|| list.raw.text("alt")).map(str::to_owned);
        // A figure that is referred to has a caption: its description, where no title is given (pandoc, Quarto).
        if lone && image.title.is_none() && (caption.is_some() || id.starts_with("fig")) {
            image.title = caption.or_else(|| Some(image.alt.clone())).filter(|caption| !caption.is_empty());
        }
        if let Some(alt) = alt {
            image.alt = alt;
        }
        if lone {
            return Some(list);
        }
    }
    let attributes = list.raw.model();
    if attributes.id.is_some() || attributes.language.is_some() || attributes.direction.is_some() {
        let span = inline.span;
        let inner = std::mem::replace(inline, Inline::text("", None));
        *inline = Inline::new(InlineKind::Span(attributes, vec![inner]), span);
    }
    None
}

/// Gives attributes to a block.
fn give(block: &mut Block, list: &AttributeList) {
    let Attributes { id, language, direction, mut classes, mut pairs, role: _ } = list.raw.model();
    let attributes = &mut block.attributes;
    if let BlockKind::Heading(heading) = &mut block.kind {
        heading.unlisted |= classes.iter().any(|class| class == "unlisted");
    }
    attributes.id = id.or(attributes.id.take());
    attributes.language = language.or(attributes.language.take());
    attributes.direction = direction.or(attributes.direction);
    if attributes.role.is_none() && matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Group(_)) {
        attributes.role = list.raw.class_role();
    }
    let side = list.raw.text("fig-align").or_else(|| list.raw.text("align")).or_else(|| {
        list.raw.classes().find_map(|class| match class {
            "center" | "centered" | "align-center" => Some("center"),
            "right" | "align-right" => Some("right"),
            "left" | "align-left" => Some("left"),
            _ => None,
        })
    });
    if let Some(side) = side.filter(|_| !pairs.iter().any(|(name, _)| name == "align")) {
        pairs.push(("align".to_owned(), side.to_ascii_lowercase()));
    }
    attributes.classes.append(&mut classes);
    attributes.pairs.append(&mut pairs);
}

/// `![a|100](x.png)`, `![a|100x80](x.png)`: Obsidian's sizes stand in the description.
fn finish_image(image: &mut Image) {
    if escaped::is_in(&image.alt) {
        image.alt = escaped::restored(&image.alt);
    }
    let said = image.alt.rsplit_once('|').map_or(image.alt.as_str(), |(_, size)| size);
    if let Some((width, height)) = wiki::size(said)
        && (image.alt.contains('|'))
    {
        image.width = width.map(Dimension::Pixels).or(image.width);
        image.height = height.map(Dimension::Pixels).or(image.height);
        let kept = image.alt.rfind('|').unwrap_or(0);
        image.alt.truncate(kept);
    }
}
