//! What requests and replies are written in: XML, times, percent-encoding and encoded words.

pub(crate) mod encoded_word;
pub(crate) mod percent;
pub(crate) mod time;
pub(crate) mod xml;
