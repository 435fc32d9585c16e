//! An sRGB (IEC 61966-2-1) profile of ICC.1:2001-04 (version 2), computed from the standard's numbers so that no
//! third-party license applies.

use crate::write::deflate;
use std::sync::LazyLock;

/// White point and primaries of sRGB in XYZ, adapted to D50 by the Bradford transform, as 16.16 fixed point.
const WHITE: [i32; 3] = [0xF6D6, 0x10000, 0xD32D];
const RED: [i32; 3] = [0x6FA0, 0x38F5, 0x0390];
const GREEN: [i32; 3] = [0x6297, 0xB787, 0x18D9];
const BLUE: [i32; 3] = [0x249F, 0x0F84, 0xB6C3];

/// Number of samples of the transfer curve.
const SAMPLES: u32 = 1024;

/// The profile, deflated.
pub(super) fn deflated() -> &'static [u8] {
    static ONCE: LazyLock<Vec<u8>> = LazyLock::new(|| deflate::zlib(&srgb()));
    &ONCE
}

fn srgb() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description("sRGB")),
        (b"cprt", text("No rights reserved (CC0)")),
        (b"wtpt", xyz(WHITE)),
        (b"rXYZ", xyz(RED)),
        (b"gXYZ", xyz(GREEN)),
        (b"bXYZ", xyz(BLUE)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    let mut shared = None;
    for (signature, value) in &tags {
        let curve = &signature[1..] == b"TRC";
        let offset = match shared.filter(|_| curve) {
            Some(offset) => offset,
            None => {
                let offset = start + data.len();
                data.extend_from_slice(value);
                data.resize(data.len().next_multiple_of(4), 0);
                if curve {
                    shared = Some(offset);
                }
                offset
            }
        };
        table.extend_from_slice(*signature);
        table.extend_from_slice(&(offset as u32).to_be_bytes());
        table.extend_from_slice(&(value.len() as u32).to_be_bytes());
    }
    let mut profile = header((start + data.len()) as u32);
    profile.extend_from_slice(&table);
    profile.extend_from_slice(&data);
    profile
}

/// The header (6.1): display profile, RGB to XYZ, perceptual; its date is that of the standard.
fn header(size: u32) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[2, 0x40, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // 1999-10-18, when IEC 61966-2-1 was published.
    put(24, &[0x07, 0xCF, 0, 10, 0, 18]);
    put(36, b"acsp");
    for (at, value) in [(68, WHITE[0]), (72, WHITE[1]), (76, WHITE[2])] {
        put(at, &value.to_be_bytes());
    }
    header
}

fn xyz(values: [i32; 3]) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    values.iter().for_each(|v| out.extend_from_slice(&v.to_be_bytes()));
    out
}

fn text(value: &str) -> Vec<u8> {
    [b"text\0\0\0\0", value.as_bytes(), b"\0"].concat()
}

fn description(value: &str) -> Vec<u8> {
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend_from_slice(&(value.len() as u32 + 1).to_be_bytes());
    out.extend_from_slice(value.as_bytes());
    // Empty Unicode and Macintosh descriptions.
    out.resize(out.len() + 1 + 8 + 3 + 67, 0);
    out
}

fn curve() -> Vec<u8> {
    let mut out = b"curv\0\0\0\0".to_vec();
    out.extend_from_slice(&SAMPLES.to_be_bytes());
    for i in 0..SAMPLES {
        let encoded = f64::from(i) / f64::from(SAMPLES - 1);
        let linear = if encoded <= 0.04045 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) };
        out.extend_from_slice(&((linear * 65535.0).round() as u16).to_be_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primaries_add_up_to_white_and_the_curve_to_one() {
        for i in 0..3 {
            assert!((RED[i] + GREEN[i] + BLUE[i] - WHITE[i]).abs() <= 2, "{i}");
        }
        let profile = srgb();
        assert_eq!(u32::from_be_bytes(profile[..4].try_into().unwrap()) as usize, profile.len());
        assert_eq!(profile[profile.len() - 2..], [0xFF, 0xFF]);
        assert_eq!(profile.len() % 4, 0);
    }
}
