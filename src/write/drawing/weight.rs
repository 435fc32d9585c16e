//! Computes the rendering cost of a drawing before it is parsed. Referenced elements (`use`, patterns, masks, clips,
//! markers) are rendered at each use, so nested references can amount to billions of shapes; inherited paints and
//! markers apply to every shape below, a marker at each of its vertices.

use super::cost::{ElementCost, TextCost};
use super::rules::{ElementUse, SheetRules, Uses, uses_of};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;

/// Limit of reference depth; deeper than any renderer draws.
const MAX_DEPTH: usize = 256;
/// Limit of the number of references.
const MAX_USES: usize = 1_000_000;

/// An element with an id or inheritable references, and its content up to the next such elements.
#[derive(Default)]
struct WeighedElement {
    /// Its own load without inner elements.
    own: Load,
    /// Indices of the inner elements.
    inner: Vec<usize>,
    /// Its references.
    uses: Vec<ElementUse>,
    /// Additional cost per descendant, for styles given here.
    styles: usize,
    load: LoadState,
}

/// Amount of rendering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Load {
    /// Total cost in the units of [`cost`](super::cost).
    weight: usize,
    /// Number of elements.
    elements: usize,
    /// Number of vertices, where markers may be drawn.
    points: usize,
}

impl Load {
    fn add(&mut self, other: Load) {
        self.weight = self.weight.saturating_add(other.weight);
        self.elements = self.elements.saturating_add(other.elements);
        self.points = self.points.saturating_add(other.points);
    }
}

#[derive(Clone, Copy, Default)]
enum LoadState {
    #[default]
    No,
    /// Being computed: a reference to it is circular and is not rendered.
    Asked,
    Yes(Load),
}

/// The cost of rendering a drawing, each element as often as it is used; zero if it is not UTF-8
/// (compressed), and the maximum if it can't be known.
pub(super) fn weight(bytes: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(bytes) else { return 0 };
    let text = text.trim_start_matches('\u{feff}');
    match WeighedDrawing::read(text) {
        Some(mut drawing) => drawing.weigh(0, 0).weight,
        None => usize::MAX,
    }
}

/// A drawing as a list of weighed elements.
#[derive(Default)]
struct WeighedDrawing {
    parts: Vec<WeighedElement>,
    names: HashMap<String, usize>,
}

