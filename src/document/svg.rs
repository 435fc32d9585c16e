//! Element and attribute names of SVG in their proper case, and the attributes allowed on each element (SVG 1.1,
//! appendix A and the modules of its schema).

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An element without scripting, animation or foreign content.
pub(crate) struct SvgElement {
    pub(crate) name: &'static str,
    /// Attribute groups shared with other elements.
    shared: &'static [&'static [&'static str]],
    /// Specific attributes.
    own: &'static [&'static str],
}

impl SvgElement {
    /// The element of this name.
    pub(crate) fn named(name: &str) -> Option<&'static SvgElement> {
        ELEMENTS.binary_search_by_key(&name, |element| element.name).ok().map(|at| &ELEMENTS[at])
    }

    /// Whether a presentation attribute is allowed. Ids, languages and references are handled separately; attributes
    /// for scripts, animation and fonts are excluded.
    pub(crate) fn may_have(&self, attribute: &str) -> bool {
        self.own.contains(&attribute) || self.shared.iter().any(|group| group.contains(&attribute))
    }

    /// Whether a property without an SVG 1.1 attribute applies to it: those of SVG 2, and font properties, which
    /// define `em`.
    pub(crate) fn heeds(&self, property: &str) -> bool {
        PROPERTIES.contains(&property) || self.is_drawn() && FONT.contains(&property)
    }

    /// Whether it is rendered or contains rendered elements, and may have a role and a label.
    pub(crate) fn is_drawn(&self) -> bool {
        self.shared.contains(&GRAPHICS)
    }

    /// Required attributes with their default values.
    pub(crate) fn required(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let name = self.name;
        REQUIRED.iter().filter(move |(element, ..)| *element == name).map(|&(_, attribute, value)| (attribute, value))
    }
}

/// Whether SVG 1.1 allows a value for an attribute; most have no list of values.
pub(crate) fn is_known(attribute: &str, value: &str) -> bool {
    let values = VALUES.iter().find(|(name, _)| *name == attribute);
    value == "inherit" || values.is_none_or(|(_, known)| known.contains(&value))
}

/// A property as a CSS declaration, with units for lengths; `None` if the value could end the declaration.
pub(crate) fn declaration(property: &str, value: &str) -> Option<String> {
    if value.contains([';', '"', '\'', '{', '}', '\\', '!']) || value.contains("/*") {
        return None;
    }
    let with_unit = |part: &str| match part.parse::<f64>() {
        Ok(number) if number != 0.0 && LENGTHS.contains(&property) => format!("{part}px"),
        _ => part.to_owned(),
    };
    let value: Vec<String> = value.split_whitespace().map(with_unit).collect();
    Some(format!("{property}:{};", value.join(" ")))
}

/// The name of an element with the capitals that SVG gives it.
pub(crate) fn element_cased(name: &str) -> Option<&'static str> {
    static NAMES: LazyLock<Cases> = LazyLock::new(|| Cases::of(ELEMENTS.iter().map(|element| element.name)));
    NAMES.get(name)
}

/// The name of an attribute with the capitals that SVG gives it.
pub(crate) fn attribute_cased(name: &str) -> Option<&'static str> {
    static NAMES: LazyLock<Cases> = LazyLock::new(|| {
        Cases::of(ELEMENTS.iter().flat_map(|e| e.shared.iter().copied().flatten().chain(e.own)).copied())
    });
    NAMES.get(name)
}

/// Names with capitals, by lower-case name.
struct Cases(BTreeMap<String, &'static str>);

impl Cases {
    fn of(names: impl Iterator<Item = &'static str>) -> Cases {
        let with_capitals = names.filter(|name| name.contains(|c: char| c.is_ascii_uppercase()));
        Cases(with_capitals.map(|name| (name.to_ascii_lowercase(), name)).collect())
    }

    fn get(&self, name: &str) -> Option<&'static str> {
        self.0.get(&name.to_ascii_lowercase()).copied()
    }
}

