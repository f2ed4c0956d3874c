//! A fault as each protocol writes it.

use crate::fault::Fault;
use crate::json::{Object, write_loose};
use crate::protocol::{Dialect, Protocol};
use crate::reply::Reply;
use crate::scalar;
use crate::shape::{Kind, TimeForm};
use crate::value::Value;
use crate::xml::{DECLARATION, Text};

/// The reply to a client whose request failed.
pub fn write(fault: &Fault, dialect: &Dialect, protocol: Protocol, request_id: &str) -> Reply {
    let mut reply = match protocol {
        Protocol::Json10 | Protocol::Json11 => {
            let kind = format!("{}{}", type_prefix(fault, dialect), fault.code);
            let body = json(fault, dialect, Some(&kind));
            Reply::document(fault.status, protocol, body)
        }
        Protocol::RestJson => {
            let mut reply = Reply::document(fault.status, protocol, json(fault, dialect, None));
            reply.set_header("x-amzn-errortype", &fault.code);
            reply
        }
        Protocol::Query | Protocol::RestXml => {
            Reply::document(fault.status, protocol, xml(fault, dialect, request_id))
        }
    };
    if dialect.query_errors && matches!(protocol, Protocol::Json10 | Protocol::Json11) {
        let kind = if fault.sender { "Sender" } else { "Receiver" };
        reply.set_header("x-amzn-query-error", &format!("{};{kind}", query_code(fault)));
    }
    fault.form.headers.iter().for_each(|(name, value)| reply.set_header(name, value));
    reply.set_request_id(protocol, request_id);
    reply
}

/// What stands before the code in `__type`: the service's own for errors of its model, Coral's for others, nothing in
/// services that write the code alone.
fn type_prefix(fault: &Fault, dialect: &Dialect) -> &'static str {
    let is_declared = || dialect.model.errors.iter().any(|shape| shape.name == fault.code);
    match dialect.type_prefix {
        "" => "",
        prefix if is_declared() => prefix,
        _ => "com.amazon.coral.service#",
    }
}

/// The code by which the query protocol knows a fault.
fn query_code(fault: &Fault) -> &str {
    fault.query_code.unwrap_or(&fault.code)
}

fn json(fault: &Fault, dialect: &Dialect, kind: Option<&str>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut object = Object::begin(&mut out);
    if let Some(kind) = kind {
        object.text("__type", kind);
    }
    // Coral itself spells it so, whatever the service does: recorded of DynamoDB, Lambda and Athena.
    let is_corals = fault.code == "SerializationException";
    let own = fault.form.message_member.unwrap_or(dialect.message_member);
    let member = if is_corals { "Message" } else { own };
    if !fault.message.is_empty() {
        object.text(member, &fault.message);
    }
    for (name, value) in fault.form.members {
        object.text(name, value);
    }
    for (name, value) in &fault.fields {
        write_loose(object.key(name), value);
    }
    object.end();
    out
}

fn xml(fault: &Fault, dialect: &Dialect, request_id: &str) -> String {
    let mut xml = Text::default();
    let host_id = dialect.host_id.map(|of| of(request_id));
    let namespace = dialect.model.namespace.filter(|_| host_id.is_none());
    xml.root("ErrorResponse", namespace, |xml| {
        xml.element("Error", |xml| {
            if host_id.is_none() {
                xml.leaf("Type", if fault.sender { "Sender" } else { "Receiver" });
            }
            xml.leaf("Code", query_code(fault));
            xml.leaf("Message", fault.form.query_message.unwrap_or(&fault.message));
            fault.form.members.iter().for_each(|(name, value)| xml.leaf(name, value));
            for (name, value) in &fault.fields {
                field(xml, name, value);
            }
        });
        xml.leaf("RequestId", request_id);
        if let Some(host_id) = &host_id {
            xml.leaf("HostId", host_id);
        }
    });
    let document = xml.finish();
    if host_id.is_some() { format!("{DECLARATION}{document}") } else { document }
}

