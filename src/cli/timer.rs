//! The time limit of a document: a thread cancels its conversion on timeout.

use crate::cancel::Cancel;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// A running timer; dropping it stops it.
#[derive(Debug)]
pub struct Timer {
    /// Set on timeout.
    pub cancel: Cancel,
    /// The thread waits for it to be dropped.
    _running: mpsc::Sender<()>,
}

impl Timer {
    /// Starts a timer. A zero time expires at once.
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