/// Conditions (5.8.1).
const TESTS: &[&str] = &["requiredExtensions", "requiredFeatures", "systemLanguage"];
/// Of style sheets.
const STYLE: &[&str] = &["class", "style"];
/// Of lines of text.
const TEXT: &[&str] = &[
    "alignment-baseline",
    "baseline-shift",
    "direction",
    "dominant-baseline",
    "glyph-orientation-horizontal",
    "glyph-orientation-vertical",
    "kerning",
    "letter-spacing",
    "text-anchor",
    "text-decoration",
    "unicode-bidi",
    "word-spacing",
];
/// Of fonts.
const FONT: &[&str] =
    &["font-family", "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant", "font-weight"];
/// Of fill and stroke.
const PAINT: &[&str] = &[
    "fill",
    "fill-rule",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-width",
];
/// Of colours.
const COLOR: &[&str] = &["color", "color-interpolation", "color-rendering"];
/// Of opacity.
const OPACITY: &[&str] = &["fill-opacity", "opacity", "stroke-opacity"];
/// Of what is drawn.
const GRAPHICS: &[&str] =
    &["display", "image-rendering", "pointer-events", "shape-rendering", "text-rendering", "visibility"];
/// Of markers.
const MARKERS: &[&str] = &["marker-end", "marker-mid", "marker-start"];
/// Of clips, masks and filters.
const CLIP: &[&str] = &["clip-path", "clip-rule", "filter", "mask"];
/// Of the stops of a gradient.
const STOPS: &[&str] = &["stop-color", "stop-opacity"];
/// Of what is cut off.
const VIEWPORT: &[&str] = &["clip", "overflow"];
/// Of a filter primitive.
const RESULT: &[&str] = &["height", "result", "width", "x", "y"];
/// Of filters.
const FILTERING: &[&str] = &["color-interpolation-filters"];
/// Of light, floods and the direction of writing.
const EFFECTS: &[&str] = &["enable-background", "flood-color", "flood-opacity", "lighting-color", "writing-mode"];

/// What all containers have.
const CONTAINER: &[&[&str]] =
    &[TESTS, STYLE, TEXT, FONT, PAINT, COLOR, OPACITY, GRAPHICS, MARKERS, CLIP, STOPS, VIEWPORT, EFFECTS, FILTERING];
/// What shapes have …
const SHAPE: &[&[&str]] = &[TESTS, STYLE, PAINT, COLOR, OPACITY, GRAPHICS, CLIP];
/// … and those with corners.
const LINE: &[&[&str]] = &[TESTS, STYLE, PAINT, COLOR, OPACITY, GRAPHICS, CLIP, MARKERS];
/// What text has.
const TEXTUAL: &[&[&str]] = &[TESTS, STYLE, TEXT, FONT, PAINT, COLOR, OPACITY, GRAPHICS, CLIP];
/// What an image has.
const PICTURE: &[&[&str]] = &[TESTS, STYLE, COLOR, OPACITY, GRAPHICS, CLIP, VIEWPORT];
/// What gradients and their stops have.
const GRADIENT: &[&[&str]] = &[STYLE, COLOR, STOPS];
/// What titles and descriptions have.
const LABEL: &[&[&str]] = &[STYLE];
/// What filter primitives have …
const PRIMITIVE: &[&[&str]] = &[RESULT, FILTERING];
/// … and those with a colour.
const LIGHT: &[&[&str]] = &[RESULT, FILTERING, STYLE, COLOR];
/// What the rest have.
const BARE: &[&[&str]] = &[];

