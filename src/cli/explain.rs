//! `convert explain`: documentation of diagnostics.

use super::mistake::Mistake;
use crate::diagnostic::{self, CODES, CodeEntry, Severity};
use crate::spelling::nearest;

/// The documentation of a code, or the list of all codes.
///
/// # Errors
/// If the code is unknown.
pub fn explain(code: Option<&str>) -> Result<String, Mistake> {
    let Some(name) = code else {
        return Ok(CODES.iter().map(|e| format!("{}  {:7}  {}\n", e.code, e.severity.to_string(), e.name)).collect());
    };
    match diagnostic::find(name.trim()) {
        Some(entry) => Ok(page(entry)),
        None => {
            let names = CODES.iter().map(|e| e.name);
            let help = match nearest(name, names, 3) {
                Some(near) => format!("did you mean `{near}`? `convert explain` lists them all"),
                None => "`convert explain` lists them all".to_owned(),
            };
            Err(Mistake::usage(format!("there is no diagnostic `{name}`"), help))
        }
    }
}

fn page(entry: &CodeEntry) -> String {
    let CodeEntry { code, name, severity, .. } = entry;
    let levels = match severity {
        // Errors always prevent output, so their level can't be changed.
        Severity::Error => String::new(),
        _ => format!("\nTaken as an error: --deny {name}   not told: --allow {name}\n"),
    };
    let (cause, remedy) = (filled(&entry.cause()), filled(&format!("To do: {}", entry.remedy())));
    format!("{code} {name} ({severity})\n\n{cause}\n{remedy}{levels}")
}

/// A paragraph wrapped at 80 columns.
fn filled(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > 80 {
            lines.push(word.to_owned());
        } else {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained_by_number_and_name() {
        let page = explain(Some("F0501")).unwrap();
        assert!(page.starts_with("F0501 image-missing (warning)\n\nThe image could not be found."));
        assert!(page.contains("\n\nTo do: Check the path,") && page.lines().all(|line| line.len() <= 80), "{page}");
        assert_eq!(page, explain(Some("image-missing")).unwrap());
    }

    #[test]
    fn a_mistyped_name_is_corrected() {
        let Err(Mistake::Usage(_, Some(help))) = explain(Some("image-mising")) else { panic!("no such code") };
        assert!(help.starts_with("did you mean `image-missing`?"), "{help}");
    }
}
