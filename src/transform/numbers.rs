//! Numbers of sections, figures, tables, listings and formulas, and what refers to them.
//!
//! What has a name that says what it is (`fig:`, `tbl:`, `lst:`, `eq:`, with `:` or `-`, after pandoc-crossref and Quarto) is
//! numbered, by chapter where a book's sections are; sections are where the front matter asks for it. A reference (a span with
//! [`Attributes::REFERENCE`] around a link) gets the words of what it leads to.

use super::anchors::{Names, start_of};
use crate::document::{
    Attributes, Block, BlockKind, Build, Document, Inline, InlineKind, Language, Markup, NumberStyle, Role, Target,
    plain, walk,
};
use crate::source::{Cut as _, Sources, Span};
use crate::words::Labels;
use std::collections::BTreeMap;

/// What is numbered by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Series {
    Figure,
    Table,
    Listing,
    Equation,
}

impl Series {
    /// What a name says that something is.
    fn of(id: &str) -> Option<Series> {
        let (prefix, _) = id.split_once([':', '-', '.'])?;
        Some(match prefix {
            "fig" | "figure" => Series::Figure,
            "tbl" | "tab" | "table" => Series::Table,
            "lst" | "listing" => Series::Listing,
            "eq" | "eqn" | "equation" => Series::Equation,
            _ => return None,
        })
    }

    fn word(self, labels: &Labels) -> &'static str {
        match self {
            Series::Figure => labels.figure,
            Series::Table => labels.table,
            Series::Listing => labels.listing,
            Series::Equation => labels.equation,
        }
    }
}

/// What something is called where it is referred to.
#[derive(Clone, Debug)]
struct Label {
    /// The word with the number: `Figure 2.1`.
    words: String,
    /// The number alone.
    number: String,
}

/// Numbers what is to be numbered, and gives references the words of what they lead to, which has its name for good by now.
pub(super) fn settle(document: &mut Document, names: &Names, sources: &Sources) {
    let labels = assign(document);
    refer(document, &labels, names, sources);
}

/// Numbers what is to be numbered: captions and headings begin with their numbers, formulas end with them. Gives the labels
/// by the names of what has them.
fn assign(document: &mut Document) -> BTreeMap<String, Label> {
    let depth = document.metadata.number_sections.unwrap_or(0);
    if depth == 0 && !document.metadata.number_named {
        return BTreeMap::new();
    }
    let language = document.metadata.language.clone().unwrap_or_else(Language::english);
    let build = Build::of(document);
    let mut pass = Numbering {
        words: &language.terms().labels,
        depth,
        named: document.metadata.number_named,
        build,
        sections: Vec::new(),
        appendix: false,
        by_chapter: depth > 0 && build.kind.is_book(),
        counts: BTreeMap::new(),
        labels: BTreeMap::new(),
    };
    pass.blocks(&mut document.blocks);
    pass.labels
}

struct Numbering<'a> {
    words: &'a Labels,
    /// Headings are numbered down to this level below the chapters'.
    depth: u8,
    /// Whether things are numbered whose names say what they are.
    named: bool,
    build: Build,
    /// The numbers of the open sections, from the chapter on.
    sections: Vec<u32>,
    /// Whether chapters are those of the appendix.
    appendix: bool,
    by_chapter: bool,
    counts: BTreeMap<Series, u32>,
    /// What was numbered, by its name.
    labels: BTreeMap<String, Label>,
}

