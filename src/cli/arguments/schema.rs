//! `convert schema`: JSON Schemas (draft 2020-12) of the files that people write, for editors and other programs.
//!
//! Generated from the command-line definition and the fields of themes. Everything that is accepted is valid by the
//! schema; the converse need not hold where validity depends on files or other keys.

use super::SchemaFile;
use super::choices::{LIMITS, SPLIT_LEVELS, WIDTHS};
use super::settings::{Override, Settings, is_flag};
use crate::cli::config;
use crate::cli::encodings::ENCODINGS;
use crate::diagnostic::CODES;
use crate::document::Language;
use crate::measure::{Margins, PageSize, TEXT_SIZES, in_any_case, text_size_pattern};
use crate::options::PdfStandard;
use crate::theme::{BuiltIn, Theme};
use clap::{Arg, ArgAction, CommandFactory, ValueHint};
use serde_json::{Map, Value, json};

/// The schema of a file, as text.
pub fn of(file: SchemaFile) -> String {
    let (title, mut schema) = match file {
        SchemaFile::Project => (config::NAME, project()),
        SchemaFile::Theme => ("A theme", Theme::schema()),
    };
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = title.into();
    let text = serde_json::to_string_pretty(&schema).expect("a schema has nothing that JSON has not");
    text + "\n"
}

fn project() -> Value {
    let mut settings = table::<Settings>();
    let mut some = table::<Override>();
    some["description"] = "Other choices for some files; the last one that matches wins.".into();
    settings["properties"]["override"] = json!({ "type": "array", "items": some });
    let codes = CODES.iter().flat_map(|entry| [entry.code.to_string(), entry.name.to_owned()]);
    settings["$defs"] = json!({ "diagnostic": one_of(codes.collect(), true, code) });
    settings
}

/// The keys of a table: the long options of a command.
fn table<T: CommandFactory>() -> Value {
    let command = T::command();
    let mut properties = Map::new();
    for argument in command.get_arguments() {
        let Some(name) = argument.get_long().filter(|name| !name.starts_with("no-")) else { continue };
        let mut schema = setting(&command, argument, name);
        schema["description"] = description(&command, argument, name).into();
        properties.insert(name.into(), schema);
    }
    let required: Vec<_> = command.get_arguments().filter(|a| a.is_required_set()).filter_map(Arg::get_long).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false, "required": required })
}

/// The help text; for a switch that is on by default, that of switching it off.
fn description(command: &clap::Command, argument: &Arg, name: &str) -> String {
    let help = |argument: &Arg| argument.get_long_help().or(argument.get_help()).map(ToString::to_string);
    let off = command.get_arguments().find(|a| a.get_long() == Some(&format!("no-{name}"))).and_then(help);
    help(argument).or_else(|| Some(format!("`false`: {}", off?))).unwrap_or_default()
}

fn setting(command: &clap::Command, argument: &Arg, name: &str) -> Value {
    if is_flag(command, name) {
        return json!({ "type": "boolean" });
    }
    let one = value(command, argument, name);
    let mut any = vec![one.clone()];
    if matches!(argument.get_action(), ArgAction::Append) {
        any.push(json!({ "type": "array", "items": one }));
    }
    if is_flag(command, &format!("no-{name}")) {
        any.push(json!({ "const": false }));
    }
    if any.len() == 1 { one } else { json!({ "anyOf": any }) }
}

/// The schema of a value. Numbers may be strings.
fn value(command: &clap::Command, argument: &Arg, name: &str) -> Value {
    let text = |pattern: String| json!({ "type": "string", "pattern": pattern });
    let either = |pattern: String, number: Value| json!({ "anyOf": [text(pattern), number] });
    let whole = |from: usize, to: usize| {
        let digits = if to < 10 { format!("[{from}-{to}]") } else { "[0-9]+".to_owned() };
        either(format!(r"^\+?0*{digits}$"), json!({ "type": "integer", "minimum": from, "maximum": to }))
    };
    let known = argument.get_possible_values();
    match name {
        _ if !known.is_empty() => {
            let names: Vec<String> = known.iter().map(|value| value.get_name().to_owned()).collect();
            let shout = format!("--{name}={}", names[0].to_uppercase());
            let any_case = command.clone().mut_args(|a| a.required(false)).try_get_matches_from([shout]).is_ok();
            one_of(names, argument.get_value_delimiter().is_some(), if any_case { in_any_case } else { str::to_owned })
        }
        "deny" | "warn" | "allow" => json!({ "$ref": "#/$defs/diagnostic" }),
        "theme" => {
            let names = BuiltIn::ALL.map(BuiltIn::name);
            let any_case = names.map(in_any_case).join("|");
            json!({ "anyOf": [{ "enum": names }, text(format!(r"^\s*({any_case})\s*$|\.toml$|[/\\]"))] })
        }
        "page-size" => text(PageSize::pattern()),
        "margin" => either(Margins::pattern(), json!({ "type": "number", "minimum": 0, "maximum": 1000 })),
        "font-size" => {
            let sizes = json!({ "type": "number", "minimum": TEXT_SIZES.start(), "maximum": TEXT_SIZES.end() });
            either(text_size_pattern(), sizes)
        }
        "pdf-standard" => {
            one_of(PdfStandard::PARTS.iter().map(|(name, _)| (*name).to_owned()).collect(), true, str::to_owned)
        }
        "lang" => text(Language::pattern()),
        "date" => {
            let years = json!({ "type": "integer", "minimum": 1000, "maximum": 9999 });
            either(r"^\s*[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?([T ].*)?\s*$".into(), years)
        }
        "width" => whole(*WIDTHS.start(), *WIDTHS.end()),
        "epub-split-level" => whole((*SPLIT_LEVELS.start()).into(), (*SPLIT_LEVELS.end()).into()),
        "limit" => {
            let amount = r"\s*[0-9]+\s*(k|K|m|M|g|G|s|S|ms|MS|mS|Ms)?\s*$";
            let each = either(format!("^{amount}"), json!({ "type": "integer", "minimum": 0 }));
            let keys: Map<String, Value> = LIMITS.iter().map(|(name, _)| ((*name).to_owned(), each.clone())).collect();
            let names = LIMITS.map(|(name, _)| name).join("|");
            let table = json!({ "type": "object", "properties": keys, "additionalProperties": false });
            either(format!(r"^\s*({names})\s*={amount}"), table)
        }
        "encoding" => json!({ "type": "string", "pattern": r"\S", "examples": ENCODINGS }),
        _ if argument.get_value_hint() != ValueHint::Unknown => text(r"\S".into()),
        _ => json!({ "type": ["string", "number"] }),
    }
}

/// Pattern for a diagnostic code.
fn code(name: &str) -> String {
    name.replacen('F', "[Ff]", 1)
}

/// One of several names; `spell` makes the pattern of a name; `several`: a comma-separated list is allowed.
fn one_of(names: Vec<String>, several: bool, spell: fn(&str) -> String) -> Value {
    let name = format!(r"\s*({})\s*", names.iter().map(|name| spell(name)).collect::<Vec<_>>().join("|"));
    let pattern = if several { format!("^{name}(,{name})*$") } else { format!("^{name}$") };
    json!({ "anyOf": [{ "enum": names }, { "type": "string", "pattern": pattern }] })
}
