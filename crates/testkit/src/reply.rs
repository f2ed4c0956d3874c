//! A reply, read, with what a test says about it. Each assertion that fails shows the request and the reply.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;

/// The longest body that a test reads, in bytes.
pub(crate) const BODY_LIMIT: usize = 100_000_000;

/// How much of a body is shown, in bytes.
const SHOWN: usize = 4_000;

/// A reply whose body is whole.
#[derive(Clone)]
pub struct Reply {
    pub(crate) asked: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Reply {
    /// It has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Reply {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    /// It is a success.
    #[track_caller]
    pub fn ok(self) -> Reply {
        assert!((200..300).contains(&self.status), "{self:?}");
        self
    }

    /// It is an error, as `Code: message`.
    #[track_caller]
    pub fn err(&self) -> String {
        assert!(self.status >= 300, "{self:?}");
        format!("{}: {}", self.code(), self.message())
    }

    /// It is an error of this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Reply {
        assert_eq!((self.status, self.code().as_str()), (status, code), "{self:?}");
        self
    }

    /// It is an error of this status and code, and `part` stands in its message.
    #[track_caller]
    pub fn is_error(&self, status: u16, code: &str, part: &str) {
        assert_eq!((self.status, self.code().as_str()), (status, code), "{self:?}");
        assert!(self.message().contains(part), "{self:?}");
    }

    /// The code of an error, wherever its protocol writes it; empty if there is none.
    pub fn code(&self) -> String {
        let header = self.header("x-amzn-errortype").split(':').next().unwrap_or_default();
        let code = match header {
            "" => self.member(&["__type", "code", "Code"]).unwrap_or_else(|| self.element("Code")),
            code => code.to_owned(),
        };
        code.rsplit('#').next().unwrap_or_default().to_owned()
    }

    /// The message of an error; empty if there is none.
    pub fn message(&self) -> String {
        self.member(&["message", "Message"]).unwrap_or_else(|| self.element("Message"))
    }

    /// The body, which must be JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("not JSON ({why}): {self:?}"))
    }

    /// The first of these members that a JSON document has, as text.
    fn member(&self, names: &[&str]) -> Option<String> {
        let document: Value = serde_json::from_slice(&self.body).ok()?;
        names.iter().find_map(|name| Some(document.get(name)?.as_str()?.to_owned()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header, or the empty text.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What is in the first XML element of this name, or the empty text.
    pub fn element(&self, name: &str) -> String {
        self.elements(name).into_iter().next().unwrap_or_default()
    }

    /// What is in each XML element of this name, in order.
    pub fn elements(&self, name: &str) -> Vec<String> {
        let text = self.text();
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        text.split(&open)
            .skip(1)
            .map(|rest| rest.split(&close).next().unwrap_or_default().to_owned())
            .collect()
    }
}

/// As it is on the wire, below its request.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n→ {}", self.asked, self.status)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        write!(f, "\n{}", shown(&self.body))
    }
}

/// The beginning of a body, as text.
pub(crate) fn shown(body: &[u8]) -> String {
    match body.get(..SHOWN) {
        None => String::from_utf8_lossy(body).into_owned(),
        Some(beginning) => format!("{}… ({} bytes)", String::from_utf8_lossy(beginning), body.len()),
    }
}
