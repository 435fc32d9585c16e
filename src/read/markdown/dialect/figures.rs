//! Directives that are pictures.

use super::directive::{Container, Directive};
use super::line::Line;
use super::scanner::{Open, Scanner};
use crate::document::Attributes;

impl<'a> Scanner<'a> {
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
