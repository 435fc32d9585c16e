//! The style sheets: a basic one for all engines, and one for newer engines. `style.css` is common to all books; the
//! theme's rules follow it.
//!
//! The reader's settings take precedence over the theme: font size, font, justification, text color and background of
//! the text are not set. Theme colors (headings, links, bars of asides) are replaced by ones of the same hue that
//! contrast with both black and white, for dark mode.

use super::{fonts, sides};
use crate::document::Build;
use crate::theme::{Alignment, Color, Display, Extent, Theme, contrast};
use std::fmt::Write;

/// Largest heading size: screens are small.
const LARGEST: f64 = 2.1;
/// Largest space in ems: shops refuse books with empty screens.
const MOST_SPACE: f64 = 2.0;

const PLAIN: &str = include_str!("style.css");
const NEWER: &str = include_str!("newer.css");
/// File names of the sheets, in cascade order.
pub const SHEETS: [&str; 2] = ["stylesheet.css", "newer.css"];

/// Input of the sheets besides the theme.
#[derive(Clone, Copy, Debug)]
pub struct SheetContext<'f> {
    /// Offset from heading levels to HTML heading levels.
    pub shift: i8,
    /// The document's structure.
    pub build: Build,
    /// Whether its base direction is right to left.
    pub right_to_left: bool,
    /// Whether it contains text in the other direction.
    pub mixed: bool,
    /// The embedded fonts.
    pub faces: &'f [fonts::FontFile],
}

/// The sheets, in the order of [`SHEETS`].
pub fn sheets(theme: &Theme, page: SheetContext<'_>) -> [String; 2] {
    let css = format!("{PLAIN}{}", style(theme, page.shift, page.build));
    let mut plain = format!("@charset \"UTF-8\";\n{}", fonts::style(page.faces, theme));
    plain.push_str(&sides::physical(&css, page.right_to_left));
    let mut newer = NEWER.to_owned();
    if page.mixed {
        let _ = write!(newer, "@supports (display: grid) {{\n{}}}\n", sides::logical(&css));
    }
    [plain, newer]
}

/// The theme's rules; `shift`: offset to HTML heading levels.
fn style(theme: &Theme, shift: i8, build: Build) -> String {
    let sheet = SheetWriter { theme, out: String::new() };
    sheet.write(shift, build)
}

struct SheetWriter<'a> {
    theme: &'a Theme,
    out: String,
}

