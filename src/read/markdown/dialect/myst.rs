//! MyST: directives in fences (`` ```{note} Title ``), their options, and roles in the line (`` {abbr}`…` ``).

use super::asides::Named;
use super::attributes::AttributeList;
use super::directive::{Container, Directive};
use super::line::Line;
use super::scan::{Open, Scanner};
use crate::document::{Abbreviation, Attributes, Inline, InlineKind, Link, Markup, Math, Target};
use crate::source::Cut as _;

/// Directives that are code; what stands behind them names its language.
pub(in super::super) const CODE: [&str; 6] =
    ["code", "code-block", "code-cell", "sourcecode", "literalinclude", "eval-rst"];

/// How many lines of options a directive may have.
const MOST_OPTIONS: usize = 40;

impl<'a> Scanner<'a> {
    /// `` ```{name} words ``: a directive in a fence. Gives whether the line is one that is no code.
    pub(super) fn fenced_directive(&mut self, line: &Line<'a>, sign: u8, count: usize) -> bool {
        let Some((name, words)) =
            line.content().cut(count..).trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'))
        else {
            return false;
        };
        let words = words.trim();
        match name {
            "math" => self.math_directive(line, sign, count),
            "figure" | "image" if !words.is_empty() => {
                self.figure_directive(line, (sign, count), words, name == "figure")
            }
            _ if Named::container(name).is_some()
                || matches!(name, "margin" | "sidebar" | "div" | "card" | "grid" | "tab-set") =>
            {
                self.container_directive(line, (sign, count), name, words);
                true
            }
            _ => false,
        }
    }

    /// `(label)=`: a name for what follows.
    pub(super) fn label(&mut self, line: &Line<'a>) {
        let Some(label) = line.content().trim_end().strip_prefix('(').and_then(|rest| rest.strip_suffix(")=")) else {
            return;
        };
        if label.is_empty() || !label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | ' ')) {
            return;
        }
        let mut lines = self.lines(line);
        lines.line(format!("<a id=\"{}\"></a>", label.replace(' ', "-")));
        lines.line(String::new());
        self.replace(line.content_start()..line.end(), lines);
    }

    fn container_directive(&mut self, line: &Line<'a>, (sign, count): (u8, usize), name: &str, words: &str) {
        let at = line.content_start() + (words.as_ptr() as usize - line.content().as_ptr() as usize);
        let edit = self.open_directive(line, name, (!words.is_empty()).then(|| at..at + words.len()));
        self.open.push(Open::Fenced { sign, count, edit });
    }

    /// The options below the line that opens a directive: `:key: value`, or YAML between `---`; and the line behind them.
    pub(super) fn options(&self, line: &Line<'a>) -> (AttributeList, usize) {
        let mut list = AttributeList::default();
        let mut end = line.end();
        let mut yaml = false;
        for below in self.lines_from(self.behind(line)).take(MOST_OPTIONS) {
            let content = below.content().trim_end();
            if content == "---" && below.column == line.column && (yaml || end == line.end()) {
                end = below.end();
                if yaml {
                    break;
                }
                yaml = true;
                continue;
            }
            let said = if yaml {
                content.split_once(':')
            } else {
                content.strip_prefix(':').and_then(|rest| rest.split_once(':'))
            };
            let Some((key, value)) = said
                .filter(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'))
            else {
                break;
            };
            let key = match key {
                "name" | "label" => "id",
                "figclass" | "figure-class" => "class",
                key => key,
            };
            list.raw.0.push((key.to_ascii_lowercase(), value.trim().to_owned()));
            end = below.end();
        }
        // Without its closing line YAML is text.
        if yaml && !self.text.cut(..end).trim_end().ends_with("---") {
            return (AttributeList::default(), line.end());
        }
        (list, end)
    }

    /// `` ```{math} ``: a formula on lines of its own.
    fn math_directive(&mut self, line: &Line<'a>, sign: u8, count: usize) -> bool {
        let (_, end) = self.options(line);
        let fence = char::from(sign).to_string().repeat(count);
        let closing = self.lines_from(end + 1).take(300).find(|below| below.content().trim_end() == fence);
        let Some(closing) = closing else { return false };
        self.sign(line.content_start(), end - line.content_start(), "$$");
        self.sign(closing.content_start(), closing.content().len(), "$$");
        self.next = self.behind(&closing);
        true
    }

    /// `` ```{figure} picture.png ``: a picture, with the text in the fence as its caption.
    pub(super) fn figure_directive(
        &mut self,
        line: &Line<'a>,
        (sign, count): (u8, usize),
        words: &str,
        captioned: bool,
    ) -> bool {
        let (list, end) = self.options(line);
        let mut attributes = list.raw.model();
        attributes.pairs.retain(|(name, _)| name != "title");
        let alt = list.raw.text("alt").unwrap_or_default().replace(['[', ']'], "");
        let mut size = String::new();
        for name in ["width", "height"] {
            if let Some(value) = list.raw.text(name) {
                size.push_str(&format!("{name}=\"{}\" ", value.replace('"', "")));
            }
        }
        let mut lines = self.lines(line);
        let figure = self.directive(Directive::Begin(Container::Figure, attributes));
        lines.line(figure);
        let size = if size.is_empty() { String::new() } else { format!("{{{size}}}") };
        lines.line(format!("![{alt}](<{}>){size}", words.replace(['<', '>'], "")));
        let caption = self.directive(Directive::Begin(Container::Caption, Attributes::default()));
        if captioned {
            lines.line(caption);
        } else {
            // What is in the fence of an image is no caption, but is kept.
            lines.line(String::new());
        }
        let edit = self.replace(line.content_start()..end, lines);
        self.next = end;
        self.open.push(if captioned { Open::Figure { sign, count, edit } } else { Open::Fenced { sign, count, edit } });
        true
    }
}

