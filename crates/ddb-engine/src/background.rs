//! What no request waits for. It decides what is due; what is to be done stands where requests do the same.
//!
//! - `sweeper`: what is old or left over
//! - `ttl`: items whose time is past

mod sweeper;
mod ttl;
