//! Handling of start and end tags by those tree construction rules that pages depend on (HTML, 13.2.6): omitted end
//! tags, misnested inline elements, table parts without a table.

use super::attributes::RawAttributes;
use super::element::Element;
use super::formula::FormulaMarkup;
use super::names::static_name;
use super::state::MarkupBuilder;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{
    Align, Attributes, Block, BlockKind, Cell, Delimiter, Dimension, Image, Inline, InlineKind, ListMarker,
    Markup as Style, NumberStyle, Target,
};
use crate::read::build::{OpenBlock, OpenBlockKind, OpenInlineKind, TableSection, target};
use crate::source::Span;

impl MarkupBuilder<'_> {
    /// A start tag; `name` in lower case.
    pub(crate) fn start_tag(&mut self, name: &str, raw: &RawAttributes, closed: bool, span: Span) {
        let element = Element::named(name);
        if self.is_foreign() && self.dropped.is_empty() && self.foreign_start(name, raw, closed, span) {
            return;
        }
        if !self.dropped.is_empty() {
            if !element.is_void() && self.dropped.first().is_some_and(|first| first == name) {
                self.dropped.push(name.to_owned());
            }
            return;
        }
        let markup = self.formula_markup(name, raw, span);
        match markup {
            Some(FormulaMarkup::Drop) if !closed && !element.is_void() => return self.dropped.push(name.to_owned()),
            Some(FormulaMarkup::Drop | FormulaMarkup::Done) => return,
            _ => {}
        }
        if markup.is_none()
            && !self.hidden.shown
            && raw.hidden()
            && !element.is_void()
            && !matches!(element, Element::Frame)
        {
            let message = "text that the page hides is left out";
            self.tree.diagnostics.push(Diagnostic::new(&codes::HIDDEN_LEFT_OUT, span, message));
            self.hidden.dropping = true;
            return self.dropped.push(name.to_owned());
        }
        if self.foreign_start(name, raw, closed, span) {
            return;
        }
        if matches!(self.tree.top().kind, OpenBlockKind::Pre(_)) {
            if let Element::Dropped(loss) = element {
                if loss {
                    self.tell_dropped(name, span);
                }
                return self.dropped.push(name.to_owned());
            }
            return self.start_tag_in_pre(name, element, raw, span);
        }
        if let Some(mark) = raw.page_mark() {
            return self.page_mark(element, name, raw, closed, mark, span);
        }
        if raw.breaks_page() && !element.is_void() && matches!(element, Element::Group(_) | Element::Paragraph) {
            self.close_paragraph(span.at_start());
            self.push_block(Block::new(BlockKind::PageBreak, span));
        }
        match element {
            // The content of a declarative shadow root is rendered (DOM, 4.8: shadow trees).
            Element::Dropped(_) if raw.get("shadowrootmode").is_some() => {}
            Element::Dropped(loss) => {
                if loss {
                    self.tell_dropped(name, span);
                }
                if !closed {
                    self.dropped.push(name.to_owned());
                }
            }
            Element::Nothing if name == "source" => self.pictures.offer(raw),
            Element::Frame | Element::Nothing => {}
            Element::Unknown => {
                if markup.is_none() && !name.contains(':') {
                    self.tree.tell_once(&format!("<{name}>"), || {
                        let message = format!("`<{name}>` is no element that is known here: its text is kept");
                        Diagnostic::new(&codes::ELEMENT_UNKNOWN, span, message)
                    });
                } else if name == "mbp:pagebreak" {
                    self.push_block(Block::new(BlockKind::PageBreak, span));
                }
                if let Some(id) = raw.text("id") {
                    self.tree.push_place(id.to_owned(), span);
                }
            }
            Element::Break => self.push_inline(InlineKind::LineBreak, span),
            Element::WordBreak => self.text("\u{200b}", span),
            Element::Image => self.image(raw, span),
            Element::Input => self.check_box(raw),
            Element::Anchor | Element::Styled(_) | Element::Code | Element::Quotation => {
                self.start_inline(element, name, raw, span);
            }
            Element::Abbreviation | Element::RubyText | Element::Span => {
                if name == "picture" {
                    self.pictures.begin();
                }
                self.start_inline(element, name, raw, span);
            }
            _ => self.start_block(element, name, raw, span),
        }
    }

    /// A page break of the print edition; content of the element is kept as text.
    fn page_mark(
        &mut self,
        element: Element,
        name: &str,
        raw: &RawAttributes,
        closed: bool,
        mark: Attributes,
        span: Span,
    ) {
        match element {
            Element::Group(_) | Element::Paragraph if !closed => {
                let mut own = raw.clone();
                own.0.retain(|(name, _)| name != "id");
                self.start_block(element, name, &own, span);
                self.push_inline(InlineKind::Span(mark, Vec::new()), span);
            }
            Element::Rule | Element::Group(_) | Element::Paragraph => {
                self.close_paragraph(span.at_start());
                self.push_inline(InlineKind::Span(mark, Vec::new()), span);
                self.tree.flush();
            }
            _ if closed => self.push_inline(InlineKind::Span(mark, Vec::new()), span),
            _ => self.open_inline(OpenInlineKind::Span, static_name(name), mark, span),
        }
    }

    fn tell_dropped(&mut self, name: &str, span: Span) {
        let message = format!("`<{name}>` can't be shown here: it is left out");
        self.tree.diagnostics.push(Diagnostic::new(&codes::ELEMENT_LEFT_OUT, span, message));
    }

    fn start_inline(&mut self, element: Element, name: &str, raw: &RawAttributes, span: Span) {
        let mut attributes = raw.model();
        let title = attributes.pairs.iter().position(|(n, _)| n == "title").map(|i| attributes.pairs.remove(i).1);
        attributes.pairs.clear();
        attributes.pairs.extend(raw.asks_for_direction(name));
        let what = match element {
            Element::Anchor => {
                // A link inside a link closes the outer one (13.2.6.4.7).
                self.tree.close_inline_tag("a", span.at_start());
                if attributes.id.is_none() {
                    attributes.id = raw.text("name").map(str::to_owned);
                }
                match raw.text("href") {
                    Some(address) => OpenInlineKind::Link(target(address), title),
                    None => OpenInlineKind::Span,
                }
            }
            Element::Styled(markup) => OpenInlineKind::Styled(markup),
            Element::Code => OpenInlineKind::Code,
            Element::Quotation => OpenInlineKind::Between("\"", "\""),
            Element::RubyText => OpenInlineKind::Between("(", ")"),
            Element::Abbreviation => match title {
                Some(expansion) => OpenInlineKind::Abbreviation(expansion),
                None => OpenInlineKind::Span,
            },
            _ if raw.classes().any(|c| matches!(c, "smallcaps" | "small-caps" | "sc")) => {
                OpenInlineKind::Styled(Style::SmallCaps)
            }
            _ => OpenInlineKind::Span,
        };
        // A class without the style sheet has no effect, so such a span is dropped.
        let Attributes { id, language, direction, pairs, .. } = &attributes;
        if id.is_none() && language.is_none() && direction.is_none() && pairs.is_empty() {
            // Except that a class may request the page number of a link's target.
            let page = |class: &String| matches!(what, OpenInlineKind::Link(Target::Internal(_), _)) && class == "page";
            attributes.classes.retain(page);
        }
        self.open_inline(what, static_name(name), attributes, span);
    }

    fn start_block(&mut self, element: Element, name: &str, raw: &RawAttributes, span: Span) {
        self.close_paragraph(span.at_start());
        self.pictures.pass();
        let text_only = matches!(
            self.tree.top().kind,
            OpenBlockKind::Heading(..) | OpenBlockKind::Term | OpenBlockKind::Caption | OpenBlockKind::Summary
        );
        let mut attributes = raw.model();
        attributes.pairs.extend(raw.asks_for_direction(name));
        if name == "center" && attributes.get("align").is_none() {
            attributes.pairs.push(("align".to_owned(), "center".to_owned()));
        }
        let kind = match element {
            // A `div` in a definition list groups some of its entries (4.4.9).
            Element::Group(_) if matches!(self.tree.top().kind, OpenBlockKind::Definitions(_)) => {
                return self.open_entries(name, attributes.id, span);
            }
            Element::Paragraph => OpenBlockKind::Paragraph,
            Element::Heading(level) => {
                if let (OpenBlockKind::Heading(..), false) = (&self.tree.top().kind, self.tree.top().own) {
                    self.tree.close_top(span.at_start());
                }
                OpenBlockKind::Heading(level, raw.classes().any(|c| c == "unlisted"))
            }
            Element::Rule => {
                self.push_block(Block::new(BlockKind::Rule, span));
                if let Some(id) = attributes.id {
                    // A rule can't be a link target; what follows it can.
                    self.tree.push_place(id, span);
                    self.tree.flush();
                }
                return;
            }
            Element::Group(role) => OpenBlockKind::Group(role),
            Element::Details => OpenBlockKind::Group(Some(crate::document::Role::Details)),
            Element::Quote => OpenBlockKind::Quote,
            Element::Figure => OpenBlockKind::figure(raw.placement()),
            Element::Pre => OpenBlockKind::Pre(raw.code_language()),
            Element::List(true) if raw.get("reversed").is_some() => {
                OpenBlockKind::list_counting_down(marker(true, raw))
            }
            Element::List(ordered) => OpenBlockKind::list(marker(ordered, raw)),
            Element::Item => {
                self.close_up_to(|kind| matches!(kind, OpenBlockKind::List(_)), span.at_start());
                if !matches!(self.tree.top().kind, OpenBlockKind::List(_)) {
                    let kind = OpenBlockKind::implied_list();
                    if self.tree.too_deep(&kind, span) {
                        return self.tree.flush();
                    }
                    self.tree.open(kind, "", false, Attributes::default(), span);
                }
                OpenBlockKind::Item { task: None, number: raw.text("value").and_then(|value| value.parse().ok()) }
            }
            Element::Definitions => OpenBlockKind::definitions(),
            Element::Term | Element::Definition => {
                self.close_up_to(|kind| matches!(kind, OpenBlockKind::Definitions(_)), span.at_start());
                if !matches!(self.tree.top().kind, OpenBlockKind::Definitions(_)) {
                    return self.tree.flush();
                }
                if element == Element::Term { OpenBlockKind::Term } else { OpenBlockKind::Definition }
            }
            Element::Summary => OpenBlockKind::Summary,
            Element::Caption => {
                self.close_up_to(
                    |kind| matches!(kind, OpenBlockKind::Figure(..) | OpenBlockKind::Table(_)),
                    span.at_start(),
                );
                match self.tree.top().kind {
                    OpenBlockKind::Figure(..) | OpenBlockKind::Table(_) => OpenBlockKind::Caption,
                    _ => OpenBlockKind::Paragraph,
                }
            }
            Element::Table => OpenBlockKind::table(Vec::new()),
            Element::Section(_) | Element::Row | Element::Cell(_) | Element::Column | Element::Columns => {
                return self.start_table_part(element, name, raw, span);
            }
            _ => return,
        };
        if let OpenBlockKind::Paragraph | OpenBlockKind::Group(None) = kind {
            attributes.role = raw.class_role();
        }
        if text_only
            && matches!(
                self.tree.top().kind,
                OpenBlockKind::Heading(..) | OpenBlockKind::Term | OpenBlockKind::Caption | OpenBlockKind::Summary
            )
        {
            // Blocks within text-only blocks become text.
            return self.tree.flush();
        }
        if self.tree.too_deep(&kind, span) {
            self.tree.flush();
            *self.tree.flattened_tags.entry(static_name(name)).or_default() += 1;
            return;
        }
        // Parts of blocks have no attributes; their id becomes an anchor at their start.
        let place = kind.is_part().then(|| attributes.id.clone()).flatten();
        self.tree.open(kind, static_name(name), false, attributes, span);
        for id in std::mem::take(&mut self.waiting_ids).into_iter().chain(place) {
            self.tree.push_place(id, span);
        }
    }

    /// Opens part of the innermost definition list; its entries are merged into the list at the end.
    fn open_entries(&mut self, name: &str, id: Option<String>, span: Span) {
        let kind = OpenBlockKind::definitions();
        if self.tree.too_deep(&kind, span) {
            return;
        }
        let (blocks, line, attributes) = (Vec::new(), Vec::new(), Attributes::default());
        let tag = static_name(name);
        self.tree.frames.push(OpenBlock { kind, tag, own: false, attributes, span, blocks, line });
        self.waiting_ids.extend(id);
    }

    fn start_table_part(&mut self, element: Element, name: &str, raw: &RawAttributes, span: Span) {
        let cell = matches!(element, Element::Cell(_));
        let wanted = |kind: &OpenBlockKind| {
            matches!(kind, OpenBlockKind::Table(_)) || cell && matches!(kind, OpenBlockKind::Row(_))
        };
        if !self.close_up_to(wanted, span.at_start()) {
            return self.tree.flush();
        }
        if let (Some(id), Element::Section(_) | Element::Row | Element::Columns) = (raw.text("id"), element) {
            self.waiting_ids.push(id.to_owned());
        }
        match element {
            Element::Section(section) => {
                if let OpenBlockKind::Table(rows) = &mut self.tree.top_mut().kind {
                    rows.begin_group(section);
                }
            }
            Element::Row => {
                self.tree.open(OpenBlockKind::row(), static_name(name), false, raw.model(), span);
            }
            // `span` applies only to groups without `col` (4.9.3).
            Element::Columns if raw.get("span").is_none() => {}
            Element::Column | Element::Columns => {
                let count = raw.text("span").and_then(|n| n.parse().ok()).unwrap_or(1_usize).min(100);
                if let OpenBlockKind::Table(rows) = &mut self.tree.top_mut().kind {
                    let width = raw.style("width").or(raw.get("width")).and_then(Dimension::parse);
                    rows.add_columns(count, align(raw).unwrap_or_default(), width);
                }
            }
            Element::Cell(header) => {
                if !matches!(self.tree.top().kind, OpenBlockKind::Row(_)) {
                    self.tree.open(OpenBlockKind::row(), "", false, Attributes::default(), span);
                }
                let number = |name: &str| raw.text(name).and_then(|n| n.parse::<u16>().ok()).unwrap_or(1);
                let mut cell = Cell::new(Vec::new(), span);
                cell.header = header;
                let of_row = self.tree.top().attributes.alignment(false);
                (cell.columns, cell.rows, cell.align) = (number("colspan"), number("rowspan"), align(raw).or(of_row));
                let mut attributes = raw.model();
                attributes.pairs.extend(raw.asks_for_direction(name));
                self.tree.open(OpenBlockKind::Cell(cell), static_name(name), false, attributes, span);
                for id in std::mem::take(&mut self.waiting_ids).into_iter().chain(raw.text("id").map(str::to_owned)) {
                    self.tree.push_place(id, span);
                }
            }
            _ => {}
        }
    }

    /// An end tag; `name` in lower case.
    pub(crate) fn end_tag(&mut self, name: &str, span: Span) {
        if let Some(last) = self.dropped.last() {
            if last == name {
                self.dropped.pop();
                self.hidden.dropping &= !self.dropped.is_empty();
            }
            return;
        }
        if self.foreign_end(name, span) || self.formula_end(name) {
            return;
        }
        if matches!(self.tree.top().kind, OpenBlockKind::Pre(_)) && self.end_tag_in_pre(name, span) {
            return;
        }
        let element = Element::named(name);
        match element {
            Element::Anchor
            | Element::Styled(_)
            | Element::Code
            | Element::Quotation
            | Element::Abbreviation
            | Element::RubyText
            | Element::Span => {
                self.tree.close_inline_tag(name, span);
            }
            Element::Break => self.push_inline(InlineKind::LineBreak, span),
            Element::Heading(_) => self.close_tag(&["h1", "h2", "h3", "h4", "h5", "h6"], span),
            Element::Columns => {}
            Element::Section(_) => {
                if self.close_up_to(|kind| matches!(kind, OpenBlockKind::Table(_)), span.at_start()) {
                    self.tree.set_section(TableSection::Body);
                }
            }
            element if element.is_void() => {}
            Element::Frame | Element::Unknown | Element::Dropped(_) => {}
            _ => self.close_tag(&[name], span),
        }
    }

    /// Closes the innermost block opened by one of these tags, with everything inside, unless the reader opened a
    /// block within.
    fn close_tag(&mut self, names: &[&str], end: Span) {
        for name in names {
            if let Some(count) = self.tree.flattened_tags.get_mut::<str>(name)
                && *count > 0
            {
                *count -= 1;
                return self.tree.flush();
            }
        }
        let inner = self.tree.frames.iter().rposition(|f| f.own).unwrap_or(0);
        match self.tree.frames[inner..].iter().rposition(|f| names.contains(&f.tag)) {
            Some(at) => {
                while self.tree.frames.len() > inner + at {
                    self.tree.close_top(end);
                }
            }
            // The end of a block that was converted to text.
            None => self.tree.flush(),
        }
    }

    /// Closes the paragraph opened by a tag, if it is the innermost block.
    fn close_paragraph(&mut self, end: Span) {
        if matches!(self.tree.top().kind, OpenBlockKind::Paragraph) && !self.tree.top().own {
            self.tree.close_top(end);
        }
    }

    /// Closes blocks inside the nearest one of a kind; no effect if a block of the reader, a cell, a quotation or
    /// another list is in between. Returns whether there was one.
    fn close_up_to(&mut self, wanted: impl Fn(&OpenBlockKind) -> bool, end: Span) -> bool {
        let mut at = self.tree.frames.len();
        loop {
            at -= 1;
            let frame = &self.tree.frames[at];
            if wanted(&frame.kind) {
                break;
            }
            let passable = matches!(
                frame.kind,
                OpenBlockKind::Paragraph
                    | OpenBlockKind::Heading(..)
                    | OpenBlockKind::Item { .. }
                    | OpenBlockKind::Term
                    | OpenBlockKind::Definition
                    | OpenBlockKind::Group(None)
            ) || matches!(
                frame.kind,
                OpenBlockKind::Row(_) | OpenBlockKind::Cell(_) | OpenBlockKind::Caption | OpenBlockKind::Summary
            );
            if !passable || frame.own || at == 0 {
                return false;
            }
        }
        while self.tree.frames.len() > at + 1 {
            self.tree.close_top(end);
        }
        true
    }

    /// The picture of an `img` tag.
    pub(super) fn image(&mut self, raw: &RawAttributes, span: Span) {
        let alt = raw.get("alt").unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let source = match self.for_no_script(raw, &alt) {
            Some(true) => return,
            Some(false) => raw.text("src").unwrap_or("").to_owned(),
            None => self.pictures.address(raw, &alt),
        };
        if source.is_empty() {
            if raw.get("src").is_some_and(|src| !src.is_empty()) {
                let message = "the image has no address: its alternative text stands for it";
                self.tree.diagnostics.push(Diagnostic::new(&codes::IMAGE_MISSING, span, message));
            }
            return self.text(&alt, span);
        }
        let size = |name: &str| raw.style(name).or(raw.get(name)).and_then(Dimension::parse);
        let image = Image {
            source,
            resource: None,
            alt,
            title: raw.text("title").map(str::to_owned),
            width: size("width"),
            height: size("height"),
        };
        let mut attributes = raw.model();
        attributes.pairs.clear();
        self.push_inline(InlineKind::Image(image), span);
        if !attributes.is_empty()
            && let Some(last) = self.tree.line().pop()
        {
            self.tree.line().push(Inline::new(InlineKind::Span(attributes, vec![last]), span));
        }
    }

    /// Of a picture that stands for those without scripts, whether it is there already, or was put where another held its place;
    /// `None`: it is for all.
    fn for_no_script(&mut self, raw: &RawAttributes, alt: &str) -> Option<bool> {
        let address = raw.text("src").filter(|_| self.tree.inlines.iter().any(|open| open.tag == "noscript"))?;
        match self.pictures.repeats(address, alt) {
            None => Some(false),
            Some(false) => Some(true),
            Some(true) => {
                let around = self.tree.frames.last_mut().map(|frame| &mut frame.line);
                let lines = self.tree.inlines.iter_mut().map(|open| &mut open.content).chain(around);
                let last = lines.flat_map(|line| line.iter_mut().rev()).find_map(|inline| match &mut inline.kind {
                    InlineKind::Image(image) => Some(image),
                    _ => None,
                });
                last.map(|image| image.source = address.to_owned()).map(|()| true).or(Some(false))
            }
        }
    }

    fn check_box(&mut self, raw: &RawAttributes) {
        if raw.text("type").is_some_and(|t| t.eq_ignore_ascii_case("checkbox"))
            && let Some(frame) = self.tree.frames.iter_mut().rev().find(|f| !matches!(f.kind, OpenBlockKind::Paragraph))
            && let OpenBlockKind::Item { task, .. } = &mut frame.kind
        {
            *task = Some(raw.get("checked").is_some());
        }
    }
}

fn marker(ordered: bool, raw: &RawAttributes) -> ListMarker {
    if !ordered {
        return ListMarker::Bullet;
    }
    let style = match raw.text("type") {
        Some("a") => NumberStyle::LowerAlpha,
        Some("A") => NumberStyle::UpperAlpha,
        Some("i") => NumberStyle::LowerRoman,
        Some("I") => NumberStyle::UpperRoman,
        _ => NumberStyle::Decimal,
    };
    let start = raw.text("start").and_then(|n| n.parse().ok()).unwrap_or(1);
    ListMarker::Ordered { start, style, delimiter: Delimiter::Period }
}

fn align(raw: &RawAttributes) -> Option<Align> {
    match raw.style("text-align").or(raw.text("align"))?.trim().to_ascii_lowercase().as_str() {
        "left" | "start" => Some(Align::Start),
        "center" => Some(Align::Center),
        "right" | "end" => Some(Align::End),
        _ => None,
    }
}
