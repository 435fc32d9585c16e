//! Gradients of drawings as shading patterns (ISO 32000-1, 8.7.4).
//!
//! PDF can only extend a shading's end colours. A repeated or reflected gradient (SVG 2, 14.2.2) is expanded: its
//! stops are repeated to cover the painted area.

use super::svg::{FormCanvas, number, numbers, row};
use crate::write::drawing::MOST_KNOTS;
use usvg::tiny_skia_path::{Point, Rect};
use usvg::{Paint, SpreadMethod, Stop, Transform};

/// Limit of repetitions on either side; finer stripes are not visible.
const MOST: f32 = 128.0;

/// A gradient stop.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Knot {
    at: f32,
    color: [f32; 3],
    opacity: f32,
}

impl FormCanvas<'_> {
    /// A gradient as a shading pattern that covers `bounds`; `veil`: its opacity as gray instead of its colours.
    pub(super) fn gradient(&mut self, paint: &Paint, transform: Transform, bounds: Rect, veil: bool) -> Option<u32> {
        let (kind, mut coordinates, own, stops, spread) = match paint {
            Paint::LinearGradient(g) => {
                (2, vec![g.x1(), g.y1(), g.x2(), g.y2()], g.transform(), g.stops(), g.spread_method())
            }
            Paint::RadialGradient(g) => {
                let all = vec![g.fx(), g.fy(), g.fr().get(), g.cx(), g.cy(), g.r().get()];
                (3, all, g.transform(), g.stops(), g.spread_method())
            }
            _ => return None,
        };
        let mut knots: Vec<Knot> = stops.iter().map(Knot::new).collect();
        if spread != SpreadMethod::Pad {
            let corners = own.invert().map(|inverse| corners(bounds, inverse)).unwrap_or_default();
            let (from, to) = if kind == 2 { along(&coordinates, &corners) } else { outward(&coordinates, &corners) };
            let most = (MOST_KNOTS / (knots.len() + 2)).max(1) as i32;
            let (from, to) = (from.max(-most / 2), to.min((most + 1) / 2).max(1));
            knots = spread_out(&knots, from, to, spread == SpreadMethod::Reflect);
            let half = coordinates.len() / 2;
            let (start, end): (Vec<f32>, Vec<f32>) = (0..half)
                .map(|i| {
                    let (a, b) = (coordinates[i], coordinates[i + half]);
                    (a + (b - a) * from as f32, a + (b - a) * to as f32)
                })
                .unzip();
            coordinates = [start, end].concat();
        }
        let mut out = b"<</Type/Pattern/PatternType 2/Matrix[".to_vec();
        numbers(&mut out, &row(transform.pre_concat(own)));
        out.extend_from_slice(format!("]/Shading<</ShadingType {kind}/ColorSpace").as_bytes());
        out.extend_from_slice(if veil { b"/DeviceGray/Coords[" } else { b"/DeviceRGB/Coords[" });
        numbers(&mut out, &coordinates);
        out.extend_from_slice(b"]/Extend[true true]/Function");
        function(&mut out, &knots, veil);
        out.extend_from_slice(b">>>>");
        Some(self.objects.add(out))
    }
}

impl Knot {
    fn new(stop: &Stop) -> Knot {
        let color = [stop.color().red, stop.color().green, stop.color().blue].map(|c| f32::from(c) / 255.0);
        Knot { at: stop.offset().get(), color, opacity: stop.opacity().get() }
    }

    fn write(&self, out: &mut Vec<u8>, veil: bool) {
        if veil { number(out, self.opacity) } else { numbers(out, &self.color) }
    }
}

fn corners(bounds: Rect, transform: Transform) -> Vec<Point> {
    let mut corners = vec![
        Point::from_xy(bounds.left(), bounds.top()),
        Point::from_xy(bounds.right(), bounds.top()),
        Point::from_xy(bounds.left(), bounds.bottom()),
        Point::from_xy(bounds.right(), bounds.bottom()),
    ];
    transform.map_points(&mut corners);
    corners
}

/// The range of periods of a linear gradient that the corners are in.
fn along(line: &[f32], corners: &[Point]) -> (i32, i32) {
    let (dx, dy) = (line[2] - line[0], line[3] - line[1]);
    let square = dx * dx + dy * dy;
    let place = |p: &Point| ((p.x - line[0]) * dx + (p.y - line[1]) * dy) / square;
    let places = || corners.iter().map(place).filter(|t| t.is_finite());
    let least = places().fold(0.0, f32::min).max(-MOST).floor();
    let most = places().fold(1.0, f32::max).min(MOST).ceil();
    (least as i32, most as i32)
}

/// The number of periods by which a radial gradient's outer circle must grow to contain the corners.
fn outward(circles: &[f32], corners: &[Point]) -> (i32, i32) {
    let growth = circles[5] - circles[2];
    let reach = |p: &Point| (p.x - circles[3]).hypot(p.y - circles[4]);
    let farthest = corners.iter().map(reach).fold(0.0, f32::max);
    // The centres move along the line from the focus, so a circle reaches less far on one side than on the other.
    let drift = (circles[3] - circles[0]).hypot(circles[4] - circles[1]);
    let slowest = growth - drift;
    let times = if slowest > 0.0 { (farthest / slowest).min(MOST).ceil() } else { 1.0 };
    (0, (times as i32).max(1))
}

