//! Any bytes through the reader `text` and the transforms to plain text: no panic, and nothing unbounded.
#![no_main]

use folio::{diagnostic::Diagnostics, files::Memory, options::Options, read, source::Sources, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (mut sources, mut diagnostics, options) = (Sources::new(), Diagnostics::new(), Options::default());
    sources.add(read::decode::decode("fuzz", bytes, 0, &mut diagnostics));
    let reader = read::by_name("text").expect("the reader is registered");
    let document = folio::read(&sources, &[reader], &Memory::default(), &options, &mut diagnostics);
    let writer = write::by_name("txt").expect("the writer is registered");
    writer.write(&document, &options, &mut diagnostics).expect("plain text can always be written");
});
