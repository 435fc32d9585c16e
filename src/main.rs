//! The command `convert`: everything it does is in [`cli`], which alone stands on the library.

#![cfg_attr(not(test), warn(clippy::string_slice))]

/// Many threads allocate many small objects that live as long as the document. glibc's allocator requests memory from
/// the system in steps of 4 KB, and each request blocks the other threads.
#[cfg(not(target_env = "musl"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod cli;

use folio::{
    cancel, diagnostic, document, files, fonts, math, measure, options, read, source, spelling, theme, transform, write,
};

fn main() -> std::process::ExitCode {
    cli::main()
}
