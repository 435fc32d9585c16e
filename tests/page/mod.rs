//! Where text stands on the pages of a set document: every glyph within its page, and no two runs of text on top of each
//! other. Each test that sets pages has this as a module: [`faults`] for a layout, [`judge`] for a document.

#![allow(dead_code)] // no test uses all of it

use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::fonts::Fonts;
use folio::options::Options;
use folio::theme;
use folio::typeset::model::{Layout, Page, PageItem, StructRole, Tag};
use folio::typeset::typeset;

/// A run of glyphs as far as it leaves ink, in points from the top left corner of its page.
#[derive(Clone, Debug)]
pub struct Text {
    /// Index of the page.
    pub page: usize,
    /// What it reads.
    pub text: String,
    /// Its first and last ink.
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    /// The size of the em.
    pub size: f64,
    /// Whether it is part of a formula, whose signs may stand above and in each other.
    pub formula: bool,
    /// Whether it is no content: heads, folios, what is repeated.
    pub artifact: bool,
}

/// What of an em rises above the baseline and hangs below it at least, where there are letters.
const ABOVE: f64 = 0.7;
const BELOW: f64 = 0.2;
/// The part of an em above the baseline that two texts never share.
const CORE: f64 = 0.45;
/// What is no fault: rounding, and the side bearings of letters.
const SLIGHT: f64 = 0.2;

/// The pages of a document, as the PDF has them.
pub fn set(document: &Document, options: &Options) -> Layout {
    let mut said = Diagnostics::new();
    let theme = theme::choose(document, &options.look);
    typeset(document, &theme, &Fonts::new(options.pdf.font_folders.clone()), &options.cancel, &mut said)
}

/// Sets a document and looks for faults.
///
/// # Panics
/// When there is one.
pub fn judge(document: &Document, options: &Options, about: &str) {
    let faults = faults(&set(document, options));
    assert!(faults.is_empty(), "{about}: {} faults, first {:#?}", faults.len(), &faults[..faults.len().min(5)]);
}

/// What is wrong with the places of text and pictures.
pub fn faults(layout: &Layout) -> Vec<String> {
    let mut list = Vec::new();
    for (index, page) in layout.pages.iter().enumerate() {
        let (width, height) = (page.size.width.to_pt(), page.size.height.to_pt());
        let mut texts = texts(layout, index);
        for t in &texts {
            let inside = t.left >= -SLIGHT
                && t.right <= width + SLIGHT
                && t.baseline - ABOVE * t.size >= -SLIGHT
                && t.baseline + BELOW * t.size <= height + SLIGHT;
            if !inside {
                let (left, right, baseline) = (t.left, t.right, t.baseline);
                list.push(format!(
                    "page {}: “{}” at {left:.1} to {right:.1}, {baseline:.1} is not within {width:.1}×{height:.1}",
                    index + 1,
                    shown(&t.text)
                ));
            }
        }
        list.extend(pictures(page).into_iter().map(|fault| format!("page {}: {fault}", index + 1)));
        // What is near comes near: by baselines.
        texts.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        let tallest = texts.iter().map(|t| t.size).fold(0.0, f64::max);
        for (i, a) in texts.iter().enumerate() {
            for b in texts[i + 1..].iter().take_while(|b| b.baseline - a.baseline < tallest * CORE) {
                if overlap(a, b) {
                    list.push(format!("page {}: “{}” is on “{}”", index + 1, shown(&b.text), shown(&a.text)));
                }
            }
        }
    }
    list
}

/// Whether two texts stand on each other, where neither belongs to a formula with the other.
fn overlap(a: &Text, b: &Text) -> bool {
    let size = a.size.min(b.size);
    let down = a.baseline.min(b.baseline) - (a.baseline - CORE * a.size).max(b.baseline - CORE * b.size);
    let across = a.right.min(b.right) - a.left.max(b.left);
    down > 0.1 * size && across > 0.25 * size && !(a.formula && b.formula)
}

/// The pictures that are not within their page.
fn pictures(page: &Page) -> Vec<String> {
    let (width, height) = (page.size.width.to_pt(), page.size.height.to_pt());
    let mut list = Vec::new();
    for placed in &page.items {
        if let PageItem::Image { size, .. } = placed.item {
            let (x, y) = (placed.at.x.to_pt(), placed.at.y.to_pt());
            let (right, bottom) = (x + size.width.to_pt(), y + size.height.to_pt());
            if x < -SLIGHT || y < -SLIGHT || right > width + SLIGHT || bottom > height + SLIGHT {
                list.push(format!("a picture at {x:.1} {y:.1} to {right:.1} {bottom:.1} leaves its page"));
            }
        }
    }
    list
}

/// The texts of a page, in reading order; without those that leave no ink.
pub fn texts(layout: &Layout, index: usize) -> Vec<Text> {
    let page = &layout.pages[index];
    let mut list = Vec::new();
    for placed in &page.items {
        let PageItem::Glyphs(run) = &placed.item else { continue };
        let sorts = page.sorts(run);
        let text = sorts.text(run);
        // Glyphs stand in visual order, their text in logical order.
        let mut rest = text;
        let (mut x, mut inked) = (placed.at.x.to_pt(), false);
        let (mut left, mut right) = (f64::MAX, f64::MIN);
        for glyph in sorts.glyphs(run) {
            let length = usize::from(glyph.text);
            if length > 0 {
                let own;
                if run.right_to_left {
                    (rest, own) = rest.split_at(rest.len() - length);
                } else {
                    (own, rest) = rest.split_at(length);
                }
                inked = own.chars().any(|c| !is_blank(c));
            }
            let end = x + f64::from(glyph.advance) / 65536.0;
            if inked {
                (left, right) = (left.min(x.min(end)), right.max(x.max(end)));
            }
            x = end;
        }
        if left > right {
            continue;
        }
        let role = match placed.tag {
            Tag::Node(node) => Some(layout.structure.nodes[layout.structure.element_of(node).0 as usize].role),
            Tag::Artifact(_) => None,
        };
        list.push(Text {
            page: index,
            text: text.to_owned(),
            left,
            right,
            baseline: placed.at.y.to_pt(),
            size: run.size.to_pt(),
            formula: role == Some(StructRole::Formula),
            artifact: role.is_none(),
        });
    }
    list
}

/// Whether nothing is drawn for a character.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFC}' | '\u{E0000}'..='\u{E01EF}')
}

fn shown(text: &str) -> String {
    text.trim().chars().take(40).collect()
}
