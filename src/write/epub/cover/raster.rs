//! Scan conversion with exact area coverage.
//!
//! In each row it crosses, an edge adds its height to all pixels on its right, and a share to the pixels it runs
//! through. A prefix sum along the row gives the coverage. Uses only additions and multiplications, so that the result
//! is the same on every machine.

use skrifa::outline::OutlinePen;
use std::ops::Range;

/// A coverage accumulation buffer.
pub struct Raster {
    width: usize,
    height: usize,
    /// Differences of the coverage along each row.
    steps: Vec<f32>,
    /// Range of columns with differences in each row; most of a picture has none.
    touched: Vec<Range<usize>>,
}

impl Raster {
    /// An empty buffer.
    pub fn new(width: usize, height: usize) -> Raster {
        Raster { width, height, steps: vec![0.0; (width + 2) * height], touched: vec![width..0; height] }
    }

    /// Composites the coverage, 0 to 255 per pixel, onto a picture of the same width and clears the buffer.
    pub fn lay(&mut self, ink: &mut [u8]) {
        let mut rows = ink.chunks_exact_mut(self.width);
        for (steps, touched) in self.steps.chunks_exact_mut(self.width + 2).zip(&mut self.touched) {
            let row = rows.next().unwrap_or_default();
            let columns = std::mem::replace(touched, self.width..0);
            if columns.is_empty() {
                continue;
            }
            let (mut sum, mut covered) = (0.0f32, 0);
            for (step, ink) in steps[columns.clone()].iter().zip(row.get_mut(columns.start..).unwrap_or_default()) {
                if *step != 0.0 {
                    sum += step;
                    covered = (sum.abs().min(1.0) * 255.0 + 0.5) as u8;
                }
                *ink = covered.max(*ink);
            }
            steps[columns].fill(0.0);
        }
    }

    /// Adds an edge, clipped to the picture.
    fn edge(&mut self, from: (f32, f32), to: (f32, f32)) {
        let (sign, (x0, y0), (x1, y1)) = if from.1 <= to.1 { (1.0, from, to) } else { (-1.0, to, from) };
        if y0 >= y1 {
            return;
        }
        let slope = (x1 - x0) / (y1 - y0);
        let right = self.width as f32;
        let (first, last) = (y0.max(0.0) as usize, (y1.max(0.0).ceil() as usize).min(self.height));
        for row in first..last {
            let (top, bottom) = (y0.max(row as f32), y1.min(row as f32 + 1.0));
            if bottom <= top {
                continue;
            }
            let at = |y: f32| (x0 + (y - y0) * slope).clamp(0.0, right);
            let (a, b) = (at(top), at(bottom));
            let (left, end) = if a <= b { (a, b) } else { (b, a) };
            let height = (bottom - top) * sign;
            let steps = &mut self.steps[row * (self.width + 2)..];
            let touched = &mut self.touched[row];
            *touched = touched.start.min(left as usize)..touched.end.max((end as usize).min(self.width) + 2);
            let mut x = left;
            for column in left as usize..=(end as usize).min(self.width) {
                // The part of the edge within this pixel column, and its midpoint.
                let next = end.min(column as f32 + 1.0);
                let share = if end > left { height * (next - x) / (end - left) } else { height };
                let middle = (x + next) / 2.0 - column as f32;
                steps[column] += share * (1.0 - middle);
                steps[column + 1] += share * middle;
                x = next;
            }
        }
    }
}

/// An outline pen that draws a glyph at a position and scale.
pub struct Pen<'r> {
    /// Target.
    pub raster: &'r mut Raster,
    /// The glyph's origin, in pixels from the upper left.
    pub origin: (f32, f32),
    /// Pixels per font unit.
    pub scale: f32,
    start: (f32, f32),
    at: (f32, f32),
}

impl<'r> Pen<'r> {
    /// A pen at the glyph's origin.
    pub fn new(raster: &'r mut Raster, origin: (f32, f32), scale: f32) -> Pen<'r> {
        Pen { raster, origin, scale, start: origin, at: origin }
    }

    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }

    fn line(&mut self, to: (f32, f32)) {
        self.raster.edge(self.at, to);
        self.at = to;
    }