impl Numbering<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(_) => self.heading(block),
                BlockKind::Figure(_) | BlockKind::Table(_) | BlockKind::Math(_) if self.named => self.named(block),
                _ => {}
            }
            walk::for_each_child_mut(block, &mut |children| self.blocks(children));
        }
    }

    fn heading(&mut self, block: &mut Block) {
        let BlockKind::Heading(heading) = &mut block.kind else { return };
        if self.depth == 0 || matches!(block.attributes.role, Some(Role::Title | Role::Subtitle)) {
            return;
        }
        let has = |class: &str| block.attributes.classes.iter().any(|known| known == class);
        let Some(level) = heading.level.checked_sub(self.build.chapter).map(usize::from) else { return };
        if has("unnumbered") || level >= usize::from(self.depth) {
            return;
        }
        if level == 0 {
            if has("appendix") && !self.appendix {
                self.appendix = true;
                self.sections.clear();
            }
            if self.by_chapter {
                self.counts.clear();
            }
        }
        self.sections.truncate(level + 1);
        while self.sections.len() <= level {
            self.sections.push(0);
        }
        self.sections[level] += 1;
        let number = self.section_number(level + 1);
        let word = match level {
            0 if self.appendix => self.words.appendix,
            0 if self.build.kind.is_book() => self.words.chapter,
            _ => self.words.section,
        };
        let shown = format!("{number}\u{2002}");
        heading.content.insert(0, Inline::text(shown, None));
        if let Some(id) = &block.attributes.id {
            self.labels.insert(id.clone(), Label { words: numbered(self.words, word, &number), number });
        }
    }

    /// The number of the open section, with so many of its parts.
    fn section_number(&self, parts: usize) -> String {
        let part = |(i, number): (usize, &u32)| {
            if i == 0 && self.appendix {
                NumberStyle::UpperAlpha.format(u64::from(*number))
            } else {
                number.to_string()
            }
        };
        self.sections.iter().take(parts).enumerate().map(part).collect::<Vec<_>>().join(".")
    }

    /// Numbers a block whose name says what it is.
    fn named(&mut self, block: &mut Block) {
        let Some((id, series)) = block.attributes.id.as_ref().and_then(|id| Some((id.clone(), Series::of(id)?))) else {
            return;
        };
        let word = series.word(self.words);
        let caption = match (&mut block.kind, series) {
            (BlockKind::Math(math), Series::Equation) => {
                let number = match tag(&math.tex) {
                    Some(own) => own.to_owned(),
                    None => {
                        let number = self.next(series);
                        math.tex.push_str(&format!(" \\tag{{{number}}}"));
                        number
                    }
                };
                self.labels.insert(id, Label { words: numbered(self.words, word, &number), number });
                return;
            }
            (BlockKind::Figure(figure), _) => &mut figure.caption,
            (BlockKind::Table(table), Series::Table) => &mut table.caption,
            _ => return,
        };
        // The author may have numbered it, in English too.
        let english = &Language::english().terms().labels;
        let label = match own_label(&plain(caption), &[word, series.word(english)]) {
            Some(own) => own,
            None => {
                let number = self.next(series);
                let label = Label { words: numbered(self.words, word, &number), number };
                lead(caption, &label.words);
                label
            }
        };
        self.labels.insert(id, label);
    }

    /// The next number of a series, behind that of the chapter in a book whose sections are numbered.
    fn next(&mut self, series: Series) -> String {
        let count = self.counts.entry(series).or_default();
        *count += 1;
        let own = count.to_string();
        match self.by_chapter.then(|| self.section_number(1)).filter(|chapter| !chapter.is_empty()) {
            Some(chapter) => format!("{chapter}.{own}"),
            None => own,
        }
    }
}

/// The number that a formula gives itself: `\tag{2a}`.
fn tag(tex: &str) -> Option<&str> {
    let (_, inside) = tex.split_once("\\tag{").or_else(|| tex.split_once("\\tag*{"))?;
    inside.split_once('}').map(|(number, _)| number)
}

/// The label that a caption begins with: one of these words, and a number.
fn own_label(caption: &str, words: &[&str]) -> Option<Label> {
    let word =
        words.iter().find(|word| caption.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))?;
    let rest = caption.cut(word.len()..);
    let said = rest.trim_start();
    let length = said.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-')).unwrap_or(said.len());
    let number = said.cut(..length).trim_end_matches(['.', '-']);
    let end = word.len() + rest.len() - said.len() + number.len();
    number.contains(char::is_numeric).then(|| Label { words: caption.cut(..end).to_owned(), number: number.to_owned() })
}

