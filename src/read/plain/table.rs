//! Tables: columns that are aligned with spaces, divided by tabs or bars, or drawn with box characters.

use super::arena::Arena;
use super::evidence::Evidence;
use super::features::Features;
use super::limits::shape::{ALIGNED_COLUMNS, NUMBER, PIPED_WIDTH, PROSE_CELL, TABBED_COLUMNS};
use super::line::{TAB, columns, is_blank};
use super::scores::table as scores;
use super::unit::{Shape, TableShape, Unit};
use crate::document::Align;
use crate::source::Cut as _;
use std::ops::Range;

/// Whether a line belongs to a table that is drawn with bars or box characters.
pub(super) fn is_ruled(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    match first {
        '|' => {
            text.len() > 2
                && text.ends_with('|')
                && text.cut(1..text.len() - 1).contains(|c: char| c != '|' && c != ' ')
        }
        '┌' | '├' | '└' | '╔' | '╠' | '╚' | '│' | '║' | '╭' | '╰' | '┏' | '┣' | '┗' | '┃' | '╒' | '╞' | '╘' => {
            text.chars().count() > 2
        }
        '+' => text.len() > 4 && text.ends_with('+') && text.chars().all(|c| matches!(c, '+' | '-' | '=' | ':')),
        _ => false,
    }
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '║' | '┃')
}

/// Whether a line of a ruled table consists of rules only.
fn draws(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
        && text
            .chars()
            .all(|c| matches!(c, '|' | '+' | '-' | '=' | ':' | ' ') || ('\u{2500}'..='\u{257f}').contains(&c))
        && text.contains(|c: char| matches!(c, '-' | '=') || ('\u{2500}'..='\u{2501}').contains(&c) || c == '═')
}

/// Reads a ruled table that begins at line `i`; gives the line behind it.
pub(super) fn ruled(arena: &Arena<'_>, i: usize, end: usize, units: &mut Vec<Unit>) -> Option<usize> {
    if !is_ruled(arena.content(i)) {
        return piped(arena, i, end, units);
    }
    let stop = (i..end).find(|&k| !is_ruled(arena.content(k))).unwrap_or(end);
    let boxed = !arena.content(i).starts_with('|');
    let rule_lines: Vec<usize> = (i..stop).filter(|&k| draws(arena.content(k))).collect();
    let mut rows: Vec<Vec<Vec<Range<u32>>>> = Vec::new();
    let mut head = 0;
    let mut open = false;
    // With a rule behind every row, the lines between two rules are one row; else every line is one.
    let texts = (stop - i) - rule_lines.len();
    let inner = rule_lines.iter().filter(|&&k| k > i && k + 1 < stop).count();
    let grid = boxed && texts > inner + 1 && inner >= 2;
    let mut aligns: Vec<Align> = Vec::new();
    for k in i..stop {
        let text = arena.content(k);
        if draws(text) {
            if head == 0 && !rows.is_empty() {
                head = rows.len();
            }
            if text.starts_with('|') && text.contains(':') {
                aligns = text.trim_matches('|').split('|').map(|c| alignment(c.trim())).collect();
            }
            open = false;
            continue;
        }
        let cells = bars(arena, k);
        if open && grid && rows.last().is_some_and(|r| r.len() == cells.len()) {
            let row = rows.last_mut().expect("a row is open");
            for (cell, more) in row.iter_mut().zip(cells) {
                cell.extend(more);
            }
        } else {
            rows.push(cells);
        }
        open = true;
    }
    if rows.is_empty() || !arena.covered(&(i..stop)).contains(char::is_alphanumeric) {
        return None;
    }
    // A rule in the middle of a table without a head stands after several rows.
    if head == rows.len() || head > 3 {
        head = 0;
    }
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    aligns.resize(count, Align::Auto);
    let mut unit = Unit::new(i..stop, Shape::Table(TableShape { caption: 0..0, head, columns: aligns, rows }));
    unit.why = Some(Evidence::of(scores::DRAWN_WITH_BARS));
    units.push(unit);
    Some(stop)
}

