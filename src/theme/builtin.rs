//! The themes that are built in.

use super::Theme;
use super::read::overlay;
use crate::diagnostic::Diagnostics;
use crate::document::DocumentKind;
use crate::measure::{list, nearest};
use crate::source::Source;
use std::sync::OnceLock;

/// A theme that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BuiltIn {
    /// An article.
    Article,
    /// A novel.
    Novel,
    /// A manual.
    Manual,
    /// A report.
    Report,
    /// For low vision: 18 point, ragged, 7 to 1 for every colour.
    LargePrint,
}

/// The built-in themes over the base theme, each made on first use.
static THEMES: [OnceLock<Theme>; BuiltIn::ALL.len()] = [const { OnceLock::new() }; BuiltIn::ALL.len()];

impl BuiltIn {
    /// All of them.
    pub const ALL: [BuiltIn; 5] =
        [BuiltIn::Article, BuiltIn::Novel, BuiltIn::Manual, BuiltIn::Report, BuiltIn::LargePrint];

    /// The built-in theme with this name, in upper or lower case.
    ///
    /// # Errors
    /// If there is none: what the nearest name is, or all names.
    ///
    /// ```
    /// use folio::theme::BuiltIn;
    /// assert_eq!(BuiltIn::named("Novel"), Ok(BuiltIn::Novel));
    /// assert_eq!(BuiltIn::named("nove"), Err("did you mean `novel`?".into()));
    /// ```
    pub fn named(name: &str) -> Result<BuiltIn, String> {
        let name = name.trim().to_ascii_lowercase();
        BuiltIn::ALL.into_iter().find(|theme| theme.name() == name).ok_or_else(|| {
            let names = BuiltIn::ALL.map(BuiltIn::name);
            match nearest(&name, &names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}; a file of your own ends with `.toml`", list(&names)),
            }
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            BuiltIn::Article => "article",
            BuiltIn::Novel => "novel",
            BuiltIn::Manual => "manual",
            BuiltIn::Report => "report",
            BuiltIn::LargePrint => "large-print",
        }
    }

    /// Its text, in TOML.
    pub fn text(self) -> &'static str {
        match self {
            BuiltIn::Article => include_str!("builtin/article.toml"),
            BuiltIn::Novel => include_str!("builtin/novel.toml"),
            BuiltIn::Manual => include_str!("builtin/manual.toml"),
            BuiltIn::Report => include_str!("builtin/report.toml"),
            BuiltIn::LargePrint => include_str!("builtin/large-print.toml"),
        }
    }

    /// The theme.
    pub fn theme(self) -> Theme {
        let read = || {
            let mut theme = Theme::default();
            overlay(&mut theme, &Source::new(self.name(), self.text(), 0), &mut Diagnostics::new());
            theme
        };
        THEMES[self as usize].get_or_init(read).clone()
    }

    /// The built-in theme for a kind of document.
    pub(super) fn of(kind: DocumentKind) -> BuiltIn {
        match kind {
            DocumentKind::Article => BuiltIn::Article,
            DocumentKind::Novel => BuiltIn::Novel,
            DocumentKind::Manual => BuiltIn::Manual,
            DocumentKind::Report => BuiltIn::Report,
        }
    }
}