impl WeighedDrawing {
    /// Parses a drawing; `None` if what it renders can't be determined.
    fn read(text: &str) -> Option<WeighedDrawing> {
        let rules = SheetRules::read(text)?;
        let mut reader = Reader::from_str(text);
        let mut drawing = WeighedDrawing { parts: vec![WeighedElement::default()], ..WeighedDrawing::default() };
        // Open elements, the open text element, and the depth at which it began.
        let (mut open, mut letters, mut count, mut entities) = (vec![0], None::<(usize, TextCost)>, 0, 0_usize);
        loop {
            let (element, empty) = match reader.read_event() {
                Ok(Event::Start(element)) => (element, false),
                Ok(Event::Empty(element)) => (element, true),
                Ok(Event::End(_)) => {
                    if letters.as_ref().is_some_and(|(depth, _)| *depth == open.len()) {
                        let (_, text) = letters.take().unwrap_or_default();
                        drawing.parts[*open.last()?].own.add(Load { weight: text.cost(), ..Load::default() });
                    }
                    if open.len() > 1 {
                        open.pop();
                    }
                    continue;
                }
                Ok(event) => {
                    let more = match &event {
                        // The replacement text of an internal entity is not parsed here, so it must contain no elements.
                        Event::DocType(doctype) if hides_elements(&doctype.xml10_content()) => return None,
                        Event::DocType(doctype) => {
                            entities = doctype.len();
                            0
                        }
                        Event::Text(text) => text.xml10_content().chars().count(),
                        Event::CData(text) => text.xml10_content().chars().count(),
                        Event::GeneralRef(_) => 1 + entities,
                        Event::Eof => break,
                        _ => 0,
                    };
                    if let Some((_, text)) = &mut letters {
                        text.letters = text.letters.saturating_add(more);
                    }
                    continue;
                }
                Err(_) => break,
            };
            let outer = *open.last()?;
            let mut uses = Vec::new();
            let seen = ElementCost::of(&element, open.len(), entities, &mut |name, value| match value {
                Some(value) => {
                    uses_of(name, value, &mut uses);
                    true
                }
                // Nor may an internal entity hide a reference.
                None => !may_use(name),
            })?;
            let name = element.local_name();
            let mut styles = seen.styles;
            let cost = seen.cost.saturating_add(rules.apply(
                name.as_ref(),
                seen.id.as_deref(),
                &seen.classes,
                open.len(),
                &mut uses,
                &mut styles,
            ));
            count += uses.len();
            if count > MAX_USES {
                return None;
            }
            if let Some((_, open)) = &mut letters {
                open.stretches += 1;
                // `tref`: the length of the text it refers to is not known yet.
                if name.as_ref() == "tref" {
                    open.letters = open.letters.saturating_add(text.len());
                }
            }
            let inherited = styles > 0 || uses.iter().any(|one| matches!(one.by, Uses::Elements | Uses::Points));
            let part = if seen.id.is_some() || inherited { drawing.begin(seen.id, outer) } else { outer };
            drawing.parts[part].own.add(Load { weight: cost, elements: 1, points: seen.points });
            drawing.parts[part].uses.append(&mut uses);
            drawing.parts[part].styles = drawing.parts[part].styles.saturating_add(styles);
            if !empty {
                open.push(part);
                if letters.is_none() && name.as_ref() == "text" {
                    letters = Some((open.len(), TextCost { letters: 0, stretches: 1 }));
                }
            }
        }
        Some(drawing)
    }

    /// Begins an inner element.
    fn begin(&mut self, id: Option<String>, outer: usize) -> usize {
        let part = self.parts.len();
        self.parts.push(WeighedElement::default());
        self.parts[outer].inner.push(part);
        if let Some(id) = id {
            self.names.entry(id).or_insert(part);
        }
        part
    }

    fn weigh(&mut self, at: usize, depth: usize) -> Load {
        match self.parts[at].load {
            LoadState::Yes(load) => return load,
            LoadState::Asked => return Load::default(),
            LoadState::No if depth > MAX_DEPTH => return Load { weight: usize::MAX, elements: 1, points: 1 },
            LoadState::No => self.parts[at].load = LoadState::Asked,
        }
        let mut load = self.parts[at].own;
        for part in std::mem::take(&mut self.parts[at].inner) {
            load.add(self.weigh(part, depth + 1));
        }
        let uses = std::mem::take(&mut self.parts[at].uses);
        let (there, rest): (Vec<ElementUse>, Vec<ElementUse>) = uses.into_iter().partition(|one| one.by == Uses::There);
        // Referenced content inherits as well, so it is weighed first.
        for one in there.into_iter().chain(rest) {
            let Some(&part) = self.names.get(&one.name) else { continue };
            let used = self.weigh(part, depth + 1);
            let times = match one.by {
                Uses::There => {
                    load.add(used);
                    continue;
                }
                Uses::Once => 1,
                Uses::Elements => load.elements,
                Uses::Points => load.points.max(load.elements),
            };
            load.weight = load.weight.saturating_add(used.weight.saturating_mul(times));
        }
        load.weight = load.weight.saturating_add(self.parts[at].styles.saturating_mul(load.elements));
        self.parts[at].load = LoadState::Yes(load);
        load
    }
}

/// Whether entities of a document type may contain elements or other entities.
fn hides_elements(doctype: &str) -> bool {
    doctype.replace("<!", "").contains('<') || doctype.contains('&')
}

/// Whether an attribute may refer to another element or to a style rule.
fn may_use(attribute: &str) -> bool {
    let listed = ["id", "class", "style", "href", "fill", "stroke", "mask", "clip-path", "filter"];
    listed.contains(&attribute) || attribute.starts_with("marker")
}

