//! Extents: lengths as a theme states them, absolute or relative to the text.

use crate::source::Cut as _;
use crate::typeset::model::Length;

/// A length in a theme. In TOML it is a string such as `"12pt"`, `"25mm"`, `"1.5em"`, `"2 lines"` or `"10%"`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// The same whatever the size of the text.
    Absolute(Length),
    /// Times the size of the text.
    Em(f64),
    /// Times the distance from baseline to baseline of the text.
    Lines(f64),
    /// Percent of the page: of its width for margins at the sides, of its height above and below.
    Percent(f64),
}

impl Extent {
    /// Nothing.
    pub const ZERO: Extent = Extent::Em(0.0);

    /// Reads an extent: a number, then one of `pt`, `mm`, `cm`, `in`, `px`, `em`, `line`, `lines`, `%`.
    ///
    /// ```
    /// use folio::{theme::Extent, typeset::model::Length};
    /// assert_eq!(Extent::parse("1in"), Some(Extent::Absolute(Length::pt(72.0))));
    /// assert_eq!(Extent::parse("1.5 lines"), Some(Extent::Lines(1.5)));
    /// assert_eq!(Extent::parse("wide"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Extent> {
        let text = text.trim();
        let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
        let number: f64 = text.cut(..end).parse().ok().filter(|n: &f64| n.is_finite() && n.abs() < 10_000.0)?;
        Some(match text.cut(end..).trim_start() {
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

    /// The length, where `size` is the size of the text, `leading` its leading and `whole` what percents are of.
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
