//! Writes of items: one, many, or all or nothing. They decide here, and commit through `engine::commit`.
//!
//! - `load`: many items, a few in one batch
//! - `single`: what PutItem, UpdateItem and DeleteItem return
//! - `transact`: transactions and their tokens

pub(crate) mod load;
pub(crate) mod single;
pub(crate) mod transact;
