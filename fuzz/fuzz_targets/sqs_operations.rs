#![no_main]
//! `sqs_operations`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sqs_engine::oracle::operations(bytes));
