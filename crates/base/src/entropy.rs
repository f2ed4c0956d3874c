//! Chance. Ids and jitter come from here, so that a run can be repeated by its seed.
//!
//! Nothing here is a secret: an emulator's ids need to be distinct, not unguessable.

use std::sync::Arc;

use parking_lot::Mutex;

/// A source of random numbers: a handle, cheap to clone, all clones drawing from one sequence.
#[derive(Clone, Debug)]
pub struct Entropy(Arc<Mutex<fastrand::Rng>>);

impl Entropy {
    /// Seeded by the host.
    pub fn from_host() -> Entropy {
        Entropy(Arc::new(Mutex::new(fastrand::Rng::new())))
    }

    /// The sequence that belongs to `seed`.
    pub fn seeded(seed: u64) -> Entropy {
        Entropy(Arc::new(Mutex::new(fastrand::Rng::with_seed(seed))))
    }

    /// Goes over to another sequence, which belongs to the seed and this number; zero stays. All clones go with it.
    pub fn turn(&self, number: u64) {
        if number > 0 {
            let mut rng = self.0.lock();
            // A seed of all the bits of both: neighbours in either have nothing in common.
            let mut of_number = fastrand::Rng::with_seed(number);
            // Turned, or seed 1 with number 2 would be seed 2 with number 1.
            *rng = fastrand::Rng::with_seed(rng.u64(..).rotate_left(17) ^ of_number.u64(..));
        }
    }

    /// A number of 64 random bits.
    pub fn u64(&self) -> u64 {
        self.0.lock().u64(..)
    }

    /// Fills a buffer.
    pub fn fill(&self, buffer: &mut [u8]) {
        self.0.lock().fill(buffer);
    }

    /// `len` characters, each drawn from `alphabet` (ASCII, not empty).
    pub fn text(&self, alphabet: &[u8], len: usize) -> String {
        let mut rng = self.0.lock();
        (0..len)
            .filter_map(|_| alphabet.get(rng.usize(..alphabet.len().max(1))))
            .map(|&b| char::from(b))
            .collect()
    }

    /// `len` lower-case hexadecimal digits.
    pub fn hex(&self, len: usize) -> String {
        self.text(b"0123456789abcdef", len)
    }

    /// A version 4 UUID in lower case with hyphens (RFC 9562).
    pub fn uuid(&self) -> String {
        let bits = u128::from(self.u64()) << 64 | u128::from(self.u64());
        let bits = bits & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
        let (a, b, c) = (bits >> 96, bits >> 80 & 0xffff, bits >> 64 & 0xffff);
        let (d, e) = (bits >> 48 & 0xffff, bits & 0xffff_ffff_ffff);
        format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_its_sequence() {
        let (one, two) = (Entropy::seeded(7), Entropy::seeded(7));
        assert_eq!(one.uuid(), two.uuid());
        assert_eq!(one.hex(32), two.hex(32));
        assert_ne!(one.uuid(), one.uuid());
    }

    #[test]
    fn a_seed_and_a_number_have_their_own_sequence() {
        let of = |seed, number| {
            let entropy = Entropy::seeded(seed);
            entropy.turn(number);
            [entropy.u64(), entropy.u64()]
        };
        assert_eq!(of(7, 1), of(7, 1));
        assert_eq!(of(7, 0), [7].map(Entropy::seeded).map(|same| [same.u64(), same.u64()])[0]);
        let mut firsts: Vec<u64> = (0..3).flat_map(|seed| (0..100).flat_map(move |n| of(seed, n))).collect();
        let drawn = firsts.len();
        firsts.sort_unstable();
        firsts.dedup();
        assert_eq!(firsts.len(), drawn);
    }

    #[test]
    fn a_uuid_has_the_form_of_version_4() {
        let entropy = Entropy::seeded(1);
        for _ in 0..100 {
            let uuid = entropy.uuid();
            let bytes = uuid.as_bytes();
            assert_eq!(uuid.len(), 36);
            assert_eq!((bytes[8], bytes[13], bytes[18], bytes[23]), (b'-', b'-', b'-', b'-'));
            assert_eq!(bytes[14], b'4', "{uuid}");
            assert!(b"89ab".contains(&bytes[19]), "{uuid}");
        }
    }
}
