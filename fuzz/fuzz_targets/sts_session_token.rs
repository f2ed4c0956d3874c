#![no_main]
//! `sts_session_token`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| iam_engine::oracle::session_token(bytes));
