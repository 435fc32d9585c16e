//! The time that a document may take: a thread that cancels its conversion when the time is over.

use crate::cancel::Cancel;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// A timer that runs; dropped, it is stopped.
#[derive(Debug)]
pub struct Timer {
    /// What it sets when the time is over.
    pub cancel: Cancel,
    /// The thread waits for it to go away.
    _running: mpsc::Sender<()>,
}

impl Timer {
    /// Starts it. No time at all is over at once.
    pub fn start(time: Duration) -> Timer {
        let (running, stopped) = mpsc::channel();
        let timer = Timer { cancel: Cancel::new(), _running: running };
        let cancel = timer.cancel.clone();
        if time.is_zero() {
            cancel.cancel();
        } else {
            std::thread::spawn(move || {
                if stopped.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                    cancel.cancel();
                }
            });
        }
        timer
    }
}
