//! Rewrites commands that the parser lacks.

use super::commands::{find, long_arrow, takes_limits};
use super::definitions::{Definitions, fill};
use super::reader::{TexReader, TexToken};
use super::{
    CHEMISTRY, FRAMED, FormulaFault, MAX_DEPTH, NAME_END, OVER_BOTH, OVER_LEFT, OVER_RIGHT, PHANTOM, PHANTOM_HEIGHT,
    PHANTOM_WIDTH, SMASHED, chemistry, units,
};
use crate::source::Cut as _;

/// Limit of a rewritten formula, in bytes.
const MOST: usize = 200_000;

/// Rewrites a formula to notation that the parser supports.
///
/// # Errors
/// If a command is certainly invalid: it lacks an argument or is recursive.
pub(in crate::math) fn rewrite(tex: &str) -> Result<String, FormulaFault> {
    let defined = match Definitions::may_define(tex) {
        true => Some(Definitions::default().apply(tex)?),
        false => None,
    };
    let tex = defined.as_deref().unwrap_or(tex);
    if !tex.contains(['\\', '%']) {
        return Ok(tex.to_owned());
    }
    let mut rewriter = Rewriter { depth: 0, written: 0 };
    Ok(rewriter.part(&mut TexReader::new(tex), GroupEnd::Text)?.with_lines())
}

/// The end of a part.
#[derive(Clone, Copy, PartialEq)]
enum GroupEnd<'a> {
    /// The end of the text.
    Text,
    /// `}`
    Group,
    /// `\right`
    Right,
    /// `\end{…}`
    Environment(&'a str),
}

/// Part of a formula: a group, delimited content, an environment.
#[derive(Default)]
struct FormulaPart {
    /// The completed cells and lines.
    text: String,
    /// The current cell.
    cell: String,
    /// The pending infix fraction and its numerator.
    above: Option<(Infix, String)>,
    /// The tag at the end of the line.
    tag: String,
    /// Whether the last item was an operator that takes limits.
    operator: bool,
    /// Index of the current cell in its line.
    column: usize,
    /// Whether there are line breaks.
    rows: bool,
    /// Whether there are column separators.
    columns: bool,
}

/// An infix fraction command.
#[derive(Clone, Copy, PartialEq)]
enum Infix {
    Over,
    Atop,
    Choose,
    Brace,
    Bracket,
}

impl Infix {
    fn named(name: &str) -> Option<Infix> {
        Some(match name {
            "over" | "above" => Infix::Over,
            "atop" => Infix::Atop,
            "choose" => Infix::Choose,
            "brace" => Infix::Brace,
            "brack" => Infix::Bracket,
            _ => return None,
        })
    }

    fn set(self, above: &str, below: &str) -> String {
        let command = match self {
            Infix::Over => "\\frac",
            Infix::Atop => "\\genfrac{}{}{0pt}{}",
            Infix::Choose => "\\binom",
            Infix::Brace => "\\genfrac\\{\\}{0pt}{}",
            Infix::Bracket => "\\genfrac[]{0pt}{}",
        };
        format!("{{{command}{{{above}}}{{{below}}}}}")
    }
}

impl FormulaPart {
    /// Ends the cell.
    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        match self.above.take() {
            Some((infix, above)) => self.text.push_str(&infix.set(above.trim(), cell.trim())),
            None => self.text.push_str(&cell),
        }
        self.operator = false;
    }

    /// Ends the line.
    fn end_row(&mut self) {
        self.end_cell();
        let tag = std::mem::take(&mut self.tag);
        if !tag.is_empty() {
            self.text.push_str(&format!("\\qquad {tag}"));
        }
        self.column = 0;
    }

    /// The text; lines without an environment get one, as in KaTeX.
    fn with_lines(self) -> String {
        let FormulaPart { text, rows, columns, .. } = self;
        match (rows, columns) {
            (true, true) => format!("\\begin{{aligned}}{text}\\end{{aligned}}"),
            (true, false) => format!("\\begin{{gathered}}{text}\\end{{gathered}}"),
            _ => text,
        }
    }

    fn name(&mut self, name: &str) {
        self.cell.push('\\');
        self.cell.push_str(name);
        if name.ends_with(|c: char| c.is_ascii_alphabetic()) {
            self.cell.push(' ');
        }
    }
}

