//! What is kept of what requests began, for others that ask later: found, listed, shown and forgotten here. The work behind
//! it stands in `archive`.
//!
//! - `backup`: a backup, and the one that a deleted table leaves
//! - `record`: records by owner and id, their listings, and the tokens of clients

pub(crate) mod backup;
pub(crate) mod record;
