//! Page furniture: running heads and folios; also the page numbers of contents lists.

use super::Matter;
use super::breaks::PageBreak;
use super::place::{Done, PageRef, left_edge};
use crate::fonts::FontRole;
use crate::source::Cut as _;
use crate::theme::{FolioPlace, HeadContent};
use crate::typeset::model::*;
use crate::typeset::paragraph::{self, Setter};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use unicode_segmentation::UnicodeSegmentation;

/// The running head of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct HeadMarks {
    chapter: String,
    section: String,
    /// Whether the running head is omitted: the first page, front matter, chapter openings, empty pages.
    bare: bool,
    /// Whether the folio is omitted as well.
    empty: bool,
}

/// The running head of each page.
pub(super) fn marks(matter: &Matter<'_>, plan: &[PageBreak]) -> Vec<HeadMarks> {
    let mut current = HeadMarks::default();
    let mut list = Vec::with_capacity(plan.len());
    for (index, page) in plan.iter().enumerate() {
        let boxes = &matter.galley.boxes[page.boxes.clone()];
        let items = boxes.iter().map(|b| b.item as usize);
        let mut new_section = false;
        let mut own = current.clone();
        let mut seen = None;
        for item in items.filter(|i| {
            let new = seen != Some(*i);
            seen = Some(*i);
            new
        }) {
            let extra = matter.flow.items[item].extra.as_ref();
            if let Some((level, title)) = extra.and_then(|e| e.mark.as_ref()) {
                if *level == 1 {
                    (current.chapter, current.section) = (title.clone(), String::new());
                    own = current.clone();
                } else {
                    current.section = title.clone();
                    if !new_section {
                        own.section = title.clone();
                    }
                    new_section = true;
                }
            }
        }
        let opens = boxes.first().is_some_and(|b| b.begin != Begin::Anywhere);
        let front = boxes.first().is_some_and(|b| (b.item as usize) < matter.flow.front);
        own.bare = index == 0 || opens || front || page.boxes.is_empty();
        let title_page = index == 0 && matter.flow.title_page;
        own.empty = title_page || page.boxes.is_empty() && page.notes.is_empty();
        list.push(own);
    }
    list
}

/// Adds running heads, folios and contents page numbers to the pages.
pub(super) fn fill(
    matter: &Matter<'_>,
    labels: &[PageLabels],
    marks: &[HeadMarks],
    pages: &mut [Done],
    setter: &Setter<'_>,
) {
    numbers(matter, labels, pages, setter);
    let theme = matter.theme;
    let head_font = FontChoice {
        font: FontRole { family: theme.head.family, bold: false, italic: theme.head.italic },
        size: theme.length(theme.head.size),
        color: theme.head.color,
        features: FontFeatures {
            small_caps: theme.head.small_caps,
            old_style_figures: theme.text.old_style_figures,
            ..FontFeatures::default()
        },
    };
    let folio_font = FontChoice {
        font: FontRole { family: theme.folio.family, bold: false, italic: false },
        size: theme.length(theme.folio.size),
        color: theme.folio.color,
        features: FontFeatures { old_style_figures: theme.text.old_style_figures, ..FontFeatures::default() },
    };
    let known: Mutex<BTreeMap<(String, Length), Arc<SetLine>>> = Mutex::default();
    let area = matter.area;
    let right_to_left = matter.flow.right_to_left;
    let (start, end) =
        if right_to_left { (FolioSide::Right, FolioSide::Left) } else { (FolioSide::Left, FolioSide::Right) };
    pages.par_iter_mut().enumerate().for_each(|(index, done)| {
        let marks = &marks[index];
        if marks.empty {
            return;
        }
        let left = left_edge(matter, index);
        let is_recto = !theme.page.two_sided || index % 2 == 0;
        let outer = if is_recto { end } else { start };
        let head_y = area.top - theme.length(theme.head.gap);
        let foot_y = area.top + area.height + theme.length(theme.folio.gap);
        let folio = number(labels, index as u32);
        let (folio_side, folio_y) = match theme.folio.place {
            FolioPlace::None => (None, foot_y),
            FolioPlace::FootCenter => (Some(FolioSide::Center), foot_y),
            FolioPlace::FootOutside => (Some(outer), foot_y),
            FolioPlace::HeadOutside if marks.bare => (Some(outer), foot_y),
            FolioPlace::HeadOutside => (Some(outer), head_y),
        };
        // Running heads and folios are dropped where the margin is too small for them.
        let stands = |y: Length, size: Length| y >= size && y + size / 3 <= theme.page.size.0.height;
        if let Some(side) = folio_side.filter(|_| stands(folio_y, folio_font.size)) {
            let set = set_line(&folio, &folio_font, right_to_left, setter);
            let kind = if folio_y == head_y { Artifact::Header } else { Artifact::Footer };
            draw(done, &set, left, area.width, folio_y, side, kind);
        }
        if marks.bare || !stands(head_y, head_font.size) {
            return;
        }
        let title = matter.flow.title.as_str();
        let (verso, recto) = match theme.head.show {
            HeadContent::None => ("", ""),
            HeadContent::Title => (title, title),
            HeadContent::TitleAndChapter => (title, marks.chapter.as_str()),
            HeadContent::ChapterAndSection => (marks.chapter.as_str(), marks.section.as_str()),
        };
        let in_head = theme.folio.place == FolioPlace::HeadOutside;
        let mut put = |text: &str, side: FolioSide, room: Length| {
            if text.is_empty() {
                return;
            }
            let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
            let set = known.entry((text.to_owned(), room));
            let set = set
                .or_insert_with(|| {
                    Arc::new(shortened(text, HeadFont { font: &head_font, right_to_left }, room, setter))
                })
                .clone();
            drop(known);
            draw(done, &set, left, area.width, head_y, side, Artifact::Header);
        };
        if theme.page.two_sided {
            let text = if is_recto { recto } else { verso };
            let side = if !in_head {
                FolioSide::Center
            } else if is_recto {
                start
            } else {
                end
            };
            let none = theme.head.show == HeadContent::None;
            put(if text.is_empty() && !none { title } else { text }, side, area.width.scale(4, 5));
        } else if theme.head.show == HeadContent::Title {
            put(title, if in_head { start } else { FolioSide::Center }, area.width.scale(4, 5));
        } else {
            if in_head {
                // The folio is at the right: the heads of verso and recto share the rest of the line.
                let both = match (verso, recto) {
                    ("", one) | (one, "") => one.to_owned(),
                    (verso, recto) => format!("{verso}\u{2002}·\u{2002}{recto}"),
                };
                put(&both, start, area.width.scale(17, 20));
                return;
            }
            put(verso, start, area.width.scale(9, 20));
            if recto != verso {
                put(recto, end, area.width.scale(9, 20));
            }
        }
    });
}

