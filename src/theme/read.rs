//! Reading a theme from TOML: every mistake is reported with its place, none stops the reading.

use super::group::Group;
use super::{Text, Theme};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fonts::Family;
use crate::measure::{Alignment, Color, Extent, Length, list, nearest};
use crate::source::Source;
use serde_json::json;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place in the theme's text.
pub(super) type ThemeValue<'a> = Spanned<DeValue<'a>>;

/// A type that a value of a theme file can be read into.
pub(super) trait Field {
    /// Takes the value, or reports why it can't.
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>);
    /// The accepted values as a JSON Schema: all that is read without a report, and as little else as a schema can say.
    fn schema() -> serde_json::Value;
}

/// The source of a theme, and the reports on it.
pub(super) struct ThemeReader<'a> {
    source: &'a Source,
    diagnostics: &'a mut Diagnostics,
}

/// Lays the theme in `source` over `theme`.
pub(super) fn overlay(theme: &mut Theme, source: &Source, diagnostics: &mut Diagnostics) {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
        diagnostics.push(Diagnostic::new(&codes::THEME_SYNTAX, source.span(error.span().unwrap_or_default()), message));
    }
    let below = theme.text.clone();
    let mut reader = ThemeReader { source, diagnostics };
    reader.fields(table.get_ref(), theme);
    reader.hold_size(theme, &below, table.get_ref());
}

/// The place of a key's value; `key` has the names of its tables, then its own.
pub(super) fn place_of(source: &Source, key: &[&str]) -> Option<Range<usize>> {
    value_of(DeTable::parse_recoverable(source.text()).0.get_ref(), key).map(Spanned::span)
}

fn value_of<'t, 'a>(table: &'t DeTable<'a>, key: &[&str]) -> Option<&'t ThemeValue<'a>> {
    let (name, rest) = key.split_first()?;
    let value = table.iter().find(|(key, _)| key.get_ref() == name)?.1;
    if rest.is_empty() { Some(value) } else { value_of(value.get_ref().as_table()?, rest) }
}

impl ThemeReader<'_> {
    /// Resets a size or a leading of the text that can't be set: everything else is relative to these.
    fn hold_size(&mut self, theme: &mut Theme, below: &Text, table: &DeTable<'_>) {
        if !(Length::pt(4.0)..=Length::pt(72.0)).contains(&theme.size()) {
            theme.text.size = below.size;
            value_of(table, &["text", "size"]).iter().for_each(|v| self.wrong("size", v, "from 4 to 72 point", ""));
        }
        let size = theme.size();
        if !(size.scale(7, 10)..=size * 4).contains(&theme.leading()) {
            theme.text.leading = below.leading;
            let wants = "from 0.7 to 4 times the size of the text";
            value_of(table, &["text", "leading"]).iter().for_each(|v| self.wrong("leading", v, wants, ""));
        }
    }

    /// Reads a table into a group.
    pub(super) fn table(&mut self, name: &str, value: &ThemeValue<'_>, group: &mut impl Group) {
        match value.get_ref().as_table() {
            Some(table) => self.fields(table, group),
            None => self.wrong(name, value, "a table", ""),
        }
    }

    fn fields<G: Group>(&mut self, table: &DeTable<'_>, group: &mut G) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            if !group.set(name, value, self) {
                let message = format!("there is no `{name}` here");
                let help = match nearest(name, G::NAMES) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", list(G::NAMES)),
                };
                let span = self.source.span(key.span());
                self.diagnostics.push(Diagnostic::new(&codes::THEME_UNKNOWN_NAME, span, message).help(help));
            }
        }
    }

    /// Reports a value that is not what its field takes.
    pub(super) fn wrong(&mut self, name: &str, value: &ThemeValue<'_>, wants: &str, help: &str) {
        let span = self.source.span(value.span());
        let got: String = self.source.slice(span).chars().take(40).collect();
        let message = format!("`{name}` is {wants}, not `{got}`");
        let mut diagnostic = Diagnostic::new(&codes::THEME_VALUE, span, message);
        if !help.is_empty() {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
    }

    /// One of a few names.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, value: &ThemeValue<'_>, choices: &[(&str, T)]) -> Option<T> {
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

impl Field for bool {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        match value.get_ref().as_bool() {
            Some(flag) => *self = flag,
            None => reader.wrong(name, value, "`true` or `false`", ""),
        }
    }

    fn schema() -> serde_json::Value {
        json!({ "type": "boolean" })
    }
}

impl Field for u16 {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        let number = value.get_ref().as_integer().filter(|i| i.radix() == 10).and_then(|i| i.as_str().parse().ok());
        match number.filter(|n| *n <= 1000) {
            Some(number) => *self = number,
            None => reader.wrong(name, value, "a whole number from 0 to 1000", ""),
        }
    }

    fn schema() -> serde_json::Value {
        json!({ "type": "integer", "minimum": 0, "maximum": 1000 })
    }
}

impl Field for String {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        match value.get_ref().as_str() {
            Some(text) => *self = text.to_owned(),
            None => reader.wrong(name, value, "text in quotation marks", ""),
        }
    }

    fn schema() -> serde_json::Value {
        json!({ "type": "string" })
    }
}

impl Field for Extent {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        match value.get_ref().as_str().and_then(Extent::parse) {
            Some(extent) => *self = extent,
            None => {
                let help = "write a number with pt, mm, cm, in, px, em, lines or %, such as \"1.5em\"";
                reader.wrong(name, value, "a length in quotation marks", help);
            }
        }
    }

    fn schema() -> serde_json::Value {
        json!({ "type": "string", "pattern": Extent::pattern() })
    }
}

impl Field for Color {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        let digits = value.get_ref().as_str().and_then(|t| t.strip_prefix('#')).filter(|d| d.len() == 6);
        match digits.and_then(|d| u32::from_str_radix(d, 16).ok()) {
            Some(rgb) => *self = Color::rgb(rgb),
            None => reader.wrong(name, value, "a colour", "write it as \"#RRGGBB\", such as \"#1a4d7a\""),
        }
    }

    fn schema() -> serde_json::Value {
        json!({ "type": "string", "pattern": Color::PATTERN })
    }
}

const FAMILIES: [(&str, Family); 3] = [("serif", Family::Serif), ("sans", Family::Sans), ("mono", Family::Mono)];

impl Field for Family {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        *self = reader.choice(name, value, &FAMILIES).unwrap_or(*self);
    }

    fn schema() -> serde_json::Value {
        json!({ "enum": FAMILIES.map(|(name, _)| name) })
    }
}

const ALIGNMENTS: [(&str, Alignment); 4] = [
    ("justify", Alignment::Justify),
    ("start", Alignment::Start),
    ("center", Alignment::Center),
    ("end", Alignment::End),
];

impl Field for Alignment {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        *self = reader.choice(name, value, &ALIGNMENTS).unwrap_or(*self);
    }

    fn schema() -> serde_json::Value {
        json!({ "enum": ALIGNMENTS.map(|(name, _)| name) })
    }
}
