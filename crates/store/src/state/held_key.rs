//! A key as a state holds it: in the map itself, if it is not too long, so that a look at it is not a look at another place
//! in memory. In a map of millions of entries each such place is one more that no cache has.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;

use bytes::Bytes;

/// The longest key that is held in the map, in bytes. With its length and its kind it is a line of a cache.
const MOST: usize = 62;

/// A key.
#[derive(Clone)]
pub(super) struct HeldKey(Form);

#[derive(Clone)]
enum Form {
    Short { length: u8, bytes: [u8; MOST] },
    Long(Bytes),
}

impl HeldKey {
    pub(super) fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            // The length was taken from bytes that fitted.
            Form::Short { length, bytes } => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Form::Long(bytes) => bytes,
        }
    }
}

impl From<Bytes> for HeldKey {
    fn from(key: Bytes) -> HeldKey {
        let mut bytes = [0; MOST];
        let room = bytes.get_mut(..key.len()).zip(u8::try_from(key.len()).ok());
        HeldKey(match room {
            Some((room, length)) => {
                room.copy_from_slice(&key);
                Form::Short { length, bytes }
            }
            None => Form::Long(key),
        })
    }
}

impl Borrow<[u8]> for HeldKey {
    fn borrow(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Ord for HeldKey {
    fn cmp(&self, other: &HeldKey) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl PartialOrd for HeldKey {
    fn partial_cmp(&self, other: &HeldKey) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for HeldKey {
    fn eq(&self, other: &HeldKey) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for HeldKey {}

impl fmt::Debug for HeldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_bytes(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_in_whatever_form() {
        assert_eq!(size_of::<HeldKey>(), 64);
        let keys: Vec<Bytes> = (0..=2 * MOST).map(|length| vec![7; length].into()).collect();
        for key in &keys {
            let held = HeldKey::from(key.clone());
            assert_eq!(held.as_bytes(), key);
            for other in &keys {
                assert_eq!(held.cmp(&HeldKey::from(other.clone())), key.cmp(other));
            }
        }
    }
}
