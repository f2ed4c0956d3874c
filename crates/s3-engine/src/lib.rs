//! s3-engine
