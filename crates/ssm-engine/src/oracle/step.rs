//! What a client does, and what it is answered.

use base::dice::Dice;

/// The names of parameters.
pub(super) const NAMES: [&str; 3] = ["/a/b", "/a/b/c", "d"];

/// Labels; the last one can be none.
pub(super) const LABELS: [&str; 4] = ["x", "y", "z", "1z"];

/// One thing that a client does.
#[derive(Clone, Debug)]
pub enum Step {
    /// Makes a version: the parameter, its value, whether it is secure, whether it may overwrite, in how many seconds it expires.
    Put {
        /// Which one.
        name: usize,
        /// What it says.
        value: u8,
        /// Whether it is a SecureString.
        secure: bool,
        /// Whether it may be there.
        overwrite: bool,
        /// When it goes, in seconds from now.
        expires_s: Option<u8>,
    },
    /// As many versions in a row as bring it near its limit.
    PutMany(usize),
    /// Deletes one.
    Delete(usize),
    /// Gives a label to a version, or to the last.
    Label(usize, Option<u64>, usize),
    /// Takes it away.
    Unlabel(usize, u64, usize),
    /// Gets one by a version.
    GetVersion(usize, u64),
    /// Gets one by a label.
    GetLabel(usize, usize),
    /// All below `/a`.
    ByPath {
        /// With what stands deeper.
        recursive: bool,
        /// How many at once.
        most: usize,
    },
    /// Seconds pass.
    Advance(u8),
}

/// What a client is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing to tell.
    Done,
    /// The code of an error.
    Refused(String),
    /// The number of a version, and its value.
    Version(u64, String),
    /// Names with values.
    Listed(Vec<(String, String)>),
    /// Labels that could not be given or taken.
    Invalid(Vec<String>),
}

impl Step {
    pub(super) fn draw(dice: &mut Dice<'_>) -> Step {
        let name = dice.below(NAMES.len());
        let label = |dice: &mut Dice<'_>| dice.below(LABELS.len());
        let version = |dice: &mut Dice<'_>| u64::from(dice.byte() % 8);
        match dice.below(16) {
            0..=5 => Step::Put {
                name,
                value: dice.byte(),
                secure: dice.once_in(2),
                overwrite: !dice.once_in(4),
                expires_s: dice.once_in(4).then(|| dice.byte() % 32),
            },
            6 => Step::PutMany(name),
            7 => Step::Delete(name),
            8 | 9 => {
                let version = dice.once_in(2).then(|| version(dice));
                Step::Label(name, version, label(dice))
            }
            10 => Step::Unlabel(name, version(dice), label(dice)),
            11 => Step::GetVersion(name, version(dice)),
            12 => Step::GetLabel(name, label(dice)),
            13 | 14 => Step::ByPath { recursive: dice.once_in(2), most: 1 + dice.below(3) },
            _ => Step::Advance(dice.byte() % 16),
        }
    }
}
