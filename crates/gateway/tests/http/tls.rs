//! TLS on the port that plain HTTP is on too, by a client that trusts the server's CA and nothing else.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use http_body_util::{BodyExt as _, Empty};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{AlertDescription, ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::{PATIENCE, Running, json, status_of};

type Stream = StreamOwned<ClientConnection, TcpStream>;

const HEALTH: &str = "GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

/// A client that trusts what the server says is to be trusted.
fn client(server: &Running, protocols: &[&str]) -> Arc<ClientConfig> {
    let (head, pem) = server.ask("GET /_ruststack/tls-ca", &[], "");
    assert_eq!(status_of(&head), 200, "{pem}");
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    Arc::new(config)
}

/// Shakes hands by this name, or address.
fn shake(server: &Running, client: &Arc<ClientConfig>, name: &str) -> io::Result<Stream> {
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut session = ClientConnection::new(client.clone(), name).unwrap();
    let mut stream = server.connect();
    while session.is_handshaking() {
        session.complete_io(&mut stream)?;
    }
    Ok(StreamOwned::new(session, stream))
}

/// Sends bytes and reads until the server says that it is done, which a cut would not.
fn exchange(mut stream: Stream, request: &[u8]) -> String {
    stream.write_all(request).unwrap();
    stream.flush().unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).unwrap();
    String::from_utf8_lossy(&reply).into_owned()
}

/// One request over TLS: the head of its reply, and its body.
fn ask(
    server: &Running,
    client: &Arc<ClientConfig>,
    line: &str,
    headers: &[String],
    body: &[u8],
) -> (String, String) {
    let mut request = format!("{line} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for header in headers {
        request += &format!("{header}\r\n");
    }
    let request = [request.as_bytes(), b"\r\n", body].concat();
    let reply = exchange(shake(server, client, "localhost").unwrap(), &request);
    let (head, body) = reply.split_once("\r\n\r\n").unwrap_or((&reply, ""));
    (head.to_owned(), body.to_owned())
}

fn host() -> Vec<String> {
    vec!["host: localhost".to_owned()]
}

/// Our promise.
#[test]
fn plain_http_and_tls_share_the_port() {
    let server = Running::with(&[]);
    let client = client(&server, &[]);
    let (encrypted, plain) = (shake(&server, &client, "localhost").unwrap(), server.exchange(HEALTH));
    assert_eq!(status_of(&plain), 200);
    let body = |reply: &str| json(reply.split_once("\r\n\r\n").unwrap().1)["services"].clone();
    assert_eq!(body(&exchange(encrypted, HEALTH.as_bytes())), body(&plain));
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let versions =
            ClientConfig::builder_with_provider(provider).with_protocol_versions(&[version]).unwrap();
        let mut roots = RootCertStore::empty();
        let (_, pem) = server.ask("GET /_ruststack/tls-ca", &[], "");
        roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
        let config = Arc::new(versions.with_root_certificates(roots).with_no_client_auth());
        let reply = exchange(shake(&server, &config, "localhost").unwrap(), HEALTH.as_bytes());
        assert_eq!(status_of(&reply), 200, "{version:?}");
    }
}

/// The names are ours to choose; that a client finds its own name on the certificate is RFC 9525.
#[test]
fn every_name_of_ours_has_a_certificate_and_no_other_has() {
    let server = Running::with(&[("allowed-hosts", "stack.test"), ("public-host", "aws.example:4566")]);
    let client = client(&server, &[]);
    for name in [
        "localhost",
        "bucket.localhost",
        "localhost.localstack.cloud",
        "my.bucket.s3.eu-west-1.localhost.localstack.cloud",
        "id.lambda-url.us-east-1.localhost.localstack.cloud",
        "bucket.s3.us-east-1.amazonaws.com",
        "111122223333.s3-control.us-east-1.amazonaws.com",
        "host.docker.internal",
        "stack.test",
        "sqs.stack.test",
        "aws.example",
        "127.0.0.1",
        "::1",
    ] {
        let reply = exchange(shake(&server, &client, name).unwrap(), HEALTH.as_bytes());
        assert_eq!(status_of(&reply), 200, "{name}");
    }
    for name in ["evil.example", "notlocalhost", "localhost.evil.example", "evilamazonaws.com"] {
        let refused = shake(&server, &client, name).unwrap_err();
        let cause = refused.get_ref().unwrap().downcast_ref::<rustls::Error>();
        let alert = rustls::Error::AlertReceived(AlertDescription::AccessDenied);
        assert_eq!(cause, Some(&alert), "{name}");
    }
}

