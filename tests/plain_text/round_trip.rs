//! The round trip: what the writer wrote, read back by the reader of plain text, has the same blocks.
//!
//! A block survives where a block of the same kind, in the same blocks, with the same letters and figures, stands at the
//! same place in the order. Tables count by rows, with their spans. Inlines (emphasis, links with their addresses, code,
//! notes, pictures, line ends) are a second figure. What is lost is waived by `waivers.txt`, case by case, with the reason.
//!
//! Over any other files: `ROUND_TRIP='a.md b.txt' cargo test --test plain_text by_hand -- --nocapture`.

use super::samples::reader_of;
use super::{document, documents, text};
use folio::document::*;
use folio::math::unicode;
use folio::options::Options;
use folio::read;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// What a document holds: an entry a block, and an entry an inline other than text.
#[derive(Default)]
struct Outline {
    blocks: Vec<String>,
    inlines: Vec<String>,
}

impl Outline {
    fn of(document: &Document) -> Outline {
        let mut outline = Outline::default();
        outline.list(&document.blocks, "");
        for note in &document.notes {
            outline.list(&note.blocks, "note/");
        }
        outline
    }

    fn push(&mut self, path: &str, kind: &str, content: &[Inline]) {
        self.blocks.push(format!("{path}{kind}|{}", letters(content)));
        self.inlines(content);
    }

    fn list(&mut self, list: &[Block], path: &str) {
        for block in list {
            self.block(block, path);
        }
    }

    fn block(&mut self, block: &Block, path: &str) {
        match &block.kind {
            BlockKind::Paragraph(content) => {
                let kind = block.attributes.role.map_or("paragraph".to_owned(), |role| format!("{role:?}"));
                self.push(path, &kind, content);
            }
            BlockKind::Heading(heading) => {
                let level = format!("heading{}", heading.level);
                self.push(path, if block.is(Role::Title) { "title" } else { &level }, &heading.content);
            }
            BlockKind::Code(code) => {
                let language = code.language.as_deref().unwrap_or("");
                self.blocks.push(format!("{path}code {language}|{}", code.text.trim_matches('\n')));
            }
            BlockKind::Quote(children) => self.list(children, &format!("{path}quote/")),
            BlockKind::Group(children) => match block.attributes.role {
                Some(role) => self.list(children, &format!("{path}{role:?}/")),
                // Groups without a role are only there for their classes.
                None => self.list(children, path),
            },
            BlockKind::List(list) => {
                for (i, item) in list.items.iter().enumerate() {
                    let marker = match list.marker {
                        ListMarker::Bullet => "bullet".to_owned(),
                        ListMarker::Ordered { start, style, delimiter } => {
                            format!("{delimiter:?} {}", style.format(start + i as u64))
                        }
                    };
                    let task = item.task.map_or("", |done| if done { "[x]" } else { "[ ]" });
                    let path = format!("{path}{marker}{task}/");
                    match item.blocks.is_empty() {
                        true => self.blocks.push(format!("{path}empty|")),
                        false => self.list(&item.blocks, &path),
                    }
                }
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    definition.terms.iter().for_each(|term| self.push(path, "term", term));
                    for (i, blocks) in definition.definitions.iter().enumerate() {
                        self.list(blocks, &format!("{path}definition {i}/"));
                    }
                }
            }
            BlockKind::Table(table) => {
                if !table.caption.is_empty() {
                    self.push(path, "caption", &table.caption);
                }
                for (part, rows) in [("head", &table.head), ("row", &table.body), ("foot", &table.foot)] {
                    for row in rows {
                        let mut entry = format!("{path}{part}");
                        for cell in &row.cells {
                            let mut inside = Outline::default();
                            inside.list(&cell.blocks, "");
                            entry.push_str(&format!("|{}x{} {}", cell.columns, cell.rows, inside.blocks.join(" ")));
                            self.inlines.append(&mut inside.inlines);
                        }
                        self.blocks.push(entry);
                    }
                }
            }
            BlockKind::Figure(figure) => {
                let path = format!("{path}figure/");
                self.list(&figure.blocks, &path);
                if !figure.caption.is_empty() {
                    self.push(&path, "caption", &figure.caption);
                }
            }
            BlockKind::Math(math) => self.blocks.push(format!("{path}math|{}", folded(&formula(&math.tex)))),
            BlockKind::Rule => self.blocks.push(format!("{path}rule|")),
            BlockKind::PageBreak => self.blocks.push(format!("{path}page break|")),
        }
    }

    fn inlines(&mut self, list: &[Inline]) {
        for inline in list {
            let (kind, content): (String, &[Inline]) = match &inline.kind {
                InlineKind::Text(_) => continue,
                InlineKind::Span(_, content) => {
                    self.inlines(content);
                    continue;
                }
                InlineKind::Abbreviation(short) => (format!("abbreviation {}", short.expansion), &short.content),
                InlineKind::Styled(markup, content) => (format!("{markup:?}"), content),
                InlineKind::Link(link) => {
                    let target = match &link.target {
                        Target::External(address) => format!("link {address}"),
                        Target::Internal(_) => "internal link".to_owned(),
                    };
                    (format!("{target} {}", link.title.as_deref().unwrap_or("")), &link.content)
                }
                InlineKind::Code(code) => (format!("code {code}"), &[]),
                InlineKind::Image(image) => (format!("image {}", folded(&image.alt)), &[]),
                InlineKind::NoteRef(id) => (format!("note {}", id.0), &[]),
                InlineKind::Math(math) => (format!("formula {}", folded(&formula(&math.tex))), &[]),
                InlineKind::LineBreak => ("line end".to_owned(), &[]),
            };
            self.inlines.push(format!("{kind}|{}", letters(content)));
            self.inlines(content);
        }
    }
}

