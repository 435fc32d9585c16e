//! What a line tells by itself: marks inside of addresses, colons that define nothing, rows of delimiters.

use super::amended::STAND_INS;
use crate::read::build::autolink;
use crate::read::markdown::edit::{Edit, NOTHING, With};
use crate::source::Cut as _;
use memchr::memmem;

/// What the lines tell.
pub(super) struct Found {
    /// What is to be changed, in order.
    pub(super) edits: Vec<Edit>,
    /// Whether the parser's view of the blocks is needed: there may be definitions or tables.
    pub(super) structure: bool,
}

/// Looks through the lines of a text.
pub(super) fn look(text: &str) -> Found {
    let bytes = text.as_bytes();
    let mut found = Found { edits: Vec::new(), structure: false };
    let addresses = memmem::find(bytes, b"://").is_some()
        || memchr::memchr(b'@', bytes).is_some()
        || memmem::find(bytes, b"www.").is_some();
    let noncharacters = memmem::find(bytes, b"\xef\xb7").is_some();
    let labels = memmem::find(bytes, b"]\\[").is_some();
    found.structure = memmem::find(bytes, b"\\(").is_some() || memmem::find(bytes, b"\\[").is_some();
    if !addresses && !noncharacters && memchr::memchr2(b':', b'|', bytes).is_none() {
        escaped_labels(bytes, 0, &mut found.edits);
        return found;
    }
    let (mut start, mut before) = (0, "");
    while start < text.len() {
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(text.len(), |i| start + i);
        let line = text.cut(start..end);
        let content = content_start(line);
        let row = delimiters(line.cut(content..), before);
        let from = found.edits.len();
        match (row, &line.as_bytes()[content..]) {
            (Row::OfTable, _) => {
                found.structure = true;
                let inside = line.cut(content..).trim_end().len();
                let tabs = memchr::memchr_iter(b'\t', &bytes[start + content..start + content + inside]);
                found.edits.extend(tabs.map(|i| Edit::replace(start + content + i, " ")));
            }
            (Row::OfOneColumn, rest) => {
                found.structure = true;
                found.edits.push(Edit::insert(start + content, "|"));
                found.edits.push(Edit::insert(start + content + rest.trim_ascii_end().len(), "|"));
            }
            (Row::False, rest) => {
                if rest.starts_with(b":") {
                    found.edits.push(Edit::insert(start + content, NOTHING));
                }
                found.edits.push(Edit::insert(end, NOTHING));
            }
            (Row::None, [b':', b' ' | b'\t', ..]) => found.structure = true,
            (Row::None, [b':', ..]) => found.edits.push(Edit::insert(start + content, NOTHING)),
            (Row::None, _) => {}
        }
        if addresses {
            protect(line, start, &mut found.edits);
        }
        if labels {
            escaped_labels(line.as_bytes(), start, &mut found.edits);
        }
        if noncharacters {
            drop_noncharacters(line, start, &mut found.edits);
        }
        found.edits[from..].sort_by_key(|e| e.at);
        before = line;
        start = end + 1;
    }
    found
}

/// Where a line's text begins: behind the marks of quotations, items and notes.
fn content_start(line: &str) -> usize {
    let bytes = line.as_bytes();
    let mut at = 0;
    loop {
        while matches!(bytes.get(at), Some(b' ' | b'\t' | b'>')) {
            at += 1;
        }
        let mark = match bytes.get(at) {
            Some(b'-' | b'+' | b'*') => 1,
            Some(b'0'..=b'9') => {
                let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
                if !matches!(bytes.get(at + digits), Some(b'.' | b')')) || digits > 9 {
                    return at;
                }
                digits + 1
            }
            Some(b'[') if bytes.get(at + 1) == Some(&b'^') => match memmem::find(&bytes[at..], b"]:") {
                Some(end) => end + 2,
                None => return at,
            },
            _ => return at,
        };
        if !matches!(bytes.get(at + mark), Some(b' ' | b'\t')) {
            return at;
        }
        at += mark;
    }
}