/// RFC 7301, and RFC 9113, 3.2: `h2` is HTTP/2 over TLS.
#[tokio::test(flavor = "multi_thread")]
async fn http_2_is_spoken_with_a_client_that_offers_it() {
    let server = Running::with(&[]);
    let config = client(&server, &["h2", "http/1.1"]);
    let stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = tokio_rustls::TlsConnector::from(config).connect(name, stream).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    let asking = async {
        let request =
            http::Request::get("https://localhost/_ruststack/health").body(Empty::<bytes::Bytes>::new());
        let reply = sender.send_request(request.unwrap()).await.unwrap();
        assert_eq!((reply.status().as_u16(), reply.version()), (200, http::Version::HTTP_2));
        let body = reply.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(json(&String::from_utf8_lossy(&body))["services"]["s3"], "running");
    };
    tokio::select! {
        () = asking => {}
        ended = connection => panic!("{ended:?}"),
    }
}

#[test]
fn http_1_is_spoken_with_a_client_that_offers_nothing_else() {
    let server = Running::with(&[]);
    for (offered, chosen) in [(&["http/1.1"][..], Some(&b"http/1.1"[..])), (&[], None)] {
        let stream = shake(&server, &client(&server, offered), "localhost").unwrap();
        assert_eq!(stream.conn.alpn_protocol(), chosen);
        assert!(exchange(stream, HEALTH.as_bytes()).starts_with("HTTP/1.1 200 OK"));
    }
}

/// What is to be signed, and how: over https SDKs do not sign the body, but send its checksum after it.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
struct Signed<'a> {
    line: (&'a str, &'a str),
    headers: &'a [(&'a str, &'a str)],
    body: SignableBody<'a>,
    /// Presigned, to be used within so many seconds.
    expires: Option<Duration>,
}

/// The path, signed if the signature stands in it, and the headers to send.
fn signed(Signed { line: (method, path), headers, body, expires }: Signed<'_>) -> (String, Vec<String>) {
    let mut settings = SigningSettings::default();
    settings.payload_checksum_kind = match expires {
        None => PayloadChecksumKind::XAmzSha256,
        Some(_) => PayloadChecksumKind::NoHeader,
    };
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings.expires_in = expires;
    if expires.is_some() {
        settings.signature_location = SignatureLocation::QueryParams;
    }
    let identity = aws_credential_types::Credentials::new("AKID", "hush", None, None, "test").into();
    let params = aws_sigv4::sign::v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name("s3")
        .time(now())
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let all = headers.iter().copied().chain([("host", "localhost")]);
    let request =
        SignableRequest::new(method, format!("https://localhost{path}"), all.clone(), body).unwrap();
    let (instructions, _) = sign(request, &params).unwrap().into_parts();
    let mut query = String::new();
    for (name, value) in instructions.params() {
        let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
        query += &format!("{}{name}={value}", if query.is_empty() { '?' } else { '&' });
    }
    let lines = all.map(|(name, value)| format!("{name}: {value}"));
    let lines = lines.chain(instructions.headers().map(|(name, value)| format!("{name}: {value}")));
    (format!("{path}{query}"), lines.collect())
}

#[expect(clippy::disallowed_methods, reason = "a client signs by its own clock")]
fn now() -> SystemTime {
    SystemTime::now()
}

