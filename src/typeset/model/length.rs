//! Lengths, exact: integers, so that the same input gives the same page on every machine.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in scaled points: 65,536 to the point, 72 points to the inch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

impl Length {
    /// No length.
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

    /// Not less than nothing.
    pub fn at_least_zero(self) -> Length {
        self.max(Length::ZERO)
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
