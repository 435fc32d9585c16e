//! The first image file directory of a TIFF, also used by Exif (TIFF 6.0, section 2; Exif 2.32, 4.5 and 4.6).

// Tags (TIFF 6.0, section 8).
pub(crate) const COMPRESSION: u16 = 0x0103;
pub(crate) const PHOTOMETRIC: u16 = 0x0106;
pub(crate) const ORIENTATION: u16 = 0x0112;
pub(crate) const X_RESOLUTION: u16 = 0x011a;
pub(crate) const Y_RESOLUTION: u16 = 0x011b;
pub(crate) const RESOLUTION_UNIT: u16 = 0x0128;
pub(crate) const COLOR_MAP: u16 = 0x0140;
pub(crate) const EXTRA_SAMPLES: u16 = 0x0152;
pub(crate) const CHROMA_SUBSAMPLING: u16 = 0x0212;

/// An image file directory.
pub(crate) struct Directory<'a> {
    bytes: &'a [u8],
    little: bool,
    /// Offset of its entries.
    start: usize,
    count: usize,
}

impl<'a> Directory<'a> {
    /// The first directory; `None` if invalid.
    pub(crate) fn first(bytes: &'a [u8]) -> Option<Directory<'a>> {
        let little = match bytes.get(..4)? {
            [b'I', b'I', 42, 0] => true,
            [b'M', b'M', 0, 42] => false,
            _ => return None,
        };
        let mut directory = Directory { bytes, little, start: 0, count: 0 };
        let at = directory.long_at(4)? as usize;
        directory.count = directory.short_at(at)?.into();
        directory.start = at.checked_add(2)?;
        Some(directory)
    }

    /// Whether another directory follows.
    pub(crate) fn has_next(&self) -> bool {
        self.long_at(self.start + 12 * self.count).is_some_and(|next| next != 0)
    }

    /// File offset of the value of a field that is a SHORT or a list of SHORTs.
    pub(crate) fn place(&self, field: u16) -> Option<usize> {
        let entry = self.entry(field)?;
        let short = self.short_at(entry + 2)? == 3;
        let inline = self.long_at(entry + 4)? <= 2;
        if short && inline { Some(entry + 8) } else { Some(self.long_at(entry + 8)? as usize) }
    }

    /// The value of a SHORT field, or the first of its values.
    pub(crate) fn short(&self, field: u16) -> Option<u16> {
        self.short_at(self.place(field)?)
    }

    /// The values of a SHORT field.
    pub(crate) fn shorts(&self, field: u16) -> Option<Vec<u16>> {
        let count = self.long_at(self.entry(field)? + 4)? as usize;
        let place = self.place(field)?;
        let all = self.bytes.get(place..place.checked_add(count.checked_mul(2)?)?)?;
        Some(all.chunks_exact(2).map(|pair| self.short_of([pair[0], pair[1]])).collect())
    }

    /// The value of a RATIONAL field.
    pub(crate) fn rational(&self, field: u16) -> Option<f32> {
        let place = self.long_at(self.entry(field)? + 8)? as usize;
        let (above, below) = (self.long_at(place)?, self.long_at(place.checked_add(4)?)?);
        (below != 0).then(|| above as f32 / below as f32)
    }

    /// A SHORT in the file's byte order.
    pub(crate) fn written(&self, short: u16) -> [u8; 2] {
        if self.little { short.to_le_bytes() } else { short.to_be_bytes() }
    }

    fn entry(&self, field: u16) -> Option<usize> {
        (0..self.count).map(|i| self.start + 12 * i).find(|&entry| self.short_at(entry) == Some(field))
    }

    fn short_of(&self, pair: [u8; 2]) -> u16 {
        if self.little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    }

    fn short_at(&self, at: usize) -> Option<u16> {
        Some(self.short_of(self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
    }

    fn long_at(&self, at: usize) -> Option<u32> {
        let four: [u8; 4] = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_both_byte_orders_and_from_nonsense() {
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\x09";
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
        let read = |bytes| Directory::first(bytes).map(|d| (d.short(ORIENTATION), d.short(PHOTOMETRIC), d.has_next()));
        assert_eq!(read(big), Some((Some(6), None, true)));
        assert_eq!(read(little), Some((Some(8), None, false)));
        for cut in 0..big.len() {
            let _ = read(&big[..cut]).map(|_| Directory::first(&big[..cut]).unwrap().shorts(ORIENTATION));
        }
        assert_eq!(read(b"MM\0*\xff\xff\xff\xff"), None);
        assert_eq!(read(b"xxxx"), None);
    }
}
