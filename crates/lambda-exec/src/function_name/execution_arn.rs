//! The name of a durable execution: its function, the version that it runs, its own name, and an id that no other has.

use std::fmt;

use base::arn::Arn;
use base::call::Call;
use wire::value::Fields;

use super::{FunctionId, is_word};
use crate::error::Error;

/// `arn:aws:lambda:REGION:ACCOUNT:function:NAME:VERSION/durable-execution/NAME/ID`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExecutionArn {
    pub(crate) function: FunctionId,
    /// A number, or `$LATEST`.
    pub(crate) version: String,
    pub(crate) name: String,
    pub(crate) id: String,
}

impl ExecutionArn {
    /// The execution that a request names, of the region that it is sent to.
    pub(crate) fn read(call: &Call, fields: &Fields) -> Result<ExecutionArn, Error> {
        let arn = ExecutionArn::parse(fields.required("DurableExecutionArn"));
        // Our guess: what satisfies the model's expression and cannot be read has an account or region that nobody has.
        let arn = arn.filter(|arn| arn.function.region == call.region);
        arn.ok_or_else(Error::no_execution)
    }

    /// Reads an ARN that satisfies the model's expression.
    pub(crate) fn parse(text: &str) -> Option<ExecutionArn> {
        let arn = Arn::parse(text).filter(|arn| arn.service == "lambda")?;
        let (account, region) = arn.owner()?;
        let mut parts = arn.resource.split('/');
        let (Some(function), Some("durable-execution"), Some(name), Some(id), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let (function, version) = function.strip_prefix("function:")?.split_once(':')?;
        let are_words = is_word(function) && is_word(name) && is_word(id);
        are_words.then(|| ExecutionArn {
            function: FunctionId { account, region, name: function.to_owned() },
            version: version.to_owned(),
            name: name.to_owned(),
            id: id.to_owned(),
        })
    }
}

impl fmt::Display for ExecutionArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ExecutionArn { function, version, name, id } = self;
        write!(f, "{}/durable-execution/{name}/{id}", function.qualified_arn(version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Authority: botocore's pattern of `DurableExecutionArn`.
    #[test]
    fn an_arn_names_function_version_name_and_id() {
        let text = "arn:aws:lambda:us-west-2:123456789012:function:f:$LATEST/durable-execution/order-1/0a-1b";
        let arn = ExecutionArn::parse(text).unwrap();
        assert_eq!(
            (arn.version.as_str(), arn.name.as_str(), arn.id.as_str()),
            ("$LATEST", "order-1", "0a-1b")
        );
        assert_eq!(arn.to_string(), text);
        let function = "arn:aws:lambda:us-west-2:123456789012:function:f";
        for rest in
            ["", ":1", "/durable-execution/n/i", ":1/durable-execution/n", ":1/durable-execution/n/i/x"]
        {
            assert_eq!(ExecutionArn::parse(&format!("{function}{rest}")), None, "{rest}");
        }
    }
}
