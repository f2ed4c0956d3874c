#![no_main]
//! `select_object`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| s3_select::oracle::object(bytes));