struct Rewriter {
    depth: usize,
    /// Bytes written so far, including rewritten parts.
    written: usize,
}

impl Rewriter {
    /// Rewrites a part up to and including its end.
    fn part(&mut self, reader: &mut TexReader<'_>, end: GroupEnd<'_>) -> Result<FormulaPart, FormulaFault> {
        if self.depth == MAX_DEPTH {
            return Err(FormulaFault::of_all("its groups are nested too deeply"));
        }
        self.depth += 1;
        let mut part = FormulaPart::default();
        loop {
            let Some(token) = reader.token() else {
                if end != GroupEnd::Text {
                    return Err(FormulaFault::of_all(match end {
                        GroupEnd::Environment(name) => format!("`\\begin{{{name}}}` is not ended"),
                        GroupEnd::Right => "`\\left` has no `\\right`".to_owned(),
                        _ => "a `{` is not closed".to_owned(),
                    }));
                }
                break;
            };
            match token {
                TexToken::Open => {
                    let inside = self.part(reader, GroupEnd::Group)?.with_lines();
                    part.cell.push('{');
                    part.cell.push_str(&inside);
                    part.cell.push('}');
                    part.operator = false;
                }
                TexToken::Close if end == GroupEnd::Group => break,
                TexToken::Close => return Err(FormulaFault::of_all("a `}` closes nothing")),
                TexToken::Command("right") if end == GroupEnd::Right => break,
                TexToken::Command("end") if matches!(end, GroupEnd::Environment(_)) => {
                    reader.argument();
                    break;
                }
                TexToken::Character('&') if matches!(end, GroupEnd::Environment(_) | GroupEnd::Text) => {
                    part.end_cell();
                    part.column += 1;
                    part.columns = true;
                    // In `eqnarray`, the relation has its own column.
                    if !(part.column == 2 && matches!(end, GroupEnd::Environment("eqnarray" | "eqnarray*"))) {
                        part.text.push('&');
                    }
                }
                TexToken::Command("\\" | "cr" | "newline" | "tabularnewline") => {
                    part.end_row();
                    part.rows = true;
                    part.text.push_str("\\\\");
                }
                TexToken::Command(name) => self.command(name, reader, &mut part)?,
                TexToken::Space => part.cell.push(' '),
                TexToken::Character(c) => {
                    part.cell.push(c);
                    part.operator = false;
                }
            }
            self.check(&part)?;
        }
        part.end_row();
        self.written += part.text.len();
        self.depth -= 1;
        Ok(part)
    }

    fn check(&self, part: &FormulaPart) -> Result<(), FormulaFault> {
        match self.written + part.cell.len() + part.text.len() > MOST {
            true => Err(FormulaFault::of_all("it is too long")),
            false => Ok(()),
        }
    }

    /// Rewrites a text as a separate group.
    fn nested(&mut self, text: &str) -> Result<String, FormulaFault> {
        Ok(self.part(&mut TexReader::new(text), GroupEnd::Text)?.with_lines())
    }

