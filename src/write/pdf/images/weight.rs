//! How much a drawing draws, found out before it is read: what is used (`<use>`, patterns, masks, clips, markers) is drawn
//! wherever it is used, so that a few lines that use each other come to billions of shapes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Uses that lead deeper than this are more than any program draws.
const MAX_DEPTH: usize = 256;

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

/// The elements that are drawn, each as often as it is used; what is no XML weighs nothing. References in style sheets are
/// not followed.
pub(super) fn weight(bytes: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(bytes) else { return 0 };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut parts = vec![Part::default()];
    let mut names: HashMap<String, usize> = HashMap::new();
    let mut open = vec![0];
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
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => continue,
        };
        let outer = *open.last().expect("the document itself stays open");
        let (id, uses) = references(&element);
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

/// An element's identifier, and those that it uses.
fn references(element: &BytesStart<'_>) -> (Option<String>, Vec<String>) {
    let (mut id, mut uses) = (None, Vec::new());
    for attribute in element.attributes().flatten() {
        let value = attribute.value.as_ref();
        match attribute.key.local_name().as_ref() {
            "id" => id = Some(value.to_owned()),
            "href" => uses.extend(value.trim().strip_prefix('#').map(str::to_owned)),
            _ => uses.extend(value.split("url(").skip(1).filter_map(|rest| {
                let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
                inside.strip_prefix('#').map(str::to_owned)
            })),
        }
    }
    (id, uses)
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
}
