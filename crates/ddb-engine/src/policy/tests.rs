use super::matches;

/// IAM's guide: `*` stands for any characters and `?` for one.
#[test]
fn patterns_match_as_iams_do() {
    for (pattern, text, expected) in [
        ("", "", true),
        ("*", "", true),
        ("*", "abc", true),
        ("a*c", "abbc", true),
        ("a*c", "abcd", false),
        ("a?c", "abc", true),
        ("a?c", "ac", false),
        ("*b*d", "abcbd", true),
        ("**", "x", true),
        ("a", "A", false),
        ("a*b*c", "a-b-b-c", true),
        ("?", "", false),
    ] {
        assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
    }
    // No pattern takes time beyond the product of the lengths.
    assert!(!matches(&"*a".repeat(500), &"a".repeat(499)));
}