/// All of them, in order; with those of SVG 2 that change what is seen: `fr`, `pathLength` of every shape, `transform` of `svg`.
const ELEMENTS: &[SvgElement] = &[
    SvgElement { name: "a", shared: CONTAINER, own: &["transform"] },
    SvgElement { name: "circle", shared: SHAPE, own: &["cx", "cy", "pathLength", "r", "transform"] },
    SvgElement { name: "clipPath", shared: TEXTUAL, own: &["clipPathUnits", "transform", "writing-mode"] },
    SvgElement { name: "defs", shared: CONTAINER, own: &["transform"] },
    SvgElement { name: "desc", shared: LABEL, own: &[] },
    SvgElement { name: "ellipse", shared: SHAPE, own: &["cx", "cy", "pathLength", "rx", "ry", "transform"] },
    SvgElement { name: "feBlend", shared: PRIMITIVE, own: &["in", "in2", "mode"] },
    SvgElement { name: "feColorMatrix", shared: PRIMITIVE, own: &["in", "type", "values"] },
    SvgElement { name: "feComponentTransfer", shared: PRIMITIVE, own: &["in"] },
    SvgElement { name: "feComposite", shared: PRIMITIVE, own: &["in", "in2", "k1", "k2", "k3", "k4", "operator"] },
    SvgElement {
        name: "feConvolveMatrix",
        shared: PRIMITIVE,
        own: &[
            "bias",
            "divisor",
            "edgeMode",
            "in",
            "kernelMatrix",
            "kernelUnitLength",
            "order",
            "preserveAlpha",
            "targetX",
            "targetY",
        ],
    },
    SvgElement {
        name: "feDiffuseLighting",
        shared: LIGHT,
        own: &["diffuseConstant", "in", "kernelUnitLength", "lighting-color", "surfaceScale"],
    },
    SvgElement {
        name: "feDisplacementMap",
        shared: PRIMITIVE,
        own: &["in", "in2", "scale", "xChannelSelector", "yChannelSelector"],
    },
    SvgElement { name: "feDistantLight", shared: BARE, own: &["azimuth", "elevation"] },
    SvgElement {
        name: "feDropShadow",
        shared: LIGHT,
        own: &["dx", "dy", "flood-color", "flood-opacity", "in", "stdDeviation"],
    },
    SvgElement { name: "feFlood", shared: LIGHT, own: &["flood-color", "flood-opacity", "in"] },
    SvgElement {
        name: "feFuncA",
        shared: BARE,
        own: &["amplitude", "exponent", "intercept", "offset", "slope", "tableValues", "type"],
    },
    SvgElement {
        name: "feFuncB",
        shared: BARE,
        own: &["amplitude", "exponent", "intercept", "offset", "slope", "tableValues", "type"],
    },
    SvgElement {
        name: "feFuncG",
        shared: BARE,
        own: &["amplitude", "exponent", "intercept", "offset", "slope", "tableValues", "type"],
    },
    SvgElement {
        name: "feFuncR",
        shared: BARE,
        own: &["amplitude", "exponent", "intercept", "offset", "slope", "tableValues", "type"],
    },
    SvgElement { name: "feGaussianBlur", shared: PRIMITIVE, own: &["in", "stdDeviation"] },
    SvgElement {
        name: "feImage",
        shared: CONTAINER,
        own: &["height", "preserveAspectRatio", "result", "width", "x", "y"],
    },
    SvgElement { name: "feMerge", shared: PRIMITIVE, own: &[] },
    SvgElement { name: "feMergeNode", shared: BARE, own: &["in"] },
    SvgElement { name: "feMorphology", shared: PRIMITIVE, own: &["in", "operator", "radius"] },
    SvgElement { name: "feOffset", shared: PRIMITIVE, own: &["dx", "dy", "in"] },
    SvgElement { name: "fePointLight", shared: BARE, own: &["x", "y", "z"] },
    SvgElement {
        name: "feSpecularLighting",
        shared: LIGHT,
        own: &["in", "kernelUnitLength", "lighting-color", "specularConstant", "specularExponent", "surfaceScale"],
    },
    SvgElement {
        name: "feSpotLight",
        shared: BARE,
        own: &["limitingConeAngle", "pointsAtX", "pointsAtY", "pointsAtZ", "specularExponent", "x", "y", "z"],
    },
    SvgElement { name: "feTile", shared: PRIMITIVE, own: &["in"] },
    SvgElement {
        name: "feTurbulence",
        shared: PRIMITIVE,
        own: &["baseFrequency", "numOctaves", "seed", "stitchTiles", "type"],
    },
    SvgElement {
        name: "filter",
        shared: CONTAINER,
        own: &["filterRes", "filterUnits", "height", "primitiveUnits", "width", "x", "y"],
    },
    SvgElement { name: "g", shared: CONTAINER, own: &["transform"] },
    SvgElement {
        name: "image",
        shared: PICTURE,
        own: &["height", "preserveAspectRatio", "transform", "width", "x", "y"],
    },
    SvgElement { name: "line", shared: LINE, own: &["pathLength", "transform", "x1", "x2", "y1", "y2"] },
    SvgElement {
        name: "linearGradient",
        shared: GRADIENT,
        own: &["gradientTransform", "gradientUnits", "spreadMethod", "x1", "x2", "y1", "y2"],
    },
    SvgElement {
        name: "marker",
        shared: CONTAINER,
        own: &[
            "markerHeight",
            "markerUnits",
            "markerWidth",
            "orient",
            "preserveAspectRatio",
            "refX",
            "refY",
            "viewBox",
        ],
    },
    SvgElement {
        name: "mask",
        shared: CONTAINER,
        own: &["height", "maskContentUnits", "maskUnits", "width", "x", "y"],
    },
    SvgElement { name: "path", shared: LINE, own: &["d", "pathLength", "transform"] },
    SvgElement {
        name: "pattern",
        shared: CONTAINER,
        own: &[
            "height",
            "patternContentUnits",
            "patternTransform",
            "patternUnits",
            "preserveAspectRatio",
            "viewBox",
            "width",
            "x",
            "y",
        ],
    },
    SvgElement { name: "polygon", shared: LINE, own: &["pathLength", "points", "transform"] },
    SvgElement { name: "polyline", shared: LINE, own: &["pathLength", "points", "transform"] },
    SvgElement {
        name: "radialGradient",
        shared: GRADIENT,
        own: &["cx", "cy", "fr", "fx", "fy", "gradientTransform", "gradientUnits", "r", "spreadMethod"],
    },
    SvgElement {
        name: "rect",
        shared: SHAPE,
        own: &["height", "pathLength", "rx", "ry", "transform", "width", "x", "y"],
    },
    SvgElement { name: "stop", shared: GRADIENT, own: &["offset"] },
    SvgElement { name: "style", shared: BARE, own: &["media", "type"] },
    SvgElement {
        name: "svg",
        shared: CONTAINER,
        own: &["baseProfile", "height", "preserveAspectRatio", "transform", "viewBox", "width", "x", "y", "zoomAndPan"],
    },
    SvgElement { name: "switch", shared: CONTAINER, own: &["transform"] },
    SvgElement { name: "symbol", shared: CONTAINER, own: &["preserveAspectRatio", "viewBox"] },
    SvgElement {
        name: "text",
        shared: TEXTUAL,
        own: &["dx", "dy", "lengthAdjust", "rotate", "textLength", "transform", "writing-mode", "x", "y"],
    },
    SvgElement {
        name: "textPath",
        shared: TEXTUAL,
        own: &["lengthAdjust", "method", "spacing", "startOffset", "textLength"],
    },
    SvgElement { name: "title", shared: LABEL, own: &[] },
    SvgElement { name: "tref", shared: TEXTUAL, own: &["dx", "dy", "lengthAdjust", "rotate", "textLength", "x", "y"] },
    SvgElement { name: "tspan", shared: TEXTUAL, own: &["dx", "dy", "lengthAdjust", "rotate", "textLength", "x", "y"] },
    SvgElement { name: "use", shared: CONTAINER, own: &["height", "transform", "width", "x", "y"] },
    SvgElement { name: "view", shared: BARE, own: &["preserveAspectRatio", "viewBox", "viewTarget", "zoomAndPan"] },
];

