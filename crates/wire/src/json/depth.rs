//! How deep a text nests.

/// How many arrays and objects of a JSON text are open at once, at most. Of a text that is not JSON it is some number.
pub fn depth(text: &[u8]) -> usize {
    let (mut open, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for &byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !in_text => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn only_what_is_open_counts() {
        assert_eq!(depth(b"1"), 0);
        assert_eq!(depth(br#"{"a":[1,2],"b":{"c":[]},"d":{}}"#), 3);
        assert_eq!(depth(br#"{"[[[":"{{{\"[\\","x":[1]}"#), 2);
        assert_eq!(depth(b"]]{"), 1);
    }
}
