//! References from a drawing's style sheets: an upper bound that counts what a rule *may* match. Only the last
//! compound of a selector is examined, and anything not understood matches every element.

use crate::source::Cut as _;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use std::collections::HashMap;

/// How often a referenced element is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Uses {
    /// In place of the referring element, inheriting its properties (`use`).
    There,
    /// Once for the referring element.
    Once,
    /// For the referring element and each descendant that inherits the property.
    Elements,
    /// At each vertex of these elements (markers).
    Points,
}

/// A reference from an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ElementUse {
    /// The id referred to.
    pub(super) name: String,
    pub(super) by: Uses,
}

/// Adds the references of an attribute.
pub(super) fn uses_of(attribute: &str, value: &str, uses: &mut Vec<ElementUse>) {
    match attribute {
        "href" => {
            uses.extend(value.trim().strip_prefix('#').map(|id| ElementUse { name: id.to_owned(), by: Uses::There }))
        }
        "style" => declarations(value, uses),
        _ => property(attribute, value, uses),
    }
}

/// Adds the references of a property.
fn property(name: &str, value: &str, uses: &mut Vec<ElementUse>) {
    let by = match name {
        // Not inherited, unless a drawing says `inherit`: see `SheetRules::apply`.
        "mask" | "clip-path" | "filter" => Uses::Once,
        "fill" | "stroke" | "marker-start" | "marker-end" => Uses::Elements,
        _ => Uses::Points,
    };
    uses.extend(references(value).map(|name| ElementUse { name, by }));
}

/// Adds the references of declarations. Anything not understood counts as the most expensive use.
fn declarations(list: &str, uses: &mut Vec<ElementUse>) {
    if !list.contains("url(") {
        return;
    }
    if list.contains(['/', '\\']) {
        return uses.extend(references(list).map(|name| ElementUse { name, by: Uses::Points }));
    }
    for declaration in list.split(';') {
        let (name, value) = declaration.split_once(':').unwrap_or(("", declaration));
        property(name.trim(), value, uses);
    }
}

/// Data of the rules with one key.
#[derive(Default)]
struct SelectorTarget {
    uses: Vec<ElementUse>,
    /// For each selector, the number of ancestors matched at any distance.
    above: Vec<u32>,
    /// Cost of parsing the declarations.
    styles: usize,
}

/// The rules by the key that an element must have to match: `.class`, `#id`, the name, or `*`.
#[derive(Default)]
pub(super) struct SheetRules {
    meant: HashMap<String, SelectorTarget>,
    /// Number of selectors: each is tried on every element.
    selectors: usize,
    /// Whether `inherit` occurs, so that any property may be inherited.
    inherits: bool,
}

impl SheetRules {
    /// The rules of all style sheets in a drawing; `None` if they contain internal entities.
    pub(super) fn read(drawing: &str) -> Option<SheetRules> {
        let mut rules = SheetRules { inherits: drawing.contains("inherit"), ..SheetRules::default() };
        if !drawing.contains("<style") && !drawing.contains(":style") {
            return Some(rules);
        }
        let mut reader = Reader::from_str(drawing);
        let mut sheet: Option<String> = None;
        loop {
            match (reader.read_event(), &mut sheet) {
                (Ok(Event::Start(element)), _) if element.local_name().as_ref() == "style" => {
                    sheet = Some(String::new())
                }
                (Ok(Event::Text(text)), Some(sheet)) => sheet.push_str(&text.xml10_content()),
                (Ok(Event::CData(text)), Some(sheet)) => sheet.push_str(&text.xml10_content()),
                (Ok(Event::GeneralRef(reference)), Some(sheet)) => match reference.resolve_char_ref().ok()? {
                    Some(character) => sheet.push(character),
                    None => sheet.push_str(resolve_predefined_entity(&reference.xml10_content())?),
                },
                (Ok(Event::End(_)), Some(text)) => {
                    rules.add(text);
                    sheet = None;
                }
                (Ok(Event::Eof) | Err(_), _) => return Some(rules),
                _ => {}
            }
        }
    }

