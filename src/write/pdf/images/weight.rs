//! How much a drawing draws, found out before it is read: what is used (`<use>`, patterns, masks, clips, markers) is drawn
//! wherever it is used, so that a few lines that use each other come to billions of shapes.

use super::rules::{Rules, references};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use std::collections::HashMap;

/// Uses that lead deeper than this are more than any program draws.
const MAX_DEPTH: usize = 256;
/// More uses than these are more than any program writes.
const MAX_USES: usize = 1_000_000;

/// An element with an identifier, and what is in it up to the next ones.
#[derive(Default)]
struct Part {
    elements: usize,
    /// The parts within it.
    inner: Vec<usize>,
    /// The identifiers that it uses.
    uses: Vec<String>,
    weight: Weight,
}

#[derive(Clone, Copy, Default)]
enum Weight {
    #[default]
    Unknown,
    /// It is being found out: who asks now goes in a circle, which nobody draws.
    Asked,
    Known(usize),
}

/// The elements that are drawn, each as often as it is used; what is no XML weighs nothing.
pub(super) fn weight(bytes: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(bytes) else { return 0 };
    let text = text.trim_start_matches('\u{feff}');
    let Some(rules) = Rules::read(text) else { return usize::MAX };
    let mut reader = Reader::from_str(text);
    let mut parts = vec![Part::default()];
    let mut names: HashMap<String, usize> = HashMap::new();
    let mut open = vec![0];
    let mut count = 0;
    loop {
        let (element, empty) = match reader.read_event() {
            Ok(Event::Start(element)) => (element, false),
            Ok(Event::Empty(element)) => (element, true),
            Ok(Event::End(_)) => {
                if open.len() > 1 {
                    open.pop();
                }
                continue;
            }
            // What an entity of the file's own holds can't be seen here, so it may hold no elements.
            Ok(Event::DocType(doctype)) if hides_elements(&doctype.xml10_content()) => return usize::MAX,
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => continue,
        };
        let outer = *open.last().expect("the document itself stays open");
        let (mut id, mut classes, mut uses) = (None, String::new(), Vec::new());
        for attribute in element.attributes().flatten() {
            let name = attribute.key.local_name();
            let value = match unescape(&attribute.value) {
                Ok(value) => value,
                // An entity of the file's own: nor may it hold what is used.
                Err(_) if may_use(name.as_ref()) => return usize::MAX,
                Err(_) => continue,
            };
            match name.as_ref() {
                "id" => id = Some(value.into_owned()),
                "class" => classes = value.into_owned(),
                "href" => uses.extend(value.trim().strip_prefix('#').map(str::to_owned)),
                _ => uses.extend(references(&value)),
            }
        }
        rules.apply(element.local_name().as_ref(), id.as_deref(), &classes, &mut uses);
        count += uses.len();
        if count > MAX_USES {
            return usize::MAX;
        }
        let part = match id {
            Some(id) => {
                parts.push(Part::default());
                let part = parts.len() - 1;
                parts[outer].inner.push(part);
                names.entry(id).or_insert(part);
                part
            }
            None => outer,
        };
        parts[part].elements += 1;
        parts[part].uses.extend(uses);
        if !empty {
            open.push(part);
        }
    }
    weigh(&mut parts, &names, 0, 0)
}

/// Whether the entities that a document type declares may hold elements.
fn hides_elements(doctype: &str) -> bool {
    doctype.replace("<!", "").contains('<') || doctype.contains("&#")
}

/// Whether an attribute may lead to another element or to a style rule.
fn may_use(attribute: &str) -> bool {
    let listed = ["id", "class", "style", "href", "fill", "stroke", "mask", "clip-path", "filter"];
    listed.contains(&attribute) || attribute.starts_with("marker")
}

fn weigh(parts: &mut [Part], names: &HashMap<String, usize>, at: usize, depth: usize) -> usize {
    match parts[at].weight {
        Weight::Known(weight) => return weight,
        Weight::Asked => return 0,
        Weight::Unknown if depth > MAX_DEPTH => return usize::MAX,
        Weight::Unknown => parts[at].weight = Weight::Asked,
    }
    let inner = std::mem::take(&mut parts[at].inner);
    let uses = std::mem::take(&mut parts[at].uses);
    let used = uses.iter().filter_map(|name| names.get(name).copied());
    let mut weight = parts[at].elements;
    for part in inner.iter().copied().chain(used) {
        weight = weight.saturating_add(weigh(parts, names, part, depth + 1));
    }
    parts[at].weight = Weight::Known(weight);
    weight
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
        assert_eq!(svg(&rules, &(gradients + &shapes)), 300 * 3 + 9000 * (1 + 3));
    }
}