/// The letters and figures of inlines.
fn letters(content: &[Inline]) -> String {
    let mut text = String::new();
    push_letters(content, &mut text);
    folded(&text)
}

fn push_letters(list: &[Inline], out: &mut String) {
    for inline in list {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => push_letters(content, out),
            InlineKind::Abbreviation(short) => push_letters(&short.content, out),
            InlineKind::Link(link) => push_letters(&link.content, out),
            InlineKind::Image(image) => out.push_str(&format!("[Image: {}]", image.alt)),
            InlineKind::Math(math) => out.push_str(&formula(&math.tex)),
            InlineKind::NoteRef(_) => {}
            InlineKind::LineBreak => out.push(' '),
        }
    }
}

/// A formula as it is written.
fn formula(tex: &str) -> String {
    unicode::lines(tex).map_or(tex.to_owned(), |lines| lines.concat())
}

fn folded(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).collect()
}

/// What of `before` is not in `after`, in order.
fn lost<'b>(before: &'b [String], after: &[String]) -> Vec<&'b str> {
    similar::capture_diff_slices(similar::Algorithm::Myers, before, after)
        .into_iter()
        .filter(|change| change.tag() != similar::DiffTag::Equal)
        .flat_map(|change| before[change.old_range()].iter().map(String::as_str))
        .collect()
}

/// What became of a document.
struct Trip {
    before: Outline,
    lost_blocks: Vec<String>,
    lost_inlines: Vec<String>,
    /// Lines that are written differently the second time.
    restless: Vec<String>,
}

fn trip(document_read: &Document) -> Trip {
    let options = Options::default();
    let (once, _) = text(document_read, &options);
    let back = document(read::by_name("text").unwrap(), &once);
    let (twice, _) = text(&back, &options);
    let (before, after) = (Outline::of(document_read), Outline::of(&back));
    let owned = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let restless = if once == twice { Vec::new() } else { owned(lost(&lines(&once), &lines(&twice))) };
    Trip {
        lost_blocks: owned(lost(&before.blocks, &after.blocks)),
        lost_inlines: owned(lost(&before.inlines, &after.inlines)),
        before,
        restless,
    }
}

/// The waivers of `waivers.txt`: by name and what is lost (`blocks`, `lines`), how many.
fn waivers() -> BTreeMap<(String, String), usize> {
    include_str!("waivers.txt")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|line| {
            let parts: Vec<&str> = line.splitn(4, ": ").collect();
            let [name, what, count, reason] = parts.as_slice() else { panic!("not a waiver: {line}") };
            assert!(!reason.trim().is_empty(), "a waiver without a reason: {line}");
            ((name.to_string(), what.to_string()), count.parse().unwrap())
        })
        .collect()
}

/// The cases of the other areas may try what has no form in plain text, or hold too little to know a text by.
fn is_own(name: &str) -> bool {
    ["input/", "tests/cases/txt/", "tests/cases/math/"].iter().any(|area| name.starts_with(area))
}