/// Attributes that must be there: of which element, and what is meant without them.
const REQUIRED: &[(&str, &str, &str)] = &[
    ("circle", "r", "0"),
    ("ellipse", "rx", "0"),
    ("ellipse", "ry", "0"),
    ("path", "d", ""),
    ("polygon", "points", ""),
    ("polyline", "points", ""),
    ("rect", "height", "0"),
    ("rect", "width", "0"),
    ("stop", "offset", "0"),
];

/// The values that properties of SVG 1.1 may have as attributes, where it has a list of them.
const VALUES: &[(&str, &[&str])] = &[
    (
        "alignment-baseline",
        &[
            "after-edge",
            "alphabetic",
            "auto",
            "baseline",
            "before-edge",
            "central",
            "hanging",
            "ideographic",
            "mathematical",
            "middle",
            "text-after-edge",
            "text-before-edge",
        ],
    ),
    ("color-interpolation", &["auto", "linearRGB", "sRGB"]),
    ("color-interpolation-filters", &["auto", "linearRGB", "sRGB"]),
    ("color-rendering", &["auto", "optimizeQuality", "optimizeSpeed"]),
    ("direction", &["ltr", "rtl"]),
    (
        "display",
        &[
            "block",
            "compact",
            "inline",
            "inline-table",
            "list-item",
            "marker",
            "none",
            "run-in",
            "table",
            "table-caption",
            "table-cell",
            "table-column",
            "table-column-group",
            "table-footer-group",
            "table-header-group",
            "table-row",
            "table-row-group",
        ],
    ),
    (
        "dominant-baseline",
        &[
            "alphabetic",
            "auto",
            "central",
            "hanging",
            "ideographic",
            "mathematical",
            "middle",
            "no-change",
            "reset-size",
            "text-after-edge",
            "text-before-edge",
            "use-script",
        ],
    ),
    ("image-rendering", &["auto", "optimizeQuality", "optimizeSpeed"]),
    ("overflow", &["auto", "hidden", "scroll", "visible"]),
    (
        "pointer-events",
        &["all", "fill", "none", "painted", "stroke", "visible", "visibleFill", "visiblePainted", "visibleStroke"],
    ),
    ("shape-rendering", &["auto", "crispEdges", "geometricPrecision", "optimizeSpeed"]),
    ("stroke-linecap", &["butt", "round", "square"]),
    ("stroke-linejoin", &["bevel", "miter", "round"]),
    ("text-anchor", &["end", "middle", "start"]),
    ("text-rendering", &["auto", "geometricPrecision", "optimizeLegibility", "optimizeSpeed"]),
    ("unicode-bidi", &["bidi-override", "embed", "normal"]),
    ("visibility", &["hidden", "visible"]),
    ("writing-mode", &["lr", "lr-tb", "rl", "rl-tb", "tb", "tb-rl"]),
];

