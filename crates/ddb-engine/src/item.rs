//! What an item is to the store, and what follows from a change of one: keys, entries of indexes, costs, and the decision
//! on a write.
//!
//! Pure: no store is read, no engine is known.
//!
//! - `capacity`: units from sizes
//! - `change`: what an item was and becomes
//! - `expiry`: the index of times of expiry
//! - `index`: what a change does to the entries of an index
//! - `key_range`: a range of keys and the way through it
//! - `key`: from an item to the keys under which the store holds it
//! - `plan`: what a write wants, and the decision once the item is known
//! - `record_key`: keys of what is kept beside items
//! - `reply`: members of replies about what was consumed
//! - `vector`: what a change does to the entries of a vector index

pub(crate) mod capacity;
pub(crate) mod change;
pub(crate) mod expiry;
pub(crate) mod index;
pub(crate) mod key;
pub(crate) mod key_range;
pub(crate) mod plan;
pub(crate) mod record_key;
pub(crate) mod reply;
pub(crate) mod vector;
