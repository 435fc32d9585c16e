//! Lists: bullets by depth, tasks, numbers aligned at their right end; what an item holds hangs behind its marker.

use super::super::features::roman;
use super::super::line::{Line, columns};
use super::setting::{Region, Setting};
use crate::document::{Block, BlockKind, Delimiter, List, ListItem, ListMarker, NumberStyle};
use crate::source::Cut as _;

/// The cells that the widest number of a list may be wider than its first one.
const WIDEST: u32 = 12;

/// An item as it was found: its lines, with the one of its marker first.
struct ItemLines {
    start: usize,
    end: usize,
    /// The bytes of its marker.
    marker: usize,
    task: Option<bool>,
    /// The column of what it holds.
    base: u32,
}

/// A list as it was found.
struct Items {
    items: Vec<ItemLines>,
    tight: bool,
    end: usize,
}

impl Setting<'_> {
    /// Whether an item of a list begins at line `i`.
    pub(super) fn begins_item(&self, lines: &[Line], i: usize, region: Region) -> bool {
        self.bullet(lines, i, region).is_some() || self.numbered(lines, i, region).is_some()
    }

    /// Reads a list that begins at line `i`; gives the line behind it.
    pub(super) fn list(&self, lines: &[Line], i: usize, region: Region, out: &mut Vec<Block>) -> Option<usize> {
        let (marker, found) = if self.bullet(lines, i, region).is_some() {
            (ListMarker::Bullet, self.items(lines, i, |k, _| self.bullet(lines, k, region)))
        } else {
            self.numbered(lines, i, region)?
        };
        let bullets = region.bullets + usize::from(marker == ListMarker::Bullet);
        let items = found
            .items
            .iter()
            .map(|item| {
                let mut own = lines[item.start..item.end].to_vec();
                own[0] = own[0].behind(self.text, item.marker);
                let region = Region { base: item.base, depth: region.depth + 1, bullets, tight: found.tight, ..region };
                let span = self.source.span(lines[item.start].start as usize..lines[item.start].end as usize);
                ListItem { blocks: self.blocks(&own, region), task: item.task, number: None, span: Some(span) }
            })
            .collect();
        let list = List { marker, tight: found.tight, items };
        out.push(Block::new(BlockKind::List(list), self.span(&lines[i..found.end])));
        Some(found.end)
    }

    /// The bullet or the box of a task at the start of a line: its bytes, and whether a task is done.
    fn bullet(&self, lines: &[Line], k: usize, region: Region) -> Option<(usize, Option<bool>)> {
        let line = lines.get(k).filter(|l| l.indent == region.base)?;
        let text = line.of(self.text);
        let signs = if self.ascii { ["*", "-", "+"] } else { ["•", "–", "·"] };
        let sign = signs[region.bullets.min(2)];
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
        if let Some(rest) = text.strip_prefix(sign) {
            return ends(rest).then_some((sign.len(), None));
        }
        task(text).map(|done| (3, Some(done)))
    }

    /// The items of a list whose first one begins at line `i`; `marker` finds the marker of the item with an index.
    fn items(&self, lines: &[Line], i: usize, marker: impl Fn(usize, usize) -> Option<(usize, Option<bool>)>) -> Items {
        let mut items: Vec<ItemLines> = Vec::new();
        let (mut loose, mut end, mut k) = (false, i, i);
        while let Some((bytes, task)) = marker(k, items.len()) {
            let line = &lines[k];
            let text = self.text.cut(line.start as usize..line.start as usize + bytes);
            let base = line.indent + columns(text, line.indent) + 1;
            end = self.inner_end(lines, k + 1, base);
            items.push(ItemLines { start: k, end, marker: bytes, task, base });
            // The next item stands directly below, or behind one blank line.
            let next = match lines.get(end) {
                Some(l) if l.is_blank() => end + 1,
                _ => end,
            };
            if next >= lines.len() || lines[next].is_blank() || marker(next, items.len()).is_none() {
                break;
            }
            loose |= next > end;
            k = next;
        }
        // With one item there is no space between items to go by: its own blank lines decide.
        let single = items.len() == 1 && lines[i..end].iter().any(Line::is_blank);
        Items { items, tight: !loose && !single, end }
    }

    /// Reads the items of a numbered list.
    fn numbered(&self, lines: &[Line], i: usize, region: Region) -> Option<(ListMarker, Items)> {
        let line = lines.get(i).filter(|l| l.indent >= region.base && l.indent <= region.base + WIDEST)?;
        let text = line.of(self.text);
        let label = text.split(' ').next().unwrap_or("");
        let right = line.indent + label.len() as u32;
        let mut best: Option<(ListMarker, Items)> = None;
        for (start, style, delimiter) in readings(label) {
            let found = self.items(lines, i, |k, n| {
                let line = lines.get(k)?;
                let text = line.of(self.text);
                let wanted = written(start.checked_add(n as u64)?, style, delimiter);
                let rest = text.strip_prefix(&wanted)?;
                let fits = line.indent >= region.base && line.indent + wanted.len() as u32 == right;
                if !fits || !(rest.is_empty() || rest.starts_with(' ')) {
                    return None;
                }
                let task = rest.strip_prefix(' ').and_then(task);
                Some((wanted.len() + if task.is_some() { 4 } else { 0 }, task))
            });
            // Numbers that are aligned at their right end: the widest one stands at the margin.
            // “J. Lund” is a name.
            if style != NumberStyle::Decimal && delimiter == Delimiter::Period && found.items.len() == 1 {
                continue;
            }
            let margin = found.items.iter().any(|item| lines[item.start].indent == region.base);
            if margin && best.as_ref().is_none_or(|(_, b)| found.items.len() > b.items.len()) {
                best = Some((ListMarker::Ordered { start, style, delimiter }, found));
            }
        }
        best
    }
}

