//! What AWS does to its users and a desk can do without, off unless asked for: throttling, slow changes of tables, stale
//! reads. Only reads of the present and the past, and leave to go on: nothing is written here.
//!
//! - `stale`: reads that see the past
//! - `switch`: turned on and off, and the moment whose state a read sees
//! - `throttle`: units that run out

mod stale;
mod switch;
mod throttle;
