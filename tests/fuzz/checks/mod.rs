//! What each fuzz target holds to, as a function of bytes. The targets hand it the bytes of libFuzzer; the test
//! `regressions` hands it those that once were a find.

mod breaker;
mod check;
mod convert;
#[path = "../../letters/mod.rs"]
mod in_other_letters;
mod letters;
mod read;
#[allow(dead_code)] // the safety rule needs more of it
#[path = "../../words/mod.rs"]
mod words;

/// A fuzz target: a function that panics where something is amiss.
pub type Check = fn(&[u8]);

/// All targets, by name.
pub const TARGETS: &[(&str, Check)] = &[
    ("text", read::text),
    ("markdown", read::markdown),
    ("html", read::html),
    ("convert", convert::convert),
    ("letters", letters::letters),
    ("breaker", breaker::breaker),
    ("check", check::check),
];

/// Runs the check of a target.
///
/// # Panics
/// When something is amiss, or there is no such target.
pub fn run(target: &str, bytes: &[u8]) {
    let found = TARGETS.iter().find(|(name, _)| *name == target);
    let (_, check) = found.unwrap_or_else(|| panic!("there is no target `{target}`"));
    check(bytes);
}
