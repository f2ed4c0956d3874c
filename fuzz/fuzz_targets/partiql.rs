#![no_main]
//! `partiql`: what must hold for any bytes stands at the oracle that this calls.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ddb_expr::oracle::expression(ddb_expr::Kind::Statement, bytes));
