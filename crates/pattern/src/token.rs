//! JSON, token after token, with errors as Jackson words them and the position at which Jackson would stand.
//!
//! AWS's errors end with `at [Source: (String)"…"; line: 1, column: N]`. N is one more than the characters that the
//! parser has taken, and it is lazy: of a text it has taken the opening quote until somebody asks for the text, and
//! behind a name it has already begun the value. Recorded errors of SNS show all of these; they are in the crate's
//! cases. Texts of errors that nobody recorded are Jackson's as its documentation and issues show them.

mod scan;

use crate::error::Fault;

/// Objects and arrays within each other: ours. Jackson's own limit is 1,000, an event's is
/// [`MAX_EVENT_DEPTH`](crate::MAX_EVENT_DEPTH).
pub(crate) const MAX_DEPTH: usize = 128;

/// Characters of the text that an error shows.
const MAX_SHOWN: usize = 500;

#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Token<'a> {
    StartObject,
    EndObject,
    StartArray,
    EndArray,
    Name(String),
    /// A text; [`Tokens::text`] reads it.
    Text,
    /// As it is spelled.
    Number(&'a str),
    Flag(bool),
    Null,
    /// The text is over, with nothing left open.
    End,
}

/// Whether errors show the text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    Shown,
    Redacted,
}

/// Something that was opened.
#[derive(Clone, Copy, Debug)]
struct Scope {
    object: bool,
    /// Where its bracket stands.
    start: usize,
    /// Whether it has an entry already.
    entered: bool,
}