/// A set line of furniture with its width.
struct SetLine {
    set: SetLines,
    width: Length,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FolioSide {
    Left,
    Center,
    Right,
}

fn set_line(text: &str, font: &FontChoice, right_to_left: bool, setter: &Setter<'_>) -> SetLine {
    let run = StyledRun {
        range: 0..text.len(),
        font: font.font,
        size: font.size,
        color: font.color,
        features: font.features,
        ..StyledRun::default()
    };
    let lines = LineStyle {
        alignment: Alignment::Start,
        leading: font.size.scale(6, 5),
        protrusion: false,
        expansion: 0,
        ..LineStyle::default()
    };
    let text = text.to_owned();
    let paragraph = StyledParagraph { text, runs: vec![run], lines, right_to_left, ..StyledParagraph::default() };
    let mut set = paragraph::set(&paragraph, Length::pt(10_000.0), setter);
    if right_to_left {
        let left = set.items.iter().map(|i| i.x).min().unwrap_or_default();
        set.items.iter_mut().for_each(|item| item.x -= left);
    }
    let width = set.items.iter().map(|i| i.x + i.width).max().unwrap_or_default();
    SetLine { set, width }
}

/// Limit of a running head, in characters.
const LONGEST: usize = 1000;

/// Font and direction of a running head.
#[derive(Clone, Copy)]
struct HeadFont<'a> {
    font: &'a FontChoice,
    right_to_left: bool,
}

/// A line truncated to `room`: trailing words are replaced by an ellipsis.
fn shortened(text: &str, font: HeadFont<'_>, room: Length, setter: &Setter<'_>) -> SetLine {
    // Longer than any page is wide.
    let long = text.char_indices().nth(LONGEST).map(|(end, _)| text.cut(..end));
    let whole = set_line(long.unwrap_or(text), font.font, font.right_to_left, setter);
    if whole.width <= room && long.is_none() {
        return whole;
    }
    let text = long.unwrap_or(text);
    let mut words: Vec<&str> = text.split(' ').collect();
    let keep = (words.len() as i64 * room.0 / whole.width.0.max(1)).max(1) as usize;
    words.truncate(keep);
    loop {
        let text = format!("{}…", words.join(" ").trim_end_matches([',', ';', ':', '.']));
        let set = set_line(&text, font.font, font.right_to_left, setter);
        if set.width <= room {
            return set;
        }
        if words.len() <= 1 {
            return cut(words.first().unwrap_or(&""), set.width, font, room, setter);
        }
        words.pop();
    }
}

