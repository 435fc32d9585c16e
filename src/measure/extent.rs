//! Extents: lengths as written by people, absolute or relative to the text or page.

use super::Length;
use crate::source::Cut as _;

/// A length that may be relative. In a theme it is a string such as `"12pt"`, `"25mm"`, `"1.5em"`, `"2 lines"` or `"10%"`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// Independent of the text size.
    Absolute(Length),
    /// Times the text size.
    Em(f64),
    /// Times the leading of the text.
    Lines(f64),
    /// Percent of the page: of its width for margins at the sides, of its height above and below.
    Percent(f64),
}

impl Extent {
    /// Nothing.
    pub const ZERO: Extent = Extent::Em(0.0);

    /// What [`Extent::parse`] accepts, as a regular expression (ECMA-262) for schemas; slightly too permissive about
    /// numbers.
    pub fn pattern() -> String {
        format!(r"^\s*([-+]?[0-9.]+\s*({}|{})|[-+]?[0.]+)\s*$", Self::absolute(), Self::relative())
    }

    /// The absolute units as part of a regular expression.
    pub(super) fn absolute() -> String {
        ["pt", "mm", "cm", "in", "px"].map(super::in_any_case).join("|")
    }

    /// The relative units.
    pub(super) fn relative() -> String {
        ["em", "lines?", "%"].map(super::in_any_case).join("|")
    }

    /// Reads an extent: a number, then one of `pt`, `mm`, `cm`, `in`, `px`, `em`, `line`, `lines`, `%`.
    ///
    /// ```
    /// use folio::measure::{Extent, Length};
    /// assert_eq!(Extent::parse("1in"), Some(Extent::Absolute(Length::pt(72.0))));
    /// assert_eq!(Extent::parse("1.5 lines"), Some(Extent::Lines(1.5)));
    /// assert_eq!(Extent::parse("wide"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Extent> {
        let text = text.trim();
        let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
        let number: f64 = text.cut(..end).parse().ok().filter(|n: &f64| n.is_finite() && n.abs() < 10_000.0)?;
        Some(match text.cut(end..).trim_start().to_ascii_lowercase().as_str() {
            "pt" => Extent::Absolute(Length::pt(number)),
            "mm" => Extent::Absolute(Length::mm(number)),
            "cm" => Extent::Absolute(Length::mm(number * 10.0)),
            "in" => Extent::Absolute(Length::pt(number * 72.0)),
            "px" => Extent::Absolute(Length::pt(number * 0.75)),
            "em" => Extent::Em(number),
            "line" | "lines" => Extent::Lines(number),
            "%" => Extent::Percent(number),
            "" if number == 0.0 => Extent::ZERO,
            _ => return None,
        })
    }

    /// As [`Extent::parse`], with a default unit.
    pub fn parse_in(text: &str, unit: &str) -> Option<Extent> {
        let text = text.trim();
        match text.ends_with(|c: char| c.is_ascii_digit() || c == '.') {
            true => Extent::parse(&format!("{text}{unit}")),
            false => Extent::parse(text),
        }
    }

    /// The length, given the text size, its leading, and the length that percentages refer to.
    pub fn resolve(self, size: Length, leading: Length, whole: Length) -> Length {
        let times = |length: Length, factor: f64| Length((length.0 as f64 * factor).round() as i64);
        match self {
            Extent::Absolute(length) => length,
            Extent::Em(n) => times(size, n),
            Extent::Lines(n) => times(leading, n),
            Extent::Percent(n) => times(whole, n / 100.0),
        }
    }
}

/// In the syntax of [`Extent::parse`].
impl std::fmt::Display for Extent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Extent::Absolute(length) => write!(f, "{length}"),
            Extent::Em(n) => write!(f, "{n}em"),
            Extent::Lines(n) => write!(f, "{n}lines"),
            Extent::Percent(n) => write!(f, "{n}%"),
        }
    }
}
