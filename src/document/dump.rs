//! A text dump of a document, for `convert inspect` and golden tests.
//!
//! One line a node, indented by depth: the kind, its attributes, its text in quotation marks, and its span as
//! `@start-end` (bytes) where spans are asked for.

use super::*;
use crate::source::{Cut as _, Span};
use std::fmt::Write;

/// The dump of a document, with or without spans.
pub fn dump(document: &Document, spans: bool) -> String {
    let mut printer = Printer { out: String::new(), depth: 0, spans };
    printer.metadata(&document.metadata);
    printer.blocks(&document.blocks);
    for (i, note) in document.notes.iter().enumerate() {
        printer.line(&format!("note {} [{}]", i + 1, note.label), note.span);
        printer.nested(|p| p.blocks(&note.blocks));
    }
    for (i, resource) in document.resources.iter().enumerate() {
        let Resource { name, format, width, height, bytes, .. } = resource;
        printer.line(
            &format!("resource {i} {name:?} {} {width}×{height} {} bytes", format.media_type(), bytes.len()),
            None,
        );
    }
    printer.out
}

struct Printer {
    out: String,
    depth: usize,
    spans: bool,
}

impl Printer {
    fn line(&mut self, text: &str, span: Option<Span>) {
        let _ = write!(self.out, "{:1$}{text}", "", 2 * self.depth);
        if let (true, Some(span)) = (self.spans, span) {
            let _ = write!(self.out, " @{}-{}", span.start(), span.end());
        }
        self.out.push('\n');
    }

