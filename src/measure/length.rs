//! Exact lengths: integers, so that layout is the same on every machine.

use super::Extent;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in scaled points: 65,536 to the point, 72 points to the inch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

impl Length {
    /// Zero.
    pub const ZERO: Length = Length(0);

    /// A number of points, rounded to the nearest scaled point.
    pub fn pt(points: f64) -> Length {
        Length((points * 65536.0).round() as i64)
    }

    /// A whole number of points.
    pub const fn points(points: i64) -> Length {
        Length(points * 65536)
    }

    /// A number of millimetres.
    pub fn mm(millimetres: f64) -> Length {
        Length::pt(millimetres * 72.0 / 25.4)
    }

    /// In points.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / 65536.0
    }

    /// `self × numerator ÷ denominator`, rounded to the nearest.
    pub fn scale(self, numerator: i64, denominator: i64) -> Length {
        let (n, d) = (i128::from(self.0) * i128::from(numerator), i128::from(denominator));
        Length((n + if (n < 0) == (d < 0) { d / 2 } else { -d / 2 }).div_euclid(d).try_into().unwrap_or(i64::MAX))
    }

    /// Zero if negative.
    pub fn at_least_zero(self) -> Length {
        self.max(Length::ZERO)
    }
}

/// In millimetres or points if exact with few digits, otherwise in points with all digits, so that parsing gives the
/// same length.
impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let short = |number: f64| (number * 1000.0).round() / 1000.0;
        let (pt, mm) = (self.to_pt(), short(self.to_pt() * 25.4 / 72.0));
        match (short(pt) == pt, Length::mm(mm) == *self) {
            (false, true) => write!(f, "{mm}mm"),
            _ => write!(f, "{pt}pt"),
        }
    }
}

impl serde::Serialize for Length {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

/// Allowed text sizes in points.
pub const TEXT_SIZES: std::ops::RangeInclusive<f64> = 4.0..=72.0;

/// What [`text_size`] accepts, as a regular expression (ECMA-262) for schemas, without the size limits.
pub fn text_size_pattern() -> String {
    format!(r"^\s*\+?[0-9.]+\s*({})?\s*$", Extent::absolute())
}

/// A size of text, 4 to 72 point; a number without a unit is in points.
///
/// # Errors
/// With a message that says what is allowed.
///
/// ```
/// use folio::measure::{Length, text_size};
/// assert_eq!(text_size("11"), Ok(Length::pt(11.0)));
/// assert_eq!(text_size("4 mm"), Ok(Length::mm(4.0)));
/// assert!(text_size("1em").is_err() && text_size("200").is_err());
/// ```
pub fn text_size(text: &str) -> Result<Length, String> {
    match Extent::parse_in(text, "pt") {
        Some(Extent::Absolute(size))
            if (Length::pt(*TEXT_SIZES.start())..=Length::pt(*TEXT_SIZES.end())).contains(&size) =>
        {
            Ok(size)
        }
        _ => Err("write a size from 4pt to 72pt, such as `11pt`".into()),
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        Length(self.0 / divisor)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl std::iter::Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        Length(lengths.map(|l| l.0).sum())
    }
}
