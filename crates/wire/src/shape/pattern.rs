//! The regular expressions of AWS's models, which are Java's, run by the crate `regex`, whose time is linear in the text.

use std::fmt;
use std::sync::OnceLock;

use regex::Regex;

/// A regular expression of AWS's model. It is compiled when it is first asked for.
pub struct Pattern {
    /// As AWS shows it, in Java's language.
    pub shown: &'static str,
    /// What a text must be, where [`java`] cannot say it.
    is: Option<&'static str>,
    /// What a text must not be.
    is_not: Option<&'static str>,
    compiled: OnceLock<Option<Compiled>>,
}

struct Compiled {
    is: Regex,
    is_not: Option<Regex>,
}

impl Pattern {
    /// One without look-arounds and back references, which only Java has.
    pub const fn new(shown: &'static str) -> Pattern {
        Pattern { shown, is: None, is_not: None, compiled: OnceLock::new() }
    }

    /// One that had to be put in other words, in Java's language still: all of a text must be `is`.
    pub const fn translated(shown: &'static str, is: &'static str) -> Pattern {
        Pattern { shown, is: Some(is), is_not: None, compiled: OnceLock::new() }
    }

    /// One that looks around: all of a text must be `is` and must not be `is_not`.
    pub const fn except(shown: &'static str, is: &'static str, is_not: &'static str) -> Pattern {
        Pattern { shown, is: Some(is), is_not: Some(is_not), compiled: OnceLock::new() }
    }

    /// Whether all of a text satisfies it. The time is linear in the text, whatever the expression.
    pub fn holds(&self, text: &str) -> bool {
        // One that cannot be compiled constrains nothing; the test of each table finds it.
        self.compiled.get_or_init(|| self.compile()).as_ref().is_none_or(|compiled| {
            compiled.is.is_match(text) && !compiled.is_not.as_ref().is_some_and(|not| not.is_match(text))
        })
    }

    /// Whether it can be compiled: for the test of a table.
    pub fn is_sound(&self) -> bool {
        self.compile().is_some()
    }

    fn compile(&self) -> Option<Compiled> {
        let whole = |expression: &str| Regex::new(&format!(r"\A(?:{})\z", java(expression))).ok();
        let is = whole(self.is.unwrap_or(self.shown))?;
        let is_not = match self.is_not {
            Some(not) => Some(whole(not)?),
            None => None,
        };
        Some(Compiled { is, is_not })
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown)
    }
}

/// An expression of Java's as the crate has it: what both write alike means other characters here and there. Java's
/// classes are of ASCII, and it writes characters beyond the basic plane as two halves.
/// <https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html>
fn java(expression: &str) -> String {
    const CLASSES: [(&str, &str); 12] = [
        ("w", "[0-9A-Za-z_]"),
        ("W", "[^0-9A-Za-z_]"),
        ("d", "[0-9]"),
        ("D", "[^0-9]"),
        ("s", r"[ \t\n\x0B\f\r]"),
        ("S", r"[^ \t\n\x0B\f\r]"),
        ("p{Print}", r"[\x20-\x7E]"),
        ("p{Graph}", r"[\x21-\x7E]"),
        ("p{Alnum}", "[0-9A-Za-z]"),
        ("p{Alpha}", "[A-Za-z]"),
        ("p{ASCII}", r"[\x00-\x7F]"),
        (r"uD800\uDC00-\uDBFF\uDFFF", r"\x{10000}-\x{10FFFF}"),
    ];
    let mut out = String::with_capacity(expression.len());
    let mut rest = expression;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.push_str(before);
        let class = CLASSES.iter().find_map(|(name, class)| Some((*class, behind.strip_prefix(name)?)));
        rest = match class {
            Some((class, behind)) => {
                out.push_str(class);
                behind
            }
            None => {
                out.push('\\');
                let mut chars = behind.chars();
                out.extend(chars.next());
                chars.as_str()
            }
        };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &Pattern, fitting: &[&str], not: &[&str]) {
        assert!(pattern.is_sound(), "{pattern:?}");
        for text in fitting {
            assert!(pattern.holds(text), "{text:?} fits {pattern:?}");
        }
        for text in not {
            assert!(!pattern.holds(text), "{text:?} does not fit {pattern:?}");
        }
    }

    /// Expressions of botocore's models of IAM, STS, Logs, DynamoDB and SNS; Java's page on what its classes hold.
    #[test]
    fn javas_classes_are_of_ascii() {
        check(&Pattern::new(r"[\w+=,.@-]+"), &["a_1+=,.@-"], &["", "ü", "a b", "٣", "a\n"]);
        check(&Pattern::new(r"\d{12}"), &["012345678901"], &["٣٣٣٣٣٣٣٣٣٣٣٣", "1"]);
        check(&Pattern::new(r"[\w-_]*"), &["", "a-_"], &["ä", " "]);
        check(&Pattern::new(r"[^\s]+"), &["a", "\u{a0}"], &["a b", "\t"]);
        check(&Pattern::new(r"\p{Print}+"), &["a ~"], &["ü", "\n"]);
        check(&Pattern::new(r"\\w"), &["\\w"], &["a", "\\a"]);
        check(&Pattern::new(r"[\.\-_/#A-Za-z0-9]+"), &["/aws/x.#-"], &["a b"]);
        check(
            &Pattern::new(r"^arn:aws([a-z]|\-)*:sns$"),
            &["arn:aws-cn:sns"],
            &["arn:aws:sns\n", "xarn:aws:sns"],
        );
    }

    #[test]
    fn classes_of_unicode_stay_what_they_are() {
        let tags = Pattern::new(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$");
        check(&tags, &["", "ü 1", "日本", "a\u{a0}b"], &["a*", "a\tb", "😀"]);
        let policy = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");
        check(&policy, &["{\n\"a\": \u{ff}}"], &["", "\u{100}", "\u{1}"]);
        let characters = Pattern::new(r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*");
        check(&characters, &["a😀\n"], &["\u{1}", "\u{ffff}"]);
    }

    #[test]
    fn what_looks_around_is_said_in_two() {
        let alias = Pattern::except(
            r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
            "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
            ".*--.*",
        );
        check(&alias, &["abc", "a-b-c"], &["a--b", "ab", "-ab", "ab-"]);
        assert!(!Pattern::new("(?!aws:).*").is_sound());
        // What cannot be judged constrains nothing.
        assert!(Pattern::new("(?!aws:).*").holds("aws:"));
    }

    /// Texts come from outside: no expression may take more than its length's time.
    #[test]
    fn no_text_makes_an_expression_slow() {
        let long = "a".repeat(1_000_000);
        assert!(!Pattern::new("(a+)+b").holds(&long));
        assert!(Pattern::new("(a|aa)*").holds(&long));
    }
}