    fn curve(&mut self, point: impl Fn(f32) -> (f32, f32)) {
        const STEPS: usize = 12;
        for step in 1..=STEPS {
            self.line(point(step as f32 / STEPS as f32));
        }
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.start = self.place(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line(self.place(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (p, c, q) = (self.at, self.place(cx, cy), self.place(x, y));
        let mix = |t: f32, p: f32, c: f32, q: f32| (1.0 - t) * (1.0 - t) * p + 2.0 * t * (1.0 - t) * c + t * t * q;
        self.curve(|t| (mix(t, p.0, c.0, q.0), mix(t, p.1, c.1, q.1)));
    }

    fn curve_to(&mut self, bx: f32, by: f32, cx: f32, cy: f32, x: f32, y: f32) {
        let (p, b, c, q) = (self.at, self.place(bx, by), self.place(cx, cy), self.place(x, y));
        let mix = |t: f32, p: f32, b: f32, c: f32, q: f32| {
            let u = 1.0 - t;
            u * u * u * p + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * q
        };
        self.curve(|t| (mix(t, p.0, b.0, c.0, q.0), mix(t, p.1, b.1, c.1, q.1)));
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_is_as_dark_as_it_is_covered() {
        let mut raster = Raster::new(4, 3);
        let mut pen = Pen::new(&mut raster, (0.0, 3.0), 1.0);
        // From (0.5, 0) to (2.25, 2) in a system whose y goes up: rows 1 and 2 of 3.
        for (i, (x, y)) in [(0.5, 0.0), (2.25, 0.0), (2.25, 2.0), (0.5, 2.0)].into_iter().enumerate() {
            if i == 0 { pen.move_to(x, y) } else { pen.line_to(x, y) }
        }
        pen.close();
        let mut ink = [0, 7, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0];
        raster.lay(&mut ink);
        assert_eq!(ink, [0, 7, 0, 0, 128, 255, 255, 0, 128, 255, 64, 0]);
        // The buffer was cleared.
        let mut ink = [0; 12];
        raster.lay(&mut ink);
        assert_eq!(ink, [0; 12]);
    }

    #[test]
    fn a_slope_covers_half() {
        let mut raster = Raster::new(2, 2);
        let mut pen = Pen::new(&mut raster, (0.0, 2.0), 1.0);
        pen.move_to(0.0, 0.0);
        pen.line_to(2.0, 0.0);
        pen.line_to(0.0, 2.0);
        pen.close();
        let mut ink = [0; 4];
        raster.lay(&mut ink);
        assert_eq!(ink, [128, 0, 255, 128]);
    }

    /// The area below a curve from (0, 0) to (4, 0) in pixels: total, and in the left half.
    fn below(draw: impl Fn(&mut Pen<'_>)) -> (f32, f32) {
        let mut raster = Raster::new(4, 4);
        let mut pen = Pen::new(&mut raster, (0.0, 4.0), 1.0);
        pen.move_to(0.0, 0.0);
        draw(&mut pen);
        pen.close();
        let sum = |bytes: &[u8]| bytes.iter().map(|&b| f32::from(b) / 255.0).sum::<f32>();
        let mut picture = [0; 16];
        raster.lay(&mut picture);
        (sum(&picture), picture.chunks(4).map(|row| sum(&row[..2])).sum())
    }

    #[test]
    fn a_curve_covers_what_its_integral_says() {
        // Curves are drawn as chords, whose area is slightly smaller.
        let is = |found: (f32, f32), whole: f32, left: f32| {
            assert!(
                (found.0 - whole).abs() < 0.15 && (found.1 - left).abs() < 0.15,
                "{found:?}, not {whole} and {left}"
            );
        };
        // y = 8t(1 − t), x = 4t: the integral is 16/3, by halves.
        is(below(|pen| pen.quad_to(2.0, 4.0, 4.0, 0.0)), 16.0 / 3.0, 8.0 / 3.0);
        // y = 12t(1 − t), dx = 24t(1 − t) dt: 288 · B(3, 3) = 9.6, by halves.
        is(below(|pen| pen.curve_to(0.0, 4.0, 4.0, 4.0, 4.0, 0.0)), 9.6, 4.8);
        // Only the first point is high: y = 12t(1 − t)², 288 · B(3, 4) = 4.8; up to t = ½, 288 · 7/640 = 3.15. The other way
        // round, what is left of the middle is the rest.
        is(below(|pen| pen.curve_to(0.0, 4.0, 4.0, 0.0, 4.0, 0.0)), 4.8, 3.15);
        is(below(|pen| pen.curve_to(0.0, 0.0, 4.0, 4.0, 4.0, 0.0)), 4.8, 1.65);
    }
}
