//! The command line, as clap reads it: options convert, subcommands do everything else.
//!
//! What reads and tells it stands here alone: [`choices`] and [`settings`] are the keys of `convert.toml` too. [`mod@line`]: the
//! words of the command. [`manual`], [`schema`]: what there is to write, told to people and to programs.

pub mod choices;
pub mod line;
pub mod manual;
pub mod schema;
pub mod settings;

use super::exit::Exit;
use super::shard::Shard;
use crate::source::Cut as _;
use choices::Choices;
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

const ABOUT: &str = "Articles and books in; a set PDF, an EPUB and clean plain text out.";

/// What the command is mostly called like.
pub const EXAMPLES: &str = "\
Examples:
  convert --to pdf article.md                      article.pdf beside it
  convert --to pdf,epub,txt -o dist/ docs/         every source in docs/, its folders mirrored
  convert --to epub --join -o book.epub ch*.md     several sources, one book
  cat a.md | convert --from markdown --to txt -    standard input and output
  convert --to pdf --watch --preview article.md    beside you in a browser while you write
  convert init; convert                            a project: convert.toml says what and how";

/// What a newcomer looks for stands first: examples, then options, then commands.
const TEMPLATE: &str = "\
{about-with-newline}
{usage-heading} {usage}

@EXAMPLES@

{all-args}{after-help}";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "convert", version, about = ABOUT, override_usage = "convert --to FORMAT,… [OPTIONS] [SOURCE…]\n       convert COMMAND …",
          args_conflicts_with_subcommands = true, disable_help_subcommand = true,
          help_template = TEMPLATE.replace("@EXAMPLES@", EXAMPLES),
          after_help = "These are the options used most; `convert --help` has them all, and the exit codes.",
          after_long_help = format!("{}\n\nA file that bears a command's name is reached as ./NAME.", Exit::TABLE))]
pub struct Arguments {
    /// What to do instead of converting.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What to convert.
    #[command(flatten)]
    pub convert: Convert,
}

/// What there is to do besides converting.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a project: write a commented convert.toml
    Init,
    /// Say what would become what, and do nothing
    List(Box<Convert>),
    /// Show how a source is read, and with --why what made it be read so
    Inspect(Box<Inspect>),
    /// Check PDF and EPUB files by the rules that our own pass
    Check {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Say what a diagnostic (F0501) means and what to do about it
    Explain {
        /// Its code (F0501) or its name (image-missing); all of them are listed without one
        code: Option<String>,
    },
    /// Make one report of several shards' reports; ends as the worst of them did
    MergeReports {
        /// The reports
        #[arg(required = true, value_name = "FILE.json")]
        files: Vec<PathBuf>,
        /// Where to; standard output otherwise
        #[arg(long, short, value_name = "FILE.json")]
        output: Option<PathBuf>,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Print the JSON Schema of a file that you write, for editors
    Schema {
        /// The file
        file: SchemaFile,
    },
}

/// A file that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// A project
    #[value(name = "convert.toml")]
    Project,
    /// A theme of your own
    Theme,
}

/// `convert inspect`.
#[derive(Debug, Args)]
pub struct Inspect {
    /// The source; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// Only what each piece was taken for, how surely, and why: of plain text, and of web pages with an article
    #[arg(long, conflicts_with = "raw")]
    pub why: bool,
    /// The document as it leaves the reader, before typography, notes and images are settled
    #[arg(long)]
    pub raw: bool,
    /// How it is read
    #[command(flatten)]
    pub choices: Choices,
}

/// A conversion: sources, where to, how and how told.
#[derive(Clone, Debug, Default, Args)]
pub struct Convert {
    /// Files, folders or globs ('docs/**/*.md'); `-` is standard input. Without any: ./input
    #[arg(value_name = "SOURCE", value_hint = ValueHint::AnyPath, value_parser = OsStringValueParser::new().try_map(named))]
    pub sources: Vec<OsString>,
    /// A file, or a folder (`dist/`) that mirrors the sources; beside each source otherwise. `-` is standard output
    #[arg(long, short, value_name = "FILE|FOLDER/", value_hint = ValueHint::AnyPath,
          value_parser = OsStringValueParser::new().try_map(named))]
    pub output: Option<OsString>,
    /// Leave out what matches; may be repeated
    #[arg(long, hide_short_help = true, value_name = "GLOB", value_parser = super::sources::is_glob)]
    pub exclude: Vec<String>,
    /// Take this convert.toml; the nearest one upward otherwise, if it is yours or lies in a folder that the environment's
    /// `FOLIO_TRUST` names (`/a:/b`, or `*`)
    #[arg(long, hide_short_help = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Take no convert.toml
    #[arg(long, hide_short_help = true)]
    pub no_config: bool,
    /// The conversion's choices.
    #[command(flatten)]
    pub choices: Choices,
    /// How the batch is run.
    #[command(flatten)]
    pub batch: Batch,
    /// How it is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// How a batch is run.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Batch")]
