#![no_main]
//! `secrets_json`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| secrets_engine::oracle::json(bytes));
