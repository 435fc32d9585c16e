//! Contributors: MARC relator codes and sort names.

use crate::document::{Language, Person};
use crate::words::{NameOrder, of};

/// The MARC relator code of a role as worded in a source; `None` if there is none.
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

/// Beginnings of words that mark the name of an organization …
const STEMS: &[&str] = &[
    "organi",
    "institut",
    "istitut",
    "universi",
    "universytet",
    "uniwersy",
    "yliopisto",
    "üniversite",
    "akademi",
    "académi",
    "accademi",
    "ministr",
    "ministè",
    "ministé",
    "ministeri",
    "bakanlı",
    "agentur",
    "agentschap",
    "committee",
    "commissi",
    "commission",
    "kommission",
    "comisi",
    "comissão",
    "department",
    "departament",
    "département",
    "departement",
    "gesellschaft",
    "sociedad",
    "associa",
    "asociaci",
    "vereniging",
    "foundation",
    "stiftels",
    "fondation",
    "fundaci",
    "fondazion",
    "fundação",
    "fundacj",
    "federa",
    "fédéra",
    "föderation",
    "corporat",
    "publishers",
    "netzwerk",
    "bibliot",
    "government",
    "regierung",
    "gouvernement",
    "gobierno",
    "redakti",
    "redacti",
    "redacci",
    "redazion",
    "rédaction",
    "laborator",
    "parliament",
    "kollektiv",
    "initiativ",
    "international",
    "towarzystw",
    "společnost",
    "sdružení",
    "derneği",
    "järjestö",
];
/// … whole words that do, …
const WORDS: &[&str] = &[
    "hochschule",
    "college",
    "school",
    "academy",
    "academia",
    "agency",
    "agence",
    "agencia",
    "agência",
    "agenzia",
    "comité",
    "council",
    "conseil",
    "consejo",
    "consiglio",
    "conselho",
    "office",
    "bureau",
    "amt",
    "society",
    "société",
    "società",
    "union",
    "company",
    "corp.",
    "inc.",
    "inc",
    "ltd",
    "ltd.",
    "llc",
    "gmbh",
    "e.v.",
    "s.a.",
    "s.p.a.",
    "press",
    "verlag",
    "éditions",
    "editions",
    "publishing",
    "group",
    "gruppe",
    "groupe",
    "gruppo",
    "grupo",
    "team",
    "network",
    "réseau",
    "center",
    "centre",
    "zentrum",
    "centrum",
    "centro",
    "library",
    "museum",
    "musée",
    "museo",
    "museu",
    "nations",
    "newspaper",
    "magazine",
    "editors",
    "contributors",
    "authors",
    "staff",
    "authority",
    "board",
    "hospital",
    "police",
    "collective",
    "collectif",
    "project",
    "projekt",
    "projet",
    "proyecto",
    "progetto",
    "league",
    "alliance",
    "verband",
    "verein",
    "stiftung",
    "stichting",
    "zeitung",
    "seura",
    "vakfı",
    "governo",
];
/// … and endings of compounds that do.
const ENDS: &[&str] =
    &["amt", "anstalt", "verein", "verband", "verlag", "ministerium", "gesellschaft", "stiftung", "zeitung"];

/// Words that join or precede the words of such names but never occur in a person's.
const JOINTS: &[&str] = &[
    "the", "of", "and", "&", "for", "und", "für", "et", "pour", "para", "och", "för", "voor", "die", "das", "les",
    "los", "het",
];

/// Whether a contributor is an organization: stated by the source, or recognized by name.
fn is_organization(person: &Person) -> bool {
    let body = |word: &str| {
        let lower = word.to_lowercase();
        // Parts of a hyphenated word count too (Max-Planck-Institut).
        lower.split('-').any(|part| WORDS.contains(&part) || STEMS.iter().any(|stem| part.starts_with(*stem)))
            || JOINTS.contains(&lower.as_str())
            || ENDS.iter().any(|end| lower.len() > end.len() + 3 && lower.ends_with(end))
            // NASA, UNESCO: a person has three initials at most.
            || word.chars().filter(|c| c.is_alphabetic()).count() > 3 && !word.chars().any(char::is_lowercase)
    };
    let shouted = !person.name.chars().any(char::is_lowercase);
    person.organization || !shouted && person.name.split_whitespace().any(body)
}

/// The sort name as in library catalogues (`Melville, Herman`); `None` if it equals the name or can't be derived from
/// it. `language`: the document's; in some languages the family name comes first, or names are not inverted.
pub fn file_as(person: &Person, language: &Language) -> Option<String> {
    const PARTICLES: &[&str] =
        &["von", "van", "de", "der", "den", "la", "le", "du", "di", "da", "dos", "ter", "zu", "af", "bin", "ibn", "al"];
    const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];
    let words: Vec<&str> = person.name.split_whitespace().collect();
    let latin = person.name.chars().all(|c| !c.is_alphabetic() || (c as u32) < 0x250);
    if words.len() < 2 || words.len() > 5 || !latin || person.name.contains(',') || is_organization(person) {
        return None;
    }
    match of(language.tag()).map(|words| words.names) {
        Some(NameOrder::AsWritten) => return None,
        Some(NameOrder::FamilyFirst) => return Some(format!("{}, {}", words[0], words[1..].join(" "))),
        Some(NameOrder::FamilyLast) | None => {}
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
            ("World Health Organization", None),
            ("Deutscher Wetterdienst Verein", None),
            ("Umweltbundesamt Dessau", None),
            ("Ministère de l’Éducation", None),
            ("Universidad Nacional", None),
            ("Max-Planck-Institut Halle", None),
            ("NASA Goddard", None),
            ("Institutet Karolinska", None),
            // Persons whose names resemble those of organizations.
            ("Emily Post", Some("Post, Emily")),
            ("Robert Service", Some("Service, Robert")),
            ("Tyra Banks", Some("Banks, Tyra")),
            ("JRR Tolkien", Some("Tolkien, JRR")),
            ("ANN LEE", Some("LEE, ANN")),
            ("Dan Stafford", Some("Stafford, Dan")),
            ("Henry Schoolcraft", Some("Schoolcraft, Henry")),
        ] {
            assert_eq!(file_as(&Person::named(name), &Language::english()).as_deref(), filed, "{name}");
        }
        let hungarian = Language::parse("hu").unwrap();
        assert_eq!(file_as(&Person::named("Nagy László"), &hungarian).as_deref(), Some("Nagy, László"));
        let told = Person::named("Blue Lamp").of_type("Organization");
        assert_eq!(file_as(&told, &Language::english()), None);
        assert_eq!(
            (relator("Translated by"), relator("Photographs"), relator("cat")),
            (Some("trl"), Some("pht"), None)
        );
    }
}
