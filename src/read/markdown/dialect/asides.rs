//! The names of asides and containers in the dialects: admonitions, callouts, directives.

use crate::document::{AlertKind, Role};
use crate::read::markup::attributes::RawAttributes;

/// What a name makes of the blocks in a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// An aside, under a name of its own where it is not that of its kind.
    Aside(AlertKind, bool),
    /// Blocks that may be folded.
    Details,
    /// Another role.
    Role(Role),
    /// A quotation.
    Quote,
    /// Tabs, one for each heading.
    Tabs,
}

impl Named {
    /// What a name stands for among admonitions and callouts: MkDocs' and Obsidian's kinds, Docusaurus', VitePress',
    /// MyST's. One that is none of them is a note of that name.
    pub(super) fn aside(name: &str) -> Named {
        let (kind, own) = match name {
            "note" => (AlertKind::Note, false),
            "tip" => (AlertKind::Tip, false),
            "important" => (AlertKind::Important, false),
            "warning" => (AlertKind::Warning, false),
            "caution" => (AlertKind::Caution, false),
            "hint" | "success" | "check" | "done" => (AlertKind::Tip, true),
            "attention" => (AlertKind::Warning, true),
            "danger" | "error" | "failure" | "fail" | "missing" | "bug" => (AlertKind::Caution, true),
            _ => (AlertKind::Note, true),
        };
        Named::Aside(kind, own)
    }

    /// What a name stands for as the class of a container; `None`: a class like any other.
    pub(super) fn container(name: &str) -> Option<Named> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_prefix("callout-").unwrap_or(&name);
        Some(match name {
            "details" | "collapse" | "spoiler" | "collapsible" | "dropdown" => Named::Details,
            "quote" | "blockquote" => Named::Quote,
            "panel-tabset" => Named::Tabs,
            "note" | "tip" | "important" | "warning" | "caution" | "hint" | "success" | "attention" | "danger"
            | "error" | "info" | "question" | "example" | "seealso" | "admonition" | "todo" | "exercise"
            | "solution" => Named::aside(name),
            _ => Named::Role(RawAttributes(vec![("class".to_owned(), name.to_owned())]).class_role()?),
        })
    }
}

/// A name as it is shown: `see-also` → `See also`.
pub(super) fn shown(name: &str) -> String {
    let name = match name {
        "seealso" => "see also",
        "faq" => return "FAQ".to_owned(),
        "tldr" => return "TL;DR".to_owned(),
        "todo" => return "To do".to_owned(),
        _ => name,
    };
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + &letters.as_str().replace(['-', '_'], " ")
}
