//! Output of findings for people, programs and code forges.

pub mod a11y;
pub mod file;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod summary;
pub mod workspace;

use super::arguments::DiagnosticFormat;
use super::exit::Exit;
use super::finding::Finding;
use super::mistake::Mistake;
use super::streams::complain;
use std::io::{self, Write};
use workspace::Checkout;

/// Outputs findings in one format, document by document.
pub struct Teller {
    form: DiagnosticFormat,
    style: human::TerminalStyle,
    /// Whether standard output carries a document, so that findings go to standard error.
    out_taken: bool,
    sarif: sarif::Log,
    workspace: Option<Checkout>,
}

impl Teller {
    /// A reporter for this format; `out_taken`: standard output carries a document.
    pub fn new(form: DiagnosticFormat, out_taken: bool) -> Teller {
        let workspace =
            Checkout::of_forge().filter(|_| matches!(form, DiagnosticFormat::Github | DiagnosticFormat::Sarif));
        Teller { form, style: human::TerminalStyle::of_stderr(), out_taken, sarif: sarif::Log::default(), workspace }
    }

    /// Whether this format is written to standard output.
    fn on_stdout(&self) -> bool {
        !self.out_taken
            && matches!(self.form, DiagnosticFormat::Json | DiagnosticFormat::Sarif | DiagnosticFormat::Github)
    }

    /// Reports the findings of a document.
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
            DiagnosticFormat::Human => human::render(findings, &self.style),
            DiagnosticFormat::Short => human::short(findings, &self.style),
            DiagnosticFormat::Json => findings.iter().map(|f| json::finding(f).to_string() + "\n").collect(),
            DiagnosticFormat::Github => findings.iter().map(|f| github::command(f) + "\n").collect(),
            DiagnosticFormat::Sarif => return self.sarif.add(findings),
        };
        self.write(&text);
    }

    /// Finishes: writes a format that is a single log.
    pub fn finish(&mut self) {
        if self.form == DiagnosticFormat::Sarif {
            let log = std::mem::take(&mut self.sarif);
            self.write(&(log.finish() + "\n"));
        }
    }

    /// Writes to the format's stream, ignoring errors.
    fn write(&self, text: &str) {
        if self.on_stdout() {
            let mut out = io::stdout().lock();
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        } else {
            let _ = io::stderr().lock().write_all(text.as_bytes());
        }
    }

    /// Whether the format is for people, written line by line.
    pub fn is_for_people(&self) -> bool {
        matches!(self.form, DiagnosticFormat::Human | DiagnosticFormat::Short)
    }
}

/// Reports a usage error.
pub fn tell_mistake(mistake: &Mistake, form: DiagnosticFormat) -> Exit {
    match mistake {
        Mistake::Usage(message, help) => {
            let help = help.as_ref().map(|help| format!("  help: {help}\n")).unwrap_or_default();
            complain(&format!("error: {message}\n{help}\nFor all options, try `convert --help`.\n"));
        }
        Mistake::Clash(findings) | Mistake::File(findings) => {
            let mut teller = Teller::new(form, false);
            teller.tell(findings);
            teller.finish();
        }
    }
    Exit::Usage
}
