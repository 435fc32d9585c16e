//! What `convert.toml` says. Its keys are the command's long options, read by the same parser; its `[[override]]` tables
//! win over itself.

use super::choices::Choices;
use super::code;
use crate::cli::finding::{self, Finding, Location};
use crate::cli::sources;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Sources};
use crate::spelling::nearest;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, ValueHint};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::Range;
use std::path::PathBuf;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, de::DeString};

/// What stands at the top of the file.
#[derive(Clone, Debug, Default, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
pub struct Settings {
    /// What is converted: files, folders, globs.
    #[arg(long, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<String>,
    /// What is left out.
    #[arg(long, value_hint = ValueHint::AnyPath, value_parser = sources::is_glob)]
    pub exclude: Vec<String>,
    /// Where the outputs go.
    #[arg(long, value_hint = ValueHint::AnyPath)]
    pub output: Option<OsString>,
    /// Where the cache is.
    #[arg(long, value_hint = ValueHint::DirPath)]
    pub cache: Option<PathBuf>,
    /// Whether there is no cache.
    #[arg(long)]
    pub no_cache: bool,
    /// Whether warnings count as a failure.
    #[arg(long)]
    pub strict: bool,
    /// What is an error, a warning, or nothing.
    #[command(flatten)]
    pub levels: LevelArguments,
    /// How documents are converted.
    #[command(flatten)]
    pub choices: Choices,
    /// Where each value stands.
    #[arg(skip)]
    pub places: KeyLocations,
}

/// Where the values of a table stand, by their keys.
pub type KeyLocations = BTreeMap<String, Location>;

/// Diagnostics that are taken otherwise.
#[derive(Clone, Debug, Default, Args)]
pub struct LevelArguments {
    /// As errors.
    #[arg(long, value_delimiter = ',', value_parser = code)]
    pub deny: Vec<u16>,
    /// As warnings.
    #[arg(long, value_delimiter = ',', value_parser = code)]
    pub warn: Vec<u16>,
    /// Not told.
    #[arg(long, value_delimiter = ',', value_parser = code)]
    pub allow: Vec<u16>,
}

/// Choices for some files.
#[derive(Clone, Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
pub struct Override {
    /// Globs, from the project's folder.
    #[arg(long, required = true, value_hint = ValueHint::AnyPath, value_parser = sources::is_glob)]
    pub files: Vec<String>,
    /// How they are converted.
    #[command(flatten)]
    pub choices: Choices,
    /// Where each value stands.
    #[arg(skip)]
    pub places: KeyLocations,
}

/// Reads the file's text.
///
/// # Errors
/// All mistakes, each with its place.
pub fn parse(name: &str, text: &str) -> Result<(Settings, Vec<Override>), Vec<Finding>> {
    let mut mistakes = Mistakes { sources: Sources::new(), list: Vec::new() };
    mistakes.sources.add(Source::new(name, text, 0));
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        // The library's messages can have several lines: the first says what it is.
        let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
        mistakes.add(error.span().unwrap_or_default(), message, None);
    }
    if !mistakes.list.is_empty() {
        return Err(mistakes.findings());
    }
    let mut overrides = Vec::new();
    let mut top = Vec::new();
    for (key, value) in table.into_inner() {
        if key.get_ref() != "override" {
            top.push((key, value));
            continue;
        }
        let DeValue::Array(tables) = value.get_ref() else {
            mistakes.add(key.span(), "`override` is a list of tables".into(), Some("write it as [[override]]".into()));
            continue;
        };
        for table in tables.iter() {
            match table.get_ref() {
                DeValue::Table(fields) => {
                    let fields: Fields<'_> = fields.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
                    let places = mistakes.places(&fields);
                    let found = read::<Override>(fields, table.span(), &mut mistakes);
                    overrides.extend(found.map(|found| Override { places, ..found }));
                }
                _ => mistakes.add(table.span(), "an override is a table".into(), None),
            }
        }
    }
    let places = mistakes.places(&top);
    let settings = read::<Settings>(top, 0..0, &mut mistakes);
    match settings.map(|found| Settings { places, ..found }) {
        Some(settings) if mistakes.list.is_empty() => Ok((settings, overrides)),
        _ => Err(mistakes.findings()),
    }
}

/// Mistakes in the file, with their places.
struct Mistakes {
    sources: Sources,
    list: Vec<Diagnostic>,
}

impl Mistakes {
    fn add(&mut self, range: Range<usize>, message: String, help: Option<String>) {
        let span = self.sources.iter().next().map(|s| s.span(range));
        self.list.push(Diagnostic { help, ..Diagnostic::new(&codes::CONFIGURATION, span, message) });
    }

