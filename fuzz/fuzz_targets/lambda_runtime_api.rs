#![no_main]
//! `lambda_runtime_api`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lambda_exec::oracle::runtime_api(bytes));
