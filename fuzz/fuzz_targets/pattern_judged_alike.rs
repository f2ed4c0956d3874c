#![no_main]
//! `pattern_judged_alike`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pattern::oracle::judged_alike(bytes));
