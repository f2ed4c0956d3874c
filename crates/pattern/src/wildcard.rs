//! Texts with `*` in them, which stands for any characters or none.

/// A text cut at its wildcards.
#[derive(Clone, Debug)]
pub(crate) struct Wildcard {
    /// What the value begins with.
    first: String,
    /// What comes after each `*`; the last ends the value.
    rest: Vec<String>,
}

impl Wildcard {
    /// Reads a text: `\*` and `\\` mean themselves. Errors are AWS's, positions the bytes before, and a quote.
    pub(crate) fn parse(text: &str) -> Result<Wildcard, String> {
        let mut parts = vec![String::new()];
        let mut chars = text.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            let literal = match char {
                '*' if chars.peek().is_some_and(|(_, next)| *next == '*') => {
                    return Err(format!("Consecutive wildcard characters at pos {}", at + 1));
                }
                '*' => {
                    parts.push(String::new());
                    continue;
                }
                '\\' => match chars.next_if(|(_, next)| matches!(next, '*' | '\\')) {
                    Some((_, escaped)) => escaped,
                    None => return Err(format!("Invalid escape character at pos {}", at + 1)),
                },
                char => char,
            };
            if let Some(part) = parts.last_mut() {
                part.push(literal);
            }
        }
        let first = parts.remove(0);
        Ok(Wildcard { first, rest: parts })
    }

    /// How many `*` there are.
    pub(crate) fn stars(&self) -> usize {
        self.rest.len()
    }

    /// Whether a value can be read as far as the first `*` of both.
    pub(crate) fn meets(&self, other: &Wildcard) -> bool {
        self.first.starts_with(&other.first) || other.first.starts_with(&self.first)
    }

    /// Whether a text fits. Each part is looked for behind the one before, so the work grows with the text only.
    pub(crate) fn fits(&self, text: &str) -> bool {
        let Some((last, middle)) = self.rest.split_last() else { return text == self.first };
        let Some(mut text) = text.strip_prefix(self.first.as_str()) else { return false };
        for part in middle {
            let Some((_, behind)) = text.split_once(part.as_str()) else { return false };
            text = behind;
        }
        text.ends_with(last.as_str())
    }
}
