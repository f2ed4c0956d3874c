//! Pages of listings, as most operations have them.

use wire::fault::Fault;
use wire::operation::Outgoing;
use wire::page::Binding;
use wire::value::Fields;

use crate::error;

/// Which page is asked for.
#[derive(Debug)]
pub(super) struct Paging {
    operation: &'static str,
    bound: Vec<String>,
    most: usize,
    /// The name behind which it begins.
    after: Option<String>,
}

impl Paging {
    /// Of a request, by the name of its member for the size of pages; and what must be the same on each page.
    ///
    /// # Errors
    ///
    /// The token is not one of this listing.
    pub(super) fn read(
        fields: &Fields,
        size: &str,
        most: usize,
        operation: &'static str,
        bound: &[&str],
    ) -> Result<Paging, Fault> {
        let asked = fields.integer(size).and_then(|size| usize::try_from(size).ok());
        Paging::of_size(fields, asked.unwrap_or(most), operation, bound)
    }

    /// The same of a request that does not say how large pages are.
    ///
    /// # Errors
    ///
    /// The token is not one of this listing.
    pub(super) fn of_size(
        fields: &Fields,
        most: usize,
        operation: &'static str,
        bound: &[&str],
    ) -> Result<Paging, Fault> {
        let binding = Binding { operation, request: bound };
        let after = match fields.text("nextToken") {
            None => None,
            Some(token) => {
                let place = binding.place(token).map_err(|_| error::wrong_token())?;
                Some(String::from_utf8(place).map_err(|_| error::wrong_token())?)
            }
        };
        let bound = bound.iter().map(|part| (*part).to_owned()).collect();
        Ok(Paging { operation, bound, most, after })
    }

    /// The name behind which the page begins.
    pub(super) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// How many a page has at most.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// Whether there is one more than a page has: then that is known.
    pub(super) fn is_full<T>(&self, found: &[T]) -> bool {
        found.len() > self.most
    }

    /// The page of what was found; `place` is what the next page begins behind.
    pub(super) fn page<T>(&self, mut found: Vec<T>, place: impl Fn(&T) -> String) -> Page<T> {
        let more = found.len() > self.most;
        found.truncate(self.most);
        let bound: Vec<&str> = self.bound.iter().map(String::as_str).collect();
        let binding = Binding { operation: self.operation, request: &bound };
        let last = found.last().filter(|_| more);
        let token = last.map(|last| binding.token(place(last).as_bytes()));
        Page { found, token }
    }
}

/// A page.
#[derive(Debug)]
pub(super) struct Page<T> {
    found: Vec<T>,
    token: Option<String>,
}

impl<T> Page<T> {
    /// What is on it, and the token of the next.
    pub(super) fn into_parts(self) -> (Vec<T>, Option<String>) {
        (self.found, self.token)
    }

    /// As a reply shows it.
    pub(super) fn reply(self, fields: Fields, member: &str, shown: impl Fn(T) -> Fields) -> Outgoing {
        let found: Vec<Fields> = self.found.into_iter().map(shown).collect();
        fields.with(member, found).with("nextToken", self.token).into()
    }
}
