//! Java's regular expressions in words that `wire::shape::Pattern` takes: Rust's crate looks around nowhere, and does not
//! know all of Java's classes.
//! <https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html>

use conformance::Result;

/// What a text must be, and what it must not be, where the model's own words do not do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// The model's own.
    Own,
    /// What a text must be.
    Is(String),
    /// What a text must be, and what it must not be.
    Except(String, String),
}

/// Java's classes that neither the crate nor `wire` knows.
const CLASSES: [(&str, &str); 8] = [
    (r"\p{XDigit}", "[0-9A-Fa-f]"),
    (r"\p{Punct}", r"[!-/:-@\[-`{-~]"),
    (r"\p{Blank}", r"[ \t]"),
    (r"\p{Space}", r"\s"),
    (r"\p{Digit}", r"\d"),
    (r"\p{LD}", r"[\p{L}\p{Nd}]"),
    (r"\p{all}", r"[\s\S]"),
    (r"\uD800\uDBFF-\uDC00\uDFFF", r"\x{10000}-\x{10FFFF}"),
];

/// Put in other words by hand: the model's, what a text must be, what it must not be.
const BY_HAND: [(&str, &str, Option<&str>); 12] = [
    // IAM: no two hyphens in a row.
    ("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", Some(".*--.*")),
    // Lambda, the function of a URL: its qualifier is no number. A function whose own name is one is refused, too, behind an
    // account or the word `function`.
    (
        r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]{1,64})(:((?!\d+$)[0-9a-zA-Z-_]+))?",
        r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]{1,64})(:([0-9a-zA-Z-_]+))?",
        Some(r".*:\d+"),
    ),
    // Lambda, a collection of DocumentDB.
    (r"(^(?!(system\x2e)))(^[_a-zA-Z0-9])([^$]*)", "[_a-zA-Z0-9][^$]*", Some(r"system\.(?s:.*)")),
    // Pipes: a source has one of these characters somewhere. That `aws.` must not follow refuses none, for then its
    // second character will do.
    (
        r".*(?=[/\.\-_A-Za-z0-9]+)((?!aws\.).*)|(\$(\.[\w/_-]+(\[(\d+|\*)\])*)*).*",
        r".*[/\.\-_A-Za-z0-9].*|\$.*",
        None,
    ),
    // Pipes: what begins with a dollar sign is not blank either.
    (r"(?!\s*$).+|(\$(\.[\w/_-]+(\[(\d+|\*)\])*)*)", ".+", Some(r"\s*")),
    // Scheduler: what begins with a dollar sign does not begin with `aws.`.
    (
        r"^(?=[/\.\-_A-Za-z0-9]+)((?!aws\.).*)|(\$(\.[\w_-]+(\[(\d+|\*)\])*)*)$",
        r"[/\.\-_A-Za-z0-9].*|\$(\.[\w_-]+(\[(\d+|\*)\])*)*",
        Some(r"aws\..*"),
    ),
    // Step Functions: not of digits alone.
    (r"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$", r"[a-zA-Z0-9_\-\.]+", Some("[0-9]+")),
    // Certificate Manager: no label begins with a hyphen.
    (
        r"(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])",
        r"(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]",
        None,
    ),
    // Firehose: no label begins or ends with a hyphen.
    (
        r"jdbc:(redshift|postgresql)://((?!-)[A-Za-z0-9-]{1,63}(?<!-)\.)+(redshift(-serverless)?)\.([a-zA-Z0-9\.\-]+):\d{1,5}/[a-zA-Z0-9_$-]+",
        r"jdbc:(redshift|postgresql)://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(redshift(-serverless)?)\.([a-zA-Z0-9\.\-]+):\d{1,5}/[a-zA-Z0-9_$-]+",
        None,
    ),
    // RDS: the first alternative has no two dots anyway.
    (
        r"[A-Za-z](?!.*--)[0-9A-Za-z-]*[^-]|^default(?!.*--)(?!.*\.\.)[0-9A-Za-z-.]*[^-]",
        r"[A-Za-z][0-9A-Za-z-]*[^-]|default[0-9A-Za-z-.]*[^-]",
        Some(r".*--.*|.*\.\..*"),
    ),
    // Systems Manager, a date and time. The second separators may differ from the first here: more passes than with AWS.
    (
        r"^([\-]?\d{4}(?!\d{2}\b))((-?)((0[1-9]|1[0-2])(\3([12]\d|0[1-9]|3[01]))?|W([0-4]\d|5[0-2])(-?[1-7])?|(00[1-9]|0[1-9]\d|[12]\d{2}|3([0-5]\d|6[1-6])))([T\s]((([01]\d|2[0-3])((:?)[0-5]\d)?|24\:?00)([\.,]\d(?!:))?)?(\17[0-5]\d([\.,]\d)?)?([zZ]|([\-])([01]\d|2[0-3]):?([0-5]\d)?)?)?)?$",
        r"([\-]?\d{4})((-?)((0[1-9]|1[0-2])(-?([12]\d|0[1-9]|3[01]))?|W([0-4]\d|5[0-2])(-?[1-7])?|(00[1-9]|0[1-9]\d|[12]\d{2}|3([0-5]\d|6[1-6])))([T\s]((([01]\d|2[0-3])((:?)[0-5]\d)?|24\:?00)([\.,]\d)?)?(:?[0-5]\d([\.,]\d)?)?([zZ]|([\-])([01]\d|2[0-3]):?([0-5]\d)?)?)?)?",
        None,
    ),
    // Systems Manager: the crate counts no further than some ten thousand. A longer text passes.
    ("^.{1,100000}$", ".+", None),
];