/// A further member: of a list each element in an element of its own.
fn field(xml: &mut Text, name: &str, value: &Value) {
    match value {
        Value::List(slots) => {
            slots.iter().filter_map(|slot| slot.value()).for_each(|value| field(xml, name, value));
        }
        value => xml.leaf(name, &scalar::write(&Kind::Text, TimeForm::Iso8601, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::ErrorForm;
    use crate::shape::{ErrorShape, Model};

    static MODEL: Model = Model {
        name: "sqs",
        target_prefix: Some("AmazonSQS"),
        version: "2012-11-05",
        namespace: Some("http://queue.amazonaws.com/doc/2012-11-05/"),
        names: &[],
        errors: &[ABSENT],
    };
    const ABSENT: ErrorShape = ErrorShape {
        name: "QueueDoesNotExist",
        code: "AWS.SimpleQueueService.NonExistentQueue",
        status: 400,
        sender: true,
    };
    static DIALECT: Dialect = Dialect {
        model: &MODEL,
        protocols: &[Protocol::Json10, Protocol::Query],
        type_prefix: "com.amazonaws.sqs#",
        query_errors: true,
        message_member: "message",
        ..Dialect::of(&MODEL)
    };

    #[track_caller]
    fn check(fault: &Fault, protocol: Protocol, headers: &[(&str, &str)], body: &str) {
        let reply = write(fault, &DIALECT, protocol, "id");
        assert_eq!(std::str::from_utf8(&reply.body).unwrap(), body);
        assert_eq!(reply.status, fault.status);
        for (name, value) in headers {
            assert_eq!(reply.headers.get(*name).unwrap(), value, "{name}");
        }
    }

    /// SQS in both of its protocols: the model of botocore, and AWS's page on the awsQueryCompatible trait.
    #[test]
    fn an_error_of_the_model_has_its_code_in_each_protocol() {
        let fault = Fault::of(&ABSENT, "The specified queue <x> does not exist.");
        let headers = &[
            ("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender"),
            ("x-amzn-requestid", "id"),
            ("content-type", "application/x-amz-json-1.0"),
        ];
        let body = r#"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue <x> does not exist."}"#;
        check(&fault, Protocol::Json10, headers, body);
        let body = "<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error><Type>Sender</Type>\
                    <Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue &lt;x&gt; does not exist.\
                    </Message></Error><RequestId>id</RequestId></ErrorResponse>";
        check(&fault, Protocol::Query, &[("content-type", "text/xml"), ("x-amzn-requestid", "id")], body);
        check(&fault, Protocol::RestXml, &[("x-amz-request-id", "id")], body);
        let headers = &[("x-amzn-errortype", "QueueDoesNotExist"), ("content-type", "application/json")];
        check(
            &fault,
            Protocol::RestJson,
            headers,
            r#"{"message":"The specified queue <x> does not exist."}"#,
        );
    }

    #[test]
    fn corals_own_errors_have_its_prefix_and_its_spelling() {
        let fault = Fault::sender("SerializationException", "Expected null");
        let body =
            r#"{"__type":"com.amazon.coral.service#SerializationException","Message":"Expected null"}"#;
        check(&fault, Protocol::Json10, &[("x-amzn-query-error", "SerializationException;Sender")], body);
        // Without words there is no member.
        let fault = Fault::sender("SerializationException", "");
        let body = r#"{"__type":"com.amazon.coral.service#SerializationException"}"#;
        check(&fault, Protocol::Json11, &[("content-type", "application/x-amz-json-1.1")], body);
    }

    /// As Lambda's TooManyRequestsException and its ResourceNotFoundException are: botocore's model.
    #[test]
    fn an_error_may_have_headers_members_and_a_spelling_of_its_own() {
        static SLOW: ErrorForm = ErrorForm {
            message_member: Some("Message"),
            members: &[("Type", "User")],
            headers: &[("retry-after", "1")],
            query_message: None,
        };
        let mut fault = Fault::sender("TooManyRequestsException", "Slow.").status(429);
        fault.form = &SLOW;
        fault.fields.push(("Reason", Value::Text("r".to_owned())));
        let body = r#"{"Message":"Slow.","Type":"User","Reason":"r"}"#;
        check(&fault, Protocol::RestJson, &[("retry-after", "1")], body);
        let body = "<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error><Type>Sender</Type>\
                    <Code>TooManyRequestsException</Code><Message>Slow.</Message><Type>User</Type><Reason>r</Reason>\
                    </Error><RequestId>id</RequestId></ErrorResponse>";
        check(&fault, Protocol::RestXml, &[("retry-after", "1")], body);
    }

    /// AWS's answer for S3 Control, of 2026-02-07: <https://github.com/getmoto/moto/pull/9716>.
    #[test]
    fn errors_of_s3_have_a_host_and_neither_type_nor_namespace() {
        static S3: Dialect = Dialect {
            host_id: Some(|id| format!("host of {id}")),
            protocols: &[Protocol::RestXml],
            ..Dialect::of(&MODEL)
        };
        let mut fault = Fault::sender("AccessDenied", "Access Denied").status(403);
        fault.fields.push(("AccountId", Value::Text("111122223333".to_owned())));
        let reply = write(&fault, &S3, Protocol::RestXml, "id");
        let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ErrorResponse><Error><Code>AccessDenied</Code>\
                    <Message>Access Denied</Message><AccountId>111122223333</AccountId></Error>\
                    <RequestId>id</RequestId><HostId>host of id</HostId></ErrorResponse>";
        assert_eq!(std::str::from_utf8(&reply.body).unwrap(), body);
    }

    #[test]
    fn further_members_follow_the_sentence() {
        let mut fault = Fault::internal("InternalFailure", "x");
        fault.fields.push(("Reason", Value::Text("r".to_owned())));
        fault.fields.push(("Retry", Value::Integer(3)));
        check(&fault, Protocol::RestJson, &[], r#"{"message":"x","Reason":"r","Retry":3}"#);
        let body = "<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error><Type>Receiver</Type>\
                    <Code>InternalFailure</Code><Message>x</Message><Reason>r</Reason><Retry>3</Retry></Error>\
                    <RequestId>id</RequestId></ErrorResponse>";
        check(&fault, Protocol::Query, &[], body);
    }
}
