//! The engines, one to a service, and the one match from a service to its engine.

use base::call::Call;
use base::http::{Body, Request, Response};

use crate::refusal::Refusal;
use crate::service_of::Service;

/// The engines that are on.
#[derive(Debug, Default)]
pub(crate) struct Engines {}

impl Engines {
    /// Hands a request to the engine of its service.
    pub(crate) async fn answer(&self, service: Service, call: Call, _request: Request) -> Response {
        let refusal = Refusal::new(http::StatusCode::NOT_IMPLEMENTED, "NotImplemented", service.name());
        self.refuse(service, &call, &refusal)
    }

    /// Renders a refusal in the format of a service.
    pub(crate) fn refuse(&self, _service: Service, call: &Call, refusal: &Refusal) -> Response {
        let text = format!("{} {} {}", refusal.code, refusal.message, call.request_id);
        let mut reply = Response::new(Body::from(text));
        *reply.status_mut() = refusal.status;
        reply
    }
}

/// The names of the operations that each service answers.
pub(crate) fn operations() -> Vec<(Service, Vec<&'static str>)> {
    Service::ALL.into_iter().map(|service| (service, Vec::new())).collect()
}
