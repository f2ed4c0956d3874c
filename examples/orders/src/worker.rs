//! The worker: takes from the queue what the bucket told, reads the order, gives it a label of the shipping service, and
//! writes it into the table. The key that the labels are made with is a secret, and in no log.

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_sqs::types::Message;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::set_up::{BUCKET, Clients, Queues, SECRET, TABLE};
use crate::{Error, log};

/// An order as a client uploads it.
#[derive(Debug, Deserialize)]
struct Order {
    order: String,
    customer: String,
    lines: Vec<Line>,
}

#[derive(Debug, Deserialize)]
struct Line {
    count: u64,
    /// What one of them costs.
    cents: u64,
}

/// How the shipping service knows us.
#[derive(Deserialize)]
struct Shipping {
    account: String,
    key: String,
}

impl Shipping {
    /// Reads the secret. Who works for weeks reads it again now and then, since it is changed.
    async fn known(clients: &Clients) -> Result<Shipping, Error> {
        let secret = clients.secrets.get_secret_value().secret_id(SECRET).send().await?;
        Ok(serde_json::from_str(secret.secret_string().ok_or("the secret is no text")?)?)
    }

    /// What is printed on an order's parcel: nobody makes it without the key.
    fn label(&self, order: &str) -> String {
        let digest = Sha256::new().chain_update(&self.key).chain_update(order).finalize();
        let mark: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{order}-{mark}", self.account)
    }
}

/// Works on and on; returns only if something fails that is no fault of an order.
pub(crate) async fn work(clients: &Clients, queues: &Queues) -> Result<(), Error> {
    log::begin(clients).await?;
    let shipping = Shipping::known(clients).await?;
    loop {
        // Waits until there is something, for twenty seconds at most.
        let receive = clients.sqs.receive_message().queue_url(&queues.received).max_number_of_messages(10);
        let received = receive.wait_time_seconds(20).send().await?;
        for message in received.messages() {
            match work_off(clients, &shipping, message).await {
                // Done: without this the queue would hand it out again.
                Ok(()) => {
                    let done = clients.sqs.delete_message().queue_url(&queues.received);
                    done.set_receipt_handle(message.receipt_handle.clone()).send().await?;
                }
                // Left alone: it comes back once its visibility timeout is over, and is set aside after the last try.
                Err(cause) => log::write(clients, &format!("failed   {cause}")).await?,
            }
        }
    }
}

/// Waits for what was tried too often, which the queue moves to the other one; what it is.
pub(crate) async fn set_aside(clients: &Clients, queues: &Queues) -> Result<String, Error> {
    loop {
        let receive = clients.sqs.receive_message().queue_url(&queues.rejected).wait_time_seconds(20);
        if let Some(message) = receive.send().await?.messages().first() {
            let names: Vec<String> = uploads(message)?;
            return Ok(names.join(", "));
        }
    }
}

async fn work_off(clients: &Clients, shipping: &Shipping, message: &Message) -> Result<(), Error> {
    for name in uploads(message)? {
        let object = clients.s3.get_object().bucket(BUCKET).key(&name).send().await?;
        let bytes = object.body.collect().await?.into_bytes();
        let order: Order = serde_json::from_slice(&bytes).map_err(|cause| format!("{name}: {cause}"))?;
        let cents: u64 = order.lines.iter().map(|line| line.count * line.cents).sum();
        // A queue may hand a message out twice: writing the same item again changes nothing, and no record comes of it.
        clients
            .dynamodb
            .put_item()
            .table_name(TABLE)
            .item("order", AttributeValue::S(order.order.clone()))
            .item("customer", AttributeValue::S(order.customer))
            .item("cents", AttributeValue::N(cents.to_string()))
            .item("label", AttributeValue::S(shipping.label(&order.order)))
            .send()
            .await?;
        log::write(clients, &format!("worked   {}", order.order)).await?;
    }
    Ok(())
}

/// The names of the objects that a message is about. The bucket's first message is a test, and about none.
fn uploads(message: &Message) -> Result<Vec<String>, Error> {
    let event: Value = serde_json::from_str(message.body().unwrap_or_default())?;
    let records = event.get("Records").and_then(Value::as_array);
    let names = records.into_iter().flatten().filter_map(|record| record.pointer("/s3/object/key")?.as_str());
    // In an event a name is written as in a form, with a plus for a space.
    names.map(|name| Ok(percent_decode_str(&name.replace('+', " ")).decode_utf8()?.into_owned())).collect()
}
