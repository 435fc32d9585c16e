//! The command as a person meets it: what it prints, what it writes, how it ends.
//!
//! A test makes a [`Folder`], runs the built program in it and compares standard output, standard error and the
//! exit code, letter by letter. Nothing but times is replaced (`<time>`).

// Helpers of a test may panic like the tests themselves.
#![allow(clippy::unwrap_used)]

mod batch;
mod cache;
mod exit;
mod forms;
#[path = "../judged/mod.rs"]
mod judged;
#[cfg(unix)]
mod names;
mod outputs;
mod project;
mod reference;
mod safety;
#[cfg(unix)]
mod system;
mod texts;
mod themes;
mod tools;
mod values;
mod watch;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of a test's own, with files in it.
pub struct Folder(tempfile::TempDir);

/// How a run ended.
pub struct Run {
    /// The exit code; -1 if a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error, with times replaced.
    pub err: String,
}

impl Folder {
    /// A folder that holds these files; a name that ends in `/` is an empty folder.
    pub fn with(files: &[(&str, &[u8])]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            folder.put(name, bytes);
        }
        folder
    }

    /// Writes a file.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        if name.ends_with('/') {
            return std::fs::create_dir_all(path).unwrap();
        }
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What a file holds.
    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// All files below it, hidden ones too, in order; the cache is left out.
    pub fn files(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.ends_with(".folio-cache") {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    names.push(path.strip_prefix(self.0.path()).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        names.sort();
        names
    }

    /// The command, to be run in this folder, untouched by the machine's own settings.
    pub fn command(&self, words: &str) -> Command {
        command_in(self.0.path(), words)
    }

    /// Runs the command with these words.
    pub fn run(&self, words: &str) -> Run {
        self.run_with(words, b"")
    }

    /// Runs the command with these words and this standard input.
    pub fn run_with(&self, words: &str, input: &[u8]) -> Run {
        use std::io::Write;
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that ends before it has read everything closes the pipe; that is its right.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
        judged::judge_all(self.0.path(), &format!("cli/{test}"));
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: without_times(&String::from_utf8_lossy(&output.stderr)),
        }
    }
}

fn command_in(folder: &Path, words: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
    command.current_dir(folder).args(words.split_whitespace());
    for name in ["NO_COLOR", "RUST_BACKTRACE", "XDG_CACHE_HOME", "CI", "TERM", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
        command.env_remove(name);
    }
    command
}

/// The summary's ` in 12 ms` as ` in <time>`.
fn without_times(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once(" in ") {
        Some((before, time)) if time.ends_with("ms") || time.ends_with(" s") => format!("{before} in <time>"),
        _ => line.to_owned(),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
