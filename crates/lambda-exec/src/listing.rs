//! Listings that come in pages: the marker names the last item that was shown.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::constraint::Constraints;
use crate::error::Error;
use crate::operation::Incoming;

/// How many items a page has at most, whatever is asked for.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html>
const PAGE: usize = 50;

/// Which page is asked for.
#[derive(Debug)]
pub(crate) struct Window {
    after: Option<String>,
    limit: usize,
}

impl Window {
    /// `Marker` and `MaxItems` of the query.
    pub(crate) fn read(incoming: &Incoming, constraints: &mut Constraints) -> Result<Window, Error> {
        let limit = incoming.query_integer("MaxItems")?;
        constraints.range("maxItems", limit, 1, 10_000);
        let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(PAGE).clamp(1, PAGE);
        let decode = |marker: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(marker).ok()?;
            String::from_utf8(bytes).ok()
        };
        let after = incoming.query("Marker").filter(|marker| !marker.is_empty()).map(|marker| {
            decode(marker).ok_or_else(|| Error::invalid("Invalid Marker: it was not given by this service."))
        });
        Ok(Window { after: after.transpose()?, limit })
    }

    /// The items of the page, and the marker of the next. `name` orders the items as they stand.
    pub(crate) fn cut<T>(
        &self,
        mut items: impl Iterator<Item = T>,
        name: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<String>) {
        if let Some(after) = &self.after {
            // If the item is gone the listing ends here rather than begin anew.
            items.by_ref().find(|item| name(item) == *after);
        }
        self.page(items, name)
    }

    fn page<T>(
        &self,
        items: impl Iterator<Item = T>,
        name: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<String>) {
        let mut page: Vec<T> = items.take(self.limit + 1).collect();
        if page.len() <= self.limit {
            return (page, None);
        }
        page.truncate(self.limit);
        let marker = page.last().map(|last| URL_SAFE_NO_PAD.encode(name(last)));
        (page, marker)
    }
}