/// The box of a task.
fn task(text: &str) -> Option<bool> {
    let done = match text.get(..3)? {
        "[ ]" => false,
        "[x]" => true,
        _ => return None,
    };
    (text.len() == 3 || text.cut(3..).starts_with(' ')).then_some(done)
}

/// A number as the writer writes it.
fn written(number: u64, style: NumberStyle, delimiter: Delimiter) -> String {
    let number = style.format(number);
    match delimiter {
        Delimiter::Period => format!("{number}."),
        Delimiter::Parenthesis => format!("{number})"),
        Delimiter::Parentheses => format!("({number})"),
    }
}

/// What a label may mean, the likeliest first: `i.` is a numeral, but it may be a letter.
fn readings(label: &str) -> Vec<(u64, NumberStyle, Delimiter)> {
    let (number, delimiter) = match (label.strip_prefix('('), label.strip_suffix('.'), label.strip_suffix(')')) {
        (Some(rest), _, _) => match rest.strip_suffix(')') {
            Some(number) => (number, Delimiter::Parentheses),
            None => return Vec::new(),
        },
        (_, Some(number), _) => (number, Delimiter::Period),
        (_, _, Some(number)) => (number, Delimiter::Parenthesis),
        _ => return Vec::new(),
    };
    let mut out = Vec::new();
    if let Ok(value) = number.parse::<u64>() {
        out.push((value, NumberStyle::Decimal));
    }
    let upper = number.bytes().all(|b| b.is_ascii_uppercase());
    let lower = number.bytes().all(|b| b.is_ascii_lowercase());
    if !number.is_empty() && (upper || lower) {
        let (numeral, letter) = match upper {
            true => (NumberStyle::UpperRoman, NumberStyle::UpperAlpha),
            false => (NumberStyle::LowerRoman, NumberStyle::LowerAlpha),
        };
        let value =
            (number.len() <= 3).then(|| number.bytes().fold(0, |sum, b| sum * 26 + u64::from((b | 0x20) - b'a') + 1));
        let letters = value.map(|value| (value, letter));
        let numerals = roman(number).map(|value| (value, numeral));
        let likely = number.len() > 1 || matches!(number, "i" | "v" | "x" | "I" | "V" | "X");
        // Words in brackets or with a point are no numbers.
        let letters = letters.filter(|_| number.len() == 1 || number.len() == 2);
        out.extend(if likely { [numerals, letters] } else { [letters, numerals] }.into_iter().flatten());
    }
    out.retain(|&(value, style)| style.format(value) == number);
    out.into_iter().map(|(value, style)| (value, style, delimiter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        use Delimiter::{Parentheses, Parenthesis, Period};
        use NumberStyle::{Decimal, LowerAlpha, LowerRoman, UpperAlpha};
        assert_eq!(readings("12."), [(12, Decimal, Period)]);
        assert_eq!(readings("(b)"), [(2, LowerAlpha, Parentheses)]);
        assert_eq!(readings("i)"), [(1, LowerRoman, Parenthesis), (9, LowerAlpha, Parenthesis)]);
        assert_eq!(readings("AB."), [(28, UpperAlpha, Period)]);
        assert!(readings("Mr.").is_empty() && readings("007.").is_empty() && readings("so").is_empty());
    }
}