    /// Adds the rules of a style sheet. Comments are not removed; they can only make a rule match more.
    fn add(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let (head, declarations) = rule.rsplit_once('{').unwrap_or(("", rule));
            let selectors = head.rsplit('{').next().unwrap_or_default().trim();
            // `src` belongs to `@font-face`, not to elements.
            if selectors == "@font-face" && !declarations.contains("*/") {
                continue;
            }
            let mut uses = Vec::new();
            self::declarations(declarations, &mut uses);
            for selector in selectors.split(',') {
                self.selectors += 1;
                let meant = self.meant.entry(key(selector)).or_default();
                meant.uses.extend(uses.iter().cloned());
                meant.above.push(ancestors(selector));
                meant.styles = meant.styles.saturating_add(super::cost::styles(declarations.len()));
            }
        }
    }

    /// Adds the references by rules for an element at a nesting depth, and the style cost for it and its descendants;
    /// returns the cost of selector matching.
    pub(super) fn apply(
        &self,
        name: &str,
        id: Option<&str>,
        classes: &str,
        depth: usize,
        uses: &mut Vec<ElementUse>,
        styles: &mut usize,
    ) -> usize {
        let tried = self.selectors.saturating_mul(1 + classes.split_whitespace().count());
        let mut cost = tried.saturating_add(TRIED / 2) / TRIED;
        let mut take = |key: &str| {
            let Some(meant) = self.meant.get(key) else { return };
            let own = meant.uses.iter().cloned();
            // A property set on every element is never inherited.
            let all = key == "*";
            uses.extend(
                own.map(|one| if all && one.by == Uses::Elements { ElementUse { by: Uses::Once, ..one } } else { one }),
            );
            let read = if all { &mut cost } else { &mut *styles };
            *read = read.saturating_add(meant.styles);
            let tries = meant.above.iter().fold(0usize, |all, &above| all.saturating_add(choices(depth, above)));
            cost = cost.saturating_add(tries / TRIED);
        };
        take("*");
        if !self.meant.is_empty() {
            take(name);
            id.into_iter().for_each(|id| take(&format!("#{id}")));
            classes.split_whitespace().for_each(|class| take(&format!(".{class}")));
        }
        if self.inherits {
            uses.iter_mut().filter(|one| one.by == Uses::Once).for_each(|one| one.by = Uses::Elements);
        }
        cost
    }
}

/// Selectors tried per unit of cost.
const TRIED: usize = 300;

/// Number of ancestors that a selector matches at any distance: all combinations are tried.
fn ancestors(selector: &str) -> u32 {
    let parts = selector.replace('>', " > ").replace('+', " + ");
    let words: Vec<&str> = parts.split_whitespace().collect();
    words.windows(2).filter(|pair| !pair.iter().any(|word| matches!(*word, ">" | "+"))).count() as u32
}

/// Number of ways to choose `count` ancestors.
fn choices(depth: usize, count: u32) -> usize {
    (0..count as usize).fold(1usize, |all, i| all.saturating_mul(depth.saturating_sub(i).max(1)) / (i + 1))
}

/// The key of a selector: of its last compound the id, else a class, else the name.
fn key(selector: &str) -> String {
    let last = selector.trim().rsplit([' ', '\t', '\n', '\r', '>', '+', '~']).next().unwrap_or_default();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#');
    if last.is_empty() || !last.chars().all(plain) {
        return "*".to_owned();
    }
    let from = |sign: char| last.find(sign).map(|at| last.cut(at..));
    match from('#').or_else(|| from('.')) {
        Some(named) => named.cut(..1).to_owned() + named.cut(1..).split(['.', '#']).next().unwrap_or_default(),
        None => last.to_owned(),
    }
}

/// The ids that declarations refer to.
fn references(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inside.strip_prefix('#').map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_means_at_least_what_its_selector_means() {
        for (selector, expected) in [
            (".a", ".a"),
            ("#i", "#i"),
            ("rect", "rect"),
            ("g .b.a", ".b"),
            ("g > rect.a#i.c", "#i"),
            ("g>path", "path"),
            ("*", "*"),
            ("", "*"),
            ("rect[x='1 2']", "*"),
            ("rect:first-child", "*"),
            (".\\61", "*"),
            ("/* of old */ .a", ".a"),
            (".a /* of old */", "*"),
        ] {
            assert_eq!(key(selector), expected, "{selector}");
        }
    }

    #[test]
    fn selectors_that_look_far_up_cost_what_they_try() {
        assert_eq!([ancestors("a"), ancestors("a b c"), ancestors("a > b+c d"), ancestors("a>b")], [0, 2, 1, 0]);
        assert_eq!([choices(10, 0), choices(10, 1), choices(10, 3)], [1, 10, 120]);
        assert!(choices(900, 5) > 1_000_000_000);
        let rules = SheetRules::read("<svg><style>q g g g g rect{fill:red}</style></svg>").unwrap();
        let cost = |name| rules.apply(name, None, "", 300, &mut Vec::new(), &mut 0);
        assert_eq!(cost("path"), 0);
        assert!(cost("rect") > 10_000_000);
    }

    #[test]
    fn rules_are_found_whatever_stands_between_them() {
        let used = |sheet: &str| {
            let mut uses = Vec::new();
            let drawing = format!("<svg><style>{sheet}</style></svg>");
            SheetRules::read(&drawing).unwrap().apply("rect", Some("i"), "a b", 1, &mut uses, &mut 0);
            uses.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(used(".a{fill:url(#p)} .c{fill:url(#q)}"), "p");
        assert_eq!(used("<![CDATA[g > .a, .c {mask:url('#p');fill:url(&#35;q)}]]>"), "p");
        assert_eq!(used(".a{fill:url(&#35;p)}"), "p");
        assert_eq!(used("@media print { .a { fill: url(#p) } .b { fill: url( \"#q\" ) } }"), "p q");
        assert_eq!(used(".a { /* } */ fill: url(#p) }"), "p");
        assert_eq!(used(".c { /* { */ fill: url(#p) }"), "p");
        assert_eq!(used("@font-face { font-family: F; src: url(#font) }"), "");
        assert_eq!(used(".a{/*}@font-face{*/fill:url(#p)}"), "p");
        assert_eq!(used(".a{fill:url(#p)"), "p");
        assert_eq!(used("* { stroke-linejoin: round }"), "");
    }
}
