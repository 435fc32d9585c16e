//! Containers: fenced (`:::`, `///`), indented (`!!!`, `???`, `===`), callouts (`> [!kind]`).

use super::asides::{Named, shown};
use super::attributes::AttributeList;
use super::directive::{Container, Directive};
use super::line::Line;
use super::scanner::{Indented, Lines, MOST_OPEN, Open, Scanner};
use crate::document::{Attributes, Role};
use crate::source::Cut as _;
use std::ops::Range;

/// So many blank lines may stand between the mark of an admonition and its text.
const MOST_BLANK: usize = 4;

/// What the line says that opens a container.
#[derive(Default)]
struct Opening<'a> {
    /// Its name or its first class.
    name: Option<&'a str>,
    /// Its title, in the text.
    title: Option<Range<usize>>,
    attributes: AttributeList,
}

impl<'a> Scanner<'a> {
    /// A fence of colons: one that names a container opens it, a bare one closes the last.
    pub(super) fn fenced(&mut self, line: &Line<'a>) {
        let content = line.content();
        let sign = content.as_bytes()[0];
        let count = content.bytes().take_while(|&b| b == sign).count();
        let said = content.cut(count..).trim();
        if said.is_empty() {
            self.closes_fenced(line, sign, count);
            return;
        }
        let said = said.trim_end_matches(':').trim_end();
        let at = line.content_start() + (said.as_ptr() as usize - content.as_ptr() as usize);
        let opening = if sign == b':' { opening(said, at) } else { block(said, at) };
        let Some(opening) = opening.filter(|_| self.open.len() < MOST_OPEN) else { return };
        if let (Some("figure" | "image"), Some(title)) = (opening.name, &opening.title) {
            let words = self.text.cut(title.clone());
            self.figure_directive(line, (sign, count), words, opening.name == Some("figure"));
            return;
        }
        let edit = self.open_container(line, &opening, false);
        self.open.push(Open::Fenced { sign, count, edit });
    }

    /// Ends the container that was opened last, where a bare fence of this many signs does; says whether.
    pub(super) fn closes_fenced(&mut self, line: &Line<'a>, sign: u8, count: usize) -> bool {
        let is_bare = line.content().cut(count..).trim().is_empty();
        let (Some(Open::Fenced { sign: open, count: least, .. } | Open::Figure { sign: open, count: least, .. }), true) =
            (self.open.last(), is_bare)
        else {
            return false;
        };
        // Colons nest by their order, backquotes by their number.
        if *open != sign || sign != b':' && count < *least {
            return false;
        }
        let mut lines = self.lines(line);
        for _ in 0..1 + usize::from(matches!(self.open.pop(), Some(Open::Figure { .. }))) {
            let end = self.directive(Directive::End);
            lines.line(end);
        }
        self.replace(line.content_start()..line.end(), lines);
        true
    }

    /// Begins the blocks of a directive of MyST's in a fence; gives the number of the edit.
    pub(super) fn open_directive(&mut self, line: &Line<'a>, name: &str, title: Option<Range<usize>>) -> usize {
        let opening = Opening { name: Some(name), title, ..Opening::default() };
        self.open_container(line, &opening, false)
    }

    /// An admonition: `!!! kind "Title"`, or one that may be folded, `??? kind "Title"`.
    pub(super) fn admonition(&mut self, line: &Line<'a>) {
        let content = line.content();
        let folds = content.starts_with('?');
        let said = content.cut(3..);
        let said = if folds { said.strip_prefix('+').unwrap_or(said) } else { said };
        let (names, title) = match said.split_once('"') {
            Some((names, rest)) => {
                let Some(title) = rest.trim_end().strip_suffix('"') else { return };
                (names, Some(title))
            }
            None => (said, None),
        };
        let is_name = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let mut words = names.split_whitespace();
        let Some(name) = words.next() else { return };
        if !names.starts_with([' ', '\t']) && names.starts_with(['!', '?']) || !is_name(name) || !words.all(is_name) {
            return;
        }
        // Without quotation marks, words that are no modifiers of MkDocs' are meant as the title.
        let is_modifier = |word: &str| matches!(word, "inline" | "end" | "annotate");
        let unquoted = names.trim_start().cut(name.len()..).trim();
        let title = title.or(Some(unquoted).filter(|words| !words.split_whitespace().all(is_modifier)));
        let title = title.filter(|title| !title.trim().is_empty());
        let below = self.lines_from(self.next).take(MOST_BLANK).find(|below| !below.is_blank());
        let has_text = below.is_some_and(|below| below.quotes >= line.quotes && below.column >= line.column + 4);
        if !has_text && !said.contains('"') {
            return; // `!!! what a day`
        }
        let start = |text: &str| line.content_start() + (text.as_ptr() as usize - content.as_ptr() as usize);
        let title = title.map(|title| start(title)..start(title) + title.len());
        let opening = Opening { name: Some(name), title, ..Opening::default() };
        self.open_container(line, &opening, folds);
        self.open_indented(line, false);
    }