/// A beginning of a word, with an ellipsis, that fits into `room`; `width` is that of the whole word with the ellipsis.
/// At least one letter stays.
fn cut(word: &str, width: Length, font: HeadFont<'_>, room: Length, setter: &Setter<'_>) -> SetLine {
    let mut letters: Vec<&str> = word.graphemes(true).collect();
    letters.truncate((letters.len() as i64 * room.0 / width.0.max(1)).max(1) as usize);
    loop {
        let set = set_line(&format!("{}…", letters.concat()), font.font, font.right_to_left, setter);
        if set.width <= room || letters.len() <= 1 {
            return set;
        }
        letters.pop();
    }
}

fn draw(done: &mut Done, line: &SetLine, left: Length, width: Length, y: Length, side: FolioSide, kind: Artifact) {
    let x = match side {
        FolioSide::Left => left,
        FolioSide::Center => left + (width - line.width) / 2,
        FolioSide::Right => left + width - line.width,
    };
    let placed: Vec<PlacedItem> = runs(&mut done.page, &line.set, Point { x, y }, Tag::Artifact(kind));
    done.page.items.extend(placed);
}

/// Converts a set line to items on a page.
fn runs(page: &mut Page, set: &SetLines, at: Point, tag: Tag) -> Vec<PlacedItem> {
    let mut placed = Vec::new();
    for item in &set.items {
        if let LineItemKind::Glyphs(run) = &item.kind {
            let run = GlyphRun { sorts: page.share(&set.sorts), ..run.clone() };
            placed.push(PlacedItem { at: Point { x: at.x + item.x, y: at.y }, item: PageItem::Glyphs(run), tag });
        }
    }
    placed
}

/// Repeats a one-run line `count` times at intervals of `step`, as one run.
fn repeated(line: SetLine, step: Length, count: usize) -> SetLines {
    let SetLine { mut set, width } = line;
    let sorts = Arc::make_mut(&mut set.sorts);
    if let Some(last) = sorts.glyphs.last_mut() {
        last.advance += (step - width).0 as i32;
    }
    (sorts.text, sorts.glyphs) = (sorts.text.repeat(count), sorts.glyphs.repeat(count));
    set.items.truncate(count.min(1));
    if let Some(LineItem { kind: LineItemKind::Glyphs(run), .. }) = set.items.first_mut() {
        (run.glyphs.end, run.text.end) = (sorts.glyphs.len() as u32, sorts.text.len() as u32);
    }
    set
}

/// Sets the page numbers of contents lists at the line's end edge. They are not part of the entry's line, so changing
/// numbers does not change line breaks.
fn numbers(matter: &Matter<'_>, labels: &[PageLabels], pages: &mut [Done], setter: &Setter<'_>) {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for (index, done) in pages.iter().enumerate() {
        for destination in &done.destinations {
            found.entry(destination.name.clone()).or_insert(index);
        }
    }
    for done in pages {
        let refs = std::mem::take(&mut done.page_refs);
        for PageRef { item, index, from, to } in refs.into_iter().rev() {
            let Some(page_of) = matter.flow.items[item].extra.as_ref().and_then(|e| e.page_of.as_ref()) else {
                continue;
            };
            let Some(&page) = found.get(&page_of.destination) else { continue };
            // A space before the number separates it from the entry in extracted text.
            let text = format!(" {}", number(labels, page as u32));
            let mirrored = page_of.right_to_left;
            let set = set_line(&text, &page_of.font, mirrored, setter);
            let x = if mirrored { to } else { to - set.width };
            let mut placed = Vec::new();
            if page_of.leaders {
                let dot = set_line(" .", &page_of.font, false, setter);
                // Leader dots are spaced like dots with word spaces between them.
                let step = dot.width.max(Length::pt(2.0));
                // Dots stand on a grid counted from the edge, so that they line up from entry to entry.
                let first = page_of.font.size.scale(8, 5);
                let room = if mirrored { from.x - to } else { to - from.x };
                let room = room - first - step - page_of.font.size.scale(2, 5);
                let count = (room.0 + step.0 - 1).div_euclid(step.0).max(0);
                let x = if mirrored { to + first } else { to - first - step * count };
                let dots = repeated(dot, step, count as usize);
                placed.extend(runs(&mut done.page, &dots, Point { x, y: from.y }, Tag::Artifact(Artifact::Layout)));
            }
            placed.extend(runs(&mut done.page, &set.set, Point { x, y: from.y }, Tag::Node(page_of.node)));
            if let Some(target) = &page_of.link
                && let Some(link) = matter.flow.structure.link_of(page_of.node)
            {
                let size = Size { width: set.width, height: page_of.font.size };
                let at = Point { x, y: from.y - page_of.font.size.scale(4, 5) };
                let description = format!("page {}", number(labels, page as u32));
                let item = PageItem::Link { size, target: target.clone(), description };
                placed.push(PlacedItem { at, item, tag: Tag::Node(link) });
            }
            done.page.items.splice(index..index, placed);
        }
    }
}
