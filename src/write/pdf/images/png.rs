//! PNG (ISO/IEC 15948): its filtered, deflated rows are what PDF's `FlateDecode` with predictor 15 decodes. Images
//! that are not interlaced are embedded unchanged, or split into colour and alpha; decoded images are encoded with PNG
//! filters.

use super::{PixelStream, Prepared, Space, StreamFilter, icc};
use crate::document::{Orientation, Resource};
use crate::write::pdf::objects::StreamData;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::io::{BufReader, Read, Write};

/// Limit of a colour profile; real ones have some kilobytes.
const MAX_PROFILE: u64 = 4 << 20;

/// Data of the chunks.
#[derive(Default)]
struct Chunks {
    width: u32,
    height: u32,
    bits: u8,
    color: u8,
    interlaced: bool,
    palette: Vec<u8>,
    transparent: bool,
    profile: Option<Vec<u8>>,
    data: Vec<u8>,
}

/// Embeds a PNG without decoding it; `None` if it has to be decoded.
pub(super) fn pass(resource: &Resource) -> Option<Prepared> {
    let chunks = chunks(&resource.bytes)?;
    if chunks.interlaced || chunks.transparent || chunks.width == 0 || chunks.height == 0 {
        return None;
    }
    let space = match chunks.color {
        0 => Space::Gray,
        2 => Space::Rgb,
        4 => return part(chunks, Space::Gray, resource.facts.orientation),
        6 => return part(chunks, Space::Rgb, resource.facts.orientation),
        3 if !chunks.palette.is_empty() && chunks.palette.len() % 3 == 0 => Space::Indexed(chunks.palette),
        _ => return None,
    };
    let row = (u64::from(chunks.width) * u64::from(chunks.bits) * u64::from(space.components())).div_ceil(8) + 1;
    if !is_whole(&chunks.data, usize::try_from(row).ok()?, chunks.height) {
        return None;
    }
    let indexed = matches!(space, Space::Indexed(_));
    let profile = chunks.profile.filter(|profile| !indexed && icc::fits(profile, space.components()));
    let (width, height, bits) = (chunks.width, chunks.height, chunks.bits);
    let pixels = PixelStream {
        width,
        height,
        bits,
        space,
        inverted: false,
        filter: StreamFilter::Png,
        data: StreamData::Own(chunks.data),
    };
    Some(Prepared { pixels, mask: None, profile, orientation: resource.facts.orientation })
}

/// Splits colour and alpha, which is a separate soft mask in PDF (ISO 32000-1, 11.6.5.3). PNG filters predict a byte
/// only from the same component of neighbouring pixels (ISO/IEC 15948, 9.2), so filtered rows can be split without
/// unfiltering.
fn part(chunks: Chunks, space: Space, orientation: Orientation) -> Option<Prepared> {
    let sample = match chunks.bits {
        8 => 1,
        16 => 2,
        _ => return None,
    };
    let (width, height, bits) = (chunks.width, chunks.height, chunks.bits);
    let (columns, components) = (usize::try_from(width).ok()?, usize::from(space.components()));
    let (color, pixel) = (components * sample, (components + 1) * sample);
    let mut source = BufReader::with_capacity(1 << 16, ZlibDecoder::new(&chunks.data[..]));
    let packer = || ZlibEncoder::new(Vec::new(), Compression::new(4));
    let (mut colors, mut veil) = (packer(), packer());
    let mut row = vec![0; columns.checked_mul(pixel)? + 1];
    let (mut color_row, mut veil_row) = (vec![0; columns * color + 1], vec![0; columns * sample + 1]);
    let mut above = vec![0; columns * sample];
    let mut opaque = true;
    for _ in 0..height {
        source.read_exact(&mut row).ok()?;
        (color_row[0], veil_row[0]) = (row[0], row[0]);
        let parts = (&row[1..], &mut color_row[1..], &mut veil_row[1..]);
        match (color, sample) {
            (3, 1) => part_row::<3, 1>(parts),
            (1, 1) => part_row::<1, 1>(parts),
            (6, 2) => part_row::<6, 2>(parts),
            _ => part_row::<2, 2>(parts),
        }
        colors.write_all(&color_row).ok()?;
        veil.write_all(&veil_row).ok()?;
        if opaque {
            unfilter(&mut veil_row, &above, sample)?;
            above.copy_from_slice(&veil_row[1..]);
            opaque = above.iter().all(|&byte| byte == 0xFF);
        }
    }
    if !matches!(source.read(&mut row[..1]), Ok(0)) {
        return None;
    }
    let pixels = |space: Space, packer: ZlibEncoder<Vec<u8>>| {
        let data = StreamData::Own(packer.finish().ok()?);
        Some(PixelStream { width, height, bits, space, inverted: false, filter: StreamFilter::Png, data })
    };
    let mask = if opaque { None } else { Some(pixels(Space::Gray, veil)?) };
    let profile = chunks.profile.filter(|profile| icc::fits(profile, space.components()));
    Some(Prepared { pixels: pixels(space, colors)?, mask, profile, orientation })
}

