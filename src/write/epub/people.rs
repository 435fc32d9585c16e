//! People: what they did as a MARC relator, and the name as it is filed.

use crate::document::Person;

/// The MARC relator code for a role as a source words it; `None` when the role is none of those.
pub fn relator(role: &str) -> Option<&'static str> {
    const RELATORS: &[(&[&str], &str)] = &[
        (&["translat", "übersetz", "traduc", "traduz", "vertal", "överset"], "trl"),
        (&["illustrat", "zeichn", "dessin", "ilustra", "drawing"], "ill"),
        (&["photo", "foto"], "pht"),
        (&["editor", "edited", "herausgeb", "éditeur", "redakt", "redact", "editing"], "edt"),
        (&["foreword", "vorwort", "preface", "préface", "prólogo"], "aui"),
        (&["afterword", "nachwort", "postface"], "aft"),
        (&["narrat", "erzähl", "reader"], "nrt"),
        (&["research", "recherche"], "res"),
        (&["report", "correspond"], "rpt"),
        (&["cover", "design", "gestalt"], "bkd"),
        (&["compil"], "com"),
        (&["proof", "korrektor", "korrektur"], "pfr"),
        (&["review"], "rev"),
        (&["publish", "verlag"], "pbl"),
        (&["sponsor", "fund"], "spn"),
        (&["contribut", "mitarb"], "ctb"),
        (&["author", "autor", "auteur", "writer", "written"], "aut"),
    ];
    let role = role.to_lowercase();
    RELATORS.iter().find(|(words, _)| words.iter().any(|w| role.contains(w))).map(|r| r.1)
}

/// The name as libraries file it (`Melville, Herman`); `None` where it cannot be told from the name alone.
pub fn file_as(person: &Person) -> Option<String> {
    const PARTICLES: &[&str] =
        &["von", "van", "de", "der", "den", "la", "le", "du", "di", "da", "dos", "ter", "zu", "af", "bin", "ibn", "al"];
    const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];
    let words: Vec<&str> = person.name.split_whitespace().collect();
    let organization = |w: &&str| {
        matches!(
            w.to_lowercase().as_str(),
            "the" | "of" | "and" | "&" | "for" | "team" | "inc." | "ltd" | "press" | "agency"
        )
    };
    let latin = person.name.chars().all(|c| !c.is_alphabetic() || (c as u32) < 0x250);
    if words.len() < 2 || words.len() > 5 || !latin || person.name.contains(',') || words.iter().any(organization) {
        return None;
    }
    let mut end = words.len();
    let mut suffix = String::new();
    if SUFFIXES.contains(&words[end - 1].to_lowercase().as_str()) && end > 2 {
        end -= 1;
        suffix = format!(", {}", words[end]);
    }
    let mut start = end - 1;
    while start > 1 && PARTICLES.contains(&words[start - 1]) {
        start -= 1;
    }
    Some(format!("{}, {}{suffix}", words[start..end].join(" "), words[..start].join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filed_by_family_name() {
        for (name, filed) in [
            ("Herman Melville", Some("Melville, Herman")),
            ("Ludwig van Beethoven", Some("van Beethoven, Ludwig")),
            ("Martin Luther King Jr.", Some("King, Martin Luther, Jr.")),
            ("Plato", None),
            ("The Rust Team", None),
            ("Melville, Herman", None),
            ("村上 春樹", None),
        ] {
            assert_eq!(file_as(&Person::named(name)).as_deref(), filed, "{name}");
        }
        assert_eq!(
            (relator("Translated by"), relator("Photographs"), relator("cat")),
            (Some("trl"), Some("pht"), None)
        );
    }
}
