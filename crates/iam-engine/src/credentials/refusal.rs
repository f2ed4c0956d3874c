//! What a refusal tells those who may decode it: <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>.

use policy::{Decision, Reason, Request};
use serde_json::{Value, json};
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::session::sealed::{self, Purpose};

impl Engine {
    /// The encoded message about a refusal, of a principal with this unique id. No service has such refusals yet, so that
    /// only tests make one.
    pub(crate) fn encoded(
        &self,
        request: &Request<'_>,
        decision: &Decision<'_>,
        principal_id: &str,
    ) -> Result<String, Fault> {
        let document = told(request, decision, principal_id);
        let master = self.records.master()?;
        let sealed = sealed::seal(&master, Purpose::AuthorizationMessage, &document);
        sealed.ok_or_else(|| error::damaged("an authorization message", "it cannot be written"))
    }
}

/// As AWS's page lists it; the names are those of its users' examples.
fn told(request: &Request<'_>, decision: &Decision<'_>, principal_id: &str) -> Value {
    let arn = request.principal.name();
    let name = arn.rsplit(['/', ':']).next().unwrap_or_default();
    json!({
        "allowed": decision.allowed,
        "explicitDeny": matches!(decision.reason, Reason::Denied { .. }),
        "matchedStatements": { "items": [] },
        "failures": { "items": [] },
        "context": {
            "principal": { "id": principal_id, "name": name, "arn": arn },
            "action": request.action,
            "resource": request.resource,
            "conditions": { "items": [] },
        },
    })
}

#[cfg(test)]
mod tests {
    use base::arn::AccountId;
    use base::clock::Clock;
    use base::entropy::Entropy;
    use policy::{Context, Policies, Principal, decide};
    use store::Store;

    use super::*;

    /// AWS's page: whether it was denied, the principal, the action, the resource.
    #[test]
    fn what_is_encoded_can_be_decoded() {
        let entropy = Entropy::seeded(1);
        let engine = Engine::new(Store::in_memory(entropy.clone()), Clock::system(), entropy);
        let principal = Principal::Anonymous;
        let request = Request {
            principal: &principal,
            canonical_user: None,
            action: "ec2:StopInstances",
            resource: "arn:aws:ec2:us-east-1:000000000000:instance/i-1",
            owner: AccountId::DEFAULT,
            context: &Context::default(),
        };
        let decision = decide(&request, &Policies::default());
        let text = engine.encoded(&request, &decision, "AIDA1").unwrap();
        let master = engine.records.master().unwrap();
        let decoded: Value = sealed::open(&master, Purpose::AuthorizationMessage, &text).unwrap();
        assert_eq!(decoded["context"]["action"], "ec2:StopInstances");
        assert_eq!((&decoded["allowed"], &decoded["explicitDeny"]), (&json!(false), &json!(false)));
    }
}
