//! TIFF (6.0) of every make, which no crate at hand writes: two byte orders, inks, palettes, several pages.

// What samples mean: `PhotometricInterpretation`.
pub const WHITE_IS_ZERO: u16 = 0;
pub const BLACK_IS_ZERO: u16 = 1;
pub const RGB: u16 = 2;
pub const PALETTE: u16 = 3;
pub const INKS: u16 = 5;
pub const CHROMA: u16 = 6;

/// A page of a TIFF.
pub struct Page {
    pub meaning: u16,
    pub bits: u16,
    pub samples: u16,
    pub data: Vec<u8>,
    /// Fields of their own, or instead of the usual ones: number, and SHORTs.
    pub more: Vec<(u16, Vec<u16>)>,
}

impl Page {
    /// A page of 24 × 12 pixels of 8 bits, which are made by column and row.
    pub fn of<const N: usize>(meaning: u16, pixel: impl Fn(u32, u32) -> [u8; N]) -> Page {
        let data = (0..12).flat_map(|y| (0..24).flat_map(|x| pixel(x, y)).collect::<Vec<u8>>()).collect();
        Page { meaning, bits: 8, samples: N as u16, data, more: Vec::new() }
    }

    pub fn with(mut self, field: u16, values: &[u16]) -> Page {
        self.more.push((field, values.to_vec()));
        self
    }
}

/// A TIFF that is not packed, or as its fields say (TIFF 6.0, section 2).
pub fn tiff(big: bool, pages: &[Page]) -> Vec<u8> {
    let short = |n: u16| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let long = |n: usize| if big { (n as u32).to_be_bytes() } else { (n as u32).to_le_bytes() };
    let mut out = if big { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
    let mut next = out.len();
    out.extend(long(0));
    for page in pages {
        let data = out.len();
        out.extend(&page.data);
        out.resize(out.len().next_multiple_of(2), 0);
        let mut fields: Vec<(u16, Vec<u16>)> = vec![
            (0x100, vec![24]),
            (0x101, vec![12]),
            (0x102, vec![page.bits; page.samples.into()]),
            (0x103, vec![1]),
            (0x106, vec![page.meaning]),
            (0x115, vec![page.samples]),
            (0x116, vec![12]),
        ];
        fields.retain(|(field, _)| page.more.iter().all(|(own, _)| own != field));
        fields.extend(page.more.iter().cloned());
        // The place of the data and their length are the only LONGs.
        let mut entries: Vec<(u16, u16, usize, [u8; 4])> =
            vec![(0x111, 4, 1, long(data)), (0x117, 4, 1, long(page.data.len()))];
        for (field, values) in fields {
            let mut value: Vec<u8> = values.iter().flat_map(|&n| short(n)).collect();
            if value.len() > 4 {
                let at = out.len();
                out.extend(value);
                value = long(at).to_vec();
            }
            value.resize(4, 0);
            entries.push((field, 3, values.len(), value.try_into().unwrap()));
        }
        entries.sort_unstable();
        let directory = long(out.len());
        out[next..next + 4].copy_from_slice(&directory);
        out.extend(short(entries.len() as u16));
        for (field, kind, count, value) in entries {
            out.extend(short(field));
            out.extend(short(kind));
            out.extend(long(count));
            out.extend(value);
        }
        next = out.len();
        out.extend(long(0));
    }
    out
}
