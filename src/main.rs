//! The command `convert`: everything it does is in [`folio::cli`].

fn main() -> std::process::ExitCode {
    folio::cli::main()
}
