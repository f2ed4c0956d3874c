//! ddb-engine
