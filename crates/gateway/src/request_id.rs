//! Request ids, in the form of each service.

use std::sync::Arc;

use base::entropy::Entropy;

use crate::service_of::Service;

/// A fresh id as the service writes it: 52 upper-case letters and digits from DynamoDB, 16 upper-case hexadecimal
/// digits from S3, a UUID from Lambda.
pub(crate) fn fresh(service: Service, entropy: &Entropy) -> Arc<str> {
    match service {
        Service::S3 => entropy.text(b"0123456789ABCDEF", 16).into(),
        Service::DynamoDb | Service::DynamoDbStreams => {
            entropy.text(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 52).into()
        }
        Service::Lambda | Service::FunctionUrl => entropy.uuid().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_service_has_its_own_form() {
        let entropy = Entropy::seeded(1);
        let is = |service, len: usize, allowed: fn(u8) -> bool| {
            let id = fresh(service, &entropy);
            assert_eq!(id.len(), len, "{id}");
            assert!(id.bytes().all(allowed), "{id}");
        };
        is(Service::S3, 16, |b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b));
        is(Service::DynamoDb, 52, |b| b.is_ascii_digit() || b.is_ascii_uppercase());
        is(Service::Lambda, 36, |b| b == b'-' || b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    }
}
