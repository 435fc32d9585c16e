//! The command `convert`: everything it does is in [`folio::cli`].

/// Many threads make many small things here, which live as long as the document: a fifth of the time goes to an
/// allocator that is made for less.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    folio::cli::main()
}
