#![no_main]
//! `pattern_by_grammar`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pattern::oracle::by_grammar(bytes));
