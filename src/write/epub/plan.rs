//! The plan of the book, made before anything is written: the distribution of blocks over files and the location of
//! every anchor, heading and note, so that the files can be written in parallel.

use super::images::{self, ImageFile};
use super::measure::NoteMeasure;
use crate::cancel::Cancel;
use crate::document::{
    Block, BlockKind, Document, Inline, InlineKind, Language, NoteId, NoteNumbers, Role, inlines_of, walk,
};
use crate::math::legible;
use crate::options::Options;
use crate::write::xhtml::{in_title_block, level, xml};
use std::collections::{HashMap, HashSet};

/// A file ends at the next heading when it exceeds this size, in bytes of XHTML …
const ENOUGH: usize = 160 << 10;
/// … and at the next block when it exceeds this: reading systems load a file as a whole.
const TOO_MUCH: usize = 260 << 10;
/// Hard limit of a file in bytes; above the others because sizes are estimates.
pub const MOST: usize = 300_000;
/// ZIP allows fewer than 65,536 files: if there are more chapters than this, chapters shorter than the average share
/// files.
const MOST_CHAPTERS: usize = 10_000;
/// Depth of the table of contents.
const DEPTH: u8 = 3;

/// Kind of a content document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// The title page.
    TitlePage,
    /// Front matter before the first chapter.
    Front,
    /// A dedication on its own page.
    Dedication,
    /// A chapter, or the whole text.
    Text,
}

/// A content document.
#[derive(Debug)]
pub struct ContentFile<'a> {
    /// Its name in the package.
    pub name: String,
    /// Its kind.
    pub kind: FileKind,
    /// Its title element.
    pub title: String,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Index of its first block in the document.
    pub first: usize,
    /// Notes at its end, in order.
    pub notes: Vec<NoteId>,
    /// Whether it continues the chapter of the previous file.
    pub continued: bool,
}

/// Location of an id of the document.
#[derive(Debug)]
pub struct Anchor {
    /// Index into [`BookPlan::parts`].
    pub part: usize,
    /// Its id in that file, if different.
    pub id: Option<String>,
}

/// Location of a note and of its references.
#[derive(Clone, Debug, Default)]
pub struct NotePlace {
    /// Index into [`BookPlan::parts`].
    pub part: usize,
    /// Number of references by file.
    pub references: Vec<(usize, u32)>,
}

/// An entry of the table of contents.
#[derive(Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// Its depth, from 0.
    pub depth: u8,
    /// Its text.
    pub title: String,
    /// Its target.
    pub href: String,
}

/// The plan of a book.
#[derive(Debug)]
pub struct BookPlan<'a> {
    /// Cancels writing.
    pub cancel: Cancel,
    /// The document.
    pub document: &'a Document,
    /// Its main language.
    pub language: Language,
    /// Its title; never the word for “contents” in its language.
    pub title: String,
    /// Whether it is a book: chapters in separate files, a title page.
    pub book: bool,
    /// Offset from heading levels to HTML heading levels.
    pub shift: i8,
    /// The files.
    pub parts: Vec<ContentFile<'a>>,
    /// Locations of the document's ids.
    pub anchors: HashMap<&'a str, Anchor>,
    /// Locations of the notes, by id.
    pub notes: Vec<NotePlace>,
    /// The numbers of the notes.
    pub numbers: NoteNumbers,
    /// The table of contents.
    pub contents: Vec<ContentsEntry>,
    /// Index of the file before which the table of contents is a page; `None`: navigation document only.
    pub contents_page: Option<usize>,
    /// The images, by the id of their resource.
    pub pictures: Vec<Option<ImageFile<'a>>>,
}

/// Data from one pass over the document, by index of the top-level block.
#[derive(Default)]
struct Survey<'a> {
    ids: Vec<(&'a str, usize)>,
    references: Vec<(NoteId, usize)>,
}

impl<'a> Survey<'a> {
    fn add(&mut self, block: &'a Block, index: usize) {
        walk::blocks(std::slice::from_ref(block), &mut |block| {
            self.ids.extend(block.attributes.id.as_deref().map(|id| (id, index)));
            walk::for_each_inlines(block, &mut |list| walk::inlines(list, &mut |inline| self.inline(inline, index)));
        });
    }

    fn inline(&mut self, inline: &'a Inline, index: usize) {
        match &inline.kind {
            InlineKind::NoteRef(id) => self.references.push((*id, index)),
            InlineKind::Span(attributes, _) => self.ids.extend(attributes.id.as_deref().map(|id| (id, index))),
            _ => {}
        }
    }
}

