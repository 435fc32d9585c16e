//! Image transformation by Exif orientation.

use crate::document::Orientation;

/// The matrix that shows the image upright in a box (thousandths of a point): `a b c d e f` of ISO 32000-1, 8.3.4. The
/// top left corner of the unit square is the first stored pixel.
pub(in super::super) fn matrix(orientation: Orientation, (x, y): (i64, i64), (w, h): (i64, i64)) -> [i64; 6] {
    match orientation.number() {
        2 => [-w, 0, 0, h, x + w, y],
        3 => [-w, 0, 0, -h, x + w, y + h],
        4 => [w, 0, 0, -h, x, y + h],
        5 => [0, -h, -w, 0, x + w, y + h],
        6 => [0, -h, w, 0, x, y + h],
        7 => [0, h, w, 0, x, y],
        8 => [0, h, -w, 0, x + w, y],
        _ => [w, 0, 0, h, x, y],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_matrix_fills_the_box() {
        for number in 1..=8 {
            let [a, b, c, d, e, f] = matrix(Orientation::new(number), (10, 20), (300, 200));
            let corners = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(u, v)| (a * u + c * v + e, b * u + d * v + f));
            for corner in [(10, 20), (310, 20), (10, 220), (310, 220)] {
                assert!(corners.contains(&corner), "{number}: {corners:?}");
            }
        }
        // 6: the first pixel (top left of the unit square) is at the top right.
        let [_, _, c, d, e, f] = matrix(Orientation::new(6), (0, 0), (3, 2));
        assert_eq!((c + e, d + f), (3, 2));
    }
}