/// Presentation attributes of SVG 2 that SVG 1.1 lacks.
const PROPERTIES: &[&str] =
    &["mask-type", "paint-order", "text-overflow", "transform-origin", "vector-effect", "white-space"];

/// Properties with lengths, whose attributes need no unit.
const LENGTHS: &[&str] =
    &["baseline-shift", "font-size", "kerning", "letter-spacing", "transform-origin", "word-spacing"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_looked_up_by_their_order() {
        assert!(ELEMENTS.is_sorted_by_key(|element| element.name));
        for (element, attribute, _) in REQUIRED {
            assert!(SvgElement::named(element).is_some_and(|found| found.may_have(attribute)), "{element} {attribute}");
        }
    }

    #[test]
    fn attributes_belong_to_elements() {
        let may = |element, attribute| SvgElement::named(element).is_some_and(|found| found.may_have(attribute));
        assert!(may("path", "d") && may("path", "stroke-linecap") && may("g", "font-size") && may("svg", "viewBox"));
        assert!(!may("path", "width") && !may("g", "viewBox") && !may("style", "class") && !may("script", "type"));
        let heeds = |element, property| SvgElement::named(element).is_some_and(|found| found.heeds(property));
        assert!(heeds("rect", "font-size") && heeds("mask", "mask-type") && !heeds("stop", "font-size"));
        assert!(is_known("display", "none") && !is_known("display", "flex"));
        assert_eq!((attribute_cased("viewbox"), element_cased("clippath")), (Some("viewBox"), Some("clipPath")));
        assert_eq!((attribute_cased("width"), element_cased("g")), (None, None));
    }

    #[test]
    fn a_declaration_holds_what_the_attribute_held() {
        assert_eq!(declaration("transform-origin", "70 0").as_deref(), Some("transform-origin:70px 0;"));
        assert_eq!(declaration("font-size", "50%").as_deref(), Some("font-size:50%;"));
        assert_eq!(declaration("display", "flex").as_deref(), Some("display:flex;"));
        assert_eq!((declaration("display", "'"), declaration("fill", "a;b")), (None, None));
    }
}
