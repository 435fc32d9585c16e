//! Completions and the manual page.

use super::{Arguments, EXAMPLES};
use crate::cli::exit::Exit;
use clap::CommandFactory;

/// `convert completions`: a shell's completion script.
pub fn completions(shell: clap_complete::Shell) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "convert", &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// `convert man`: the manual page, in roff.
pub fn man() -> String {
    // The manual page includes what the short help hides.
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
    // `.nf`: no filling.
    let (_, examples) = EXAMPLES.split_once('\n').expect("a heading leads the examples");
    let (_, codes) = Exit::TABLE.split_once('\n').expect("a heading leads the table");
    for (name, lines) in [("EXAMPLES", examples), ("EXIT STATUS", codes)] {
        text += &format!(".SH \"{name}\"\n.nf\n{}\n.fi\n", roff(lines));
    }
    text
}

/// Escapes roff requests.
fn roff(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq")
}