    /// A tab of a group: `=== "Title"`.
    pub(super) fn tab(&mut self, line: &Line<'a>) {
        if !is_tab(line.content()) {
            return;
        }
        let mut lines = self.lines(line);
        let plain = Attributes::default;
        if !self.tabs_go_on {
            let group = self.directive(Directive::Begin(Container::Definitions, plain()));
            lines.line(group);
        }
        let content = line.content();
        let from = content.find('"').map_or(0, |i| i + 1);
        let to = content.trim_end().len() - 1;
        let begin = self.directive(Directive::Begin(Container::Term, plain()));
        let end = self.directive(Directive::End);
        let definition = self.directive(Directive::Begin(Container::Definition, plain()));
        lines.line(begin);
        lines.source(line.content_start() + from..line.content_start() + to);
        lines.line(end);
        lines.line(definition);
        self.replace(line.content_start()..line.end(), lines);
        self.open_indented(line, true);
    }

    fn open_indented(&mut self, line: &Line<'a>, tab: bool) {
        let prefix = line.prefix(self.removed());
        self.open.push(Open::Indented(Indented { column: line.column, prefix, quotes: line.quotes, tab }));
    }

    /// Begins the blocks of a container; gives the number of the edit.
    fn open_container(&mut self, line: &Line<'a>, opening: &Opening<'_>, folds: bool) -> usize {
        let mut lines = self.lines(line);
        let content = line.content();
        let fenced = matches!(content.as_bytes()[0], b':' | b'/' | b'`' | b'~');
        // Options stand below MyST's directives, whose name is in braces, and nobody else's.
        let is_directive = content.trim_start_matches([':', '`', '~']).starts_with('{');
        let (options, end) =
            if fenced && is_directive { self.options(line) } else { (AttributeList::default(), line.end()) };
        let named = opening.name.map(|name| {
            // A name in other letters is no class, but meant to be read.
            let titled = opening.title.is_some() || !fenced || !name.is_ascii();
            (name, Named::container(name).or_else(|| titled.then(|| Named::aside(&name.to_ascii_lowercase()))))
        });
        let (container, own_name) = match named {
            Some((name, Some(_))) if folds => (Container::Group(Some(Role::Details)), Some(shown(name))),
            Some((_, Some(Named::Details))) => (Container::Group(Some(Role::Details)), Some("Details".to_owned())),
            Some((name, Some(Named::Aside(kind, own)))) => {
                let name = name.strip_prefix("callout-").unwrap_or(name);
                (Container::Group(Some(Role::Alert(kind))), own.then(|| shown(name)))
            }
            Some((_, Some(Named::Role(role)))) => (Container::Group(Some(role)), None),
            Some((_, Some(Named::Quote))) => (Container::Quote, None),
            Some((_, Some(Named::Tabs) | None)) | None => (Container::Group(None), None),
        };
        let mut list = opening.attributes.raw.clone();
        list.0.extend(options.raw.0);
        let mut attributes = list.model();
        // The title is shown, and the class has become a role.
        attributes.pairs.retain(|(name, _)| name != "title");
        let is_aside = matches!(container, Container::Group(Some(Role::Alert(_) | Role::Details)));
        let begin = self.directive(Directive::Begin(container, attributes));
        lines.line(begin);
        let said = ["title", "summary", "header"].into_iter().find_map(|name| list.text(name));
        match (&opening.title, said) {
            (Some(title), _) if is_aside => {
                let name = opening.name.filter(|name| !name.is_ascii());
                self.title_behind(&mut lines, name, title.clone());
            }
            (Some(title), _) => lines.source(title.clone()),
            (None, Some(said)) if is_aside => self.words(&mut lines, said.to_owned()),
            _ => {
                self.title_comes = opening.name.is_some_and(|name| name.starts_with("callout-"));
                if let Some(name) = own_name
                    && !(self.title_comes && self.heading_follows())
                {
                    self.words(&mut lines, name);
                }
            }
        }
        self.next = self.next.max(end);
        self.replace(line.content_start()..end, lines)
    }

