//! Chance. Ids and jitter come from here, so that a run can be repeated by its seed.
//!
//! Nothing here is a secret: an emulator's ids need to be distinct, not unguessable.

use std::cell::RefCell;
use std::sync::Arc;

use parking_lot::Mutex;

/// A source of random numbers: a handle, cheap to clone, all clones drawing from one sequence.
#[derive(Clone, Debug)]
pub struct Entropy(Source);

#[derive(Clone, Debug)]
enum Source {
    /// Each thread has a sequence of its own, which nobody could repeat: none waits for another.
    Host,
    Seeded(Arc<Mutex<fastrand::Rng>>),
}

impl Entropy {
    /// Seeded by the host.
    pub fn from_host() -> Entropy {
        Entropy(Source::Host)
    }

    /// The sequence that belongs to `seed`.
    pub fn seeded(seed: u64) -> Entropy {
        Entropy(Source::Seeded(Arc::new(Mutex::new(fastrand::Rng::with_seed(seed)))))
    }

    /// Draws, with nothing drawn by others in between.
    fn with<T>(&self, draw: impl FnOnce(&mut fastrand::Rng) -> T) -> T {
        thread_local! {
            static OWN: RefCell<fastrand::Rng> = RefCell::new(fastrand::Rng::new());
        }
        match &self.0 {
            Source::Host => OWN.with_borrow_mut(draw),
            Source::Seeded(rng) => draw(&mut rng.lock()),
        }
    }

    /// Goes over to another sequence, which belongs to the seed and this number; zero stays, and so does what no seed
    /// repeats. All clones go with it.
    pub fn turn(&self, number: u64) {
        if let Source::Seeded(rng) = &self.0
            && number > 0
        {
            let mut rng = rng.lock();
            // A seed of all the bits of both: neighbours in either have nothing in common.
            let mut of_number = fastrand::Rng::with_seed(number);
            // Turned, or seed 1 with number 2 would be seed 2 with number 1.
            *rng = fastrand::Rng::with_seed(rng.u64(..).rotate_left(17) ^ of_number.u64(..));
        }
    }

    /// A number of 64 random bits.
    pub fn u64(&self) -> u64 {
        self.with(|rng| rng.u64(..))
    }

    /// Fills a buffer.
    pub fn fill(&self, buffer: &mut [u8]) {
        self.with(|rng| rng.fill(buffer));
    }

    /// `len` characters, each drawn from `alphabet` (ASCII, not empty).
    pub fn text(&self, alphabet: &[u8], len: usize) -> String {
        let mut text = vec![0; len];
        self.with(|rng| draw(rng, alphabet, &mut text));
        String::from_utf8(text).unwrap_or_default()
    }

    /// `LEN` characters, each drawn from `alphabet` (ASCII, not empty), as what is cheap to clone: an id of a request.
    pub fn shared_text<const LEN: usize>(&self, alphabet: &[u8]) -> Arc<str> {
        let mut text = [0; LEN];
        self.with(|rng| draw(rng, alphabet, &mut text));
        std::str::from_utf8(&text).unwrap_or_default().into()
    }

    /// `len` lower-case hexadecimal digits.
    pub fn hex(&self, len: usize) -> String {
        self.text(DIGITS, len)
    }

    /// A version 4 UUID in lower case with hyphens (RFC 9562).
    pub fn uuid(&self) -> String {
        self.shared_uuid().as_ref().to_owned()
    }

    /// A [`Entropy::uuid`] as what is cheap to clone: an id of a request.
    pub fn shared_uuid(&self) -> Arc<str> {
        let bits = self.with(|rng| u128::from(rng.u64(..)) << 64 | u128::from(rng.u64(..)));
        let bits = bits & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
        let mut digits = [0; 32];
        for (place, byte) in digits.as_chunks_mut().0.iter_mut().zip(bits.to_be_bytes()) {
            *place = [hex(byte >> 4), hex(byte & 0xf)];
        }
        let mut text = [b'-'; 36];
        for (from, to, len) in [(0, 0, 8), (8, 9, 4), (12, 14, 4), (16, 19, 4), (20, 24, 12)] {
            if let (Some(place), Some(digits)) = (text.get_mut(to..to + len), digits.get(from..from + len)) {
                place.copy_from_slice(digits);
            }
        }
        std::str::from_utf8(&text).unwrap_or_default().into()
    }
}

const DIGITS: &[u8] = b"0123456789abcdef";
/// How many bits of a random number are spent on characters. The others keep the characters even: none of an alphabet is
/// drawn more often than another by more than one in thousands.
const SPENT_BITS: u32 = 48;

/// A hexadecimal digit, without a table and a branch.
const fn hex(half: u8) -> u8 {
    half + b'0' + if half > 9 { b'a' - b'0' - 10 } else { 0 }
}

fn digit(alphabet: &[u8], at: usize) -> u8 {
    alphabet.get(at).copied().unwrap_or(b'0')
}

/// Fills a text from an alphabet, with as few numbers as it takes.
fn draw(rng: &mut fastrand::Rng, alphabet: &[u8], text: &mut [u8]) {
    let count = alphabet.len().max(1) as u64;
    let bits = (u64::BITS - (count - 1).leading_zeros()).max(1);
    for piece in text.chunks_mut((SPENT_BITS / bits).max(1) as usize) {
        // A fraction of 1: times the count its whole part is the next character, and its fraction what is left.
        let mut fraction = rng.u64(..);
        for place in piece {
            let next = u128::from(fraction) * u128::from(count);
            *place = digit(alphabet, (next >> u64::BITS) as usize);
            fraction = next as u64;
        }
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

    /// Each character is as likely as the others: of 3,600 the expected 100 of each, within five standard deviations.
    #[test]
    fn characters_are_drawn_evenly() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        let entropy = Entropy::seeded(1);
        let text = entropy.text(alphabet, 1_800) + &entropy.shared_text::<1_800>(alphabet);
        assert_eq!(text.len(), 3_600);
        for letter in alphabet {
            let count = text.bytes().filter(|byte| byte == letter).count();
            assert!((50..=150).contains(&count), "{count} of {}", char::from(*letter));
        }
        // The places of one number, the last as the first.
        let lasts: String = (0..7_200).map(|_| entropy.text(alphabet, 8).split_off(7)).collect();
        let counts = alphabet.iter().map(|letter| lasts.bytes().filter(|byte| byte == letter).count());
        assert!(counts.clone().all(|count| (130..=270).contains(&count)), "{:?}", counts.collect::<Vec<_>>());
        assert_eq!(entropy.text(b"", 2), "00");
    }

    /// Two threads whose sequences began alike would give two requests one id.
    #[test]
    fn threads_draw_differently() {
        let entropy = Entropy::from_host();
        let drawn: Vec<_> = (0..4)
            .map(|_| entropy.clone())
            .map(|entropy| std::thread::spawn(move || entropy.uuid()))
            .map(|thread| thread.join().unwrap())
            .chain([entropy.uuid(), entropy.uuid()])
            .collect();
        assert_eq!(drawn.iter().collect::<std::collections::HashSet<_>>().len(), drawn.len(), "{drawn:?}");
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