fn alignment(cell: &str) -> Align {
    match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Align::Center,
        (true, false) => Align::Start,
        (false, true) => Align::End,
        _ => Align::Auto,
    }
}

/// A table whose rows have bars between cells, but not around them; a rule below the first row.
fn piped(arena: &Arena<'_>, i: usize, end: usize, units: &mut Vec<Unit>) -> Option<usize> {
    let bars_in = |k: usize| arena.content(k).matches(" | ").count() + arena.content(k).matches(" │ ").count();
    let count = bars_in(i);
    if count == 0 || i + 1 >= end || arena.lines[i].width > PIPED_WIDTH {
        return None;
    }
    let rule = draws(arena.content(i + 1)) && !arena.content(i + 1).contains("  ");
    let mut stop = i + 1 + usize::from(rule);
    while stop < end && !arena.lines[stop].is_blank() && bars_in(stop) == count {
        stop += 1;
    }
    let texts = stop - i - usize::from(rule);
    if texts < 2 || (!rule && (texts < 3 || count < 2)) {
        return None;
    }
    let rows: Vec<_> = (i..stop).filter(|&k| !(rule && k == i + 1)).map(|k| bars(arena, k)).collect();
    let columns = vec![Align::Auto; rows.iter().map(Vec::len).max().unwrap_or(0)];
    let mut unit =
        Unit::new(i..stop, Shape::Table(TableShape { caption: 0..0, head: usize::from(rule), columns, rows }));
    unit.why = Some(Evidence::of(scores::BARS_BETWEEN_THE_CELLS));
    units.push(unit);
    Some(stop)
}

/// The cells of a line between bars.
fn bars(arena: &Arena<'_>, k: usize) -> Vec<Vec<Range<u32>>> {
    let line = &arena.lines[k];
    let text = line.of(arena.text);
    let mut cells = Vec::new();
    let mut from = 0;
    let mut first = true;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if is_bar(c) && before != '\\' {
            if !(first && at == 0) {
                cells.push(trimmed(arena.text, line.start as usize + from..line.start as usize + at));
            }
            from = at + c.len_utf8();
        }
        first = false;
        before = c;
    }
    if from < text.len() {
        cells.push(trimmed(arena.text, line.start as usize + from..line.end as usize));
    }
    cells.into_iter().map(|r| if r.is_empty() { Vec::new() } else { vec![r] }).collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<u32> {
    let raw = text.cut(range.clone());
    let start = range.start + (raw.len() - raw.trim_start_matches(is_blank).len());
    let end = start + text.cut(start..range.end).trim_end_matches(is_blank).len();
    start as u32..end as u32
}

/// A piece of a line between gutters of two or more spaces or a tab.
#[derive(Clone, Debug)]
struct Piece {
    left: u32,
    right: u32,
    bytes: Range<u32>,
}

/// Cuts a line at gutters of two or more spaces, or a tab.
fn pieces(arena: &Arena<'_>, k: usize) -> Vec<Piece> {
    let line = &arena.lines[k];
    let text = line.of(arena.text);
    let mut list: Vec<Piece> = Vec::new();
    let mut column = line.indent;
    let mut gap = 0; // columns of white space before this character; a tab counts as two
    let mut open: Option<Piece> = None;
    for (at, c) in text.char_indices() {
        let width = if c == '\t' { TAB - column % TAB } else { columns(c.encode_utf8(&mut [0; 4]), 0) };
        if is_blank(c) {
            gap += if c == '\t' { 2 } else { 1 };
        } else {
            let at = line.start + at as u32;
            if gap >= 2
                && let Some(done) = open.take()
            {
                list.push(done);
            }
            let piece = open.get_or_insert(Piece { left: column, right: column, bytes: at..at });
            piece.right = column + width;
            piece.bytes.end = at + c.len_utf8() as u32;
            gap = 0;
        }
        column += width;
    }
    list.extend(open);
    list
}

/// A line of a table as pieces, and a row as cells of byte ranges, one a line.
type Pieces = Vec<Piece>;
type Cells = Vec<Vec<Range<u32>>>;

