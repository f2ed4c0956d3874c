//! Listings that come in pages: the marker names the last item that was shown.

use wire::page::Binding;
use wire::shape::{Shape, Signature};
use wire::value::{Fields, Slot, Value};

use crate::error::Error;

/// How many items a page has at most, whatever is asked for.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html>
const PAGE: usize = 50;

/// Which page is asked for.
#[derive(Debug)]
pub(crate) struct Window {
    after: Option<String>,
    limit: usize,
    operation: String,
    /// What must be the same on every page.
    request: Vec<String>,
}

impl Window {
    /// `Marker` and `MaxItems` of a request.
    pub(crate) fn read(operation: &Signature, fields: &Fields) -> Result<Window, Error> {
        let limit = fields.integer("MaxItems").and_then(|limit| usize::try_from(limit).ok());
        let others =
            fields.shape().members.iter().filter(|member| !["Marker", "MaxItems"].contains(&member.name));
        let mut window = Window {
            after: None,
            limit: limit.unwrap_or(PAGE).clamp(1, PAGE),
            operation: format!("lambda:{}", operation.name),
            request: others.map(|member| fields.required(member.name).to_owned()).collect(),
        };
        if let Some(marker) = fields.text("Marker").filter(|marker| !marker.is_empty()) {
            let place = window.bound(|binding| binding.place(marker)).ok();
            let after = place.and_then(|place| String::from_utf8(place).ok());
            let wrong = || Error::invalid("Invalid Marker: it was not given by this service.");
            window.after = Some(after.ok_or_else(wrong)?);
        }
        Ok(window)
    }

    fn bound<T>(&self, act: impl FnOnce(Binding<'_>) -> T) -> T {
        let request: Vec<&str> = self.request.iter().map(String::as_str).collect();
        act(Binding { operation: &self.operation, request: &request })
    }

    /// The page of a listing. `name` orders the items as they stand.
    pub(crate) fn cut<T>(&self, mut items: impl Iterator<Item = T>, name: impl Fn(&T) -> String) -> Page<T> {
        if let Some(after) = &self.after {
            // If the item is gone the listing ends here rather than begin anew.
            items.by_ref().find(|item| name(item) == *after);
        }
        let mut page: Vec<T> = items.take(self.limit + 1).collect();
        let has_more = page.len() > self.limit;
        page.truncate(self.limit);
        let last = page.last().filter(|_| has_more).map(name);
        let next = last.map(|last| self.bound(|binding| binding.token(last.as_bytes())));
        Page { items: page, next }
    }
}

/// The items of a page, and the marker of the next one.
#[derive(Debug)]
pub(crate) struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

impl<T> Page<T> {
    /// The reply of a listing: under `member` its items, each as `show` shows it, and the marker, or null.
    pub(crate) fn shown(self, output: &'static Shape, member: &str, show: impl Fn(T) -> Fields) -> Fields {
        self.listed(output, member, |item| Value::Struct(show(item)))
    }

    /// The same of items that need not be structures.
    pub(crate) fn listed(self, output: &'static Shape, member: &str, show: impl Fn(T) -> Value) -> Fields {
        let mut reply = Fields::new(output);
        let items = self.items.into_iter().map(|item| Slot::There(show(item))).collect();
        reply.set(member, Value::List(items));
        match self.next {
            Some(next) => reply.set("NextMarker", next),
            None => reply.set_null("NextMarker"),
        }
        reply
    }
}
