//! The books: read the table's stream, and keep what each customer owes.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_dynamodbstreams::types::{AttributeValue, Record, ShardIteratorType};

use crate::Error;
use crate::set_up::Clients;

/// How many orders each customer has, and what they cost in cents.
#[derive(Debug, Default)]
pub(crate) struct Books(BTreeMap<String, (usize, u64)>);

/// Reads the stream from its beginning until so many orders are in the books.
pub(crate) async fn keep(clients: &Clients, stream: &str, orders: usize) -> Result<Books, Error> {
    let described = clients.streams.describe_stream().stream_arn(stream).send().await?;
    let mut places = Vec::new();
    for shard in described.stream_description.iter().flat_map(|stream| stream.shards()) {
        let ask = clients.streams.get_shard_iterator().stream_arn(stream);
        let ask =
            ask.set_shard_id(shard.shard_id.clone()).shard_iterator_type(ShardIteratorType::TrimHorizon);
        places.push(ask.send().await?.shard_iterator);
    }
    let mut books = Books::default();
    loop {
        for place in &mut places {
            // A shard that was read to its end has no next place.
            let Some(here) = place.take() else { continue };
            let page = clients.streams.get_records().shard_iterator(here).send().await?;
            for record in page.records() {
                books.book(record);
            }
            *place = page.next_shard_iterator;
        }
        if books.0.values().map(|(orders, _)| orders).sum::<usize>() >= orders {
            return Ok(books);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

impl Books {
    fn book(&mut self, record: &Record) {
        let Some(item) = record.dynamodb().and_then(|change| change.new_image()) else { return };
        let text = |name: &str| match item.get(name) {
            Some(AttributeValue::S(text) | AttributeValue::N(text)) => text.clone(),
            _ => String::new(),
        };
        let (orders, cents) = self.0.entry(text("customer")).or_default();
        *orders += 1;
        *cents += text("cents").parse().unwrap_or(0);
        println!("booked   {}", text("order"));
    }

    pub(crate) fn print(&self) {
        for (customer, (orders, cents)) in &self.0 {
            println!("owes     {customer} {}.{:02} (orders: {orders})", cents / 100, cents % 100);
        }
    }
}
