//! Resource policies of secrets.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html>

use policy::{Document, Form};
use wire::fault::Fault;

use crate::error;

/// The name of the one policy that can be changed.
pub(crate) const DEFAULT: &str = "default";

/// A policy that was given, judged.
///
/// # Errors
///
/// It is no policy.
pub(crate) fn read(text: &str) -> Result<Document, Fault> {
    Document::read(text, Form::Resource).map_err(|_| error::malformed_policy())
}

/// Whether it lets everybody in. A condition on who asks, or from where, narrows whom it means; which keys AWS counts among
/// those is our guess, after IAM's pages.
pub(crate) fn is_public(document: &Document) -> bool {
    const NARROWING: [&str; 9] = [
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
    ];
    document.allows_everybody_but(|key| NARROWING.contains(&key.to_ascii_lowercase().as_str()))
}
