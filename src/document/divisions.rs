//! Ranks of book divisions, by the words of their headings.

use crate::words::list::division;

/// The rank of a division from its heading: `Part One`, `Zweiter Teil`, `第三章`; `None`: not recognizable.
///
/// ```
/// use folio::document::divisions::rank;
/// assert_eq!((rank("Part One: Winter"), rank("Dritter Teil"), rank("Chapter 4"), rank("Partly")), (Some(0), Some(0), Some(1), None));
/// ```
pub fn rank(heading: &str) -> Option<u8> {
    let heading = heading.trim();
    if heading.starts_with(['第', '제']) {
        let mut signs = heading.chars().skip(1).skip_while(|c| !"部篇卷编編부편章回話话장화".contains(*c));
        return signs.next().map(|c| u8::from("章回話话장화".contains(c)));
    }
    // In `Part One: The Sea`, the words before the colon count.
    let head = heading.split([':', '—', '–']).next().unwrap_or(heading);
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let words: Vec<String> = words.take(5).collect();
    let of = |word: &String| division(word);
    match words.as_slice() {
        [only] => of(only),
        [first, second] => of(first).or_else(|| of(second)),
        [first, _, _] | [first, _, _, _] => of(first),
        _ => None,
    }
}
