//! This emulator as an identity provider: its address, its keys, and the pages that show them.
//! <https://openid.net/specs/openid-connect-discovery-1_0.html>

use std::time::Duration;

use base::arn::AccountId;
use base::http::{Body, Request, Response};
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderValue, Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::federation::jwt::Jwt;
use crate::federation::keys::{Algorithm, TokenKey};
use crate::federation::named::own_issuer_at;

/// The longest document that asks for a token to trade in.
const MAX_DOCUMENT: usize = 64 << 10;

/// How long a token to trade in lasts where the request does not say, and at most.
const TRADE_IN_S: u64 = 900;
const MOST_TRADE_IN_S: u64 = 43_200;

impl Engine {
    /// The account's key for an algorithm, made now if it is not there.
    pub(crate) async fn token_key(
        &self,
        account: AccountId,
        algorithm: Algorithm,
    ) -> Result<TokenKey, Fault> {
        if let Some(key) = self.records.get::<TokenKey>(account, algorithm.name())? {
            return Ok(key);
        }
        let made = base::task::apart(move || TokenKey::make(algorithm)).await;
        let made = made.map_err(|_| error::damaged("a key", "it cannot be made"))?;
        self.records.change(account, |change| {
            // Another request may have been quicker.
            if let Some(key) = change.get::<TokenKey>(algorithm.name())? {
                return Ok(key);
            }
            change.put(&made)?;
            Ok(made.clone())
        })
    }

    /// Whether a token that says it is of this issuer was signed with its key.
    pub(crate) fn has_signed(&self, account: AccountId, token: &Jwt) -> Result<bool, Fault> {
        let key = self.records.get::<TokenKey>(account, &token.algorithm)?;
        let key = key.filter(|key| token.key.as_ref() == Some(&key.id));
        Ok(key.is_some_and(|key| key.has_signed(token.signed.as_bytes(), &token.signature)))
    }

    /// Answers behind `/_aws/sts/`; nothing where there is no such path.
    pub(crate) async fn answer_own(&self, path: &str, request: Request) -> Option<Response> {
        if path == "trade-in-tokens" {
            return Some(if *request.method() == Method::POST {
                self.give_trade_in(request).await
            } else {
                problem(StatusCode::METHOD_NOT_ALLOWED, "not with this method")
            });
        }
        let (account, page) = path.split_once('/')?;
        let account = AccountId::parse(account)?;
        let shown = match page {
            ".well-known/openid-configuration" => Ok(discovery(&address(&request), account)),
            ".well-known/jwks.json" | "jwks" => self.keys_shown(account),
            _ => return None,
        };
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Some(problem(StatusCode::METHOD_NOT_ALLOWED, "not with this method"));
        }
        Some(match shown {
            Ok(shown) => document(StatusCode::OK, &shown),
            Err(fault) => {
                tracing::error!(cause = %fault.cause, "the keys of tokens could not be read");
                problem(StatusCode::INTERNAL_SERVER_ERROR, &fault.message)
            }
        })
    }

    fn keys_shown(&self, account: AccountId) -> Result<Value, Fault> {
        let keys = self.records.list::<TokenKey>(account)?;
        Ok(json!({ "keys": keys.into_iter().map(|key| key.shown).collect::<Vec<Value>>() }))
    }

    /// `POST /_aws/sts/trade-in-tokens` with `{"PrincipalArn": …, "DurationSeconds": …}`.
    async fn give_trade_in(&self, request: Request) -> Response {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase", deny_unknown_fields)]
        struct Wanted {
            principal_arn: String,
            duration_seconds: Option<u64>,
        }
        let body = request.into_body().collect(MAX_DOCUMENT).await;
        let wanted: Option<Wanted> = body.ok().and_then(|body| serde_json::from_slice(&body).ok());
        let Some(Wanted { principal_arn, duration_seconds }) = wanted else {
            return problem(
                StatusCode::BAD_REQUEST,
                "expected such as {\"PrincipalArn\": \"arn:aws:iam::…\"}",
            );
        };
        let lasts_s = duration_seconds.unwrap_or(TRADE_IN_S).min(MOST_TRADE_IN_S);
        let expires = self.clock.now().plus(Duration::from_secs(lasts_s));
        match self.trade_in_token(&principal_arn, expires) {
            Ok(Some(token)) => document(StatusCode::OK, &json!({ "TradeInToken": token })),
            Ok(None) => problem(StatusCode::NOT_FOUND, "there is no such role, user or root user"),
            Err(fault) => {
                tracing::error!(cause = %fault.cause, "a trade-in token could not be made");
                problem(StatusCode::INTERNAL_SERVER_ERROR, &fault.message)
            }
        }
    }
}

/// Where the caller of an own path finds the emulator, scheme and host.
fn address(request: &Request) -> String {
    let scheme = request.uri().scheme_str().unwrap_or("http");
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(|authority| authority.as_str()));
    format!("{scheme}://{}", host.unwrap_or("localhost:4566"))
}

fn discovery(address: &str, account: AccountId) -> Value {
    let issuer = own_issuer_at(address, account);
    json!({
        "issuer": issuer,
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": Algorithm::ALL.map(Algorithm::name),
        "claims_supported": ["aud", "exp", "iat", "iss", "jti", "sub"],
    })
}

fn document(status: StatusCode, document: &Value) -> Response {
    let mut reply = Response::new(Body::from(document.to_string()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply
}

fn problem(status: StatusCode, message: &str) -> Response {
    document(status, &json!({ "error": message }))
}
