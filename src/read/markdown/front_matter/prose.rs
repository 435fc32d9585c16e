//! Texts of the front matter as plain text: metadata hold no markup, wherever they are shown.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Elements that only mark up; any other text between `<` and `>` stays.
const MARKS: &[&str] = &[
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "wbr",
];

/// A text of one line without the marks of Markdown and HTML.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['*', '_', '`', '[', '<', '\\', '&', '~']) {
        return text.to_owned();
    }
    // Behind a sign and a space nothing begins a block: `1984. A Novel` is no list.
    const BEFORE: &str = "( ";
    let line = format!("{BEFORE}{text}");
    let mut out = String::new();
    for event in Parser::new_ext(&line, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::InlineHtml(tag) | Event::Html(tag) => match element(&tag).as_str() {
                "br" | "wbr" => out.push(' '),
                name if MARKS.contains(&name) => {}
                _ => out.push_str(&tag),
            },
            // Its description is the text of it.
            Event::Start(Tag::Image { .. }) | Event::Start(_) | Event::End(_) => {}
            _ => {}
        }
    }
    let out = out.strip_prefix(BEFORE).unwrap_or(&out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of the element that a tag begins or ends, in lower case.
fn element(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_go_and_words_stay() {
        for (text, expected) in [
            ("**Bold** and *it*, `code`", "Bold and it, code"),
            ("_Moby-Dick_, or [The Whale](x)", "Moby-Dick, or The Whale"),
            ("1984. *A Novel*", "1984. A Novel"),
            ("# C* algebras and snake_case_names", "# C* algebras and snake_case_names"),
            ("Vec<u8> &amp; H<sub>2</sub>O<br>next", "Vec<u8> & H2O next"),
            (r"5 \* 3", "5 * 3"),
            ("<!-- a --> b", "<!-- a --> b"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
