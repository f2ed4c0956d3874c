//! The constraints of AWS's model of Lambda, and the text about all that are broken at once.
//!
//! Each check looks at one member and adds one sentence. Members are named as AWS names them there: in camel case,
//! nested ones with dots.

use std::fmt::Display;

use crate::error::Error;

/// Constraints found broken so far.
#[derive(Debug, Default)]
pub(crate) struct Constraints {
    broken: Vec<String>,
}

impl Constraints {
    /// One message about all that is broken.
    pub(crate) fn result(self) -> Result<(), Error> {
        if self.broken.is_empty() { Ok(()) } else { Err(Error::validation(&self.broken)) }
    }

    pub(crate) fn required<T>(&mut self, at: &str, value: Option<&T>) {
        if value.is_none() {
            self.broken
                .push(format!("Value null at '{at}' failed to satisfy constraint: Member must not be null"));
        }
    }

    pub(crate) fn one_of(&mut self, at: &str, value: Option<&str>, allowed: &[&str]) {
        if let Some(value) = value.filter(|value| !allowed.contains(value)) {
            let rule = format!("Member must satisfy enum value set: [{}]", allowed.join(", "));
            self.add(at, value, rule);
        }
    }

    pub(crate) fn range(&mut self, at: &str, value: Option<i64>, min: i64, max: i64) {
        let Some(value) = value else { return };
        if value < min {
            self.add(at, value, format!("Member must have value greater than or equal to {min}"));
        }
        if value > max {
            self.add(at, value, format!("Member must have value less than or equal to {max}"));
        }
    }

    pub(crate) fn length(&mut self, at: &str, value: Option<&str>, min: usize, max: usize) {
        let Some(value) = value else { return };
        let len = value.chars().count();
        if len < min {
            self.add(at, value, format!("Member must have length greater than or equal to {min}"));
        }
        if len > max {
            self.add(at, value, format!("Member must have length less than or equal to {max}"));
        }
    }

    /// A regular expression of the model: judged by `fits`, shown as `text`.
    pub(crate) fn pattern(&mut self, at: &str, value: Option<&str>, pattern: &Pattern) {
        if let Some(value) = value.filter(|value| !(pattern.fits)(value)) {
            self.add(at, value, format!("Member must satisfy regular expression pattern: {}", pattern.text));
        }
    }

    pub(crate) fn add(&mut self, at: &str, value: impl Display, rule: impl Display) {
        self.broken.push(sentence(at, value, rule));
    }
}

/// One broken constraint in AWS's words.
pub(crate) fn sentence(at: &str, value: impl Display, rule: impl Display) -> String {
    format!("Value '{value}' at '{at}' failed to satisfy constraint: {rule}")
}

/// A regular expression of the model, written out as a function: nothing from outside is run as a pattern, and no
/// engine for them is needed.
pub(crate) struct Pattern {
    pub(crate) text: &'static str,
    pub(crate) fits: fn(&str) -> bool,
}

/// botocore's `RoleArn`.
pub(crate) const ROLE: Pattern = Pattern {
    text: r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+",
    fits: |text| {
        let Some((partition, rest)) = text.strip_prefix("arn:").and_then(|rest| rest.split_once(":iam::"))
        else {
            return false;
        };
        let Some((account, name)) = rest.split_once(":role") else { return false };
        is_partition(partition)
            && account.len() == 12
            && account.bytes().all(|b| b.is_ascii_digit())
            && !name.is_empty()
            && name != "/"
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+=,.@-/".contains(&b))
    },
};

/// botocore's `Handler`.
pub(crate) const HANDLER: Pattern =
    Pattern { text: r"[^\s]+", fits: |text| !text.is_empty() && !text.contains(char::is_whitespace) };

/// botocore's `StatementId`.
pub(crate) const STATEMENT_ID: Pattern = Pattern { text: "([a-zA-Z0-9-_]+)", fits: is_word };

