//! The outline (bookmarks; ISO 32000-1, 12.3.3) and the page labels (12.4.2).

use super::links::known;
use super::objects::Objects;
use super::syntax::{int, readable, reference, string, text};
use crate::document::NumberStyle;
use crate::options::PdfStandard;
use crate::typeset::model::{Layout, OutlineEntry};

/// Writes the outline; `None` if it is empty. Entries below the top level are collapsed.
pub(super) fn write(objects: &mut Objects, layout: &Layout, standard: PdfStandard) -> Option<u32> {
    let entries = &layout.outline;
    if entries.is_empty() {
        return None;
    }
    let root = objects.reserve();
    let first = objects.reserve_many(entries.len());
    let tree = OutlineTree::new(entries);
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    for (index, entry) in entries.iter().enumerate() {
        bytes.extend_from_slice(b"<</Title");
        let title = if entry.title.trim().is_empty() { "\u{2014}" } else { &entry.title };
        text(&mut bytes, &readable(title, standard));
        bytes.extend_from_slice(b"/Parent ");
        reference(&mut bytes, tree.parent[index].map_or(root, |p| first + p as u32));
        for (key, other) in [("/Prev ", tree.previous[index]), ("/Next ", tree.next[index])] {
            if let Some(other) = other {
                bytes.extend_from_slice(key.as_bytes());
                reference(&mut bytes, first + other as u32);
            }
        }
        if known(layout, &entry.destination) {
            bytes.extend_from_slice(b"/Dest");
            string(&mut bytes, entry.destination.as_bytes());
        }
        ends_of(&mut bytes, first, tree.children[index + 1], true);
        bytes.extend_from_slice(b">>");
        ends.push(bytes.len());
    }
    objects.put_many(first, bytes, ends);
    let mut out = b"<</Type/Outlines".to_vec();
    ends_of(&mut out, first, tree.children[0], false);
    out.extend_from_slice(b">>");
    objects.put(root, out);
    Some(root)
}

/// First and last child and their count, which is negative for a collapsed entry.
fn ends_of(out: &mut Vec<u8>, first: u32, children: Option<(usize, usize, i64)>, folded: bool) {
    if let Some((from, to, count)) = children {
        out.extend_from_slice(b"/First ");
        reference(out, first + from as u32);
        out.extend_from_slice(b"/Last ");
        reference(out, first + to as u32);
        out.extend_from_slice(b"/Count ");
        int(out, if folded { -count } else { count });
    }
}

/// The nesting of the entries.
struct OutlineTree {
    parent: Vec<Option<usize>>,
    previous: Vec<Option<usize>>,
    next: Vec<Option<usize>>,
    /// First child, last child and number of children: of the root, then of each entry.
    children: Vec<Option<(usize, usize, i64)>>,
}

impl OutlineTree {
    fn new(entries: &[OutlineEntry]) -> OutlineTree {
        let none = vec![None; entries.len()];
        let mut tree = OutlineTree {
            parent: none.clone(),
            previous: none.clone(),
            next: none,
            children: vec![None; entries.len() + 1],
        };
        let mut above: Vec<usize> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            above.truncate(usize::from(entry.depth));
            let parent = above.last().copied();
            tree.parent[index] = parent;
            let siblings = &mut tree.children[parent.map_or(0, |p| p + 1)];
            match siblings {
                Some((_, last, count)) => {
                    tree.previous[index] = Some(*last);
                    tree.next[*last] = Some(index);
                    (*last, *count) = (index, *count + 1);
                }
                None => *siblings = Some((index, index, 1)),
            }
            above.push(index);
        }
        tree
    }
}

/// The page labels' number tree.
pub(super) fn labels(layout: &Layout) -> Vec<u8> {
    let mut out = b"<</Nums[".to_vec();
    if layout.labels.first().is_none_or(|l| l.page != 0) {
        out.extend_from_slice(b"0<</S/D>>");
    }
    for label in &layout.labels {
        int(&mut out, label.page.into());
        out.extend_from_slice(b"<<");
        if let Some(style) = label.style {
            out.extend_from_slice(match style {
                NumberStyle::Decimal => b"/S/D".as_slice(),
                NumberStyle::LowerAlpha => b"/S/a",
                NumberStyle::UpperAlpha => b"/S/A",
                NumberStyle::LowerRoman => b"/S/r",
                NumberStyle::UpperRoman => b"/S/R",
            });
            if label.start > 1 {
                out.extend_from_slice(b"/St ");
                int(&mut out, label.start.into());
            }
        }
        out.extend_from_slice(b">>");
    }
    out.extend_from_slice(b"]>>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_nest_by_depth() {
        let entry =
            |depth| OutlineEntry { depth, ..OutlineEntry { title: "x".into(), depth, destination: "x".into() } };
        let tree = OutlineTree::new(&[0, 1, 1, 0, 3].map(entry));
        assert_eq!(tree.parent, [None, Some(0), Some(0), None, Some(3)]);
        assert_eq!(tree.next, [Some(3), Some(2), None, None, None]);
        assert_eq!(tree.children[0], Some((0, 3, 2)));
        assert_eq!(tree.children[1], Some((1, 2, 2)));
    }
}
