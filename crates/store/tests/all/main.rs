//! The store through its public face.
//!
//! `model` random sequences against a `BTreeMap`, over both keyspaces · `crash` a child process, killed at random
//! moments · `damage` files that are not what was written · `bodies` blobs one at a time: memory, readers, removal

#[cfg(test)]
mod model;