/// Splits pixels of `COLOR` bytes of colour and `SAMPLE` bytes of alpha.
fn part_row<const COLOR: usize, const SAMPLE: usize>((row, colors, veil): (&[u8], &mut [u8], &mut [u8])) {
    let parts = colors.chunks_exact_mut(COLOR).zip(veil.chunks_exact_mut(SAMPLE));
    for (pixel, (color, sample)) in row.chunks_exact(COLOR + SAMPLE).zip(parts) {
        color.copy_from_slice(&pixel[..COLOR]);
        sample.copy_from_slice(&pixel[COLOR..]);
    }
}

/// Reverses the filter of a row, given by its first byte, for pixels of `step` bytes (ISO/IEC 15948, 9.2); `None` for
/// an unknown filter.
fn unfilter(row: &mut [u8], above: &[u8], step: usize) -> Option<()> {
    let (filter, row) = row.split_first_mut()?;
    if *filter > 4 {
        return None;
    }
    for i in 0..row.len() {
        let (left, corner) = if i < step { (0, 0) } else { (row[i - step], above[i - step]) };
        let guess = match filter {
            0 => return Some(()),
            1 => left,
            2 => above[i],
            3 => u8::midpoint(left, above[i]),
            _ => paeth(left, above[i], corner),
        };
        row[i] = row[i].wrapping_add(guess);
    }
    Some(())
}

/// The Paeth predictor (ISO/IEC 15948, 9.4).
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(above), i16::from(corner));
    let guess = a + b - c;
    let (to_a, to_b, to_c) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    match () {
        () if to_a <= to_b && to_a <= to_c => left,
        () if to_b <= to_c => above,
        () => corner,
    }
}

/// Encodes 8-bit pixels.
pub(super) fn pack(width: u32, height: u32, space: &Space, pixels: &[u8]) -> Option<PixelStream> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(if *space == Space::Gray { png::ColorType::Grayscale } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.write_header().ok()?.write_image_data(pixels).ok()?;
    let data = StreamData::Own(chunks(&file)?.data);
    Some(PixelStream { width, height, bits: 8, space: space.clone(), inverted: false, filter: StreamFilter::Png, data })
}

fn chunks(bytes: &[u8]) -> Option<Chunks> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1A\n")?;
    let mut found = Chunks::default();
    loop {
        let (head, tail) = rest.split_first_chunk::<8>()?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let body = tail.get(..length)?;
        match &head[4..] {
            b"IHDR" => {
                let header: &[u8; 13] = body.try_into().ok()?;
                found.width = u32::from_be_bytes([header[0], header[1], header[2], header[3]]);
                found.height = u32::from_be_bytes([header[4], header[5], header[6], header[7]]);
                (found.bits, found.color, found.interlaced) = (header[8], header[9], header[12] != 0);
                if ![1, 2, 4, 8, 16].contains(&found.bits) || header[10] != 0 || header[11] != 0 {
                    return None;
                }
            }
            b"PLTE" => found.palette = body.get(..body.len().min(256 * 3))?.into(),
            b"tRNS" => found.transparent = true,
            b"iCCP" => found.profile = profile(body),
            b"IDAT" => found.data.extend_from_slice(body),
            b"IEND" => return Some(found),
            _ => {}
        }
        rest = tail.get(length + 4..)?;
    }
}

fn profile(body: &[u8]) -> Option<Vec<u8>> {
    let name = memchr::memchr(0, body)?;
    let mut out = Vec::new();
    ZlibDecoder::new(body.get(name + 2..)?).take(MAX_PROFILE).read_to_end(&mut out).ok()?;
    Some(out)
}

