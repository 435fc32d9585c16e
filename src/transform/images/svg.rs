//! SVG: well-formed, how large (SVG 2, 8.2), and whether it is all there.

use super::Refusal;
use super::probe::Found;
use crate::document::{Dimension, ImageFormat};
use quick_xml::events::{BytesStart, Event};

/// Whether these bytes begin like an SVG document.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<svg") || start.starts_with('<') && start.contains("<svg")
}

/// Checks the whole document and takes its size from the root: `width` and `height`, else `viewBox`. Other files that
/// it shows are never read (SVG 2, 2.7.4: an image is its own secure document), so the first of them is named.
pub(super) fn probe(bytes: &[u8]) -> Result<Found, Refusal> {
    let broken = |why: String| Refusal::broken(format!("it is no well-formed SVG: {why}"));
    let text = std::str::from_utf8(bytes).map_err(|_| broken("it is not UTF-8".to_owned()))?;
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut size, mut outside) = (None, None);
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|e| broken(e.to_string()))?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                if matches!(element.local_name().as_ref(), "image" | "use" | "feImage") {
                    outside = outside.or_else(|| other_file(element));
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
    Ok(Found { format: ImageFormat::Svg, width, height, resolution: None, outside })
}

/// What an element refers to, if that is neither in the drawing nor in the address itself.
fn other_file(element: &BytesStart<'_>) -> Option<String> {
    let mut links = element.attributes().flatten().filter(|a| a.key.local_name().as_ref() == "href");
    let target = links.next()?.value.trim().to_owned();
    (!target.is_empty() && !target.starts_with('#') && !target.starts_with("data:")).then_some(target)
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