    fn nested(&mut self, inside: impl FnOnce(&mut Self)) {
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    fn metadata(&mut self, metadata: &Metadata) {
        let value = serde_json::to_value(metadata).unwrap_or_default();
        let Some(fields) = value.as_object() else { return };
        // In the order of the struct's fields, independent of the map's.
        for name in [
            "title",
            "subtitle",
            "authors",
            "contributors",
            "issued",
            "issued_as_written",
            "modified",
            "modified_as_written",
            "language",
            "description",
            "summary",
            "publisher",
            "place",
            "agency",
            "credits",
            "disclaimer",
            "keywords",
            "rights",
            "identifiers",
            "series",
            "cover",
            "theme",
            "page_size",
            "margin",
            "font_size",
            "toc",
            "list_of_figures",
            "list_of_tables",
            "extra",
        ] {
            match fields.get(name) {
                None | Some(serde_json::Value::Null) => {}
                Some(serde_json::Value::Array(list)) if list.is_empty() => {}
                Some(value) => self.line(&format!("{name}: {value}"), None),
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let suffix = attributes(&block.attributes);
        let span = block.span;
        match &block.kind {
            BlockKind::Paragraph(content) => self.text(&format!("paragraph{suffix}"), content, span),
            BlockKind::Heading(heading) => {
                let unlisted = if heading.unlisted { " unlisted" } else { "" };
                self.text(&format!("heading {}{unlisted}{suffix}", heading.level), &heading.content, span);
            }
            BlockKind::Code(code) => {
                let language = code.language.as_deref().map(|l| format!(" {l}")).unwrap_or_default();
                self.line(&format!("code{language}{suffix} {:?}", code.text), span);
                for CodeLink { range, target } in &code.links {
                    let (Target::External(address) | Target::Internal(address)) = target;
                    let sign = if matches!(target, Target::Internal(_)) { "#" } else { "" };
                    self.nested(|p| p.line(&format!("link [{}]({sign}{address})", code.text.cut(range.clone())), None));
                }
            }
            BlockKind::Quote(children) => self.parent(&format!("quote{suffix}"), children, span),
            BlockKind::Group(children) => self.parent(&format!("group{suffix}"), children, span),
            BlockKind::List(list) => {
                let marker = match list.marker {
                    ListMarker::Bullet => "bullet".to_owned(),
                    ListMarker::Ordered { start, style, delimiter } => {
                        let number = style.format(start);
                        match delimiter {
                            Delimiter::Period => format!("{number}."),
                            Delimiter::Parenthesis => format!("{number})"),
                            Delimiter::Parentheses => format!("({number})"),
                        }
                    }
                };
                let tight = if list.tight { " tight" } else { "" };
                self.line(&format!("list {marker}{tight}{suffix}"), span);
                self.nested(|p| {
                    for item in &list.items {
                        let task = match item.task {
                            None => "",
                            Some(false) => " [ ]",
                            Some(true) => " [x]",
                        };
                        let number = item.number.map(|n| format!(" {n}")).unwrap_or_default();
                        p.parent(&format!("item{number}{task}"), &item.blocks, item.span);
                    }
                });
            }
            BlockKind::Definitions(definitions) => {
                self.line(&format!("definitions{suffix}"), span);
                self.nested(|p| {
                    for definition in definitions {
                        definition.terms.iter().for_each(|term| p.text("term", term, definition.span));
                        definition.definitions.iter().for_each(|d| p.parent("definition", d, None));
                    }
                });
            }
            BlockKind::Table(table) => self.table(table, &suffix, span),
            BlockKind::Figure(figure) => {
                let float = match figure.placement {
                    Placement::Here => "",
                    Placement::Float => " float",
                    Placement::Top => " top",
                    Placement::Bottom => " bottom",
                };
                self.line(&format!("figure{float}{suffix}"), span);
                self.nested(|p| {
                    p.blocks(&figure.blocks);
                    if !figure.caption.is_empty() {
                        p.text("caption", &figure.caption, None);
                    }
                });
            }
            BlockKind::Math(math) => self.line(&format!("math{suffix} {:?}", math.tex), span),
            BlockKind::Rule => self.line(&format!("rule{suffix}"), span),
            BlockKind::PageBreak => self.line(&format!("page-break{suffix}"), span),
        }
    }

    fn table(&mut self, table: &Table, suffix: &str, span: Option<Span>) {
        let columns: Vec<String> = table.columns.iter().map(|c| format!("{:?}", c.align).to_lowercase()).collect();
        self.line(&format!("table [{}]{suffix}", columns.join(" ")), span);
        self.nested(|p| {
            if !table.caption.is_empty() {
                p.text("caption", &table.caption, None);
            }
            for (name, rows) in [("head", &table.head), ("row", &table.body), ("foot", &table.foot)] {
                for row in rows {
                    p.line(name, row.span);
                    p.nested(|p| {
                        for cell in &row.cells {
                            let mut label = if cell.header { "header" } else { "cell" }.to_owned();
                            if cell.columns != 1 || cell.rows != 1 {
                                let _ = write!(label, " {}×{}", cell.columns, cell.rows);
                            }
                            if let Some(align) = cell.align {
                                let _ = write!(label, " {}", format!("{align:?}").to_lowercase());
                            }
                            p.parent(&label, &cell.blocks, cell.span);
                        }
                    });
                }
            }
        });
    }

    /// A node with child blocks; a single plain paragraph is on the node's own line.
    fn parent(&mut self, label: &str, children: &[Block], span: Option<Span>) {
        if let [Block { kind: BlockKind::Paragraph(content), attributes, .. }] = children
            && attributes.is_empty()
        {
            self.text(label, content, span);
            return;
        }
        self.line(label, span);
        self.nested(|p| p.blocks(children));
    }

    fn text(&mut self, label: &str, content: &[Inline], span: Option<Span>) {
        let mut text = String::new();
        inlines(content, &mut text);
        self.line(&format!("{label} “{text}”"), span);
    }
}

fn attributes(attributes: &Attributes) -> String {
    let mut out = String::new();
    if let Some(role) = attributes.role {
        let name = match role {
            Role::Alert(kind) => format!("alert-{}", format!("{kind:?}").to_lowercase()),
            other => serde_json::to_value(other).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default(),
        };
        let _ = write!(out, " <{name}>");
    }
    if let Some(id) = &attributes.id {
        let _ = write!(out, " #{id}");
    }
    for class in &attributes.classes {
        let _ = write!(out, " .{class}");
    }
    if let Some(language) = &attributes.language {
        let _ = write!(out, " lang={language}");
    }
    match attributes.direction {
        Some(Direction::LeftToRight) => out.push_str(" ltr"),
        Some(Direction::RightToLeft) => out.push_str(" rtl"),
        None => {}
    }
    for (name, value) in &attributes.pairs {
        let _ = write!(out, " {name}={value:?}");
    }
    out
}

/// Inlines in a short notation: `*emphasis*`, `**strong**`, `` `code` ``, `[text](target)`, `![alt](name)`, `[^1]`,
/// `$math$`, `
/// `, `{name: …}` for others.
fn inlines(list: &[Inline], out: &mut String) {
    for inline in list {
        match &inline.kind {
            InlineKind::Text(text) => out.push_str(text),
            InlineKind::Styled(markup, content) => {
                let (open, close) = match markup {
                    Markup::Emphasis => ("*".to_owned(), "*"),
                    Markup::Strong => ("**".to_owned(), "**"),
                    Markup::Strikeout => ("~~".to_owned(), "~~"),
                    other => (format!("{{{}: ", format!("{other:?}").to_lowercase()), "}"),
                };
                out.push_str(&open);
                inlines(content, out);
                out.push_str(close);
            }
            InlineKind::Code(text) => {
                let _ = write!(out, "`{text}`");
            }
            InlineKind::Link(link) => {
                out.push('[');
                inlines(&link.content, out);
                let _ = match &link.target {
                    Target::External(address) => write!(out, "]({address}"),
                    Target::Internal(id) => write!(out, "](#{id}"),
                };
                if let Some(title) = &link.title {
                    let _ = write!(out, " {title:?}");
                }
                out.push(')');
            }
            InlineKind::Image(image) => {
                let _ = write!(out, "![{}]({}", image.alt, image.source);
                if let Some(title) = &image.title {
                    let _ = write!(out, " {title:?}");
                }
                if let Some(id) = image.resource {
                    let _ = write!(out, " = resource {}", id.0);
                }
                out.push(')');
            }
            InlineKind::NoteRef(id) => {
                let _ = write!(out, "[^{}]", id.0 + 1);
            }
            InlineKind::Math(math) => {
                let _ = write!(out, "${}$", math.tex);
            }
            InlineKind::Span(a, content) => {
                let _ = write!(out, "{{span{}: ", attributes(a));
                inlines(content, out);
                out.push('}');
            }
            InlineKind::Abbreviation(short) => {
                let _ = write!(out, "{{abbr {:?}: ", short.expansion);
                inlines(&short.content, out);
                out.push('}');
            }
            InlineKind::LineBreak => out.push('⏎'),
        }
    }
}
