//! A component of WebAssembly behind a function URL. Authority: AWS's guide has how URLs answer; that a component can serve
//! them is our own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::execution::executor::wasm::tests::http::echo;
use crate::test_engine::creation;

#[tokio::test]
async fn a_component_serves_a_function_url() {
    let bench = Bench::real();
    let mut body = creation("f");
    body["Code"] = json!({"ZipFile": STANDARD.encode(wat::parse_str(echo()).unwrap())});
    (body["Runtime"], body["Handler"]) = (json!("provided.al2023"), json!("bootstrap"));
    assert_eq!(bench.post("/2015-03-31/functions", body).await.status, 201);
    assert_eq!(bench.settled("f").await["State"], "Active");
    let url = bench.post(URL, json!({"AuthType": "NONE"})).await.json()["FunctionUrl"].take();
    let host = url.as_str().unwrap().trim_start_matches("http://").trim_end_matches('/');
    for mode in ["BUFFERED", "RESPONSE_STREAM"] {
        assert_eq!(bench.put(URL, json!({"InvokeMode": mode})).await.status, 200);
        let reply = bench.url(host, "GET /a/b?q=1", &[], "").await;
        assert_eq!((reply.status, reply.header("content-type")), (201, "text/plain"), "{reply:?}");
        assert_eq!(
            (&reply.body[..], reply.header("set-cookie")),
            (&b"/a/b?q=1/a/b?q=1"[..], "a=b"),
            "{mode}"
        );
    }
    // What is no request of a URL is the caller's error.
    let reply = bench.invoke("f", "RequestResponse", "{}").await;
    assert_eq!(reply.json()["errorType"], "Runtime.UnmarshalError");
    assert!(bench.tasks.shutdown(std::time::Duration::from_secs(10)).await);
}
