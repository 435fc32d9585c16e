//! Reading a theme from TOML: every mistake is reported with its place, none stops the reading.

use super::group::Group;
use super::{Extent, Theme};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fonts::Family;
use crate::source::Cut as _;
use crate::typeset::model::{Alignment, Color};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place in the theme's text.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// Something that a value of a theme can be read into.
pub(super) trait Field {
    /// Takes the value, or reports why it can't.
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>);
}

/// What is found while a theme is read.
pub(super) struct Reader<'a> {
    source: &'a str,
    /// The name of the theme in messages.
    label: &'a str,
    found: Vec<(usize, Diagnostic)>,
}

/// Lays the theme in `source` over `theme`; `label` names it in messages.
pub(super) fn overlay(theme: &mut Theme, source: &str, label: &str, diagnostics: &mut Diagnostics) {
    let mut reader = Reader { source, label, found: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        let at = error.span().map_or(0, |s| s.start);
        let place = reader.place(at);
        let message = format!("{place}: {}", error.message().lines().next().unwrap_or("not valid TOML"));
        reader.found.push((at, Diagnostic::new(&codes::THEME_SYNTAX, None, message)));
    }
    reader.fields(table.get_ref(), theme);
    reader.found.sort_by_key(|(at, _)| *at);
    for (_, diagnostic) in reader.found {
        diagnostics.push(diagnostic);
    }
}

impl Reader<'_> {
    fn place(&self, at: usize) -> String {
        let before = self.source.cut(..self.source.floor_char_boundary(at));
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{}:{line}:{column}", self.label)
    }

    /// Reads a table into a group.
    pub(super) fn table(&mut self, name: &str, value: &Value<'_>, group: &mut impl Group) {
        match value.get_ref().as_table() {
            Some(table) => self.fields(table, group),
            None => self.wrong(name, value, "a table", ""),
        }
    }

    fn fields<G: Group>(&mut self, table: &DeTable<'_>, group: &mut G) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            if !group.set(name, value, self) {
                let at = key.span().start;
                let message = format!("{}: there is no `{name}` here", self.place(at));
                let help = match nearest(name, G::NAMES) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", list(G::NAMES)),
                };
                self.found.push((at, Diagnostic::new(&codes::THEME_UNKNOWN_NAME, None, message).help(help)));
            }
        }
    }

    /// Reports a value that is not what its field takes.
    pub(super) fn wrong(&mut self, name: &str, value: &Value<'_>, wants: &str, help: &str) {
        let at = value.span().start;
        let got: String = self.source.get(value.span()).unwrap_or("").chars().take(40).collect();
        let message = format!("{}: `{name}` is {wants}, not `{got}`", self.place(at));
        let mut diagnostic = Diagnostic::new(&codes::THEME_VALUE, None, message);
        if !help.is_empty() {
            diagnostic = diagnostic.help(help);
        }
        self.found.push((at, diagnostic));
    }

    /// One of a few names.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, value: &Value<'_>, choices: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = choices.iter().map(|(n, _)| *n).collect();
        let text = value.get_ref().as_str();
        if let Some((_, chosen)) = choices.iter().find(|(n, _)| Some(*n) == text) {
            return Some(*chosen);
        }
        let help = text.and_then(|t| nearest(t, &names)).map(|near| format!("did you mean \"{near}\"?"));
        self.wrong(name, value, &format!("one of {}", list(&names)), &help.unwrap_or_default());
        None
    }
}

/// Names as an enumeration.
pub(super) fn list(names: &[&str]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}

/// The name nearest to what was written, if one is near (Damerau-Levenshtein, restricted).
pub(super) fn nearest<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let written = written.to_ascii_lowercase().replace('_', "-").replace("colour", "color");
    let best = names.iter().map(|name| (strsim::osa_distance(&written, name), *name)).min()?;
    (best.0 <= 1 + written.chars().count() / 3).then_some(best.1)
}

impl Field for bool {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        match value.get_ref().as_bool() {
            Some(flag) => *self = flag,
            None => reader.wrong(name, value, "`true` or `false`", ""),
        }
    }
}

impl Field for u16 {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        let number = value.get_ref().as_integer().filter(|i| i.radix() == 10).and_then(|i| i.as_str().parse().ok());
        match number.filter(|n| *n <= 1000) {
            Some(number) => *self = number,
            None => reader.wrong(name, value, "a whole number from 0 to 1000", ""),
        }
    }
}

impl Field for String {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        match value.get_ref().as_str() {
            Some(text) => *self = text.to_owned(),
            None => reader.wrong(name, value, "text in quotation marks", ""),
        }
    }
}

impl Field for Extent {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        match value.get_ref().as_str().and_then(Extent::parse) {
            Some(extent) => *self = extent,
            None => {
                let help = "write a number with pt, mm, cm, in, px, em, lines or %, such as \"1.5em\"";
                reader.wrong(name, value, "a length in quotation marks", help);
            }
        }
    }
}

impl Field for Color {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        let digits = value.get_ref().as_str().and_then(|t| t.strip_prefix('#')).filter(|d| d.len() == 6);
        match digits.and_then(|d| u32::from_str_radix(d, 16).ok()) {
            Some(rgb) => *self = Color::rgb(rgb),
            None => reader.wrong(name, value, "a colour", "write it as \"#RRGGBB\", such as \"#1a4d7a\""),
        }
    }
}

impl Field for Family {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        let choices = [("serif", Family::Serif), ("sans", Family::Sans), ("mono", Family::Mono)];
        *self = reader.choice(name, value, &choices).unwrap_or(*self);
    }
}

impl Field for Alignment {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        let choices = [
            ("justify", Alignment::Justify),
            ("start", Alignment::Start),
            ("center", Alignment::Center),
            ("end", Alignment::End),
        ];
        *self = reader.choice(name, value, &choices).unwrap_or(*self);
    }
}
