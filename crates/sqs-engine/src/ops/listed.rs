//! Pages of queues.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html>

use wire::fault::Fault;
use wire::page::Binding;
use wire::value::{Fields, Slot, Value};

use crate::error;
use crate::queue::name::QueueName;

/// The most queues of one page.
const MOST: usize = 1000;

/// Which page is asked for.
pub(super) struct Paging {
    operation: &'static str,
    request: Vec<String>,
    most: usize,
    after: Option<String>,
    /// Whether a page leads on: AWS gives no token to who did not say how many it wants.
    leads_on: bool,
}

impl Paging {
    /// Of the members of a request. `request`: what must be the same on every page.
    ///
    /// # Errors
    ///
    /// The token is none of this request's, or there cannot be so many results. The sentences are guesses.
    pub(super) fn read(fields: &Fields, operation: &'static str, request: &[&str]) -> Result<Paging, Fault> {
        let asked = fields.integer("MaxResults");
        let most = match asked.map(usize::try_from) {
            None => MOST,
            Some(Ok(most)) if (1..=MOST).contains(&most) => most,
            Some(_) => {
                return Err(error::out_of_range(asked.unwrap_or_default(), "MaxResults", 1, MOST as i64));
            }
        };
        let wrong = || error::invalid("Invalid or expired next token.");
        let after = fields.text("NextToken").filter(|token| !token.is_empty()).map(|token| {
            let place = Binding { operation, request }.place(token).map_err(|_| wrong())?;
            String::from_utf8(place).map_err(|_| wrong())
        });
        let request = request.iter().map(|part| (*part).to_owned()).collect();
        Ok(Paging { operation, request, most, after: after.transpose()?, leads_on: asked.is_some() })
    }

    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// The name of the queue behind which the page begins.
    pub(super) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// The page: of queues of which one more than it may have shows that there are more.
    pub(super) fn page(self, mut queues: Vec<QueueName>, url: impl Fn(&QueueName) -> String) -> Listed {
        let has_more = queues.len() > self.most;
        queues.truncate(self.most);
        let last = queues.last().filter(|_| has_more && self.leads_on);
        let token = last.map(|last| {
            let request: Vec<&str> = self.request.iter().map(String::as_str).collect();
            Binding { operation: self.operation, request: &request }.token(last.name.as_bytes())
        });
        Listed { urls: queues.iter().map(url).collect(), token }
    }
}

/// A page.
pub(super) struct Listed {
    urls: Vec<String>,
    token: Option<String>,
}

impl Listed {
    pub(super) fn reply(self, fields: Fields, member: &str) -> Fields {
        let urls: Vec<Slot> = self.urls.into_iter().map(|url| Slot::There(Value::Text(url))).collect();
        let list = (!urls.is_empty() || member == "queueUrls").then_some(Value::List(urls));
        fields.with(member, list).with("NextToken", self.token)
    }
}
