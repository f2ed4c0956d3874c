//! The order of texts in which numbers within them count as numbers.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html>

use std::cmp::Ordering;

/// Digits are ordered by how many they are, then by their value; all else by its characters.
pub(super) fn order(one: &str, two: &str) -> Ordering {
    let (mut one, mut two) = (one, two);
    while let (Some((first, behind_first)), Some((second, behind_second))) = (chunk(one), chunk(two)) {
        let are_numbers = first.starts_with(is_digit) && second.starts_with(is_digit);
        let order = if are_numbers { first.len().cmp(&second.len()) } else { Ordering::Equal };
        let order = order.then_with(|| first.cmp(second));
        if order.is_ne() {
            return order;
        }
        (one, two) = (behind_first, behind_second);
    }
    one.len().cmp(&two.len())
}

/// The digits that a text begins with, or what stands before its first digit; and the rest.
fn chunk(text: &str) -> Option<(&str, &str)> {
    let is_number = text.chars().next().map(is_digit)?;
    let end = text.find(|c| is_digit(c) != is_number).unwrap_or(text.len());
    text.split_at_checked(end)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_within_texts_count_as_numbers() {
        let mut texts = ["v10", "v9", "w1", "v", "v9.2", "v9.10", "10", "9a"];
        texts.sort_by(|one, two| order(one, two));
        assert_eq!(texts, ["9a", "10", "v", "v9", "v9.2", "v9.10", "v10", "w1"]);
    }
}
