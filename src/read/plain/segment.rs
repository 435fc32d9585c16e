//! Segments: lines → units. Fences, quotations, rules, lists and tables are cut out; what is left between them is
//! runs of text lines, and [`super::regime`] says how each of those was broken into lines.

use super::arena::Arena;
use super::evidence::Evidence;
use super::features::End;
use super::limits::shape::{ATTRIBUTION, INDENTS};
use super::line::Line;
use super::scores::segment as scores;
use super::unit::{Enclosure, Shape, Unit, Verbatim};
use super::{email, heading, list, regime, rules, table, wrap};
use crate::document::{AlertKind, Role};
use crate::read::MAX_DEPTH;
use crate::source::Cut as _;
use std::ops::Range;

/// Cuts a range of lines into units.
pub(super) fn segment(arena: &mut Arena<'_>, view: Range<usize>, around: Enclosure) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut i = view.start;
    let (mut blank, mut page) = (0, false);
    let mut around = around;
    // Per fence sign, the shortest length known to have no closing fence: it isn't searched for again.
    let mut open_ended = [usize::MAX; 2];
    while i < view.end {
        let line = arena.lines[i];
        page |= line.page;
        if line.is_blank() {
            blank += 1;
            i += 1;
            continue;
        }
        let before = units.len();
        let intro = units.last().is_some_and(|u| introduces(arena, u));
        i = shape(arena, i..view.end, around, intro, &mut open_ended, &mut units);
        caption(arena, &mut units, before);
        if units.len() > before
            && let Some(first) = units.get_mut(before)
        {
            first.blank = blank;
            first.page = std::mem::take(&mut page);
        }
        blank = 0;
        around.first = around.first && units.len() < 8;
    }
    join_code(&mut units);
    join_breaks(arena, &mut units);
    if around.depth < MAX_DEPTH && !around.verse {
        units = quotations(arena, units, around);
    }
    units
}

/// Recognizes the shape at the start of some lines; gives the line behind it.
fn shape(
    arena: &mut Arena<'_>,
    lines: Range<usize>,
    around: Enclosure,
    intro: bool,
    open_ended: &mut [usize; 2],
    units: &mut Vec<Unit>,
) -> usize {
    let (i, end) = (lines.start, lines.end);
    if around.depth == 0 && arena.running.contains(&i) {
        let why = Some(Evidence::of(scores::PAGES_REPEAT_IT_WITH_THEIR_NUMBERS));
        units.push(Unit { why, ..Unit::new(i..i + 1, Shape::Running) });
        return i + 1;
    }
    let drawn = fence(arena, i, end, open_ended, units)
        .or_else(|| quote(arena, i, end, around, units))
        .or_else(|| bars(arena, i, end, around, units))
        .or_else(|| table::ruled(arena, i, end, units));
    if let Some(behind) = drawn {
        return behind;
    }
    if rules::is_break(arena.content(i)) && !rules::overlines(arena, i, end) {
        units.push(Unit::new(i..i + 1, Shape::Rule));
        return i + 1;
    }
    list::list(arena, i, end, around, intro, units).unwrap_or_else(|| {
        let behind = run_end(arena, i, end, around);
        regime::run(arena, i..behind, around, units);
        behind
    })
}

/// Merges thematic breaks that follow each other.
fn join_breaks(arena: &Arena<'_>, units: &mut Vec<Unit>) {
    units.dedup_by(|next, before| {
        let joins = matches!((&before.shape, &next.shape), (Shape::Rule, Shape::Rule))
            && !next.page
            && !rules::is_end_mark(arena.content(next.lines.start));
        if joins {
            before.lines.end = next.lines.end;
        }
        joins
    });
}

