//! What the system says while the program runs.
//!
//! Ctrl-C and SIGTERM: the documents that are being converted are finished if that is soon, no other is begun; what is waited for,
//! a pipe, is left. A second one ends at once; what is in place is whole even then.

use super::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Lets a write that passes the largest size that a file may have (`ulimit -f`) fail as one to a full disk does: the
/// signal that tells of it ends a program that does not listen, and would leave an unfinished file.
pub fn let_large_writes_fail() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Set when the run is to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// Whether the run is to stop.
pub fn is_asked() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// How long documents that are being converted may take when the run is to stop: below what services and runners give a
/// program before they end it by force.
const GRACE: Duration = Duration::from_secs(2);

/// Listens for Ctrl-C and for the system's request to end; gives the flag that tells of it.
pub fn listen() -> &'static AtomicBool {
    // A second call finds the handler in place. Where the system has no signals, Ctrl-C ends the program
    // at once, as it always would.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(Exit::Interrupted as i32);
        }
        let end = || {
            std::thread::sleep(GRACE);
            eprintln!("interrupted: what was being converted takes longer, so it was left");
            std::process::exit(Exit::Interrupted as i32);
        };
        // Where the system gives no thread, the documents take as long as they take.
        drop(std::thread::Builder::new().spawn(end));
    });
    &STOP
}
