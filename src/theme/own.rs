//! A theme of the user's own: a file, laid over a theme that is built in.

use super::contrast::{contrast, inks};
use super::read::{overlay, place_of};
use super::{BuiltIn, Theme};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Document;
use crate::files::{self, Files};
use crate::source::{Source, Sources};
use std::path::Path;
use std::sync::Arc;

/// A theme of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Own {
    #[serde(serialize_with = "text")]
    source: Arc<str>,
}

fn text<S: serde::Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

impl Own {
    /// Limit of a theme file, in bytes.
    pub const MOST: u64 = 1 << 20;

    /// Reads a theme. Every mistake is reported with its place in the file, and skipped.
    pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Own {
        let mut theme = Theme::default();
        overlay(&mut theme, source, diagnostics);
        check_contrast(&theme, source, diagnostics);
        Own { source: source.text().into() }
    }

    /// Lays it over a theme.
    pub(super) fn lay_over(&self, theme: &mut Theme) {
        // Its mistakes were reported when it was read.
        overlay(theme, &Source::new("theme", &*self.source, 0), &mut Diagnostics::new());
    }

    /// The text of a theme's file, with its line ends as a source has them.
    ///
    /// # Errors
    /// If the file is too large or not valid UTF-8.
    pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
        if bytes.len() as u64 > Own::MOST {
            return Err(format!("larger than a theme may be ({} bytes)", Own::MOST));
        }
        let text = String::from_utf8(bytes).map_err(|_| "not valid UTF-8")?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n"))
    }
}

/// Whether a theme is named as a file, not as a built-in theme.
pub fn is_file(name: &str) -> bool {
    name.ends_with(".toml") || name.contains(['/', '\\'])
}

/// The theme file that a document names. It is added to the sources, in which the places of its mistakes are; a file that
/// can't be read is reported where the document names it.
pub fn asked(
    document: &Document,
    sources: &mut Sources,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Option<Own> {
    let asked = document.metadata.theme.as_ref()?;
    let name = asked.text.as_str();
    if !is_file(name) {
        if let Err(help) = BuiltIn::named(name) {
            let message = format!("there is no theme `{name}`");
            diagnostics.push(Diagnostic::new(&codes::THEME_NAME, asked.span, message).help(help));
        }
        return None;
    }
    let from = asked.span.and_then(|span| sources.of(span)).or_else(|| sources.iter().next()).and_then(Source::path);
    let read = files.read(from, Path::new(name)).map_err(|error| error.to_string()).and_then(Own::decode);
    let text = match read {
        Ok(text) => text,
        Err(why) => {
            let message = format!("the theme `{name}` cannot be read: {why}");
            let help = "the path is taken from the document's folder; `--theme FILE` takes a theme from anywhere";
            diagnostics.push(Diagnostic::new(&codes::THEME_NAME, asked.span, message).help(help));
            return None;
        }
    };
    let path = from.and_then(Path::parent).map(|folder| folder.join(name)).unwrap_or_else(|| name.into());
    let path = files::plain(&path).to_string_lossy().into_owned();
    let source = sources.add(Source::new(path, text, sources.next_start()));
    Some(Own::read(source, diagnostics))
}

/// Warns of text whose contrast with what it stands on is below 4.5 to 1 (WCAG 2.2, 1.4.3), where the theme says its
/// colour.
fn check_contrast(theme: &Theme, source: &Source, diagnostics: &mut Diagnostics) {
    let mut told = Vec::new();
    for (name, ink, paper) in inks(theme) {
        let ratio = contrast(ink, paper);
        if ratio >= 4.5 {
            continue;
        }
        let keys: &[&[&str]] = match name {
            "code" => &[&["code", "background"], &["text", "color"]],
            _ => match name.split_once('.') {
                Some((group, key)) => &[&[group, key]],
                None => &[&[name, "color"]],
            },
        };
        // Code is set in the text's colour: a fault of that is reported once.
        let place = keys.iter().find_map(|key| place_of(source, key)).filter(|place| !told.contains(place));
        if let Some(place) = place {
            told.push(place.clone());
            let message = format!("the contrast of `{name}` is {ratio:.1} to 1");
            let help = "make it darker: 4.5 to 1 is the least for text (WCAG 2.2, 1.4.3)";
            diagnostics.push(Diagnostic::new(&codes::THEME_CONTRAST, source.span(place), message).help(help));
        }
    }
}
