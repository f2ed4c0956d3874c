//! Choices made by bytes; the first of all for ever once there are none left.

/// The bytes that are left.
#[derive(Debug)]
pub(super) struct Dice<'a>(pub(super) &'a [u8]);

impl Dice<'_> {
    /// A number below `sides`.
    pub(super) fn below(&mut self, sides: u8) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first % sides.max(1)
    }

    pub(super) fn one_of<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        let at = usize::from(self.below(u8::try_from(choices.len()).unwrap_or(u8::MAX)));
        choices.get(at).copied().unwrap_or_default()
    }

    pub(super) fn flip(&mut self) -> bool {
        self.below(2) == 1
    }
}