/// The words for an expression of a model.
pub(super) fn translated(shown: &str) -> Result<Words> {
    if let Some((_, is, is_not)) = BY_HAND.iter().find(|(by_hand, _, _)| *by_hand == shown) {
        let is = (*is).to_owned();
        return Ok(is_not.map_or(Words::Is(is.clone()), |is_not| Words::Except(is, is_not.to_owned())));
    }
    let text = CLASSES.iter().fold(shown.to_owned(), |text, (java, rust)| text.replace(java, rust));
    if !looks_around(&text) {
        return Ok(if text == shown { Words::Own } else { Words::Is(text) });
    }
    let (is, is_not) = parted(&text);
    if looks_around(is) || is_not.iter().any(|not| looks_around(not)) {
        return Err(format!("put the expression {shown} in other words, in shapes/pattern.rs").into());
    }
    Ok(Words::Except(is.to_owned(), is_not.join("|")))
}

/// An expression without what it must not begin or end with, and that.
fn parted(text: &str) -> (&str, Vec<String>) {
    let (mut text, mut is_not) = (text, Vec::new());
    // What stands before or behind alternatives belongs to one of them only.
    while !has_alternatives(text) {
        if let Some((not, rest)) = group(text, "(?!") {
            is_not.push(format!("(?:{not})(?s:.*)"));
            text = rest;
        } else if let Some((not, rest)) = group_at_end(text, "(?<!") {
            is_not.push(format!("(?s:.*)(?:{not})"));
            text = rest;
        } else if let Some(rest) = text.strip_prefix('^') {
            text = rest;
        } else if let Some(rest) = text.strip_suffix('$').filter(|rest| !rest.ends_with('\\')) {
            text = rest;
        } else if let Some((inside, "")) = group(text, "(").filter(|(inside, _)| !inside.starts_with('?')) {
            text = inside;
        } else {
            break;
        }
    }
    (text, is_not)
}

/// The characters that are neither escaped nor in a class, with their places.
fn bare(text: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut classes = 0_usize;
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => drop(chars.next()),
            '[' => classes += 1,
            ']' => classes = classes.saturating_sub(1),
            _ if classes == 0 => found.push((at, char)),
            _ => {}
        }
    }
    found
}

/// The place at which the group that begins at `from` is closed.
fn end_of(text: &str, from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in bare(text).into_iter().filter(|(at, _)| *at >= from) {
        match char {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// What stands in the group that a text begins with, and what behind it.
fn group<'t>(text: &'t str, opens: &str) -> Option<(&'t str, &'t str)> {
    let inside = text.strip_prefix(opens)?;
    let end = end_of(text, 0)?;
    Some((inside.get(..end - opens.len())?, text.get(end + 1..)?))
}

/// What stands in the group that a text ends with, and what before it.
fn group_at_end<'t>(text: &'t str, opens: &str) -> Option<(&'t str, &'t str)> {
    let begin = text.rfind(opens)?;
    let end = end_of(text, begin)?;
    let inside = text.get(begin + opens.len()..end)?;
    (end + 1 == text.len()).then_some((inside, text.get(..begin)?))
}

/// Whether a text has alternatives outside of groups.
fn has_alternatives(text: &str) -> bool {
    let mut depth = 0_usize;
    bare(text).into_iter().any(|(_, char)| {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        char == '|' && depth == 0
    })
}

/// Whether an expression looks around, or back to what a group has taken.
fn looks_around(text: &str) -> bool {
    let begins = |at| {
        ["(?=", "(?!", "(?<=", "(?<!"]
            .iter()
            .any(|opens| text.get(at..).is_some_and(|rest| rest.starts_with(opens)))
    };
    bare(text).into_iter().any(|(at, _)| begins(at)) || refers_back(text)
}

fn refers_back(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char == '\\' && chars.next().is_some_and(|digit| matches!(digit, '1'..='9')) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shown: &str, expected: Words) {
        assert_eq!(translated(shown).unwrap(), expected);
    }

    fn except(is: &str, is_not: &str) -> Words {
        Words::Except(is.to_owned(), is_not.to_owned())
    }

    /// Expressions of the models of IAM, Systems Manager, Lambda, Cognito and VPC Lattice.
    #[test]
    fn what_looks_around_at_its_begin_or_end_is_said_in_two() {
        check(r"[\w+=,.@-]+", Words::Own);
        check(r"a\(?!b", Words::Own);
        check("[(?!]+", Words::Own);
        check(r"^(?!\s*$).+", except(".+", r"(?:\s*$)(?s:.*)"));
        check("(?!^[0-9]+$)([a-zA-Z0-9-_]+)", except("[a-zA-Z0-9-_]+", "(?:^[0-9]+$)(?s:.*)"));
        check(r"((?!^\d+$)^[0-9a-zA-Z-_]+$)", except("[0-9a-zA-Z-_]+", r"(?:^\d+$)(?s:.*)"));
        check(r"^[0-9A-Za-z\.\-_]*(?<!\.)$", except(r"[0-9A-Za-z\.\-_]*", r"(?s:.*)(?:\.)"));
        check("(?!tg-)(?![-])[a-z0-9-]+", except("[a-z0-9-]+", "(?:tg-)(?s:.*)|(?:[-])(?s:.*)"));
        check(r"^\p{XDigit}+$", Words::Is("^[0-9A-Fa-f]+$".to_owned()));
    }

    /// An alternative's own look-around must not bind the others.
    #[test]
    fn what_cannot_be_said_in_two_is_refused() {
        for shown in ["^(?!a).b$|^c$", "a(?!b)c", r"(.)\1", "(?=.*[a-z]).*", "(?!a(?=b)).*"] {
            assert!(translated(shown).is_err(), "{shown}");
        }
    }
}
