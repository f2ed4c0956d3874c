#![no_main]
//! `logs_pattern_by_grammar`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| logs_engine::oracle::pattern_by_grammar(bytes));