/// Text directly above a table is its caption, and so is a line such as “Table 2. …” above a blank line.
fn caption(arena: &Arena<'_>, units: &mut Vec<Unit>, at: usize) {
    let Some(k) = (at..units.len()).find(|&k| matches!(units[k].shape, Shape::Table(_))).filter(|&k| k > 0) else {
        return;
    };
    let text = arena.covered(&units[k - 1].lines);
    let named = heading::table_caption(text);
    // Units of one run have no blank lines between them; their count is not set yet.
    let gap = arena.lines[units[k - 1].lines.end..units[k].lines.start].len();
    let fits = matches!(units[k - 1].shape, Shape::Prose) && units[k - 1].lines.len() <= 4;
    if !fits
        || !(named && gap <= 1
            || gap == 0
                && k == at
                && matches!(arena.content(units[k].lines.start).chars().next(), Some('┌' | '╒' | '+'))
                && !text.ends_with(':'))
    {
        return;
    }
    let above = units.remove(k - 1);
    let unit = &mut units[k - 1];
    unit.lines.start = above.lines.start;
    unit.blank = above.blank;
    unit.page = above.page;
    if let Shape::Table(table) = &mut unit.shape {
        table.caption = above.lines;
    }
}

/// Cuts a range of lines into paragraphs and nothing else.
pub(super) fn paragraphs(arena: &mut Arena<'_>, view: Range<usize>) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut i = view.start;
    while i < view.end {
        if arena.lines[i].is_blank() {
            i += 1;
            continue;
        }
        let end = (i + 1..view.end).find(|&k| arena.lines[k].is_blank() || arena.lines[k].page).unwrap_or(view.end);
        let before = units.len();
        if end - i == 1 {
            units.push(Unit::new(i..end, Shape::Prose))
        } else {
            wrap::broken(arena, i..end, &mut units)
        }
        units[before].page = arena.lines[i].page;
        i = end;
    }
    units
}

/// Whether a unit ends with a colon: a list may follow.
pub(super) fn introduces(arena: &Arena<'_>, unit: &Unit) -> bool {
    matches!(unit.shape, Shape::Prose | Shape::Lines(_) | Shape::Underlined(_) | Shape::Hashes(_))
        && arena.covered(&unit.lines).ends_with([':', '：'])
}

/// Where the text run that begins at line `i` ends: at a blank line, or where another shape begins.
fn run_end(arena: &mut Arena<'_>, i: usize, end: usize, around: Enclosure) -> usize {
    let mut k = i + 1;
    while k < end {
        let line = &arena.lines[k];
        if line.is_blank() || line.page {
            break;
        }
        let text = arena.content(k);
        let intro = arena.content(k - 1).ends_with([':', '：']);
        if text.starts_with('>')
            || is_fence(text).is_some()
            || email::is_signature(text)
            || around.depth == 0 && arena.running.contains(&k)
            || table::is_ruled(text)
            || list::starts(arena, k, end, intro, around)
            || (rules::is_break(text) && !rules::is_underline(arena, k))
        {
            break;
        }
        k += 1;
    }
    k
}

/// A fence of backquotes or tildes, its length and what stands behind it.
fn is_fence(text: &str) -> Option<(char, usize, &str)> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.len() - text.trim_start_matches(mark).len();
    let info = text.cut(length..).trim();
    (length >= 3 && !info.contains('`') && !info.contains(char::is_whitespace)).then_some((mark, length, info))
}

fn fence(arena: &Arena<'_>, i: usize, end: usize, open_ended: &mut [usize; 2], units: &mut Vec<Unit>) -> Option<usize> {
    let (mark, length, info) = is_fence(arena.content(i))?;
    let known = &mut open_ended[usize::from(mark == '~')];
    if length >= *known {
        return None;
    }
    let close = (i + 1..end).find(|&k| {
        let text = arena.content(k);
        text.len() >= length && text.chars().all(|c| c == mark)
    });
    let Some(close) = close else {
        *known = length;
        return None;
    };
    let language = Some(info.to_ascii_lowercase()).filter(|name| !name.is_empty());
    let mut unit = Unit::new(i..close + 1, Shape::Code(Verbatim::Fenced(language)));
    unit.why = Some(Evidence::of(scores::STANDS_BETWEEN_FENCES));
    units.push(unit);
    Some(close + 1)
}

