//! Notes and links: their numbers in the text, and the lists at its end.
//!
//! Notes are numbered 1 to n in the order of the document's list; links continue from n + 1 in order of appearance,
//! with one number per address. So a number in square brackets is unambiguous.

use super::inline::push_plain;
use super::page::TextColumn;
use crate::document::NoteId;
use crate::document::address::uri;
use std::collections::HashMap;

/// The link addresses so far, each with its first title.
#[derive(Debug, Default)]
pub struct Links {
    list: Vec<(String, Option<String>)>,
    numbers: HashMap<(String, Option<String>), usize>,
}

impl Links {
    /// Index of an address in the list of links, added if new.
    pub fn place(&mut self, address: &str, title: Option<&str>) -> usize {
        let key = (address.to_owned(), title.map(str::to_owned));
        let next = self.list.len();
        let place = *self.numbers.entry(key.clone()).or_insert(next);
        if place == next {
            self.list.push(key);
        }
        place
    }
}

/// Whether a link's text is its address.
pub fn is_bare(text: &str, address: &str) -> bool {
    text == address
        || address.strip_prefix("mailto:") == Some(text)
        || text.starts_with("www.") && address.strip_prefix("http://") == Some(text)
}

/// Writes the lists of notes and links at the end of the text.
pub fn write(page: &mut TextColumn<'_>) {
    let notes = &page.document.notes;
    // A note may contain the first link of the document.
    if notes.is_empty() && page.shared.links.list.is_empty() {
        return;
    }
    page.gap(2);
    page.line("____________________");
    page.gap(1);
    let digits = notes.len().to_string().len();
    for (id, note) in (0..).map(NoteId).zip(notes) {
        if id.0 > 0 {
            page.gap(1);
        }
        page.hang(&format!("{:<1$}", format!("[{}]", id.number()), digits + 3), |page| {
            page.blocks(&note.blocks, false)
        });
    }
    if page.shared.links.list.is_empty() {
        return;
    }
    page.gap(1);
    let links = std::mem::take(&mut page.shared.links.list);
    let digits = (notes.len() + links.len()).to_string().len();
    for (i, (address, title)) in links.iter().enumerate() {
        let address = if page.options.ascii { uri(address) } else { address.clone() };
        let mut line = format!("{:<1$}{address}", format!("[{}]", notes.len() + i + 1), digits + 3);
        if let Some(title) = title {
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            let quotes = if page.options.ascii { ["\"", "\""] } else { ["“", "”"] };
            line.push_str(&format!(" {}", quotes[0]));
            push_plain(page, &title, &mut line);
            line.push_str(quotes[1]);
        }
        page.line(&line);
    }
}
