#![no_main]
//! `iam_form`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| iam_engine::oracle::forms(bytes));
