//! References: the notes and addresses at the end of a text, behind a rule of twenty underscores.

use super::super::arena::Arena;
use super::super::line::Line;
use super::setting::{Address, Entry, References, Region, Setting};
use super::sign;
use crate::document::{Note, Target};
use crate::source::Cut as _;

impl References {
    /// Finds the references of a text; gives the line that they begin with too.
    pub(super) fn of(arena: &Arena<'_>) -> (usize, References) {
        let none = (arena.lines.len(), References::default());
        let Some(rule) = sign::references(arena) else { return none };
        let mut entries: Vec<(Entry, bool)> = Vec::new();
        let mut blank = true;
        for line in &arena.lines[rule + 1..] {
            let text = line.of(arena.text);
            let label = format!("[{}]", entries.len() + 1);
            if line.is_blank() {
                blank = true;
                if let Some((last, _)) = entries.last_mut() {
                    last.lines.push(*line);
                }
            } else if line.indent == 0 && text.starts_with(&label) {
                let own = line.behind(arena.text, label.len());
                let base = if own.is_blank() { label.len() as u32 + 1 } else { own.indent };
                let label = label.cut(1..label.len() - 1).to_owned();
                entries.push((Entry { label, bytes: line.start..line.end, lines: vec![own], base }, blank));
                blank = false;
            } else if let Some((last, _)) = entries.last_mut() {
                last.lines.push(*line);
                last.bytes.end = line.end;
                blank = false;
            } else {
                return none; // Something else than entries.
            }
        }
        // The addresses are the last group of entries without blank lines between them.
        let is_address = |e: &Entry| {
            let filled: Vec<&Line> = e.lines.iter().filter(|l| !l.is_blank()).collect();
            matches!(filled.as_slice(), [only] if address(only.of(arena.text)).is_some())
        };
        let group = entries.iter().rposition(|(_, blank)| *blank).unwrap_or(0);
        let links = entries[group..].iter().all(|(e, _)| is_address(e)) && !is_note(arena, rule, group, entries.len());
        let list = if links { entries.split_off(group) } else { Vec::new() };
        // We write no address that nothing refers to; it would be lost with the list.
        let above = list.first().map_or("", |(entry, _)| arena.text.cut(..entry.bytes.start as usize));
        let is_cited = |entry: &Entry| memchr::memmem::find(above.as_bytes(), format!("[{}]", entry.label).as_bytes());
        if list.iter().any(|(entry, _)| is_cited(entry).is_none()) {
            return none;
        }
        let links = list.iter().filter_map(|(e, _)| address(e.lines[0].of(arena.text))).collect();
        let notes: Vec<Entry> = entries.into_iter().map(|(e, _)| e).collect();
        (rule, References { count: notes.len(), notes, links })
    }
}

/// Whether a lone entry is a note that holds an address and nothing else: its mark stands directly behind a word.
fn is_note(arena: &Arena<'_>, rule: usize, group: usize, count: usize) -> bool {
    let mark = format!("[{}]", group + 1);
    let body = arena.text.cut(..arena.lines[rule].start as usize);
    count == group + 1
        && memchr::memmem::find_iter(body.as_bytes(), mark.as_bytes())
            .any(|at| body.cut(..at).ends_with(|c: char| !c.is_whitespace() && c != ']'))
}

/// An address, perhaps with its title in quotation marks.
fn address(text: &str) -> Option<Address> {
    let (target, rest) = text.split_once(' ').unwrap_or((text, ""));
    let title = match rest {
        "" => None,
        _ => {
            let inner = rest.strip_prefix(['“', '"'])?;
            Some(inner.strip_suffix(['”', '"'])?.to_owned())
        }
    };
    let scheme = target.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    let path = target.starts_with(['/', '.', '#', '?']) || target.contains(['/', '.']);
    (scheme || path).then(|| Address { target: Target::External(target.to_owned()), title })
}

impl Setting<'_> {
    /// The note of an entry.
    pub(super) fn note(&self, entry: Entry) -> Note {
        let region = Region { base: entry.base, depth: 1, ..Region::page(self.measure) };
        let blocks = self.blocks(&entry.lines, region);
        let span = self.source.span(entry.bytes.start as usize..entry.bytes.end as usize);
        Note { label: entry.label, blocks, span: Some(span) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_or_is_a_path() {
        let target = |text: &str| address(text).map(|address| address.target);
        for text in ["tel:112", "mailto:keeper@localhost", "git+ssh:here", "notes/light.md", "#words"] {
            assert_eq!(target(text), Some(Target::External(text.to_owned())), "{text}");
        }
        for text in ["Text", ":112", "a*b:c", "tel:112 and more"] {
            assert_eq!(target(text), None, "{text}");
        }
    }
}
