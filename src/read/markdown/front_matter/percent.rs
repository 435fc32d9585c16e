//! pandoc's title block: up to three lines that begin with `%`, for the title, the authors, the date.

use super::value::{Entry, Value};
use crate::source::Cut as _;

/// The lines of a title block, by their names.
const FIELDS: [&str; 3] = ["title", "author", "date"];

/// The fields of the title block that a text begins with, and where the text behind it begins; a further line that begins so makes
/// comments of them all.
pub(super) fn read(text: &str) -> Option<(Vec<Entry>, usize)> {
    let mut entries: Vec<Entry> = Vec::new();
    let (mut at, mut count) = (0, 0);
    for line in text.split_inclusive('\n') {
        let start = at;
        let said = line.trim_end();
        if let Some(value) = said.strip_prefix('%').filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            let name = *FIELDS.get(count)?;
            count += 1;
            entries.push(Entry {
                name: name.to_owned(),
                value: Value::Text(value.trim().to_owned()),
                start,
                place: start + 1..start + said.len(),
            });
        } else if line.starts_with(' ')
            && !said.is_empty()
            && let Some(Entry { value: Value::Text(value), place, .. }) = entries.last_mut()
        {
            // A title goes on; each further author has a line.
            value.push_str(if count == 2 { "; " } else { " " });
            value.push_str(said.trim_start());
            place.end = start + said.len();
        } else {
            break;
        }
        at += line.len();
    }
    for entry in &mut entries {
        if let (Value::Text(authors), "author") = (&entry.value, entry.name.as_str()) {
            let list = authors.split(';').map(|author| Value::Text(author.trim().to_owned()));
            entry.value =
                Value::List(list.filter(|author| !matches!(author, Value::Text(name) if name.is_empty())).collect());
        }
    }
    entries.retain(|entry| match &entry.value {
        Value::Text(text) => !text.is_empty(),
        Value::List(list) => !list.is_empty(),
        Value::Empty | Value::Table(_) => false,
    });
    // A blank line, or the text's end, is behind it.
    let ends = text.cut(at..).lines().next().is_none_or(|line| line.trim().is_empty());
    (ends && entries.iter().any(|entry| entry.name == "title")).then_some((entries, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_block_has_up_to_three_lines() {
        let names = |text: &str| {
            read(text).map(|(entries, at)| (entries.into_iter().map(|entry| entry.name).collect::<Vec<_>>(), at))
        };
        assert_eq!(
            names("% A title\n  of two lines\n% Ann; Bo\n% 2026\n\nText"),
            Some((vec!["title".into(), "author".into(), "date".into()], 42))
        );
        assert_eq!(
            names("% T\n%\n% 2026\n\nText").map(|found| found.0),
            Some(vec!["title".to_owned(), "date".to_owned()])
        );
        for text in ["% one\n% two\n% three\n% four\n\n", "%x\n", "% a\nText\n", "Text"] {
            assert_eq!(names(text), None, "{text}");
        }
    }
}
