//! Attributes in braces: `{#id .class key=value}`, as pandoc, Quarto, PHP Markdown Extra and Python-Markdown write them;
//! `{: .class}`, kramdown's.

use crate::document::{Dimension, Inline, InlineKind};
use crate::read::markup::attributes::RawAttributes;
use crate::source::Cut as _;

/// The longest list of attributes that is looked for, in bytes.
const LONGEST: usize = 2_000;

/// A list of attributes.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttributeList {
    /// The attributes as HTML names them, those of one name joined where they are classes.
    pub(crate) raw: RawAttributes,
    /// The format that the text is raw in: `{=html}`.
    pub(crate) format: Option<String>,
    /// Whether a colon opens it: it belongs to the block (kramdown, Python-Markdown).
    pub(crate) of_block: bool,
    /// How many bytes it takes, with its braces.
    pub(crate) length: usize,
}

impl AttributeList {
    /// Reads the list that a text begins with; `None`: the braces are text.
    pub(crate) fn parse(text: &str) -> Option<AttributeList> {
        // No list is longer: what is looked for further on is not there.
        let text = text.head(LONGEST);
        let inside = text.strip_prefix('{')?;
        let mut list = AttributeList::default();
        let mut rest = inside;
        if let Some(behind) = rest.strip_prefix(':') {
            (list.of_block, rest) = (true, behind);
        }
        let mut classes: Vec<&str> = Vec::new();
        let mut any = false;
        loop {
            let trimmed = rest.trim_start();
            if let Some(behind) = trimmed.strip_prefix('}') {
                list.length = text.len() - behind.len();
                break;
            }
            // Items are parted by spaces; `{#a.b}` and `{.a.b}` are one after the other as well.
            let sign = trimmed.chars().next()?;
            let word = trimmed.cut(sign.len_utf8()..);
            any = true;
            match sign {
                '#' => {
                    let id = name(word)?;
                    list.raw.0.push(("id".to_owned(), id.to_owned()));
                    rest = word.cut(id.len()..);
                }
                '.' => {
                    let class = name(word)?;
                    classes.push(class);
                    rest = word.cut(class.len()..);
                }
                '=' if list.raw.0.is_empty() && classes.is_empty() => {
                    let format = name(word)?;
                    list.format = Some(format.to_owned());
                    rest = word.cut(format.len()..);
                }
                '-' if word.starts_with(['}', ' ']) => {
                    classes.push("unnumbered");
                    rest = word;
                }
                _ => {
                    let key = key(trimmed)?;
                    let behind = trimmed.cut(key.len()..).strip_prefix('=')?;
                    let (value, after) = value(behind)?;
                    match key {
                        "class" => classes.extend(value.split_ascii_whitespace()),
                        _ => list.raw.0.push((key.to_ascii_lowercase(), value.to_owned())),
                    }
                    rest = after;
                }
            }
        }
        if !classes.is_empty() {
            list.raw.0.push(("class".to_owned(), classes.join(" ")));
        }
        any.then_some(list)
    }

    /// Takes the list away that a line ends with: that of a heading, or of a caption.
    pub(crate) fn at_end(line: &mut [Inline]) -> Option<AttributeList> {
        let InlineKind::Text(text) = &mut line.last_mut()?.kind else { return None };
        let at = text.rfind('{')?;
        let list = AttributeList::parse(text.cut(at..)).filter(|list| at + list.length == text.trim_end().len())?;
        text.truncate(text.cut(..at).trim_end().len());
        Some(list)
    }

    /// The width and the height that it asks for.
    pub(crate) fn size(&self) -> (Option<Dimension>, Option<Dimension>) {
        let side = |name: &str| {
            let said = self.raw.style(name).or_else(|| self.raw.text(name)).or_else(|| {
                // Quarto's and knitr's names
                self.raw.text(match name {
                    "width" => "out.width",
                    _ => "out.height",
                })
            });
            said.and_then(Dimension::parse)
        };
        (side("width"), side("height"))
    }
}

/// The name of an id or a class that a text begins with.
fn name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| c.is_whitespace() || "{}#.=\"'<>`".contains(c)).unwrap_or(text.len());
    // A full stop within a name is part of it where a digit follows: `#sec-1.2`.
    let end = text
        .cut(end..)
        .strip_prefix('.')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(end, |rest| end + 1 + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()));
    (end > 0).then(|| text.cut(..end))
}

fn key(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "-_:.".contains(c))).unwrap_or(text.len());
    (end > 0 && text.starts_with(char::is_alphabetic)).then(|| text.cut(..end))
}

/// The value that a text begins with, in quotation marks or up to a space, and what stands behind it.
fn value(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote);
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '}')?;
    Some((text.cut(..end), text.cut(end..)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<Vec<(String, String)>> {
        AttributeList::parse(text).map(|list| list.raw.0)
    }

    #[test]
    fn what_stands_in_braces() {
        let pairs =
            |list: &[(&str, &str)]| Some(list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect());
        assert_eq!(
            parsed("{#fig:a .x .y width=50%} more"),
            pairs(&[("id", "fig:a"), ("width", "50%"), ("class", "x y")])
        );
        assert_eq!(parsed("{: title=\"a b\"}"), pairs(&[("title", "a b")]));
        assert_eq!(parsed("{.a.b}"), pairs(&[("class", "a b")]));
        for text in ["{}", "{a}", "{a, b}", "{1..2}", "{.}", "{#}", "{x=1", "{{ x }}", "{%x%}", "{.a", "{ }"] {
            assert_eq!(parsed(text), None, "{text}");
        }
        assert_eq!(AttributeList::parse("{=html}").unwrap().format.as_deref(), Some("html"));
        assert_eq!(AttributeList::parse("{width=50%}").unwrap().size().0, Some(Dimension::Percent(50.0)));
    }
}