/// A word with its number, in the order of the language.
fn numbered(labels: &Labels, word: &str, number: &str) -> String {
    let pattern = if word.contains("{number}") { word } else { labels.numbered };
    pattern.replace("{word}", word).replace("{number}", number)
}

/// Puts what something is called before its caption.
fn lead(caption: &mut Vec<Inline>, label: &str) {
    let stop = if caption.is_empty() { "" } else { "." };
    let label =
        Inline::new(InlineKind::Styled(Markup::Strong, vec![Inline::text(format!("{label}{stop}"), None)]), None);
    if !caption.is_empty() {
        caption.insert(0, Inline::text(" ", None));
    }
    caption.insert(0, label);
}

/// Gives every reference the words of what it leads to; one to something without a number has its heading or caption.
fn refer(document: &mut Document, labels: &BTreeMap<String, Label>, names: &Names, sources: &Sources) {
    let mut any = false;
    walk::all_inlines(document, &mut |inline| any |= form(inline).is_some());
    if !any {
        return;
    }
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    walk::blocks(&document.blocks, &mut |block| {
        let content = match &block.kind {
            BlockKind::Heading(heading) => &heading.content,
            BlockKind::Figure(figure) => &figure.caption,
            BlockKind::Table(table) => &table.caption,
            _ => return,
        };
        if let Some(id) = block.attributes.id.as_ref().filter(|id| !labels.contains_key(*id)) {
            said.insert(id.clone(), plain(content));
        }
    });
    let words = |id: &str, span, number_only| {
        let name = names.find(start_of(sources, span), id)?;
        let label = labels.get(name).map(|label| if number_only { &label.number } else { &label.words });
        label.or_else(|| said.get(name)).filter(|words| !words.is_empty()).cloned()
    };
    walk::all_inlines_mut(document, &mut |list| references(list, &words));
}

/// The words for a name, by the place that refers to it and whether the number alone is asked for.
type Words<'a> = dyn Fn(&str, Option<Span>, bool) -> Option<String> + 'a;

/// How an inline refers to something, where it does ([`Attributes::REFERENCE`]).
fn form(inline: &Inline) -> Option<&str> {
    match &inline.kind {
        InlineKind::Span(attributes, _) => attributes.get(Attributes::REFERENCE),
        _ => None,
    }
}

/// Makes links with the right words of the references in a list; what nothing has a name for is left as the source writes it.
fn references(list: &mut [Inline], words: &Words<'_>) {
    for inline in list {
        if let Some(content) = walk::content_mut(inline) {
            references(content, words);
        }
        let Some(number_only) = form(inline).map(|form| form == "number") else { continue };
        let span = inline.span;
        if let InlineKind::Span(_, content) = &mut inline.kind
            && let Some(Inline { kind: InlineKind::Link(mut link), .. }) = content.pop()
        {
            if let Target::Internal(id) = &link.target
                && let Some(text) = words(id, span, number_only)
            {
                link.content = vec![Inline::text(text, span)];
            }
            inline.kind = InlineKind::Link(link);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_may_have_its_number_already() {
        let found = |caption| own_label(caption, &["Figure", "Abbildung"]).map(|label| (label.words, label.number));
        let label = |words: &str, number: &str| Some((words.to_owned(), number.to_owned()));
        assert_eq!(found("Figure 3. The map"), label("Figure 3", "3"));
        assert_eq!(found("abbildung 2.1: Die Karte"), label("abbildung 2.1", "2.1"));
        assert_eq!(found("Figure S-4"), label("Figure S-4", "S-4"));
        assert_eq!(found("Figures of speech"), None);
        assert_eq!(found("The map"), None);
        assert_eq!(tag(r"a = b \tag{2a}"), Some("2a"));
    }
}