/// Lines behind a bar that closes nothing: an aside, whose first line may name its kind.
fn bars(arena: &mut Arena<'_>, i: usize, end: usize, around: Enclosure, units: &mut Vec<Unit>) -> Option<usize> {
    let barred = |arena: &Arena<'_>, k: usize| {
        let text = arena.content(k);
        let bar = text.chars().next().filter(|c| matches!(c, '│' | '|' | '┃'));
        bar.filter(|c| !text.cut(c.len_utf8()..).contains(['│', '|', '┃'])).map(char::len_utf8)
    };
    if around.depth >= MAX_DEPTH {
        return None;
    }
    let (start, mut k) = (arena.lines.len(), i);
    while k < end
        && let Some(length) = barred(arena, k)
    {
        let line = arena.lines[k].behind(arena.text, length);
        arena.lines.push(Line { indent: line.indent.saturating_sub(arena.lines[k].indent + 2), ..line });
        k += 1;
    }
    if k - i < 2 {
        arena.lines.truncate(start);
        return None;
    }
    let mut inner = start..arena.lines.len();
    let first = arena.content(start);
    let (label, title) = first.split_once(':').map_or((first, ""), |(l, t)| (l, t.trim()));
    // The labels of our own format (`write/txt/FORMAT.md`), the same in all languages.
    let kind = match label {
        "NOTE" => Some(AlertKind::Note),
        "TIP" => Some(AlertKind::Tip),
        "IMPORTANT" => Some(AlertKind::Important),
        "WARNING" => Some(AlertKind::Warning),
        "CAUTION" => Some(AlertKind::Caution),
        _ => None,
    };
    let mut inside = Vec::new();
    if kind.is_some() {
        if !title.is_empty() {
            let bytes = arena.content(start).find(title).expect("the title is a part of the line");
            let line = arena.lines[start].behind(arena.text, bytes);
            arena.lines.push(Line { indent: 0, ..line });
            let at = arena.lines.len() - 1;
            inside.push(Unit::new(at..at + 1, Shape::Summary));
        }
        inner.start += 1;
    }
    inside.extend(segment(arena, inner, Enclosure { depth: around.depth + 1, first: false, item: false, ..around }));
    let role = kind.map_or(Role::Sidebar, Role::Alert);
    let mut unit = Unit::new(i..k, Shape::Aside(role, inside));
    unit.why = Some(Evidence::of(scores::EVERY_LINE_STANDS_BEHIND_A_BAR));
    units.push(unit);
    Some(k)
}

/// Lines behind `>`.
fn quote(arena: &mut Arena<'_>, i: usize, end: usize, around: Enclosure, units: &mut Vec<Unit>) -> Option<usize> {
    if !arena.content(i).starts_with('>') || around.depth >= MAX_DEPTH {
        return None;
    }
    // A lone line that opens with the sign is a quotation only where a space or a further sign follows.
    let next = arena.content(i).cut(1..).chars().next();
    let more = i + 1 < end && arena.content(i + 1).starts_with('>');
    if !more && !arena.measure.quotes && !next.is_none_or(|c| c == ' ' || c == '>') {
        return None;
    }
    let mut k = i;
    let start = arena.lines.len();
    while k < end && arena.content(k).starts_with('>') {
        let line = arena.lines[k].behind(arena.text, 1);
        // One space behind the sign belongs to it.
        let indent = line.indent.saturating_sub(arena.lines[k].indent + 1);
        arena.lines.push(Line { indent: indent.saturating_sub(1), ..line });
        k += 1;
    }
    let inner = start..arena.lines.len();
    let inside = segment(arena, inner, Enclosure { depth: around.depth + 1, first: false, item: false, ..around });
    let mut unit = Unit::new(i..k, Shape::Quote(inside));
    unit.why = Some(Evidence::of(scores::EVERY_LINE_STANDS_BEHIND_ANGLE));
    units.push(unit);
    Some(k)
}

/// Merges verbatim units that only blank lines separate.
fn join_code(units: &mut Vec<Unit>) {
    let open = |u: &Unit| matches!(u.shape, Shape::Code(Verbatim::Plain));
    units.dedup_by(|next, before| {
        let joins = open(before) && open(next) && !next.page;
        if joins {
            before.lines.end = next.lines.end;
        }
        joins
    });
}

