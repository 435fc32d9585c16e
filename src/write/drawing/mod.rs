//! SVG drawings: parsed for the writers that render them, with a limit on rendering cost.

mod cost;
mod rules;
mod weight;

use crate::fonts::EMBEDDED;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use usvg::{Group, Node, Tree, fontdb};
use weight::weight;

/// Limit of one drawing's cost in the units of [`cost`](super::cost), about half a second; also of the groups, paths
/// and images rendered for it. Maps of whole countries have less than half of that.
pub const MOST_DRAWN: usize = 250_000;

/// Limit of gradient stops written for a repeated gradient.
pub const MOST_KNOTS: usize = 512;

/// Parses a drawing; `None` if it is invalid, or if its cost or number of rendered shapes exceeds `most` (repeated use
/// can multiply shapes). External resources are not read.
pub fn read(bytes: &[u8], most: usize) -> Option<Tree> {
    // Weighed before parsing, nested drawings included: parsing alone would take as long.
    let drawn = AtomicUsize::new(weight(bytes));
    if drawn.load(Relaxed) > most {
        return None;
    }
    let resolve = usvg::ImageHrefResolver::default_data_resolver();
    let options = usvg::Options {
        font_family: "Source Sans 3".into(),
        fontdb: faces(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|kind, data, options| {
                let own = if kind == "image/svg+xml" { weight(&data).min(most + 1) } else { 0 };
                let before = drawn.fetch_add(own, Relaxed);
                (before + own <= most).then(|| resolve(kind, data, options)).flatten()
            }),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = Tree::from_data(bytes, &options).ok()?;
    if drawn.load(Relaxed) > most {
        return None;
    }
    let mut left = most;
    count(tree.root(), &mut left);
    (left > 0).then_some(tree)
}

/// Counts down the shapes of a group. Patterns, masks and clips are rendered again at each use; nested uses multiply.
fn count(group: &Group, left: &mut usize) {
    *left = left.saturating_sub(1);
    if *left == 0 {
        return;
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => count(inner, left),
            _ => {
                *left = left.saturating_sub(1);
                node.subroots(|root| count(root, left));
            }
        }
    }
    if let Some(mask) = group.mask() {
        count_mask(mask, left);
    }
    let mut clip = group.clip_path();
    while let Some(path) = clip {
        count(path.root(), left);
        clip = path.clip_path();
    }
}

fn count_mask(mask: &usvg::Mask, left: &mut usize) {
    count(mask.root(), left);
    if let Some(outer) = mask.mask() {
        count_mask(outer, left);
    }
}

/// The embedded faces as a usvg font database.
fn faces() -> Arc<fontdb::Database> {
    static FACES: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut faces = fontdb::Database::new();
        for face in EMBEDDED {
            faces.load_font_source(fontdb::Source::Binary(Arc::new(face.data)));
        }
        faces.set_serif_family("Source Serif 4");
        faces.set_sans_serif_family("Source Sans 3");
        faces.set_monospace_family("Source Code Pro");
        faces.set_cursive_family("Source Serif 4");
        faces.set_fantasy_family("Source Sans 3");
        Arc::new(faces)
    };
    FACES.get_or_init(load).clone()
}
