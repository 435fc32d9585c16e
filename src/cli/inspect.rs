//! `convert inspect`: prints a document as read.

use super::arguments::Inspect;
use super::exit::Exit;
use super::finding;
use super::job::{ConversionSetup, Job};
use super::load::{self, Setup};
use super::mistake::Mistake;
use super::record::Record;
use super::report::Teller;
use super::sources::SourceArgument;
use super::streams::say;
use crate::diagnostic::Diagnostics;
use crate::document::dump;
use crate::options::Options;
use crate::read::{self, Detected};
use crate::source::Sources;
use std::sync::Arc;

/// Prints a document with spans, for plain text preceded by the classification of each block with reasons; findings go
/// to standard error.
///
/// # Errors
/// If options are invalid.
pub fn inspect(inspect: &Inspect, teller: &mut Teller) -> Result<Exit, Mistake> {
    let source = match inspect.file.as_os_str() == "-" {
        true => SourceArgument::Stdin,
        false => SourceArgument::named(&inspect.file),
    };
    let options = super::themes::options(&inspect.choices, &mut Vec::new())?;
    let how = ConversionSetup { options, choices: inspect.choices.clone(), writers: Vec::new() };
    let job = Job { sources: vec![source], targets: Vec::new(), how: Arc::new(how) };
    let mut record = Record::of(&job);
    let inputs = load::load(&job, &mut record);
    let detected = inputs.as_ref().and_then(|inputs| load::detect(&job, inputs, &mut record));
    if let Some(detected) = detected {
        let Setup { options, disk: files } = Setup::of(&job);
        let Detected { input, reader, why } = &detected[0];
        let mut diagnostics = Diagnostics::new();
        let (sources, document) = if inspect.raw {
            let (options, diagnostics) = (&options.read, &mut diagnostics);
            let part = reader.read(input, &mut read::ReadContext { start: 0, files: &files, options, diagnostics });
            let mut sources = Sources::new();
            sources.add(part.source);
            (sources, part.document)
        } else {
            crate::read(&detected, &files, &options, &mut diagnostics)
        };
        let text = match (inspect.why, inspect.json) {
            (true, true) => account(reader.name(), &sources, &options, true),
            (true, false) => {
                let account = account(reader.name(), &sources, &options, false);
                let nothing = "its marks say what each piece is, and all of it is kept\n";
                format!("read as {}: {why}\n\n{}", reader.name(), if account.is_empty() { nothing } else { &account })
            }
            (false, true) => serde_json::to_string_pretty(&document).expect("a document can be told as JSON") + "\n",
            // For plain text, the classification comes first: it is what users look for.
            (false, false) if !inspect.raw && reader.name() == "text" => {
                account(reader.name(), &sources, &options, false) + "\n" + &dump::dump(&document, true)
            }
            (false, false) => dump::dump(&document, true),
        };
        say(&text);
        record.findings = finding::resolve(diagnostics.reports(), &sources);
    }
    teller.tell(&record.findings);
    Ok(record.exit)
}

/// What each piece of a plain text or of a page with an article was taken for, and why.
fn account(reader: &str, sources: &Sources, options: &Options, json: bool) -> String {
    let explain = |source| match reader {
        "text" => read::plain::explain(source, &options.read),
        "html" => read::html::explain(source, &options.read),
        // Its marks say what each piece is.
        _ => Vec::new(),
    };
    let lines: Vec<_> = sources.iter().flat_map(explain).collect();
    match json {
        true => serde_json::to_string_pretty(&lines).expect("an account can be told as JSON") + "\n",
        false => lines.iter().map(|line| format!("{line}\n")).collect(),
    }
}
