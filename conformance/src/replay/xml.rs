//! A document in XML as a tree in which members have paths: an element is a member of the one around it, elements of the
//! same name are a list, an attribute is a member whose name begins with `@`, and an element without elements is a
//! string. Names of namespaces are left out. A request is written from such a tree, its elements in the order of the tree.

use serde_json::{Map, Value};

use crate::Result;

/// How deep elements may lie in one another.
const DEEPEST: usize = 64;

/// The tree of a document.
pub(super) fn tree(text: &str) -> Result<Value> {
    let mut reader = Reader { rest: text.trim_start() };
    while let Some(rest) = reader.rest.strip_prefix("<?") {
        reader.rest = rest.split_once("?>").ok_or("an instruction does not end")?.1.trim_start();
    }
    let (name, value) = reader.element(0)?;
    if !reader.rest.trim().is_empty() {
        return Err("there is something behind the document".into());
    }
    Ok(Value::Object(Map::from_iter([(name, value)])))
}

/// The document of a tree, in a namespace.
pub(super) fn text(tree: &Value, namespace: &str) -> Result<String> {
    let root =
        tree.as_object().filter(|members| members.len() == 1).and_then(|members| members.iter().next());
    let (name, value) = root.ok_or("a document has one root")?;
    let mut text = String::new();
    write(&mut text, name, value, &format!(" xmlns=\"{namespace}\""));
    Ok(text)
}

fn write(text: &mut String, name: &str, value: &Value, more: &str) {
    if let Value::Array(list) = value {
        list.iter().for_each(|element| write(text, name, element, more));
        return;
    }
    let mut inner = String::new();
    let mut attributes = more.to_owned();
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                match (member.strip_prefix('@'), value.as_str()) {
                    (Some(attribute), Some(value)) => {
                        if let Some(("xsi", _)) = attribute.split_once(':') {
                            attributes += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
                        }
                        attributes += &format!(" {attribute}=\"{}\"", escaped(value));
                    }
                    _ => write(&mut inner, member, value, ""),
                }
            }
        }
        Value::String(value) => inner = escaped(value),
        other => inner = other.to_string(),
    }
    *text += &format!("<{name}{attributes}>{inner}</{name}>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// The element that begins here.
    fn element(&mut self, depth: usize) -> Result<(String, Value)> {
        if depth > DEEPEST {
            return Err("elements lie too deep in one another".into());
        }
        let rest = self.rest.strip_prefix('<').ok_or("an element is missing")?;
        let (tag, rest) = rest.split_once('>').ok_or("a tag does not end")?;
        self.rest = rest;
        let (tag, is_empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let (name, attributes) =
            tag.trim_end().split_once(char::is_whitespace).unwrap_or((tag.trim_end(), ""));
        let mut members = attributes_of(attributes)?;
        let text = if is_empty { String::new() } else { self.content(name, &mut members, depth)? };
        let value = if members.is_empty() { Value::String(plain(&text)?) } else { Value::Object(members) };
        Ok((name.to_owned(), value))
    }

    /// What stands in an element, up to and with its end: elements become members, and the rest is text.
    fn content(&mut self, name: &str, members: &mut Map<String, Value>, depth: usize) -> Result<String> {
        let mut text = String::new();
        loop {
            let (before, from) = self.rest.split_at(self.rest.find('<').ok_or("an element does not end")?);
            text.push_str(before);
            self.rest = from;
            if let Some(rest) = from.strip_prefix("</") {
                let (end, rest) = rest.split_once('>').ok_or("a tag does not end")?;
                self.rest = rest;
                return if end.trim_end() == name {
                    Ok(text)
                } else {
                    Err(format!("<{name}> ends as </{end}>").into())
                };
            }
            let (inner, value) = self.element(depth + 1)?;
            add(members, inner, value);
        }
    }
}

fn attributes_of(mut rest: &str) -> Result<Map<String, Value>> {
    let mut members = Map::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(members);
        }
        let (name, quoted) = rest.split_once('=').ok_or("an attribute has no value")?;
        let quote =
            quoted.chars().next().filter(|quote| "\"'".contains(*quote)).ok_or("a quote is missing")?;
        let mut parts = quoted.splitn(3, quote).skip(1);
        let value = parts.next().ok_or("an attribute does not end")?;
        rest = parts.next().ok_or("an attribute does not end")?;
        if name != "xmlns" && !name.starts_with("xmlns:") {
            members.insert(format!("@{name}"), Value::String(plain(value)?));
        }
    }
}

fn add(members: &mut Map<String, Value>, name: String, value: Value) {
    match members.get_mut(&name) {
        None => {
            members.insert(name, value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(one) => *one = Value::Array(vec![one.take(), value]),
    }
}

/// Text without its escapes.
fn plain(text: &str) -> Result<String> {
    let mut plain = String::new();
    let mut parts = text.split('&');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (escape, rest) = part.split_once(';').ok_or("an escape does not end")?;
        plain.push(match escape {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => numbered(escape).ok_or_else(|| format!("&{escape}; is no escape"))?,
        });
        plain.push_str(rest);
    }
    Ok(plain)
}

fn numbered(escape: &str) -> Option<char> {
    let number = escape.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_becomes_a_tree() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<R xmlns=\"http://x/\"><A>1 &lt;&#38;&#x3E;</A><B/><C><D a=\"v\" \
                    x:t='w'><E>e</E></D></C><C>2</C><C>3</C></R>";
        let expected = json!({"R": {
            "A": "1 <&>", "B": "", "C": [{"D": {"@a": "v", "@x:t": "w", "E": "e"}}, "2", "3"],
        }});
        assert_eq!(tree(text).unwrap(), expected);
        assert_eq!(tree("<LocationConstraint xmlns=\"y\"/>").unwrap(), json!({"LocationConstraint": ""}));
    }

    #[test]
    fn a_tree_becomes_a_document() {
        let tree_of = json!({"R": {"A": ["1", 2], "B": "", "G": {"@xsi:type": "Group", "U": "a<&\"b\""}}});
        let expected = "<R xmlns=\"n\"><A>1</A><A>2</A><B></B><G xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                        xsi:type=\"Group\"><U>a&lt;&amp;&quot;b&quot;</U></G></R>";
        assert_eq!(text(&tree_of, "n").unwrap(), expected);
        text(&json!({"A": "", "B": ""}), "n").unwrap_err();
        text(&json!("A"), "n").unwrap_err();
    }

    #[test]
    fn what_is_no_document_is_refused() {
        for text in
            ["", "x", "<a>", "<a></b>", "<a b></a>", "<a b=c></a>", "<a>&x;</a>", "<a/>b", "<a>&lt</a>"]
        {
            tree(text).unwrap_err();
        }
        let deep = "<a>".repeat(100_000);
        tree(&deep).unwrap_err();
    }
}
