//! The reply to a form: a page to go to, or what its sender asked for.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html#RESTObjectPOST-responses>

use base::http::{Body, Response};
use http::{HeaderValue, StatusCode, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::context::FormReply;
use crate::message::xml::XmlDocument;

/// What stands for something else in an address.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Makes the reply to PutObject the one to its form.
pub(super) fn finish(form: &FormReply, reply: &mut Response) {
    let etag = reply.headers().get(header::ETAG).and_then(|value| value.to_str().ok());
    let etag = etag.unwrap_or_default().to_owned();
    let page = form.redirect.as_deref().map(|page| with_object(page, form, &etag));
    // A page that no header can hold is none.
    let page = page.and_then(|page| HeaderValue::from_str(&page).ok());
    let location = page.clone().or_else(|| HeaderValue::from_str(&form.location).ok());
    *reply.status_mut() = if page.is_some() { StatusCode::SEE_OTHER } else { form.status };
    let headers = reply.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    if let Some(location) = location {
        headers.insert(header::LOCATION, location);
    }
    *reply.body_mut() = Body::empty();
    if reply.status() == StatusCode::CREATED {
        let mut document = XmlDocument::plain("PostResponse");
        document.element("Location", &form.location);
        document.element("Bucket", &form.bucket);
        document.element("Key", &form.key);
        document.element("ETag", &etag);
        reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"));
        *reply.body_mut() = document.finish().into();
    }
}

/// The address of a page that is told which object is there now.
fn with_object(page: &str, form: &FormReply, etag: &str) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let (page, fragment) = page.split_once('#').unwrap_or((page, ""));
    let joint = if page.contains('?') { '&' } else { '?' };
    let end = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    let (bucket, key, etag) = (encoded(&form.bucket), encoded(&form.key), encoded(etag));
    format!("{page}{joint}bucket={bucket}&key={key}&etag={etag}{end}")
}
