//! Operations that one service asks another for, within the process.

use std::sync::{Arc, Weak};

use async_trait::async_trait;
use base::call::{Call, Caller, Origin};
use base::clock::Clock;
use base::entropy::Entropy;
use base::http::{Body, Request};
use base::seams::{AskedOperation, OperationReply, Operations, SeamError};
use base::service::{Service, X_AMZ_TARGET};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};

/// The longest reply that is taken: of what is asked for so, none comes near it.
const REPLY_LIMIT: usize = 8 << 20;

/// What answers. It does not keep the services: they hold it.
#[derive(Debug)]
pub(crate) struct Within {
    pub(crate) services: Vec<Weak<dyn Service>>,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) address: Arc<str>,
}

#[async_trait]
impl Operations for Within {
    async fn ask(&self, asked: AskedOperation) -> Result<OperationReply, SeamError> {
        let AskedOperation { account, region, target, input } = asked;
        let prefix = target.split('.').next().unwrap_or_default();
        let mut services = self.services.iter().filter_map(Weak::upgrade);
        let service = services.find(|service| service.facts().targets.contains(&prefix));
        let service =
            service.ok_or_else(|| SeamError::NotFound(format!("no service of '{prefix}' is on")))?;
        let call = Call {
            account,
            region,
            request_id: (service.facts().request_id)(&self.entropy),
            now: self.clock.now(),
            caller: Caller::Service("lambda.amazonaws.com"),
            address: self.address.clone(),
            origin: Origin::default(),
        };
        let mut request = Request::new(Body::from(input));
        *request.method_mut() = Method::POST;
        let headers = request.headers_mut();
        headers.insert(X_AMZ_TARGET.clone(), HeaderValue::from_static(target));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.1"));
        let (head, body) = service.answer(call, request).await.into_parts();
        let body = body.collect(REPLY_LIMIT).await;
        let body = body.map_err(|cause| SeamError::Unavailable(format!("the reply broke off: {cause:?}")))?;
        Ok(OperationReply { status: head.status, body })
    }
}
