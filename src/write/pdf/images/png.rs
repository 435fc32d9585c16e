//! PNG (ISO/IEC 15948): its data is just what PDF's `FlateDecode` with predictor 15 reads, so opaque images that
//! are not interlaced are passed through; what has to be packed is packed as PNG packs it.

use super::{Filter, Orientation, Pixels, Prepared, Space, icc};
use crate::document::Resource;
use crate::write::pdf::objects::Data;
use flate2::read::ZlibDecoder;
use std::io::Read;

/// The largest colour profile that is taken: real ones have some kilobytes.
const MAX_PROFILE: u64 = 4 << 20;

/// What the chunks say.
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
    orientation: Orientation,
    data: Vec<u8>,
}

/// Passes a PNG through; `None` when it has to be decoded.
pub(super) fn pass(resource: &Resource) -> Option<Prepared> {
    let chunks = chunks(&resource.bytes)?;
    let space = match chunks.color {
        0 => Space::Gray,
        2 => Space::Rgb,
        3 if !chunks.palette.is_empty() && chunks.palette.len() % 3 == 0 => Space::Indexed(chunks.palette),
        _ => return None,
    };
    if chunks.interlaced || chunks.transparent || chunks.width == 0 || chunks.height == 0 {
        return None;
    }
    let row = (u64::from(chunks.width) * u64::from(chunks.bits) * u64::from(space.components())).div_ceil(8) + 1;
    if !is_whole(&chunks.data, usize::try_from(row).ok()?, chunks.height) {
        return None;
    }
    let indexed = matches!(space, Space::Indexed(_));
    let profile = chunks.profile.filter(|profile| !indexed && icc::fits(profile, space.components()));
    let (width, height, bits) = (chunks.width, chunks.height, chunks.bits);
    let pixels =
        Pixels { width, height, bits, space, inverted: false, filter: Filter::Png, data: Data::Own(chunks.data) };
    Some(Prepared { pixels, mask: None, profile, orientation: chunks.orientation })
}

/// Packs 8-bit pixels.
pub(super) fn pack(width: u32, height: u32, space: &Space, pixels: &[u8]) -> Option<Pixels> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(if *space == Space::Gray { png::ColorType::Grayscale } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.write_header().ok()?.write_image_data(pixels).ok()?;
    let data = Data::Own(chunks(&file)?.data);
    Some(Pixels { width, height, bits: 8, space: space.clone(), inverted: false, filter: Filter::Png, data })
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
            b"eXIf" => found.orientation = Orientation::from_exif(body),
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

/// Whether the data is all there: so many rows, each with a filter that exists.
fn is_whole(data: &[u8], row: usize, rows: u32) -> bool {
    let mut decoder = std::io::BufReader::with_capacity(1 << 16, ZlibDecoder::new(data));
    let mut buffer = vec![0; row];
    for _ in 0..rows {
        if decoder.read_exact(&mut buffer).is_err() || buffer[0] > 4 {
            return false;
        }
    }
    matches!(decoder.read(&mut buffer[..1]), Ok(0))
}
