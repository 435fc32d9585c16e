//! Exif orientation.

use super::ifd::{self, Directory};

/// The transformation that makes an image upright: Exif's 1 to 8, 1 for none (Exif 2.32, tag 0x0112).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Self {
        Orientation(1)
    }
}

impl Orientation {
    /// By number; upright if invalid.
    pub fn new(number: u8) -> Orientation {
        if (1..=8).contains(&number) { Orientation(number) } else { Orientation::default() }
    }

    /// From an Exif block; upright if missing or invalid.
    pub(crate) fn of_exif(exif: &[u8]) -> Orientation {
        let number = Directory::first(exif).and_then(|directory| directory.short(ifd::ORIENTATION));
        number.and_then(|number| u8::try_from(number).ok()).map_or_else(Orientation::default, Orientation::new)
    }

    /// Its number, 1 to 8.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Whether width and height are exchanged.
    pub fn is_on_its_side(self) -> bool {
        self.0 >= 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orientation_is_read_in_both_byte_orders_and_from_nonsense() {
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";
        assert_eq!((Orientation::of_exif(big), Orientation::of_exif(little)), (Orientation(6), Orientation(8)));
        for bad in [&b""[..], b"MM\0*\xFF\xFF\xFF\xFF", b"II*\0\x08\0\0\0\xFF\xFF", b"xxxx"] {
            assert_eq!(Orientation::of_exif(bad), Orientation::default());
        }
        assert_eq!((Orientation::new(9), Orientation::new(0)), (Orientation(1), Orientation(1)));
    }
}
