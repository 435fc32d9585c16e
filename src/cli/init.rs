//! `convert init`: creates a commented `convert.toml`.

use super::config::NAME;
use super::exit::Exit;
use super::finding::Finding;
use super::report::Teller;
use super::streams::{reason, say};
use crate::diagnostic::codes;
use std::path::Path;

/// The file without the inputs: everything but the defaults is commented out.
const TEMPLATE: &str = r#"# What `convert` makes of this folder. The options on how documents are converted stand here by their names, and those on
# the command line win. `convert list` shows what would be done.

# Files, folders and globs, from this file's folder.
inputs = [INPUTS]
# exclude = ["drafts/", "*.bak.md"]

# pdf, epub, txt
to = ["pdf", "epub"]

# The folder mirrors the inputs' folders; layout = "flat" or "format" (a folder a format) does not.
output = "dist/"
# layout = "mirror"

# About all documents; these win over what the sources say themselves.
# lang = "en"
# author = ["Ann Lee"]

# Pages: a theme's name or a file, "my.toml"; lengths with their unit.
# theme = "article"
# page-size = "a5"
# font-size = "10.5pt"
# margin = "20mm 18mm"
# toc = true

# Plain text.
# width = 72

# Diagnostics by code or name: `convert explain` lists them.
# strict = true
# deny = ["image-missing"]
# allow = ["encoding-guessed"]

# Unchanged documents are skipped; what is needed for that is kept in .folio-cache, which can be thrown away.
# cache = ".folio-cache"

# Other choices for some files; the last one that matches wins.
# [[override]]
# files = ["docs/guide/**"]
# theme = "novel"
# toc = true
"#;

/// The file for a folder with or without a subfolder `docs`.
fn template(docs: bool) -> String {
    TEMPLATE.replace("INPUTS", if docs { "\"docs/\"" } else { "\".\"" })
}

/// Writes the file unless it exists.
pub fn init(teller: &mut Teller) -> Exit {
    let path = Path::new(NAME);
    let result = std::fs::OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        use std::io::Write;
        file.write_all(template(Path::new("docs").is_dir()).as_bytes())
    });
    match result {
        Ok(()) => {
            say(&format!("{NAME} is written: say in it what is converted, then run `convert`\n"));
            Exit::Done
        }
        Err(error) => {
            let message = format!("cannot be written: {}", reason(&error));
            teller.tell(&[Finding::new(&codes::OUTPUT_UNWRITABLE, Some(NAME), message)]);
            Exit::Output
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::settings;

    #[test]
    fn the_template_is_valid_with_and_without_its_comments() {
        settings::parse(NAME, &template(false)).unwrap();
        let open: String = template(true)
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest)
                    if rest.starts_with('[')
                        || rest.contains(" = ") && !rest.contains(". ") && !rest.contains("; ") =>
                {
                    rest
                }
                _ => line,
            })
            .map(|line| format!("{line}\n"))
            .collect();
        let (settings, overrides) = settings::parse(NAME, &open).unwrap();
        assert_eq!(overrides.len(), 1);
        assert_eq!(settings.choices.author, ["Ann Lee"]);
        assert!(settings.strict);
    }
}