#[cfg(test)]
mod tests {
    use super::weight;

    #[test]
    fn what_is_used_weighs_wherever_it_is_used() {
        let svg = |inside: &str| weight(format!("<svg xmlns:xlink='x'>{inside}</svg>").as_bytes());
        assert_eq!(svg("<g><path/></g>"), 3);
        assert_eq!(svg("<g id='a'><path/></g><use xlink:href='#a'/><use href='#a'/>"), 1 + 2 + 2 * (1 + 2));
        assert_eq!(svg("<mask id='m'><path/></mask><path style='mask: url(\"#m\")'/>"), 1 + 2 + 1 + 2);
        assert_eq!(svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"), 1 + 4 + 2);
        let doubled = |i: u32| format!("<g id='l{i}'><use href='#l{0}'/><use href='#l{0}'/></g>", i - 1);
        assert!(svg(&(1..100).map(doubled).collect::<String>()) > 1 << 60);
        assert_eq!(weight(b"\xff"), 0);
    }

    #[test]
    fn what_entities_hide_is_not_drawn() {
        let svg =
            |doctype: &str, inside: &str| weight(format!("<!DOCTYPE svg [{doctype}]><svg>{inside}</svg>").as_bytes());
        let namespace = "<!ENTITY ns 'http://www.w3.org/2000/svg'>";
        assert_eq!(svg(namespace, "<g xmlns='&ns;' requiredExtensions='&ns;'/>&ns;"), 2);
        assert_eq!(svg(namespace, "<g xlink:href='&ns;'/>"), usize::MAX);
        assert_eq!(svg(namespace, "<style>&ns;</style>"), usize::MAX);
        assert_eq!(svg("<!ENTITY a '<g/>'>", "&a;"), usize::MAX);
        assert_eq!(svg("<!ENTITY a '&#60;g/>'>", "&a;"), usize::MAX);
        assert_eq!(svg("", "<g id='a'><path/></g><use href='&#35;a'/>"), 1 + 2 + 1 + 2);
    }

    #[test]
    fn what_style_rules_use_weighs_in_every_element_that_they_may_mean() {
        let svg = |style: &str, inside: &str| {
            let part = "<pattern id='p'><path/></pattern>";
            weight(format!("<svg><style>{style}</style>{part}{inside}</svg>").as_bytes()) - 4
        };
        let two = "<rect class='a'/><rect id='i'/>";
        assert_eq!(svg(".a { fill: url(#p) }", two), 2 + 2);
        assert_eq!(svg("rect { fill: url(#p) }", two), 2 + 2 + 2);
        assert_eq!(svg("#i { fill: url(#p); stroke: url(#p) }", two), 2 + 2 + 2);
        assert_eq!(svg(".b { fill: url(#p) }", two), 2);
        assert!(svg("* { fill: url(#p) }", two) >= 2 + 2 + 2);
        let doubled = |i: u32| format!("<pattern id='p{i}'><path class='c{0}'/><path class='c{0}'/></pattern>", i - 1);
        let rule = |i: u32| format!(".c{i} {{ fill: url(#p{i}) }}");
        let (rules, patterns) = ((1..100).map(rule).collect::<String>(), (1..100).map(doubled).collect::<String>());
        assert!(svg(&rules, &patterns) > 1 << 60);
        // A gradient for each of many classes, as drawing programs write them, is no more than it was.
        let rules: String = (0..300).map(|i| format!(".st{i}{{fill:url(#g{i});}}")).collect();
        let gradients: String =
            (0..300).map(|i| format!("<linearGradient id='g{i}'><stop/><stop/></linearGradient>")).collect();
        let shapes: String = (0..9000).map(|i| format!("<path class='st{}'/>", i % 300)).collect();
        // An element, with the rules that are tried on it (two to one with a class), and the gradient's: two stops more.
        let gradient = (1 + 1) + 2 * (2 + 1);
        assert_eq!(svg(&rules, &(gradients + &shapes)), 300 * gradient + 9000 * (1 + 2 + gradient) + 2 + 2);
    }

    #[test]
    fn what_is_inherited_weighs_for_every_element_that_inherits_it() {
        let svg = |inside: &str| weight(format!("<svg>{inside}</svg>").as_bytes());
        let (pattern, shapes) = (format!("<pattern id='p'>{}</pattern>", "<path/>".repeat(99)), "<path/>".repeat(50));
        assert_eq!(svg(&format!("{pattern}<g fill='url(#p)'>{shapes}</g>")), 1 + 100 + 51 + 51 * 100);
        assert_eq!(svg(&format!("{pattern}<g style='stroke: url(#p)'>{shapes}</g>")), 1 + 100 + 51 + 51 * 100);
        // Also for descendants of used elements.
        let used = format!("<g id='g'>{shapes}</g><use href='#g' fill='url(#p)'/>");
        assert_eq!(svg(&format!("{pattern}{used}")), 1 + 100 + 51 + (52 + 52 * 100));
        // A mask is not inherited unless `inherit` is set.
        assert_eq!(svg(&format!("{}<g mask='url(#p)'>{shapes}</g>", pattern)), 1 + 100 + 51 + 100);
        assert!(svg(&format!("{pattern}<g mask='url(#p)'>{}</g>", shapes.replace('/', " mask='inherit'/"))) > 50 * 100);
        // A long style is parsed for all descendants.
        let dashes = "1 ".repeat(16_000);
        assert_eq!(svg(&format!("<g stroke-dasharray='{dashes}'>{shapes}</g>")), 1 + 51 + 51 * 1000);
    }

    #[test]
    fn a_marker_weighs_at_every_point() {
        let svg = |inside: &str| weight(format!("<svg><marker id='m'><path/></marker>{inside}</svg>").as_bytes()) - 3;
        let line = format!("M0 0{}", "l1 1".repeat(999));
        let own = 1 + 2000 / 8;
        assert_eq!(svg(&format!("<path d='{line}'/>")), own);
        assert_eq!(svg(&format!("<path d='{line}' marker-end='url(#m)'/>")), own + 2);
        assert_eq!(svg(&format!("<path d='{line}' marker-mid='url(#m)'/>")), own + 2002 * 2);
        assert_eq!(svg(&format!("<g marker-mid='url(#m)'><path d='{line}'/></g>")), 1 + own + 2002 * 2);
        let rule = "<style>path { marker: url(#m) }</style>";
        assert!(svg(&format!("{rule}<path d='{line}'/>")) > 2002 * 2);
    }

    #[test]
    fn letters_weigh_wherever_they_stand() {
        let svg = |inside: &str| weight(format!("<svg>{inside}</svg>").as_bytes());
        let words = "x".repeat(1000);
        let text = svg(&format!("<text>{words}</text>"));
        assert!((9_000..20_000).contains(&text), "{text}");
        assert_eq!(svg(&format!("<desc>{words}</desc>")), 2, "what is not drawn weighs nothing");
        let pieces = "<tspan id='a'>x</tspan>".repeat(1000);
        assert!(svg(&format!("<text>{pieces}</text>")) > 100_000);
        assert!(svg(&format!("<text id='t'>{words}</text>{}", "<use href='#t'/>".repeat(20))) > 20 * text);
        assert!(svg(&format!("<text id='t'>x</text><text>{}</text>", "<tref href='#t'/>".repeat(99))) > 99 * 1000);
        // Entities count with what they could contain.
        let doctype = format!("<!DOCTYPE svg [<!ENTITY a '{words}'>]>");
        let told = weight(format!("{doctype}<svg><text>{}</text></svg>", "&a;".repeat(40)).as_bytes());
        assert!(told > 300_000, "{told}");
        let told = weight(format!("{doctype}<svg><path d='{}'/></svg>", "&a;".repeat(40_000)).as_bytes());
        assert!(told > 4_000_000, "{told}");
        let nested = "<!DOCTYPE svg [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><svg><text>&b;</text></svg>";
        assert_eq!(weight(nested.as_bytes()), usize::MAX);
    }
}
