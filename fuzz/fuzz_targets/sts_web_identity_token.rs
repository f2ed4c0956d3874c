#![no_main]
//! `sts_web_identity_token`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| iam_engine::oracle::web_identity_token(bytes));
