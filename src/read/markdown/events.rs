//! The parser's events → the builder.

use super::amend::Amended;
use super::dialect::attributes::AttributeList;
use super::dialect::directive::{self, Container, Directive};
use super::dialect::escaped;
use super::dialect::roles::CODE;
use super::edit::NOTHING;
use super::flavor::Flavor;
use crate::cancel::Cancel;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::literal;
use crate::document::{
    AlertKind, Align, Attributes, Block, BlockKind, Cell, Delimiter, Image, Inline, InlineKind, ListMarker, Markup,
    Math, NumberStyle, Placement, Role,
};
use crate::read::build::{Built, OpenBlockKind, OpenInlineKind, TableSection, target};
use crate::read::markup::MarkupBuilder as Marked;
use crate::read::markup::escaped::LiteralEscapes;
use crate::read::markup::literal::Literals;
use crate::read::markup::tokens::{self, HtmlToken};
use crate::source::{Cut as _, Excerpt, Source, Span};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Commands that begin a page, as paragraphs.
const PAGE_BREAKS: &[&str] = &["\\newpage", "\\pagebreak", "\\clearpage"];

/// The blocks and notes of the text that begins at `start`, and whether it asks for a contents list.
pub(super) fn build(
    source: &Source,
    start: usize,
    amended: &Amended<'_>,
    directives: &[Directive],
    flavor: Flavor,
    cancel: &Cancel,
) -> (Built, bool) {
    let builder = Builder {
        source,
        start,
        text: &amended.text,
        amended,
        built: Marked::new(source, start, flavor.polish()),
        html: Excerpt::default(),
        literals: Literals::new(source.text()),
        cancel,
        quotes: 0,
        head: false,
        directives,
        flavor,
        depth: 0,
        begun: Vec::new(),
        numbers: None,
        contents: false,
        listing: None,
    };
    builder.run()
}

struct Builder<'a> {
    source: &'a Source,
    /// Where the text begins in the source.
    start: usize,
    /// What the parser reads.
    text: &'a str,
    amended: &'a Amended<'a>,
    built: Marked<'a>,
    /// A block of raw HTML, which comes line by line.
    html: Excerpt,
    literals: Literals<'a>,
    cancel: &'a Cancel,
    /// How many quotations are open.
    quotes: usize,
    /// Whether the cells of a table's head come.
    head: bool,
    /// What the text holds of directives, by their numbers.
    directives: &'a [Directive],
    flavor: Flavor,
    /// How many blocks of the parser's are open.
    depth: usize,
    /// For each block that a directive began: how many of the parser's were open then.
    begun: Vec<usize>,
    /// How the items of the next list are numbered.
    numbers: Option<(NumberStyle, Delimiter)>,
    /// Whether a contents list is asked for.
    contents: bool,
    /// The caption of the code that is open.
    listing: Option<String>,
}