/// A run of at least two lines as a table whose columns are aligned, where it is one.
pub(super) fn aligned(arena: &Arena<'_>, run: &Range<usize>) -> Option<Unit> {
    let gap = |k: usize| arena.content(k).contains("  ") || arena.content(k).contains('\t');
    if run.len() < 2 || !gap(run.start) && !gap(run.start + 1) {
        return None;
    }
    if run.clone().all(|k| arena.content(k).contains('\t')) {
        return tabbed(arena, run);
    }
    let mut lines: Vec<Pieces> = Vec::new();
    let mut rules = Vec::new();
    for k in run.clone() {
        if draws(arena.content(k)) {
            rules.push(lines.len());
        } else {
            lines.push(pieces(arena, k));
        }
    }
    let several = lines.iter().filter(|l| l.len() >= 2).count();
    let widest = lines.iter().map(Vec::len).max().unwrap_or(0);
    if lines.len() < 2 || several < 2 || several * 3 < lines.len() * 2 || widest > ALIGNED_COLUMNS {
        return None;
    }
    let rivers = rivers(&lines);
    let rows = rows(&lines, &rivers)?;
    let columns = alignments(arena, &rows, rivers.len() + 1);
    // Two rows need more evidence than a shared gutter: a rule, numbers, or a wide gutter between short cells.
    let numeric = columns.contains(&Align::End);
    let prose = rows.iter().flatten().flatten().any(|piece| piece.end - piece.start > PROSE_CELL);
    let gap = rivers.iter().map(|r| r.end - r.start).min().unwrap_or(0);
    if rows.len() == 2 && rules.is_empty() && !numeric && (gap < 3 || prose) {
        return None;
    }
    let head = if rules.first().is_some_and(|&r| r > 0 && r < rows.len() && r <= 2) {
        rules[0]
    } else {
        usize::from(is_head(arena, &rows, &columns))
    };
    let mut unit = Unit::new(run.clone(), Shape::Table(TableShape { caption: 0..0, head, columns, rows }));
    unit.why = Some(Evidence::of(scores::COLUMNS_THAT_STAND_BELOW_EACH_OTHER));
    Some(unit)
}

/// The rows of a table: its pieces in the columns between its rivers. `None` where too many gaps of lines are no rivers, or
/// where half of the cells and more are empty: the gaps are only white space.
fn rows(lines: &[Pieces], rivers: &[Range<u32>]) -> Option<Vec<Cells>> {
    let mut rows = Vec::with_capacity(lines.len());
    let mut off = 0;
    for pieces in lines {
        let mut cells: Cells = vec![Vec::new(); rivers.len() + 1];
        for piece in pieces {
            let column = rivers.partition_point(|r| r.end <= piece.left);
            let cell = &mut cells[column];
            match cell.last_mut() {
                Some(last) => {
                    off += 1;
                    last.end = piece.bytes.end;
                }
                None => cell.push(piece.bytes.clone()),
            }
        }
        rows.push(cells);
    }
    let filled = rows.iter().flatten().filter(|cell| !cell.is_empty()).count();
    let is_table = !rivers.is_empty() && off * 3 <= lines.len() && filled * 2 >= lines.len() * (rivers.len() + 1);
    is_table.then_some(rows)
}

/// How the text of each column stands in it: numbers at the end.
fn alignments(arena: &Arena<'_>, rows: &[Cells], columns: usize) -> Vec<Align> {
    let numeric = |c: usize| is_numeric(arena, rows.iter().skip(1).map(|row| &row[c]));
    (0..columns).map(|c| if numeric(c) { Align::End } else { Align::Auto }).collect()
}

/// Columns that no piece covers on any line, with text on both sides.
fn rivers(lines: &[Pieces]) -> Vec<Range<u32>> {
    let right = lines.iter().flat_map(|l| l.last()).map(|p| p.right).max().unwrap_or(0).min(400);
    let left = lines.iter().flat_map(|l| l.first()).map(|p| p.left).min().unwrap_or(0);
    let mut ink = vec![false; right as usize + 1];
    for pieces in lines {
        for piece in pieces {
            for c in piece.left..piece.right.min(right) {
                ink[c as usize] = true;
            }
        }
    }
    let mut rivers = Vec::new();
    let mut from = None;
    for column in left..=right {
        let white = column < right && !ink[column as usize];
        match (white, from) {
            (true, None) => from = Some(column),
            (false, Some(start)) if column < right => {
                rivers.push(start..column);
                from = None;
            }
            _ => {}
        }
    }
    rivers
}

