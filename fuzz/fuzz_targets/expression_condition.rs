#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ddb_expr::oracle::expression(ddb_expr::Kind::Condition, bytes));
