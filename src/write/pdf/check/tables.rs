//! Tables are regular: all rows have the same length, and no cell overlaps another or spans out of its section (UA
//! 7.2; UA-2 8.2.5.26). Screen readers rely on this to find header cells.

use super::PdfDefects;
use super::file::PdfFile;
use super::parse::PdfValue;
use super::structure::{Elements, Kid};
use crate::document::Covered;
use std::collections::BTreeMap;

/// Checks all tables.
pub(super) fn check(file: &PdfFile<'_>, elements: &Elements<'_>, findings: &mut PdfDefects) {
    for (&id, _) in elements.iter().filter(|(_, element)| element.kind == b"Table") {
        let parts = parts(id, elements);
        let first = parts.iter().flatten().next().copied();
        let columns = first.map_or(0, |row| cells(file, row, elements).iter().map(|(columns, _)| columns).sum());
        for part in &parts {
            regular(file, part, columns, elements, findings);
        }
    }
}

fn children<'a>(id: u32, elements: &'a Elements<'_>) -> impl Iterator<Item = (u32, &'a [u8])> {
    let kids = elements.get(&id).map_or(&[][..], |e| &e.kids);
    kids.iter().filter_map(|kid| match kid {
        Kid::Element(kid) => Some((*kid, elements.get(kid)?.kind)),
        Kid::Content(..) | Kid::Object(_) => None,
    })
}

/// The rows of each section of a table: head, bodies, foot, or rows directly in the table.
fn parts(table: u32, elements: &Elements<'_>) -> Vec<Vec<u32>> {
    let mut parts = Vec::new();
    let rows = |id| children(id, elements).filter(|(_, kind)| *kind == b"TR").map(|(id, _)| id).collect::<Vec<_>>();
    parts.push(rows(table));
    let part = |kind: &[u8]| matches!(kind, b"THead" | b"TBody" | b"TFoot");
    parts.extend(children(table, elements).filter(|&(_, kind)| part(kind)).map(|(id, _)| rows(id)));
    parts
}

/// Column and row span of each cell of a row.
fn cells(file: &PdfFile<'_>, row: u32, elements: &Elements<'_>) -> Vec<(usize, usize)> {
    let span = |id, key| {
        let attributes = file.resolve(file.dict(id).and_then(|d| d.get("A")));
        match attributes.and_then(|a| a.get(key)) {
            Some(PdfValue::Int(span)) => usize::try_from(*span).unwrap_or(1).clamp(1, 1 << 20),
            _ => 1,
        }
    };
    let cells = children(row, elements).filter(|(_, kind)| matches!(*kind, b"TH" | b"TD"));
    cells.map(|(id, _)| (span(id, "ColSpan"), span(id, "RowSpan"))).collect()
}

fn regular(file: &PdfFile<'_>, rows: &[u32], columns: usize, elements: &Elements<'_>, findings: &mut PdfDefects) {
    let mut covered = Covered::default();
    // Number of columns covered by cells from above, and how many of those end at which row.
    let (mut from_above, mut ending) = (0, BTreeMap::<usize, usize>::new());
    for (index, &row) in rows.iter().enumerate() {
        from_above -= ending.remove(&index).unwrap_or(0);
        let (mut at, mut own, mut below) = (0, 0, 0);
        let cells = cells(file, row, elements);
        for &(wide, high) in &cells {
            let place = covered.place(at, wide, high);
            let sound = place.len() == wide && place.end <= columns && index + high <= rows.len();
            findings.expect(sound, "UA 7.2", Some(row), "a cell lies on another, or reaches out of its table");
            (at, own) = (place.end, own + place.len());
            if high > 1 {
                below += place.len();
                *ending.entry(index + high).or_default() += place.len();
            }
        }
        let full = own + from_above == columns && !cells.is_empty();
        findings.expect(full, "UA 7.2", Some(row), "the rows of a table are not equally long");
        from_above += below;
        covered.next_row();
    }
}
