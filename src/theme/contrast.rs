//! Contrast: whether text can be read on what it stands on (WCAG 2.2, 1.4.3 and 1.4.6).

use super::Theme;
use crate::measure::Color;

/// The contrast of every colour of text with what it stands on, by name.
pub fn contrasts(theme: &Theme) -> Vec<(&'static str, f64)> {
    inks(theme).into_iter().map(|(name, ink, paper)| (name, contrast(ink, paper))).collect()
}

/// Every colour of text with its background, by the name of its key.
pub(super) fn inks(theme: &Theme) -> Vec<(&'static str, Color, Color)> {
    let paper = Color::rgb(0xffffff);
    vec![
        ("text", theme.text.color, paper),
        ("heading-1", theme.heading_1.color, paper),
        ("heading-2", theme.heading_2.color, paper),
        ("heading-3", theme.heading_3.color, paper),
        ("heading-4", theme.heading_4.color, paper),
        ("heading-5", theme.heading_5.color, paper),
        ("heading-6", theme.heading_6.color, paper),
        ("title", theme.title.color, paper),
        ("kicker", theme.kicker.color, paper),
        ("subtitle", theme.subtitle.color, paper),
        ("standfirst", theme.standfirst.color, paper),
        ("byline", theme.byline.color, paper),
        ("date-line", theme.date_line.color, paper),
        ("caption", theme.caption.color, paper),
        ("tail", theme.tail.color, paper),
        ("pull-quote", theme.pull_quote.color, paper),
        ("head", theme.head.color, paper),
        ("folio", theme.folio.color, paper),
        ("link", theme.link.color, paper),
        ("code", theme.text.color, theme.code.background),
        ("alert.note", theme.alert.note, paper),
        ("alert.tip", theme.alert.tip, paper),
        ("alert.important", theme.alert.important, paper),
        ("alert.warning", theme.alert.warning, paper),
        ("alert.caution", theme.alert.caution, paper),
    ]
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}