/// botocore's `NamespacedStatementId`.
pub(crate) const ANY_STATEMENT_ID: Pattern =
    Pattern { text: "([a-zA-Z0-9-_.]+)", fits: |text| is_word(&text.replace('.', "-")) };

/// botocore's `Action`.
pub(crate) const ACTION: Pattern = Pattern {
    text: r"(lambda:[*]|lambda:[a-zA-Z]+|[*])",
    fits: |text| {
        text == "*"
            || text.strip_prefix("lambda:").is_some_and(|name| {
                name == "*" || !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic())
            })
    },
};

/// botocore's `Principal`.
pub(crate) const PRINCIPAL: Pattern = Pattern { text: r"[^\s]+", fits: HANDLER.fits };

/// botocore's `Alias`.
pub(crate) const ALIAS: Pattern = Pattern {
    text: "(?!^[0-9]+$)([a-zA-Z0-9-_]+)",
    fits: |text| is_word(text) && !text.bytes().all(|b| b.is_ascii_digit()),
};

/// botocore's `VersionWithLatestPublished`.
pub(crate) const VERSION: Pattern = Pattern {
    text: r"(\$LATEST(\.PUBLISHED)?|[0-9]+)",
    fits: |text| {
        matches!(text, "$LATEST" | "$LATEST.PUBLISHED")
            || !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
    },
};

/// botocore's `NumericLatestPublishedOrAliasQualifier`.
pub(crate) const QUALIFIER: Pattern = Pattern {
    text: r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
    fits: |text| text == "$LATEST.PUBLISHED" || is_word(&text.replace('$', "-")),
};

/// botocore's `Arn`.
pub(crate) const ARN: Pattern = Pattern {
    text: r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)",
    fits: |text| base::arn::Arn::parse(text).is_some(),
};

/// botocore's `EnvironmentVariableName`.
pub(crate) const VARIABLE: Pattern = Pattern {
    text: "[a-zA-Z]([a-zA-Z0-9_])+",
    fits: |text| {
        text.len() > 1
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    },
};

/// botocore's `LogGroup`.
pub(crate) const LOG_GROUP: Pattern = Pattern {
    text: r"[\.\-_/#A-Za-z0-9]+",
    fits: |text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_/#".contains(&b)),
};

/// Letters, digits, hyphens and underscores, at least one.
pub(crate) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// `(aws[a-zA-Z-]*)?`
pub(crate) fn is_partition(text: &str) -> bool {
    text.is_empty() || text.starts_with("aws") && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &Pattern, fitting: &[&str], not: &[&str]) {
        for text in fitting {
            assert!((pattern.fits)(text), "{text} fits {}", pattern.text);
        }
        for text in not {
            assert!(!(pattern.fits)(text), "{text} does not fit {}", pattern.text);
        }
    }

    /// Authority: the patterns of botocore's model, read by eye.
    #[test]
    fn patterns_judge_as_the_model() {
        check(
            &ROLE,
            &[
                "arn:aws:iam::000000000000:role/r",
                "arn:aws-cn:iam::000000000000:role/a/b@c",
                "arn::iam::123456789012:roleX",
            ],
            &[
                "r1",
                "",
                "arn:aws:iam::0:role/r",
                "arn:aws:iam::000000000000:role/",
                "arn:aws:iam::000000000000:role/a b",
            ],
        );
        check(&ALIAS, &["live", "v1", "1a"], &["", "12", "a b", "ä"]);
        check(&VERSION, &["$LATEST", "12", "$LATEST.PUBLISHED"], &["", "live", "1a"]);
        check(&QUALIFIER, &["$LATEST", "$x", "live", "1"], &["", "a?b", "a.b"]);
        check(&ACTION, &["*", "lambda:*", "lambda:InvokeFunction"], &["", "lambda:", "s3:Get", "lambda:a1"]);
        check(&VARIABLE, &["AB", "a_1"], &["", "A", "1A", "_A", "A-B"]);
    }
}
