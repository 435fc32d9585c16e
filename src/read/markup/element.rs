//! HTML elements and their meaning in the model.

use crate::document::{Markup, Role};
use crate::read::build;

/// Meaning of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// `p`.
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    /// A block container.
    Group(Option<Role>),
    /// `blockquote`.
    Quote,
    /// `ul`, `ol` (true).
    List(bool),
    /// `li`.
    Item,
    /// `dl`.
    Definitions,
    /// `dt`.
    Term,
    /// `dd`.
    Definition,
    /// `table`.
    Table,
    /// `caption`, `figcaption`.
    Caption,
    /// `thead`, `tbody`, `tfoot`.
    Section(build::TableSection),
    /// `tr`.
    Row,
    /// `td`, `th` (true).
    Cell(bool),
    /// `col`.
    Column,
    /// `colgroup`.
    Columns,
    /// `figure`.
    Figure,
    /// `details`.
    Details,
    /// `summary`, `legend`.
    Summary,
    /// `pre`, `listing`, `xmp`.
    Pre,
    /// `hr`.
    Rule,
    /// `br`.
    Break,
    /// `wbr`.
    WordBreak,
    /// `img`.
    Image,
    /// `a`.
    Anchor,
    /// Text with a markup.
    Styled(Markup),
    /// Verbatim text.
    Code,
    /// `q`.
    Quotation,
    /// `abbr`, `acronym`.
    Abbreviation,
    /// `rt`: ruby annotation.
    RubyText,
    /// `input`: a checkbox may mark a task.
    Input,
    /// An inline element with attributes only.
    Span,
    /// Void without content: `source`, `track`, `param`.
    Nothing,
    /// Content is not text: `script`, `style`. True: its loss is reported.
    Dropped(bool),
    /// `html`, `head`, `body`, `title`, `meta` and others handled by the HTML reader.
    Frame,
    /// Not an HTML element.
    Unknown,
}

impl Element {
    /// The element with this name, in lower case.
    pub(crate) fn named(name: &str) -> Element {
        use Element::*;
        match name {
            "p" => Paragraph,
            "h1" => Heading(1),
            "h2" => Heading(2),
            "h3" => Heading(3),
            "h4" => Heading(4),
            "h5" => Heading(5),
            "h6" => Heading(6),
            "aside" => Group(Some(Role::Sidebar)),
            "address" => Group(Some(Role::Address)),
            "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "center" | "hgroup" | "form"
            | "fieldset" | "search" | "dir" | "menu" | "dialog" | "optgroup" | "option" | "select" | "datalist" => {
                Group(None)
            }
            "blockquote" => Quote,
            "ul" => List(false),
            "ol" => List(true),
            "li" => Item,
            "dl" => Definitions,
            "dt" => Term,
            "dd" => Definition,
            "table" => Table,
            "caption" | "figcaption" => Caption,
            "thead" => Section(build::TableSection::Head),
            "tbody" => Section(build::TableSection::Body),
            "tfoot" => Section(build::TableSection::Foot),
            "tr" => Row,
            "td" => Cell(false),
            "th" => Cell(true),
            "col" => Column,
            "colgroup" => Columns,
            "figure" => Figure,
            "details" => Details,
            "summary" | "legend" => Summary,
            "pre" | "listing" | "xmp" => Pre,
            "hr" => Rule,
            "br" => Break,
            "wbr" => WordBreak,
            "img" | "image" => Image,
            "a" => Anchor,
            "em" | "i" | "cite" | "dfn" | "var" => Styled(Markup::Emphasis),
            "strong" | "b" => Styled(Markup::Strong),
            "s" | "strike" | "del" => Styled(Markup::Strikeout),
            "u" | "ins" => Styled(Markup::Underline),
            "sup" => Styled(Markup::Superscript),
            "sub" => Styled(Markup::Subscript),
            "mark" => Styled(Markup::Highlight),
            "kbd" => Styled(Markup::Keyboard),
            "small" => Styled(Markup::Small),
            "code" | "tt" | "samp" => Code,
            "q" => Quotation,
            "abbr" | "acronym" => Abbreviation,
            "rt" => RubyText,
            "input" => Input,
            "span" | "bdi" | "bdo" | "time" | "data" | "font" | "big" | "label" | "output" | "button" | "ruby"
            | "rb" | "rtc" | "nobr" | "picture" | "noscript" | "slot" | "meter" | "progress" | "textarea" | "map" => {
                Span
            }
            "source" | "track" | "param" | "area" | "embed" | "keygen" | "basefont" | "bgsound" | "spacer"
            | "frame" => Nothing,
            "script" | "style" | "template" | "rp" | "noembed" | "noframes" => Dropped(false),
            "iframe" | "canvas" => Dropped(true),
            "html" | "head" | "body" | "title" | "meta" | "link" | "base" => Frame,
            _ => Unknown,
        }
    }

    /// Whether it never has an end tag (HTML, 13.1.2 “Void elements”).
    pub(crate) fn is_void(self) -> bool {
        use Element::*;
        matches!(self, Column | Rule | Break | WordBreak | Image | Input | Nothing)
    }

    /// Whether it is one or more lines in verbatim text.
    pub(crate) fn is_line(self) -> bool {
        use Element::*;
        matches!(self, Paragraph | Heading(_) | Group(_) | Quote | List(_) | Item | Definitions | Term | Definition)
            || matches!(self, Table | Caption | Row | Figure | Details | Summary | Pre | Rule)
    }

    /// Whether its end tag is required (HTML, 13.1.2.4).
    pub(crate) fn must_be_closed(self) -> bool {
        use Element::*;
        matches!(
            self,
            Group(_) | Quote | List(_) | Definitions | Table | Figure | Details | Summary | Pre | Anchor | Styled(_)
        ) || matches!(self, Code | Quotation | Abbreviation | Span)
    }
}
