#![no_main]
//! `stored_item`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ddb_expr::oracle::stored_item(bytes));
