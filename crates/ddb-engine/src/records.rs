//! Records of what a request began and others ask about later. Their work stands in `archive`; what is only kept, found,
//! listed and shown stands here.
//!
//! - `backup`: a backup, and the one that a deleted table leaves
//! - `kept`: records by owner and id, their listings, and the tokens of clients

pub(crate) mod backup;
pub(crate) mod kept;
