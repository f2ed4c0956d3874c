#![no_main]
//! `aws_chunked`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sigv4::oracle::aws_chunked(bytes));
