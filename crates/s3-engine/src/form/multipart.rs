//! `multipart/form-data` as it streams in. The fields in front of the file are held, as many as AWS holds; the file passes
//! through; what follows it is read over.
//!
//! <https://www.rfc-editor.org/rfc/rfc7578>, <https://www.rfc-editor.org/rfc/rfc2046#section-5.1>

use base::http::Body;
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header};
use http_body_util::BodyExt as _;

use crate::error::{Code, Error, Result};
use crate::payload::receive::{MAX_UPLOAD_BYTES, broken};

/// The most that stands in front of the file's bytes: fields, heads and boundaries. AWS says so in its refusal,
/// `MaxPostPreDataLengthBytes`.
const MAX_PRE_DATA_BYTES: usize = 20_480;
/// The longest boundary, <https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1>.
const MAX_BOUNDARY_BYTES: usize = 70;
/// So much of what follows the file is read, so that the connection can go on; what is longer ends it.
const MAX_TRAILING_BYTES: usize = 1 << 16;
/// The name of the field that is the file.
const FILE: &str = "file";

/// What a form's file may measure, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SizeRange {
    pub(crate) min: u64,
    pub(crate) max: u64,
}

/// A form whose file is still to come.
pub(crate) struct Form {
    /// Names as they were sent and values, in order.
    pub(crate) fields: Vec<(String, String)>,
    /// The name that the client gave the file; empty for none.
    pub(crate) file_name: String,
    pub(crate) file: FormFile,
}

/// The file of a form.
pub(crate) struct FormFile {
    body: Body,
    /// What came and was not looked at.
    input: Bytes,
    /// What ends the file.
    delimiter: Vec<u8>,
    range: Option<SizeRange>,
    /// Bytes of the file so far.
    size: u64,
    is_over: bool,
}

/// The boundary that a request's head announces.
pub(crate) fn boundary(headers: &HeaderMap) -> Result<String> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parameters = Parameters(kind.split_once(';').map_or("", |(_, rest)| rest));
    let boundary = parameters.find(|(name, _)| name.eq_ignore_ascii_case("boundary")).map(|(_, value)| value);
    boundary.filter(|text| (1..=MAX_BOUNDARY_BYTES).contains(&text.len())).ok_or_else(malformed)
}

/// Reads a form up to the bytes of its file.
pub(crate) async fn read(body: Body, boundary: &str) -> Result<Form> {
    let mut reader = Reader {
        body,
        // The first boundary may stand at the very beginning: so it is one like the others.
        held: BytesMut::from("\r\n"),
        delimiter: format!("\r\n--{boundary}").into_bytes(),
        searched: 0,
    };
    reader.until_delimiter().await?;
    let mut fields = Vec::new();
    loop {
        if reader.is_last().await? {
            return Err(no_file());
        }
        let head = reader.head().await?;
        let Some(Disposition { name, file_name }) = Disposition::of(&head)? else {
            reader.until_delimiter().await?;
            continue;
        };
        if name.eq_ignore_ascii_case(FILE) {
            let Reader { body, held, delimiter, .. } = reader;
            let input = held.freeze();
            let file = FormFile { body, input, delimiter, range: None, size: 0, is_over: false };
            return Ok(Form { fields, file_name: file_name.unwrap_or_default(), file });
        }
        let value = reader.until_delimiter().await?;
        fields.push((name, String::from_utf8(value.to_vec()).map_err(|_| malformed())?));
    }
}

fn malformed() -> Error {
    Error::of(Code::MalformedPostRequest)
}

fn no_file() -> Error {
    Error::argument("POST requires exactly one file upload per request.", FILE, "0")
}

/// What stands in front of the file.
struct Reader {
    body: Body,
    /// What came and was not taken.
    held: BytesMut,
    delimiter: Vec<u8>,
    /// So much was taken, or is known to hold no end.
    searched: usize,
}

impl Reader {
    /// Takes what stands in front of the next delimiter, and the delimiter.
    async fn until_delimiter(&mut self) -> Result<BytesMut> {
        let delimiter = std::mem::take(&mut self.delimiter);
        let found = self.until(&delimiter).await;
        self.delimiter = delimiter;
        found
    }

    /// Takes the head of a part, whose lines end in an empty one. A head without lines is that line alone.
    async fn head(&mut self) -> Result<BytesMut> {
        // The line of the boundary has not ended yet: blanks may follow it.
        self.until(b"\r\n").await?;
        while self.held.len() < 2 {
            self.more().await?;
        }
        if self.held.starts_with(b"\r\n") {
            let _ = self.held.split_to(2);
            return Ok(BytesMut::new());
        }
        self.until(b"\r\n\r\n").await
    }

    /// Whether the delimiter that was taken is the last.
    async fn is_last(&mut self) -> Result<bool> {
        while self.held.len() < 2 {
            self.more().await?;
        }
        Ok(self.held.starts_with(b"--"))
    }

    async fn until(&mut self, end: &[u8]) -> Result<BytesMut> {
        let mut from = 0;
        loop {
            if let Some(at) = find(self.held.get(from..).unwrap_or_default(), end) {
                let mut taken = self.held.split_to(from + at + end.len());
                self.searched += taken.len();
                if self.searched > MAX_PRE_DATA_BYTES + 2 {
                    return Err(too_much());
                }
                taken.truncate(from + at);
                return Ok(taken);
            }
            from = self.held.len().saturating_sub(end.len());
            self.more().await?;
        }
    }

