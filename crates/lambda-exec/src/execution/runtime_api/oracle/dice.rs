//! Choices made by bytes, so that a fuzzer can learn which bytes lead where.

/// Bytes not yet used; zero for ever once there are none left.
#[derive(Debug)]
pub(super) struct Dice<'a>(pub(super) &'a [u8]);

impl Dice<'_> {
    /// Whether all bytes are used.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A number below `sides`.
    pub(super) fn below(&mut self, sides: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % sides.max(1)
    }

    /// True once in `sides`.
    pub(super) fn once_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 1
    }

    /// One of a list that has some.
    pub(super) fn one_of<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> T {
        let at = self.below(N);
        choices.into_iter().nth(at).unwrap_or_else(|| unreachable!("a number below {N}"))
    }

    /// The next bytes as they are, at most so many.
    pub(super) fn some(&mut self, most: usize) -> Vec<u8> {
        let len = self.below(most + 1).min(self.0.len());
        let (some, rest) = self.0.split_at(len);
        self.0 = rest;
        some.to_vec()
    }
}