impl<'a> Builder<'a> {
    fn run(mut self) -> (Built, bool) {
        for (event, range) in Parser::new_ext(self.text, self.flavor.extensions()).into_offset_iter() {
            self.cancel.check();
            match event {
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag, range),
                Event::Text(text) => {
                    let text = self.amended.restore(&*text);
                    self.undefined_note(&range);
                    let escaped = range.start > 0 && self.text.as_bytes()[range.start - 1] == b'\\';
                    let text = self.meant(&text, &range, escaped);
                    let span = self.span(range);
                    match text.as_bytes().first() {
                        Some(&sign)
                            if escaped
                                && self.flavor.has_dialects()
                                && let Some(stand_in) = escaped::stand_in(char::from(sign)) =>
                        {
                            self.built.text(stand_in.encode_utf8(&mut [0; 4]), span.at_start());
                            self.built.text(text.cut(1..), span);
                        }
                        _ => self.built.text(&text, span),
                    }
                }
                Event::SoftBreak => self.soft_break(range),
                Event::Code(code) => {
                    let span = self.span(range);
                    let code = self.restored(code);
                    self.built.push_inline(InlineKind::Code(code), span);
                }
                Event::InlineMath(tex) => self.math(tex, false, range),
                Event::DisplayMath(tex) => self.math(tex, true, range),
                Event::Html(html) => {
                    if let Some(number) = directive::number(&html) {
                        self.raw_html();
                        self.follow(number, range);
                        continue;
                    }
                    let place = self.start + self.amended.place(range.start);
                    self.html.push(&self.amended.restore(&*html), place);
                }
                Event::InlineHtml(html) => {
                    self.html = Excerpt::default();
                    let place = self.start + self.amended.place(range.start);
                    self.html.push(&self.amended.restore(&*html), place);
                    self.raw_html();
                }
                Event::FootnoteReference(label) => {
                    let label = self.restored(label);
                    let id = self.built.tree.note(&label);
                    let span = self.span(range);
                    self.built.push_inline(InlineKind::NoteRef(id), span);
                }
                Event::HardBreak => {
                    let span = self.span(range);
                    self.built.push_inline(InlineKind::LineBreak, span);
                }
                Event::Rule => {
                    let span = self.span(range);
                    self.built.push_block(Block::new(BlockKind::Rule, span));
                }
                Event::TaskListMarker(done) => {
                    if let OpenBlockKind::Item { task, .. } = &mut self.built.tree.item().kind {
                        *task = Some(done);
                    }
                }
            }
        }
        (self.built.finish(), self.contents)
    }

    /// A text with a stand-in for the sign at its head where that is escaped, or is a reference.
    fn meant<'t>(&self, text: &'t str, range: &Range<usize>, escaped: bool) -> Cow<'t, str> {
        let is_reference = self.text.as_bytes().get(range.start) == Some(&b'&') && !text.starts_with('&');
        if !escaped && !is_reference {
            return literal::disarm(text);
        }
        let before = self.text.cut(..range.start - usize::from(escaped)).chars().next_back();
        let after = text.chars().nth(1).or_else(|| self.text.cut(range.end..).chars().next());
        let sign = text.chars().next().filter(|&sign| literal::matters(sign, before, after));
        literal::marked(text, &|at| at.start == 0 && sign.is_some())
    }

    fn span(&self, range: Range<usize>) -> Span {
        let place = |at| self.start + self.amended.place(at);
        self.source.span(place(range.start)..place(range.end))
    }

    /// A string of the parser's as the source has it.
    fn restored(&self, text: CowStr<'_>) -> String {
        self.amended.restore(text.into_string()).into_owned()
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let span = self.span(range.clone());
        let plain = Attributes::default();
        if is_block(&tag.to_end()) {
            self.depth += 1;
        }
        let (kind, attributes) = match tag {
            Tag::Paragraph => (OpenBlockKind::Paragraph, plain),
            Tag::Heading { level, .. } => (OpenBlockKind::Heading(level as u8, false), plain),
            Tag::BlockQuote(None) => {
                self.quotes += 1;
                (OpenBlockKind::Quote, plain)
            }
            Tag::BlockQuote(Some(kind)) => {
                self.quotes += 1;
                (OpenBlockKind::Group(Some(Role::Alert(alert(kind)))), plain)
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => self.restored(info),
                    CodeBlockKind::Indented => String::new(),
                };
                let list = info.find('{').and_then(|at| AttributeList::parse(info.cut(at..))).unwrap_or_default();
                // A title, as MkDocs, Docusaurus and Quarto write it, is mostly the name of a file.
                let caption =
                    ["caption", "lst-cap"].into_iter().find_map(|name| list.raw.text(name).map(str::to_owned));
                let title = || ["title", "filename"].into_iter().find_map(|name| quoted(&info, name));
                self.listing = caption.or_else(title);
                if self.listing.is_some() {
                    // Code with a caption is a figure.
                    let attributes = Attributes { id: list.raw.text("id").map(str::to_owned), ..plain.clone() };
                    self.built.tree.begin(OpenBlockKind::figure(Placement::Here), attributes, span);
                }
                (OpenBlockKind::Pre(code_language(&info)), plain)
            }
            Tag::HtmlBlock => {
                self.html = Excerpt::default();
                return;
            }
            Tag::List(start) => {
                let marker = match start {
                    None => ListMarker::Bullet,
                    Some(start) => {
                        let written = (NumberStyle::Decimal, self.delimiter(range.start));
                        let (style, delimiter) = self.numbers.take().unwrap_or(written);
                        ListMarker::Ordered { start, style, delimiter }
                    }
                };
                (OpenBlockKind::list(marker), plain)
            }
            Tag::Item => (OpenBlockKind::item(), plain),
            Tag::FootnoteDefinition(label) => {
                let label = self.restored(label);
                (OpenBlockKind::Note(self.built.tree.define_note(&label, span)), plain)
            }
            Tag::DefinitionList => (OpenBlockKind::definitions(), plain),
            Tag::DefinitionListTitle => (OpenBlockKind::Term, plain),
            Tag::DefinitionListDefinition => (OpenBlockKind::Definition, plain),
            Tag::Table(columns) => {
                let align = |a: &Alignment| match a {
                    Alignment::None => Align::Auto,
                    Alignment::Left => Align::Start,
                    Alignment::Center => Align::Center,
                    Alignment::Right => Align::End,
                };
                (OpenBlockKind::table(columns.iter().map(align).collect()), plain)
            }
            Tag::TableHead => {
                self.head = true;
                self.built.tree.set_section(TableSection::Head);
                (OpenBlockKind::row(), plain)
            }
            Tag::TableRow => (OpenBlockKind::row(), plain),
            Tag::TableCell => {
                let mut cell = Cell::new(Vec::new(), span);
                cell.header = self.head;
                (OpenBlockKind::Cell(cell), plain)
            }
            Tag::Emphasis => return self.open_inline(OpenInlineKind::Styled(Markup::Emphasis), span),
            Tag::Strong => return self.open_inline(OpenInlineKind::Styled(Markup::Strong), span),
            Tag::Strikethrough => return self.open_inline(OpenInlineKind::Styled(Markup::Strikeout), span),
            Tag::Superscript => return self.open_inline(OpenInlineKind::Styled(Markup::Superscript), span),
            Tag::Subscript => return self.open_inline(OpenInlineKind::Styled(Markup::Subscript), span),
            Tag::Link { link_type, dest_url, title, .. } => {
                let address = self.restored(dest_url);
                let address = if link_type == LinkType::Email { format!("mailto:{address}") } else { address };
                let title = (!title.is_empty()).then(|| self.restored(title));
                let refers = self.flavor.has_dialects() && self.text.cut(range).starts_with("[](#");
                self.open_inline(OpenInlineKind::Link(target(&address), title), span);
                if refers {
                    // A link without words is to have those of what it leads to ([`super::dialect::inlines`]).
                    self.built.text(&format!("{NOTHING}{}", address.trim_start_matches('#')), span);
                }
                return;
            }
            Tag::Image { dest_url, title, .. } => {
                let image = Image {
                    source: self.restored(dest_url),
                    resource: None,
                    alt: String::new(),
                    title: (!title.is_empty()).then(|| self.restored(title)),
                    width: None,
                    height: None,
                };
                return self.open_inline(OpenInlineKind::Image(Box::new(image)), span);
            }
            Tag::MetadataBlock(_) => return,
        };
        self.built.tree.begin(kind, attributes, span);
    }

    fn open_inline(&mut self, what: OpenInlineKind, span: Span) {
        self.built.begin_inline(what, Attributes::default(), span);
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        // The line end behind a block is none of it.
        let inside = self.text.cut(range.clone()).trim_end_matches(['\n', ' ', '\t']);
        let end = self.span(range.start..range.start + inside.len());
        if is_block(&tag) {
            // What a directive began in a block ends with it.
            while self.begun.pop_if(|depth| *depth == self.depth).is_some() {
                self.built.end(end);
            }
            self.depth -= 1;
        }
        match tag {
            TagEnd::Paragraph => {
                self.page_break(end);
                self.built.end(end);
            }
            TagEnd::BlockQuote(_) => {
                self.quotes -= 1;
                self.built.end(end);
            }
            TagEnd::HtmlBlock => self.raw_html(),
            TagEnd::TableHead => {
                self.built.end(end);
                self.built.tree.set_section(TableSection::Body);
                self.head = false;
            }
            TagEnd::CodeBlock => {
                self.built.end(end);
                if let Some(caption) = self.listing.take() {
                    self.built.tree.begin(OpenBlockKind::Caption, Attributes::default(), end);
                    self.built.text(&caption, end);
                    self.built.end(end);
                    self.built.end(end);
                }
            }
            TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableRow
            | TagEnd::TableCell => self.built.end(end),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => self.built.tree.end_inline(end),
            TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Does what a directive says, which stands at `range`.
    fn follow(&mut self, number: usize, range: Range<usize>) {
        let span = self.span(range);
        match self.directives.get(number) {
            Some(Directive::Begin(container, attributes)) => {
                let kind = match container {
                    Container::Group(role) => OpenBlockKind::Group(*role),
                    Container::Quote => OpenBlockKind::Quote,
                    Container::Definitions => OpenBlockKind::definitions(),
                    Container::Term => OpenBlockKind::Term,
                    Container::Definition => OpenBlockKind::Definition,
                    Container::Title => OpenBlockKind::Summary,
                    Container::Table(columns) => OpenBlockKind::table(columns.clone()),
                    Container::Figure => OpenBlockKind::figure(Placement::Here),
                    Container::Caption => OpenBlockKind::Caption,
                    Container::Row => OpenBlockKind::row(),
                    &Container::Cell { columns, rows, header } => {
                        OpenBlockKind::Cell(Cell { columns, rows, header, ..Cell::new(Vec::new(), span) })
                    }
                };
                self.built.tree.begin(kind, attributes.clone(), span);
                self.begun.push(self.depth);
            }
            Some(Directive::End) if self.begun.pop_if(|depth| *depth == self.depth).is_some() => {
                self.built.end(span.at_start());
            }
            Some(Directive::Aside(role)) => {
                let frame = self.built.tree.top_mut();
                if let OpenBlockKind::Quote = frame.kind {
                    frame.kind = OpenBlockKind::Group(Some(*role));
                }
            }
            Some(Directive::Words(words)) => self.built.text(words, span.at_start()),
            Some(Directive::Numbers(style, delimiter)) => self.numbers = Some((*style, *delimiter)),
            Some(Directive::Section(section)) => self.built.tree.set_section(*section),
            Some(Directive::Contents) => self.contents = true,
            Some(Directive::End) | None => {}
        }
    }

    /// Makes a page break of a line that holds nothing but the command for one, as pandoc does.
    fn page_break(&mut self, end: Span) {
        let source = self.source;
        // A backslash behind another one is a letter, and so is one that a reference stands for.
        let is_command = |span: Span, command: &str| {
            let range = source.range(span);
            source.text().cut(range.clone()).trim_start().starts_with(command)
                && !source.text().cut(..range.start).ends_with('\\')
        };
        if !matches!(self.built.tree.top().kind, OpenBlockKind::Paragraph) {
            return; // verbatim text, say, of raw HTML
        }
        let line = self.built.tree.line();
        if let [Inline { kind: InlineKind::Text(text), span: Some(span) }] = line.as_slice()
            && PAGE_BREAKS.contains(&text.trim())
            && is_command(*span, text.trim())
        {
            line.clear();
            self.built.tree.push_block(Block::new(BlockKind::PageBreak, end));
        }
    }

    /// Hands a piece of raw HTML to the builder.
    fn raw_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        let (source, built, literals) = (self.source, &mut self.built, &self.literals);
        tokens::for_each(html.text(), &mut |token, range| {
            let place = range.clone();
            let span = html.span(source, range);
            let range = source.range(span);
            match token {
                HtmlToken::Start { name, attributes, .. }
                    if !built.is_foreign() && literals.add(built, name, attributes, (range, span)) => {}
                HtmlToken::Start { name, attributes, closed } => built.start_tag(name, attributes, closed, span),
                HtmlToken::End { name } => built.end_tag(name, span),
                HtmlToken::Text(text) => built.text_of(text, html.text().cut(place), LiteralEscapes::ALL, span),
            }
        });
    }

    /// A text that begins with `[^name]` would be the mark of a note, were there one of that name.
    fn undefined_note(&mut self, range: &Range<usize>) {
        let Some(rest) = self.text.cut(range.start..).strip_prefix("[^") else { return };
        let length = rest.bytes().take(64).take_while(|b| !b.is_ascii_whitespace() && !b"[]^".contains(b)).count();
        let escaped = range.start > 0 && self.text.as_bytes()[range.start - 1] == b'\\';
        if length == 0 || rest.as_bytes().get(length) != Some(&b']') || escaped {
            return;
        }
        let label = rest.cut(..length);
        let span = self.span(range.start..range.start + length + 3);
        self.built.tree.diagnostics.push(
            Diagnostic::new(&codes::NOTE_UNDEFINED, span, format!("no note is called `{label}`"))
                .help(format!("write `[^{label}]: …` on a line of its own")),
        );
    }

    fn soft_break(&mut self, range: Range<usize>) {
        // In a quotation a line that begins with a dash says whose words these are.
        let next = self.text.cut(range.end..).trim_start_matches([' ', '>', '\t', '\n']);
        let span = self.span(range);
        if self.quotes > 0 && next.starts_with(['—', '―']) {
            self.built.push_inline(InlineKind::LineBreak, span);
        } else {
            // A space, or nothing between ideographs: the line's end tells it where white space is put in order.
            self.built.text("\n", span);
        }
    }

    fn math(&mut self, tex: CowStr<'_>, display: bool, range: Range<usize>) {
        let span = self.span(range.clone());
        let math = Math::new(self.amended.restore(&*tex).trim());
        if display {
            self.built.push_block(Block::new(BlockKind::Math(math), span));
        } else if self.text.cut(range.end..).starts_with(|c: char| c.is_ascii_digit()) {
            // `$5 or A$10`: a dollar sign before a digit does not end a formula.
            let text = self.amended.restore(self.text.cut(range));
            self.built.text(&text, span);
        } else {
            self.built.push_inline(InlineKind::Math(math), span);
        }
    }

    /// What stands behind the number of the list that begins here.
    fn delimiter(&self, start: usize) -> Delimiter {
        let marker = self.text.cut(start..).trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        if marker.starts_with(')') { Delimiter::Parenthesis } else { Delimiter::Period }
    }
}

