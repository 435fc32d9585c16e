//! User-defined macros: `\newcommand`, `\def`, `\DeclareMathOperator` and related commands.

use super::reader::{TexReader, TexToken};
use super::{FormulaFault, MAX_DEPTH};
use crate::source::Cut as _;
use std::collections::BTreeMap;

/// Limit of macro expansion in one formula, in bytes.
const MOST: usize = 100_000;

/// The macros defined so far in a document.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    defined: BTreeMap<String, MacroDefinition>,
}

#[derive(Clone, Debug)]
struct MacroDefinition {
    /// Number of arguments.
    arguments: usize,
    /// Default of the optional first argument.
    first: Option<String>,
    /// Whether a starred form exists.
    star: bool,
    body: String,
}

impl Definitions {
    /// Whether a text may contain definitions.
    pub fn may_define(text: &str) -> bool {
        ["command", "\\def", "def\\", "\\let", "\\DeclareMathOperator", "\\DeclarePairedDelimiter"]
            .iter()
            .any(|name| text.contains(name))
    }

    /// Whether there are no definitions.
    pub fn is_empty(&self) -> bool {
        self.defined.is_empty()
    }

    /// Expands macros in a formula; definitions in it are added and removed.
    ///
    /// # Errors
    /// If a definition is invalid, lacks an argument, or expands without end.
    pub fn apply(&mut self, tex: &str) -> Result<String, FormulaFault> {
        let mut out = String::with_capacity(tex.len());
        self.expand(tex, &mut out, 0)?;
        Ok(out)
    }

    fn expand(&mut self, tex: &str, out: &mut String, depth: usize) -> Result<(), FormulaFault> {
        let mut reader = TexReader::new(tex);
        loop {
            let before = reader.rest();
            let Some(token) = reader.token() else { return Ok(()) };
            let TexToken::Command(name) = token else {
                out.push_str(before.cut(..before.len() - reader.rest().len()));
                continue;
            };
            if self.define(name, &mut reader)? {
                continue;
            }
            let Some(definition) = self.defined.get(name) else {
                out.push_str(before.cut(..before.len() - reader.rest().len()));
                continue;
            };
            let body = definition.with_arguments(name, &mut reader)?;
            if depth == MAX_DEPTH || out.len() + body.len() > MOST + tex.len() {
                return Err(FormulaFault::new(name, "is defined by itself, or by too much"));
            }
            self.expand(&body, out, depth + 1)?;
            // Separates a command name from the letters after an expansion.
            if reader.rest().starts_with(|c: char| c.is_ascii_alphabetic()) && ends_in_name(out) {
                out.push(' ');
            }
        }
    }

    /// Parses a definition; returns whether there was one.
    fn define(&mut self, command: &str, reader: &mut TexReader<'_>) -> Result<bool, FormulaFault> {
        let wrong = || FormulaFault::new(command, "is no definition that is understood");
        match command {
            "newcommand" | "renewcommand" | "providecommand" | "DeclareRobustCommand" => {
                reader.skip('*');
                let name = name(reader).ok_or_else(wrong)?;
                let arguments = match reader.optional() {
                    Some(count) => count.trim().parse().ok().filter(|n| *n <= 9).ok_or_else(wrong)?,
                    None => 0,
                };
                let first = reader.optional().map(str::to_owned);
                let body = reader.argument().ok_or_else(wrong)?.to_owned();
                if command != "providecommand" || !self.defined.contains_key(&name) {
                    self.defined.insert(name, MacroDefinition { arguments, first, star: false, body });
                }
            }
            "def" | "gdef" | "edef" | "xdef" => {
                let name = name(reader).ok_or_else(wrong)?;
                let mut arguments = 0;
                while reader.skip('#') {
                    arguments += 1;
                    if !reader.skip(char::from(b'0' + arguments as u8)) || arguments > 9 {
                        return Err(wrong());
                    }
                }
                if !reader.rest().trim_start().starts_with('{') {
                    return Err(wrong());
                }
                let body = reader.argument().ok_or_else(wrong)?.to_owned();
                self.defined.insert(name, MacroDefinition { arguments, first: None, star: false, body });
            }
            "let" => {
                let name = name(reader).ok_or_else(wrong)?;
                reader.skip('=');
                let body = reader.argument().ok_or_else(wrong)?;
                let body = match body.strip_prefix('\\').and_then(|other| self.defined.get(other)) {
                    Some(other) => other.clone(),
                    None => MacroDefinition { arguments: 0, first: None, star: false, body: body.to_owned() },
                };
                self.defined.insert(name, body);
            }
            "DeclareMathOperator" => {
                let star = if reader.skip('*') { "*" } else { "" };
                let name = name(reader).ok_or_else(wrong)?;
                let body = format!("\\operatorname{star}{{{}}}", reader.argument().ok_or_else(wrong)?);
                self.defined.insert(name, MacroDefinition { arguments: 0, first: None, star: false, body });
            }
            "DeclarePairedDelimiter" => {
                let name = name(reader).ok_or_else(wrong)?;
                let (left, right) = reader.argument().zip(reader.argument()).ok_or_else(wrong)?;
                let body = format!("\\left{left} #1\\right{right} ");
                self.defined.insert(name, MacroDefinition { arguments: 1, first: None, star: true, body });
            }
            "global" | "long" | "protected" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The name being defined: `\name` or `{\name}`.
fn name(reader: &mut TexReader<'_>) -> Option<String> {
    let name = reader.argument()?.trim().strip_prefix('\\')?;
    (!name.is_empty() && !name.contains(['\\', '{', '}'])).then(|| name.to_owned())
}

fn ends_in_name(text: &str) -> bool {
    let letters = text.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    letters > 0 && text.cut(..text.len() - letters).ends_with('\\')
}

impl MacroDefinition {
    /// The expansion of a macro with the arguments that follow.
    fn with_arguments(&self, name: &str, reader: &mut TexReader<'_>) -> Result<String, FormulaFault> {
        if self.star {
            reader.skip('*');
        }
        let mut arguments = Vec::with_capacity(self.arguments);
        if let (Some(first), true) = (&self.first, self.arguments > 0) {
            arguments.push(reader.optional().unwrap_or(first));
        }
        while arguments.len() < self.arguments {
            arguments.push(reader.argument().ok_or_else(|| FormulaFault::new(name, "lacks an argument"))?);
        }
        Ok(fill(&self.body, &arguments))
    }
}

/// A body with arguments substituted for `#1`, `#2` …
pub(super) fn fill(body: &str, arguments: &[&str]) -> String {
    let mut pieces = body.split('#');
    let mut out = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let number = piece.bytes().next().filter(u8::is_ascii_digit).map(|b| usize::from(b - b'0'));
        match number.and_then(|n| n.checked_sub(1)).and_then(|n| arguments.get(n)) {
            Some(argument) => {
                // Separates a command name from the argument's letters.
                if ends_in_name(&out) && argument.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    out.push(' ');
                }
                out.push_str(argument);
                out.push_str(piece.cut(1..));
            }
            None => {
                out.push('#');
                out.push_str(piece);
            }
        }
    }
    out
}
