//! Converts logical to physical CSS properties. `style.css` uses logical ones (CSS Logical Properties 1: `start` and
//! `end`, `margin-inline`), which older engines lack; their sheet has left and right by the document's direction. For
//! documents with mixed directions, newer engines also get the logical ones.

use std::fmt::Write as _;

/// Prefixes of properties with sides.
const SIDED: [&str; 4] = ["text-align", "margin", "padding", "border"];

/// A rule: its selector, and its declarations.
type SheetRule<'c> = (&'c str, Vec<(&'c str, &'c str)>);

/// The rules of a sheet without at-rules; its comments must not contain braces.
fn rules(css: &str) -> impl Iterator<Item = SheetRule<'_>> {
    css.split_inclusive('}').filter_map(|rule| {
        let (selector, body) = rule.trim_end_matches('}').split_once('{')?;
        let selector = selector.rsplit_once("*/").map_or(selector, |(_, behind)| behind);
        let selector = selector.trim_start_matches("@charset \"UTF-8\";").trim();
        let declarations = body.split(';').filter_map(|line| line.split_once(':'));
        Some((selector, declarations.map(|(name, value)| (name.trim(), value.trim())).collect()))
    })
}

/// The sheet with physical sides.
pub fn physical(css: &str, right_to_left: bool) -> String {
    let (start, end) = if right_to_left { ("right", "left") } else { ("left", "right") };
    let mut out = String::with_capacity(css.len());
    for (selector, declarations) in rules(css) {
        out.push_str(selector);
        out.push_str(" {");
        for (name, value) in declarations {
            let _ = match (name, value) {
                ("text-align", "start") => write!(out, " text-align: {start};"),
                ("text-align", "end") => write!(out, " text-align: {end};"),
                ("border-inline-start", _) => write!(out, " border-{start}: {value};"),
                ("margin-inline" | "padding-inline", _) => {
                    let name = name.trim_end_matches("-inline");
                    let (first, second) = value.split_once(' ').unwrap_or((value, value));
                    write!(out, " {name}-{start}: {first}; {name}-{end}: {second};")
                }
                _ => write!(out, " {name}: {value};"),
            };
        }
        out.push_str(" }\n");
    }
    out
}

/// Overrides for newer engines: the rules with sides once more, with logical properties.
pub fn logical(css: &str) -> String {
    let mut out = String::new();
    for (selector, declarations) in rules(css) {
        let mut sided =
            declarations.into_iter().filter(|(name, _)| SIDED.iter().any(|p| name.starts_with(p))).peekable();
        if sided.peek().is_none() {
            continue;
        }
        let _ = write!(out, "  {selector} {{");
        for (name, value) in sided {
            let _ = write!(out, " {name}: {value};");
            if name == "border-inline-start" {
                out.push_str(" border-inline-end: 0;");
            }
        }
        out.push_str(" }\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_those_of_the_document() {
        let css = "@charset \"UTF-8\";\n/* A note. */\nul,\nol { margin: 1em 0; padding-inline: 2em 0; }\n\
                   td { color: red; text-align: end; }\n.alert { border: 0; border-inline-start: 0.2em solid; }\np { color: red; }\n";
        assert_eq!(
            physical(css, true),
            "ul,\nol { margin: 1em 0; padding-right: 2em; padding-left: 0; }\ntd { color: red; text-align: left; }\n\
             .alert { border: 0; border-right: 0.2em solid; }\np { color: red; }\n"
        );
        assert!(physical(css, false).contains("td { color: red; text-align: right; }"));
        assert_eq!(
            logical(css),
            "  ul,\nol { margin: 1em 0; padding-inline: 2em 0; }\n  td { text-align: end; }\n  \
             .alert { border: 0; border-inline-start: 0.2em solid; border-inline-end: 0; }\n"
        );
    }
}
