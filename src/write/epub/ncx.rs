//! The NCX, for EPUB 2 reading systems (OPF 2.0.1, 2.4.1; ANSI/NISO Z39.86-2005, 8): the entries of the navigation
//! document. Adobe's engine and its derivatives support no other table of contents.

use super::plan::{BookPlan, ContentsEntry};
use crate::write::xhtml::xml;
use std::collections::HashMap;
use std::fmt::Write as _;

/// The file's name in the package.
pub const NAME: &str = "toc.ncx";
/// Its media type.
pub const MEDIA_TYPE: &str = "application/x-dtbncx+xml";

/// Writes it; `pages`: labels and addresses of the page list.
pub fn write(plan: &BookPlan<'_>, pages: &[(String, String)]) -> String {
    let mut ncx = NcxWriter { out: String::new(), order: HashMap::new(), points: 0 };
    ncx.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    ncx.out.push_str("<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
    xml::push_attribute(&mut ncx.out, "xml:lang", plan.language.tag());
    if plan.language.is_right_to_left() {
        ncx.out.push_str(" dir=\"rtl\"");
    }
    ncx.out.push_str(">\n<head>\n");
    let depth = plan.contents.iter().map(|entry| entry.depth + 1).max().unwrap_or(1);
    let last = pages.iter().filter_map(|(page, _)| page.parse::<u32>().ok()).max().unwrap_or(0);
    let metas = [
        ("uid", plan.identity()),
        ("depth", depth.to_string()),
        ("totalPageCount", pages.len().to_string()),
        ("maxPageNumber", last.to_string()),
    ];
    for (name, content) in metas {
        let _ = write!(ncx.out, "<meta name=\"dtb:{name}\"");
        xml::push_attribute(&mut ncx.out, "content", &content);
        ncx.out.push_str("/>\n");
    }
    ncx.out.push_str("</head>\n<docTitle>");
    ncx.text(plan.title.trim());
    ncx.out.push_str("</docTitle>\n<navMap>\n");
    ncx.points(&plan.contents);
    ncx.out.push_str("</navMap>\n");
    if !pages.is_empty() {
        ncx.pages(pages, plan.language.terms().pages);
    }
    ncx.out.push_str("</ncx>\n");
    ncx.out
}

struct NcxWriter {
    out: String,
    /// playOrder by address: equal addresses have equal numbers.
    order: HashMap<String, usize>,
    points: usize,
}

impl NcxWriter {
    fn text(&mut self, text: &str) {
        self.out.push_str("<text>");
        xml::push_text(&mut self.out, text);
        self.out.push_str("</text>");
    }

    /// The playOrder attribute of an address.
    fn order(&mut self, href: &str) -> usize {
        let next = self.order.len() + 1;
        *self.order.entry(href.to_owned()).or_insert(next)
    }

    /// Nested entries.
    fn points(&mut self, entries: &[ContentsEntry]) {
        let mut rest = entries;
        while let Some((entry, behind)) = rest.split_first() {
            let below = behind.iter().take_while(|e| e.depth > entry.depth).count();
            self.points += 1;
            let order = self.order(&entry.href);
            let _ = write!(self.out, "<navPoint id=\"point-{}\" playOrder=\"{order}\"><navLabel>", self.points);
            self.text(entry.title.trim());
            self.out.push_str("</navLabel><content");
            xml::push_attribute(&mut self.out, "src", &entry.href);
            self.out.push_str("/>");
            if below > 0 {
                self.out.push('\n');
                self.points(&behind[..below]);
            }
            self.out.push_str("</navPoint>\n");
            rest = &behind[below..];
        }
    }

    fn pages(&mut self, pages: &[(String, String)], label: &str) {
        self.out.push_str("<pageList>\n<navLabel>");
        self.text(label);
        self.out.push_str("</navLabel>\n");
        for (number, (page, href)) in pages.iter().enumerate() {
            let order = self.order(href);
            let _ = write!(self.out, "<pageTarget id=\"page-{}\" playOrder=\"{order}\"", number + 1);
            let roman = page.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
            match page.parse::<u32>() {
                Ok(value) => {
                    let _ = write!(self.out, " type=\"normal\" value=\"{value}\"");
                }
                Err(_) => self.out.push_str(if roman { " type=\"front\"" } else { " type=\"special\"" }),
            }
            self.out.push_str("><navLabel>");
            self.text(page.trim());
            self.out.push_str("</navLabel><content");
            xml::push_attribute(&mut self.out, "src", href);
            self.out.push_str("/></pageTarget>\n");
        }
        self.out.push_str("</pageList>\n");
    }
}
