//! What each language prints, after CLDR's delimiters and the usual style guides.

/// The marks and spaces of a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conventions {
    /// Opening and closing quotation mark, with the spaces inside them.
    pub(super) double: (&'static str, &'static str),
    /// The same for quotations within.
    pub(super) single: (&'static str, &'static str),
    /// What `--` between two words becomes.
    pub(super) dash: &'static str,
    /// The space before `;`, `!` and `?`, and the one before `:` and inside guillemets; none in most languages.
    pub(super) high_space: Option<(&'static str, &'static str)>,
    /// Whether `:`, `»` and `«` have their space, but not `;`, `!` and `?` (Canada).
    pub(super) colon_only: bool,
    /// Words that begin with an apostrophe, in lower case.
    pub(super) clipped: &'static [&'static str],
}

/// Words that have lost their beginning.
const CLIPPED: [(&str, &[&str]); 6] = [
    (
        "en",
        &[
            "tis", "twas", "twere", "twill", "twould", "twixt", "em", "cause", "til", "till", "bout", "n", "gainst",
            "round", "neath", "mid", "midst", "pon", "fraid", "cept", "nother", "nuff", "scuse", "kay", "tain", "tude",
            "ere", "d", "ll", "re", "ve", "coz",
        ],
    ),
    ("nl", &["s", "t", "n", "k", "m", "r", "ns"]),
    ("af", &["s", "t", "n", "k"]),
    ("fy", &["s", "t", "n", "k"]),
    ("de", &["s", "n", "ne", "nen", "nem", "ner", "nes"]),
    ("it", &["ndrangheta", "sto", "sta", "sti", "ste"]),
];

impl Conventions {
    /// What is printed in the language with this tag.
    pub(super) fn of(tag: &str) -> Conventions {
        const CURLY: (&str, &str) = ("“", "”");
        const CURLY_SINGLE: (&str, &str) = ("‘", "’");
        const LOW: (&str, &str) = ("„", "“");
        const LOW_SINGLE: (&str, &str) = ("‚", "‘");
        const LOW_HIGH: (&str, &str) = ("„", "”");
        const LOW_HIGH_SINGLE: (&str, &str) = ("‚", "’");
        const ANGLE: (&str, &str) = ("«", "»");
        let primary = tag.split('-').next().unwrap_or("");
        let region = tag.split('-').skip(1).find(|p| p.len() == 2).unwrap_or("");
        let (double, single, dash) = match (primary, region) {
            ("de" | "rm" | "it" | "fr", "CH" | "LI") => (ANGLE, ("‹", "›"), "–"),
            ("de" | "cs" | "sk" | "sl" | "hr" | "bs" | "is" | "lt" | "et" | "ka" | "bg" | "mk" | "hsb" | "dsb", _) => {
                (LOW, LOW_SINGLE, "–")
            }
            ("pl" | "ro" | "sr" | "af", _) => (LOW_HIGH, LOW_HIGH_SINGLE, "–"),
            ("hu", _) => (LOW_HIGH, ("»", "«"), "–"),
            ("fr", _) => (("«\u{a0}", "\u{a0}»"), CURLY, "–"),
            ("es" | "ca" | "gl" | "eu", _) => (ANGLE, CURLY, "—"),
            ("it", _) => (ANGLE, CURLY, "–"),
            ("pt", "BR") => (CURLY, CURLY_SINGLE, "—"),
            ("pt", _) => (ANGLE, CURLY, "–"),
            ("nb" | "nn" | "no", _) => (ANGLE, CURLY_SINGLE, "–"),
            ("ru" | "be" | "kk", _) => (ANGLE, LOW, "—"),
            ("uk" | "hy" | "sq" | "fa" | "ar" | "el", _) => (ANGLE, CURLY, "–"),
            ("da", _) => (("»", "«"), ("›", "‹"), "–"),
            ("sv" | "fi", _) => (("”", "”"), ("’", "’"), "–"),
            ("en" | "ga" | "cy" | "gd", _) => (CURLY, CURLY_SINGLE, "—"),
            _ => (CURLY, CURLY_SINGLE, "–"),
        };
        let french = primary == "fr" && region != "CH";
        Conventions {
            double,
            single,
            dash,
            high_space: french.then_some(("\u{202f}", "\u{a0}")),
            colon_only: region == "CA",
            clipped: CLIPPED.iter().find(|(tag, _)| *tag == primary).map_or(&[], |(_, words)| words),
        }
    }
}
