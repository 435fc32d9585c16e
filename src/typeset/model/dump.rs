//! Text dump of a laid-out document for golden tests, one line per item.
//!
//! ```text
//! page 1 595.3×841.9
//!   110.1 101.2 [P 3] 11 “text in one style on one baseline”
//!   110.1 130.0 rectangle 66.0×0.4
//! ```
//!
//! Places and sizes are in points, from the top left corner; runs that follow each other on one baseline in one size,
//! with one tag, are one line. `[P 3]` is the node: its role and number; furniture has `(header)`, `(footer)`, `(layout)`.

use super::*;
use std::fmt::Write;

/// The pages, the destinations and the labels as text.
pub fn dump(layout: &Layout) -> String {
    let mut out = String::new();
    for (index, page) in layout.pages.iter().enumerate() {
        let _ = writeln!(out, "page {} {}", index + 1, size(page.size));
        let mut i = 0;
        while i < page.items.len() {
            i += item(layout, page, i, &mut out);
        }
    }
    for d in &layout.destinations {
        let _ = writeln!(out, "destination {} page {} {}", d.name, d.page + 1, place(d.at));
    }
    for entry in &layout.outline {
        let _ = writeln!(out, "outline {}{} → {}", "  ".repeat(entry.depth.into()), entry.title, entry.destination);
    }
    for label in layout.labels.iter().skip(1) {
        let _ = writeln!(out, "labels from page {}: {:?} {}", label.page + 1, label.style, label.start);
    }
    for flaw in &layout.statistics.flaws {
        let _ = writeln!(out, "{} page {} “{}”", flaw.kind.name(), flaw.page + 1, flaw.text);
    }
    out
}

/// The logical tree as text: one line a node, indented by depth.
pub fn structure(structure: &Structure) -> String {
    let mut children = vec![Vec::new(); structure.nodes.len()];
    for (index, node) in structure.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent.0 as usize].push(index);
        }
    }
    let mut out = String::new();
    let mut open = vec![(0, 0)];
    while let Some((index, depth)) = open.pop() {
        let Some(node) = structure.nodes.get(index) else { break };
        let _ = write!(out, "{:1$}{2} {index}", "", 2 * depth, role(node.role));
        if let Some(p) = &node.properties {
            for (name, value) in [("alt", &p.alt), ("for", &p.expansion), ("lang", &p.language), ("id", &p.id)] {
                if let Some(value) = value {
                    let _ = write!(out, " {name}={value:?}");
                }
            }
            if let Some(to) = p.reference {
                let _ = write!(out, " → {}", to.0);
            }
        }
        out.push('\n');
        open.extend(children[index].iter().rev().map(|&child| (child, depth + 1)));
    }
    out
}

/// Writes the item at an index together with the runs that continue it; returns how many items were written.
fn item(layout: &Layout, page: &Page, index: usize, out: &mut String) -> usize {
    let placed = &page.items[index];
    let _ = write!(out, "  {} {} ", place(placed.at), tag(layout, placed.tag));
    let mut count = 1;
    match &placed.item {
        PageItem::Glyphs(run) => {
            let mut text = page.sorts(run).text(run).to_owned();
            while let Some(PlacedItem { at, item: PageItem::Glyphs(next), tag }) = page.items.get(index + count) {
                if *tag != placed.tag || at.y != placed.at.y || next.size != run.size || next.face != run.face {
                    break;
                }
                text.push_str(page.sorts(next).text(next));
                count += 1;
            }
            let _ = write!(out, "{} “{text}”", points(run.size));
        }
        PageItem::Rectangle { size: s, .. } => {
            let _ = write!(out, "rectangle {}", size(*s));
        }
        PageItem::Path(path) => {
            let _ = write!(out, "path of {}", path.segments.len());
        }
        PageItem::Image { resource, size: s } => {
            let _ = write!(out, "image {} {}", resource.0, size(*s));
        }
        PageItem::Link { size: s, target, .. } => {
            let target = match target {
                LinkTarget::Uri(uri) => uri.clone(),
                LinkTarget::Destination(name) => format!("#{name}"),
            };
            let _ = write!(out, "link {} {target}", size(*s));
        }
    }
    out.push('\n');
    count
}

fn tag(layout: &Layout, tag: Tag) -> String {
    match tag {
        Tag::Node(id) => {
            let element = layout.structure.element_of(id);
            format!("[{} {}]", role(layout.structure.nodes[element.0 as usize].role), element.0)
        }
        Tag::Artifact(kind) => format!("({})", format!("{kind:?}").to_lowercase()),
    }
}

fn role(role: StructRole) -> String {
    match role {
        StructRole::Heading(level) => format!("H{level}"),
        StructRole::Paragraph => "P".to_owned(),
        other => format!("{other:?}"),
    }
}

fn points(length: Length) -> String {
    let text = format!("{:.1}", length.to_pt());
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn place(at: Point) -> String {
    format!("{:.1} {:.1}", at.x.to_pt(), at.y.to_pt())
}

fn size(size: Size) -> String {
    format!("{}×{}", points(size.width), points(size.height))
}