impl SheetWriter<'_> {
    fn write(mut self, shift: i8, build: Build) -> String {
        let theme = self.theme;
        let text = &theme.text;
        let leading = self.leading().max(1.3);
        self.rule("body", &[("line-height", number(leading))]);
        if text.align == Alignment::Start {
            self.rule("body", &[("text-align", "start".into())]);
        }
        if !text.hyphenate {
            self.rule("html", &[("-webkit-hyphens", "manual".into()), ("hyphens", "manual".into())]);
        }
        let space = self.ems(text.space);
        if space > 0.0 {
            self.rule("p", &[("margin", format!("{}em 0", number(space)))]);
        }
        let indent = self.ems(text.indent);
        if indent > 0.0 {
            self.rule(if text.indent_first { "p" } else { "p + p" }, &[("text-indent", em(indent))]);
        }
        for element in 1..=6_i8 {
            let level = (element - shift).clamp(1, 6) as u8;
            self.display(&format!("h{element}"), theme.heading(build.rank(level).min(6)), true);
        }
        self.display("h1.title", &theme.title, false);
        self.display(".kicker", &theme.kicker, false);
        self.display(".subtitle", &theme.subtitle, false);
        self.display(".standfirst", &theme.standfirst, false);
        self.display(".byline", &theme.byline, false);
        self.display(".dateline", &theme.date_line, false);
        self.display("figcaption, caption, .caption", &theme.caption, false);
        self.display(".pull-quote", &theme.pull_quote, false);
        self.display(".tail", &theme.tail, false);
        self.quote();
        if self.ems(theme.table.row_rule) == 0.0 {
            self.rule("tbody tr + tr > *", &[("border-top-width", "0".into())]);
        }
        if theme.text.emphasis_bold() {
            self.rule("em, i", &[("font-style", "normal".into()), ("font-weight", "bold".into())]);
        }
        if theme.code.tab_stop != 4 {
            self.rule("pre", &[("tab-size", theme.code.tab_stop.to_string())]);
        }
        self.rule("a", &[("color", hex(on_any_ground(theme.link.color)))]);
        let alert = &theme.alert;
        for (name, color) in [
            ("note", alert.note),
            ("tip", alert.tip),
            ("important", alert.important),
            ("warning", alert.warning),
            ("caution", alert.caution),
        ] {
            self.rule(&format!(".alert.{name}"), &[("border-color", hex(on_any_ground(color)))]);
        }
        self.out
    }

    /// Line height in ems.
    fn leading(&self) -> f64 {
        self.theme.leading().0 as f64 / self.theme.size().0.max(1) as f64
    }

    /// Converts an extent to ems of the text.
    fn ems(&self, extent: Extent) -> f64 {
        self.theme.length(extent).0 as f64 / self.theme.size().0.max(1) as f64
    }

    fn rule(&mut self, selector: &str, properties: &[(&str, String)]) {
        let _ = write!(self.out, "{selector} {{");
        for (name, value) in properties {
            let _ = write!(self.out, " {name}: {value};");
        }
        self.out.push_str(" }\n");
    }

    /// Rules for a display style; `spaced`: including margins, otherwise those of `style.css` apply.
    fn display(&mut self, selector: &str, style: &Display, spaced: bool) {
        let size = self.ems(style.size).clamp(0.8, LARGEST);
        let align = match style.align {
            Alignment::Center => "center",
            Alignment::End => "end",
            Alignment::Start | Alignment::Justify => "start",
        };
        let mut properties = vec![
            ("font-size", em(size)),
            ("font-weight", if style.bold { "bold" } else { "normal" }.into()),
            ("font-style", if style.italic { "italic" } else { "normal" }.into()),
            ("text-align", align.into()),
        ];
        if style.small_caps {
            properties.push(("font-variant", "small-caps".into()));
        }
        if spaced {
            let (before, after) = (self.ems(style.before) / size, self.ems(style.after) / size);
            properties.push((
                "margin",
                format!("{}em 0 {}em", number(before.clamp(0.8, MOST_SPACE)), number(after.clamp(0.3, MOST_SPACE))),
            ));
            if chromatic(style.color) {
                properties.push(("color", hex(on_any_ground(style.color))));
            }
        }
        self.rule(selector, &properties);
    }

    fn quote(&mut self) {
        let quote = &self.theme.quote;
        let side = |extent| em(self.ems(extent).clamp(0.0, 1.6));
        let mut properties = vec![("margin-inline", format!("{} {}", side(quote.indent), side(quote.indent_end)))];
        if quote.italic {
            properties.push(("font-style", "italic".into()));
        }
        if self.ems(quote.bar) > 0.0 {
            properties[0] = ("margin-inline", format!("0 {}", side(quote.indent_end)));
            properties.push(("border-inline-start", "0.2em solid".into()));
            properties.push(("padding-inline", format!("{} 0", side(quote.indent))));
        }
        self.rule("blockquote", &properties);
    }
}

/// A CSS number with up to two decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn em(value: f64) -> String {
    format!("{}em", number(value))
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

/// Whether a color has a hue.
fn chromatic(color: Color) -> bool {
    let channels = [color.red, color.green, color.blue];
    let (least, most) = (channels.iter().min().copied(), channels.iter().max().copied());
    most.unwrap_or(0) - least.unwrap_or(0) > 24
}