/// Paragraphs that are indented on all their lines are quotations.
fn quotations(arena: &mut Arena<'_>, units: Vec<Unit>, around: Enclosure) -> Vec<Unit> {
    let base = if around.depth == 0 { arena.measure.base } else { 0 };
    let deep = |arena: &Arena<'_>, unit: &Unit| {
        arena.lines[unit.lines.clone()]
            .iter()
            .map(|l| l.indent)
            .min()
            .filter(|&i| i >= base && INDENTS.contains(&(i - base)))
    };
    let mut out: Vec<Unit> = Vec::with_capacity(units.len());
    let mut quoted: Vec<Unit> = Vec::new();
    let rest = units.into_iter().peekable();
    for unit in rest {
        let prose = matches!(unit.shape, Shape::Prose);
        let several = prose && unit.lines.len() >= 2 && deep(arena, &unit).is_some();
        let text = arena.content(unit.lines.start);
        let sentence = !matches!(super::features::end_of(text), End::None | End::Open) || is_attribution(text);
        let single = prose
            && unit.lines.len() == 1
            && !arena.measure.first_indent
            && !arena.text.cut(..arena.lines[unit.lines.start].start as usize).ends_with('\u{3000}')
            && deep(arena, &unit).is_some_and(|i| i >= base + 3)
            && (sentence || !quoted.is_empty() && unit.blank <= 1);
        // An attribution may be set flush right below its quotation.
        let below = !quoted.is_empty()
            && prose
            && unit.lines.len() == 1
            && arena.lines[unit.lines.start].indent > base + 2
            && is_attribution(text);
        let lone_list = matches!(unit.shape, Shape::List(_))
            && !quoted.is_empty()
            && deep(arena, &unit).is_some_and(|i| i >= base + 4);
        if (several || single || below || lone_list) && (quoted.is_empty() || unit.blank <= 1) {
            quoted.push(unit);
        } else if several || single {
            flush(arena, &mut quoted, &mut out);
            quoted.push(unit);
        } else {
            flush(arena, &mut quoted, &mut out);
            out.push(unit);
        }
    }
    flush(arena, &mut quoted, &mut out);
    out
}

/// Whether a line says whose words stand above it: a dash and a name.
pub(super) fn is_attribution(text: &str) -> bool {
    let name = text.trim_start_matches(['—', '–', '―', '-', ' ']);
    let dash = text.starts_with(['—', '–', '―']) || text.starts_with("--") || text.starts_with("- ");
    dash && name.len() < ATTRIBUTION
        && name.starts_with(|c: char| c.is_uppercase() || c == '_' || crate::document::script::is_unspaced_letter(c))
}

fn flush(arena: &Arena<'_>, quoted: &mut Vec<Unit>, out: &mut Vec<Unit>) {
    let (Some(first), Some(last)) = (quoted.first(), quoted.last()) else { return };
    let mut unit = Unit::new(first.lines.start..last.lines.end, Shape::Prose);
    unit.blank = first.blank;
    unit.page = first.page;
    unit.why = Some(Evidence::of(scores::INDENTED_ON_ALL_ITS_LINES));
    // An attribution on the last line of a paragraph stands by itself.
    let mut inside = std::mem::take(quoted);
    let is_text = |shape: &Shape| matches!(shape, Shape::Prose | Shape::Lines(_));
    if let Some(last) = inside.last_mut()
        && last.lines.len() > 1
        && is_text(&last.shape)
        && is_attribution(arena.content(last.lines.end - 1))
    {
        last.lines.end -= 1;
        let line = last.lines.end;
        inside.push(Unit::new(line..line + 1, Shape::Attribution));
    } else if inside.len() > 1
        && let Some(last) = inside.last_mut()
        && is_text(&last.shape)
        && is_attribution(arena.content(last.lines.start))
    {
        last.shape = Shape::Attribution;
    }
    unit.shape = Shape::Quote(inside);
    out.push(unit);
}
