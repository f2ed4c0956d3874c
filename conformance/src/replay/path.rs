//! Where in a reply a member is: `Table.GlobalSecondaryIndexes[IndexName=by_a].IndexStatus`.
//!
//! A path is names with dots between. Behind a name `[0]` is an element of a list, `[-1]` the last one, and
//! `[Name=value]` the first one whose member says so; `|json` reads a string as JSON, `|document` one that is
//! percent-encoded besides, as IAM's documents are. One element that stands alone is a list of one, since XML does not
//! distinguish the two.

use serde_json::Value;

use crate::Result;

/// The member at a path, if it is there.
pub(super) fn find(tree: &Value, path: &str) -> Result<Option<Value>> {
    let mut here = tree.clone();
    for part in path.split('.') {
        match step(&here, part).map_err(|cause| format!("the path {path}: {cause}"))? {
            Some(next) => here = next,
            None => return Ok(None),
        }
    }
    Ok(Some(here))
}

/// Takes a member away, if it is there; elements of lists cannot be taken away.
pub(super) fn remove(tree: &mut Value, path: &str) {
    let Some((folder, name)) = path.rsplit_once('.') else {
        if let Some(members) = tree.as_object_mut() {
            members.remove(path);
        }
        return;
    };
    let pointer = format!("/{}", folder.replace('.', "/"));
    if let Some(members) = tree.pointer_mut(&pointer).and_then(Value::as_object_mut) {
        members.remove(name);
    }
}

fn step(here: &Value, part: &str) -> Result<Option<Value>> {
    let (part, is_document) = match part.strip_suffix("|document") {
        Some(part) => (part, true),
        None => (part, false),
    };
    let (part, is_json) = match part.strip_suffix("|json") {
        Some(part) => (part, true),
        None => (part, is_document),
    };
    let (name, selector) = match part.split_once('[') {
        Some((name, rest)) => (name, Some(rest.strip_suffix(']').ok_or("a bracket is not closed")?)),
        None => (part, None),
    };
    let Some(mut found) = (if name.is_empty() { Some(here) } else { here.get(name) }).cloned() else {
        return Ok(None);
    };
    if let Some(selector) = selector {
        match select(&found, selector)? {
            Some(element) => found = element,
            None => return Ok(None),
        }
    }
    if is_json {
        let text = found.as_str().ok_or("what is to be read as JSON is no string")?;
        found =
            if is_document { serde_json::from_slice(&decoded(text))? } else { serde_json::from_str(text)? };
    }
    Ok(Some(found))
}

/// A text without its percent-encoding.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    bytes
}

fn select(found: &Value, selector: &str) -> Result<Option<Value>> {
    let alone = std::slice::from_ref(found);
    let list = found.as_array().map_or(alone, Vec::as_slice);
    if let Some((name, wanted)) = selector.split_once('=') {
        let says_so = |element: &&Value| match element.get(name) {
            Some(Value::String(text)) => text == wanted,
            // A number or a boolean, as it is written.
            Some(other) => serde_json::from_str(wanted).is_ok_and(|wanted: Value| *other == wanted),
            None => false,
        };
        return Ok(list.iter().find(says_so).cloned());
    }
    let at: i64 = selector.parse().map_err(|_| format!("[{selector}] is neither a number nor NAME=VALUE"))?;
    let from_behind = usize::try_from(-at).ok().and_then(|back| list.len().checked_sub(back));
    let at = if at < 0 { from_behind } else { usize::try_from(at).ok() };
    Ok(at.and_then(|at| list.get(at)).cloned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_member_is_found_by_its_path() {
        let tree = json!({
            "a": {"list": [{"n": "x", "v": 1}, {"n": "y", "v": 2}], "one": {"n": "z"}, "text": "{\"b\":[true]}",
                "encoded": "%7B%22b%22%3A%5B%22%C3%BC%25%22%5D%7D"},
        });
        let check = |path: &str, expected: Option<Value>| {
            assert_eq!(find(&tree, path).unwrap(), expected, "{path}");
        };
        check("a.list[0].v", Some(json!(1)));
        check("a.list[-1].v", Some(json!(2)));
        check("a.list[n=y].v", Some(json!(2)));
        check("a.list[v=2].n", Some(json!("y")));
        check("a.one[0].n", Some(json!("z")));
        check("a.text|json.b[0]", Some(json!(true)));
        check("a.encoded|document.b[0]", Some(json!("ü%")));
        check("a.text|document.b[0]", Some(json!(true)));
        check("a.list[2]", None);
        check("a.list[-3]", None);
        check("a.none.b", None);
        find(&tree, "a.list[x]").unwrap_err();
        find(&tree, "a.list[0").unwrap_err();
        find(&tree, "a.one|json").unwrap_err();
    }

    #[test]
    fn a_member_is_taken_away() {
        let mut tree = json!({"a": {"b": 1, "c": 2}, "d": 3});
        remove(&mut tree, "a.b");
        remove(&mut tree, "d");
        remove(&mut tree, "x.y");
        assert_eq!(tree, json!({"a": {"c": 2}}));
    }
}
