//! Choices made by bytes, so that a fuzzer can learn which bytes lead where: what the oracles of all engines are fed with.
//!
//! Not for use by engines.

/// Bytes not yet used; zero for ever once there are none left.
#[derive(Debug)]
pub struct Dice<'a>(&'a [u8]);

impl<'a> Dice<'a> {
    /// Of these bytes.
    pub fn new(bytes: &'a [u8]) -> Dice<'a> {
        Dice(bytes)
    }

    /// Whether all bytes are used.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// The next bytes as they are, at most so many.
    pub fn some(&mut self, most: usize) -> Vec<u8> {
        let len = self.below(most.saturating_add(1)).min(self.0.len());
        let (some, rest) = self.0.split_at(len);
        self.0 = rest;
        some.to_vec()
    }

    /// A number below `sides`: two bytes make one of more than 256.
    pub fn below(&mut self, sides: usize) -> usize {
        let high = if sides > 256 { usize::from(self.byte()) << 8 } else { 0 };
        (high | usize::from(self.byte())) % sides.max(1)
    }

    /// True once in two.
    pub fn flip(&mut self) -> bool {
        self.below(2) == 1
    }

    /// True once in `sides`.
    pub fn once_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 1
    }

    /// One of a list, if it has any.
    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.below(choices.len())).copied()
    }

    /// One of a constant list.
    ///
    /// # Panics
    ///
    /// It is empty.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        match self.one_of(choices) {
            Some(choice) => choice,
            None => unreachable!("a constant list has entries"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_choose_and_then_zero_does() {
        let mut dice = Dice::new(&[7, 1, 2, 2, 2, b'b', b'c']);
        assert_eq!((dice.below(5), dice.flip()), (2, true));
        assert_eq!(dice.below(1000), 514);
        assert_eq!(dice.some(3), b"bc");
        assert!(dice.is_empty());
        assert_eq!((dice.byte(), dice.one_of(&["x", "y"]), dice.pick(&[8, 9])), (0, Some("x"), 8));
        assert_eq!(dice.one_of::<u8>(&[]), None);
    }
}
