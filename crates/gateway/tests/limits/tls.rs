//! The built program and its CA: what is written where, what the log says, and what `tls-ca` prints.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore};

use super::Program;

/// A start whose home is this folder.
fn program(home: &Path, flags: &[&str]) -> Program {
    Program::from(at_home(home).args(flags))
}

fn at_home(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ruststack"));
    command.env("HOME", home).env_remove("XDG_STATE_HOME");
    command
}

/// What `ruststack tls-ca` says.
fn tls_ca(home: &Path, flags: &[&str]) -> Output {
    at_home(home).arg("tls-ca").args(flags).output().unwrap()
}

fn printed(home: &Path, flags: &[&str]) -> String {
    let output = tls_ca(home, flags);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What the running server says of its own CA.
fn shown(program: &Program) -> String {
    program.ask("GET /_ruststack/tls-ca", "", "").split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// Whether a client that trusts this comes to an end with its handshake.
fn is_trusted(program: &Program, pem: &str, name: &str) -> bool {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let (mut session, mut stream) =
        (ClientConnection::new(Arc::new(config), name).unwrap(), program.connect());
    while session.is_handshaking() {
        if session.complete_io(&mut stream).is_err() {
            // The alert that says why is still to be sent.
            let _ = session.write_tls(&mut stream);
            return false;
        }
    }
    true
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

#[test]
fn what_the_program_prints_is_what_its_server_shows() {
    let home = tempfile::tempdir().unwrap();
    let server = program(home.path(), &[]);
    assert!(server.ask("GET /_ruststack/health", "", "").starts_with("HTTP/1.1 200"));
    assert!(is_empty(home.path()), "nobody has spoken TLS");
    let pem = printed(home.path(), &[]);
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----") && !pem.contains("PRIVATE"), "{pem}");
    assert!(is_trusted(&server, &pem, "localhost"));
    let other = home.path().join("other").display().to_string();
    assert!(!is_trusted(&server, &printed(home.path(), &["--tls-dir", &other]), "localhost"));
    assert_eq!(shown(&server), pem);
    drop(server);
    assert!(is_trusted(&program(home.path(), &[]), &pem, "bucket.localhost"), "the next start has the same");
    assert!(home.path().join(".local/state/ruststack/ca-with-key.pem").exists());
}

#[test]
fn servers_that_share_a_folder_share_the_ca() {
    let home = tempfile::tempdir().unwrap();
    let servers = [program(home.path(), &[]), program(home.path(), &[])];
    let pems = std::thread::scope(|scope| {
        servers.each_ref().map(|server| scope.spawn(|| shown(server))).map(|pem| pem.join().unwrap())
    });
    assert_eq!(pems[0], pems[1]);
    assert!(servers.iter().all(|server| is_trusted(server, &pems[0], "localhost")));
}

/// Root may write everywhere, so a file in the way stands for a home that cannot be written.
#[test]
fn a_home_that_cannot_be_written_is_said_once_and_stops_nobody() {
    let place = tempfile::tempdir().unwrap();
    let home = place.path().join("home");
    fs::write(&home, "no folder").unwrap();
    let mut server = program(&home, &[]);
    let pem = shown(&server);
    for name in ["localhost", "bucket.localhost", "127.0.0.1"] {
        assert!(is_trusted(&server, &pem, name), "{name}");
    }
    let output = tls_ca(&home, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("home"), "{output:?}");
    server.log_line("so the CA is one for this start");
    server.terminate();
    assert!(!whole_log(&mut server).contains("one for this start"), "said twice");
}

/// What is left of the log, to its end.
fn whole_log(server: &mut Program) -> String {
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut server.log, &mut rest).unwrap();
    rest
}

#[test]
fn who_is_refused_and_who_does_not_trust_us_is_said_once() {
    let home = tempfile::tempdir().unwrap();
    let mut server = program(home.path(), &[]);
    let (pem, other) = (shown(&server), printed(home.path(), &["--allowed-hosts", "own.test"]));
    for _ in 0..3 {
        assert!(!is_trusted(&server, &pem, "evil.example"));
        assert!(!is_trusted(&server, &other, "localhost"));
    }
    server.terminate();
    let log = whole_log(&mut server);
    assert_eq!(log.matches("the name evil.example is refused").count(), 1, "{log}");
    assert_eq!(log.matches("does not trust the certificate").count(), 1, "{log}");
}

#[test]
fn a_file_that_is_no_ca_is_named_and_plain_http_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let pem = printed(home.path(), &[]);
    let file = home.path().join(".local/state/ruststack/ca-with-key.pem");
    fs::write(&file, "broken").unwrap();
    let mut server = program(home.path(), &[]);
    assert!(!is_trusted(&server, &pem, "localhost"));
    assert!(server.ask("GET /_ruststack/health", "", "").starts_with("HTTP/1.1 200"));
    assert!(server.log_line("TLS cannot be spoken").contains("ca-with-key.pem"));
    assert_eq!(tls_ca(home.path(), &[]).status.code(), Some(1));
    // Out of the way, it stops nobody any more.
    fs::remove_file(&file).unwrap();
    assert!(is_trusted(&server, &shown(&server), "localhost"));
}

/// One file with both, as LocalStack takes it.
#[test]
fn a_file_of_the_user_is_shown_and_a_wrong_one_ends_the_start() {
    let home = tempfile::tempdir().unwrap();
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate =
        rcgen::CertificateParams::new(vec!["own.test".to_owned()]).unwrap().self_signed(&key).unwrap();
    let file = home.path().join("both.pem");
    fs::write(&file, format!("{}{}", key.serialize_pem(), certificate.pem())).unwrap();
    let server = Program::from(at_home(home.path()).env("CUSTOM_SSL_CERT_PATH", &file));
    assert!(is_trusted(&server, &certificate.pem(), "own.test"));
    let output = at_home(home.path()).args(["--port", "0", "--tls-cert", "none.pem"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("none.pem"), "{output:?}");
}
