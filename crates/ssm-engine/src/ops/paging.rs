//! Pages of listings.

use wire::fault::Fault;
use wire::json::{self, Style};
use wire::operation::Outgoing;
use wire::page::Binding;
use wire::value::{Fields, Slot};

use crate::error;
use crate::work::list::Span;

/// Which page is asked for.
#[derive(Debug)]
pub(super) struct Paging {
    operation: &'static str,
    /// What must be the same on each page.
    bound: String,
    most: usize,
    /// What the page begins behind.
    after: Option<String>,
}

impl Paging {
    /// Of a request, whose members named here must be the same on each page.
    ///
    /// # Errors
    ///
    /// The token is not one of this listing.
    pub(super) fn read(
        fields: &Fields,
        operation: &'static str,
        bound: &[&str],
        most: usize,
    ) -> Result<Paging, Fault> {
        let mut same = fields.clone();
        let others: Vec<&str> = fields.shape().members.iter().map(|member| member.name).collect();
        for (at, _) in others.iter().enumerate().filter(|(_, name)| !bound.contains(name)) {
            same.put(at, Slot::Absent);
        }
        let bound = String::from_utf8_lossy(&json::write(&same, Style { writes_empty: true })).into_owned();
        let after = match fields.text("NextToken").filter(|token| !token.is_empty()) {
            None => None,
            Some(token) => {
                let binding = Binding { operation, request: &[&bound] };
                let place = binding.place(token).map_err(|_| error::wrong_token())?;
                Some(String::from_utf8(place).map_err(|_| error::wrong_token())?)
            }
        };
        let asked = fields.integer("MaxResults").and_then(|asked| usize::try_from(asked).ok());
        Ok(Paging { operation, bound, most: asked.unwrap_or(most).clamp(1, most), after })
    }

    /// What the page begins behind.
    pub(super) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// What is asked of a listing.
    pub(super) fn span(&self) -> Span<'_> {
        Span { after: self.after(), most: self.most }
    }

    /// How many a page has at most.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// The page of what was found, and what the next one begins behind.
    pub(super) fn page<T>(&self, found: Vec<T>, last: Option<String>) -> Page<T> {
        let binding = Binding { operation: self.operation, request: &[&self.bound] };
        Page { found, token: last.map(|last| binding.token(last.as_bytes())) }
    }

    /// The page of all that there is, in order; `place` is what the next page begins behind.
    pub(super) fn page_of_all<T>(&self, all: Vec<T>, place: impl Fn(&T) -> String) -> Page<T> {
        let behind = |item: &T| self.after().is_none_or(|after| place(item).as_str() > after);
        let mut found: Vec<T> = all.into_iter().filter(behind).collect();
        let more = found.len() > self.most;
        found.truncate(self.most);
        let last = found.last().filter(|_| more).map(place);
        self.page(found, last)
    }
}

/// A page.
#[derive(Debug)]
pub(super) struct Page<T> {
    found: Vec<T>,
    token: Option<String>,
}

impl<T> Page<T> {
    /// Each of it as something else.
    pub(super) fn map<U>(self, made: impl Fn(T) -> U) -> Page<U> {
        Page { found: self.found.into_iter().map(made).collect(), token: self.token }
    }

    /// As a reply shows it.
    pub(super) fn reply(self, fields: Fields, shown: impl Fn(T) -> Fields) -> Outgoing {
        let found: Vec<Fields> = self.found.into_iter().map(shown).collect();
        fields.with("Parameters", found).with("NextToken", self.token).into()
    }
}