pub struct Batch {
    /// Use this many threads; all cores otherwise
    #[arg(long, hide_short_help = true, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Convert and check everything, write nothing
    #[arg(long, hide_short_help = true)]
    pub check: bool,
    /// Do only this share of the batch, for one of several machines
    #[arg(long, hide_short_help = true, value_name = "K/N")]
    pub shard: Option<Shard>,
    /// Convert, then convert again what changes, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    /// Watch, and show the outputs in a browser on a page that reloads, at this port of this machine
    #[arg(long, value_name = "PORT", num_args = 0..=1, require_equals = true, default_missing_value = "4440")]
    pub preview: Option<u16>,
    /// Convert all, whether it has changed or not
    #[arg(long)]
    pub force: bool,
    /// Keep in this folder what is needed to skip what has not changed; a project does so in .folio-cache. What comes out
    /// of it is checked, but says what those wrote who can write to it: use no one's whom you would not let write your
    /// documents, and throw away one that came with a repository
    #[arg(long, hide_short_help = true, value_name = "FOLDER")]
    pub cache: Option<PathBuf>,
    /// Neither use nor keep a cache
    #[arg(long, hide_short_help = true, conflicts_with = "cache")]
    pub no_cache: bool,
}

/// How a batch is told.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Diagnostics")]
pub struct Telling {
    /// The form of diagnostics
    #[arg(long, hide_short_help = true, value_name = "FORM", value_enum)]
    pub diagnostics: Option<DiagnosticFormat>,
    /// Exit with 1 when there was a warning
    #[arg(long)]
    pub strict: bool,
    /// Take this diagnostic as an error (exit with 1); a code or a name, with commas or repeated
    #[arg(long, hide_short_help = true, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub deny: Vec<u16>,
    /// Take this diagnostic as a warning
    #[arg(long, hide_short_help = true, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub warn: Vec<u16>,
    /// Don't tell this diagnostic
    #[arg(long, hide_short_help = true, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub allow: Vec<u16>,
    /// Write what became of every document to this file: times, sizes, pages, findings. `a11y` or `a11y=FILE.json`: how
    /// accessible each document and its outputs are, and what the source lacks, in a11y.json. May be repeated
    #[arg(long, hide_short_help = true, value_name = "FILE.json|a11y",
          value_parser = OsStringValueParser::new().try_map(report))]
    pub report: Vec<ReportArgument>,
    /// Say where the time went
    #[arg(long, hide_short_help = true)]
    pub timings: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

/// A report that is asked for, and the file it goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportArgument {
    /// What became of every document.
    Run(PathBuf),
    /// How accessible they are.
    Access(PathBuf),
}

impl ReportArgument {
    /// The file.
    pub fn path(&self) -> &std::path::Path {
        match self {
            ReportArgument::Run(path) | ReportArgument::Access(path) => path,
        }
    }
}

/// A path that is one: what a script leaves empty names nothing.
fn named(path: OsString) -> Result<OsString, &'static str> {
    if path.is_empty() { Err("it is empty") } else { Ok(path) }
}

fn report(word: OsString) -> Result<ReportArgument, &'static str> {
    match word.to_str().and_then(|text| text.strip_prefix("a11y")) {
        Some("") => Ok(ReportArgument::Access("a11y.json".into())),
        Some("=") => Err("name a file behind `a11y=`"),
        Some(file) if file.starts_with('=') => Ok(ReportArgument::Access(file.cut(1..).into())),
        None if word.as_encoded_bytes().starts_with(b"a11y=") => Err("behind `a11y=`, the name of a file is in UTF-8"),
        _ => Ok(ReportArgument::Run(word.into())),
    }
}

/// A form of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DiagnosticFormat {
    /// With the source's line and a remedy
    #[default]
    Human,
    /// One line each
    Short,
    /// One JSON object a line, on standard output
    Json,
    /// A SARIF 2.1.0 log, on standard output
    Sarif,
    /// GitHub's workflow commands: they land on the lines of a pull request
    Github,
}

/// Reads a code or a name.
///
/// # Errors
/// When there is none such.
pub fn code(text: &str) -> Result<u16, String> {
    match crate::diagnostic::find(text.trim()) {
        Some(entry) => Ok(entry.code.0),
        None => Err("no such code; `convert explain` lists them all".into()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