    fn command(&mut self, name: &str, reader: &mut TexReader<'_>, part: &mut FormulaPart) -> Result<(), FormulaFault> {
        let operator = std::mem::replace(&mut part.operator, false);
        let lacks = || FormulaFault::new(name, "lacks what it is applied to");
        if let Some(infix) = Infix::named(name) {
            if name == "above" {
                reader.argument();
            }
            if part.above.is_some() {
                return Err(FormulaFault::new(name, "stands twice in one group"));
            }
            part.above = Some((infix, std::mem::take(&mut part.cell)));
            return Ok(());
        }
        let framing = match name {
            "boxed" | "fbox" | "bbox" => Some(FRAMED),
            "phantom" => Some(PHANTOM),
            "hphantom" => Some(PHANTOM_WIDTH),
            "vphantom" => Some(PHANTOM_HEIGHT),
            "smash" => Some(SMASHED),
            "mathllap" | "llap" => Some(OVER_LEFT),
            "mathrlap" | "rlap" => Some(OVER_RIGHT),
            "mathclap" | "clap" => Some(OVER_BOTH),
            _ => None,
        };
        if let Some(sign) = framing {
            reader.optional();
            let inside = reader.argument().ok_or_else(lacks)?;
            let inside = if matches!(name, "fbox" | "llap" | "rlap" | "clap") {
                self.text("text", inside)?
            } else {
                self.nested(inside)?
            };
            part.cell.push_str(&format!("{{{sign}{{{inside}}}}}"));
            return Ok(());
        }
        match name {
            "text" | "textrm" | "textbf" | "textit" | "textsf" | "texttt" | "textnormal" | "textup" | "textmd"
            | "textsc" | "emph" | "mbox" | "hbox" => {
                let inside = reader.argument().ok_or_else(lacks)?;
                let command = match name {
                    "textnormal" | "textup" | "textmd" | "textsc" | "mbox" | "hbox" => "text",
                    "emph" => "textit",
                    name => name,
                };
                let text = self.text(command, inside)?;
                part.cell.push_str(&text);
            }
            "tag" => {
                let bare = reader.skip('*');
                let inside = reader.argument().ok_or_else(lacks)?;
                let text = if bare { inside.to_owned() } else { format!("({inside})") };
                part.tag = self.text("text", &text)?;
            }
            "substack" => {
                let lines = self.part(&mut TexReader::new(reader.argument().ok_or_else(lacks)?), GroupEnd::Text)?.text;
                part.cell.push_str(&format!("\\substack{{{lines}}}"));
            }
            "label" => drop(reader.argument()),
            "nonumber" | "notag" => {}
            "ref" | "eqref" => {
                let inside = reader.argument().ok_or_else(lacks)?;
                let text = if name == "ref" { inside.to_owned() } else { format!("({inside})") };
                part.cell.push_str(&format!("\\text{{{text}}}"));
            }
            "intertext" | "shortintertext" => {
                let inside = reader.argument().ok_or_else(lacks)?;
                let text = self.text("text", inside)?;
                part.end_row();
                part.rows = true;
                let line = if part.text.trim_end().ends_with("\\\\") || part.text.is_empty() { "" } else { "\\\\" };
                part.text.push_str(&format!("{line}{text}\\\\"));
            }
            "operatorname" | "operatornamewithlimits" => {
                let limits = reader.skip('*') || name == "operatornamewithlimits";
                let inside = reader.argument().ok_or_else(lacks)?;
                let command = if limits { "mathop" } else { "operatorname" };
                part.cell.push_str(&format!("\\{command}{{{inside}{NAME_END}}}"));
                part.operator = true;
            }
            "mathop" => {
                let inside = reader.argument().ok_or_else(lacks)?;
                match inside.trim().strip_prefix('\\') {
                    // A single operator stays one.
                    Some(command) if !command.contains(['\\', '{', ' ']) => part.name(command),
                    _ => part.cell.push_str(&format!("\\mathop{{{inside}}}")),
                }
                part.operator = true;
            }
            "limits" | "nolimits" => {
                if operator {
                    part.name(name);
                }
            }
            "root" => {
                let mut index = String::new();
                loop {
                    let before = reader.rest();
                    match reader.token().ok_or_else(lacks)? {
                        TexToken::Command("of") => break,
                        _ => index.push_str(before.cut(..before.len() - reader.rest().len())),
                    }
                }
                part.cell.push_str(&format!("\\sqrt[{}]", self.nested(index.trim())?));
            }
            "left" => {
                let left = delimiter(reader).ok_or_else(lacks)?;
                let inside = self.part(reader, GroupEnd::Right)?.with_lines();
                let right = delimiter(reader).ok_or_else(|| FormulaFault::new("right", "lacks its delimiter"))?;
                part.cell.push_str(&format!("\\left{left} {inside}\\right{right} "));
            }
            "middle" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "Bigl" | "biggl" | "Biggl" | "bigr" | "Bigr"
            | "biggr" | "Biggr" | "bigm" | "Bigm" | "biggm" | "Biggm" => {
                let delimiter = delimiter(reader).ok_or_else(lacks)?;
                part.cell.push_str(&format!("\\{name}{delimiter} "));
            }
            "genfrac" => self.general_fraction(reader, part).ok_or_else(lacks)??,
            "begin" => self.environment(reader, part)?,
            "hline" | "hdashline" => part.name(name),
            "ce" | "cf" => {
                let inside = chemistry::formula(reader.argument().ok_or_else(lacks)?);
                part.cell.push_str(&format!("{{{CHEMISTRY}{}}}", self.nested(&inside)?));
            }
            "pu" => {
                let inside = reader.argument().ok_or_else(lacks)?;
                let (number, unit) = inside.trim().split_once(' ').unwrap_or((inside, ""));
                part.cell.push_str(&self.nested(&units::quantity(number, unit))?);
            }
            "SI" | "qty" => {
                reader.optional();
                let (number, unit) = reader.argument().zip(reader.argument()).ok_or_else(lacks)?;
                part.cell.push_str(&self.nested(&units::quantity(number, unit))?);
            }
            "si" | "unit" => {
                reader.optional();
                let inside = units::unit(reader.argument().ok_or_else(lacks)?);
                part.cell.push_str(&self.nested(&inside)?);
            }
            "num" => part.cell.push_str(&units::number(reader.argument().ok_or_else(lacks)?)),
            "ang" if reader.rest().trim_start().starts_with('{') => {
                let number = reader.argument().ok_or_else(lacks)?;
                part.cell.push_str(&format!("{}^{{\\circ}}", units::number(number)));
            }
            "ang" => part.name("angle"),
            "enclose" => {
                reader.argument();
                reader.optional();
                let inside = reader.argument().ok_or_else(lacks)?;
                let inside = self.nested(inside)?;
                part.cell.push_str(&format!("{{{FRAMED}{{{inside}}}}}"));
            }
            "hspace" | "mspace" | "mskip" | "hskip" | "kern" | "mkern" => {
                reader.skip('*');
                match reader.rest().trim_start().starts_with('{') {
                    true => {
                        part.cell.push_str(&format!("\\hspace{{{}}}", length(reader.argument().ok_or_else(lacks)?)))
                    }
                    false => part.cell.push_str(&format!("\\{name}")),
                }
            }
            "rule" => {
                reader.optional();
                let (width, _) = reader.argument().zip(reader.argument()).ok_or_else(lacks)?;
                // A strut is invisible.
                let seen = !width.trim().starts_with('0');
                part.cell.push_str(if seen { "\\blacksquare " } else { "" });
            }
            "unicode" => {
                let code = reader.argument().ok_or_else(lacks)?.trim();
                let number = match code.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16).ok(),
                    None => code.parse().ok(),
                };
                part.cell.push(number.and_then(char::from_u32).ok_or_else(lacks)?);
            }
            "verb" => {
                let rest = reader.rest();
                let mark = rest.chars().next().ok_or_else(lacks)?;
                let inside = rest.cut(mark.len_utf8()..);
                let end = inside.find(mark).ok_or_else(lacks)?;
                part.cell.push_str(&format!("\\texttt{{{}}}", inside.cut(..end)));
                *reader = TexReader::new(inside.cut(end + mark.len_utf8()..));
            }
            "textcolor" | "colorbox" => {
                let color = reader.argument().ok_or_else(lacks)?;
                let inside = reader.argument().ok_or_else(lacks)?;
                let inside = if name == "colorbox" { self.text("text", inside)? } else { self.nested(inside)? };
                let command = if name == "colorbox" { String::new() } else { format!("\\textcolor{{{color}}}") };
                part.cell.push_str(&format!("{command}{{{inside}}}"));
            }
            "fcolorbox" => {
                let inside = reader.argument().and(reader.argument()).and(reader.argument()).ok_or_else(lacks)?;
                let inside = self.text("text", inside)?;
                part.cell.push_str(&format!("{{{FRAMED}{{{inside}}}}}"));
            }
            "sideset" => {
                let (before, behind) = reader.argument().zip(reader.argument()).ok_or_else(lacks)?;
                let (before, behind) = (self.nested(before)?, self.nested(behind)?);
                let base = reader.argument().ok_or_else(lacks)?;
                part.cell.push_str(&format!("{{}}{before}{{{}}}{behind}", self.nested(base)?));
            }
            name => match (long_arrow(name), find(name)) {
                (Some(arrow), _) => {
                    let below = reader.optional();
                    let above = self.nested(reader.argument().ok_or_else(lacks)?)?;
                    let arrow = match below {
                        Some(below) => format!("\\underset{{{}}}{{{arrow}}}", self.nested(below)?),
                        None => arrow.to_owned(),
                    };
                    part.cell.push_str(&format!("\\overset{{{above}}}{{{arrow}}}"));
                }
                (None, Some((count, body))) => {
                    let arguments = (0..count).map(|_| reader.argument().ok_or_else(lacks));
                    let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
                    let body = fill(body, &arguments);
                    part.cell.push_str(&self.nested(&body)?);
                    if part.cell.ends_with(|c: char| c.is_ascii_alphabetic()) {
                        part.cell.push(' ');
                    }
                    part.operator = body.starts_with("\\operatorname*");
                }
                (None, None) => {
                    part.name(name);
                    part.operator = takes_limits(name);
                }
            },
        }
        Ok(())
    }

    /// Text with `$…$` formulas in it.
    fn text(&mut self, command: &str, text: &str) -> Result<String, FormulaFault> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((words, formula, behind)) = embedded(rest) {
            if !words.is_empty() {
                out.push_str(&format!("\\{command}{{{words}}}"));
            }
            out.push_str(&format!("{{{}}}", self.nested(formula)?));
            rest = behind;
        }
        if !rest.is_empty() || out.is_empty() {
            out.push_str(&format!("\\{command}{{{rest}}}"));
        }
        Ok(format!("{{{out}}}"))
    }

    /// `\genfrac{(}{)}{0pt}{1}{a}{b}`; `None` if arguments are missing.
    fn general_fraction(
        &mut self,
        reader: &mut TexReader<'_>,
        part: &mut FormulaPart,
    ) -> Option<Result<(), FormulaFault>> {
        let mut given = [""; 6];
        for argument in &mut given {
            *argument = reader.argument()?;
        }
        let [left, right, thickness, style, above, below] = given;
        let numbers = self.nested(above).and_then(|above| Ok((above, self.nested(below)?)));
        Some(numbers.map(|(above, below)| {
            let delimiter =
                |d: &str| if d.trim().is_empty() || d.trim() == "." { "{}".to_owned() } else { d.to_owned() };
            let (left, right, style) = (delimiter(left), delimiter(right), style.trim());
            let style = if style.is_empty() { "{}" } else { style };
            part.cell.push_str(&format!("{{\\genfrac{left}{right}{{{thickness}}}{style}{{{above}}}{{{below}}}}}"));
        }))
    }

    fn environment(&mut self, reader: &mut TexReader<'_>, part: &mut FormulaPart) -> Result<(), FormulaFault> {
        let name = reader.argument().ok_or_else(|| FormulaFault::new("begin", "names no environment"))?;
        let mut head = String::new();
        match name {
            "array" | "darray" | "subarray" => {
                reader.optional();
                let columns = reader.argument().ok_or_else(|| FormulaFault::new("begin", "lacks the columns"))?;
                head = format!("{{{}}}", columns_of(columns));
            }
            "alignat" | "alignat*" | "alignedat" => {
                let count = reader.argument().unwrap_or("1");
                head = format!("{{{count}}}");
            }
            "aligned" | "gathered" | "split" | "cases" => drop(reader.optional()),
            _ => {}
        }
        let inside = self.part(reader, GroupEnd::Environment(name))?.text;
        let known = match name {
            "eqnarray" | "flalign" => "align",
            "eqnarray*" | "flalign*" | "xalignat*" => "align*",
            "multline*" => "multline",
            "math" | "displaymath" | "subequations" | "dmath" | "dmath*" => {
                part.cell.push_str(&format!("{{{inside}}}"));
                return Ok(());
            }
            name => name,
        };
        part.cell.push_str(&format!("\\begin{{{known}}}{head}{inside}\\end{{{known}}}"));
        Ok(())
    }
}

