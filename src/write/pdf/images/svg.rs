//! SVG as vector graphics: usvg resolves styles, references and text (with the embedded faces); groups, paths,
//! gradients, patterns, clips, masks and images become form XObjects (ISO 32000-1, 8.10).
//!
//! Text becomes outlines; its content is available through the alternate description. Filters have no counterpart in
//! PDF: the filtered object is drawn without them, and [`left_out`] reports it. External resources are not read.

use super::prepare;
use crate::document::{ImageFormat, RasterFacts, Resource};
use crate::write::pdf::objects::{Objects, Stream};
use crate::write::pdf::syntax::{int, reference};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use usvg::tiny_skia_path::{PathSegment, Rect};
use usvg::{Group, ImageKind, Node, Opacity, Paint, PaintOrder, Stop, Transform, Tree};

/// Stores a drawing as a form that fills the unit square, as an image does.
pub(super) fn store(objects: &mut Objects, tree: &Tree) -> u32 {
    let (width, height) = (tree.size().width(), tree.size().height());
    let mut pictures = HashMap::new();
    let mut canvas = FormCanvas::new(objects, &mut pictures);
    canvas.group(tree.root());
    let matrix = Transform::from_row(1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0);
    canvas.form([0.0, 0.0, width, height], matrix, true)
}

/// The unsupported features of a drawing, in words; empty if all of it can be shown.
pub(super) fn left_out(tree: &Tree) -> Vec<&'static str> {
    let (mut filters, mut lights) = (false, false);
    look(tree.root(), &mut |group| {
        filters |= !group.filters().is_empty();
        lights |= group.blend_mode() == usvg::BlendMode::PlusLighter;
    });
    let found = [(filters, "filter effects"), (lights, "the blend mode `plus-lighter`")];
    found.into_iter().filter(|(found, _)| *found).map(|(_, what)| what).collect()
}

/// Visits a group and all nested groups, including those in patterns and masks (usvg bounds their nesting).
fn look(group: &Group, visit: &mut dyn FnMut(&Group)) {
    visit(group);
    for node in group.children() {
        match node {
            Node::Group(inner) => look(inner, visit),
            _ => node.subroots(|root| look(root, visit)),
        }
    }
    group.mask().into_iter().for_each(|mask| look(mask.root(), visit));
}

/// Object numbers by content hash; [`None`]: can't be shown.
type Stored = HashMap<[u8; 32], Option<u32>>;

/// A content stream under construction, with its resources.
pub(super) struct FormCanvas<'a> {
    pub(super) objects: &'a mut Objects,
    /// Stored images of the drawing by the hash of their bytes, so that each is stored once.
    pictures: &'a mut Stored,
    out: Vec<u8>,
    /// Transformation from current coordinates to those of the form.
    transform: Transform,
    states: Vec<u32>,
    patterns: Vec<u32>,
    forms: Vec<u32>,
}

