//! What was probably meant by a name that there isn't.

/// Longer names are compared by their beginnings.
const MOST: usize = 100;

/// The name nearest to what was written, if one is near: of `letters` letters one may be wrong, missing or too many, or have
/// changed places with the next (the restricted Damerau-Levenshtein distance). Among names that are as near, the first in
/// alphabetical order.
///
/// ```
/// use folio::spelling::nearest;
/// assert_eq!(nearest("tilte", ["title", "author"], 3), Some("title"));
/// assert_eq!(nearest("instal", ["introduction", "install"], 3), Some("install"));
/// assert_eq!(nearest("mood", ["title", "author"], 3), None);
/// ```
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>, letters: usize) -> Option<&'a str> {
    let begin = |name: &str| name.chars().take(MOST).collect::<String>();
    let (written, length) = (begin(written), written.chars().count());
    let most = (length / letters).max(1);
    let near = names.into_iter().filter(|name| name.chars().count().abs_diff(length) <= most);
    let near = near.map(|name| (strsim::osa_distance(&written, &begin(name)), name));
    near.filter(|&(distance, _)| distance <= most).min().map(|(_, name)| name)
}
