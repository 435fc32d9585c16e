//! Library options with custom themes, which are read before anything is written.

use super::arguments::choices::Choices;
use super::finding::{self, Finding};
use super::mistake::Mistake;
use super::named::{self, NamedFault};
use super::sources;
use crate::diagnostic::{Diagnostics, Severity, codes};
use crate::options::Options;
use crate::source::{Source, Sources};
use crate::theme::Own;
use std::ffi::OsString;

/// The library's options; reads a custom theme and adds its warnings to the findings.
///
/// # Errors
/// If a chosen file or folder is not usable, or the theme is invalid.
pub fn options(choices: &Choices, findings: &mut Vec<Finding>) -> Result<Options, Mistake> {
    let faults = choices.faults();
    if !faults.is_empty() {
        let told = |fault: &NamedFault| {
            Finding::new(&codes::CONFIGURATION, Some(&sources::shown(&fault.path)), &fault.why).help(fault.help())
        };
        return Err(Mistake::File(faults.iter().map(told).collect()));
    }
    let mut options = choices.options();
    options.source_date = source_date(std::env::var_os("SOURCE_DATE_EPOCH"))?;
    options.look.own = read(choices, findings)?;
    if !options.look.has_room() {
        return Err(Mistake::usage(NO_ROOM, MORE_ROOM));
    }
    Ok(options)
}

/// The sources' modification date from the environment (reproducible-builds.org, SOURCE_DATE_EPOCH).
///
/// # Errors
/// If it is not a valid number of seconds: a build must not continue with another date.
fn source_date(value: Option<OsString>) -> Result<Option<u64>, Mistake> {
    let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
    let seconds = value.to_str().and_then(|text| text.parse().ok());
    match seconds.filter(|&seconds| crate::document::Moment::of_epoch(seconds).is_some()) {
        Some(seconds) => Ok(Some(seconds)),
        None => Err(Mistake::usage(
            format!("SOURCE_DATE_EPOCH is no date: {}", value.to_string_lossy()),
            "it is a number of seconds since 1970, as `git log -1 --format=%ct` gives it",
        )),
    }
}

/// Message for pages without room for text.
pub const NO_ROOM: &str = "the margins leave no room for text on the page";
/// Its help.
pub const MORE_ROOM: &str = "write narrower ones, such as `--margin 20mm`, or take a larger page with `--page-size`";

/// The chosen custom theme, if any; warnings are added to `findings`.
///
/// # Errors
/// Its errors with positions.
pub fn read(choices: &Choices, findings: &mut Vec<Finding>) -> Result<Option<Own>, Mistake> {
    let Some(path) = choices.theme.as_ref().and_then(|theme| theme.file()) else { return Ok(None) };
    let name = sources::shown(path);
    let text = named::theme(path).map_err(|why| {
        let finding = Finding::new(&codes::CONFIGURATION, Some(&name), why);
        Mistake::File(vec![finding.help("--theme takes a theme's name or a TOML file")])
    })?;
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let own = Own::read(sources.add(Source::new(name, text, 0)), &mut diagnostics);
    let found = finding::resolve(diagnostics.reports(), &sources);
    let (told, mut mistakes): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|finding| finding.code == codes::THEME_CONTRAST.code.0);
    mistakes.iter_mut().for_each(|finding| finding.severity = Severity::Error);
    if !mistakes.is_empty() {
        return Err(Mistake::File(mistakes));
    }
    // Several documents may use it.
    for finding in told {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    Ok(Some(own))
}