#[test]
fn our_reader_reads_our_text_back() {
    let mut waivers = waivers();
    let (mut blocks, mut kept, mut inlines, mut kept_inlines) = (0, 0, 0, 0);
    let (mut wrong, mut elsewhere) = (String::new(), String::new());
    for (name, read) in documents() {
        let trip = trip(&read);
        blocks += trip.before.blocks.len();
        kept += trip.before.blocks.len() - trip.lost_blocks.len();
        inlines += trip.before.inlines.len();
        kept_inlines += trip.before.inlines.len() - trip.lost_inlines.len();
        for (what, lost) in [("blocks", &trip.lost_blocks), ("lines", &trip.restless)] {
            let waived = waivers.remove(&(name.clone(), what.to_owned())).unwrap_or(0);
            if lost.len() > waived || is_own(&name) && lost.len() < waived {
                let said = if is_own(&name) { &mut wrong } else { &mut elsewhere };
                said.push_str(&format!("{name}: {what}: {}, {waived} waived\n", lost.len()));
                for line in lost.iter().take(12) {
                    said.push_str(&format!("    {}\n", line.chars().take(110).collect::<String>()));
                }
            }
        }
    }
    println!("{elsewhere}{kept} of {blocks} blocks and {kept_inlines} of {inlines} inlines come back");
    assert!(waivers.is_empty(), "waived, but not there: {:?}", waivers.keys());
    assert!(wrong.is_empty(), "{wrong}");
    assert!(kept * 100 >= blocks * 94, "only {kept} of {blocks} blocks come back:\n{elsewhere}");
}

/// No case: what it becomes is not read back as the same.
#[test]
fn an_address_that_nothing_refers_to_stays() {
    let list = "____________________\n\n[1] https://example.org/a\n[2] https://example.org/b\n";
    for above in ["", "A text without a mark.\n\n\n", "A text with one.[1]\n\n\n"] {
        let document = document(read::by_name("text").unwrap(), &format!("{above}{list}"));
        assert!(dump::dump(&document, false).contains("example.org/b"), "{above}");
    }
}

/// No case: those are tried damaged too, with every word counted, and a record repeats the labels of its table.
#[test]
fn a_table_of_records_is_a_table_again() {
    let text = "\
Watches
┌─
│ Keeper: Abernethy
│ Remarks: Came in a boat and left in a storm, which was
│   the last that anyone saw of it.
├─
│ Keeper: Lund
│ Remarks:
╞═
│ Keeper: both
│ Remarks: The lamp was lit every night.
└─

Text below it.
";
    let read = document(reader_of("txt").unwrap(), text);
    let wanted = "\
table [auto auto]
  caption “Watches”
  head
    header “Keeper”
    header “Remarks”
  row
    cell “Abernethy”
    cell “Came in a boat and left in a storm, which was the last that anyone saw of it.”
  row
    cell “Lund”
    cell
  foot
    cell “both”
    cell “The lamp was lit every night.”
paragraph “Text below it.”
";
    let dump = folio::document::dump::dump(&read, false);
    assert!(dump.ends_with(wanted), "{dump}");
}

#[test]
fn by_hand() {
    let paths = std::env::var("ROUND_TRIP").unwrap_or_default();
    for path in paths.split_whitespace() {
        let source = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let extension = path.rsplit('.').next().unwrap_or("");
        let reader = reader_of(extension).unwrap_or_else(|| panic!("{path}: no reader"));
        let trip = trip(&document(reader, &source));
        let share = |all: usize, lost: usize| 100.0 * (all - lost) as f64 / all.max(1) as f64;
        let (blocks, inlines) = (trip.before.blocks.len(), trip.before.inlines.len());
        println!(
            "{path}: {blocks} blocks, {:.2} % come back; {inlines} inlines, {:.2} %; {} lines change when written again",
            share(blocks, trip.lost_blocks.len()),
            share(inlines, trip.lost_inlines.len()),
            trip.restless.len()
        );
        for (what, lost) in [("block", &trip.lost_blocks), ("inline", &trip.lost_inlines), ("line", &trip.restless)] {
            let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for entry in lost {
                let (path, kind) = entry.split_once('|').unwrap_or((entry, ""));
                let key = if what == "line" { "" } else { path.rsplit('/').next().unwrap_or(kind) };
                kinds.entry(key.split(' ').next().unwrap_or(key)).or_default().push(entry);
            }
            for (kind, entries) in kinds {
                println!("  {what} {kind}: {}", entries.len());
                for entry in entries.iter().take(8) {
                    println!("      {}", entry.chars().take(150).collect::<String>());
                }
            }
        }
    }
}
