//! The command `convert`: arguments, files, reports, exit codes. It alone knows paths, the terminal, the clock and
//! the environment.

/// Runs the command.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
