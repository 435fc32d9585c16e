//! Any bytes, by any reader (the first byte chooses), to every format: no panic, and every output passes its own check.
#![no_main]

use folio::{diagnostic::Diagnostics, files::Memory, options::Options, read, source::Sources, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let (mut sources, mut diagnostics, options) = (Sources::new(), Diagnostics::new(), Options::default());
    sources.add(read::decode::decode("fuzz", bytes, 0, &mut diagnostics));
    let reader = read::READERS[choice as usize % read::READERS.len()];
    let document = folio::read(&sources, &[reader], &Memory::default(), &options, &mut diagnostics);
    for writer in write::WRITERS {
        writer.write(&document, &options, &mut diagnostics).expect("every document can be written, and validly");
    }
});