/// Makes what they say of the roles in a line: a name in braces right before code.
pub(super) fn roles(line: &mut Vec<Inline>) {
    let mut at = 1;
    while at < line.len() {
        let named = match (&line[at - 1].kind, &line[at].kind) {
            (InlineKind::Text(before), InlineKind::Code(code)) => {
                role_name(before).map(|name| (name.to_owned(), code.clone()))
            }
            _ => None,
        };
        if let Some((name, said)) = named
            && let Some(kind) = role(&name, &said, line[at].span)
        {
            line[at].kind = kind;
            if let InlineKind::Text(before) = &mut line[at - 1].kind {
                before.truncate(before.len() - name.len() - 2);
            }
        }
        at += 1;
    }
    line.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
}

/// The name in braces that a text ends with.
fn role_name(text: &str) -> Option<&str> {
    let inside = text.strip_suffix('}')?;
    let name = inside.cut(inside.rfind('{')? + 1..);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
    is_name.then_some(name)
}

fn role(name: &str, said: &str, span: Option<crate::source::Span>) -> Option<InlineKind> {
    let text = |said: &str| vec![Inline::text(said, span)];
    // `words <target>`
    let (words, target) = match said.trim_end().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((words, target)) if !words.trim().is_empty() => (words.trim(), target),
        _ => (said, said),
    };
    Some(match name {
        "abbr" => match said.trim_end().strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            Some((short, expansion)) => InlineKind::Abbreviation(Abbreviation {
                expansion: expansion.trim().to_owned(),
                content: text(short.trim()),
            }),
            None => InlineKind::Span(Attributes::default(), text(said)),
        },
        "kbd" => InlineKind::Styled(Markup::Keyboard, text(said)),
        "sub" => InlineKind::Styled(Markup::Subscript, text(said)),
        "sup" => InlineKind::Styled(Markup::Superscript, text(said)),
        "sc" | "smallcaps" => InlineKind::Styled(Markup::SmallCaps, text(said)),
        "u" | "underline" => InlineKind::Styled(Markup::Underline, text(said)),
        "del" | "strike" => InlineKind::Styled(Markup::Strikeout, text(said)),
        "emphasis" | "dfn" => InlineKind::Styled(Markup::Emphasis, text(said)),
        "strong" => InlineKind::Styled(Markup::Strong, text(said)),
        "math" => InlineKind::Math(Math::new(said)),
        "ref" | "numref" | "eq" | "prf:ref" | "term" | "cite" | "cite:p" | "cite:t" => {
            let content = if words == target && name != "term" { Vec::new() } else { text(words) };
            InlineKind::Link(Link { target: Target::Internal(target.trim().to_owned()), title: None, content })
        }
        "doc" | "download" => InlineKind::Link(Link {
            target: Target::External(target.trim().to_owned()),
            title: None,
            content: text(words),
        }),
        _ => return None,
    })
}