/// The reader.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    source: Source,
    /// Bytes taken.
    at: usize,
    open: Vec<Scope>,
    /// The value behind a name, begun already.
    begun: Option<Token<'a>>,
    /// The present token is a text of which only the quote was taken.
    unread: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str, source: Source) -> Tokens<'a> {
        Tokens { text, source, at: 0, open: Vec::new(), begun: None, unread: false }
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Fault> {
        if let Some(value) = self.begun.take() {
            return Ok(value);
        }
        if self.unread {
            self.text()?;
        }
        self.skip_space()?;
        let Some(first) = self.peek() else { return self.ended() };
        if let ']' | '}' = first {
            return self.close(first);
        }
        let scope =
            self.open.last_mut().map(|scope| (scope.object, std::mem::replace(&mut scope.entered, true)));
        if let Some((_, true)) = scope {
            self.comma()?;
        }
        let Some((true, _)) = scope else { return self.value() };
        let name = self.name()?;
        self.colon()?;
        // The scope that a value opens is opened here, as nothing is asked of it before the value's turn.
        self.begun = Some(self.value()?);
        Ok(Token::Name(name))
    }

    /// The present token as a text. Moves behind its closing quote.
    pub(crate) fn text(&mut self) -> Result<String, Fault> {
        self.unread = false;
        self.string(": was expecting closing quote for a string value")
    }

    /// How the present token is spelled, for errors that show it. The text of a text is not asked for here.
    pub(crate) fn spelled(token: &Token<'a>) -> String {
        match token {
            Token::StartObject => "{".to_owned(),
            Token::EndObject => "}".to_owned(),
            Token::StartArray => "[".to_owned(),
            Token::EndArray => "]".to_owned(),
            Token::Name(name) => name.clone(),
            Token::Number(digits) => (*digits).to_owned(),
            Token::Flag(flag) => flag.to_string(),
            Token::Null | Token::Text | Token::End => "null".to_owned(),
        }
    }

    /// What is wrong with the pattern, with the position.
    pub(crate) fn fault(&self, what: &str) -> Fault {
        Fault::Reason(self.located(what, self.at))
    }

    /// The same of a fault that was given its position already: AWS words some twice.
    pub(crate) fn again(&self, fault: Fault) -> Fault {
        match fault {
            Fault::Reason(reason) => self.fault(&reason),
            other => other,
        }
    }

    fn syntax(&self, what: &str, at: usize) -> Fault {
        Fault::Syntax(self.located(what, at))
    }

    /// A character that cannot stand where it does; the position is its own.
    fn unexpected(&self, char: char, what: &str) -> Fault {
        self.syntax(&format!("Unexpected character ({}){what}", described(char)), self.at)
    }

    fn located(&self, what: &str, at: usize) -> String {
        format!("{what}\n at {}", self.location(at))
    }

    fn location(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or(self.text);
        let (mut line, mut column, mut last) = (1, 1, '\0');
        for char in before.chars() {
            match char {
                '\n' if last == '\r' => {}
                '\n' | '\r' => (line, column) = (line + 1, 1),
                char => column += char.len_utf16(),
            }
            last = char;
        }
        let source = match self.source {
            Source::Redacted => {
                "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)".to_owned()
            }
            Source::Shown => shown(self.text),
        };
        format!("[Source: {source}; line: {line}, column: {column}]")
    }

    fn ended(&self) -> Result<Token<'a>, Fault> {
        let Some(scope) = self.open.last() else { return Ok(Token::End) };
        let kind = kind(Some(*scope));
        let start = self.location(scope.start);
        let what =
            format!("Unexpected end-of-input: expected close marker for {kind} (start marker at {start})");
        Err(self.syntax(&what, self.at))
    }

    fn close(&mut self, bracket: char) -> Result<Token<'a>, Fault> {
        let scope = self.open.pop();
        let expected = if scope.is_some_and(|scope| !scope.object) { ']' } else { '}' };
        if scope.is_none() || expected != bracket {
            let start = self.location(scope.map_or(0, |scope| scope.start));
            let kind = kind(scope);
            let what = format!(
                "Unexpected close marker '{bracket}': expected '{expected}' (for {kind} starting at {start})"
            );
            return Err(self.syntax(&what, self.at));
        }
        self.at += 1;
        Ok(if bracket == '}' { Token::EndObject } else { Token::EndArray })
    }

    fn comma(&mut self) -> Result<(), Fault> {
        let kind = kind(self.open.last().copied());
        match self.peek() {
            Some(',') => self.at += 1,
            Some(char) => {
                return Err(
                    self.unexpected(char, &format!(": was expecting comma to separate {kind} entries"))
                );
            }
            None => {}
        }
        self.skip_space()?;
        self.more_within(kind)
    }

    fn colon(&mut self) -> Result<(), Fault> {
        let kind = kind(self.open.last().copied());
        self.skip_space()?;
        match self.peek() {
            Some(':') => self.at += 1,
            Some(char) => {
                return Err(self.unexpected(char, ": was expecting a colon to separate field name and value"));
            }
            None => {}
        }
        self.skip_space()?;
        self.more_within(kind)
    }

    /// Refuses the end of the text within an object or array.
    fn more_within(&self, kind: &str) -> Result<(), Fault> {
        match self.peek() {
            Some(_) => Ok(()),
            None => {
                Err(self.syntax(&format!("Unexpected end-of-input within/between {kind} entries"), self.at))
            }
        }
    }

    fn name(&mut self) -> Result<String, Fault> {
        match self.peek() {
            Some('"') => {
                self.at += 1;
                self.string(" in field name")
            }
            Some(char) => Err(self.unexpected(char, ": was expecting double-quote to start field name")),
            None => self.more_within("Object").map(|()| String::new()),
        }
    }

    fn value(&mut self) -> Result<Token<'a>, Fault> {
        const WANTED: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        let Some(first) = self.peek() else { return Ok(Token::End) };
        match first {
            '"' => {
                self.at += 1;
                self.unread = true;
                Ok(Token::Text)
            }
            '{' | '[' => self.enter(first == '{'),
            '-' | '0'..='9' => self.number().map(Token::Number),
            '}' => Err(self.unexpected(first, ": expected a value")),
            first if first.is_alphabetic() || matches!(first, '_' | '$') => match self.word() {
                "true" => Ok(Token::Flag(true)),
                "false" => Ok(Token::Flag(false)),
                "null" => Ok(Token::Null),
                word => {
                    let what = format!("Unrecognized token '{word}': was expecting {WANTED}");
                    Err(self.syntax(&what, self.at))
                }
            },
            first => Err(self.unexpected(first, &format!(": expected a valid value {WANTED}"))),
        }
    }

    fn enter(&mut self, object: bool) -> Result<Token<'a>, Fault> {
        self.open.push(Scope { object, start: self.at, entered: false });
        self.at += 1;
        if self.open.len() > MAX_DEPTH {
            let what = format!(
                "Document nesting depth ({}) exceeds the maximum allowed ({MAX_DEPTH}, from \
                 `StreamReadConstraints.getMaxNestingDepth()`)",
                self.open.len()
            );
            return Err(self.syntax(&what, self.at));
        }
        Ok(if object { Token::StartObject } else { Token::StartArray })
    }
}

fn kind(scope: Option<Scope>) -> &'static str {
    match scope {
        None => "root",
        Some(scope) if scope.object => "Object",
        Some(_) => "Array",
    }
}

/// A character as an error names it.
fn described(char: char) -> String {
    let code = u32::from(char);
    match char {
        char if char.is_control() => format!("(CTRL-CHAR, code {code})"),
        char if code > 255 => format!("'{char}' (code {code} / 0x{code:x})"),
        char => format!("'{char}' (code {code})"),
    }
}

/// The text as an error shows it: its beginning, control characters escaped but for ends of lines.
fn shown(text: &str) -> String {
    let mut shown = "(String)\"".to_owned();
    let mut units = 0;
    for char in text.chars() {
        units += char.len_utf16();
        if units > MAX_SHOWN {
            continue;
        }
        if char.is_control() && !matches!(char, '\r' | '\n') {
            shown.push_str(&format!("\\u{:04X}", u32::from(char)));
        } else {
            shown.push(char);
        }
    }
    shown.push('"');
    if units > MAX_SHOWN {
        shown.push_str(&format!("[truncated {} chars]", units - MAX_SHOWN));
    }
    shown
}