impl<'a> BookPlan<'a> {
    /// The plan for a document; `share`: divisor of the usual file size.
    pub fn new(document: &'a Document, options: &Options, share: usize) -> BookPlan<'a> {
        let blocks = &document.blocks[..];
        let mut survey = Survey::default();
        blocks.iter().enumerate().for_each(|(index, block)| survey.add(block, index));
        let head = title_block(blocks);
        let top = document.build.top;
        let split_level = options.epub.split_level;
        let book = split_level.map_or(document.build.kind.is_book(), |level| level > 0);
        let split = split_level.filter(|&l| l > 0).unwrap_or(document.build.chapter);
        let language = document.metadata.language.clone().unwrap_or_else(Language::english);
        let mut plan = BookPlan {
            cancel: Cancel::default(),
            document,
            title: title(document),
            language,
            book,
            shift: if book || head == 0 { 1 } else { 2 } - top as i8,
            parts: Vec::new(),
            anchors: HashMap::with_capacity(survey.ids.len()),
            notes: vec![NotePlace::default(); document.notes.len()],
            numbers: NoteNumbers::default(),
            contents: Vec::new(),
            contents_page: None,
            pictures: images::pictures(document),
        };
        let measure = NoteMeasure::new(document);
        let sizes: Vec<usize> = blocks.iter().map(|block| measure.block(block) * share).collect();
        plan.split(&sizes, if book { head } else { 0 }, book.then_some(split));
        plan.place(survey);
        plan.list_contents(top);
        if options.look.toc.or(document.metadata.toc).unwrap_or(book) {
            let text = plan.parts.iter().position(|p| !matches!(p.kind, FileKind::TitlePage | FileKind::Dedication));
            plan.contents_page = Some(text.unwrap_or(0));
        }
        plan
    }

    /// The unique identifier of the book.
    pub fn identity(&self) -> String {
        self.document.metadata.identity(&self.title)
    }

    /// The file that holds a top-level block.
    fn part_of(&self, index: usize) -> usize {
        self.parts.partition_point(|p| p.first <= index).saturating_sub(1)
    }

    /// Finds where files begin. Only books are split at headings; any document is split by size.
    fn split(&mut self, sizes: &[usize], head: usize, split_level: Option<u8>) {
        let blocks = &self.document.blocks[..];
        let mut starts = Vec::new();
        if head > 0 {
            starts.push((0, FileKind::TitlePage, false));
        }
        let chapter = |block: &Block| split_level.zip(level(block)).is_some_and(|(split, level)| level <= split);
        let many = blocks.iter().filter(|block| chapter(block)).count() > MOST_CHAPTERS;
        let least = if many { sizes.iter().sum::<usize>() / MOST_CHAPTERS } else { 0 };
        // A heading is not the last block of a file.
        let together = |index: usize| {
            let heads = blocks[index..].iter().take_while(|block| level(block).is_some()).count();
            sizes[index..].iter().take(heads + 1).sum::<usize>()
        };
        // An article that is split on demand has no front matter: its opening is text.
        let (mut size, mut in_front) = (0, split_level.is_some() && self.document.build.kind.is_book());
        for (index, block) in blocks.iter().enumerate().skip(head) {
            let heading = level(block);
            let first = index == head;
            let before = index.checked_sub(1).map(|i| &blocks[i]).filter(|_| !first);
            let kind = if in_front { FileKind::Front } else { FileKind::Text };
            let start = if chapter(block) && (in_front || size >= least) {
                in_front = false;
                Some((FileKind::Text, false))
            } else if in_front && block.is(Role::Dedication) {
                Some((FileKind::Dedication, false))
            } else if first || in_front && before.is_some_and(|b| b.is(Role::Dedication)) {
                Some((kind, false))
            } else if before.is_some_and(|b| level(b).is_some()) {
                None // keep a heading with its text
            } else if size > ENOUGH && heading.is_some() || size > ENOUGH / 4 && size + together(index) > TOO_MUCH {
                Some((kind, true))
            } else {
                None
            };
            if let Some((kind, continued)) = start {
                starts.push((index, kind, continued));
                size = 0;
            }
            size += sizes[index];
        }
        if starts.is_empty() {
            starts.push((0, FileKind::Text, false));
        }
        self.name_parts(&starts);
    }

    fn name_parts(&mut self, starts: &[(usize, FileKind, bool)]) {
        let blocks = &self.document.blocks[..];
        let texts = starts.iter().filter(|s| s.1 == FileKind::Text).count();
        let digits = texts.to_string().len().max(2);
        let (mut texts_so_far, mut fronts) = (0, 0);
        for (i, &(first, kind, continued)) in starts.iter().enumerate() {
            let end = starts.get(i + 1).map_or(blocks.len(), |s| s.0);
            let blocks = &blocks[first..end];
            let heading = blocks.first().filter(|b| level(b).is_some()).and_then(inlines_of).map(legible);
            let name = match kind {
                FileKind::TitlePage => "title.xhtml".to_owned(),
                FileKind::Front | FileKind::Dedication => {
                    fronts += 1;
                    format!("front-{fronts}.xhtml")
                }
                FileKind::Text if texts == 1 => "text.xhtml".to_owned(),
                FileKind::Text => {
                    texts_so_far += 1;
                    format!("chapter-{texts_so_far:0digits$}.xhtml")
                }
            };
            let title = heading.filter(|t| !t.trim().is_empty()).unwrap_or_else(|| match self.parts.last() {
                Some(before) if continued => before.title.clone(),
                _ if kind == FileKind::Dedication => self.language.terms().dedication.to_owned(),
                _ => self.title.clone(),
            });
            self.parts.push(ContentFile { name, kind, title, blocks, first, notes: Vec::new(), continued });
        }
    }

    /// Locates every id and note.
    fn place(&mut self, survey: Survey<'a>) {
        let Survey { mut ids, references, .. } = survey;
        let mut by_part: Vec<Vec<NoteId>> = vec![Vec::new(); self.parts.len()];
        for (id, index) in references {
            by_part[self.part_of(index)].push(id);
        }
        ids.iter_mut().for_each(|(_, index)| *index = self.part_of(*index));
        let mut placed = vec![false; self.notes.len()];
        for (part, mut found) in by_part.into_iter().enumerate() {
            let mut next = 0;
            if part + 1 == self.parts.len() {
                // Notes without a reference are put at the end.
                let seen: HashSet<NoteId> = found.iter().copied().collect();
                let rest = (0..self.notes.len()).map(|n| NoteId(n as u32));
                self.parts[part].notes = rest.filter(|n| !placed[n.0 as usize] && !seen.contains(n)).collect();
                for id in self.parts[part].notes.clone() {
                    placed[id.0 as usize] = true;
                    self.notes[id.0 as usize].part = part;
                    self.survey_note(id, part, &mut found, &mut ids);
                }
            }
            while let Some(&id) = found.get(next) {
                next += 1;
                let Some(place) = self.notes.get_mut(id.0 as usize) else { continue };
                match place.references.last_mut() {
                    Some((last, count)) if *last == part => *count += 1,
                    _ => place.references.push((part, 1)),
                }
                if !std::mem::replace(&mut placed[id.0 as usize], true) {
                    place.part = part;
                    self.parts[part].notes.push(id);
                    self.survey_note(id, part, &mut found, &mut ids);
                }
            }
            self.parts[part].notes.sort();
        }
        self.place_ids(&ids);
    }

    fn survey_note(&self, id: NoteId, part: usize, references: &mut Vec<NoteId>, ids: &mut Vec<(&'a str, usize)>) {
        let mut survey = Survey::default();
        self.document.note(id).blocks.iter().for_each(|block| survey.add(block, part));
        references.extend(survey.references.iter().map(|r| r.0));
        ids.extend(survey.ids);
    }

    /// Valid ids are kept, others made valid; a duplicate id refers to its first occurrence.
    fn place_ids(&mut self, ids: &[(&'a str, usize)]) {
        let mut odd = Vec::new();
        for &(id, part) in ids {
            if self.anchors.contains_key(id) {
                continue;
            }
            self.anchors.insert(id, Anchor { part, id: None });
            if !xml::is_plain_id(id) || is_reserved(id) {
                odd.push(id);
            }
        }
        let mut given: HashSet<String> = HashSet::new();
        for id in odd {
            let stem: String = id.chars().map(|c| if xml::is_plain_id_char(c) { c } else { '-' }).collect();
            let stem = format!("id-{stem}");
            let mut name = stem.clone();
            let mut number = 2;
            while self.anchors.contains_key(name.as_str()) || given.contains(&name) {
                name = format!("{stem}-{number}");
                number += 1;
            }
            given.insert(name.clone());
            if let Some(anchor) = self.anchors.get_mut(id) {
                anchor.id = Some(name);
            }
        }
    }

    fn list_contents(&mut self, top: u8) {
        for part in &self.parts {
            let opens = part.blocks.first().is_some_and(|block| level(block).is_none());
            if self.book && part.kind == FileKind::Text && !part.continued && opens {
                // Such an opening has its title on the title page before it.
                let titled = self.parts.iter().find(|part| part.kind == FileKind::TitlePage).unwrap_or(part);
                self.contents.push(ContentsEntry { title: part.title.clone(), href: titled.name.clone(), depth: 0 });
            }
            for (at, block) in part.blocks.iter().enumerate() {
                let BlockKind::Heading(heading) = &block.kind else { continue };
                let title = legible(&heading.content);
                let is_title = block.is(Role::Title);
                let below = heading.level.saturating_sub(top);
                if heading.unlisted
                    || title.trim().is_empty()
                    || block.is(Role::Subtitle)
                    || is_title && self.book
                    || !is_title && below >= DEPTH
                {
                    continue;
                }
                // A file's first entry links to the start of the file, unless another entry does.
                let first = part.blocks[..at].iter().all(in_title_block)
                    && self.contents.last().is_none_or(|entry| entry.href != part.name);
                let href = match self.heading_id(part, at) {
                    Some(id) if !first => format!("{}#{id}", part.name),
                    _ => part.name.clone(),
                };
                self.contents.push(ContentsEntry { depth: if is_title { 0 } else { below }, title, href });
            }
        }
        if self.contents.is_empty() {
            let href = self.parts[0].name.clone();
            self.contents.push(ContentsEntry { depth: 0, title: self.title.clone(), href });
        }
    }

    /// Whether a file holds the title of a part, whose chapters are in the following files.
    pub fn is_part(&self, part: &ContentFile<'a>) -> bool {
        let build = &self.document.build;
        let next = self.parts.iter().find(|other| other.first > part.first).and_then(|other| other.blocks.first());
        let starts = |block: Option<&Block>| block.and_then(level);
        starts(part.blocks.first()).is_some_and(|level| level < build.chapter)
            && starts(next).is_some_and(|level| level == build.chapter)
    }

    /// The id of heading block `at` in a file.
    pub fn heading_id(&self, part: &ContentFile<'a>, at: usize) -> Option<String> {
        let block = part.blocks.get(at)?;
        match block.attributes.id.as_deref().and_then(|id| Some((id, self.anchors.get(id)?))) {
            Some((_, Anchor { id: Some(id), .. })) => Some(id.clone()),
            Some((id, _)) => Some(id.to_owned()),
            None => level(block).map(|_| format!("sec-{}", part.first + at + 1)),
        }
        .filter(|_| matches!(block.kind, BlockKind::Heading(_)))
    }
}

/// Ids generated by this writer: of notes, references, and headings without an id.
fn is_reserved(id: &str) -> bool {
    let rest = ["fn-", "ref-", "sec-"].iter().find_map(|prefix| id.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

/// Number of blocks in the title block; zero without a title among them.
pub fn title_block(blocks: &[Block]) -> usize {
    let length = blocks.iter().take_while(|b| in_title_block(b)).count();
    if blocks[..length].iter().any(|b| b.is(Role::Title)) { length } else { 0 }
}

/// The document's title, which is required (EPUB 3.3, section 5.5.3.2): its own, its first heading's, or its first
/// words.
fn title(document: &Document) -> String {
    let of_metadata = document.metadata.title.clone();
    let of_block =
        |wanted: &dyn Fn(&&Block) -> bool| document.blocks.iter().find(wanted).and_then(inlines_of).map(legible);
    let words = || {
        let mut words = String::new();
        walk::all_inlines(document, &mut |inline| {
            if let InlineKind::Text(text) = &inline.kind
                && words.len() < 60
            {
                words.push_str(text);
            }
        });
        words.chars().take(60).collect::<String>()
    };
    of_metadata
        .or_else(|| of_block(&|b| b.is(Role::Title)))
        .or_else(|| of_block(&|b| matches!(b.kind, BlockKind::Heading(_))))
        .map(|t| t.trim().to_owned())
        .filter(|t| !t.is_empty())
        .or_else(|| Some(words()).filter(|t| !t.trim().is_empty()))
        .unwrap_or_else(|| "—".to_owned())
}
