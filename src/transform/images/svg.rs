//! SVG: checks that it is well-formed, its size (SVG 2, 8.2), and the images in it.

use super::probe::{self, ImageInfo};
use super::{ImageRefusal, data, short};
use crate::diagnostic::codes;
use crate::document::{Dimension, ImageFormat, base64};
use crate::source::Cut as _;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::ops::Range;

/// Whether the bytes begin like an SVG document.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let is_root = |tag: &str| {
        let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
        name == "svg" || name.ends_with(":svg")
    };
    start.starts_with('<') && start.split('<').any(is_root)
}

/// Limit of an element's attributes: the parser's duplicate check is quadratic.
const MOST_ATTRIBUTES: usize = 1000;

/// A byte range of a drawing and its replacement.
type SvgEdit = (Range<usize>, String);

/// Checks the document and determines its size from the root's `width` and `height`, else `viewBox`. External files
/// are never read (SVG 2, 2.7.4: secure static mode for images); embedded images are checked like others, and rejected
/// ones lose their URL.
pub(super) fn probe(bytes: &[u8], max_pixels: u64) -> Result<ImageInfo, ImageRefusal> {
    let broken = |why: String| ImageRefusal::broken(format!("it is no well-formed SVG: {why}"));
    let text = std::str::from_utf8(bytes).map_err(|_| broken("it is not UTF-8".to_owned()))?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut size, mut left_out, mut edits) = (None, Vec::new(), Vec::new());
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|e| broken(e.to_string()))?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                if element.attributes().with_checks(false).nth(MOST_ATTRIBUTES).is_some() {
                    return Err(broken(format!("an element has more than {MOST_ATTRIBUTES} attributes")));
                }
                if matches!(element.local_name().as_ref(), "image" | "use" | "feImage") {
                    links(element, text, max_pixels, &mut left_out, &mut edits);
                }
                if size.is_none() {
                    if element.local_name().as_ref() != "svg" {
                        return Err(broken("its root is not `svg`".to_owned()));
                    }
                    let value = |name: &str| {
                        let found = element.attributes().flatten().find(|a| a.key.as_ref() == name)?;
                        Some(found.value.into_owned())
                    };
                    size = Some(root_size(value("width"), value("height"), value("viewBox")));
                }
                depth += usize::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if depth > 0 => return Err(broken("it ends too early".to_owned())),
            Event::Eof => break,
            _ => {}
        }
    }
    let (width, height) = size.ok_or_else(|| broken("it has no root".to_owned()))?;
    let bytes = (!edits.is_empty()).then(|| edited(text, edits).into_bytes());
    Ok(ImageInfo { left_out, bytes, ..ImageInfo::new(ImageFormat::Svg, width, height) })
}

/// Checks the references of an element to anything outside the drawing.
fn links(
    element: &BytesStart<'_>,
    text: &str,
    max_pixels: u64,
    left_out: &mut Vec<ImageRefusal>,
    edits: &mut Vec<SvgEdit>,
) {
    let name = element.local_name();
    for attribute in element.attributes().flatten().filter(|a| a.key.local_name().as_ref() == "href") {
        // A value with entities is left alone: predefined ones stand in no image's address, and writers refuse a drawing with
        // internal ones.
        let (Cow::Borrowed(raw), Ok(target)) = (&attribute.value, unescape(&attribute.value)) else { continue };
        let target = target.trim();
        if target.is_empty() || target.starts_with('#') && name.as_ref() != "image" {
            continue;
        }
        let found = picture(target, max_pixels).and_then(|found| match (found.format, name.as_ref()) {
            (_, "use") | (ImageFormat::Svg, "feImage") => Err(refusal("a drawing in it is left out".to_owned(), None)),
            _ => Ok(found),
        });
        // The value is a slice of the text.
        let start = raw.as_ptr() as usize - text.as_ptr() as usize;
        match found {
            Ok(found) => {
                left_out.extend(found.left_out);
                let media_type = found.format.media_type();
                let (old, new) = match found.bytes {
                    Some(bytes) if found.format != ImageFormat::Svg => {
                        (raw.len(), format!("data:{media_type};base64,{}", base64::encode(&bytes)))
                    }
                    _ => {
                        let base64 = if is_base64(target) { ";base64" } else { "" };
                        (raw.find(',').unwrap_or(raw.len()), format!("data:{media_type}{base64}"))
                    }
                };
                if raw.cut(..old) != new {
                    edits.push((start..start + old, new));
                }
            }
            Err(refusal) => {
                left_out.push(refusal);
                edits.push((start..start + raw.len(), String::new()));
            }
        }
    }
}

