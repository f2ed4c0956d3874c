//! The engines, one to a service, and the one match from a service to its engine.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use base::call::Call;
use base::http::{Request, Response};

use crate::refusal::Refusal;
use crate::service_of::Service;

/// All engines. Those whose services are off are built too, which costs next to nothing, and are never asked.
#[derive(Debug)]
pub(crate) struct Engines {
    pub(crate) s3: Arc<s3_engine::Engine>,
    pub(crate) dynamodb: Arc<ddb_engine::Engine>,
    pub(crate) lambda: Arc<lambda_exec::Engine>,
}

impl Engines {
    /// Hands a request to the engine of its service.
    pub(crate) async fn answer(&self, service: Service, call: Call, request: Request) -> Response {
        match service {
            Service::S3 => self.s3.answer(call, request).await,
            Service::DynamoDb | Service::DynamoDbStreams => self.dynamodb.answer(call, request).await,
            Service::Lambda => self.lambda.answer(call, request).await,
            Service::FunctionUrl => lambda_exec::no_such_url(&call),
        }
    }

    /// What a service answers before it looks at who asks; else the request comes back.
    pub(crate) async fn answer_to_anybody(
        &self,
        service: Service,
        call: &Call,
        request: Request,
    ) -> ControlFlow<Response, Request> {
        match service {
            Service::DynamoDb | Service::DynamoDbStreams => {
                ddb_engine::answer_to_anybody(call, request).await
            }
            Service::S3 | Service::Lambda | Service::FunctionUrl => ControlFlow::Continue(request),
        }
    }

    /// Renders a refusal in the format of a service.
    pub(crate) fn refuse(&self, service: Service, call: &Call, refusal: &Refusal) -> Response {
        let Refusal { status, code, message, fields } = refusal;
        match service {
            Service::S3 => s3_engine::refusal(call, *status, code, message, fields),
            Service::DynamoDb | Service::DynamoDbStreams => ddb_engine::refusal(call, *status, code, message),
            Service::Lambda | Service::FunctionUrl => {
                lambda_exec::refusal(call, status.as_u16(), code, message)
            }
        }
    }

    /// Tells the engines that the whole state was exchanged, those that do not ask the store on every call.
    pub(crate) fn notice_exchange(&self) {
        self.lambda.notice_exchange();
        self.s3.notice_exchange();
        self.dynamodb.notice_exchange();
    }
}

/// What of a service's operations is missing, by the operation's name.
pub(crate) fn limits(service: &str) -> HashMap<&'static str, &'static str> {
    if service == Service::DynamoDb.name() { ddb_engine::limits().collect() } else { HashMap::new() }
}

/// Every operation that AWS has, by service and name, and whether an engine answers it.
pub(crate) fn operations() -> Vec<(Service, Vec<(&'static str, bool)>)> {
    // DynamoDB's engine is that of its Streams too, and has one table for both.
    vec![
        (Service::S3, s3_engine::operations().collect()),
        (Service::DynamoDb, ddb_engine::operations().collect()),
        (Service::Lambda, lambda_exec::operations().collect()),
    ]
}