impl FormCanvas<'_> {
    fn new<'a>(objects: &'a mut Objects, pictures: &'a mut Stored) -> FormCanvas<'a> {
        let transform = Transform::identity();
        FormCanvas { objects, pictures, out: Vec::new(), transform, states: vec![], patterns: vec![], forms: vec![] }
    }

    /// A canvas for a form used on this one, in the same coordinates.
    fn inner(&mut self) -> FormCanvas<'_> {
        FormCanvas::new(self.objects, self.pictures)
    }

    /// Finishes the canvas as a form XObject.
    fn form(self, bounds: [f32; 4], matrix: Transform, grouped: bool) -> u32 {
        let mut entries = b"/Type/XObject/Subtype/Form".to_vec();
        if grouped {
            entries.extend_from_slice(b"/Group<</S/Transparency/I true/CS/DeviceRGB>>");
        }
        self.end(entries, bounds, matrix)
    }

    fn end(self, mut entries: Vec<u8>, bounds: [f32; 4], matrix: Transform) -> u32 {
        entries.extend_from_slice(b"/BBox[");
        numbers(&mut entries, &bounds);
        entries.extend_from_slice(b"]/Matrix[");
        numbers(&mut entries, &row(matrix));
        entries.extend_from_slice(b"]/Resources<<");
        for (key, prefix, ids) in [
            ("/ExtGState<<", "/G", &self.states),
            ("/Pattern<<", "/P", &self.patterns),
            ("/XObject<<", "/X", &self.forms),
        ] {
            if ids.is_empty() {
                continue;
            }
            entries.extend_from_slice(key.as_bytes());
            for (index, &id) in ids.iter().enumerate() {
                entries.extend_from_slice(prefix.as_bytes());
                int(&mut entries, index as i64);
                entries.push(b' ');
                reference(&mut entries, id);
            }
            entries.extend_from_slice(b">>");
        }
        entries.extend_from_slice(b">>");
        let stream = Stream::deflated(&entries, &self.out);
        self.objects.add_stream(stream)
    }

    fn save(&mut self) -> Transform {
        self.out.extend_from_slice(b"q\n");
        self.transform
    }

    fn restore(&mut self, saved: Transform) {
        self.transform = saved;
        self.out.extend_from_slice(b"Q\n");
    }

    fn concatenate(&mut self, transform: Transform) {
        if !transform.is_identity() {
            numbers(&mut self.out, &row(transform));
            self.out.extend_from_slice(b" cm\n");
            self.transform = self.transform.pre_concat(transform);
        }
    }

    fn group(&mut self, group: &Group) {
        let plain =
            group.opacity() == Opacity::ONE && group.mask().is_none() && group.blend_mode() == usvg::BlendMode::Normal;
        let saved = self.save();
        self.concatenate(group.transform());
        if let Some(clip) = group.clip_path() {
            self.clip(clip);
        }
        if plain {
            group.children().iter().for_each(|node| self.node(node));
        } else {
            let bounds = group.layer_bounding_box();
            let mut inner = self.inner();
            group.children().iter().for_each(|node| inner.node(node));
            let form = inner.form(sides(bounds.to_rect()), Transform::identity(), true);
            let mut state = b"<</Type/ExtGState".to_vec();
            if group.opacity() != Opacity::ONE {
                state.extend_from_slice(b"/ca ");
                number(&mut state, group.opacity().get());
            }
            if group.blend_mode() != usvg::BlendMode::Normal {
                state.extend_from_slice(b"/BM/");
                state.extend_from_slice(blend_mode(group.blend_mode()).as_bytes());
            }
            if let Some(mask) = group.mask() {
                let kind = if mask.kind() == usvg::MaskType::Alpha { "Alpha" } else { "Luminosity" };
                let form = self.mask(mask);
                soft_mask(&mut state, kind, form);
            }
            state.extend_from_slice(b">>");
            self.state(state);
            self.draw(form);
        }
        self.restore(saved);
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Group(group) => self.group(group),
            Node::Path(path) => self.path(path),
            Node::Text(text) => self.group(text.flattened()),
            Node::Image(image) => self.image(image),
        }
    }

    fn image(&mut self, image: &usvg::Image) {
        let (format, bytes) = match image.kind() {
            ImageKind::JPEG(bytes) => (ImageFormat::Jpeg, bytes),
            ImageKind::PNG(bytes) => (ImageFormat::Png, bytes),
            ImageKind::GIF(bytes) => (ImageFormat::Gif, bytes),
            ImageKind::WEBP(bytes) => (ImageFormat::WebP, bytes),
            ImageKind::SVG(tree) => return self.group(tree.root()),
        };
        let stored = self.pictures.entry(Sha256::digest(bytes.as_slice()).into()).or_insert_with(|| {
            let bytes: Arc<[u8]> = Arc::from(bytes.as_slice());
            // Images in a drawing are not resources of the document, so they are probed here.
            let facts = RasterFacts::of(format, &bytes);
            let resource =
                Resource { name: String::new(), format, bytes, width: 0, height: 0, resolution: None, facts };
            Some(prepare(&resource)?.store(self.objects))
        });
        let Some(id) = *stored else { return };
        let saved = self.save();
        // An image's first row is at the top of the unit square; here y runs down.
        let (width, height) = (image.size().width(), image.size().height());
        self.concatenate(Transform::from_row(width, 0.0, 0.0, -height, 0.0, height));
        self.draw(id);
        self.restore(saved);
    }

    fn draw(&mut self, form: u32) {
        self.out.extend_from_slice(b"/X");
        int(&mut self.out, self.forms.len() as i64);
        self.out.extend_from_slice(b" Do\n");
        self.forms.push(form);
    }

    fn state(&mut self, state: Vec<u8>) {
        self.out.extend_from_slice(b"/G");
        int(&mut self.out, self.states.len() as i64);
        self.out.extend_from_slice(b" gs\n");
        let id = self.objects.add(state);
        self.states.push(id);
    }

    /// Clips to the union of a clip path's shapes, intersected with the clip path's own clip.
    fn clip(&mut self, clip: &usvg::ClipPath) {
        if let Some(outer) = clip.clip_path() {
            self.clip(outer);
        }
        let mut even_odd = false;
        let mut count = 0;
        let mut shapes = vec![(clip.root(), clip.transform())];
        while let Some((group, transform)) = shapes.pop() {
            let transform = transform.pre_concat(group.transform());
            for node in group.children() {
                match node {
                    Node::Path(path) => {
                        count += 1;
                        even_odd |= path.fill().is_some_and(|f| f.rule() == usvg::FillRule::EvenOdd);
                        segments(&mut self.out, path, transform);
                    }
                    Node::Group(inner) => shapes.push((inner, transform)),
                    Node::Text(text) => shapes.push((text.flattened(), transform)),
                    Node::Image(_) => {}
                }
            }
        }
        if count == 0 {
            // An empty clip hides everything.
            self.out.extend_from_slice(b"0 0 0 0 re\n");
        }
        self.out.extend_from_slice(if even_odd && count == 1 { b"W* n\n" } else { b"W n\n" });
    }

    /// The content of a mask as a form.
    fn mask(&mut self, mask: &usvg::Mask) -> u32 {
        let mut canvas = self.inner();
        let rect = mask.rect().to_rect();
        if let Some(outer) = mask.mask() {
            let form = canvas.mask(outer);
            let mut state = b"<</Type/ExtGState".to_vec();
            soft_mask(&mut state, if outer.kind() == usvg::MaskType::Alpha { "Alpha" } else { "Luminosity" }, form);
            state.extend_from_slice(b">>");
            canvas.state(state);
        }
        canvas.group(mask.root());
        canvas.form(sides(rect), Transform::identity(), true)
    }

    fn path(&mut self, path: &usvg::Path) {
        if !path.is_visible() {
            return;
        }
        let fill = |canvas: &mut Self| {
            if let Some(fill) = path.fill() {
                let operator: &[u8] = if fill.rule() == usvg::FillRule::EvenOdd { b"f*\n" } else { b"f\n" };
                canvas.paint(path, fill.paint(), fill.opacity(), operator, true);
            }
        };
        let stroke = |canvas: &mut Self| {
            if let Some(stroke) = path.stroke() {
                canvas.paint(path, stroke.paint(), stroke.opacity(), b"S\n", false);
            }
        };
        if path.paint_order() == PaintOrder::StrokeAndFill {
            stroke(self);
            fill(self);
        } else {
            fill(self);
            stroke(self);
        }
    }

    fn paint(&mut self, path: &usvg::Path, paint: &Paint, opacity: Opacity, operator: &[u8], filled: bool) {
        let saved = self.save();
        let bounds = if filled { path.bounding_box() } else { path.stroke_bounding_box() };
        let veil = match paint {
            Paint::LinearGradient(gradient) => veiled(gradient.stops()),
            Paint::RadialGradient(gradient) => veiled(gradient.stops()),
            _ => false,
        };
        if opacity != Opacity::ONE || veil {
            let mut state = b"<</Type/ExtGState".to_vec();
            if opacity != Opacity::ONE {
                state.extend_from_slice(b"/ca ");
                number(&mut state, opacity.get());
                state.extend_from_slice(b"/CA ");
                number(&mut state, opacity.get());
            }
            if veil {
                let mut canvas = self.inner();
                if let Some(pattern) = canvas.gradient(paint, Transform::identity(), bounds, true) {
                    canvas.choose_pattern(pattern, true);
                }
                numbers(&mut canvas.out, &[bounds.x(), bounds.y(), bounds.width(), bounds.height()]);
                canvas.out.extend_from_slice(b" re f\n");
                let form = canvas.form(sides(bounds), Transform::identity(), true);
                soft_mask(&mut state, "Luminosity", form);
            }
            state.extend_from_slice(b">>");
            self.state(state);
        }
        match paint {
            Paint::Color(color) => {
                let parts = [color.red, color.green, color.blue].map(|c| f32::from(c) / 255.0);
                numbers(&mut self.out, &parts);
                self.out.extend_from_slice(if filled { b" rg\n" } else { b" RG\n" });
            }
            Paint::Pattern(pattern) => {
                let id = self.tiling(pattern);
                self.choose_pattern(id, filled);
            }
            gradient => {
                if let Some(id) = self.gradient(gradient, self.transform, bounds, false) {
                    self.choose_pattern(id, filled);
                }
            }
        }
        if let (false, Some(stroke)) = (filled, path.stroke()) {
            self.stroke_style(stroke);
        }
        segments(&mut self.out, path, Transform::identity());
        self.out.extend_from_slice(operator);
        self.restore(saved);
    }

    fn stroke_style(&mut self, stroke: &usvg::Stroke) {
        let cap = match stroke.linecap() {
            usvg::LineCap::Butt => 0,
            usvg::LineCap::Round => 1,
            usvg::LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            usvg::LineJoin::Round => 1,
            usvg::LineJoin::Bevel => 2,
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => 0,
        };
        number(&mut self.out, stroke.width().get());
        self.out.extend_from_slice(format!(" w {cap} J {join} j ").as_bytes());
        number(&mut self.out, stroke.miterlimit().get());
        self.out.extend_from_slice(b" M [");
        numbers(&mut self.out, stroke.dasharray().unwrap_or(&[]));
        self.out.extend_from_slice(b"] ");
        number(&mut self.out, stroke.dashoffset());
        self.out.extend_from_slice(b" d\n");
    }

    fn choose_pattern(&mut self, pattern: u32, filled: bool) {
        self.out.extend_from_slice(if filled { b"/Pattern cs /P" } else { b"/Pattern CS /P" });
        int(&mut self.out, self.patterns.len() as i64);
        self.out.extend_from_slice(if filled { b" scn\n" } else { b" SCN\n" });
        self.patterns.push(pattern);
    }

    /// A tiling pattern (8.7.3).
    fn tiling(&mut self, pattern: &usvg::Pattern) -> u32 {
        let rect = pattern.rect().to_rect();
        let matrix = self.transform.pre_concat(pattern.transform()).pre_translate(rect.x(), rect.y());
        let mut canvas = self.inner();
        canvas.group(pattern.root());
        let mut entries = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/XStep ".to_vec();
        number(&mut entries, rect.width());
        entries.extend_from_slice(b"/YStep ");
        number(&mut entries, rect.height());
        canvas.end(entries, [0.0, 0.0, rect.width(), rect.height()], matrix)
    }
}