/// Whether a tag of the parser's opens a block of the document.
fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_)
    )
}

fn alert(kind: BlockQuoteKind) -> AlertKind {
    match kind {
        BlockQuoteKind::Note => AlertKind::Note,
        BlockQuoteKind::Tip => AlertKind::Tip,
        BlockQuoteKind::Important => AlertKind::Important,
        BlockQuoteKind::Warning => AlertKind::Warning,
        BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

/// The value in quotation marks that an info string gives a name: `yaml title="mkdocs.yml"`.
fn quoted(info: &str, name: &str) -> Option<String> {
    let behind = info.split_once(&format!("{name}=")).filter(|(before, _)| !before.ends_with(char::is_alphanumeric))?.1;
    let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = behind.cut(1..).split_once(quote)?;
    (!value.trim().is_empty()).then(|| value.trim().to_owned())
}

/// The language that the info string of a code block names: its first word.
fn code_language(info: &str) -> Option<String> {
    let info = info.trim().trim_start_matches('{').trim_start_matches('.');
    let mut words =
        info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '}' | '{' | ':')).filter(|word| !word.is_empty());
    let word =
        words.next().map(|word| if CODE.contains(&word) { words.next().unwrap_or(word) } else { word }).unwrap_or("");
    (!word.is_empty()).then(|| word.to_lowercase())
}