/// Whether the data is complete: `rows` rows, each with a valid filter.
fn is_whole(data: &[u8], row: usize, rows: u32) -> bool {
    let mut decoder = BufReader::with_capacity(1 << 16, ZlibDecoder::new(data));
    let mut buffer = vec![0; row];
    for _ in 0..rows {
        if decoder.read_exact(&mut buffer).is_err() || buffer[0] > 4 {
            return false;
        }
    }
    matches!(decoder.read(&mut buffer[..1]), Ok(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{ImageFormat, RasterFacts};

    /// The unfiltered bytes of all rows.
    fn plain(pixels: &PixelStream) -> Vec<u8> {
        let StreamData::Own(data) = &pixels.data else { panic!("parted data is new") };
        let mut inflated = Vec::new();
        ZlibDecoder::new(&data[..]).read_to_end(&mut inflated).unwrap();
        let step = usize::from(pixels.space.components()) * usize::from(pixels.bits / 8);
        let row = pixels.width as usize * step;
        let mut above = vec![0; row];
        let mut out = Vec::new();
        for row in inflated.chunks_exact_mut(row + 1) {
            unfilter(row, &above, step).unwrap();
            above.copy_from_slice(&row[1..]);
            out.extend_from_slice(&row[1..]);
        }
        out
    }

    #[test]
    fn a_profile_goes_with_the_colours_it_is_of() {
        // Its head alone: a display's profile of RGB, version 4.
        let mut profile = vec![0; 140];
        profile[..4].copy_from_slice(&140u32.to_be_bytes());
        profile[8] = 4;
        profile[12..20].copy_from_slice(b"mntrRGB ");
        profile[36..40].copy_from_slice(b"acsp");
        let passed = |color: png::ColorType, data: &[u8]| {
            let mut info = png::Info::with_size(2, 1);
            (info.color_type, info.bit_depth) = (color, png::BitDepth::Eight);
            info.palette = (color == png::ColorType::Indexed).then(|| vec![0, 0, 0, 9, 9, 9].into());
            info.icc_profile = Some(profile.clone().into());
            let mut file = Vec::new();
            let encoder = png::Encoder::with_info(&mut file, info).unwrap();
            encoder.write_header().unwrap().write_image_data(data).unwrap();
            let (name, bytes, format) = ("a.png".into(), file.into(), ImageFormat::Png);
            let facts = RasterFacts::default();
            pass(&Resource { name, format, bytes, width: 2, height: 1, resolution: None, facts }).unwrap().profile
        };
        assert_eq!(passed(png::ColorType::Rgb, &[1, 2, 3, 4, 5, 6]), Some(profile.clone()));
        assert_eq!(passed(png::ColorType::Grayscale, &[1, 2]), None);
        assert_eq!(passed(png::ColorType::Indexed, &[0, 1]), None);
    }

    fn parted(color: png::ColorType, depth: png::BitDepth, filter: png::Filter, data: &[u8]) -> Prepared {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 5, 4);
        encoder.set_color(color);
        encoder.set_depth(depth);
        encoder.set_filter(filter);
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        let bytes: std::sync::Arc<[u8]> = file.into();
        let name = "a.png".to_owned();
        let (format, facts) = (ImageFormat::Png, RasterFacts::default());
        pass(&Resource { name, format, bytes, width: 5, height: 4, resolution: None, facts }).unwrap()
    }

    #[test]
    fn colors_and_transparency_part_under_every_filter() {
        use png::Filter::{Adaptive, Avg, NoFilter, Paeth, Sub, Up};
        for filter in [NoFilter, Sub, Up, Avg, Paeth, Adaptive] {
            for (color, components) in [(png::ColorType::Rgba, 4), (png::ColorType::GrayscaleAlpha, 2)] {
                for (depth, sample) in [(png::BitDepth::Eight, 1), (png::BitDepth::Sixteen, 2)] {
                    let data: Vec<u8> = (0..5 * 4 * components * sample).map(|i| (i * i * 37 / 11) as u8).collect();
                    let Prepared { pixels, mask, .. } = parted(color, depth, filter, &data);
                    let all = data.chunks(components * sample);
                    let part = (components - 1) * sample;
                    let colors: Vec<u8> = all.clone().flat_map(|pixel| &pixel[..part]).copied().collect();
                    let veil: Vec<u8> = all.flat_map(|pixel| &pixel[part..]).copied().collect();
                    assert_eq!(plain(&pixels), colors, "{filter:?}");
                    assert_eq!(plain(&mask.unwrap()), veil, "{filter:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_opaque_has_no_mask() {
        let data: Vec<u8> = (0..5 * 4).flat_map(|i| [i, i, i, 255]).collect();
        let shown = parted(png::ColorType::Rgba, png::BitDepth::Eight, png::Filter::Paeth, &data);
        assert!(shown.mask.is_none());
    }
}
