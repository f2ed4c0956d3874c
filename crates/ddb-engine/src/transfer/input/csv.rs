//! One line of CSV as values. RFC 4180, with a delimiter of choice.

/// The values of a line.
pub(super) fn values(line: &str, delimiter: char) -> Result<Vec<String>, String> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (mut values, mut rest) = (Vec::new(), line);
    loop {
        let (value, after) = match rest.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let end = rest.find(delimiter).unwrap_or(rest.len());
                let (value, after) = rest.split_at(end);
                if value.contains('"') {
                    return Err("a quote stands in a value that is not quoted".to_owned());
                }
                (value.to_owned(), after)
            }
        };
        values.push(value);
        let mut chars = after.chars();
        match chars.next() {
            None => return Ok(values),
            Some(next) if next == delimiter => rest = chars.as_str(),
            Some(_) => return Err("something follows a quoted value".to_owned()),
        }
    }
}

/// A value up to its closing quote, and what follows.
fn unquoted(mut rest: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    loop {
        let Some((part, after)) = rest.split_once('"') else {
            return Err("a quoted value does not end".to_owned());
        };
        value.push_str(part);
        match after.strip_prefix('"') {
            Some(after) => {
                value.push('"');
                rest = after;
            }
            None => return Ok((value, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_into_values() {
        for (line, delimiter, expected) in [
            ("a,b\r\n", ',', vec!["a", "b"]),
            ("", ',', vec![""]),
            ("a;;b;", ';', vec!["a", "", "b", ""]),
            // Developer guide, "Escaping double quotes".
            ("\"\"\"123\"\"\",Women's Full Lenth Dress", ',', vec!["\"123\"", "Women's Full Lenth Dress"]),
            ("\"a,b\nc\",d", ',', vec!["a,b\nc", "d"]),
            ("a\tb", '\t', vec!["a", "b"]),
        ] {
            assert_eq!(values(line, delimiter).unwrap(), expected, "{line}");
        }
        for line in ["a\"b", "\"a\"b", "\"a", "a,\""] {
            assert!(values(line, ',').is_err(), "{line}");
        }
    }
}