fn tabbed(arena: &Arena<'_>, run: &Range<usize>) -> Option<Unit> {
    let rows: Vec<Vec<Vec<Range<u32>>>> = run
        .clone()
        .map(|k| {
            let line = &arena.lines[k];
            let mut at = line.start as usize;
            let mut cells = Vec::new();
            for part in line.of(arena.text).split('\t') {
                let range = trimmed(arena.text, at..at + part.len());
                cells.push(if range.is_empty() { Vec::new() } else { vec![range] });
                at += part.len() + 1;
            }
            cells
        })
        .collect();
    let count = rows.iter().map(Vec::len).max()?;
    let same = rows.iter().filter(|r| r.len() == count).count();
    if count > TABBED_COLUMNS {
        return None;
    }
    let (rows, count) = if same * 3 >= rows.len() * 2 {
        (rows, count)
    } else {
        // Rows of unequal length: runs of tabs were used for alignment, so empty cells are dropped.
        let rows: Vec<Vec<_>> = rows
            .into_iter()
            .map(|r| r.into_iter().filter(|c: &Vec<Range<u32>>| !c.is_empty()).collect::<Vec<_>>())
            .collect();
        let count = rows.iter().map(Vec::len).max()?;
        if rows.iter().any(|r| r.len() != count) || count < 2 {
            return None;
        }
        (rows, count)
    };
    let mut rows = rows;
    rows.iter_mut().for_each(|r| r.resize(count, Vec::new()));
    let columns = alignments(arena, &rows, count);
    let head = usize::from(is_head(arena, &rows, &columns));
    let mut unit = Unit::new(run.clone(), Shape::Table(TableShape { caption: 0..0, head, columns, rows }));
    unit.why = Some(Evidence::of(scores::TABS_BETWEEN_THE_CELLS));
    Some(unit)
}

/// Whether most cells are numbers.
fn is_numeric<'a>(arena: &Arena<'_>, cells: impl Iterator<Item = &'a Vec<Range<u32>>>) -> bool {
    let (mut numbers, mut all) = (0, 0);
    for cell in cells {
        let Some(range) = cell.first() else { continue };
        all += 1;
        numbers += usize::from(number(arena.text.cut(range.start as usize..range.end as usize)));
    }
    all > 0 && numbers * 10 >= all * 7
}

fn number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (digits > 0 && letters <= 3 && !text.contains(':') && text.chars().count() <= NUMBER)
        || matches!(text, "-" | "–" | "—" | "n/a" | "N/A" | "..")
}

/// Whether the first row heads the columns: words over numbers, or its look says so.
fn is_head(arena: &Arena<'_>, rows: &[Vec<Vec<Range<u32>>>], columns: &[Align]) -> bool {
    let Some(first) = rows.first() else { return false };
    let text = |c: &Vec<Range<u32>>| c.first().map(|r| arena.text.cut(r.start as usize..r.end as usize)).unwrap_or("");
    let over_numbers = columns.iter().enumerate().filter(|(_, a)| **a == Align::End).collect::<Vec<_>>();
    if !over_numbers.is_empty() {
        // A year over a column of numbers heads it too.
        let words =
            over_numbers.iter().filter(|(c, _)| !number(text(&first[*c])) || text(&first[*c]).len() == 4).count();
        let own = first
            .iter()
            .enumerate()
            .any(|(c, x)| columns[c] != Align::End && !x.is_empty() || !x.is_empty() && !number(text(x)));
        return words == over_numbers.len() && own && rows.len() > 1;
    }
    let caps = first.iter().all(|c| Features::of(text(c)).caps);
    let body_caps = rows.get(1).is_some_and(|r| r.iter().any(|c| Features::of(text(c)).caps));
    caps && !body_caps && rows.len() > 1
}
