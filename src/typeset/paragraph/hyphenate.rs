//! Where words may be divided: by their language's patterns (Liang, *Word Hy-phen-a-tion by Com-put-er*, 1983).

use hypher::Lang;

/// Words that the patterns get wrong or leave alone, divided by hand. English ones that are divided differently as
/// noun and verb are left whole.
const EXCEPTIONS: [(Lang, &[&str]); 1] = [(
    Lang::English,
    &[
        "as-so-ciate",
        "as-so-ci-ates",
        "dec-li-na-tion",
        "oblig-a-tory",
        "phil-an-thropic",
        "present",
        "presents",
        "project",
        "projects",
        "rec-og-ni-zance",
        "record",
        "records",
        "ref-or-ma-tion",
        "ret-ri-bu-tion",
        "ta-ble",
        "ta-bles",
        "there-after",
        "what-ever",
        "when-ever",
        "any-thing",
        "every-thing",
        "noth-ing",
        "some-thing",
    ],
)];

/// The patterns for a language tag (BCP 47), where there are some.
pub(super) fn patterns(tag: &str) -> Option<Lang> {
    let primary = tag.split(['-', '_']).next()?;
    let bytes: [u8; 2] = primary.as_bytes().try_into().ok()?;
    Lang::from_iso(bytes.map(|b| b.to_ascii_lowercase()))
}

/// Adds to `places` the bytes of `word`, which is letters only, at which it may be divided, within the bounds that
/// the language's patterns are made for.
pub(super) fn divide(word: &str, language: Lang, places: &mut Vec<u8>) {
    if word.len() > usize::from(u8::MAX) {
        return;
    }
    let exceptions = EXCEPTIONS.iter().find(|(l, _)| *l == language).map_or(&[][..], |(_, list)| list);
    let known = exceptions.iter().find(|e| {
        e.len() >= word.len() && e.bytes().filter(|&b| b != b'-').eq(word.bytes().map(|b| b.to_ascii_lowercase()))
    });
    if let Some(exception) = known {
        let hyphens = exception.bytes().enumerate().filter(|&(_, b)| b == b'-').enumerate();
        places.extend(hyphens.map(|(before, (at, _))| (at - before) as u8));
        return;
    }
    let mut at = 0;
    for syllable in hypher::hyphenate(word, language) {
        at += syllable.len();
        if at < word.len() {
            places.push(at as u8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, tag: &str) -> String {
        let mut places = Vec::new();
        divide(word, patterns(tag).unwrap(), &mut places);
        let mut out = word.to_owned();
        for &at in places.iter().rev() {
            out.insert(usize::from(at), '-');
        }
        out
    }

    #[test]
    fn patterns_and_exceptions() {
        assert_eq!(divided("extensive", "en-GB"), "ex-ten-sive");
        assert_eq!(divided("Projects", "en"), "Projects");
        assert_eq!(divided("Everything", "en"), "Every-thing");
        assert_eq!(divided("Silbentrennung", "de-AT"), "Sil-ben-tren-nung");
        assert_eq!(patterns("xx"), None);
        assert_eq!(patterns(""), None);
    }
}
