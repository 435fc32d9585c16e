#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| folio_fuzz::run("letters", bytes));
