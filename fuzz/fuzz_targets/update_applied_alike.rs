#![no_main]
//! `update_applied_alike`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ddb_expr::oracle::update_applied_alike(bytes));