    /// Where the values of a table stand.
    fn places(&self, fields: &Fields<'_>) -> KeyLocations {
        let source = self.sources.iter().next();
        let place = |value: &Spanned<DeValue<'_>>| finding::place(&self.sources, source?.span(value.span()));
        fields.iter().filter_map(|(key, value)| Some((key.get_ref().to_string(), place(value)?))).collect()
    }

    fn findings(mut self) -> Vec<Finding> {
        self.list.sort_by_key(|d| d.span);
        finding::resolve(self.list, &self.sources)
    }
}

type Fields<'a> = Vec<(Spanned<DeString<'a>>, Spanned<DeValue<'a>>)>;

/// Reads a table as the options of `T`. Each key is tried by itself, so that a mistake has its place.
fn read<T: CommandFactory + FromArgMatches>(
    fields: Fields<'_>,
    whole: Range<usize>,
    mistakes: &mut Mistakes,
) -> Option<T> {
    let before = mistakes.list.len();
    let command = T::command();
    let known: Vec<&str> =
        command.get_arguments().filter_map(|a| a.get_long()).filter(|l| !l.starts_with("no-")).collect();
    let optional = || T::command().mut_args(|a| a.required(false));
    let mut words = Vec::new();
    for (key, value) in &fields {
        let name = key.get_ref().as_ref();
        if !known.contains(&name) {
            let help =
                nearest(name, known.iter().copied().chain(["override"]), 3).map(|n| format!("did you mean `{n}`?"));
            mistakes.add(key.span(), format!("there is no setting `{name}`"), help);
            continue;
        }
        if let Some(wants) = other_kind(&command, name, value) {
            mistakes.add(value.span(), format!("`{name}` is {wants}"), None);
            continue;
        }
        let flags = (is_flag(&command, name), is_flag(&command, &format!("no-{name}")));
        for (word, range) in values(name, value, flags, mistakes) {
            if let Err(error) = optional().try_get_matches_from([&word]) {
                let (message, help) = described(&error, name);
                mistakes.add(range, message, help);
            }
            words.push(word);
        }
    }
    let required = command.get_arguments().filter(|a| a.is_required_set()).filter_map(|a| a.get_long());
    if required.into_iter().any(|name| !fields.iter().any(|(key, _)| key.get_ref() == name)) {
        mistakes.add(whole.clone(), "`files` is missing: which files is it for?".into(), None);
    }
    if mistakes.list.len() > before {
        return None;
    }
    let matches = T::command().try_get_matches_from(words).and_then(|m| T::from_arg_matches(&m));
    let told = |error: clap::Error| {
        error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
    };
    matches.map_err(|error| mistakes.add(whole, told(error), None)).ok()
}

/// What kind of value a setting takes, where this is another: a list where it takes one, a table where it takes no
/// pairs, something else than text where it takes a path.
fn other_kind(command: &clap::Command, name: &str, value: &Spanned<DeValue<'_>>) -> Option<&'static str> {
    let argument = command.get_arguments().find(|a| a.get_long() == Some(name))?;
    let is_path = argument.get_value_hint() != ValueHint::Unknown;
    let pairs = argument.get_value_names().is_some_and(|names| names.iter().any(|name| name.contains('=')));
    match value.get_ref() {
        DeValue::Array(_) if !matches!(argument.get_action(), ArgAction::Append) => Some("one value, not a list"),
        DeValue::Array(list) => list.iter().find_map(|value| other_kind(command, name, value)),
        DeValue::Table(_) if !pairs => Some("not a table"),
        DeValue::String(text) if is_path && text.trim().is_empty() => Some("not empty"),
        DeValue::String(_) | DeValue::Boolean(_) => None,
        _ if is_path => Some("text in quotation marks"),
        _ => None,
    }
}

pub(super) fn is_flag(command: &clap::Command, name: &str) -> bool {
    let found = command.get_arguments().find(|a| a.get_long() == Some(name));
    found.is_some_and(|a| !a.get_action().takes_values())
}

/// A value as words of a command line, each with its place; `flags`: whether there are `--name` and `--no-name`.
fn values(
    name: &str,
    value: &Spanned<DeValue<'_>>,
    flags: (bool, bool),
    mistakes: &mut Mistakes,
) -> Vec<(String, Range<usize>)> {
    let range = value.span();
    let word = |text: &str| format!("--{name}={text}");
    match value.get_ref() {
        DeValue::Boolean(true) if flags.0 => vec![(format!("--{name}"), range)],
        DeValue::Boolean(false) if flags.1 => vec![(format!("--no-{name}"), range)],
        DeValue::Boolean(false) if flags.0 => vec![],
        _ if flags.0 => {
            mistakes.add(range, format!("`{name}` is true or false"), None);
            vec![]
        }
        DeValue::String(text) => vec![(word(text), range)],
        DeValue::Integer(number) => vec![(word(number.as_str()), range)],
        DeValue::Float(number) => vec![(word(number.as_str()), range)],
        DeValue::Datetime(date) => vec![(word(&date.to_string()), range)],
        DeValue::Array(list) => list.iter().flat_map(|v| values(name, v, flags, mistakes)).collect(),
        DeValue::Table(fields) => {
            let pair = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
                let text = match value.get_ref() {
                    DeValue::String(text) => text.to_string(),
                    DeValue::Integer(number) => number.as_str().to_owned(),
                    _ => String::new(),
                };
                (word(&format!("{}={text}", key.get_ref())), value.span())
            };
            fields.iter().map(pair).collect()
        }
        _ => {
            mistakes.add(range, format!("`{name}` is not that kind of value"), None);
            vec![]
        }
    }
}