    /// Waits for more.
    async fn more(&mut self) -> Result<()> {
        if self.searched + self.held.len() > MAX_PRE_DATA_BYTES {
            return Err(too_much());
        }
        loop {
            let frame = self.body.frame().await.ok_or_else(malformed)?.map_err(broken)?;
            if let Ok(data) = frame.into_data()
                && !data.is_empty()
            {
                self.held.extend_from_slice(&data);
                return Ok(());
            }
        }
    }
}

fn too_much() -> Error {
    Error::of(Code::MaxPostPreDataLengthExceeded).with("MaxPostPreDataLengthBytes", MAX_PRE_DATA_BYTES)
}

/// `Content-Disposition` of a part.
struct Disposition {
    name: String,
    file_name: Option<String>,
}

impl Disposition {
    /// Nothing if the part is none of a form's: it is read over.
    fn of(head: &[u8]) -> Result<Option<Disposition>> {
        let head = std::str::from_utf8(head).map_err(|_| malformed())?;
        let line = head.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-disposition").then(|| value.trim())
        });
        let Some((_, parameters)) = line.and_then(|line| line.split_once(';')) else { return Ok(None) };
        let (mut name, mut file_name) = (None, None);
        for (parameter, value) in Parameters(parameters) {
            if parameter.eq_ignore_ascii_case("name") {
                name = Some(value);
            } else if parameter.eq_ignore_ascii_case("filename") {
                file_name = Some(value);
            }
        }
        Ok(name.map(|name| Disposition { name, file_name }))
    }
}

/// `a=b; c="d"`, each with its value out of its quotes. A browser writes a quote in a name as `%22`
/// (<https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data>), older clients with a
/// backslash, which browsers let stand for itself.
struct Parameters<'h>(&'h str);

impl<'h> Iterator for Parameters<'h> {
    type Item = (&'h str, String);

    fn next(&mut self) -> Option<(&'h str, String)> {
        let (name, rest) = self.0.split_once('=')?;
        // One without a value may stand in front.
        let name = name.rsplit(';').next().unwrap_or_default().trim();
        let rest = rest.trim_start();
        let Some(quoted) = rest.strip_prefix('"') else {
            let (value, rest) = rest.split_once(';').unwrap_or((rest, ""));
            self.0 = rest;
            return Some((name, value.trim().to_owned()));
        };
        let mut value = String::new();
        let mut chars = quoted.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.0 = quoted.get(at + 1..).unwrap_or_default();
                    return Some((name, value.replace("%22", "\"")));
                }
                '\\' if quoted.get(at + 1..).is_some_and(|rest| rest.starts_with('"')) => {
                    chars.next();
                    value.push('"');
                }
                c => value.push(c),
            }
        }
        self.0 = "";
        None
    }
}

/// Where a text begins in another.
fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    let first = text.first()?;
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|byte| byte == first) {
        if bytes.get(from + at..)?.starts_with(text) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

impl FormFile {
    /// Its bytes, which must be as many as the range says.
    pub(crate) fn into_body(mut self, range: Option<SizeRange>) -> Body {
        self.range = range;
        Body::from_stream(futures::stream::try_unfold(self, |mut file| async move {
            Ok::<_, Error>(file.piece().await?.map(|piece| (piece, file)))
        }))
    }

    /// The next bytes; nothing at the end of the file.
    async fn piece(&mut self) -> Result<Option<Bytes>> {
        while !self.is_over {
            let piece = match find(&self.input, &self.delimiter) {
                Some(end) => {
                    self.is_over = true;
                    self.input.split_to(end)
                }
                None => self.input.split_to(self.input.len() - self.begun()),
            };
            self.size += piece.len() as u64;
            if self.is_over {
                self.check_size()?;
                self.skip_rest().await;
            }
            if self.size > MAX_UPLOAD_BYTES {
                return Err(Error::too_large(self.size, MAX_UPLOAD_BYTES));
            }
            // What is too large is counted to its end, which the refusal says, and not passed on.
            let is_in = self.range.is_none_or(|range| self.size <= range.max);
            if !piece.is_empty() && is_in {
                return Ok(Some(piece));
            }
            if !self.is_over {
                self.more().await?;
            }
        }
        Ok(None)
    }

    /// How many of the last bytes may begin the delimiter.
    fn begun(&self) -> usize {
        let most = self.input.len().min(self.delimiter.len().saturating_sub(1));
        let ends = |len: &usize| {
            let end = self.input.get(self.input.len() - len..).unwrap_or_default();
            self.delimiter.starts_with(end)
        };
        (1..=most).rev().find(ends).unwrap_or(0)
    }

    fn check_size(&self) -> Result<()> {
        match self.range {
            Some(SizeRange { max, .. }) if self.size > max => Err(Error::too_large(self.size, max)),
            Some(SizeRange { min, .. }) if self.size < min => Err(Error::too_small(self.size, min)),
            _ => Ok(()),
        }
    }

    async fn more(&mut self) -> Result<()> {
        let frame = self.body.frame().await.ok_or_else(malformed)?.map_err(broken)?;
        let Ok(data) = frame.into_data() else { return Ok(()) };
        self.input = match self.input.is_empty() {
            true => data,
            false => [self.input.as_ref(), data.as_ref()].concat().into(),
        };
        Ok(())
    }

    /// Reads over what follows the file, whatever it is.
    async fn skip_rest(&mut self) {
        let mut skipped = self.input.len();
        while skipped <= MAX_TRAILING_BYTES
            && let Some(Ok(frame)) = self.body.frame().await
        {
            skipped += frame.into_data().map_or(0, |data| data.len());
        }
    }
}
