//! Signals.
//!
//! Ctrl-C and SIGTERM: documents in progress are finished if that takes little time, no other is begun, and waiting
//! for a pipe ends. A second signal ends the program at once; files in place are complete even then.

use super::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Makes writes beyond the file size limit (`ulimit -f`) fail with an error: the default action of SIGXFSZ would kill
/// the program and leave an incomplete file.
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

/// Time that documents in progress may take when the run is to stop: less than services and CI runners grant before
/// they kill a program.
const GRACE: Duration = Duration::from_secs(2);

/// Installs handlers for Ctrl-C and SIGTERM; returns the flag that they set.
pub fn listen() -> &'static AtomicBool {
    // A second call finds the handlers installed. On systems without signals, Ctrl-C keeps its default action.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(Exit::Interrupted as i32);
        }
        let end = || {
            std::thread::sleep(GRACE);
            eprintln!("interrupted: what was being converted takes longer, so it was left");
            std::process::exit(Exit::Interrupted as i32);
        };
        // Without a thread for the timeout, documents take as long as they take.
        drop(std::thread::Builder::new().spawn(end));
    });
    &STOP
}
