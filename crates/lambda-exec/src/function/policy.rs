//! The resource policy of a function: who may invoke it.
//!
//! Its language is that of the crate `policy`. It speaks to callers of other accounts (`access`), and to services.
//! <https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html>

use std::ops::ControlFlow;

use ::policy::{Document, Form};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::space::Fields;
use store::{Batch, Key, Space};

use crate::error::Error;
use crate::function_name::FunctionId;
use crate::records::Records;

/// The longest policy.
const LIMIT: usize = 20_480;

/// The policy of a function, or of one of its versions or aliases.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Policy {
    pub(crate) revision: String,
    pub(crate) statements: Vec<Value>,
    /// What stands beside the statements in a document that was put as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<Map<String, Value>>,
}

impl Policy {
    /// `qualifier` is empty for the function itself.
    pub(crate) fn key(id: &FunctionId, qualifier: Option<&str>) -> Key {
        id.key(Space::LambdaPolicy).text(qualifier.unwrap_or_default())
    }

    pub(crate) fn load(
        store: &Records,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<Option<Policy>, Error> {
        let record = store.get(Policy::key(id, qualifier).as_bytes())?;
        let decode = |record: bytes::Bytes| {
            serde_json::from_slice(&record).map_err(|cause| Error::damaged("a policy", cause))
        };
        record.map(decode).transpose()
    }

    pub(crate) fn put(
        &self,
        batch: &mut Batch,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<(), Error> {
        check_length(&self.document())?;
        batch.put(Policy::key(id, qualifier), serde_json::to_vec(self).map_err(Error::internal)?);
        Ok(())
    }

    /// Every policy of a function, with those of its versions and aliases.
    pub(crate) fn delete_all(store: &Records, id: &FunctionId, batch: &mut Batch) -> Result<(), Error> {
        let mut qualifiers = Vec::new();
        store.scan_prefix(&id.key(Space::LambdaPolicy), &mut |key, _| {
            let mut fields = Fields::of(key);
            let skipped = (fields.account(), fields.region(), fields.text());
            qualifiers.extend(fields.text().filter(|_| skipped.0.is_some()));
            ControlFlow::Continue(())
        })?;
        qualifiers.iter().for_each(|qualifier| batch.delete(Policy::key(id, Some(qualifier))));
        Ok(())
    }

    /// The document as the API shows it: JSON in a string.
    pub(crate) fn document(&self) -> String {
        let Some(head) = &self.head else {
            return json!({"Version": "2012-10-17", "Id": "default", "Statement": self.statements})
                .to_string();
        };
        let mut document = head.clone();
        document.insert("Statement".to_owned(), self.statements.clone().into());
        Value::Object(document).to_string()
    }

    /// A document that a request puts as a whole; it has no revision yet.
    pub(crate) fn read(text: &str) -> Result<Policy, Error> {
        Document::read(text, Form::Resource).map_err(|_| Error::malformed_policy())?;
        let mut head: Map<String, Value> =
            serde_json::from_str(text).map_err(|_| Error::malformed_policy())?;
        let statements = match head.remove("Statement") {
            Some(Value::Array(statements)) => statements,
            Some(statement) => vec![statement],
            None => return Err(Error::malformed_policy()),
        };
        Ok(Policy { revision: String::new(), statements, head: Some(head) })
    }

    pub(crate) fn find(&self, statement_id: &str) -> Option<usize> {
        self.statements
            .iter()
            .position(|statement| statement.get("Sid").is_some_and(|sid| sid == statement_id))
    }

    pub(crate) fn check_revision(&self, given: Option<&str>) -> Result<(), Error> {
        self.check_revision_for(given, "GetPolicy")
    }

    /// Refuses a revision that is not the present one. `read_it_with`: the operation that shows it.
    pub(crate) fn check_revision_for(&self, given: Option<&str>, read_it_with: &str) -> Result<(), Error> {
        match given {
            Some(given) if given != self.revision => Err(Error::old_revision(read_it_with)),
            _ => Ok(()),
        }
    }
}

/// Refuses a document that is too long.
pub(crate) fn check_length(document: &str) -> Result<(), Error> {
    let len = document.len();
    if len > LIMIT { Err(Error::policy_too_long(len, LIMIT)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use ::policy::document::{At, Verdict};
    use ::policy::{Context, Document, Form, Principal, Request};
    use base::arn::{AccountId, Arn};
    use serde_json::json;

    use crate::test_engine::Bench;

    const FUNCTIONS: &str = "/2015-03-31/functions";

    /// AWS's guide, "Granting function access": what AddPermission writes is a policy in IAM's language, and says of a
    /// request what its members said.
    #[tokio::test]
    async fn what_add_permission_writes_is_iams_language() {
        let bench = Bench::new();
        bench.create("f").await;
        let path = format!("{FUNCTIONS}/f/policy");
        let user = "arn:aws:iam::222222222222:user/ann";
        for (sid, principal, source) in [
            ("service", "s3.amazonaws.com", Some("arn:aws:s3:::b")),
            ("account", "111111111111", None),
            ("user", user, None),
        ] {
            let mut grant =
                json!({"StatementId": sid, "Action": "lambda:InvokeFunction", "Principal": principal});
            if let Some(source) = source {
                grant["SourceArn"] = json!(source);
            }
            assert_eq!(bench.post(&path, grant).await.status, 201, "{principal}");
        }
        let shown = bench.get(&path).await.json()["Policy"].as_str().unwrap().to_owned();
        let document = Document::read(&shown, Form::Resource).unwrap();
        let root = |account| Principal::root("aws", AccountId::parse(account).unwrap());
        let service = Principal::Service("s3.amazonaws.com".to_owned());
        for (principal, source, expected) in [
            (service.clone(), Some("arn:aws:s3:::b"), Some("service")),
            (service.clone(), Some("arn:aws:s3:::c"), None),
            (service, None, None),
            (root("111111111111"), None, Some("account")),
            (Principal::User { arn: Arn::parse(user).unwrap() }, None, Some("user")),
            (root("222222222222"), None, None),
        ] {
            let mut context = Context::default();
            context.set("aws:SourceArn", source.map(str::to_owned));
            let request = Request {
                principal: &principal,
                canonical_user: None,
                action: "lambda:InvokeFunction",
                resource: "arn:aws:lambda:us-east-1:000000000000:function:f",
                owner: AccountId::DEFAULT,
                context: &context,
            };
            let found = match document.verdict(&request) {
                Verdict::Allowed(At { sid, .. }, _) => sid,
                Verdict::Denied(_) | Verdict::Silent(_) => None,
            };
            assert_eq!(found, expected, "{principal:?} {source:?}");
        }
        // IAM's guide: a principal is no other resource, and no part of it is a wildcard.
        for wrong in ["arn:aws:s3:::b", "arn:aws:iam::222222222222:user/*"] {
            let grant = json!({"StatementId": "x", "Action": "lambda:InvokeFunction", "Principal": wrong});
            bench.post(&path, grant).await.is_error(
                400,
                "InvalidParameterValueException",
                "The provided principal was invalid. Please check the principal and try again.",
            );
        }
    }
}
