#![no_main]
//! `sqs_form`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sqs_engine::oracle::form(bytes));
