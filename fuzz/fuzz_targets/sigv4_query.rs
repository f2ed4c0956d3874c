#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sigv4::oracle::query(bytes));
