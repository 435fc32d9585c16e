//! What the style sheets of a drawing use: a bound from above, since it counts what a rule *may* mean. Of a selector only
//! the last part is looked at, and what is not understood means every element.

use crate::source::Cut as _;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use std::collections::HashMap;

/// The identifiers that rules use, under what the elements have that they mean: `.class`, `#id`, the name, or `*`.
#[derive(Default)]
pub(super) struct Rules {
    uses: HashMap<String, Vec<String>>,
}

impl Rules {
    /// The rules of all style sheets in a drawing; `None` where entities of its own stand in them.
    pub(super) fn read(drawing: &str) -> Option<Rules> {
        let mut rules = Rules::default();
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

    /// Adds the rules of a style sheet. Comments stay: the worst that they do is to make a rule mean more.
    fn add(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let (head, declarations) = rule.rsplit_once('{').unwrap_or(("", rule));
            let selectors = head.rsplit('{').next().unwrap_or_default().trim();
            // It names the font's file, and no element has it.
            if selectors == "@font-face" && !declarations.contains("*/") {
                continue;
            }
            let uses: Vec<String> = references(declarations).collect();
            if uses.is_empty() {
                continue;
            }
            for selector in selectors.split(',') {
                self.uses.entry(key(selector)).or_default().extend(uses.iter().cloned());
            }
        }
    }

    /// Adds the identifiers that rules use for an element.
    pub(super) fn apply(&self, name: &str, id: Option<&str>, classes: &str, uses: &mut Vec<String>) {
        if self.uses.is_empty() {
            return;
        }
        let mut take = |key: &str| uses.extend(self.uses.get(key).into_iter().flatten().cloned());
        take("*");
        take(name);
        id.into_iter().for_each(|id| take(&format!("#{id}")));
        classes.split_whitespace().for_each(|class| take(&format!(".{class}")));
    }
}

/// What an element must have to be meant by a selector: of its last part the identifier, else a class, else the name.
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

/// The identifiers that a property or a list of them refers to.
pub(super) fn references(value: &str) -> impl Iterator<Item = String> + '_ {
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
    fn rules_are_found_whatever_stands_between_them() {
        let used = |sheet: &str| {
            let mut uses = Vec::new();
            let drawing = format!("<svg><style>{sheet}</style></svg>");
            Rules::read(&drawing).unwrap().apply("rect", Some("i"), "a b", &mut uses);
            uses.join(" ")
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