/// The CRC32 of "123456789" is the check value of its catalogue: 0xcbf43926.
#[test]
fn an_upload_whose_checksum_comes_after_it_is_stored_over_https() {
    for auth in ["off", "verify"] {
        let server = Running::with(&[("auth", auth), ("access-keys", "AKID:hush")]);
        let client = client(&server, &["http/1.1"]);
        let empty = SignableBody::Bytes(b"");
        let (path, headers) =
            signed(Signed { line: ("PUT", "/bucket"), headers: &[], body: empty, expires: None });
        assert_eq!(status_of(&ask(&server, &client, &format!("PUT {path}"), &headers, b"").0), 200, "{auth}");
        for (checksum, status) in [("y/Q5Jg==", 200), ("AAAAAA==", 400)] {
            let aside = [
                ("content-encoding", "aws-chunked"),
                ("x-amz-decoded-content-length", "9"),
                ("x-amz-trailer", "x-amz-checksum-crc32"),
            ];
            let body = SignableBody::StreamingUnsignedPayloadTrailer;
            let (path, headers) =
                signed(Signed { line: ("PUT", "/bucket/k"), headers: &aside, body, expires: None });
            let sent = format!("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:{checksum}\r\n\r\n");
            let (head, body) = ask(&server, &client, &format!("PUT {path}"), &headers, sent.as_bytes());
            assert_eq!(status_of(&head), status, "{auth}, {checksum}: {body}");
        }
        let empty = SignableBody::Bytes(b"");
        let (path, headers) =
            signed(Signed { line: ("GET", "/bucket/k"), headers: &[], body: empty, expires: None });
        assert_eq!(ask(&server, &client, &format!("GET {path}"), &headers, b"").1, "123456789", "{auth}");
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>
#[test]
fn a_presigned_https_url_is_good_as_it_is_and_not_if_it_is_changed() {
    for auth in ["off", "verify"] {
        let server = Running::with(&[("auth", auth), ("access-keys", "AKID:hush")]);
        let client = client(&server, &[]);
        let put = |path: &str, body: &'static [u8]| {
            let sent = SignableBody::Bytes(body);
            let (path, headers) =
                signed(Signed { line: ("PUT", path), headers: &[], body: sent, expires: None });
            assert_eq!(status_of(&ask(&server, &client, &format!("PUT {path}"), &headers, body).0), 200);
        };
        put("/bucket", b"");
        put("/bucket/k", b"inside");
        let expires = Some(Duration::from_secs(60));
        let body = SignableBody::UnsignedPayload;
        let (url, _) = signed(Signed { line: ("GET", "/bucket/k"), headers: &[], body, expires });
        let (head, body) = ask(&server, &client, &format!("GET {url}"), &host(), b"");
        assert_eq!((status_of(&head), body.as_str()), (200, "inside"), "{auth}");
        let other = url.replace("/bucket/k", "/bucket/other");
        let status = status_of(&ask(&server, &client, &format!("GET {other}"), &host(), b"").0);
        assert_eq!(status, if auth == "verify" { 403 } else { 404 });
    }
}

/// AWS's addresses are https; ours follow the request. A program that called by one scheme may not know the other's CA.
#[test]
fn addresses_in_replies_have_the_scheme_of_the_request() {
    let server = Running::with(&[]);
    let client = client(&server, &[]);
    let plain = |line: &str, body: &str| server.ask(line, &[], body);
    let encrypted = |line: &str, body: &str| ask(&server, &client, line, &host(), body.as_bytes());
    assert_eq!(status_of(&plain("PUT /bucket", "").0), 200);
    let location = |ask: &dyn Fn(&str, &str) -> (String, String)| {
        let begun = ask("POST /bucket/k?uploads", "").1;
        let id = begun.split_once("<UploadId>").unwrap().1.split_once('<').unwrap().0.to_owned();
        let (head, _) = ask(&format!("PUT /bucket/k?partNumber=1&uploadId={id}"), "part");
        let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        let parts = format!(
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{tag}</ETag></Part></CompleteMultipartUpload>"
        );
        let done = ask(&format!("POST /bucket/k?uploadId={id}"), &parts).1;
        done.split_once("<Location>").unwrap().1.split_once('<').unwrap().0.to_owned()
    };
    assert_eq!(location(&plain), "http://localhost/bucket/k");
    assert_eq!(location(&encrypted), "https://localhost/bucket/k");
}

/// The limits hold from the first byte on, whatever a client begins to say and never ends.
#[test]
fn a_client_that_dawdles_before_its_request_is_cut_off() {
    let server = Running::with(&[("header-timeout", "100ms")]);
    let config = client(&server, &[]);
    let mut session = ClientConnection::new(config, ServerName::try_from("localhost").unwrap()).unwrap();
    let mut hello = Vec::new();
    session.write_tls(&mut hello).unwrap();
    let half = &hello[..hello.len() / 2];
    for begun in
        [&b""[..], b"G", b"P", b"PRI * HTTP/2.0\r\n\r\n", b"\x16", b"\x16\x03\x01\x02\x00", half, &hello]
    {
        let mut stream = server.connect();
        stream.write_all(begun).unwrap();
        let mut reply = Vec::new();
        // Ended in order or by a reset: it does end, or this waits longer than the test's patience.
        match stream.read_to_end(&mut reply) {
            Ok(_) => {}
            Err(cause) => assert_eq!(cause.kind(), io::ErrorKind::ConnectionReset, "{begun:?}"),
        }
        assert!(!reply.starts_with(b"HTTP/1.1 200"), "{begun:?}");
    }
    let mut idle = shake(&server, &client(&server, &[]), "localhost").unwrap();
    let mut reply = Vec::new();
    // A cut: there is nothing that it could cut short.
    let _ = idle.read_to_end(&mut reply);
    assert!(reply.is_empty(), "shook hands and asks for nothing");
}

/// RFC 8446, 6.2: what cannot be read ends in an alert (record 21), not in silence, and never in the end of others.
#[test]
fn garbage_behind_the_first_byte_of_tls_ends_its_connection_only() {
    let server = Running::with(&[]);
    let mut seed = 7_u64;
    for length in [1_usize, 4, 5, 6, 64, 1000, 70_000] {
        let mut garbage = vec![22];
        for _ in 0..length {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            garbage.push((seed >> 33) as u8);
        }
        for prefix in [&[][..], b"\x16\x03\x01", b"\x16\x03\x03\x00\x05\x01\x00\xff\xff"] {
            let mut stream = server.connect();
            // The server may be gone by then.
            let _ = stream.write_all(&[prefix, &garbage].concat());
            let _ = stream.shutdown(Shutdown::Write);
            let mut reply = Vec::new();
            let _ = stream.read_to_end(&mut reply);
            assert!(reply.is_empty() || reply[0] == 21, "{reply:?}");
        }
    }
    assert_eq!(server.status("GET /_ruststack/health", &[], ""), 200);
    let reply = exchange(shake(&server, &client(&server, &[]), "localhost").unwrap(), HEALTH.as_bytes());
    assert_eq!(status_of(&reply), 200);
}

#[test]
fn many_may_shake_hands_at_once() {
    let server = Running::with(&[]);
    let client = client(&server, &[]);
    let statuses = std::thread::scope(|scope| {
        let ask = |number: usize| {
            let (server, client) = (&server, &client);
            scope.spawn(move || {
                let name = format!("bucket-{}.localhost", number % 16);
                status_of(&exchange(shake(server, client, &name).unwrap(), HEALTH.as_bytes()))
            })
        };
        let asking: Vec<_> = (0..64).map(ask).collect();
        asking.into_iter().map(|asked| asked.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(statuses, [200; 64]);
}

/// RFC 8446, 6.1: either side may say that it sends no more, and still reads.
#[test]
fn a_client_that_sends_no_more_over_tls_waits_for_its_answer() {
    let server = Running::with(&[]);
    let mut stream = shake(&server, &client(&server, &[]), "localhost").unwrap();
    stream.write_all(HEALTH.as_bytes()).unwrap();
    stream.conn.send_close_notify();
    stream.flush().unwrap();
    stream.sock.shutdown(Shutdown::Write).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert_eq!(status_of(&reply), 200, "{reply}");
}

/// The goodbye of TLS stands before the end of what a client sends, and nobody reads it while the client waits for messages.
#[test]
fn who_waits_for_messages_over_tls_and_is_gone_takes_none() {
    let server = Running::with(&[]);
    let kind = ["content-type: application/x-amz-json-1.0", "x-amz-target: AmazonSQS.CreateQueue"];
    assert_eq!(server.status("POST /", &kind, r#"{"QueueName":"q"}"#), 200);
    let body = r#"{"QueueUrl":"http://localhost/000000000000/q","WaitTimeSeconds":20}"#;
    let head = "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-amz-target: AmazonSQS.ReceiveMessage\r\n\
                content-type: application/x-amz-json-1.0\r\n";
    let mut stream = shake(&server, &client(&server, &[]), "localhost").unwrap();
    write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).unwrap();
    stream.flush().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    stream.conn.send_close_notify();
    stream.flush().unwrap();
    stream.sock.shutdown(Shutdown::Write).unwrap();
    stream.sock.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert!(status_of(&reply) == 200 && reply.ends_with("{}"), "{reply}");
}

#[test]
fn a_request_in_flight_over_tls_ends_before_the_server_does() {
    let server = Running::with(&[]);
    let client = client(&server, &[]);
    let mut asking = shake(&server, &client, "localhost").unwrap();
    let half =
        "POST /_ruststack/clock/advance HTTP/1.1\r\nhost: localhost\r\ncontent-length: 13\r\n\r\n{\"sec";
    asking.write_all(half.as_bytes()).unwrap();
    let mut idle = shake(&server, &client, "localhost").unwrap();
    idle.write_all(b"GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    assert!(idle.read(&mut [0; 1024]).unwrap() > 0);
    // One in the middle of its handshake has nothing in flight.
    let mut begun = server.connect();
    begun.write_all(b"\x16\x03\x01").unwrap();
    server.stop.cancel();
    begun.set_read_timeout(Some(PATIENCE)).unwrap();
    let _ = begun.read_to_end(&mut Vec::new());
    idle.read_to_end(&mut Vec::new()).unwrap();
    asking.write_all(b"onds\":1}").unwrap();
    let mut reply = String::new();
    asking.read_to_string(&mut reply).unwrap();
    assert_eq!(status_of(&reply), 200, "{reply}");
}

/// A reply that is longer than what TLS holds at a time, and a body that is.
#[test]
fn long_bodies_come_through_tls_whole() {
    let server = Running::with(&[]);
    let client = client(&server, &[]);
    let body: Vec<u8> = (0..5_000_000_u32).map(|n| b'a' + (n % 23) as u8).collect();
    assert_eq!(status_of(&ask(&server, &client, "PUT /bucket", &host(), b"").0), 200);
    assert_eq!(status_of(&ask(&server, &client, "PUT /bucket/k", &host(), &body).0), 200);
    assert!(ask(&server, &client, "GET /bucket/k", &host(), b"").1.as_bytes() == body);
}

#[test]
fn dates_of_certificates_are_the_hosts_though_the_clock_was_moved() {
    let server = Running::with(&[]);
    assert_eq!(server.status("POST /_ruststack/clock/advance", &[], "{\"seconds\":1000000000}"), 200);
    let reply = exchange(shake(&server, &client(&server, &[]), "localhost").unwrap(), HEALTH.as_bytes());
    assert_eq!(status_of(&reply), 200);
    assert!(now().duration_since(UNIX_EPOCH).is_ok());
}
