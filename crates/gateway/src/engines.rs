//! The engines, one to a service, and the one match from a service to its engine.

use std::sync::Arc;

use base::call::Call;
use base::http::{Body, Request, Response};

use crate::refusal::Refusal;
use crate::service_of::Service;

/// All engines. Those whose services are off are built too, which costs next to nothing, and are never asked.
#[derive(Debug)]
pub(crate) struct Engines {
    pub(crate) dynamodb: Arc<ddb_engine::Engine>,
}

impl Engines {
    /// Hands a request to the engine of its service.
    pub(crate) async fn answer(&self, service: Service, call: Call, request: Request) -> Response {
        match service {
            Service::DynamoDb | Service::DynamoDbStreams => self.dynamodb.answer(call, request).await,
            Service::S3 | Service::Lambda => {
                let refusal =
                    Refusal::new(http::StatusCode::NOT_IMPLEMENTED, "NotImplemented", service.name());
                self.refuse(service, &call, &refusal)
            }
        }
    }

    /// Renders a refusal in the format of a service.
    pub(crate) fn refuse(&self, service: Service, call: &Call, refusal: &Refusal) -> Response {
        let Refusal { status, code, message, .. } = refusal;
        match service {
            Service::DynamoDb | Service::DynamoDbStreams => ddb_engine::refusal(call, *status, code, message),
            Service::S3 | Service::Lambda => {
                let text = format!("{} {} {}", refusal.code, refusal.message, call.request_id);
                let mut reply = Response::new(Body::from(text));
                *reply.status_mut() = refusal.status;
                reply
            }
        }
    }
}

/// Every operation that AWS has, by service and name, and whether an engine answers it.
pub(crate) fn operations() -> Vec<(Service, Vec<(&'static str, bool)>)> {
    // DynamoDB's engine is that of its Streams too, and has one table for both.
    vec![(Service::DynamoDb, ddb_engine::operations().collect())]
}
