//! How findings are told: to a person, to a program, to a forge.

pub mod a11y;
pub mod file;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod workspace;

use super::arguments::Form;
use super::finding::Finding;
use super::record::Record;
use std::io::{self, IsTerminal, Write};
use workspace::Workspace;

/// Tells findings in one form, document by document.
pub struct Teller {
    form: Form,
    style: human::Style,
    /// Standard output carries a document, so findings go to standard error in every form.
    out_taken: bool,
    sarif: sarif::Log,
    workspace: Option<Workspace>,
}

impl Teller {
    /// A teller of this form; `out_taken`: standard output carries a document.
    pub fn new(form: Form, out_taken: bool) -> Teller {
        let workspace = Workspace::of_forge().filter(|_| matches!(form, Form::Github | Form::Sarif));
        Teller { form, style: human::Style::of_stderr(), out_taken, sarif: sarif::Log::default(), workspace }
    }

    /// Whether this form is written to standard output.
    fn on_stdout(&self) -> bool {
        !self.out_taken && matches!(self.form, Form::Json | Form::Sarif | Form::Github)
    }

    /// Tells findings that belong together: those of a document.
    pub fn tell(&mut self, findings: &[Finding]) {
        if findings.is_empty() {
            return;
        }
        let placed: Vec<Finding>;
        let findings = match &self.workspace {
            Some(workspace) => {
                placed = findings.iter().map(|finding| workspace.placed(finding)).collect();
                &placed
            }
            None => findings,
        };
        let text = match self.form {
            Form::Human => human::render(findings, &self.style),
            Form::Short => human::short(findings, &self.style),
            Form::Json => findings.iter().map(|f| json::finding(f).to_string() + "\n").collect(),
            Form::Github => findings.iter().map(|f| github::command(f) + "\n").collect(),
            Form::Sarif => return self.sarif.add(findings),
        };
        self.write(&text);
    }

    /// Ends the telling: a log that is one whole is written now.
    pub fn finish(&mut self) {
        if self.form == Form::Sarif {
            let log = std::mem::take(&mut self.sarif);
            self.write(&(log.finish() + "\n"));
        }
    }

    /// Writes to where this form goes. There is nobody to tell an error to.
    fn write(&self, text: &str) {
        if self.on_stdout() {
            let mut out = io::stdout().lock();
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        } else {
            let _ = io::stderr().lock().write_all(text.as_bytes());
        }
    }

    /// Whether a person is being told, line by line.
    pub fn is_for_people(&self) -> bool {
        matches!(self.form, Form::Human | Form::Short)
    }
}

/// What a batch came to.
#[derive(Debug, Default)]
pub struct Summary {
    /// Documents that were converted.
    pub converted: usize,
    /// Documents of which nothing had to be done.
    pub unchanged: usize,
    /// Documents that could not be.
    pub failed: usize,
    /// Outputs that are in place.
    pub outputs: usize,
    /// Warnings.
    pub warnings: usize,
    /// Errors.
    pub errors: usize,
}

impl Summary {
    /// Counts a document.
    pub fn add(&mut self, record: &Record) {
        use crate::diagnostic::Severity;
        let count = |severity| record.findings.iter().filter(|f| f.severity == severity).count();
        match (record.unchanged, record.exit > super::exit::Exit::Denied) {
            (true, _) => self.unchanged += 1,
            (_, true) => self.failed += 1,
            _ => self.converted += 1,
        }
        if !record.unchanged {
            self.outputs += record.outputs.len();
        }
        self.warnings += count(Severity::Warning);
        self.errors += count(Severity::Error);
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let some = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        if self.unchanged > 0 && self.converted + self.failed == 0 {
            write!(f, "{} up to date", some(self.unchanged, "document"))?;
        } else {
            write!(f, "{} into {}", some(self.converted, "document"), some(self.outputs, "file"))?;
            if self.unchanged > 0 {
                write!(f, ", {} up to date", self.unchanged)?;
            }
        }
        if self.failed > 0 {
            write!(f, ", {} failed", self.failed)?;
        }
        if self.errors > 0 {
            write!(f, ", {}", some(self.errors, "error"))?;
        }
        if self.warnings > 0 {
            write!(f, ", {}", some(self.warnings, "warning"))?;
        }
        Ok(())
    }
}

/// Whether standard error is a terminal that can move its cursor.
pub fn live_terminal() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
