//! The small subcommands: checking files, merging reports, completions and the manual page.

use super::arguments::{Arguments, EXAMPLES};
use super::exit::Exit;
use super::finding::Finding;
use super::mistake::Mistake;
use super::report::{Teller, file};
use super::streams::{reason, say};
use super::{save, sources};
use crate::diagnostic::codes;
use crate::write::{epub, pdf};
use clap::CommandFactory;
use std::path::{Path, PathBuf};

/// `convert check`: whether files keep the rules of their format.
///
/// # Errors
/// When a file is of a format that is not checked.
pub fn check(files: &[PathBuf], teller: &mut Teller) -> Result<Exit, Mistake> {
    let mut exit = Exit::Done;
    for path in files {
        let name = sources::shown(path);
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                exit = exit.max(Exit::Input);
                teller.tell(&[unreadable(path, &error)]);
                continue;
            }
        };
        let faults: Vec<String> = if bytes.starts_with(b"PK") {
            epub::check::check(&bytes).iter().map(ToString::to_string).collect()
        } else if bytes.starts_with(b"%PDF") {
            pdf::check::check(&bytes).iter().map(ToString::to_string).collect()
        } else {
            return Err(Mistake::usage(format!("{name} is neither a PDF nor an EPUB"), "only these are checked"));
        };
        if faults.is_empty() {
            say(&format!("{name}: no fault found\n"));
        } else {
            exit = exit.max(Exit::Denied);
            let lines: Vec<String> = faults.iter().map(|fault| format!("{name}: {fault}\n")).collect();
            say(&lines.concat());
        }
    }
    Ok(exit)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Finding {
    let message = format!("cannot be read: {}", reason(error));
    Finding::new(&codes::INPUT_UNREADABLE, Some(&sources::shown(path)), message)
}

/// `convert merge-reports`: one report of the reports of several shards; ends as the worst of them did.
///
/// # Errors
/// When a file is no report.
pub fn merge(files: &[PathBuf], output: Option<&Path>, teller: &mut Teller) -> Result<Exit, Mistake> {
    let mut reports = Vec::new();
    for path in files {
        match std::fs::read(path) {
            Ok(bytes) => reports.push(bytes),
            Err(error) => {
                teller.tell(&[unreadable(path, &error)]);
                return Ok(Exit::Input);
            }
        }
    }
    let merged = file::merge(&reports);
    let (text, code) = merged.map_err(|(i, why)| {
        Mistake::usage(format!("{}: {why}", sources::shown(&files[i])), "a report is what `--report FILE.json` writes")
    })?;
    match output {
        None => say(&text),
        Some(path) => {
            if let Err(error) = save::save(path, text.as_bytes(), save::Flush::First) {
                let message = format!("cannot be written: {}", reason(&error));
                teller.tell(&[Finding::new(&codes::OUTPUT_UNWRITABLE, Some(&sources::shown(path)), message)]);
                return Ok(Exit::Output);
            }
        }
    }
    Ok(Exit::from_code(code))
}

/// `convert completions`: what a shell completes the command with.
pub fn completions(shell: clap_complete::Shell) {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "convert", &mut out);
    say(&String::from_utf8_lossy(&out));
}

/// `convert man`: the manual page, in roff.
pub fn man() {
    // What the short help hides has its place here.
    let command = Arguments::command().mut_args(|argument| argument.hide_short_help(false));
    let man = clap_mangen::Man::new(command.clone());
    let mut out = Vec::new();
    let sections = [
        clap_mangen::Man::render_title,
        clap_mangen::Man::render_name_section,
        clap_mangen::Man::render_synopsis_section,
        clap_mangen::Man::render_options_section,
    ];
    for section in sections {
        section(&man, &mut out).expect("memory can be written to");
    }
    let mut text = String::from_utf8_lossy(&out).into_owned();
    text += ".SH COMMANDS\n";
    for own in command.get_subcommands() {
        let about = own.get_about().map(ToString::to_string).unwrap_or_default();
        text += &format!(".TP\n\\fB{}\\fR\n{}\n", roff(own.get_name()), roff(&about));
    }
    // Lines as they are: `.nf`.
    let (_, examples) = EXAMPLES.split_once('\n').expect("a heading leads the examples");
    let (_, codes) = Exit::TABLE.split_once('\n').expect("a heading leads the table");
    for (name, lines) in [("EXAMPLES", examples), ("EXIT STATUS", codes)] {
        text += &format!(".SH \"{name}\"\n.nf\n{}\n.fi\n", roff(lines));
    }
    say(&text);
}

/// Text in which roff finds nothing to obey.
fn roff(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq")
}