/// The color of the same hue with equal contrast to black and white: about 4.5 to 1 each.
fn on_any_ground(color: Color) -> Color {
    let (black, white) = (Color::rgb(0), Color::rgb(0xffffff));
    let dark = |c: Color| contrast(c, white) >= contrast(c, black);
    let most = color.red.max(color.green).max(color.blue).max(1);
    // Raise the brightness within the hue first, then desaturate towards white.
    let at = |step: u16| {
        let channel = |c: u8| {
            let bright = u16::from(c) * 255 / u16::from(most);
            let value = if step <= 255 { bright * step / 255 } else { bright + (255 - bright) * (step - 255) / 255 };
            value.min(255) as u8
        };
        Color { red: channel(color.red), green: channel(color.green), blue: channel(color.blue) }
    };
    (0..=510).map(at).find(|c| !dark(*c)).unwrap_or(color)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(name: &str) -> Theme {
        crate::theme::BuiltIn::named(name).unwrap().theme()
    }

    /// The basic sheet has nothing that makes older engines drop the whole sheet or shops refuse the book.
    #[test]
    fn the_plain_sheet_is_plain() {
        for name in ["article", "novel", "manual", "report", "large-print"] {
            for (right_to_left, mixed) in [(false, false), (true, true)] {
                let page = SheetContext { shift: 0, build: Build::default(), right_to_left, mixed, faces: &[] };
                let [plain, newer] = sheets(&theme(name), page);
                let plain = plain.strip_prefix("@charset \"UTF-8\";\n").unwrap();
                for word in ["@", "px", "vh", "inline-", "-inline", "grid", ": start", ": end", "::", "/*"] {
                    assert!(!plain.contains(word), "{name}: {word}");
                }
                for line in plain.split([';', '{', '}']).filter(|line| line.trim().starts_with("margin")) {
                    for value in line.split([' ', ':']).filter_map(|word| word.strip_suffix("em")) {
                        assert!(value.parse::<f64>().unwrap() <= 2.0, "{name}: {line}");
                    }
                }
                assert_eq!(newer.matches("@supports").count(), 1 + usize::from(mixed));
                assert!(plain.lines().all(|line| line.matches('"').count() % 2 == 0), "a text was cut in two");
                // Styles of formula signs are for engines without MathML.
                assert!(
                    plain.contains("msqrt:before") && newer.contains("math *:before, math *:after { content: none")
                );
                assert_eq!(newer.matches('{').count(), newer.matches('}').count());
                assert!(newer.contains("padding-inline") == mixed);
            }
        }
    }

    #[test]
    fn paragraphs_are_told_apart_as_in_print() {
        let novel = style(&theme("novel"), 0, Build::default());
        assert!(novel.contains("p + p { text-indent: 1.5em; }") && !novel.contains("p { margin"));
        let manual = style(&theme("manual"), 0, Build::default());
        assert!(manual.contains("p { margin: 0.76em 0; }") && !manual.contains("text-indent"));
    }

    #[test]
    fn large_print_is_ragged_undivided_and_upright() {
        let sheet = style(&theme("large-print"), 0, Build::default());
        for line in
            ["body { text-align: start; }", "hyphens: manual", "em, i { font-style: normal; font-weight: bold; }"]
        {
            assert!(sheet.contains(line), "{line} in {sheet}");
        }
    }

    #[test]
    fn headings_take_the_style_of_their_level_in_the_document() {
        // Level 1 sections of an article become h2.
        let (plain, shifted) =
            (style(&theme("novel"), 0, Build::default()), style(&theme("novel"), 1, Build::default()));
        let line = |sheet: &str, element: &str| {
            let line = sheet.lines().find(|l| l.starts_with(element)).unwrap();
            line.split_once('{').unwrap().1.to_owned()
        };
        assert_eq!(line(&plain, "h1 {"), line(&shifted, "h2 {"));
    }

    #[test]
    fn colours_hold_on_black_and_on_white() {
        for name in ["article", "novel", "manual", "report", "large-print"] {
            let sheet = style(&theme(name), 0, Build::default());
            for color in sheet.split("color: #").skip(1) {
                let color = Color::rgb(u32::from_str_radix(&color[..6], 16).unwrap());
                for ground in [Color::rgb(0), Color::rgb(0xffffff)] {
                    assert!(contrast(color, ground) > 4.5, "{name}: {color:?} on {ground:?}");
                }
            }
        }
    }
}
