//! SVG: well-formed, how large (SVG 2, 8.2), and whether the pictures in it can be shown.

use super::probe::{self, ImageInfo};
use super::{ImageRefusal, data, short};
use crate::diagnostic::codes;
use crate::document::{Dimension, ImageFormat, base64};
use crate::source::Cut as _;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::ops::Range;

/// Whether these bytes begin like an SVG document.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let is_root = |tag: &str| {
        let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
        name == "svg" || name.ends_with(":svg")
    };
    start.starts_with('<') && start.split('<').any(is_root)
}

/// The most attributes that an element has: who reads them looks each up among the others.
const MOST_ATTRIBUTES: usize = 1000;

/// A piece of a drawing's text, and what is to stand there.
type SvgEdit = (Range<usize>, String);

/// Checks the whole document and takes its size from the root: `width` and `height`, else `viewBox`. Other files that
/// it shows are never read (SVG 2, 2.7.4: an image is its own secure document); pictures that it holds are held to what
/// others are. Those that are left out lose their address.
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

/// Looks at what an element refers to, where that is not in the drawing itself.
fn links(
    element: &BytesStart<'_>,
    text: &str,
    max_pixels: u64,
    left_out: &mut Vec<ImageRefusal>,
    edits: &mut Vec<SvgEdit>,
) {
    let name = element.local_name();
    for attribute in element.attributes().flatten().filter(|a| a.key.local_name().as_ref() == "href") {
        // Entities of the file's own: writers refuse it.
        let (Cow::Borrowed(raw), Ok(target)) = (&attribute.value, unescape(&attribute.value)) else { continue };
        let target = target.trim();
        if target.is_empty() || target.starts_with('#') && name.as_ref() != "image" {
            continue;
        }
        let found = picture(target, max_pixels).and_then(|found| match (found.format, name.as_ref()) {
            (_, "use") | (ImageFormat::Svg, "feImage") => Err(refusal("a drawing in it is left out".to_owned(), None)),
            _ => Ok(found),
        });
        // The value is a piece of the text.
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

/// The picture that an address holds. Where no pixels are allowed, none are shown.
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
    // The writers show no pictures of a drawing within a drawing.
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

/// The text with its edits, which are in order.
fn edited(text: &str, edits: Vec<SvgEdit>) -> String {
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        out.push_str(text.cut(from..range.start));
        out.push_str(&new);
        from = range.end;
    }
    out + text.cut(from..)
}

/// Width and height in CSS pixels; where only one is given, the other follows the view box; 300 × 150 where nothing
/// is known (CSS 2, 10.3.2).
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
