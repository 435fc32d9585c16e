//! Classification of a document as article or book, made once in `transform` and used by every writer.
//!
//! A book has chapters, a title page and a contents list, and its chapters begin on new pages or in files of their
//! own. Chapters must have the length of chapters: a change log with a heading per version is an article. Headings
//! that contain chapters and almost no text of their own are parts.

use super::{Block, BlockKind, Document, Heading, InlineKind, Role, divisions, plain, walk};

/// Minimum text length in bytes of a book with at least three chapters …
const BOOK: usize = 30_000;
/// … or of one whose chapters are sections (level 2) below the title.
const LONG: usize = 150_000;
/// Minimum of the chapters' median length, in bytes: about 400 words.
const CHAPTER: usize = 2_500;
/// Minimum median length of chapters if neither parts nor chapters are named as such.
const CHAPTER_OF_PART: usize = 5_000;

/// … and the maximum number of parts; more headings with sections below are chapters.
const PARTS: usize = 9;

/// The kind of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// An article: no chapters, or little text.
    #[default]
    Article,
    /// A book of running text.
    Novel,
    /// A book in which tables and code blocks number at least about half its chapters.
    Manual,
    /// A long text in sections below one title.
    Report,
}

impl DocumentKind {
    /// Whether it is a book: anything but an article.
    pub fn is_book(self) -> bool {
        self != DocumentKind::Article
    }
}

/// The structure of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Build {
    /// What it is.
    pub kind: DocumentKind,
    /// Level of the topmost headings: parts, or chapters without parts; 1 if there are none.
    pub top: u8,
    /// Level of chapter headings; headings above are parts or chapters outside of parts.
    pub chapter: u8,
    /// How many chapters there are.
    pub chapters: usize,
}

impl Default for Build {
    fn default() -> Self {
        Build { kind: DocumentKind::Article, top: 1, chapter: 1, chapters: 0 }
    }
}

impl Build {
    /// The structure of a document, from its top-level headings (except the title) and the text below them.
    ///
    /// ```
    /// use folio::document::{Build, Document, DocumentKind};
    /// assert_eq!(Build::of(&Document::default()).kind, DocumentKind::Article);
    /// ```
    pub fn of(document: &Document) -> Build {
        let mut sections = Vec::new();
        let mut size = document.notes.iter().map(|note| bytes(&note.blocks)).sum();
        for block in &document.blocks {
            let own = bytes(std::slice::from_ref(block));
            size += own;
            match heading(block) {
                Some(heading) => sections.push(HeadedSection { level: heading.level.max(1), heading, own: 0 }),
                None => {
                    if let Some(section) = sections.last_mut() {
                        section.own += own;
                    }
                }
            }
        }
        let top = sections.iter().map(|s| s.level).min().unwrap_or(1);
        let technical = technical(document);
        let mut chapter = top;
        while let Some(below) = below(&sections, chapter)
            && are_parts(&sections, chapter, below, technical)
        {
            chapter = below;
        }
        let lengths = chapters(&sections, chapter);
        match kind(&lengths, size, (top, chapter), technical) {
            // Parts of an article don't begin pages.
            DocumentKind::Article => {
                Build { kind: DocumentKind::Article, top, chapter: top, chapters: chapters(&sections, top).len() }
            }
            kind => Build { kind, top, chapter, chapters: lengths.len() },
        }
    }

    /// Whether chapters are grouped in parts.
    pub fn has_parts(&self) -> bool {
        self.top < self.chapter
    }

    /// The level by which a heading is styled: with parts, 1 for both parts and chapters, 2 within chapters and so on;
    /// otherwise its own.
    pub fn rank(&self, level: u8) -> u8 {
        if self.has_parts() { level.saturating_sub(self.chapter - 1).max(1) } else { level.max(1) }
    }
}

/// A heading with the text up to the next one.
struct HeadedSection<'a> {
    level: u8,
    heading: &'a Heading,
    /// Text length in bytes.
    own: usize,
}

/// The heading that a block is, unless it is the title.
pub(super) fn heading(block: &Block) -> Option<&Heading> {
    match &block.kind {
        BlockKind::Heading(heading) if !block.is(Role::Title) && !block.is(Role::Subtitle) => Some(heading),
        _ => None,
    }
}

