//! Delivery of outputs to files or standard output.

use super::finding::Finding;
use super::job::{OutputPath, OutputTarget};
use super::save::{self, Flush};
use super::streams::reason;
use crate::diagnostic::codes;
use std::io::Write as _;

/// Delivers an output. A closed pipe at standard output is no error.
pub fn put(to: &OutputPath, bytes: &[u8], flush: Flush) -> std::io::Result<()> {
    match to {
        OutputPath::File(path) => save::save(path, bytes, flush),
        OutputPath::Stdout => {
            let mut out = std::io::stdout().lock();
            match out.write_all(bytes).and_then(|()| out.flush()) {
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
                result => result,
            }
        }
    }
}

/// The finding for an output that cannot be written.
pub fn unwritable(target: &OutputTarget, error: &std::io::Error) -> Finding {
    let message = format!("cannot be written: {}", reason(error));
    let finding = Finding::new(&codes::OUTPUT_UNWRITABLE, Some(&target.to.to_string()), message);
    match error.kind() {
        std::io::ErrorKind::InvalidFilename => finding.help("`--output FILE` gives it a shorter name"),
        std::io::ErrorKind::FileTooLarge => finding.help("`ulimit -f` says how large a file may be"),
        _ => finding,
    }
}
