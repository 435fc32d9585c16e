//! How findings are told: to a person, to a program, to a forge.

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

/// Tells findings in one form, document by document.
pub struct Teller {
    form: DiagnosticFormat,
    style: human::TerminalStyle,
    /// Standard output carries a document, so findings go to standard error in every form.
    out_taken: bool,
    sarif: sarif::Log,
    workspace: Option<Checkout>,
}

impl Teller {
    /// A teller of this form; `out_taken`: standard output carries a document.
    pub fn new(form: DiagnosticFormat, out_taken: bool) -> Teller {
        let workspace =
            Checkout::of_forge().filter(|_| matches!(form, DiagnosticFormat::Github | DiagnosticFormat::Sarif));
        Teller { form, style: human::TerminalStyle::of_stderr(), out_taken, sarif: sarif::Log::default(), workspace }
    }

    /// Whether this form is written to standard output.
    fn on_stdout(&self) -> bool {
        !self.out_taken
            && matches!(self.form, DiagnosticFormat::Json | DiagnosticFormat::Sarif | DiagnosticFormat::Github)
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
            DiagnosticFormat::Human => human::render(findings, &self.style),
            DiagnosticFormat::Short => human::short(findings, &self.style),
            DiagnosticFormat::Json => findings.iter().map(|f| json::finding(f).to_string() + "\n").collect(),
            DiagnosticFormat::Github => findings.iter().map(|f| github::command(f) + "\n").collect(),
            DiagnosticFormat::Sarif => return self.sarif.add(findings),
        };
        self.write(&text);
    }

    /// Ends the telling: a log that is one whole is written now.
    pub fn finish(&mut self) {
        if self.form == DiagnosticFormat::Sarif {
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
        matches!(self.form, DiagnosticFormat::Human | DiagnosticFormat::Short)
    }
}

/// Tells why nothing was done.
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
