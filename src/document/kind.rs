//! What a document is by its build: one decision, that every writer follows.
//!
//! An article is read in one go; a book has chapters, gets a title page and a contents list, and its chapters begin pages
//! or files of their own. Length tells them apart only where there are chapters at all.

use super::{Block, BlockKind, Document, InlineKind, Role, walk};

/// A document with three chapters or more is a book when its text is longer than this, in bytes …
const BOOK: usize = 30_000;
/// … or, where its chapters stand below the title as sections (level 2), longer than this.
const LONG: usize = 150_000;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An article: no chapters, or little text.
    Article,
    /// A book of running text.
    Novel,
    /// A book with about as many tables and code blocks as half its chapters, or more.
    Manual,
    /// A long text in sections below one title.
    Report,
}

impl Kind {
    /// What a document is.
    ///
    /// ```
    /// use folio::document::{Document, Kind};
    /// assert_eq!(Kind::of(&Document::default()), Kind::Article);
    /// ```
    pub fn of(document: &Document) -> Kind {
        let chapters = Chapters::of(document);
        let least = if chapters.level == 1 { BOOK } else { LONG };
        if chapters.count < 3 || size(document) <= least {
            return Kind::Article;
        }
        let mut technical = 0;
        walk::blocks(&document.blocks, &mut |block| {
            technical += usize::from(matches!(block.kind, BlockKind::Code(_) | BlockKind::Table(_)));
        });
        match chapters.level {
            _ if technical > chapters.count / 2 => Kind::Manual,
            1 => Kind::Novel,
            _ => Kind::Report,
        }
    }

    /// Whether it is a book: anything but an article.
    pub fn is_book(self) -> bool {
        self != Kind::Article
    }
}

/// The uppermost headings of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapters {
    /// Their level; 1 where there are none.
    pub level: u8,
    /// How many there are.
    pub count: usize,
}

impl Chapters {
    /// The chapters of a document: its uppermost headings outside of any other block, the title's aside.
    pub fn of(document: &Document) -> Chapters {
        let levels = || document.blocks.iter().filter_map(level);
        let top = levels().min().unwrap_or(1);
        Chapters { level: top, count: levels().filter(|&l| l == top).count() }
    }
}

fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) if !block.is(Role::Title) && !block.is(Role::Subtitle) => {
            Some(heading.level.max(1))
        }
        _ => None,
    }
}

/// Bytes of text.
fn size(document: &Document) -> usize {
    let mut size = 0;
    walk::blocks(&document.blocks, &mut |block| {
        if let BlockKind::Code(code) = &block.kind {
            size += code.text.len();
        }
    });
    walk::all_inlines(document, &mut |inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => size += text.len(),
        _ => {}
    });
    size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{CodeBlock, Heading, Inline};

    /// Chapters of a level, each with a paragraph of so many bytes.
    fn book(level: u8, chapters: usize, bytes: usize) -> Document {
        let mut document = Document::default();
        for _ in 0..chapters {
            let heading = Heading { level, content: vec![Inline::text("One", None)], unlisted: false };
            document.blocks.push(Block::new(BlockKind::Heading(heading), None));
            document.blocks.push(Block::paragraph(vec![Inline::text("a".repeat(bytes), None)], None));
        }
        document
    }

    #[test]
    fn three_long_chapters_make_a_book() {
        assert_eq!(Kind::of(&book(1, 3, 20_000)), Kind::Novel);
        assert_eq!(Kind::of(&book(1, 2, 40_000)), Kind::Article);
        assert_eq!(Kind::of(&book(1, 3, 5_000)), Kind::Article);
        assert_eq!(Chapters::of(&book(2, 4, 1)), Chapters { level: 2, count: 4 });
    }

    #[test]
    fn sections_below_a_title_need_more_text() {
        assert_eq!(Kind::of(&book(2, 3, 20_000)), Kind::Article);
        assert_eq!(Kind::of(&book(2, 3, 60_000)), Kind::Report);
    }

    #[test]
    fn code_makes_a_manual() {
        let mut document = book(1, 3, 20_000);
        for _ in 0..2 {
            let code = CodeBlock { text: "x".into(), ..CodeBlock::default() };
            document.blocks.push(Block::new(BlockKind::Code(code), None));
        }
        assert_eq!(Kind::of(&document), Kind::Manual);
    }
}
