//! Pages of listings.

use std::cmp::Ordering;

use wire::fault::Fault;
use wire::page::Binding;
use wire::value::Fields;

use crate::error;

/// Which page is asked for.
#[derive(Debug)]
pub(super) struct Paging {
    operation: &'static str,
    bound: Vec<String>,
    most: usize,
    /// The place behind which it begins.
    after: Option<String>,
}

impl Paging {
    /// Of a request; and what must be the same on each page.
    ///
    /// # Errors
    ///
    /// The token is not one of this listing.
    pub(super) fn read(
        fields: &Fields,
        most: usize,
        operation: &'static str,
        bound: &[&str],
    ) -> Result<Paging, Fault> {
        let asked = fields.integer("MaxResults").and_then(|size| usize::try_from(size).ok());
        let after = match fields.text("NextToken") {
            None => None,
            Some(token) => {
                let place =
                    Binding { operation, request: bound }.place(token).map_err(|_| error::wrong_token())?;
                Some(String::from_utf8(place).map_err(|_| error::wrong_token())?)
            }
        };
        let bound = bound.iter().map(|part| (*part).to_owned()).collect();
        Ok(Paging { operation, bound, most: asked.unwrap_or(most).max(1), after })
    }

    /// The page of what there is, in ascending order of its places, and the token of the next.
    pub(super) fn page<T>(&self, all: Vec<T>, place: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
        self.page_in(all, place, Ordering::Greater)
    }

    /// The same, in descending order.
    pub(super) fn page_back<T>(&self, all: Vec<T>, place: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
        self.page_in(all, place, Ordering::Less)
    }

    fn page_in<T>(
        &self,
        mut all: Vec<T>,
        place: impl Fn(&T) -> String,
        behind: Ordering,
    ) -> (Vec<T>, Option<String>) {
        if let Some(after) = &self.after {
            all.retain(|one| place(one).cmp(after) == behind);
        }
        let has_more = all.len() > self.most;
        all.truncate(self.most);
        let request: Vec<&str> = self.bound.iter().map(String::as_str).collect();
        let binding = Binding { operation: self.operation, request: &request };
        let last = all.last().filter(|_| has_more);
        let token = last.map(|last| binding.token(place(last).as_bytes()));
        (all, token)
    }
}
