//! An HTML form with a file in it: what a browser sends that puts an object.
//!
//! - `multipart`: fields and file, taken apart as they stream in
//! - `fields`: what the fields say: the key, the headers of the PutObject that the form stands for, what it wants back
//! - `policy`: what its signer allows
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html>

pub(crate) mod fields;
pub(crate) mod multipart;
pub(crate) mod policy;
