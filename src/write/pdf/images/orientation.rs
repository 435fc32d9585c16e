//! Image transformation by Exif orientation.

use crate::document::Orientation;

/// Where an image is shown, in thousandths of a point, y up.
pub(in super::super) struct ImageBox {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
}

/// The matrix that shows the image upright in a box: `a b c d e f` of ISO 32000-1, 8.3.4. The
/// top left corner of the unit square is the first stored pixel.
pub(in super::super) fn matrix(orientation: Orientation, place: &ImageBox) -> [i64; 6] {
    let &ImageBox { x, y, width: w, height: h } = place;
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
            let [a, b, c, d, e, f] =
                matrix(Orientation::new(number), &ImageBox { x: 10, y: 20, width: 300, height: 200 });
            let corners = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(u, v)| (a * u + c * v + e, b * u + d * v + f));
            for corner in [(10, 20), (310, 20), (10, 220), (310, 220)] {
                assert!(corners.contains(&corner), "{number}: {corners:?}");
            }
        }
        // 6: the first pixel (top left of the unit square) is at the top right.
        let [_, _, c, d, e, f] = matrix(Orientation::new(6), &ImageBox { x: 0, y: 0, width: 3, height: 2 });
        assert_eq!((c + e, d + f), (3, 2));
    }
}
