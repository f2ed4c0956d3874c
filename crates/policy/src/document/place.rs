//! Where the statements of a policy stand in its text, as IAM's simulator tells it.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Position.html>

/// A place in a text. Lines and columns count from one, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column of the next character.
    pub column: usize,
}

/// From where to where a statement goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Behind what the simulator's parser has read before it: the bracket of the list, the statement before it, or, of one
    /// that stands in no list, its own brace.
    pub start: Position,
    /// Behind its last brace.
    pub end: Position,
}

/// Where the statements of a text stand that can be read as a policy, in their order.
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = Position { line: 1, column: 1 };
    let mut before = None;
    let mut depth = 0_usize;
    let mut string = Quoted::default();
    // Below `Statement`: how deep a statement's braces stand, and where the next one begins.
    let mut inside: Option<(usize, Position)> = None;
    let mut is_statement = false;
    for c in text.chars() {
        at = at.behind(c, before);
        before = Some(c);
        if string.takes(c) {
            continue;
        }
        match c {
            ':' if depth == 1 => is_statement = string.text == "Statement",
            '[' | '{' => {
                if is_statement && depth == 1 {
                    inside = Some((if c == '[' { 2 } else { 1 }, at));
                }
                depth += 1;
            }
            ']' | '}' => {
                depth = depth.saturating_sub(1);
                if let (Some((level, start)), '}') = (inside, c)
                    && depth == level
                {
                    spans.push(Span { start, end: at });
                    inside = Some((level, at));
                }
                if depth <= 1 {
                    inside = None;
                    is_statement = false;
                }
            }
            _ => {}
        }
    }
    spans
}

/// The string that is being read, or was read last, as it stands in the text.
#[derive(Default)]
struct Quoted {
    text: String,
    is_open: bool,
    is_escaped: bool,
}

impl Quoted {
    /// Whether a character belongs to a string.
    fn takes(&mut self, c: char) -> bool {
        match (self.is_open, c) {
            (false, '"') => *self = Quoted { is_open: true, ..Quoted::default() },
            (false, _) => return false,
            (true, '"') if !self.is_escaped => self.is_open = false,
            (true, _) => {
                self.is_escaped = c == '\\' && !self.is_escaped;
                self.text.push(c);
            }
        }
        true
    }
}

impl Position {
    /// The place behind a character.
    fn behind(self, c: char, before: Option<char>) -> Position {
        match (c, before) {
            ('\n', Some('\r')) => self,
            ('\n' | '\r', _) => Position { line: self.line + 1, column: 1 },
            _ => Position { column: self.column + 1, ..self },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From and to, each a line and a column.
    type Expected = ((usize, usize), (usize, usize));

    fn check(text: &str, expected: &[Expected]) {
        let place = |at: Position| (at.line, at.column);
        let found: Vec<_> =
            spans(text).into_iter().map(|span| (place(span.start), place(span.end))).collect();
        assert_eq!(found, expected, "{text}");
    }

    /// The first is the example of the AWS CLI's page of simulate-custom-policy; the second has the form of
    /// AdministratorAccess, of which answers of AWS tell line 3, column 17 to line 8, column 6; the third that of
    /// compact lists, whose first statement AWS has at column 38 and whose next one where that ends.
    #[test]
    fn statements_stand_where_the_simulator_says() {
        check(
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}"#,
            &[((1, 38), (1, 167))],
        );
        let lines = [
            "{",
            r#"  "Version": "2012-10-17","#,
            r#"  "Statement": ["#,
            "    {",
            r#"      "Effect": "Allow","#,
            r#"      "Action": "*","#,
            r#"      "Resource": "*""#,
            "    }",
            "  ]",
            "}",
        ];
        check(&lines.join("\n"), &[((3, 17), (8, 6))]);
        check(&lines.join("\r\n"), &[((3, 17), (8, 6))]);
        check(&lines.join("\r"), &[((3, 17), (8, 6))]);
        check(
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["a:b","c:d"]} , {"Sid":"}{"}]}"#,
            &[((1, 38), (1, 78)), ((1, 78), (1, 93))],
        );
    }

    /// Our own cases: other elements before and behind, and strings that look like elements.
    #[test]
    fn other_elements_are_passed_over() {
        check(r#"{"Statement":[{}],"Id":"Statement"}"#, &[((1, 15), (1, 17))]);
        check(r#"{"Id":"Statement","Statement":{"Sid":"\"Statement\":{"}}"#, &[((1, 32), (1, 56))]);
        check(r#"{"Id":{"Statement":[{}]},"Statement":[]}"#, &[]);
        check(
            r#"{"Statement":[{"Condition":{"a":{"b":["c"]}}},{"Condition":{}}],"x":[{}]}"#,
            &[((1, 15), (1, 46)), ((1, 46), (1, 63))],
        );
        check("", &[]);
        check("]}]}{[", &[]);
    }
}