/// The parser's objection, in the words of the file.
fn described(error: &clap::Error, name: &str) -> (String, Option<String>) {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(list)) => Some(list.join(", ")),
        _ => None,
    };
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let source = std::error::Error::source(error).map(ToString::to_string);
    let help = match (text(ContextKind::SuggestedValue), text(ContextKind::ValidValue)) {
        (Some(near), _) => Some(format!("did you mean `{near}`?")),
        (None, Some(valid)) => Some(format!("it can be {valid}")),
        (None, None) => source,
    };
    (format!("`{name}` cannot be `{value}`"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<(usize, usize, String, Option<String>)> {
        let findings = parse("convert.toml", text).unwrap_err();
        let told = |f: Finding| f.place.map(|p| (p.line, p.column, f.message, f.help));
        findings.into_iter().filter_map(told).collect()
    }

    #[test]
    fn keys_are_the_commands_options() {
        let text = r#"
            inputs = ["docs/", "*.md"]
            to = ["pdf", "epub"]
            page-size = "a5"
            width = 60
            date = 2026-03-14
            smart = false
            toc = true
            strict = true
            limit = { pages = 50, source-size = "1M" }
            deny = ["image-missing", "F0601"]
            [[override]]
            files = "guide/**"
            toc = false
            to = "txt"
        "#;
        let (settings, overrides) = parse("convert.toml", text).unwrap();
        assert_eq!(settings.inputs, ["docs/", "*.md"]);
        assert_eq!(settings.choices.to, ["pdf", "epub"]);
        assert!(settings.strict);
        assert_eq!(settings.levels.deny, [501, 601]);
        let options = settings.choices.options();
        assert_eq!((options.text.width, options.transform.smart, options.look.toc), (60, false, Some(true)));
        assert_eq!(options.transform.date.as_deref(), Some("2026-03-14"));
        assert_eq!(options.pdf.max_pages, Some(50));
        let options = overrides[0].choices.clone().over(&settings.choices).options();
        assert_eq!((options.look.toc, options.text.width), (Some(false), 60));
    }

    #[test]
    fn every_mistake_has_its_place_and_the_nearest_name() {
        let found =
            mistakes("pagesize = \"a4\"\nwidth = 5\nto = [\"pdf\", \"epup\"]\ntoc = 3\n[[override]]\ntheme = \"x\"\n");
        const THEMES: &str =
            "there are `article`, `novel`, `manual`, `report`, `large-print`; a file of your own ends with `.toml`";
        let expected: &[(usize, usize, &str, Option<&str>)] = &[
            (1, 1, "there is no setting `pagesize`", Some("did you mean `page-size`?")),
            (2, 9, "`width` cannot be `5`", Some("a width is a number from 20 to 1000")),
            (3, 14, "`to` cannot be `epup`", Some("did you mean `epub`?")),
            (4, 7, "`toc` is true or false", None),
            (5, 1, "`files` is missing: which files is it for?", None),
            (6, 9, "`theme` cannot be `x`", Some(THEMES)),
        ];
        let told: Vec<_> = found.iter().map(|(l, c, m, h)| (*l, *c, m.as_str(), h.as_deref())).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place() {
        let found = mistakes("to = [\"pdf\"\nwidth = 3\n");
        assert_eq!(found[0].0, 2, "{found:?}");
    }
}