    /// A title behind the name of its kind, where that is in other letters than the names that programs know: somebody reads it.
    fn title_behind(&mut self, lines: &mut Lines, name: Option<&str>, title: Range<usize>) {
        let begin = self.directive(Directive::Begin(Container::Title, Attributes::default()));
        lines.line(begin);
        if let Some(name) = name {
            let words = self.directive(Directive::Words(format!("{}: ", shown(name))));
            lines.line(words);
        }
        lines.source(title);
        let end = self.directive(Directive::End);
        lines.line(end);
    }

    /// A title of words that are not in the text.
    fn words(&mut self, lines: &mut Lines, words: String) {
        for directive in
            [Directive::Begin(Container::Title, Attributes::default()), Directive::Words(words), Directive::End]
        {
            let line = self.directive(directive);
            lines.line(line);
        }
    }

    fn heading_follows(&self) -> bool {
        self.lines_from(self.next)
            .take(MOST_BLANK)
            .find(|line| !line.is_blank())
            .is_some_and(|line| heading(line.content()).is_some())
    }

    /// The heading that stands first in a callout of Quarto's is its title.
    pub(super) fn title_heading(&mut self, line: &Line<'a>) -> bool {
        let Some(marks) = heading(line.content()) else { return false };
        let mut lines = self.lines(line);
        self.title_behind(&mut lines, None, line.content_start() + marks..line.end());
        self.replace(line.content_start()..line.end(), lines);
        true
    }

    /// What a bracket at the head of a line begins: a callout's kind, or the place of the contents list.
    pub(super) fn bracket(&mut self, line: &Line<'a>) {
        let content = line.content();
        if content.starts_with("[!") && line.quotes > 0 {
            return self.callout(line);
        }
        let is_contents = matches!(
            content.trim_end().to_ascii_lowercase().as_str(),
            "[toc]" | "[[toc]]" | "[[_toc_]]" | "{:toc}" | "{: toc}" | "{{toc}}" | "{{ toc }}" | "[tableofcontents]"
        );
        if is_contents && !self.defines_toc() {
            let mut lines = self.lines(line);
            let contents = self.directive(Directive::Contents);
            lines.line(contents);
            self.replace(line.content_start()..line.end(), lines);
        }
    }

    /// Whether the text defines an address for `[toc]`.
    fn defines_toc(&mut self) -> bool {
        let text = self.text;
        let defines = |line: &str| line.trim_start().get(..6).is_some_and(|label| label.eq_ignore_ascii_case("[toc]:"));
        *self.toc_is_label.get_or_insert_with(|| text.lines().any(defines))
    }

