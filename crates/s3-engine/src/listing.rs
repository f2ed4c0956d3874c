//! Listings: the walk over the versions of a bucket, and the documents of replies.

pub(crate) mod listed;
pub(crate) mod walk;
