#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ddb_expr::oracle::condition_judged_alike(bytes));