/// The image of a `data:` URL. With a pixel limit of zero, none is accepted.
fn picture(target: &str, max_pixels: u64) -> Result<ImageInfo, ImageRefusal> {
    if target.starts_with('#') {
        return Err(refusal("an image in it refers to no picture and is left out".to_owned(), None));
    }
    let Some(address) = target.strip_prefix("data:") else {
        let message = format!("it shows `{}`, another file, which is left out", short(target));
        return Err(refusal(message, Some("embed that picture in the drawing")));
    };
    if max_pixels == 0 {
        return Err(refusal("a picture in it is left out".to_owned(), None));
    }
    let why = |why: ImageRefusal| refusal(format!("a picture in it is left out: {}", why.message), why.help);
    let bytes =
        data::bytes(address).ok_or_else(|| why(ImageRefusal::broken("its `data:` address can't be decoded")))?;
    // Writers don't show images in nested drawings.
    let mut found = probe::probe(&bytes, if is_svg(&bytes) { 0 } else { max_pixels }).map_err(why)?;
    if !found.left_out.is_empty() {
        found.left_out = vec![refusal("pictures of a drawing in it are left out".to_owned(), None)];
    }
    Ok(found)
}

fn refusal(message: String, help: Option<&'static str>) -> ImageRefusal {
    ImageRefusal { code: &codes::DRAWING_INCOMPLETE, message, help }
}

fn is_base64(address: &str) -> bool {
    address.split(',').next().is_some_and(|head| head.to_ascii_lowercase().ends_with(";base64"))
}

/// Applies edits, which must be sorted.
fn edited(text: &str, edits: Vec<SvgEdit>) -> String {
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        out.push_str(text.cut(from..range.start));
        out.push_str(&new);
        from = range.end;
    }
    out + text.cut(from..)
}

/// Width and height in CSS pixels; if only one is given, the other follows from the view box; default 300 × 150 (CSS
/// 2, 10.3.2).
fn root_size(width: Option<String>, height: Option<String>, view_box: Option<String>) -> (u32, u32) {
    let length = |text: Option<String>| match Dimension::parse(text.as_deref()?)? {
        Dimension::Pixels(n) => Some(n),
        Dimension::Points(n) => Some(n * 96.0 / 72.0),
        Dimension::Percent(_) => None,
    };
    let numbers: Vec<f32> = view_box
        .unwrap_or_default()
        .split([' ', ',', '\t', '\n'])
        .filter(|t| !t.is_empty())
        .filter_map(|t| t.parse().ok())
        .collect();
    let view = match numbers[..] {
        [_, _, w, h] if w > 0.0 && h > 0.0 => Some((w, h)),
        _ => None,
    };
    let (w, h) = match (length(width), length(height), view) {
        (Some(w), Some(h), _) => (w, h),
        (Some(w), None, Some((x, y))) => (w, w * y / x),
        (None, Some(h), Some((x, y))) => (h * x / y, h),
        (None, None, Some(size)) => size,
        (Some(w), None, None) => (w, 150.0),
        (None, Some(h), None) => (300.0, h),
        (None, None, None) => (300.0, 150.0),
    };
    let whole = |n: f32| n.round().clamp(1.0, 100_000.0) as u32;
    (whole(w), whole(h))
}
