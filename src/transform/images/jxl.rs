//! JPEG XL (ISO/IEC 18181), decoded by the reference authors' Rust decoder, also used in browsers. Built without SIMD,
//! whose rounding differs between processors: the same file must give the same bytes.

use super::ImageRefusal;
use super::encode::DecodedImage;
use super::probe::{ImageInfo, check_size};
use super::tiff::first_only;
use crate::diagnostic::codes;
use ::jxl::api::{
    AlphaMode, Endianness, Event, ExtraChannel, JxlColorEncoding, JxlColorProfile, JxlColorType, JxlDataFormat,
    JxlDecoder, JxlDecoderOptions, JxlOutputBuffer, JxlPixelFormat, ProfileLevel,
};
use image::{DynamicImage, ImageBuffer};

/// Number of samples (four per pixel) always allowed, whatever the pixel limit. Each takes four bytes while decoding;
/// beyond this, only as many samples as the pixel limit: half of what other formats may take.
const FEW_SAMPLES: u64 = 1 << 26;

/// Header data.
struct JxlHead {
    width: u32,
    height: u32,
    color: JxlColorType,
    /// Whether samples have more than 8 bits.
    deep: bool,
    lossy: bool,
    profile: Option<Vec<u8>>,
}

pub(super) fn probe(bytes: &[u8], max_pixels: u64) -> Result<ImageInfo, ImageRefusal> {
    let mut options = JxlDecoderOptions::default();
    options.alpha_mode = AlphaMode::Unpremultiplied;
    options.max_profile_level = ProfileLevel::Main10;
    options.sample_limit = usize::try_from(max_pixels.saturating_mul(4).min(FEW_SAMPLES).max(max_pixels)).ok();
    let mut decoder = JxlDecoder::new(options);
    let mut input = bytes;
    let mut head = None;
    let mut data = Vec::new();
    loop {
        let event = match &head {
            None => decoder.process(&mut input, None, None),
            Some(head) => {
                let (samples, row) = samples(&mut data, head);
                let mut buffers = [JxlOutputBuffer::new(samples, head.height as usize, row)];
                decoder.process(&mut input, Some(&mut buffers), None)
            }
        };
        match event.map_err(refusal)? {
            Event::BasicInfo => {
                let read = set(&mut decoder, is_jpeg(bytes), max_pixels)?;
                // One more, so that two-byte samples can be aligned.
                data = vec![0; read.bytes() + 1];
                head = Some(read);
            }
            Event::FrameHeader => {}
            Event::NeedMoreInput { .. } => return Err(ImageRefusal::broken("it can't be decoded: it ends too early")),
            Event::FrameComplete { has_more_frames } => {
                let Some(head) = head else { return Err(ImageRefusal::broken("it has no picture")) };
                let mut found = head.pixels(&mut data)?.found()?;
                if has_more_frames {
                    found.left_out.push(first_only("frames"));
                }
                return Ok(found);
            }
            Event::Complete => return Err(ImageRefusal::broken("it has no picture")),
        }
    }
}

fn refusal(error: ::jxl::error::Error) -> ImageRefusal {
    use ::jxl::error::Error;
    match error {
        Error::ImageSizeTooLarge(..) => ImageRefusal {
            code: &codes::IMAGE_TOO_LARGE,
            message: format!("it takes more memory than a picture may: {error}"),
            help: Some("make it smaller, or allow more with `--limit pixels=NUMBER`"),
        },
        _ => ImageRefusal::broken(format!("it can't be decoded: {error}")),
    }
}

