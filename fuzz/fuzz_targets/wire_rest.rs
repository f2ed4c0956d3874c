#![no_main]
//! `wire_rest`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wire::oracle::rest(bytes));
