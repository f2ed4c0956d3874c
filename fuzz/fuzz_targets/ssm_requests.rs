#![no_main]
//! `ssm_requests`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ssm_engine::oracle::requests(bytes));
