//! The navigation document (EPUB 3.3, chapter 7): contents, and the landmarks for reading systems.

use super::chapter;
use super::plan::{BookPlan, ContentsEntry, FileKind};
use crate::write::xhtml::xml;

/// The file's name in the package.
pub const NAME: &str = "nav.xhtml";

/// Writes it; `cover`: whether there is a cover page; `pages`: labels and addresses of the page list.
pub fn write(plan: &BookPlan<'_>, cover: bool, pages: &[(String, String)]) -> String {
    let terms = plan.language.terms();
    let mut out = String::new();
    chapter::head(&mut out, &plan.title, &plan.language, "nav");
    out.push_str("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n");
    out.push_str(&format!("<h1 id=\"toc-title\">{}</h1>\n", xml::escape(terms.contents)));
    list(&plan.contents, &mut out);
    out.push_str("</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\"");
    xml::push_attribute(&mut out, "aria-label", terms.landmarks);
    out.push_str(">\n<ol>\n");
    let mut landmark = |kind: &str, href: &str, label: String| {
        out.push_str(&format!("<li><a epub:type=\"{kind}\" href=\"{href}\">{label}</a></li>\n"));
    };
    if cover {
        landmark("cover", super::cover::PAGE, xml::escape(terms.cover));
    }
    if let Some(part) = plan.parts.iter().find(|p| p.kind == FileKind::TitlePage) {
        landmark("titlepage", &part.name, xml::escape(terms.title_page));
    }
    // Landmarks must point into the spine.
    if plan.contents_page.is_some() {
        landmark("toc", "#toc", xml::escape(terms.contents));
    }
    if let Some(part) = plan.parts.iter().find(|p| p.kind == FileKind::Text) {
        landmark("bodymatter", &part.name, xml::escape(terms.start_of_text));
    }
    out.push_str("</ol>\n</nav>\n");
    if !pages.is_empty() {
        out.push_str("<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\"");
        xml::push_attribute(&mut out, "aria-label", terms.pages);
        out.push_str(">\n<ol>\n");
        for (page, href) in pages {
            out.push_str("<li><a");
            xml::push_attribute(&mut out, "href", href);
            out.push('>');
            xml::push_text(&mut out, page);
            out.push_str("</a></li>\n");
        }
        out.push_str("</ol>\n</nav>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Nested lists; a skipped heading level adds no list.
fn list(entries: &[ContentsEntry], out: &mut String) {
    out.push_str("<ol>\n");
    let mut rest = entries;
    while let Some((entry, behind)) = rest.split_first() {
        let below = behind.iter().take_while(|e| e.depth > entry.depth).count();
        out.push_str("<li><a");
        xml::push_attribute(out, "href", &entry.href);
        out.push('>');
        xml::push_text(out, entry.title.trim());
        out.push_str("</a>");
        if below > 0 {
            out.push('\n');
            list(&behind[..below], out);
        }
        out.push_str("</li>\n");
        rest = &behind[below..];
    }
    out.push_str("</ol>\n");
}
