//! The place of an event among all others of its group, and the number that AWS makes of it: the id of an event, and what
//! stands in the tokens of GetLogEvents.
//!
//! The number begins with the event's time and has 56 digits, as those that AWS's documentation shows.

/// Where an event stands. They are in the order of time; of equal times in that of their streams' ids, and in a stream in the
/// order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Position {
    pub(crate) at_ms: u64,
    pub(crate) stream: u64,
    pub(crate) block: u64,
    pub(crate) index: u32,
}

/// How many digits a number has: AWS's own have as many. From the year 2112 on it has more.
const DIGITS: usize = 56;

/// As many as the greatest number of 192 bits has.
const MOST_DIGITS: usize = 58;

/// How many bits there are for time and for blocks.
const FIELD_BITS: u32 = 48;

const FIELD: u64 = (1 << FIELD_BITS) - 1;

impl Position {
    /// The greatest number of a block.
    pub(crate) const LAST_BLOCK: u64 = FIELD;

    /// Before all events of a time.
    pub(crate) fn at(at_ms: u64) -> Position {
        Position { at_ms, stream: 0, block: 0, index: 0 }
    }

    /// Its number. Later positions have greater numbers.
    pub(crate) fn number(self) -> String {
        // 48 bits of time, 64 of the stream, 48 of the block, 32 of the index.
        let high = (u128::from(self.at_ms.min(FIELD)) << 48) | u128::from(self.stream >> 16);
        let low = (u128::from(self.stream & 0xffff) << 80)
            | (u128::from(self.block & FIELD) << 32)
            | u128::from(self.index);
        let mut limbs = [high, low];
        let mut digits = Vec::with_capacity(MOST_DIGITS);
        while limbs != [0, 0] || digits.len() < DIGITS {
            digits.push(b'0' + divide(&mut limbs, 10));
        }
        digits.iter().rev().map(|digit| char::from(*digit)).collect()
    }

    /// The position of a number, if it is one.
    pub(crate) fn of_number(text: &str) -> Option<Position> {
        if !(DIGITS..=MOST_DIGITS).contains(&text.len()) {
            return None;
        }
        let mut limbs = [0_u128, 0_u128];
        for digit in text.bytes() {
            let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
            multiply(&mut limbs, 10, digit)?;
        }
        let [high, low] = limbs;
        let stream = (u64::try_from(high & u128::from(FIELD)).ok()? << 16) | u64::try_from(low >> 80).ok()?;
        Some(Position {
            at_ms: u64::try_from(high >> 48).ok()?,
            stream,
            block: u64::try_from((low >> 32) & u128::from(FIELD)).ok()?,
            index: u32::try_from(low & u128::from(u32::MAX)).ok()?,
        })
    }
}

/// How many bits of a number stand in a limb.
const LIMB: u32 = 96;

const LIMB_MASK: u128 = (1 << LIMB) - 1;

/// Divides a number of two limbs: what is left over.
fn divide([high, low]: &mut [u128; 2], by: u128) -> u8 {
    let left = *high % by;
    *high /= by;
    let rest = (left << LIMB) | *low;
    *low = rest / by;
    u8::try_from(rest % by).unwrap_or_default()
}

/// Multiplies a number of two limbs and adds to it; nothing if it has no room.
fn multiply([high, low]: &mut [u128; 2], by: u128, add: u8) -> Option<()> {
    let product = *low * by + u128::from(add);
    *low = product & LIMB_MASK;
    *high = *high * by + (product >> LIMB);
    (*high <= LIMB_MASK).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The form is AWS's: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>, whose
    /// example has tokens of 56 digits.
    #[test]
    fn a_number_leads_back_and_keeps_the_order() {
        let positions = [
            Position::at(0),
            Position { at_ms: 0, stream: 1, block: 2, index: 3 },
            Position { at_ms: 1_396_035_378_988, stream: u64::MAX, block: FIELD, index: u32::MAX },
            Position { at_ms: 1_396_035_378_989, stream: 0, block: 0, index: 0 },
            Position { at_ms: 1_796_035_378_988, stream: 1 << 20, block: 7, index: 9 },
            Position { at_ms: FIELD, stream: u64::MAX, block: FIELD, index: u32::MAX },
        ];
        for position in positions {
            assert_eq!(Position::of_number(&position.number()), Some(position));
        }
        assert!(positions.iter().take(5).all(|position| position.number().len() == DIGITS));
        assert!(positions.windows(2).all(|pair| pair[0] < pair[1]));
        for wrong in ["", "1", &"x".repeat(56), &"9".repeat(58), &"1".repeat(59)] {
            assert_eq!(Position::of_number(wrong), None, "{wrong}");
        }
    }
}
