//! What is done in the background.

pub(crate) mod moving;
mod sweep;
