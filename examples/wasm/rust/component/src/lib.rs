//! A function as a component with our world: event and context in, a result out. Its state lives on from call to call.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

wit_bindgen::generate!({ path: "../../../../docs/wit/ruststack-lambda.wit", world: "function" });

static CALLS: AtomicU64 = AtomicU64::new(0);

struct Greeting;

impl Guest for Greeting {
    fn handler(event: String, context: Context) -> Result<String, String> {
        println!("an event of {} bytes", event.len());
        let call = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
        let event: Value = serde_json::from_str(&event).unwrap_or(Value::Null);
        if event.is_null() {
            let error = json!({ "errorType": "NoEvent", "errorMessage": "whom shall I greet?" });
            return Err(error.to_string());
        }
        Ok(json!({ "hello": event, "request": context.request_id, "call": call }).to_string())
    }
}

export!(Greeting);
