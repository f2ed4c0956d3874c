//! Forms as a client writes them, and somebody who knows whose they are.

use std::sync::Arc;

use base::arn::{AccountId, Region};
use base::call::Caller;
use base::clock::Timestamp;
use base::seams::{FormCaller, FormSignature, FormSigner, FormSigners};
use base::service::{Facts, Refusal};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use serde_json::{Value, json};

use crate::endpoint::S3;
use crate::tests::{Answer, World};

/// A key of twelve digits is its account, and the signature `wrong` is wrong.
#[derive(Debug)]
struct Signers;

impl FormSigners for Signers {
    fn caller_of(&self, _: &Facts, form: &FormSignature<'_>, _: Timestamp) -> Result<FormCaller, Refusal> {
        if form.signature == "wrong" {
            let refusal = Refusal::new(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", "It differs.");
            return Err(refusal.with("StringToSign", form.policy));
        }
        let access_key = form.signer.access_key();
        let region = match form.signer {
            FormSigner::Version2 { .. } => None,
            FormSigner::Version4 { credential, .. } => credential.split('/').nth(2).and_then(Region::parse),
        };
        let account = AccountId::parse(access_key).unwrap_or(AccountId::DEFAULT);
        Ok(FormCaller { account, region, caller: Caller::Key { access_key: access_key.into() } })
    }
}

pub(super) const BOUNDARY: &str = "--------------------------1234";

/// A bucket to which forms may be sent.
pub(super) async fn world() -> World {
    let world = World::with_bucket().await;
    world.engine.let_in_forms(&S3, Arc::new(Signers));
    world
}

/// A form.
#[derive(Clone, Debug, Default)]
pub(super) struct Post {
    pub(super) fields: Vec<(String, String)>,
    pub(super) file_name: Option<&'static str>,
    pub(super) file: String,
    pub(super) after: &'static str,
}

impl Post {
    /// Unsigned.
    pub(super) fn of(fields: &[(&str, &str)], file: &str) -> Post {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Post { fields: fields.collect(), file: file.to_owned(), ..Post::default() }
    }

    /// Signed by the bucket's account, with a policy of these conditions that is good for ten minutes of the tests' time.
    pub(super) fn signed(conditions: Value, fields: &[(&str, &str)], file: &str) -> Post {
        let policy = json!({ "expiration": "2026-01-02T03:14:05.000Z", "conditions": conditions });
        Post::of(fields, file).with_policy(&policy.to_string())
    }

    pub(super) fn with_policy(mut self, policy: &str) -> Post {
        let signature =
            [("AWSAccessKeyId", "000000000000"), ("policy", &STANDARD.encode(policy)), ("signature", "s")];
        self.fields.extend(signature.map(|(name, value)| (name.to_owned(), value.to_owned())));
        self
    }

    pub(super) fn named(self, file_name: &'static str) -> Post {
        Post { file_name: Some(file_name), ..self }
    }

    pub(super) fn field(mut self, name: &str, value: &str) -> Post {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn body(&self) -> String {
        let mut body = String::new();
        for (name, value) in &self.fields {
            body += &format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
        }
        let file_name = self.file_name.map(|name| format!("; filename=\"{name}\"")).unwrap_or_default();
        body += &format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"{file_name}\r\n\
             Content-Type: text/x-of-the-file\r\n\r\n{}\r\n",
            self.file
        );
        body + self.after + &format!("--{BOUNDARY}--\r\n")
    }

    pub(super) async fn send(&self, world: &World) -> Answer {
        self.send_to(world, "/bkt").await
    }

    pub(super) async fn send_to(&self, world: &World, path: &str) -> Answer {
        send(world, path, self.body()).await
    }
}

/// Sends a body as a form.
pub(super) async fn send(world: &World, path: &str, body: impl Into<bytes::Bytes>) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    world.send("POST", path, &[("content-type", &kind)], body).await
}
