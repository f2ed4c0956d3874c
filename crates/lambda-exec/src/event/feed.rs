//! Feeding functions from streams: the work of one mapping.

mod batch;
mod lanes;
pub(crate) mod on_failure;
mod shard;
pub(crate) mod stream;

#[cfg(test)]
mod tests;
