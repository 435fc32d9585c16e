//! How an image has to be turned to stand upright (Exif 2.32, tag 0x0112).

/// The orientation of stored pixels: Exif's 1 to 8, 1 for upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Self {
        Orientation(1)
    }
}

impl Orientation {
    /// From an Exif block (a TIFF header and its first directory), upright where it says nothing valid.
    pub(super) fn from_exif(exif: &[u8]) -> Orientation {
        parse(exif).filter(|o| (1..=8).contains(o)).map_or_else(Orientation::default, |o| Orientation(o as u8))
    }

    /// The matrix that shows the image upright in a box (thousandths of a point): `a b c d e f` of ISO 32000-1,
    /// 8.3.4. The unit square's top left corner is the first stored pixel.
    pub(in super::super) fn matrix(self, x: i64, y: i64, width: i64, height: i64) -> [i64; 6] {
        let (w, h) = (width, height);
        match self.0 {
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
}

fn parse(exif: &[u8]) -> Option<u16> {
    let big = match exif.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let u16_at = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let u32_at = |at: usize| -> Option<u32> {
        let bytes: [u8; 4] = exif.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    };
    let directory = u32_at(4)? as usize;
    let count = usize::from(u16_at(directory)?);
    (0..count).find_map(|i| {
        let entry = directory.checked_add(2 + 12 * i)?;
        (u16_at(entry)? == 0x0112).then(|| u16_at(entry + 8)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orientation_is_read_in_both_byte_orders_and_from_nonsense() {
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";
        assert_eq!(Orientation::from_exif(big), Orientation(6));
        assert_eq!(Orientation::from_exif(little), Orientation(8));
        for bad in [&b""[..], b"MM\0*\xFF\xFF\xFF\xFF", b"II*\0\x08\0\0\0\xFF\xFF", b"xxxx"] {
            assert_eq!(Orientation::from_exif(bad), Orientation::default());
        }
    }

    #[test]
    fn every_matrix_fills_the_box() {
        for orientation in 1..=8 {
            let [a, b, c, d, e, f] = Orientation(orientation).matrix(10, 20, 300, 200);
            let corners = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(u, v)| (a * u + c * v + e, b * u + d * v + f));
            for corner in [(10, 20), (310, 20), (10, 220), (310, 220)] {
                assert!(corners.contains(&corner), "{orientation}: {corners:?}");
            }
        }
        // 6: the first pixel (top left of the unit square) stands at the top right.
        let [_, _, c, d, e, f] = Orientation(6).matrix(0, 0, 3, 2);
        assert_eq!((c + e, d + f), (3, 2));
    }
}
