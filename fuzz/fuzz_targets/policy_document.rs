#![no_main]
//! `policy_document`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| policy::oracle::document(bytes));
