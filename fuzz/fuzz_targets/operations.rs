#![no_main]
//! `operations`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ddb_engine::oracle::operations(bytes));
