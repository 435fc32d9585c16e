//! Suggestions for misspelled names.

/// Minimum length of a prefix that is completed to a name.
const FEWEST: usize = 3;

/// Longer names are compared by their first characters only.
const MOST: usize = 100;

/// The most similar name: one edit is allowed per `letters` letters (restricted Damerau-Levenshtein distance); ties go
/// to the alphabetically first name. Without a similar name, the only name that begins with `written`.
///
/// ```
/// use folio::spelling::nearest;
/// assert_eq!(nearest("tilte", ["title", "author"], 3), Some("title"));
/// assert_eq!(nearest("instal", ["introduction", "install"], 3), Some("install"));
/// assert_eq!(nearest("expl", ["explain", "init"], 3), Some("explain"));
/// assert_eq!(nearest("mood", ["title", "author"], 3), None);
/// ```
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>, letters: usize) -> Option<&'a str> {
    let begin = |name: &str| name.chars().take(MOST).collect::<String>();
    let (written, length) = (begin(written), written.chars().count());
    let most = (length / letters).max(1);
    let (mut near, mut begun) = (None, Vec::new());
    for name in names {
        if name.chars().count().abs_diff(length) <= most {
            let distance = strsim::osa_distance(&written, &begin(name));
            near = [near, Some((distance, name)).filter(|_| distance <= most)].into_iter().flatten().min();
        }
        if length >= FEWEST && name.starts_with(&written) {
            begun.push(name);
        }
    }
    match (near, &begun[..]) {
        (Some((_, name)), _) | (None, &[name]) => Some(name),
        _ => None,
    }
}
