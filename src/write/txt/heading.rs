//! The title and headings, underlined by level.

use super::inline::flatten;
use super::lines::Filling;
use super::page::TextColumn;
use crate::document::Heading;
use crate::document::cells;
use crate::source::Cut as _;

/// Underline character by heading level, from 1.
const RULES: [&str; 6] = ["=", "-", "~", "^", ".", "'"];

/// Minimum length of a rule, to be recognized as one.
const SHORTEST: usize = 3;

/// Writes a heading with a rule below it; the title also has one above.
pub fn write(page: &mut TextColumn<'_>, heading: &Heading, title: bool) {
    let mut flat = String::new();
    flatten(page, &heading.content, !title, &mut flat);
    if flat.trim().is_empty() {
        return;
    }
    let measure = page.measure();
    let mut breaker = std::mem::take(&mut page.shared.breaker);
    let widest = flat
        .split('\n')
        .flat_map(|kept| {
            let lines = breaker.divide(kept, measure, Filling::Even);
            lines.iter().map(|r| cells::width(kept.cut(r.start as usize..r.end as usize))).collect::<Vec<_>>()
        })
        .max();
    page.shared.breaker = breaker;
    let level = usize::from(heading.level.clamp(1, 6)) - 1;
    let rule = RULES[if title { 0 } else { level }].repeat(widest.unwrap_or(0).max(SHORTEST));
    if title {
        page.line(&rule);
    }
    page.paragraph(&flat, Filling::Even, 0);
    page.line(&rule);
}