/// Configures the decoder for PNG-compatible pixels.
fn set(decoder: &mut JxlDecoder, is_jpeg: bool, max_pixels: u64) -> Result<JxlHead, ImageRefusal> {
    let broken = || ImageRefusal::broken("it can't be decoded: it has no head");
    let info = decoder.basic_info().ok_or_else(broken)?;
    let size = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    let (width, height) = (size(info.size.0), size(info.size.1));
    check_size(width, height, max_pixels)?;
    let has = |kind: ExtraChannel| info.extra_channels.iter().any(|channel| channel.ec_type == kind);
    if has(ExtraChannel::Black) {
        return Err(ImageRefusal::broken("its colours are printing inks (CMYK), which can't be shown here"));
    }
    let gray = decoder.embedded_color_profile().is_some_and(|profile| profile.channels() == 1);
    let color = match (gray, has(ExtraChannel::Alpha)) {
        (true, false) => JxlColorType::Grayscale,
        (true, true) => JxlColorType::GrayscaleAlpha,
        (false, false) => JxlColorType::Rgb,
        (false, true) => JxlColorType::Rgba,
    };
    let lossy = !info.uses_original_profile || is_jpeg;
    let deep = info.bit_depth.bits_per_sample() > 8;
    let format = match deep {
        true => JxlDataFormat::U16 { endianness: Endianness::native(), bit_depth: 16 },
        false => JxlDataFormat::U8 { bit_depth: 8 },
    };
    let extra_channel_format = vec![None; info.extra_channels.len()];
    let format = JxlPixelFormat { color_type: color, color_data_format: Some(format), extra_channel_format };
    decoder.set_pixel_format(format).map_err(refusal)?;
    let plain = JxlColorProfile::Simple(JxlColorEncoding::srgb(gray));
    let profile = decoder.output_color_profile().filter(|profile| !profile.same_color_encoding(&plain));
    let profile = profile.and_then(|profile| profile.try_as_icc()).map(|icc| icc.into_owned());
    Ok(JxlHead { width, height, color, deep, lossy, profile })
}

/// Whether the file is a recompressed JPEG: it then has a top-level box with reconstruction data (ISO/IEC 18181-2,
/// 9.8).
fn is_jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some((head, _)) = rest.split_first_chunk::<8>() {
        let length = match u32::from_be_bytes([head[0], head[1], head[2], head[3]]) {
            1 => rest.get(8..16).and_then(|long| long.try_into().ok()).map_or(0, u64::from_be_bytes),
            length => length.into(),
        };
        if &head[4..] == b"jbrd" {
            return true;
        }
        match usize::try_from(length).ok().filter(|&length| length >= 8).and_then(|length| rest.get(length..)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    false
}

/// The aligned sample buffer, and its bytes per row.
fn samples<'d>(data: &'d mut [u8], head: &JxlHead) -> (&'d mut [u8], usize) {
    let start = data.as_ptr().align_offset(2).min(1);
    (&mut data[start..start + head.bytes()], head.row())
}

impl JxlHead {
    /// Bytes of a row.
    fn row(&self) -> usize {
        self.width as usize * self.color.samples_per_pixel() * if self.deep { 2 } else { 1 }
    }

    fn bytes(&self) -> usize {
        self.row() * self.height as usize
    }

    fn pixels(self, data: &mut [u8]) -> Result<DecodedImage, ImageRefusal> {
        let samples = &*samples(data, &self).0;
        let (width, height) = (self.width, self.height);
        let image = if self.deep {
            let deep = samples.chunks_exact(2).map(|pair| u16::from_ne_bytes([pair[0], pair[1]])).collect();
            match self.color {
                JxlColorType::Grayscale => ImageBuffer::from_raw(width, height, deep).map(DynamicImage::ImageLuma16),
                JxlColorType::GrayscaleAlpha => {
                    ImageBuffer::from_raw(width, height, deep).map(DynamicImage::ImageLumaA16)
                }
                JxlColorType::Rgb => ImageBuffer::from_raw(width, height, deep).map(DynamicImage::ImageRgb16),
                _ => ImageBuffer::from_raw(width, height, deep).map(DynamicImage::ImageRgba16),
            }
        } else {
            let plain = samples.to_vec();
            match self.color {
                JxlColorType::Grayscale => ImageBuffer::from_raw(width, height, plain).map(DynamicImage::ImageLuma8),
                JxlColorType::GrayscaleAlpha => {
                    ImageBuffer::from_raw(width, height, plain).map(DynamicImage::ImageLumaA8)
                }
                JxlColorType::Rgb => ImageBuffer::from_raw(width, height, plain).map(DynamicImage::ImageRgb8),
                _ => ImageBuffer::from_raw(width, height, plain).map(DynamicImage::ImageRgba8),
            }
        };
        let image = image.ok_or_else(|| ImageRefusal::broken("it has no pixels"))?;
        Ok(DecodedImage { image, profile: self.profile, lossy: self.lossy })
    }
}