/// The stops of a repeated or reflected gradient, for the periods from one to another.
fn spread_out(knots: &[Knot], from: i32, to: i32, reflect: bool) -> Vec<Knot> {
    let mut out = Vec::with_capacity(knots.len() * (to - from).max(1) as usize);
    let whole = (to - from).max(1) as f32;
    for period in from..to {
        let place = |at: f32| ((period - from) as f32 + at) / whole;
        let edge = |knot: Option<&Knot>, at: f32| knot.map(|k| Knot { at, ..*k });
        let back = reflect && period.rem_euclid(2) == 1;
        let turned: Vec<Knot> =
            if back { knots.iter().rev().map(|k| Knot { at: 1.0 - k.at, ..*k }).collect() } else { knots.to_vec() };
        // Each period has its own first and last stop, whatever its neighbours are.
        out.extend(edge(turned.first(), place(0.0)));
        out.extend(turned.iter().map(|k| Knot { at: place(k.at), ..*k }));
        out.extend(edge(turned.last(), place(1.0)));
    }
    out
}

/// The colour function: interpolations between stops, stitched (7.10.4).
fn function(out: &mut Vec<u8>, knots: &[Knot], veil: bool) {
    let (Some(first), Some(last)) = (knots.first(), knots.last()) else { return };
    let mut pieces: Vec<(f32, &Knot, &Knot)> = vec![(first.at, first, first)];
    pieces.extend(knots.windows(2).map(|pair| (pair[1].at, &pair[0], &pair[1])));
    pieces.push((1.0, last, last));
    // Bounds of a stitching function increase strictly (ISO 32000-1, 7.10.4): empty pieces are dropped.
    let mut end = 0.0;
    pieces.retain(|&(to, ..)| {
        let kept = to > end;
        end = if kept { to } else { end };
        kept
    });
    if pieces.is_empty() {
        pieces.push((1.0, last, last));
    }
    out.extend_from_slice(b"<</FunctionType 3/Domain[0 1]/Functions[");
    for (_, from, to) in &pieces {
        out.extend_from_slice(b"<</FunctionType 2/Domain[0 1]/N 1/C0[");
        from.write(out, veil);
        out.extend_from_slice(b"]/C1[");
        to.write(out, veil);
        out.extend_from_slice(b"]>>");
    }
    out.extend_from_slice(b"]/Bounds[");
    let bounds: Vec<f32> = pieces[..pieces.len() - 1].iter().map(|&(to, ..)| to).collect();
    numbers(out, &bounds);
    out.extend_from_slice(b"]/Encode[");
    numbers(out, &[0.0, 1.0].repeat(pieces.len()));
    out.extend_from_slice(b"]>>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knot(at: f32, gray: f32) -> Knot {
        Knot { at, color: [gray; 3], opacity: 1.0 }
    }

    #[test]
    fn a_reflected_gradient_runs_back() {
        let out = spread_out(&[knot(0.0, 0.0), knot(1.0, 1.0)], 0, 2, true);
        let grays: Vec<(f32, f32)> = out.iter().map(|k| (k.at, k.color[0])).collect();
        assert_eq!(grays.first(), Some(&(0.0, 0.0)));
        assert_eq!(grays.last(), Some(&(1.0, 0.0)));
        assert!(grays.contains(&(0.5, 1.0)) && !grays.contains(&(0.5, 0.0)));
    }

    #[test]
    fn a_repeated_gradient_begins_anew() {
        let out = spread_out(&[knot(0.25, 0.0), knot(0.75, 1.0)], -1, 1, false);
        let places: Vec<f32> = out.iter().map(|k| k.at).collect();
        assert_eq!(places, [0.0, 0.125, 0.375, 0.5, 0.5, 0.625, 0.875, 1.0]);
    }

    #[test]
    fn a_gradient_fills_what_it_paints() {
        let points = [Point::from_xy(-15.0, 0.0), Point::from_xy(35.0, 5.0)];
        assert_eq!(along(&[0.0, 0.0, 10.0, 0.0], &points), (-2, 4));
        assert_eq!(outward(&[0.0, 0.0, 0.0, 0.0, 0.0, 10.0], &points), (0, 4));
        // The focus is three beside the centre: each circle gains seven on the far side.
        let points = [Point::from_xy(-15.0, 0.0), Point::from_xy(34.0, 0.0)];
        assert_eq!(outward(&[13.0, 0.0, 0.0, 10.0, 0.0, 10.0], &points), (0, 4));
    }

    #[test]
    fn a_step_is_no_piece_of_a_gradient() {
        let mut out = Vec::new();
        function(&mut out, &[knot(0.0, 0.0), knot(0.5, 0.25), knot(0.5, 0.75), knot(1.0, 1.0)], false);
        let text = String::from_utf8(out).unwrap();
        let (pieces, bounds) = text.split_once("/Bounds[").unwrap();
        assert_eq!(pieces.matches("/FunctionType 2").count(), 2, "{text}");
        assert_eq!(bounds.split(']').next().unwrap().split_whitespace().collect::<Vec<_>>(), ["0.5"], "{text}");
    }
}