/// The topmost level below a level.
fn below(sections: &[HeadedSection<'_>], level: u8) -> Option<u8> {
    sections.iter().map(|s| s.level).filter(|&l| l > level).min()
}

/// Whether the headings of a level are parts with chapters at the level `below`; `technical`: number of tables and
/// code blocks.
fn are_parts(sections: &[HeadedSection<'_>], level: u8, below: u8, technical: usize) -> bool {
    // Chapters outside of parts (preface, epilogue) are at the level of parts without chapters below.
    let (mut holders, mut own, mut held, mut alone) = (Vec::new(), 0, 0, 0);
    let starts: Vec<usize> = (0..sections.len()).filter(|&i| sections[i].level <= level).collect();
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(sections.len());
        let size: usize = sections[start..end].iter().map(|s| s.own).sum();
        if sections[start..end].iter().any(|s| s.level == below) {
            holders.push(sections[start].heading);
            own += sections[start].own;
            held += size;
        } else {
            alone += size;
        }
    }
    let inner: Vec<&HeadedSection<'_>> = sections.iter().filter(|s| s.level == below).collect();
    if holders.len() < 2 || inner.len() < 3 || inner.len() <= holders.len() || alone > held {
        return false;
    }
    let most = |rank: u8, headings: &mut dyn Iterator<Item = &Heading>| {
        let (mut all, mut named) = (0, 0);
        for heading in headings {
            all += 1;
            named += usize::from(divisions::rank(&plain(&heading.content)) == Some(rank));
        }
        2 * named > all
    };
    if most(1, &mut holders.iter().copied()) {
        return false;
    }
    if most(0, &mut holders.iter().copied()) || most(1, &mut inner.iter().map(|s| s.heading)) {
        return 2 * own < held;
    }
    // The sections of a manual may be as long as the chapters of a novel.
    technical <= inner.len() / 2
        && holders.len() <= PARTS
        && 20 * own < held
        && middle(&chapters(sections, below)) >= CHAPTER_OF_PART
}

/// Lengths of the chapters, if they are the headings of a level; those of higher levels count if they have text of
/// their own.
fn chapters(sections: &[HeadedSection<'_>], level: u8) -> Vec<usize> {
    let mut lengths: Vec<usize> = Vec::new();
    for section in sections {
        match lengths.last_mut() {
            Some(last) if section.level > level => *last += section.own,
            _ if section.level > level => {}
            _ if section.level < level && section.own == 0 => {}
            _ => lengths.push(section.own),
        }
    }
    lengths
}

/// The median.
fn middle(lengths: &[usize]) -> usize {
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}

/// Number of tables and code blocks.
fn technical(document: &Document) -> usize {
    let mut count = 0;
    walk::blocks(&document.blocks, &mut |block| {
        count += usize::from(matches!(block.kind, BlockKind::Code(_) | BlockKind::Table(_)));
    });
    count
}

fn kind(chapters: &[usize], size: usize, (top, chapter): (u8, u8), technical: usize) -> DocumentKind {
    let sections = top == chapter && chapter > 1;
    let least = if sections { LONG } else { BOOK };
    if chapters.len() < 3 || size <= least || middle(chapters) < CHAPTER {
        return DocumentKind::Article;
    }
    match sections {
        _ if technical > chapters.len() / 2 => DocumentKind::Manual,
        false => DocumentKind::Novel,
        true => DocumentKind::Report,
    }
}

/// Text length in bytes.
fn bytes(blocks: &[Block]) -> usize {
    let mut size = 0;
    walk::blocks(blocks, &mut |block| {
        if let BlockKind::Code(code) = &block.kind {
            size += code.text.len();
        }
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| {
                if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind {
                    size += text.len();
                }
            });
        });
    });
    size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{CodeBlock, Inline};

    /// Sections with level, title and length of a paragraph in bytes.
    fn book(sections: &[(u8, &str, usize)]) -> Document {
        let mut document = Document::default();
        for &(level, title, bytes) in sections {
            let heading = Heading { level, content: vec![Inline::text(title, None)], unlisted: false };
            document.blocks.push(Block::new(BlockKind::Heading(heading), None));
            if bytes > 0 {
                document.blocks.push(Block::paragraph(vec![Inline::text("a".repeat(bytes), None)], None));
            }
        }
        document
    }

    fn alike(level: u8, chapters: usize, bytes: usize) -> Document {
        book(&vec![(level, "One", bytes); chapters])
    }

    fn kind(document: &Document) -> DocumentKind {
        Build::of(document).kind
    }

    #[test]
    fn three_long_chapters_make_a_book() {
        assert_eq!(kind(&alike(1, 3, 20_000)), DocumentKind::Novel);
        assert_eq!(kind(&alike(1, 2, 40_000)), DocumentKind::Article);
        assert_eq!(kind(&alike(1, 3, 5_000)), DocumentKind::Article);
        assert_eq!(Build::of(&alike(2, 4, 1)), Build { kind: DocumentKind::Article, top: 2, chapter: 2, chapters: 4 });
    }

    #[test]
    fn many_short_sections_are_no_chapters() {
        assert_eq!(kind(&alike(1, 48, 800)), DocumentKind::Article);
        assert_eq!(kind(&alike(1, 500, 1_000)), DocumentKind::Article);
    }

    #[test]
    fn sections_below_a_title_need_more_text() {
        assert_eq!(kind(&alike(2, 3, 20_000)), DocumentKind::Article);
        assert_eq!(kind(&alike(2, 3, 60_000)), DocumentKind::Report);
    }

    #[test]
    fn sections_as_long_as_chapters_make_no_parts() {
        let chapters = |count: usize| {
            let mut sections = Vec::new();
            for _ in 0..count {
                sections.push((1, "Getting Started", 300));
                sections.extend(vec![(2, "Installation", 8_000); 5]);
            }
            book(&sections)
        };
        let few = Build::of(&chapters(6));
        assert_eq!((few.top, few.chapter), (1, 2), "six headings over long ones, in running text");
        let many = Build::of(&chapters(20));
        assert_eq!((many.kind, many.chapter), (DocumentKind::Novel, 1));
        let mut manual = chapters(6);
        let code = CodeBlock { language: None, text: "x".into(), links: Vec::new() };
        manual.blocks.extend(vec![Block::new(BlockKind::Code(code), None); 20]);
        let manual = Build::of(&manual);
        assert_eq!((manual.kind, manual.chapter), (DocumentKind::Manual, 1));
    }

    #[test]
    fn parts_hold_chapters() {
        let levels = |sections: &[(u8, &str, usize)]| {
            let build = Build::of(&book(sections));
            (build.kind, build.top, build.chapter, build.chapters)
        };
        let named = [
            (1, "Preface", 3_000),
            (1, "Part One", 0),
            (2, "Chapter 1", 9_000),
            (2, "Chapter 2", 9_000),
            (1, "Part Two: Winter", 200),
            (2, "Chapter 3", 9_000),
            (2, "Chapter 4", 9_000),
        ];
        assert_eq!(levels(&named), (DocumentKind::Novel, 1, 2, 6));
        let unnamed = [(1, "Spring", 0), (2, "The Letter", 9_000), (2, "The Ship", 9_000)].repeat(3);
        assert_eq!(levels(&unnamed), (DocumentKind::Novel, 1, 2, 6));
        // Chapters with sections: they say what they are, or have text of their own, or the sections are short.
        let chapters = [(1, "Chapter 1", 0), (2, "Ships", 9_000), (2, "Sails", 9_000)].repeat(3);
        assert_eq!(levels(&chapters), (DocumentKind::Novel, 1, 1, 3));
        let opened = [(1, "Ships", 2_000), (2, "Hulls", 9_000), (2, "Sails", 9_000)].repeat(3);
        assert_eq!(levels(&opened), (DocumentKind::Novel, 1, 1, 3));
        let short = [(1, "Ships", 0), (2, "Hulls", 3_000), (2, "Sails", 3_000), (2, "Ropes", 3_000)].repeat(5);
        assert_eq!(levels(&short), (DocumentKind::Novel, 1, 1, 5));
        let below_a_title = [(2, "Teil 1", 0), (3, "Der Brief", 9_000), (3, "Das Schiff", 9_000)].repeat(3);
        assert_eq!(levels(&below_a_title), (DocumentKind::Novel, 2, 3, 6));
    }

    #[test]
    fn code_makes_a_manual() {
        let mut document = alike(1, 3, 20_000);
        for _ in 0..2 {
            let code = CodeBlock { text: "x".into(), ..CodeBlock::default() };
            document.blocks.push(Block::new(BlockKind::Code(code), None));
        }
        assert_eq!(kind(&document), DocumentKind::Manual);
    }
}