fn veiled(stops: &[Stop]) -> bool {
    stops.iter().any(|s| s.opacity() != Opacity::ONE)
}

fn soft_mask(state: &mut Vec<u8>, kind: &str, form: u32) {
    state.extend_from_slice(b"/SMask<</Type/Mask/S/");
    state.extend_from_slice(kind.as_bytes());
    state.extend_from_slice(b"/G ");
    reference(state, form);
    state.extend_from_slice(b">>");
}

fn segments(out: &mut Vec<u8>, path: &usvg::Path, transform: Transform) {
    let Some(data) = path.data().clone().transform(transform) else { return };
    let mut last = (0.0, 0.0);
    for segment in data.segments() {
        match segment {
            PathSegment::MoveTo(p) => {
                numbers(out, &[p.x, p.y]);
                out.extend_from_slice(b" m\n");
                last = (p.x, p.y);
            }
            PathSegment::LineTo(p) => {
                numbers(out, &[p.x, p.y]);
                out.extend_from_slice(b" l\n");
                last = (p.x, p.y);
            }
            PathSegment::QuadTo(c, p) => {
                // A quadratic curve as a cubic one.
                let third = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
                let (x1, y1) = (third(last.0, c.x), third(last.1, c.y));
                numbers(out, &[x1, y1, third(p.x, c.x), third(p.y, c.y), p.x, p.y]);
                out.extend_from_slice(b" c\n");
                last = (p.x, p.y);
            }
            PathSegment::CubicTo(a, b, p) => {
                numbers(out, &[a.x, a.y, b.x, b.y, p.x, p.y]);
                out.extend_from_slice(b" c\n");
                last = (p.x, p.y);
            }
            PathSegment::Close => out.extend_from_slice(b"h\n"),
        }
    }
}