/// The text before the first embedded formula, the formula, and the rest.
fn embedded(text: &str) -> Option<(&str, &str, &str)> {
    let dollar = |from: usize| {
        let found = text.cut(from..).match_indices('$').map(|(i, _)| from + i);
        found.into_iter().find(|&i| !text.cut(..i).ends_with('\\'))
    };
    let start = dollar(0)?;
    let end = dollar(start + 1)?;
    Some((text.cut(..start), text.cut(start + 1..end), text.cut(end + 1..)))
}

/// The next delimiter, in the parser's notation.
fn delimiter(reader: &mut TexReader<'_>) -> Option<String> {
    reader.space();
    Some(match reader.token()? {
        TexToken::Character('<') => "\\langle".to_owned(),
        TexToken::Character('>') => "\\rangle".to_owned(),
        TexToken::Character(c) => c.to_string(),
        TexToken::Command("llbracket") => "⟦".to_owned(),
        TexToken::Command("rrbracket") => "⟧".to_owned(),
        TexToken::Command("lt") => "\\langle".to_owned(),
        TexToken::Command("gt") => "\\rangle".to_owned(),
        TexToken::Command(name) => format!("\\{name}"),
        _ => return None,
    })
}

/// The column specification without LaTeX's extensions: `@{…}`, `!{…}`, `>{…}`, `p{2cm}`, `*{3}{c}`.
fn columns_of(columns: &str) -> String {
    let mut out = String::new();
    let mut reader = TexReader::new(columns);
    while let Some(token) = reader.token() {
        match token {
            TexToken::Character(c @ ('c' | 'l' | 'r' | '|' | ':')) => out.push(c),
            TexToken::Character('p' | 'm' | 'b' | 'X') => {
                reader.argument();
                out.push('l');
            }
            TexToken::Character('*') => {
                let count = reader.argument().and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1);
                let column = reader.argument().unwrap_or("c");
                out.push_str(&columns_of(column).repeat(count.min(100)));
            }
            TexToken::Character('@' | '!' | '>' | '<') => drop(reader.argument()),
            _ => {}
        }
    }
    if out.contains(['c', 'l', 'r']) { out } else { format!("{out}c") }
}

/// A length; the parser does not support `mu` in braces.
fn length(length: &str) -> String {
    match length.trim().strip_suffix("mu").and_then(|n| n.trim().parse::<f32>().ok()) {
        Some(mu) => format!("{:.4}em", mu / 18.0),
        None => length.trim().to_owned(),
    }
}