    /// `[!kind] Title`, `[!kind]- Title` at the head of a quotation. GitHub's five kinds without a title are the parser's.
    fn callout(&mut self, line: &Line<'a>) {
        let content = line.content();
        let Some((kind, rest)) = content.cut(2..).split_once(']') else { return };
        let name = kind.split('|').next().unwrap_or(kind).trim();
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_' || c == ' ') {
            return;
        }
        let folded = rest.starts_with(['+', '-']);
        let title = rest.trim_start_matches(['+', '-']);
        if !title.is_empty() && !title.starts_with([' ', '\t']) || !(self.after_blank || self.opens_quotation(line)) {
            return;
        }
        let name = name.to_ascii_lowercase();
        let known = matches!(name.as_str(), "note" | "tip" | "important" | "warning" | "caution");
        let title = title.trim();
        if known && title.is_empty() && !folded && kind.len() == name.len() {
            return;
        }
        let Named::Aside(kind, own) = Named::aside(&name) else { return };
        let mut lines = self.lines(line);
        let aside = self.directive(Directive::Aside(Role::Alert(kind)));
        lines.line(aside);
        if !title.is_empty() {
            let at = line.content_start() + (title.as_ptr() as usize - content.as_ptr() as usize);
            self.title_behind(&mut lines, Some(name.as_str()).filter(|name| !name.is_ascii()), at..at + title.len());
        } else if own {
            self.words(&mut lines, shown(&name));
        }
        self.replace(line.content_start()..line.end(), lines);
    }

    /// Whether the line before is in fewer quotations.
    fn opens_quotation(&self, line: &Line<'a>) -> bool {
        let before = self.text.cut(..line.start.saturating_sub(1));
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let before = Line::new(self.text, start, before.len());
        before.quotes < line.quotes || before.is_blank()
    }
}

/// Whether a line opens a tab: `=== "Title"`, `===! "Title"`, `===+ "Title"`.
pub(super) fn is_tab(content: &str) -> bool {
    let Some(said) = content.strip_prefix("===") else { return false };
    let said = said.strip_prefix(['!', '+']).unwrap_or(said).trim();
    said.len() > 2 && said.starts_with('"') && said.ends_with('"')
}

/// How many bytes the marks of a heading take.
fn heading(content: &str) -> Option<usize> {
    let marks = content.bytes().take_while(|&b| b == b'#').count();
    ((1..=6).contains(&marks) && content.cut(marks..).starts_with(' ')).then_some(marks + 1)
}

/// What stands behind a fence of colons; `at`: where it stands in the text.
fn opening(said: &str, at: usize) -> Option<Opening<'_>> {
    let mut opening = Opening::default();
    let mut rest = said;
    if let Some(inside) = said.strip_prefix('{')
        && let Some((name, behind)) = inside.split_once('}')
        && is_name(name.trim_start_matches('.'))
    {
        // `{note} Title` (MyST); `{.note}`
        opening.name = Some(name.trim_start_matches('.'));
        rest = behind;
    } else if !said.starts_with('{') {
        let end = said.find(|c: char| c.is_whitespace() || c == '[' || c == '{').unwrap_or(said.len());
        let name = said.cut(..end);
        opening.name = is_name(name).then_some(name);
        opening.name?;
        rest = said.cut(end..);
    }
    let place = |text: &str| at + (text.as_ptr() as usize - said.as_ptr() as usize);
    if let Some(inside) = rest.strip_prefix('[') {
        let end = inside.rfind(']')?;
        opening.title = Some(place(inside)..place(inside) + end);
        rest = inside.cut(end + 1..);
    }
    let braces = rest.find('{').filter(|&i| rest.trim_end().ends_with('}') || i == 0);
    if let Some(list) =
        braces.and_then(|i| AttributeList::parse(rest.cut(i..)).filter(|l| i + l.length == rest.trim_end().len()))
    {
        rest = rest.cut(..rest.find('{').unwrap_or(rest.len()));
        opening.attributes = list;
        if opening.name.is_none() {
            // The class of pandoc's and Quarto's containers; the list lives in the text, as the line does.
            let known = said.split(['{', '}', ' ', '.']).find(|word| Named::container(word).is_some());
            opening.name = known.filter(|word| opening.attributes.raw.classes().any(|class| class == *word));
        }
    } else if opening.name.is_none() {
        return None;
    }
    let title = rest.trim();
    if !title.is_empty() && opening.title.is_none() {
        opening.title = Some(place(title)..place(title) + title.len());
    }
    Some(opening)
}

/// What stands behind `///`: `note | Title` (PyMdown's blocks).
fn block(said: &str, at: usize) -> Option<Opening<'_>> {
    let (name, title) = said.split_once('|').unwrap_or((said, ""));
    let (name, title) = (name.trim(), title.trim());
    let place = |text: &str| at + (text.as_ptr() as usize - said.as_ptr() as usize);
    let title = (!title.is_empty()).then(|| place(title)..place(title) + title.len());
    is_name(name).then(|| Opening { name: Some(name), title, ..Opening::default() })
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && word.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c))
}