pub(super) fn row(t: Transform) -> [f32; 6] {
    [t.sx, t.ky, t.kx, t.sy, t.tx, t.ty]
}

fn sides(rect: Rect) -> [f32; 4] {
    [rect.left(), rect.top(), rect.right(), rect.bottom()]
}

pub(super) fn numbers(out: &mut Vec<u8>, values: &[f32]) {
    for (i, &value) in values.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        number(out, value);
    }
}

/// A number with up to six decimals: the units of drawings vary.
pub(super) fn number(out: &mut Vec<u8>, value: f32) {
    let scaled = (f64::from(value).clamp(-1e9, 1e9) * 1e6).round() as i64;
    if scaled < 0 {
        out.push(b'-');
    }
    let scaled = scaled.unsigned_abs();
    int(out, (scaled / 1_000_000) as i64);
    if !scaled.is_multiple_of(1_000_000) {
        let digits = format!(".{:06}", scaled % 1_000_000);
        out.extend_from_slice(digits.trim_end_matches('0').as_bytes());
    }
}

fn blend_mode(mode: usvg::BlendMode) -> &'static str {
    use usvg::BlendMode::*;
    match mode {
        // PDF has no additive blend mode (plus-lighter).
        Normal | PlusLighter => "Normal",
        Multiply => "Multiply",
        Screen => "Screen",
        Overlay => "Overlay",
        Darken => "Darken",
        Lighten => "Lighten",
        ColorDodge => "ColorDodge",
        ColorBurn => "ColorBurn",
        HardLight => "HardLight",
        SoftLight => "SoftLight",
        Difference => "Difference",
        Exclusion => "Exclusion",
        Hue => "Hue",
        Saturation => "Saturation",
        Color => "Color",
        Luminosity => "Luminosity",
    }
}