/// What a line of delimiters is.
enum Row {
    /// None.
    None,
    /// One that the parser knows, but for tabs in it.
    OfTable,
    /// One without a `|`, which the parser does not know: the table has one column.
    OfOneColumn,
    /// One that the parser takes for a table's, and GFM does not (4.10: hyphens, and a colon at either end of them).
    False,
}

/// What a line of delimiters is, below the line `before`.
fn delimiters(line: &str, before: &str) -> Row {
    let bytes = line.trim_end().as_bytes();
    if !matches!(bytes.first(), Some(b'|' | b':' | b'-'))
        || !bytes.iter().all(|b| matches!(b, b'|' | b':' | b'-' | b' ' | b'\t'))
        || !bytes.contains(&b'-')
    {
        return Row::None;
    }
    let cell = |cell: &[u8]| {
        let cell = cell.trim_ascii();
        let cell = cell.strip_prefix(b":").unwrap_or(cell);
        let cell = cell.strip_suffix(b":").unwrap_or(cell);
        !cell.is_empty() && cell.iter().all(|&b| b == b'-')
    };
    if bytes.contains(&b'|') {
        let inside = bytes.strip_prefix(b"|").unwrap_or(bytes);
        let inside = inside.strip_suffix(b"|").unwrap_or(inside);
        return if inside.split(|&b| b == b'|').all(cell) { Row::OfTable } else { Row::False };
    }
    let head = before.cut(content_start(before)..).trim();
    let one = head.contains('|') && !head.trim_start_matches('|').trim_end_matches('|').contains('|');
    if cell(bytes) && bytes.contains(&b':') && one { Row::OfOneColumn } else { Row::None }
}

/// What would be marks of emphasis, of text struck out or of formulas inside of an address is none: an address is
/// found before emphasis is (GFM, 6.9).
fn protect(line: &str, start: usize, edits: &mut Vec<Edit>) {
    let bytes = line.as_bytes();
    if memchr::memchr3(b'_', b'*', b'~', bytes).is_none() && memchr::memchr(b'$', bytes).is_none()
        || memchr::memchr2(b':', b'@', bytes).is_none() && memmem::find(bytes, b"www.").is_none()
    {
        return;
    }
    let mut at = 0;
    while let Some(address) = autolink::next(line, at, at) {
        at = address.end;
        if bytes[..address.start].ends_with(b"<") {
            continue; // `<…>` holds no marks
        }
        // The text of a link ends where its bracket does.
        let host =
            address.start + line.cut(address.start..address.end).find("://").map_or(0, |i| i + 4).min(address.end);
        let text = &bytes[..address.end];
        let end = text.get(host..).and_then(|rest| memchr::memchr2(b'[', b']', rest)).map_or(address.end, |i| host + i);
        for (i, &byte) in bytes.iter().enumerate().take(end).skip(address.start) {
            if let Some((_, stand_in)) = STAND_INS.iter().find(|(mark, _)| *mark as u32 == u32::from(byte)) {
                edits.push(Edit::replace(start + i, stand_in));
            }
        }
    }
}

/// `]\[` is no label of a link: the bracket is escaped.
fn escaped_labels(line: &[u8], start: usize, edits: &mut Vec<Edit>) {
    edits.extend(memmem::find_iter(line, b"]\\[").map(|i| Edit::insert(start + i + 1, NOTHING)));
}

/// Noncharacters are in no output; here they would be taken for what this module puts in.
fn drop_noncharacters(line: &str, start: usize, edits: &mut Vec<Edit>) {
    for (i, c) in line.char_indices().filter(|(_, c)| ('\u{fdd0}'..='\u{fdef}').contains(c)) {
        edits.push(Edit { at: start + i, removed: c.len_utf8(), with: With::Sign("") });
    }
}
