//! Items as Ion text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ddb_expr::codec::Encoded;
use ddb_expr::number::Number;
use ddb_expr::value::Value;

use wire::json;

/// Words that are values where they stand bare.
const KEYWORDS: [&str; 4] = ["null", "true", "false", "nan"];

/// Writes an item as a struct.
pub(crate) fn write_item(item: Encoded<'_>, out: &mut Vec<u8>) {
    out.push(b'{');
    for (at, (name, value)) in item.attributes().enumerate() {
        separate(at, out);
        write_symbol(name, out);
        out.push(b':');
        write_value(&value.to_value(), out);
    }
    out.push(b'}');
}

/// Writes a field's name: bare where that is allowed, quoted elsewhere.
fn write_symbol(name: &str, out: &mut Vec<u8>) {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'$');
    if begins && plain && !KEYWORDS.contains(&name) {
        out.extend_from_slice(name.as_bytes());
        return;
    }
    let mut quoted = Vec::new();
    json::text(&mut quoted, name);
    out.push(b'\'');
    // What a JSON text escapes, a symbol escapes the same way, but for the quotes.
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    let inner = String::from_utf8_lossy(inner).replace("\\\"", "\"").replace('\'', "\\'");
    out.extend_from_slice(inner.as_bytes());
    out.push(b'\'');
}

fn separate(at: usize, out: &mut Vec<u8>) {
    if at > 0 {
        out.push(b',');
    }
}

fn write_value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::S(text) => json::text(out, text),
        Value::N(number) => write_decimal(*number, out),
        Value::B(bytes) => write_blob(bytes, out),
        Value::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Value::Null => out.extend_from_slice(b"null"),
        Value::M(map) => {
            out.push(b'{');
            for (at, (name, value)) in map.iter().enumerate() {
                separate(at, out);
                write_symbol(name, out);
                out.push(b':');
                write_value(value, out);
            }
            out.push(b'}');
        }
        Value::L(list) => write_list("", list, write_value, out),
        Value::Ss(set) => write_list("$dynamodb_SS::", set, |text, out| json::text(out, text), out),
        Value::Ns(set) => write_list("$dynamodb_NS::", set, |number, out| write_decimal(*number, out), out),
        Value::Bs(set) => write_list("$dynamodb_BS::", set, |bytes, out| write_blob(bytes, out), out),
    }
}

fn write_list<'v, T: 'v>(
    annotation: &str,
    elements: impl IntoIterator<Item = &'v T>,
    write: impl Fn(&T, &mut Vec<u8>),
    out: &mut Vec<u8>,
) {
    out.extend_from_slice(annotation.as_bytes());
    out.push(b'[');
    for (at, element) in elements.into_iter().enumerate() {
        separate(at, out);
        write(element, out);
    }
    out.push(b']');
}

fn write_blob(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(b"{{");
    out.extend_from_slice(STANDARD.encode(bytes).as_bytes());
    out.extend_from_slice(b"}}");
}

/// A decimal without trailing zeros: `103.`, `6d2`, `1.5`.
fn write_decimal(number: Number, out: &mut Vec<u8>) {
    let from = out.len();
    number.write_text(out);
    if out.get(from..).is_some_and(|text| text.contains(&b'.')) {
        return;
    }
    let zeros = out.iter().skip(from).rev().take_while(|digit| **digit == b'0').count();
    if zeros == 0 || number.is_zero() {
        out.push(b'.');
    } else {
        out.truncate(out.len() - zeros);
        out.extend_from_slice(format!("d{zeros}").as_bytes());
    }
}
