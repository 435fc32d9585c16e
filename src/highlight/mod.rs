//! Syntax highlighting: finds comments, strings, keywords and other tokens, for colors in print and classes in EPUB.
//!
//! A table-driven lexical scanner. A grammar engine (TextMate grammars with a backtracking regex engine) took 0.35 s
//! for the 240 kB of code in a book, about the time needed to typeset the whole book; this takes a hundredth of it and
//! needs no data files. What a scanner can't decide (whether a name is a type or a variable) is not marked.
//!
//! ```
//! use folio::highlight::{CodeClass, highlight};
//! let pieces = highlight("rust", "let x = 1; // one");
//! let classes: Vec<_> = pieces.iter().map(|p| p.class).collect();
//! assert_eq!(classes, [CodeClass::Keyword, CodeClass::Number, CodeClass::Comment]);
//! ```

mod code;
mod languages;
mod lines;
mod markup;

use std::ops::Range;

/// Class of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeClass {
    /// A comment.
    Comment,
    /// A string or character literal.
    String,
    /// A number.
    Number,
    /// A keyword.
    Keyword,
    /// A type.
    Type,
    /// A function that is called or defined.
    Function,
    /// A literal keyword: `true`, `null`.
    Constant,
    /// Attributes, macros, directives, decorators.
    Meta,
    /// An element name in markup; a section in configuration files.
    Tag,
    /// An attribute name in markup; a key in configuration files.
    Key,
    /// An added line.
    Added,
    /// A removed line.
    Removed,
    /// The prompt of a console.
    Prompt,
    /// Console output.
    Output,
}

impl CodeClass {
    /// Its name in CSS classes.
    pub fn name(self) -> &'static str {
        match self {
            CodeClass::Comment => "comment",
            CodeClass::String => "string",
            CodeClass::Number => "number",
            CodeClass::Keyword => "keyword",
            CodeClass::Type => "type",
            CodeClass::Function => "function",
            CodeClass::Constant => "constant",
            CodeClass::Meta => "meta",
            CodeClass::Tag => "tag",
            CodeClass::Key => "key",
            CodeClass::Added => "added",
            CodeClass::Removed => "removed",
            CodeClass::Prompt => "prompt",
            CodeClass::Output => "output",
        }
    }
}

/// A classified token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeToken {
    /// Byte range, on character boundaries.
    pub range: Range<usize>,
    /// Its class.
    pub class: CodeClass,
}

/// The tokens of a text in a language, in order, without overlaps; text between them is plain. An unknown language has
/// none. Linear time.
pub fn highlight(language: &str, text: &str) -> Vec<CodeToken> {
    let mut pieces = CodeTokens { list: Vec::new() };
    let name = language.trim().to_ascii_lowercase();
    match name.as_str() {
        "diff" | "patch" => lines::diff(text, &mut pieces),
        "console" | "shell-session" | "shellsession" | "terminal" => lines::console(text, &mut pieces),
        "toml" | "ini" | "cfg" | "conf" | "properties" => lines::settings(text, &mut pieces),
        "yaml" | "yml" => lines::yaml(text, &mut pieces),
        "html" | "xhtml" | "xml" | "svg" | "vue" => markup::markup(text, &mut pieces),
        _ => {
            if let Some(language) = languages::by_name(&name) {
                code::code(language, text, 0, &mut pieces);
            }
        }
    }
    pieces.list
}

/// Collects tokens in order.
struct CodeTokens {
    list: Vec<CodeToken>,
}

impl CodeTokens {
    fn push(&mut self, range: Range<usize>, class: CodeClass) {
        if range.is_empty() {
            return;
        }
        match self.list.last_mut() {
            Some(last) if last.range.end == range.start && last.class == class => last.range.end = range.end,
            _ => self.list.push(CodeToken { range, class }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(language: &str, text: &str) -> String {
        highlight(language, text).iter().map(|p| format!("{}:{} ", p.class.name(), &text[p.range.clone()])).collect()
    }

    #[test]
    fn rust_tells_lifetimes_from_characters() {
        assert_eq!(
            shown("rust", "fn f<'a>(c: char) -> &'a str { '\\'' ; r#\"a \" b\"# }"),
            "keyword:fn function:f type:char type:str string:'\\'' string:r#\"a \" b\"# "
        );
        assert_eq!(
            shown("rust", "#[derive(Debug)]\nprintln!(\"{}\", 0xFFu8);"),
            "meta:#[derive(Debug)] meta:println! string:\"{}\" number:0xFFu8 "
        );
        assert_eq!(shown("rust", "/* a /* b */ c */ true"), "comment:/* a /* b */ c */ constant:true ");
    }

    #[test]
    fn python_keeps_triple_quotes_together() {
        assert_eq!(
            shown("python", "@cache\ndef f(x):\n    '''a\n    # b'''\n    return None  # c"),
            "meta:@cache keyword:def function:f string:'''a\n    # b''' keyword:return constant:None comment:# c "
        );
    }

    #[test]
    fn an_apostrophe_in_an_unknown_place_ends_with_the_line() {
        assert_eq!(
            shown("sh", "echo \"$HOME\" # don't\nls"),
            "function:echo string:\"$HOME\" comment:# don't function:ls "
        );
    }

    #[test]
    fn settings_markup_diff_console() {
        assert_eq!(
            shown("toml", "[a.b] # x\nk = \"v\" # y\nn = 1_000"),
            "tag:[a.b] comment:# x key:k string:\"v\" comment:# y key:n number:1_000 "
        );
        assert_eq!(shown("yaml", "- name: x # c\n  on: true"), "key:name comment:# c key:on constant:true ");
        assert_eq!(
            shown("html", "<p class=\"a\">x &amp; <!-- c --></p>"),
            "tag:<p key:class string:\"a\" tag:> constant:&amp; comment:<!-- c --> tag:</p> "
        );
        assert_eq!(shown("diff", "@@ -1 +1 @@\n-a\n+b\n c"), "meta:@@ -1 +1 @@\n removed:-a\n added:+b\n ");
        assert_eq!(shown("console", "$ ls\na b"), "prompt:$ output:a b ");
        assert_eq!(
            shown("json", "{\"a\": [1.5e3, null, \"b\"]}"),
            "key:\"a\" number:1.5e3 constant:null string:\"b\" "
        );
    }

    proptest::proptest! {
        #[test]
        fn pieces_are_in_order_and_on_boundaries(text in "\\PC{0,80}|[\"'`/*#<>!\\[\\]\\\\\n a1é-]{0,60}") {
            for language in ["rust", "python", "js", "html", "yaml", "toml", "diff", "console", "css", "sh", "json", "sql", "lua", "haskell"] {
                let mut end = 0;
                for piece in highlight(language, &text) {
                    proptest::prop_assert!(piece.range.start >= end && piece.range.start < piece.range.end);
                    proptest::prop_assert!(text.get(piece.range.clone()).is_some());
                    end = piece.range.end;
                }
            }
        }
    }
}
