//! Style sheets (EPUB 3.3, section 6.3): only the resources they load are checked.

use super::FileDefects;
use crate::source::Cut as _;

/// The references of a style sheet, each with its byte offset; forbidden ones are reported.
pub fn references(css: &str, findings: &mut FileDefects<'_>) -> Vec<(String, usize)> {
    let lower = css.to_ascii_lowercase();
    let mut out = Vec::new();
    if let Some(at) = lower.find("@import") {
        findings.at(at, "style-import", "`@import` takes style from elsewhere");
    }
    for property in ["direction", "unicode-bidi"] {
        for (at, _) in lower.match_indices(property) {
            let alone = !lower.cut(..at).ends_with(|c: char| c.is_alphanumeric() || c == '-');
            if alone && lower.cut(at + property.len()..).trim_start().starts_with(':') {
                findings.at(at, "style-direction", format!("`{property}` belongs into the markup, not into style"));
            }
        }
    }
    for (at, _) in lower.match_indices("url(") {
        let from = css.cut(at + 4..);
        let Some(end) = from.find(')') else {
            findings.at(at, "style-broken", "`url(` does not end");
            break;
        };
        out.push((from.cut(..end).trim().trim_matches(['"', '\'']).to_owned(), at));
    }
    let count = |c: u8| css.bytes().filter(|&b| b == c).count();
    if count(b'{') != count(b'}') {
        findings.whole("style-broken", "the braces do not match");
    }
    out
}
