//! Parsing of the command line, and answers to invalid ones.

use super::{Arguments, Convert};
use crate::cli::exit::Exit;
use crate::cli::mistake::Mistake;
use crate::cli::streams::complain;
use crate::spelling::nearest;
use clap::{CommandFactory, Parser};

/// What the command line asks for.
///
/// The exit code, after an error, help or version has been printed.
pub fn read() -> Result<Arguments, Exit> {
    if std::env::args_os().nth(1).is_some_and(|word| word == "help") {
        let _ = Arguments::command().print_long_help();
        return Err(Exit::Done);
    }
    Arguments::try_parse().map_err(|error| {
        let help = error.kind() == clap::error::ErrorKind::DisplayHelp;
        if let Some(answer) = of_pandoc().filter(|_| !help) {
            complain(&answer);
            return Exit::Usage;
        }
        // Help and version are reported as errors, with exit code 0.
        let _ = error.print();
        if error.use_stderr() { Exit::Usage } else { Exit::Done }
    })
}

/// Prints the short help.
pub fn help() {
    let _ = Arguments::command().print_help();
}

/// Advice for pandoc users, if the command line has one of pandoc's options that is unknown or different here.
fn of_pandoc() -> Option<String> {
    const OPTIONS: &[(&str, &str)] = &[
        ("--css", "pandoc's `--css`: how pages look is said by a theme, see `--theme`"),
        ("--template", "pandoc's `--template`: how pages look is said by a theme, see `--theme`"),
        ("--reference-doc", "pandoc's `--reference-doc`: how pages look is said by a theme, see `--theme`"),
        ("--pdf-engine", "pandoc's `--pdf-engine`: none is needed, `--to pdf` sets pages by itself"),
        ("--standalone", "pandoc's `--standalone`: every document is whole, leave it out"),
        ("-s", "pandoc's `-s`: every document is whole, leave it out"),
        ("--metadata", "pandoc's `--metadata`: there are `--title`, `--author`, `--date` and `--lang`"),
        ("-M", "pandoc's `-M`: there are `--title`, `--author`, `--date` and `--lang`"),
        ("--variable", "pandoc's `--variable`: there are `--page-size`, `--margin`, `--font-size`, and `--theme`"),
        ("-V", "pandoc's `-V`: there are `--page-size`, `--margin`, `--font-size`, and `--theme`"),
        ("--toc-depth", "pandoc's `--toc-depth`: it stands in a theme, as `levels` of `[contents]`"),
        ("--number-sections", "pandoc's `--number-sections`: headings are printed as they are written"),
    ];
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let name = word.split('=').next().unwrap_or("");
        // Without further arguments, `-V` means our version.
        if name == "-V" && words.len() == at + 1 {
            return None;
        }
        let (_, answer) = OPTIONS.iter().find(|(option, _)| *option == name)?;
        Some(format!(
            "error: there is no option `{name}`\n  help: {answer}\n\nFor all options, try `convert --help`.\n"
        ))
    })
}

/// The subcommand that was probably meant by a word that names no file.
pub fn meant_command(convert: &Convert) -> Option<Mistake> {
    let word = convert.sources.first().filter(|word| !std::path::Path::new(word).exists())?.to_str()?;
    if word.contains(['.', '/', '*']) {
        return None;
    }
    let command = Arguments::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let near = nearest(word, names, 3)?;
    Some(Mistake::usage(format!("there is no file and no command `{word}`"), format!("did you mean `convert {near}`?")))
}
